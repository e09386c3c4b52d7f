//! What the account asks the server.

use crate::ask::Ask;
use crate::wire::Error;
use leptos::prelude::*;
use model::account::{Account, AccountReview, Drafts, Meeting, Saved};
use model::customers::CustomerText;
use uuid::Uuid;

/// A customer's account.
///
/// # Errors
/// `NotFound` if there is no such customer; `Forbidden`, `SignedOut`.
#[server(prefix = "/api", endpoint = "account/find", protocol = Ask)]
pub async fn find_account(id: Uuid) -> Result<Account, Error> {
    use model::access::SeeCustomers;
    let request = crate::current::request()?;
    let permit = request.permit::<SeeCustomers>()?;
    Ok(desk::account::find(&permit, &request, id).await?)
}

/// A customer's account for somebody who may change it.
///
/// # Errors
/// `NotFound` if there is no such customer; `Forbidden`, `SignedOut`.
#[server(prefix = "/api", endpoint = "account/edit", protocol = Ask)]
pub async fn find_editable_account(id: Uuid) -> Result<Account, Error> {
    use model::access::{SeeCustomers, UpdateCustomer};
    let request = crate::current::request()?;
    request.permit::<UpdateCustomer>()?;
    let permit = request.permit::<SeeCustomers>()?;
    Ok(desk::account::find(&permit, &request, id).await?)
}

/// What the rules say about text that is to be submitted on top of a version; nothing is stored.
///
/// # Errors
/// `Conflict` where others changed the same fields since; `NotFound` if there is no such customer; `Forbidden`,
/// `SignedOut`.
#[server(prefix = "/api", endpoint = "account/review", protocol = Ask)]
pub async fn review_account(id: Uuid, version: i64, text: CustomerText) -> Result<AccountReview, Error> {
    use model::access::UpdateCustomer;
    let request = crate::current::request()?;
    let permit = request.permit::<UpdateCustomer>()?;
    Ok(desk::account::review(&permit, &request, id, version, &text).await?)
}

/// What the rules say about text that a customer is to be added with; nothing is stored.
///
/// # Errors
/// `Forbidden`, `SignedOut`.
#[server(prefix = "/api", endpoint = "customers/review_new", protocol = Ask)]
pub async fn review_new_account(id: Uuid, text: CustomerText) -> Result<AccountReview, Error> {
    use model::access::AddCustomer;
    let request = crate::current::request()?;
    let permit = request.permit::<AddCustomer>()?;
    Ok(desk::account::review_new(&permit, &request, id, &text).await?)
}

/// Adds a customer under the id of its form, so that a form that is sent twice adds one: now, or at a date of the partner's
/// time zone.
///
/// # Errors
/// `Invalid` names every field that is wrong; `Malformed` where the form has no id; `Forbidden`, `SignedOut`.
#[server(prefix = "/api", endpoint = "customers/add", protocol = Ask)]
pub async fn add_customer(
    text: CustomerText,
    reason: String,
    #[server(default)] land_at: String,
    #[server(default)] draft: Uuid,
) -> Result<Saved, Error> {
    use model::access::AddCustomer;
    let request = crate::current::request()?;
    let permit = request.permit::<AddCustomer>()?;
    let proposal = model::account::Proposal { version: 0, text, reason, land_at, replaces: None, draft };
    super::submitted::add(&permit, &request, &proposal).await
}

/// What others changed since a version, beside what was typed on top of it.
///
/// # Errors
/// `Conflict` for a version that never was; `NotFound` if there is no such customer; `Forbidden`, `SignedOut`.
#[server(prefix = "/api", endpoint = "account/meet", protocol = Ask)]
pub async fn meet_account(id: Uuid, version: i64, text: CustomerText) -> Result<Meeting, Error> {
    use model::access::UpdateCustomer;
    let request = crate::current::request()?;
    let permit = request.permit::<UpdateCustomer>()?;
    Ok(desk::account::meeting(&permit, &request, id, version, &text).await?)
}

/// Changes a customer's company details and billing information: now, or at a date of the partner's time zone.
///
/// # Errors
/// `Invalid` names every field that is wrong; `Conflict` means that others changed the same fields since `version` was
/// read; `NotFound`, `Forbidden`, `SignedOut`.
#[server(prefix = "/api", endpoint = "account/update", protocol = Ask)]
pub async fn update_account(
    id: Uuid,
    version: i64,
    text: CustomerText,
    reason: String,
    #[server(default)] land_at: String,
    #[server(default)] replaces: Option<Uuid>,
    #[server(default)] draft: Uuid,
) -> Result<Saved, Error> {
    use model::access::UpdateCustomer;
    let request = crate::current::request()?;
    let permit = request.permit::<UpdateCustomer>()?;
    let proposal = model::account::Proposal { version, text, reason, land_at, replaces, draft };
    super::submitted::update(&permit, &request, id, &proposal).await
}

/// One's own drafts of a customer, and an id for the form that is begun now.
///
/// # Errors
/// `Forbidden`, `SignedOut`.
#[server(prefix = "/api", endpoint = "draft/find", protocol = Ask)]
pub async fn find_drafts(id: Uuid) -> Result<Drafts, Error> {
    use model::access::UpdateCustomer;
    let request = crate::current::request()?;
    let permit = request.permit::<UpdateCustomer>()?;
    Ok(desk::changes::drafts::find(&permit, &request, id).await?)
}

/// One's own drafts of customers who are not there yet, and an id for the one who is begun now.
///
/// # Errors
/// `Forbidden`, `SignedOut`.
#[server(prefix = "/api", endpoint = "draft/find_new", protocol = Ask)]
pub async fn find_new_drafts() -> Result<Drafts, Error> {
    use model::access::{AddCustomer, UpdateCustomer};
    let request = crate::current::request()?;
    request.permit::<AddCustomer>()?;
    let permit = request.permit::<UpdateCustomer>()?;
    Ok(desk::changes::drafts::find(&permit, &request, Uuid::nil()).await?)
}

/// Keeps what is being typed, in the place of what the same form kept before.
///
/// # Errors
/// `NotFound` if there is no such customer; `TooLarge`, `Conflict` for a version that never was; `Forbidden`, `SignedOut`.
#[server(prefix = "/api", endpoint = "draft/keep", protocol = Ask)]
pub async fn keep_draft(
    id: Uuid,
    version: i64,
    text: CustomerText,
    reason: String,
    #[server(default)] land_at: String,
    #[server(default)] replaces: Option<Uuid>,
    #[server(default)] draft: Uuid,
) -> Result<(), Error> {
    use model::access::UpdateCustomer;
    let request = crate::current::request()?;
    let permit = request.permit::<UpdateCustomer>()?;
    let proposal = model::account::Proposal { version, text, reason, land_at, replaces, draft };
    Ok(desk::changes::keep(&permit, &request, id, &proposal).await?)
}

/// Forgets what was typed.
///
/// # Errors
/// `Forbidden`, `SignedOut`.
#[server(prefix = "/api", endpoint = "draft/forget", protocol = Ask)]
pub async fn forget_draft(id: Uuid, #[server(default)] draft: Uuid) -> Result<(), Error> {
    use model::access::UpdateCustomer;
    let request = crate::current::request()?;
    let permit = request.permit::<UpdateCustomer>()?;
    Ok(desk::changes::forget(&permit, &request, id, draft).await?)
}
