//! What was typed in the form of an account, handed in: its date is read here, the rest is the desk's.

use crate::moment::{beside_wrong_date, moment_of};
use crate::wire::Error;
use desk::account::{Wanted, check_add, check_update};
use desk::request::RequestContext;
use model::access::{AddCustomer, Permit, UpdateCustomer};
use model::account::{Proposal, Saved};
use uuid::Uuid;

/// Submits an update.
///
/// # Errors
/// As [`desk::account::update`]; `Invalid` names a date that is none to come beside what else is wrong on the review.
pub async fn update(
    permit: &Permit<UpdateCustomer>,
    request: &RequestContext,
    id: Uuid,
    typed: &Proposal,
) -> Result<Saved, Error> {
    match moment_of(request, &typed.land_at) {
        Ok(moment_us) => Ok(desk::account::update(permit, request, id, Wanted::of(typed, moment_us)).await?),
        Err(wrong) => {
            let checked = check_update(permit, request, id, Wanted::of(typed, None)).await;
            Err(beside_wrong_date(&wrong, checked))
        }
    }
}

/// Adds a customer.
///
/// # Errors
/// As [`desk::account::add`]; as [`update`] where the date is none to come.
pub async fn add(permit: &Permit<AddCustomer>, request: &RequestContext, typed: &Proposal) -> Result<Saved, Error> {
    match moment_of(request, &typed.land_at) {
        Ok(moment_us) => Ok(desk::account::add(permit, request, Wanted::of(typed, moment_us)).await?),
        Err(wrong) => {
            let checked = check_add(permit, request, Wanted::of(typed, None)).await;
            Err(beside_wrong_date(&wrong, checked))
        }
    }
}
