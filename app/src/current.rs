//! The request that is being answered, as Leptos' functions and pages find it.

use crate::wire::Error;
use desk::request::RequestContext;
use desk::request_id::look_for_id;
use leptos::prelude::use_context;
use uuid::Uuid;

/// The context of the request that is being answered.
///
/// # Errors
/// `Unavailable` outside a request.
pub fn request() -> Result<RequestContext, Error> {
    use_context::<RequestContext>().ok_or(Error::Unavailable)
}

/// Tells the desk what only the pages' side knows: which request a page answers, and how letters read. Called before anything
/// is served.
pub fn introduce() {
    desk::mails::written_by(crate::letters::contact_changed);
    look_for_id(|| use_context::<RequestContext>().map(|request| request.request_id));
}

/// Whether the page that asks is of whoever is signed in: who signed in meanwhile in another tab does nothing in the
/// name of the page's person. A page of nobody's says nothing, or nil.
///
/// # Errors
/// `AnotherPerson`.
pub fn is_page_of(request: &RequestContext, named: &str) -> Result<(), Error> {
    let is_nobodys = named.is_empty() || Uuid::try_parse(named).is_ok_and(|id| id.is_nil());
    let is_own = request.viewer.as_ref().is_none_or(|viewer| viewer.id.to_string() == named);
    if is_nobodys || is_own { Ok(()) } else { Err(Error::AnotherPerson) }
}
