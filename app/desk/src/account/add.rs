//! Adding a customer: reviewed and submitted as an update of nobody yet.

use super::store::with_names_of_places;
use super::update::{Wanted, check};
use crate::changes::{
    Authority, Difference, Proposal as Proposed, Submission, Typed, Wishes, alike_of, author_now, submit,
};
use crate::customers::Snapshot;
use crate::error::Error;
use crate::request::RequestContext;
use crate::rules::phones::as_written;
use model::access::{AddCustomer, Permit};
use model::account::{AccountReview, Saved};
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
/// `Malformed` for a form without an id; `Ended` for one whose request was rejected or cancelled; `Invalid`, `Forbidden`.
pub async fn add(permit: &Permit<AddCustomer>, request: &RequestContext, wanted: Wanted<'_>) -> Result<Saved, Error> {
    let Wanted { text, reason, moment_us, .. } = wanted;
    let id = id_of(wanted)?;
    let typed = Typed::of(text, &request.policy);
    let submission = Submission {
        customer_id: id,
        version: 0,
        proposal: Proposed { wishes: Wishes::Add(&typed), reason, moment_us },
        undoes: None,
        replaces: None,
        draft: id,
    };
    Ok(submit(&Authority::from(permit), request, submission).await?.saved)
}

/// Whether a customer could be added so, whoever has to agree and whenever it is made.
///
/// # Errors
/// As [`add`].
pub async fn check_add(_: &Permit<AddCustomer>, request: &RequestContext, wanted: Wanted<'_>) -> Result<(), Error> {
    check(&difference(request, id_of(wanted)?, wanted.text).await?.0, wanted.reason)
}

/// A customer is added under the id of its form.
fn id_of(wanted: Wanted<'_>) -> Result<Uuid, Error> {
    if wanted.draft.is_nil() { Err(Error::Malformed) } else { Ok(wanted.draft) }
}
