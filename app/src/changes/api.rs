//! What the pages of change requests ask the server.

use super::change_set::{ChangeRequest, RequestsPage, SetState};
use super::policy::ChangePolicy;
use super::undo_page::{Undoing, Undone};
use crate::account::Saved;
use crate::ask::Ask;
use crate::error::Error;
use leptos::prelude::*;
use uuid::Uuid;

/// Change requests of one state, the newest first, after the one that a page ended with.
///
/// # Errors
/// `Malformed` if there is no such place; `Forbidden`, `SignedOut`.
#[server(prefix = "/api", endpoint = "changes/list", protocol = Ask)]
pub async fn list_requests(state: SetState, after: Option<Uuid>) -> Result<RequestsPage, Error> {
    use crate::access::SeeCustomers;
    let request = crate::request::RequestContext::current()?;
    let permit = request.permit::<SeeCustomers>()?;
    super::store::list(&permit, &request, state, after).await
}

/// One change request.
///
/// # Errors
/// `NotFound`, `Forbidden`, `SignedOut`.
#[server(prefix = "/api", endpoint = "changes/find", protocol = Ask)]
pub async fn find_request(id: Uuid) -> Result<ChangeRequest, Error> {
    use crate::access::SeeCustomers;
    let request = crate::request::RequestContext::current()?;
    let permit = request.permit::<SeeCustomers>()?;
    super::store::find(&permit, &request, id).await
}

/// Agrees to somebody else's change.
///
/// # Errors
/// `OwnChange`, `Ended`, `Conflict` if it was changed since `version`; `Invalid`, `NotFound`, `Forbidden`, `SignedOut`.
#[server(prefix = "/api", endpoint = "changes/approve", protocol = Ask)]
pub async fn approve_change(id: Uuid, version: i64, note: String) -> Result<Saved, Error> {
    use crate::access::ApproveChange;
    let request = crate::request::RequestContext::current()?;
    let permit = request.permit::<ApproveChange>()?;
    super::decide::approve(&permit, &request, id, version, &note).await
}

/// Refuses somebody else's change.
///
/// # Errors
/// As [`approve_change`].
#[server(prefix = "/api", endpoint = "changes/reject", protocol = Ask)]
pub async fn reject_change(id: Uuid, version: i64, note: String) -> Result<(), Error> {
    use crate::access::ApproveChange;
    let request = crate::request::RequestContext::current()?;
    let permit = request.permit::<ApproveChange>()?;
    super::decide::reject(&permit, &request, id, version, &note).await
}

/// Takes a change back before it is made.
///
/// # Errors
/// `Ended`, `Conflict`, `Invalid`, `NotFound`, `Forbidden`, `SignedOut`.
#[server(prefix = "/api", endpoint = "changes/cancel", protocol = Ask)]
pub async fn cancel_change(id: Uuid, version: i64, note: String) -> Result<(), Error> {
    use crate::access::SeeCustomers;
    let request = crate::request::RequestContext::current()?;
    let permit = request.permit::<SeeCustomers>()?;
    super::decide::cancel(&permit, &request, id, version, &note).await
}

/// Gives a change another date, in the partner's time zone.
///
/// # Errors
/// `Ended`, `Conflict`, `Invalid`, `NotFound`, `Forbidden`, `SignedOut`.
#[server(prefix = "/api", endpoint = "changes/move", protocol = Ask)]
pub async fn move_change(id: Uuid, version: i64, land_at: String) -> Result<(), Error> {
    use crate::access::SeeCustomers;
    let request = crate::request::RequestContext::current()?;
    let permit = request.permit::<SeeCustomers>()?;
    super::decide::postpone(&permit, &request, id, version, &land_at).await
}

/// The policy of changes.
///
/// # Errors
/// `Forbidden`, `SignedOut`.
#[server(prefix = "/api", endpoint = "changes/policy", protocol = Ask)]
pub async fn find_change_policy() -> Result<ChangePolicy, Error> {
    use crate::access::SeeCustomers;
    let request = crate::request::RequestContext::current()?;
    let permit = request.permit::<SeeCustomers>()?;
    super::store::policy(&permit, &request).await
}

/// What undoing a change would do.
///
/// # Errors
/// `NotFound`, `Forbidden`, `SignedOut`.
#[server(prefix = "/api", endpoint = "undo/find", protocol = Ask)]
pub async fn find_undo(customer_id: Uuid, seq: i64) -> Result<Undoing, Error> {
    let request = crate::request::RequestContext::current()?;
    super::undo::preview(&request, customer_id, seq).await
}

/// Undoes a change as far as it can be undone.
///
/// # Errors
/// `Conflict` if the customer changed since `version`; `Invalid`, `NotFound`, `Forbidden`, `SignedOut`.
#[server(prefix = "/api", endpoint = "undo/submit", protocol = Ask)]
pub async fn undo_change(customer_id: Uuid, seq: i64, version: i64, reason: String) -> Result<Undone, Error> {
    let request = crate::request::RequestContext::current()?;
    super::undo::undo(&request, customer_id, seq, version, &reason).await
}
