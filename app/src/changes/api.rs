//! What the pages of change requests ask the server. What people decide there is posted (`posted.rs`).

use crate::ask::Ask;
use crate::wire::Error;
use leptos::prelude::*;
use model::audit::Erasing;
use model::changes::PolicyShown;
use model::changes::StandingPreview;
use model::changes::Undoing;
use model::changes::{ChangeRequest, RequestSummary, RequestsPage, SetState};
use model::customers::Standing;
use uuid::Uuid;

/// Change requests of one state, the newest first, after the one that a page ended with.
///
/// # Errors
/// `Malformed` if there is no such place; `Forbidden`, `SignedOut`.
#[server(prefix = "/api", endpoint = "changes/list", protocol = Ask)]
pub async fn list_requests(state: SetState, after: Option<Uuid>) -> Result<RequestsPage, Error> {
    use model::access::SeeCustomers;
    let request = crate::current::request()?;
    let permit = request.permit::<SeeCustomers>()?;
    Ok(desk::changes::list(&permit, &request, state, after).await?)
}

/// One change request.
///
/// # Errors
/// `NotFound`, `Forbidden`, `SignedOut`.
#[server(prefix = "/api", endpoint = "changes/find", protocol = Ask)]
pub async fn find_request(id: Uuid) -> Result<ChangeRequest, Error> {
    use model::access::SeeCustomers;
    let request = crate::current::request()?;
    let permit = request.permit::<SeeCustomers>()?;
    Ok(desk::changes::found::find(&permit, &request, id).await?)
}

/// One change request as a line, for whoever submits it anew.
///
/// # Errors
/// `NotFound`, `Forbidden`, `SignedOut`.
#[server(prefix = "/api", endpoint = "changes/summary", protocol = Ask)]
pub async fn find_request_summary(id: Uuid) -> Result<RequestSummary, Error> {
    use model::access::SeeCustomers;
    let request = crate::current::request()?;
    let permit = request.permit::<SeeCustomers>()?;
    Ok(desk::changes::find_summary(&permit, &request, id).await?)
}

/// The policy of changes.
///
/// # Errors
/// `Forbidden`, `SignedOut`.
#[server(prefix = "/api", endpoint = "changes/policy", protocol = Ask)]
pub async fn find_change_policy() -> Result<PolicyShown, Error> {
    use model::access::SeeCustomers;
    let request = crate::current::request()?;
    let permit = request.permit::<SeeCustomers>()?;
    Ok(desk::changes::shown(&permit, &request).await?)
}

/// What undoing a change would do.
///
/// # Errors
/// `NotFound`, `Forbidden`, `SignedOut`.
#[server(prefix = "/api", endpoint = "undo/find", protocol = Ask)]
pub async fn find_undo(customer_id: Uuid, seq: i64) -> Result<Undoing, Error> {
    let request = crate::current::request()?;
    Ok(desk::changes::preview(&request, customer_id, seq).await?)
}

/// What removing a customer, or bringing one back, would do.
///
/// # Errors
/// `NotFound`, `Forbidden`, `SignedOut`.
#[server(prefix = "/api", endpoint = "standing/find", protocol = Ask)]
pub async fn preview_standing(customer_id: Uuid, to: Standing) -> Result<StandingPreview, Error> {
    use model::access::RemoveCustomer;
    let request = crate::current::request()?;
    let permit = request.permit::<RemoveCustomer>()?;
    Ok(desk::changes::preview_standing(&permit, &request, customer_id, to).await?)
}

/// What erasing the personal values of a customer would take.
///
/// # Errors
/// `NotFound`, `Forbidden`, `SignedOut`.
#[server(prefix = "/api", endpoint = "erase/find", protocol = Ask)]
pub async fn preview_erase(customer_id: Uuid) -> Result<Erasing, Error> {
    use model::access::ErasePersonal;
    let request = crate::current::request()?;
    let permit = request.permit::<ErasePersonal>()?;
    Ok(desk::erase::preview_erase(&permit, &request, customer_id).await?)
}
