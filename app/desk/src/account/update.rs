//! Submitting an account as somebody wants it.

use super::store::{difference, row};
use crate::changes::{Authority, Difference, Proposal as Proposed, Submission, Typed, Wishes, submit};
use crate::error::Error;
use crate::request::RequestContext;
use model::access::{Permit, UpdateCustomer};
use model::account::{Proposal, Saved};
use model::customers::CustomerText;
use model::field_errors::FieldErrors;
use model::fields;
use uuid::Uuid;

/// An account as somebody wants it.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// The version they began from.
    pub version: i64,
    /// Company details and billing information, as typed.
    pub text: &'a CustomerText,
    /// Why.
    pub reason: &'a str,
    /// When, in microseconds since 1970, UTC; at once where nothing is said.
    pub moment_us: Option<i64>,
    /// An open request of their own that it takes the place of.
    pub replaces: Option<Uuid>,
    /// The form that it was typed in.
    pub draft: Uuid,
}

impl<'a> Wanted<'a> {
    /// What was typed in a form, to be made at a moment.
    #[must_use]
    pub fn of(typed: &'a Proposal, moment_us: Option<i64>) -> Self {
        let Proposal { version, text, reason, replaces, draft, .. } = typed;
        Self { version: *version, text, reason, moment_us, replaces: *replaces, draft: *draft }
    }
}

/// Submits an update.
///
/// # Errors
/// `NotFound`, `Invalid`, `Conflict`, `Removed`.
pub async fn update(
    permit: &Permit<UpdateCustomer>,
    request: &RequestContext,
    id: Uuid,
    wanted: Wanted<'_>,
) -> Result<Saved, Error> {
    let typed = Typed::of(wanted.text, &request.policy);
    let submission = Submission {
        customer_id: id,
        version: wanted.version,
        proposal: Proposed { wishes: Wishes::Text(&typed), reason: wanted.reason, moment_us: wanted.moment_us },
        undoes: None,
        replaces: wanted.replaces,
        draft: wanted.draft,
    };
    Ok(submit(&Authority::from(permit), request, submission).await?.saved)
}

/// Whether an update could be submitted as it stands, whoever has to agree and whenever it is made.
///
/// # Errors
/// As [`update`].
pub async fn check_update(
    _: &Permit<UpdateCustomer>,
    request: &RequestContext,
    id: Uuid,
    wanted: Wanted<'_>,
) -> Result<(), Error> {
    let row = row(request, id).await?;
    check(&difference(request, &row, wanted.version, wanted.text).await?, wanted.reason)
}

/// The same of what a proposal makes different.
///
/// # Errors
/// `Removed`, `Conflict`, `Invalid`.
pub(super) fn check(difference: &Difference, reason: &str) -> Result<(), Error> {
    if difference.is_closed() {
        return Err(Error::Removed);
    }
    if !difference.conflicts().is_empty() {
        return Err(Error::Conflict);
    }
    let reason = fields::REASON.parse(reason).map_err(|problem| FieldErrors::one("reason", problem))?;
    Ok(difference.accept(&reason.unwrap_or_default())?)
}
