//! The update form as an ordinary post: the same steps, each a page.

use super::conflict::merge;
use super::details::Saved;
use super::store;
use super::update_state::version_of;
use crate::access::{SeeCustomers, UpdateCustomer};
use crate::customers::{CustomerText, Field};
use crate::error::Error;
use crate::form::Typed;
use crate::post::Answer;
use crate::posted::Posted;
use crate::request::RequestContext;
use crate::routes;
use uuid::Uuid;

/// Answers a post of the update page.
///
/// # Errors
/// What cannot be shown beside the form: `NotFound`, `Forbidden`, `SignedOut`, `Malformed`, a database that is away.
pub async fn post_update(request: &RequestContext, id: Uuid, typed: Typed) -> Result<Answer, Error> {
    let permit = request.permit::<UpdateCustomer>()?;
    let version = version_of(&typed).ok_or(Error::Malformed)?;
    let text = CustomerText::of_typed(&typed);
    match typed.get("step") {
        // Back to the form, or the form of another country: everything typed comes along.
        "edit" | "country" => return Ok(Answer::Page(Posted::again(typed))),
        "review" => {
            let account = store::find(&request.permit::<SeeCustomers>()?, request, id).await?;
            if account.version != version {
                return conflict(request, id, version, typed, text).await;
            }
            let errors = store::review(&permit, request, id, &text).await?.errors();
            let posted = if errors.is_empty() { Posted::again(typed) } else { Posted::failed(typed, errors.into()) };
            return Ok(Answer::Page(posted));
        }
        "submit" => {}
        _ => return Err(Error::Malformed),
    }
    match store::update(&permit, request, id, version, &text, typed.get("reason")).await {
        Ok(Saved::Unchanged) => Ok(Answer::Redirect(format!("{}?saved=unchanged", routes::account(id)))),
        Ok(Saved::As { .. }) => Ok(Answer::Redirect(format!("{}?saved=yes", routes::account(id)))),
        Err(Error::Conflict) => conflict(request, id, version, typed, text).await,
        Err(error @ Error::Invalid(_)) => Ok(Answer::Page(Posted::failed(typed, error))),
        Err(error) => Err(error),
    }
}

/// The form again, on the newer version: untouched fields take the newer value, touched ones keep what was typed.
async fn conflict(
    request: &RequestContext,
    id: Uuid,
    version: i64,
    mut typed: Typed,
    text: CustomerText,
) -> Result<Answer, Error> {
    let permit = request.permit::<SeeCustomers>()?;
    let stored = store::find(&permit, request, id).await?;
    let since = crate::history::changes_since(&permit, &request.database, id, version).await?;
    let merged = merge(&text, &stored.text, &since);
    for field in Field::ALL {
        typed.set(field.name(), merged.get(*field));
    }
    typed.set("seen", version.to_string());
    typed.set("version", stored.version.to_string());
    typed.set("step", "edit");
    Ok(Answer::Page(Posted::failed(typed, Error::Conflict)))
}
