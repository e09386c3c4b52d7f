//! Removing a customer, and bringing back one that was removed: changes like any other, of how it stands.

use super::Authority;
use super::plan::{Difference, Proposal};
use super::ruling::author_now;
use super::standing::alike_of;
use super::store::open_of;
use super::submit::{Submission, submit};
use super::wishes::Wishes;
use crate::customers::{self, Snapshot};
use crate::error::Error;
use crate::request::RequestContext;
use model::access::{Permit, RemoveCustomer};
use model::account::Saved;
use model::changes::StandingPreview;
use model::customers::{Field, Standing};
use uuid::Uuid;

/// What removing a customer would do, or bringing it back.
///
/// # Errors
/// `NotFound`; `Removed` for one that was never added; `Malformed` for another standing.
pub async fn preview_standing(
    _: &Permit<RemoveCustomer>,
    request: &RequestContext,
    id: Uuid,
    to: Standing,
) -> Result<StandingPreview, Error> {
    let to = wanted(to)?;
    let reader = request.database.reader();
    let row = customers::rows::find(reader, id).await?;
    let now = Snapshot::of(&row);
    let difference = Difference::of(now.clone(), Wishes::Standing(to), &now, &request.policy);
    if difference.is_closed() {
        return Err(Error::Removed);
    }
    let alike = alike_of(reader, id, &difference).await?;
    let author = author_now(reader, request, id, difference.changes()).await?;
    let plan = difference.beside(&alike).ruled("", None, &request.policy, &author);
    let open = if to == Standing::Removed { open_of(request, id).await? } else { Vec::new() };
    Ok(StandingPreview {
        customer_id: id,
        company_name: now.get(Field::CompanyName).to_owned(),
        version: now.version(),
        standing: now.standing(),
        open,
        findings: plan.reviewed().findings.clone(),
        alike,
        ruling: plan.ruling().clone(),
    })
}

/// Removes a customer, or brings it back, as a change like any other: now, after a second person, or at a moment.
///
/// # Errors
/// As [`submit`]; `Invalid` where a reason is missing; `Malformed` for another standing.
pub async fn set_standing(
    permit: &Permit<RemoveCustomer>,
    request: &RequestContext,
    id: Uuid,
    version: i64,
    to: Standing,
    reason: &str,
    moment_us: Option<i64>,
) -> Result<Saved, Error> {
    let to = wanted(to)?;
    let submission = Submission {
        customer_id: id,
        version,
        proposal: Proposal { wishes: Wishes::Standing(to), reason, moment_us },
        undoes: None,
        replaces: None,
        draft: Uuid::nil(),
    };
    Ok(submit(&Authority::from(permit), request, submission).await?.saved)
}

/// How somebody may want a customer to stand.
fn wanted(to: Standing) -> Result<Standing, Error> {
    match to {
        Standing::Active | Standing::Removed => Ok(to),
        Standing::Asked | Standing::Dropped => Err(Error::Malformed),
    }
}
