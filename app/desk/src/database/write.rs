//! The transaction that writes: what failed in part is never committed, and a connection whose commit failed is not used
//! again.

use super::busy::was_refused;
use super::health::{Health, Unknown};
use super::silence::{Committing, not_done};
use super::standing::{Appended, File};
use crate::error::Error;
use sea_orm::prelude::async_trait::async_trait;
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, ExecResult, QueryResult, Statement};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// A transaction that writes. Dropped before [`WriteTransaction::commit`] it leaves nothing.
#[derive(Debug)]
pub struct WriteTransaction {
    inner: DatabaseTransaction,
    health: Arc<Health>,
    /// The file that is written into, on `SQLite`.
    file: Option<Arc<File>>,
    /// Whether a statement failed. `SQLite` may have rolled everything back by itself then and would store what follows
    /// statement by statement; `PostgreSQL` answers the commit with a yes that means a rollback.
    is_broken: AtomicBool,
    /// The newest entry of the log that it wrote.
    newest: Mutex<Option<Appended>>,
}

impl WriteTransaction {
    pub(super) fn new(inner: DatabaseTransaction, health: Arc<Health>, file: Option<Arc<File>>) -> Self {
        Self { inner, health, file, is_broken: AtomicBool::new(false), newest: Mutex::default() }
    }

    /// Remembers the newest entry of the log that this transaction wrote, after the one before it.
    pub(crate) fn wrote_entry(&self, before: Appended, entry: Appended) {
        let mut newest = self.newest.lock().unwrap_or_else(PoisonError::into_inner);
        // What follows an entry of its own follows nobody else's.
        if newest.is_none() {
            self.health.committed().note_before(before);
        }
        *newest = Some(entry);
    }

    /// Stores everything, or nothing.
    ///
    /// # Errors
    /// `Unavailable` where the database could not, or a statement had failed and nobody gave up; `Uncertain` where nobody knows,
    /// or something that was asked for together with it is stored.
    pub async fn commit(self) -> Result<(), Error> {
        if self.is_broken.load(Ordering::Acquire) {
            tracing::error!("a transaction whose statement failed was not committed");
            return Err(not_done());
        }
        if self.file.as_ref().is_some_and(|file| !file.is_there()) {
            return Err(not_done());
        }
        // Also where nobody waits for the answer any more: the connection's state is known only after it.
        let unknown = Unknown::of(&self.health);
        let committing = Committing::begin();
        let newest = *self.newest.lock().unwrap_or_else(PoisonError::into_inner);
        match self.inner.commit().await {
            Ok(()) => {
                unknown.resolve();
                self.health.note_written();
                if let Some(entry) = newest {
                    self.health.note_committed(entry);
                }
                Ok(())
            }
            Err(error) => {
                self.health.note_failure(&error);
                if !was_refused(&error) {
                    return Err(Error::Uncertain);
                }
                committing.was_refused();
                Err(not_done())
            }
        }
    }

    /// Leaves nothing, and gives the connection back once that is done.
    ///
    /// # Errors
    /// A database that is away.
    pub async fn rollback(self) -> Result<(), Error> {
        Ok(self.inner.rollback().await?)
    }

    fn note<T>(&self, done: Result<T, DbErr>) -> Result<T, DbErr> {
        if let Err(error) = &done {
            self.is_broken.store(true, Ordering::Release);
            self.health.note_failure(error);
        }
        done
    }
}

#[async_trait]
impl ConnectionTrait for WriteTransaction {
    fn get_database_backend(&self) -> DbBackend {
        self.inner.get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.note(self.inner.execute_raw(statement).await)
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.note(self.inner.execute_unprepared(sql).await)
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.note(self.inner.query_one_raw(statement).await)
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.note(self.inner.query_all_raw(statement).await)
    }
}
