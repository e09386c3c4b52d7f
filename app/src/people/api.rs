//! What the people pages ask the server.

use crate::ask::Ask;
use crate::wire::Error;
use leptos::prelude::*;
use model::access::Roles;
use model::people::{Added, Person};
use uuid::Uuid;

/// Everybody, by name.
///
/// # Errors
/// `Forbidden`, `SignedOut`.
#[server(prefix = "/api", endpoint = "people/list", protocol = Ask)]
pub async fn list_people() -> Result<Vec<Person>, Error> {
    use model::access::SeePeople;
    let request = crate::current::request()?;
    let permit = request.permit::<SeePeople>()?;
    Ok(desk::people::list(&permit, &request.database).await?)
}

/// One person.
///
/// # Errors
/// `NotFound`, `Forbidden`, `SignedOut`.
#[server(prefix = "/api", endpoint = "people/find", protocol = Ask)]
pub async fn find_person(id: Uuid) -> Result<Person, Error> {
    use model::access::SeePeople;
    let request = crate::current::request()?;
    let permit = request.permit::<SeePeople>()?;
    Ok(desk::people::find(&permit, &request.database, id).await?)
}

/// Adds somebody and answers the password of their first sign-in, once.
///
/// # Errors
/// `Invalid` names every field that is wrong; `Forbidden`, `SignedOut`.
#[server(prefix = "/api", endpoint = "people/add", protocol = Ask)]
pub async fn add_person(name: String, email: String, roles: Roles) -> Result<Added, Error> {
    use model::access::KeepPeople;
    let request = crate::current::request()?;
    let permit = request.permit::<KeepPeople>()?;
    let person = model::people::check_person(&name, &email, &roles)?;
    Ok(desk::people::store::add(&permit, &request.database, &person, request.source()).await?)
}

/// Changes somebody's roles and state, and their name and e-mail where they are said.
///
/// # Errors
/// `Invalid` if no role is given, or for a name or an e-mail that is none or another's; `Conflict` if somebody saved since `version`; `LastGlobalAdmin`, `NotFound`, `Forbidden`, `SignedOut`.
#[server(prefix = "/api", endpoint = "people/update", protocol = Ask)]
pub async fn update_person(
    id: Uuid,
    version: i64,
    name: Option<String>,
    email: Option<String>,
    roles: Roles,
    is_disabled: bool,
) -> Result<(), Error> {
    use desk::people::change::{PersonChange, update};
    use model::access::KeepPeople;
    let request = crate::current::request()?;
    let permit = request.permit::<KeepPeople>()?;
    let change = PersonChange { name, email, roles, is_disabled };
    Ok(update(&permit, &request.database, id, version, change, request.source()).await?)
}

/// Gives somebody a password that they must change at their next sign-in, and answers it once.
///
/// # Errors
/// `NotFound`, `Forbidden`, `SignedOut`.
#[server(prefix = "/api", endpoint = "people/reset_password", protocol = Ask)]
pub async fn reset_password(id: Uuid) -> Result<Added, Error> {
    use model::access::KeepPeople;
    let request = crate::current::request()?;
    let permit = request.permit::<KeepPeople>()?;
    Ok(desk::people::reset_password(&permit, &request.database, id, request.source()).await?)
}
