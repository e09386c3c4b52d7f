//! The people pages as ordinary posts.

use super::typed_roles::typed_roles;
use crate::answer::Answer;
use crate::form::{Typed, version_of};
use crate::posted::Posted;
use crate::routes;
use crate::wire::Error;
use desk::people::change::PersonChange;
use desk::people::{change, passwords, store};
use desk::request::RequestContext;
use model::access::KeepPeople;
use model::people::check_person;
use uuid::Uuid;

/// Answers a post of the people page: somebody is added.
///
/// # Errors
/// What cannot be shown beside the form.
pub async fn post_people(request: &RequestContext, typed: &Typed) -> Result<Answer, Error> {
    let permit = request.permit::<KeepPeople>()?;
    let person = check_person(typed.get("name"), typed.get("email"), &typed_roles(typed))?;
    shown_once(store::add(&permit, &request.database, &person, request.source()).await)
}

/// Answers a post of a person's page: name, e-mail, roles, state, or a new password.
///
/// # Errors
/// What cannot be shown beside the form.
pub async fn post_person(request: &RequestContext, id: Uuid, typed: &Typed) -> Result<Answer, Error> {
    let permit = request.permit::<KeepPeople>()?;
    match typed.get("step") {
        "reset" => shown_once(passwords::reset_password(&permit, &request.database, id, request.source()).await),
        "save" => {
            let version = version_of(typed).ok_or(Error::Malformed)?;
            let text = |name: &str| typed.has(name).then(|| typed.get(name).to_owned());
            let change = PersonChange {
                name: text("name"),
                email: text("email"),
                roles: typed_roles(typed),
                is_disabled: !typed.get("is_disabled").is_empty(),
            };
            change::update(&permit, &request.database, id, version, change, request.source()).await?;
            Ok(Answer::Redirect(format!("{}?saved=yes", routes::person(id))))
        }
        _ => Err(Error::Malformed),
    }
}

fn shown_once(added: Result<model::people::Added, desk::error::Error>) -> Result<Answer, Error> {
    Ok(Answer::Page(Posted { added: Some(added?), ..Posted::default() }))
}
