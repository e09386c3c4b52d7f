//! The entry of the log that says with what settings a server began; never what is secret in them.

use crate::config::Serve;
use crate::failure::Failure;
use crate::router::Clock;
use desk::audit::{NewEntry, Source, append_alone, said};
use desk::database::{Database, Wait};
use model::audit::Kind;
use model::changes::ChangePolicy;
use model::customers::FieldChange;
use std::time::Duration;
use tokio::sync::watch;
use uuid::Uuid;

/// How often a note for which there was no room is tried again.
const PAUSE: Duration = Duration::from_secs(5);

/// What is to be noted.
#[derive(Clone, Debug)]
pub struct StartNote {
    database: Database,
    values: Vec<FieldChange>,
    clock: Clock,
}

impl StartNote {
    /// The settings, and the table in force.
    ///
    /// # Errors
    /// A table that cannot be written as JSON.
    pub fn of(database: &Database, settings: &Serve, policy: &ChangePolicy, clock: Clock) -> Result<Self, Failure> {
        let mut values: Vec<FieldChange> = settings.noted().into_iter().map(|(name, text)| said(&name, text)).collect();
        // The table itself, wherever it was read from: a file can be another tomorrow.
        values.push(said("rules", serde_json::to_string(policy)?));
        Ok(Self { database: database.clone(), values, clock })
    }

    /// Writes it.
    ///
    /// # Errors
    /// A log that cannot be written.
    pub async fn write(&self) -> Result<(), Failure> {
        let source = Source::program(self.clock.now_us());
        let subject_id = Uuid::nil();
        let entry = NewEntry { source, kind: Kind::SettingsStart, subject_id, version: 0, values: &self.values };
        let noted = self.database.within(Wait::Write, append_alone(&self.database, entry)).await;
        noted.map_err(|_| "the log cannot be written; the program's log says why")?;
        Ok(())
    }

    /// Writes it as soon as there is room.
    pub async fn keep_writing(self, mut ends: watch::Receiver<bool>) {
        while !*ends.borrow() {
            tokio::select! {
                () = tokio::time::sleep(PAUSE) => {}
                _ = ends.changed() => return,
            }
            if self.write().await.is_ok() {
                return;
            }
        }
    }
}
