//! On whose authority an account changes. Only a permit makes one, so that what writes cannot be called without a check.

use crate::database::WriteTransaction;
use crate::error::Error;
use crate::people::Present;
use model::access::{Permit, SetPermission, UndoChange, UpdateCustomer, Viewer, permit};
use model::customers::{Field, FieldChange};
use std::marker::PhantomData;
use uuid::Uuid;

/// Who changes an account, and which parts of it they may.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Authority {
    staff_id: Uuid,
    may_text: bool,
    may_permissions: bool,
    /// Whether the right to undo is what it rests on.
    undoes: bool,
}

impl From<&Permit<UpdateCustomer>> for Authority {
    fn from(permit: &Permit<UpdateCustomer>) -> Self {
        Self { staff_id: permit.staff_id(), may_text: true, may_permissions: false, undoes: false }
    }
}

impl From<&Permit<SetPermission>> for Authority {
    fn from(permit: &Permit<SetPermission>) -> Self {
        Self { staff_id: permit.staff_id(), may_text: false, may_permissions: true, undoes: false }
    }
}

impl Authority {
    /// Undoing changes what it finds: whoever undoes must hold the right to each part too.
    #[must_use]
    pub fn of_undo(undo: &Permit<UndoChange>, viewer: Option<&Viewer>) -> Self {
        Self { undoes: true, ..Self::of_viewer(undo.staff_id(), viewer) }
    }

    fn of_viewer(staff_id: Uuid, viewer: Option<&Viewer>) -> Self {
        Self {
            staff_id,
            may_text: permit::<UpdateCustomer>(viewer).is_ok(),
            may_permissions: permit::<SetPermission>(viewer).is_ok(),
            undoes: false,
        }
    }

    /// The same, less what its person may not do any more within the transaction.
    ///
    /// # Errors
    /// `SignedOut` if they can do nothing any more; `Forbidden` if they may not undo any more.
    pub fn still<'t>(&self, now: &Present<'t>) -> Result<AuthorityNow<'t>, Error> {
        let viewer = now.find(self.staff_id).ok_or(Error::SignedOut)?;
        if self.undoes {
            permit::<UndoChange>(Some(viewer))?;
        }
        let all = Self::of_viewer(self.staff_id, Some(viewer));
        let (may_text, may_permissions) = (self.may_text && all.may_text, self.may_permissions && all.may_permissions);
        Ok(AuthorityNow { may_text, may_permissions, within: PhantomData })
    }

    /// Who.
    #[must_use]
    pub fn staff_id(&self) -> Uuid {
        self.staff_id
    }
}

/// The same within a transaction, with its person's row held.
#[derive(Debug)]
pub struct AuthorityNow<'t> {
    may_text: bool,
    may_permissions: bool,
    within: PhantomData<&'t WriteTransaction>,
}

impl<'t> AuthorityNow<'t> {
    /// All that somebody may, for a change of theirs whose time has come; nothing if they cannot sign in.
    #[must_use]
    pub fn of_author(now: &Present<'t>, staff_id: Uuid) -> Self {
        // Who has yet to choose a new password may not sign in further; what they asked for before stands.
        let viewer = now.find(staff_id).map(|viewer| Viewer { must_change_password: false, ..viewer.clone() });
        let Authority { may_text, may_permissions, .. } = Authority::of_viewer(staff_id, viewer.as_ref());
        Self { may_text, may_permissions, within: PhantomData }
    }

    /// Whether they may change all of this. What writes demands the answer.
    ///
    /// # Errors
    /// `Forbidden`.
    pub fn covers(&self, changes: &[FieldChange]) -> Result<Covered<'t>, Error> {
        let may = |change: &FieldChange| match Field::permission_of_name(&change.field) {
            Some(_) => self.may_permissions,
            None => self.may_text,
        };
        if changes.iter().all(may) { Ok(Covered(PhantomData)) } else { Err(Error::Forbidden) }
    }
}

/// The proof that a change's author may make all of it, within the transaction that does.
#[derive(Clone, Copy, Debug)]
pub struct Covered<'t>(PhantomData<&'t WriteTransaction>);
