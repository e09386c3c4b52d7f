//! The panel's button as an ordinary post.

use crate::answer::Answer;
use crate::routes;
use crate::wire::Error;
use desk::registry::store;
use desk::request::RequestContext;
use model::access::UpdateCustomer;
use uuid::Uuid;

/// Has a VAT ID looked up.
///
/// # Errors
/// As [`store::ask`]; `Malformed` if the post asks for something else.
pub async fn post_registry(request: &RequestContext, id: Uuid, step: &str) -> Result<Answer, Error> {
    let permit = request.permit::<UpdateCustomer>()?;
    if step != "ask_registry" {
        return Err(Error::Malformed);
    }
    match store::ask(&permit, request, id).await {
        // Somebody took the number away meanwhile: the account shows what there is.
        Ok(_) | Err(desk::error::Error::NotFound) => Ok(Answer::Redirect(routes::account(id))),
        Err(error) => Err(error.into()),
    }
}
