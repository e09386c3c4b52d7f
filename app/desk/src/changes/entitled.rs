//! What somebody may do about a request, and the proof of it that writing one demands.

use super::authority::Covered;
use super::commit::Removal;
use super::entity::sets::Model;
use crate::database::WriteTransaction;
use crate::error::Error;
use crate::people::Present;
use model::access::{Roles, Viewer};
use model::audit::Kind;
use model::changes::SetState;
use model::changes::{MayDo, OfRequest, may_do};
use std::marker::PhantomData;
use uuid::Uuid;

/// The proof that one request may be written within the transaction: by somebody who may do so about it, by an author whose
/// change is covered, by whoever removes its customer, or by the program when its time comes.
#[derive(Clone, Copy, Debug)]
pub struct Entitled<'t> {
    id: Uuid,
    within: PhantomData<&'t WriteTransaction>,
}

impl<'t> Entitled<'t> {
    /// Somebody who agrees to a request that waits, or refuses it.
    ///
    /// # Errors
    /// `Ended` where it waits for nobody, `OwnChange`, `Forbidden`.
    pub fn to_decide(people: &Present<'t>, who: Uuid, row: &Model) -> Result<Self, Error> {
        let may = may_do_about(people.find(who), row);
        match (row.state == SetState::Waiting.name(), may.decide, may.is_own) {
            (false, ..) => Err(Error::Ended),
            (_, true, _) => Ok(Self::to(row)),
            (_, _, true) => Err(Error::OwnChange),
            _ => Err(Error::Forbidden),
        }
    }

    /// Somebody who takes a request back, or gives it another date.
    ///
    /// # Errors
    /// `Forbidden`.
    pub fn to_cancel(people: &Present<'t>, who: Uuid, row: &Model) -> Result<Self, Error> {
        if may_do_about(people.find(who), row).cancel { Ok(Self::to(row)) } else { Err(Error::Forbidden) }
    }

    /// The program itself, when the time of a change comes: whether its author still may is asked then.
    #[must_use]
    pub fn when_due(_: &'t WriteTransaction, row: &Model) -> Self {
        Self::to(row)
    }

    /// Whoever removes a customer: what else waits at it ends.
    ///
    /// # Errors
    /// `Forbidden` for a request of another customer.
    pub fn by_removal(removal: &Removal<'t>, row: &Model) -> Result<Self, Error> {
        if removal.customer_id() == row.customer_id { Ok(Self::to(row)) } else { Err(Error::Forbidden) }
    }

    /// An author whose change is covered: they put it down as a request, or end the one that it replaces.
    #[must_use]
    pub fn as_author(_: Covered<'t>, row: &Model) -> Self {
        Self::to(row)
    }

    /// Whether it is the proof for this request.
    ///
    /// # Errors
    /// `Forbidden` for another.
    pub fn covers(&self, row: &Model) -> Result<(), Error> {
        if self.id == row.id { Ok(()) } else { Err(Error::Forbidden) }
    }

    fn to(row: &Model) -> Self {
        Self { id: row.id, within: PhantomData }
    }
}

/// What somebody may do about a request that is stored.
#[must_use]
pub fn may_do_about(viewer: Option<&Viewer>, row: &Model) -> MayDo {
    let of = OfRequest {
        author_id: row.created_by,
        state: SetState::of_name(&row.state),
        is_text: row.kind == Kind::CustomerUpdate.name(),
        is_replaced: row.replaced_by.is_some(),
        reviewers: &Roles::of_names(&row.reviewers),
    };
    may_do(viewer, of)
}
