//! On whose authority an account changes. Only a permit makes one, so that what writes cannot be called without a check.

use crate::database::WriteTransaction;
use crate::error::Error;
use crate::people::Present;
use model::access::{AddCustomer, Permit, RemoveCustomer, SetPermission, UndoChange, UpdateCustomer, Viewer, permit};
use model::customers::{Field, FieldChange, Group, Standing};
use std::marker::PhantomData;
use uuid::Uuid;

/// Which parts of an account somebody may change.
#[expect(clippy::struct_excessive_bools, reason = "things that somebody may or may not do, in any mixture")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Parts {
    text: bool,
    permissions: bool,
    /// Whether they may add a customer, with all that it has.
    adds: bool,
    /// Whether they may remove one, and bring one back.
    removes: bool,
}

impl Parts {
    fn of_viewer(viewer: Option<&Viewer>) -> Self {
        Self {
            text: permit::<UpdateCustomer>(viewer).is_ok(),
            permissions: permit::<SetPermission>(viewer).is_ok(),
            adds: permit::<AddCustomer>(viewer).is_ok(),
            removes: permit::<RemoveCustomer>(viewer).is_ok(),
        }
    }

    fn and(self, other: Self) -> Self {
        Self {
            text: self.text && other.text,
            permissions: self.permissions && other.permissions,
            adds: self.adds && other.adds,
            removes: self.removes && other.removes,
        }
    }
}

/// Who changes an account, and which parts of it they may.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Authority {
    staff_id: Uuid,
    may: Parts,
    /// Whether the right to undo is what it rests on.
    undoes: bool,
}

impl From<&Permit<UpdateCustomer>> for Authority {
    fn from(permit: &Permit<UpdateCustomer>) -> Self {
        Self { staff_id: permit.staff_id(), may: Parts { text: true, ..Parts::default() }, undoes: false }
    }
}

impl From<&Permit<SetPermission>> for Authority {
    fn from(permit: &Permit<SetPermission>) -> Self {
        Self { staff_id: permit.staff_id(), may: Parts { permissions: true, ..Parts::default() }, undoes: false }
    }
}

impl From<&Permit<AddCustomer>> for Authority {
    fn from(permit: &Permit<AddCustomer>) -> Self {
        Self { staff_id: permit.staff_id(), may: Parts { adds: true, ..Parts::default() }, undoes: false }
    }
}

impl From<&Permit<RemoveCustomer>> for Authority {
    fn from(permit: &Permit<RemoveCustomer>) -> Self {
        Self { staff_id: permit.staff_id(), may: Parts { removes: true, ..Parts::default() }, undoes: false }
    }
}

impl Authority {
    /// Undoing changes what it finds: whoever undoes must hold the right to each part too.
    #[must_use]
    pub fn of_undo(undo: &Permit<UndoChange>, viewer: Option<&Viewer>) -> Self {
        Self { staff_id: undo.staff_id(), may: Parts::of_viewer(viewer), undoes: true }
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
        Ok(AuthorityNow { may: self.may.and(Parts::of_viewer(Some(viewer))), within: PhantomData })
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
    may: Parts,
    within: PhantomData<&'t WriteTransaction>,
}

impl<'t> AuthorityNow<'t> {
    /// All that somebody may, for a change of theirs whose time has come; nothing if they cannot sign in.
    #[must_use]
    pub fn of_author(now: &Present<'t>, staff_id: Uuid) -> Self {
        // Who has yet to choose a new password may not sign in further; what they asked for before stands.
        let viewer = now.find(staff_id).map(|viewer| Viewer { must_change_password: false, ..viewer.clone() });
        Self { may: Parts::of_viewer(viewer.as_ref()), within: PhantomData }
    }

    /// Whether they may change all of this. What writes demands the answer.
    ///
    /// # Errors
    /// `Forbidden`.
    pub fn covers(&self, changes: &[FieldChange]) -> Result<Covered<'t>, Error> {
        let adds = Standing::change_in(changes) == Some((Standing::Asked, Standing::Active));
        let may = |change: &FieldChange| match Field::of_name(&change.field).map(Field::group) {
            _ if adds => self.may.adds,
            Some(Group::Permissions) => self.may.permissions,
            Some(Group::Standing) => self.may.removes,
            Some(Group::Company | Group::Billing) | None => self.may.text,
        };
        if changes.iter().all(may) { Ok(Covered(PhantomData)) } else { Err(Error::Forbidden) }
    }
}

/// The proof that a change's author may make all of it, within the transaction that does.
#[derive(Clone, Copy, Debug)]
pub struct Covered<'t>(PhantomData<&'t WriteTransaction>);
