//! The log as a third party needs it: JSON lines that can be checked without this program. `docs/audit-log.md` says how.

use super::head::Head;
use super::walk::{Stored, StoredValue, batch, newest};
use crate::canonical::hex;
use crate::database::Database;
use crate::error::Error;
use serde_json::{Value, json};

/// The first line: what this is.
///
/// # Errors
/// A database that fails.
pub async fn first_line(database: &Database) -> Result<Value, Error> {
    Ok(json!({ "format": "defter-log-1", "log_id": newest(database).await?.log_id }))
}

/// The lines of the entries after a number, and the number of the last; none at the log's end.
///
/// # Errors
/// A database that fails.
pub async fn lines(database: &Database, after: i64) -> Result<Option<(i64, Vec<Value>)>, Error> {
    let entries = batch(database, after).await?;
    Ok(entries.last().map(|last| (last.seq, entries.iter().map(line).collect())))
}

/// The last line: the signed head that the export reaches.
#[must_use]
pub fn last_line(head: &Head) -> Value {
    json!({ "head": head })
}

/// One entry with everything that its hash is made from.
#[must_use]
pub fn line(entry: &Stored) -> Value {
    json!({
        "seq": entry.seq,
        "at_us": entry.at_us,
        "kind": entry.kind,
        "actor_id": entry.actor_id,
        "subject_id": entry.subject_id,
        "version": entry.version,
        "request_id": entry.request_id,
        "values": entry.values.iter().map(value).collect::<Vec<_>>(),
        "hash": hex(&entry.hash),
    })
}

fn value(value: &StoredValue) -> Value {
    match &value.text {
        Some((salt, old, new)) => {
            json!({ "field": value.field, "leaf": hex(&value.leaf), "salt": hex(salt), "old": old, "new": new })
        }
        None => json!({ "field": value.field, "leaf": hex(&value.leaf), "erased": true }),
    }
}
