//! The permissions page as ordinary posts: a question first, then the answer.

use crate::answer::Answer;
use crate::customer_page::saved_path;
use crate::form::{Typed, version_of};
use crate::moment::{LAND_AT, moment_of};
use crate::posted::Posted;
use crate::routes;
use crate::wire::Error;
use desk::permissions::{Wanted, store};
use desk::request::RequestContext;
use model::access::{SeeCustomers, SetPermission};
use model::customers::Field;
use uuid::Uuid;

/// Answers a post of the permissions page.
///
/// # Errors
/// What cannot be shown beside the form: `NotFound`, `Forbidden`, `SignedOut`, `Malformed`, a database that is away.
pub async fn post_permission(request: &RequestContext, id: Uuid, typed: Typed) -> Result<Answer, Error> {
    let permit = request.permit::<SetPermission>()?;
    let version = version_of(&typed).ok_or(Error::Malformed)?;
    let permission = Field::permission_of_name(typed.get("permission")).ok_or(Error::Malformed)?;
    let is_given = match typed.get("step") {
        "ask" => {
            // The switch of an older page may mean the opposite by now.
            let see = request.permit::<SeeCustomers>()?;
            let is_stale = store::find(&see, request, id).await?.version != version;
            return Ok(Answer::Page(if is_stale {
                Posted::failed(typed, Error::Conflict)
            } else {
                Posted::again(typed)
            }));
        }
        "give" => true,
        "remove" => false,
        _ => return Err(Error::Malformed),
    };
    let (reason, moment_us) = (typed.get("reason"), moment_of(request, typed.get(LAND_AT))?);
    let wanted = Wanted { version, permission, is_given, reason, moment_us };
    let saved = store::set(&permit, request, id, wanted).await?;
    Ok(Answer::Redirect(saved_path(&saved, &routes::permissions(id))))
}
