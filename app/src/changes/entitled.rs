//! What somebody may do about a request, and the proof of it that writing one demands.

use super::SetState;
use super::authority::Covered;
use super::entity::sets::Model;
use crate::access::{MayDo, OfRequest, Roles, Viewer, may_do};
use crate::audit::Kind;
use crate::database::WriteTransaction;
use crate::error::Error;
use crate::people::Present;
use std::marker::PhantomData;
use uuid::Uuid;

/// The proof that a request may be written within the transaction: by somebody who may do so about it, by an author whose
/// change is covered, or by the program when the time of one comes.
#[derive(Clone, Copy, Debug)]
pub struct Entitled<'t>(PhantomData<&'t WriteTransaction>);

impl<'t> Entitled<'t> {
    /// Somebody who agrees to a request that waits, or refuses it.
    ///
    /// # Errors
    /// `Ended` where it waits for nobody, `OwnChange`, `Forbidden`.
    pub fn to_decide(people: &Present<'t>, who: Uuid, row: &Model) -> Result<Self, Error> {
        let may = may_do_about(people.find(who), row);
        match (row.state == SetState::Waiting.name(), may.decide, may.is_own) {
            (false, ..) => Err(Error::Ended),
            (_, true, _) => Ok(Self(PhantomData)),
            (_, _, true) => Err(Error::OwnChange),
            _ => Err(Error::Forbidden),
        }
    }

    /// Somebody who takes a request back, or gives it another date.
    ///
    /// # Errors
    /// `Forbidden`.
    pub fn to_cancel(people: &Present<'t>, who: Uuid, row: &Model) -> Result<Self, Error> {
        if may_do_about(people.find(who), row).cancel { Ok(Self(PhantomData)) } else { Err(Error::Forbidden) }
    }

    /// The program itself, when the time of a change comes: whether its author still may is asked then.
    #[must_use]
    pub fn when_due(_: &'t WriteTransaction) -> Self {
        Self(PhantomData)
    }
}

impl<'t> From<Covered<'t>> for Entitled<'t> {
    /// An author whose change is covered puts it down as a request, or ends the one that it replaces.
    fn from(_: Covered<'t>) -> Self {
        Self(PhantomData)
    }
}

/// What somebody may do about a request that is stored.
#[must_use]
pub fn may_do_about(viewer: Option<&Viewer>, row: &Model) -> MayDo {
    let of = OfRequest {
        author_id: row.created_by,
        state: state_of(row),
        is_text: row.kind == Kind::CustomerUpdate.name(),
        is_replaced: row.replaced_by.is_some(),
        reviewers: &Roles::of_names(&row.reviewers),
    };
    may_do(viewer, of)
}

/// A stored request's state; one that no version knows counts as refused.
#[must_use]
pub fn state_of(row: &Model) -> SetState {
    SetState::of_name(&row.state).unwrap_or(SetState::Refused)
}
