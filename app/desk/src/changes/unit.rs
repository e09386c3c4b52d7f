//! A unit of work at customers: all of it is stored, or nothing. What it tells the log is collected, so that the log's head, for which
//! everybody else waits, is held once and last, however much is told; and what needs an entry's number or time is written after it.

use super::entity::sets;
use crate::audit::{NewEntry, Source, Written, append_all};
use crate::customers::rows::NextVersion;
use crate::database::{Database, WriteTransaction};
use crate::error::Error;
use crate::mails;
use crate::request::RequestContext;
use model::audit::Kind;
use model::customers::{CustomerText, FieldChange};
use sea_orm::{EntityTrait, IntoActiveModel};
use std::sync::{Mutex, PoisonError};
use uuid::Uuid;

/// Change sets of one statement: 21 values each, and `SQLite` takes 32,766 in one.
const AT_ONCE: usize = 500;

/// An entry that is told when the unit is committed.
#[derive(Debug)]
pub(super) struct Told {
    pub source: Source,
    pub kind: Kind,
    pub subject_id: Uuid,
    /// The version that it makes of a customer; 0 where it makes none.
    pub version: i64,
    pub values: Vec<FieldChange>,
    /// The change that it tells of.
    pub change: Option<Change>,
}

/// What is written of a change once its entry has a time and a number.
#[derive(Debug)]
pub(super) struct Change {
    /// The customer's next row; only what changes.
    pub next: NextVersion,
    /// The set of a change that was made at once; one that had waited has its row.
    pub set: Option<sets::Model>,
    /// The account's text before and after, where a field of it changes and its contacts are told.
    pub texts: Option<(CustomerText, CustomerText)>,
}

/// A unit of work: its transaction, and what it is going to tell the log.
#[derive(Debug)]
pub struct Unit {
    transaction: WriteTransaction,
    told: Mutex<Vec<Told>>,
}

impl Unit {
    /// Begins one.
    ///
    /// # Errors
    /// `Unavailable` if no connection was free in time.
    pub async fn begin(database: &Database) -> Result<Self, Error> {
        Ok(Self { transaction: database.begin_write().await?, told: Mutex::default() })
    }

    /// Its transaction, for whatever is read and held within it.
    #[must_use]
    pub fn transaction(&self) -> &WriteTransaction {
        &self.transaction
    }

    /// Leaves nothing.
    ///
    /// # Errors
    /// A database that is away.
    pub async fn rollback(self) -> Result<(), Error> {
        self.transaction.rollback().await
    }

    /// Puts an entry down, to be told when the unit is committed.
    pub(super) fn tell(&self, told: Told) {
        self.told.lock().unwrap_or_else(PoisonError::into_inner).push(told);
    }

    /// Tells the log, writes what stands on its entries, and stores everything.
    ///
    /// # Errors
    /// `Conflict` if another way in slipped between; a database that fails.
    pub async fn commit(self, request: &RequestContext) -> Result<(), Error> {
        let Self { transaction, told } = self;
        let mut told = told.into_inner().unwrap_or_else(PoisonError::into_inner);
        put_sets(&transaction, &mut told).await?;
        let entries: Vec<NewEntry<'_>> = told.iter().map(Told::entry).collect();
        let written = append_all(&transaction, request.database.log_key(), &entries).await?;
        for (told, written) in told.into_iter().zip(written) {
            if let Some(change) = told.change {
                change.write(&transaction, request, written).await?;
            }
        }
        transaction.commit().await
    }
}

async fn put_sets(transaction: &WriteTransaction, told: &mut [Told]) -> Result<(), Error> {
    let of = |told: &mut Told| Some(told.change.as_mut()?.set.take()?.into_active_model());
    let rows: Vec<sets::ActiveModel> = told.iter_mut().filter_map(of).collect();
    for rows in rows.chunks(AT_ONCE) {
        sets::Entity::insert_many(rows.to_vec()).exec_without_returning(transaction).await?;
    }
    Ok(())
}

impl Told {
    fn entry(&self) -> NewEntry<'_> {
        let Self { source, kind, subject_id, version, values, .. } = self;
        NewEntry { source: *source, kind: *kind, subject_id: *subject_id, version: *version, values }
    }
}

impl Change {
    /// Writes the row as its next version, and the mails about it.
    async fn write(
        self,
        transaction: &WriteTransaction,
        request: &RequestContext,
        written: Written,
    ) -> Result<(), Error> {
        self.next.write(transaction, &written).await?;
        match &self.texts {
            Some((before, after)) => {
                mails::tell_contacts(transaction, request, written.subject_id(), written.seq, (before, after)).await
            }
            None => Ok(()),
        }
    }
}
