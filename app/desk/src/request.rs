//! What a server function knows of the request it answers.

use crate::audit::{NewEntry, Source, append, append_alone};
use crate::database::{Database, WriteTransaction};
use crate::error::Error;
use crate::settings::Policy;
use model::access::{Act, Permit, Viewer, permit};
use model::audit::Kind;
use model::customers::FieldChange;
use model::language::Language;
use std::net::IpAddr;
use std::sync::Arc;
use uuid::Uuid;

/// Who asks, when, and of which database. The server makes one for every request.
#[derive(Clone, Debug)]
pub struct RequestContext {
    /// The database.
    pub database: Database,
    /// Who is signed in.
    pub viewer: Option<Viewer>,
    /// The hash of the session's token, if somebody is signed in.
    pub session: Option<Vec<u8>>,
    /// The mark of a browser that somebody has signed in with before, as it came.
    pub browser: Option<String>,
    /// The request's id, also in its answer and in the log.
    pub request_id: Uuid,
    /// The time of the request in microseconds since 1970, UTC.
    pub now_us: i64,
    /// Where the request came from.
    pub address: IpAddr,
    /// The language of the answer.
    pub language: Language,
    /// Whether people reach the server by https.
    pub is_https: bool,
    /// Whether a form was sent from another address than the one people reach the server under.
    pub is_elsewhere: bool,
    /// What the rules are held against beside a customer's text.
    pub policy: Arc<Policy>,
}

impl RequestContext {
    /// Asks whether who asks may do `A`.
    ///
    /// # Errors
    /// As [`permit`].
    pub fn permit<A: Act>(&self) -> Result<Permit<A>, Error> {
        Ok(permit(self.viewer.as_ref())?)
    }

    /// Who asks, when, in which request, for the log.
    #[must_use]
    pub fn source(&self) -> Source {
        let actor_id = self.viewer.as_ref().map(|viewer| viewer.id).unwrap_or_default();
        Source { actor_id, request_id: self.request_id, at_us: self.now_us }
    }

    /// Notes something in the log by itself, where nothing else is written.
    ///
    /// # Errors
    /// A database that fails.
    pub async fn note(&self, kind: Kind, subject_id: Uuid, values: &[FieldChange]) -> Result<(), Error> {
        let entry = NewEntry { source: self.source(), kind, subject_id, version: 0, values };
        append_alone(&self.database, entry).await?;
        Ok(())
    }

    /// Notes something in the log beside what a transaction writes.
    ///
    /// # Errors
    /// A database that fails.
    pub async fn note_in(
        &self,
        transaction: &WriteTransaction,
        kind: Kind,
        subject_id: Uuid,
        values: &[FieldChange],
    ) -> Result<(), Error> {
        let entry = NewEntry { source: self.source(), kind, subject_id, version: 0, values };
        append(transaction, self.database.log_key(), entry).await?;
        Ok(())
    }

    /// Who is signed in, allowed to do nothing but choose a new password or not.
    ///
    /// # Errors
    /// `SignedOut`.
    pub fn viewer(&self) -> Result<&Viewer, Error> {
        self.viewer.as_ref().ok_or(Error::SignedOut)
    }
}
