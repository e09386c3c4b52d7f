//! The request that is being answered, as Leptos' functions and pages find it.

use crate::error::Error;
use crate::request::{RequestContext, look_for_id};
use leptos::prelude::use_context;

/// The context of the request that is being answered.
///
/// # Errors
/// `Unavailable` outside a request.
pub fn request() -> Result<RequestContext, Error> {
    use_context::<RequestContext>().ok_or(Error::Unavailable)
}

/// Lets what is logged on behalf of a page's resources carry the request's id. Called once, before the first request.
pub fn let_pages_name_their_request() {
    look_for_id(|| use_context::<RequestContext>().map(|request| request.request_id));
}
