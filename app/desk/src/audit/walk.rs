//! Reading the log from its first entry to its last, a batch at a time: as much memory for a million as for one.

use super::entity::{entries, head};
use crate::canonical::EntryFacts;
use crate::database::Database;
use crate::error::Error;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseBackend, EntityTrait, QueryFilter, QueryResult, QuerySelect, Statement,
};
use uuid::Uuid;

/// Entries of one batch.
const BATCH: i64 = 2_000;

/// An entry as it is stored.
#[derive(Clone, Debug, Default)]
pub struct Stored {
    /// Its number.
    pub seq: i64,
    /// When, in microseconds since 1970, UTC.
    pub at_us: i64,
    /// What was done.
    pub kind: String,
    /// Who did it.
    pub actor_id: Uuid,
    /// What it was done to.
    pub subject_id: Uuid,
    /// The version that it made of a customer.
    pub version: i64,
    /// The request that did it.
    pub request_id: Uuid,
    /// Its hash.
    pub hash: Vec<u8>,
    /// Which key sealed it.
    pub key_id: Vec<u8>,
    /// The seal.
    pub seal: Vec<u8>,
    /// What it says, in order.
    pub values: Vec<StoredValue>,
}

/// A value as it is stored.
#[derive(Clone, Debug)]
pub struct StoredValue {
    /// Its place among the entry's values, from 0.
    pub place: i32,
    /// Its field.
    pub field: String,
    /// Its hash, which the chain holds.
    pub leaf: Vec<u8>,
    /// Salt, before and after; `None` once it was erased.
    pub text: Option<(Vec<u8>, String, String)>,
    /// Whether some of the three are there and some are not, which no erasing leaves behind.
    pub is_torn: bool,
}

impl Stored {
    /// What the entry's hash is made from, beside its values.
    #[must_use]
    pub fn facts(&self) -> EntryFacts<'_> {
        EntryFacts {
            seq: self.seq,
            at_us: self.at_us,
            kind: &self.kind,
            actor_id: self.actor_id,
            subject_id: self.subject_id,
            version: self.version,
            request_id: self.request_id,
        }
    }

    /// What it says of a field now; empty where it says nothing.
    #[must_use]
    pub fn said(&self, field: &str) -> &str {
        let value = self.values.iter().find(|value| value.field == field);
        value.and_then(|value| value.text.as_ref()).map_or("", |(_, _, new)| new)
    }
}

/// The newest entry as the log itself names it.
///
/// # Errors
/// A database that fails.
pub async fn newest(database: &Database) -> Result<head::Model, Error> {
    head::Entity::find_by_id(1).one(database.reader()).await?.ok_or(Error::Unavailable)
}

/// Whether a log that has entries has none that this machine's key sealed: the key file was left behind, or another server
/// wrote them.
///
/// # Errors
/// A database that fails.
pub async fn is_of_other_keys(database: &Database) -> Result<bool, Error> {
    if newest(database).await?.seq == 0 {
        return Ok(false);
    }
    let own = entries::Entity::find().filter(entries::Column::KeyId.eq(database.log_key().id().to_vec()));
    let own = own.select_only().column(entries::Column::Seq).into_tuple::<i64>();
    Ok(own.one(database.reader()).await?.is_none())
}

/// The entries after a number, in order; none at the log's end.
///
/// # Errors
/// A database that fails.
pub async fn batch(database: &Database, after: i64) -> Result<Vec<Stored>, Error> {
    some(database, after, BATCH).await
}

/// The first entry after a number that cannot be read as one, if there is one among the next batch's: something stands in it
/// that this program never wrote.
///
/// # Errors
/// A database that fails.
pub async fn first_unreadable(database: &Database, after: i64) -> Result<Option<i64>, Error> {
    for before in after..after + BATCH {
        match some(database, before, 1).await {
            Ok(found) if found.is_empty() => return Ok(None),
            Ok(_) => {}
            Err(Error::Internal { .. }) => return Ok(Some(before + 1)),
            Err(error) => return Err(error),
        }
    }
    Ok(None)
}

async fn some(database: &Database, after: i64, limit: i64) -> Result<Vec<Stored>, Error> {
    let entries = rows(
        database,
        "SELECT seq, at_us, kind, actor_id, subject_id, version, request_id, hash, key_id, seal FROM audit_entries
         WHERE seq > {1} ORDER BY seq LIMIT {2}",
        [after, limit],
    )
    .await?;
    let mut found: Vec<Stored> = entries.iter().map(entry).collect::<Result<_, _>>()?;
    let (Some(first), Some(last)) = (found.first(), found.last()) else { return Ok(found) };
    let values = rows(
        database,
        "SELECT seq, field, leaf, salt, old_value, new_value, place FROM audit_values WHERE seq BETWEEN {1} AND {2} ORDER BY seq, place",
        [first.seq, last.seq],
    )
    .await?;
    let mut at = 0;
    for row in &values {
        let seq: i64 = row.try_get_by_index(0)?;
        while found.get(at).is_some_and(|entry| entry.seq < seq) {
            at += 1;
        }
        if let Some(entry) = found.get_mut(at).filter(|entry| entry.seq == seq) {
            entry.values.push(value(row)?);
        }
    }
    Ok(found)
}

async fn rows(database: &Database, sql: &str, bounds: [i64; 2]) -> Result<Vec<QueryResult>, Error> {
    let backend = database.backend();
    let places = if backend == DatabaseBackend::Sqlite { ["?1", "?2"] } else { ["$1", "$2"] };
    let sql = sql.replace("{1}", places[0]).replace("{2}", places[1]);
    let statement = Statement::from_sql_and_values(backend, sql, bounds.map(Into::into));
    Ok(database.reader().query_all_raw(statement).await?)
}

fn entry(row: &QueryResult) -> Result<Stored, Error> {
    Ok(Stored {
        seq: row.try_get_by_index(0)?,
        at_us: row.try_get_by_index(1)?,
        kind: row.try_get_by_index(2)?,
        actor_id: row.try_get_by_index(3)?,
        subject_id: row.try_get_by_index(4)?,
        version: row.try_get_by_index(5)?,
        request_id: row.try_get_by_index(6)?,
        hash: row.try_get_by_index(7)?,
        key_id: row.try_get_by_index(8)?,
        seal: row.try_get_by_index(9)?,
        values: Vec::new(),
    })
}

fn value(row: &QueryResult) -> Result<StoredValue, Error> {
    let salt: Option<Vec<u8>> = row.try_get_by_index(3)?;
    let texts: (Option<String>, Option<String>) = (row.try_get_by_index(4)?, row.try_get_by_index(5)?);
    let is_erased = salt.is_none() && texts.0.is_none() && texts.1.is_none();
    let text = match (salt, texts) {
        (Some(salt), (Some(old), Some(new))) => Some((salt, old, new)),
        _ => None,
    };
    let is_torn = text.is_none() && !is_erased;
    let place = row.try_get_by_index(6)?;
    Ok(StoredValue { place, field: row.try_get_by_index(1)?, leaf: row.try_get_by_index(2)?, text, is_torn })
}
