//! What the account asks the server.

use super::details::{Account, Saved};
use crate::ask::Ask;
use crate::customers::{CustomerText, Reviewed};
use crate::error::Error;
use leptos::prelude::*;
use uuid::Uuid;

/// A customer's account.
///
/// # Errors
/// `NotFound` if there is no such customer; `Forbidden`, `SignedOut`.
#[server(prefix = "/api", endpoint = "account/find", protocol = Ask)]
pub async fn find_account(id: Uuid) -> Result<Account, Error> {
    use crate::access::SeeCustomers;
    let request = crate::request::RequestContext::current()?;
    let permit = request.permit::<SeeCustomers>()?;
    super::store::find(&permit, &request, id).await
}

/// A customer's account for somebody who may change it.
///
/// # Errors
/// `NotFound` if there is no such customer; `Forbidden`, `SignedOut`.
#[server(prefix = "/api", endpoint = "account/edit", protocol = Ask)]
pub async fn find_editable_account(id: Uuid) -> Result<Account, Error> {
    use crate::access::{SeeCustomers, UpdateCustomer};
    let request = crate::request::RequestContext::current()?;
    request.permit::<UpdateCustomer>()?;
    let permit = request.permit::<SeeCustomers>()?;
    super::store::find(&permit, &request, id).await
}

/// What the rules say about text that is to be submitted; nothing is stored.
///
/// # Errors
/// `NotFound` if there is no such customer; `Forbidden`, `SignedOut`.
#[server(prefix = "/api", endpoint = "account/review", protocol = Ask)]
pub async fn review_account(id: Uuid, text: CustomerText) -> Result<Reviewed, Error> {
    use crate::access::UpdateCustomer;
    let request = crate::request::RequestContext::current()?;
    let permit = request.permit::<UpdateCustomer>()?;
    super::store::review(&permit, &request, id, &text).await
}

/// Changes a customer's company details and billing information.
///
/// # Errors
/// `Invalid` names every field that is wrong; `Conflict` means somebody saved since `version` was read;
/// `NotFound`, `Forbidden`, `SignedOut`.
#[server(prefix = "/api", endpoint = "account/update", protocol = Ask)]
pub async fn update_account(id: Uuid, version: i64, text: CustomerText, reason: String) -> Result<Saved, Error> {
    use crate::access::UpdateCustomer;
    let request = crate::request::RequestContext::current()?;
    let permit = request.permit::<UpdateCustomer>()?;
    super::store::update(&permit, &request, id, version, &text, &reason).await
}
