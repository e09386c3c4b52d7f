//! Adding a customer: reviewed and submitted as an update of nobody yet.

use super::store::{faults, with_names_of_places};
use crate::changes::{
    Authority, Difference, Proposal as Proposed, Submission, Typed, Wishes, alike_of, author_now, submit,
};
use crate::customers::Snapshot;
use crate::error::Error;
use crate::request::RequestContext;
use crate::rules::phones::as_written;
use model::access::{AddCustomer, Permit};
use model::account::{AccountReview, Proposal, Saved};
use model::customers::{Alike, CustomerText, Field};
use uuid::Uuid;

/// What adding a text makes different, beside those who are alike.
async fn difference(
    request: &RequestContext,
    id: Uuid,
    typed: &CustomerText,
) -> Result<(Difference, Vec<Alike>), Error> {
    let (nobody, typed) = (Snapshot::nobody(id), Typed::of(typed, &request.policy));
    let difference = Difference::of(nobody.clone(), Wishes::Add(&typed), &nobody, &request.policy);
    let alike = alike_of(request.database.reader(), id, &difference).await?;
    Ok((difference.beside(&alike), alike))
}

/// What the rules say about a text that a customer is to be added with, who is there already, and what follows.
///
/// # Errors
/// A database that fails.
pub async fn review_new(
    _: &Permit<AddCustomer>,
    request: &RequestContext,
    id: Uuid,
    typed: &CustomerText,
) -> Result<AccountReview, Error> {
    let (difference, alike) = difference(request, id, typed).await?;
    let author = author_now(request.database.reader(), request, id, difference.changes()).await?;
    let plan = difference.ruled("", None, &request.policy, &author);
    let reviewed = with_names_of_places(plan.reviewed().clone(), request.language);
    Ok(AccountReview {
        version: 0,
        consequences: plan.consequences(&request.policy),
        ruling: plan.ruling().clone(),
        billing_phone: as_written(reviewed.text.get(Field::BillingPhone)),
        text: plan.text().clone(),
        reviewed,
        since: Vec::new(),
        alike,
    })
}

/// Adds a customer under the id of the form that it was typed in: the same form a second time adds nobody.
///
/// # Errors
/// `Malformed` for a form without an id; `Invalid`, `Forbidden`.
pub async fn add(permit: &Permit<AddCustomer>, request: &RequestContext, proposal: &Proposal) -> Result<Saved, Error> {
    let Proposal { text, reason, land_at, draft: id, .. } = proposal;
    if id.is_nil() {
        return Err(Error::Malformed);
    }
    let moment_us = match request.policy.time_zone.parse(land_at, request.now_us) {
        Ok(moment_us) => moment_us,
        Err(problem) => return Err(faults(&difference(request, *id, text).await?.0, reason, problem)?.into()),
    };
    let typed = Typed::of(text, &request.policy);
    let submission = Submission {
        customer_id: *id,
        version: 0,
        proposal: Proposed { wishes: Wishes::Add(&typed), reason, moment_us },
        undoes: None,
        replaces: None,
        draft: *id,
    };
    Ok(submit(&Authority::from(permit), request, submission).await?.saved)
}
