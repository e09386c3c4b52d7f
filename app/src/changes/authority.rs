//! On whose authority an account changes. Only a permit makes one, so that what writes cannot be called without a check.

use crate::access::{Permit, SetPermission, UndoChange, UpdateCustomer, Viewer, permit};
use crate::customers::FieldChange;
use crate::error::Error;
use crate::permissions::Permission;
use uuid::Uuid;

/// Who changes an account, and which parts of it they may.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Authority {
    staff_id: Uuid,
    may_text: bool,
    may_permissions: bool,
}

impl From<&Permit<UpdateCustomer>> for Authority {
    fn from(permit: &Permit<UpdateCustomer>) -> Self {
        Self { staff_id: permit.staff_id(), may_text: true, may_permissions: false }
    }
}

impl From<&Permit<SetPermission>> for Authority {
    fn from(permit: &Permit<SetPermission>) -> Self {
        Self { staff_id: permit.staff_id(), may_text: false, may_permissions: true }
    }
}

impl Authority {
    /// Undoing changes what it finds: whoever undoes must hold the right to each part too.
    #[must_use]
    pub fn of_undo(undo: &Permit<UndoChange>, viewer: Option<&Viewer>) -> Self {
        Self { staff_id: undo.staff_id(), ..Self::of_viewer(undo.staff_id(), viewer) }
    }

    /// All that somebody may, for a change of theirs whose time has come.
    #[must_use]
    pub fn of_viewer(staff_id: Uuid, viewer: Option<&Viewer>) -> Self {
        Self {
            staff_id,
            may_text: permit::<UpdateCustomer>(viewer).is_ok(),
            may_permissions: permit::<SetPermission>(viewer).is_ok(),
        }
    }

    /// The same, less what its person may not do any more: `now` is who they are within the transaction.
    ///
    /// # Errors
    /// `SignedOut` if they can do nothing any more.
    pub fn still(&self, now: &[Viewer]) -> Result<Self, Error> {
        let viewer = now.iter().find(|viewer| viewer.id == self.staff_id).ok_or(Error::SignedOut)?;
        let all = Self::of_viewer(self.staff_id, Some(viewer));
        let (may_text, may_permissions) = (self.may_text && all.may_text, self.may_permissions && all.may_permissions);
        Ok(Self { staff_id: self.staff_id, may_text, may_permissions })
    }

    /// Who.
    #[must_use]
    pub fn staff_id(&self) -> Uuid {
        self.staff_id
    }

    /// Whether they may change all of this.
    ///
    /// # Errors
    /// `Forbidden`.
    pub fn covers(&self, changes: &[FieldChange]) -> Result<(), Error> {
        let may = |change: &FieldChange| match Permission::of_name(&change.field) {
            Some(_) => self.may_permissions,
            None => self.may_text,
        };
        if changes.iter().all(may) { Ok(()) } else { Err(Error::Forbidden) }
    }
}
