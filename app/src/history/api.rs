//! What the history asks the server.

use crate::ask::Ask;
use crate::wire::Error;
use leptos::prelude::*;
use model::history::{AsOf, Change, HistoryPage};
use uuid::Uuid;

/// A page of a customer's changes, the newest first.
///
/// # Errors
/// `NotFound` if there is no such customer; `Forbidden`, `SignedOut`.
#[server(prefix = "/api", endpoint = "history/list", protocol = Ask)]
pub async fn list_changes(customer_id: Uuid, before: Option<i64>) -> Result<HistoryPage, Error> {
    use model::access::SeeCustomers;
    let request = crate::current::request()?;
    let permit = request.permit::<SeeCustomers>()?;
    Ok(desk::history::list(&permit, &request, customer_id, before).await?)
}

/// The newest changes after a version, the oldest of them first: what somebody who began at that version has not seen.
///
/// # Errors
/// `Malformed` for what is no version; `Forbidden`, `SignedOut`.
#[server(prefix = "/api", endpoint = "history/since", protocol = Ask)]
pub async fn list_changes_since(customer_id: Uuid, version: i64) -> Result<Vec<Change>, Error> {
    use model::access::SeeCustomers;
    let request = crate::current::request()?;
    let permit = request.permit::<SeeCustomers>()?;
    Ok(desk::history::list_since(&permit, &request.database, customer_id, version).await?)
}

/// A customer's account as it was at a time that is typed in the partner's zone (`2026-12-01T09:00`), or just after an
/// entry of the log; now where neither is named.
///
/// # Errors
/// `Invalid` if the time is none; `NotFound`, `Forbidden`, `SignedOut`.
#[server(prefix = "/api", endpoint = "history/as_of", protocol = Ask)]
pub async fn find_account_as_of(
    customer_id: Uuid,
    at: String,
    #[server(default)] entry: Option<i64>,
) -> Result<AsOf, Error> {
    use model::access::SeeCustomers;
    let request = crate::current::request()?;
    let permit = request.permit::<SeeCustomers>()?;
    Ok(desk::history::as_of(&permit, &request, customer_id, &at, entry).await?)
}
