//! Who asks, as they are inside the transaction that writes. What they might do when their request began may be over by then:
//! a password is hashed, a body arrives, somebody else holds the log.

use super::entity::Model;
use super::rows::{holding, who_can_sign_in};
use crate::database::WriteTransaction;
use crate::error::Error;
use model::access::{Act, Permit, Viewer, permit};
use std::marker::PhantomData;
use uuid::Uuid;

/// Some people as they are within a transaction, with their rows held until it ends: those of them who can sign in.
#[derive(Debug)]
pub struct Present<'t> {
    viewers: Vec<Viewer>,
    within: PhantomData<&'t WriteTransaction>,
}

impl<'t> Present<'t> {
    /// Holds the rows of some people, so that their roles and state stay as they are.
    ///
    /// # Errors
    /// Whatever the database answers.
    pub async fn hold(transaction: &'t WriteTransaction, ids: &[Uuid]) -> Result<Self, Error> {
        Ok(Self::of(transaction, holding(transaction, ids).all(transaction).await?))
    }

    /// Rows that were read and held within the transaction.
    pub(super) fn of(_: &'t WriteTransaction, rows: impl IntoIterator<Item = Model>) -> Self {
        Self { viewers: rows.into_iter().filter_map(who_can_sign_in).collect(), within: PhantomData }
    }

    /// Somebody of them, if they can sign in.
    #[must_use]
    pub fn find(&self, id: Uuid) -> Option<&Viewer> {
        self.viewers.iter().find(|viewer| viewer.id == id)
    }

    /// Whether somebody can still sign in, and so write what is their own.
    ///
    /// # Errors
    /// `SignedOut`.
    pub fn oneself(&self, id: Uuid) -> Result<Oneself<'t>, Error> {
        let now = self.find(id).ok_or(Error::SignedOut)?;
        Ok(Oneself { staff_id: now.id, within: PhantomData })
    }

    /// Whether who was permitted something still is.
    ///
    /// # Errors
    /// As [`permit`].
    pub fn confirm<A: Act>(&self, was: &Permit<A>) -> Result<Permitted<'t, A>, Error> {
        let now = permit::<A>(self.find(was.staff_id()))?;
        Ok(Permitted { staff_id: now.staff_id(), act: PhantomData, within: PhantomData })
    }
}

/// The proof that somebody can sign in within the transaction that writes what is their own: a profile, a password.
#[derive(Debug)]
pub struct Oneself<'t> {
    staff_id: Uuid,
    within: PhantomData<&'t WriteTransaction>,
}

impl Oneself<'_> {
    /// Who.
    #[must_use]
    pub fn staff_id(&self) -> Uuid {
        self.staff_id
    }
}

/// The proof that somebody may do `A` within the transaction that does it. Functions that write demand one.
#[derive(Debug)]
pub struct Permitted<'t, A: Act> {
    staff_id: Uuid,
    act: PhantomData<A>,
    within: PhantomData<&'t WriteTransaction>,
}

impl<'t, A: Act> Permitted<'t, A> {
    /// Whoever runs the program's commands: the database is theirs.
    #[must_use]
    pub fn to_owner(_: &'t WriteTransaction) -> Self {
        Self { staff_id: Uuid::nil(), act: PhantomData, within: PhantomData }
    }

    /// Who may; nil for whoever runs the program.
    #[must_use]
    pub fn staff_id(&self) -> Uuid {
        self.staff_id
    }
}

/// Holds who was permitted something and asks again, within the transaction that writes.
///
/// # Errors
/// As [`permit`].
pub async fn confirm<'t, A: Act>(
    transaction: &'t WriteTransaction,
    was: &Permit<A>,
) -> Result<Permitted<'t, A>, Error> {
    Present::hold(transaction, &[was.staff_id()]).await?.confirm(was)
}
