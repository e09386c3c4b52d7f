//! The newest thing that the log says about each field of what it is about.

use crate::database::Database;
use crate::error::Error;
use model::audit::Kind;
use sea_orm::{ConnectionTrait, Statement, Value};
use std::collections::HashMap;
use uuid::Uuid;

/// What the newest entries say of a customer or a person.
#[derive(Debug, Default)]
pub struct Said {
    /// The newest version that was named.
    pub version: i64,
    /// Names with their newest values; what was erased says nothing.
    pub values: Vec<(String, String)>,
}

/// What the newest entries of some kinds say of some subjects; a subject without one has none.
///
/// # Errors
/// A database that fails.
pub async fn newest_of(database: &Database, kinds: &[Kind], subjects: Vec<Uuid>) -> Result<HashMap<Uuid, Said>, Error> {
    let mut said: HashMap<Uuid, Said> = HashMap::new();
    if subjects.is_empty() {
        return Ok(said);
    }
    let places = (1..=subjects.len()).map(|at| format!("${at}")).collect::<Vec<_>>().join(", ");
    let kinds = kinds.iter().map(|kind| format!("'{}'", kind.name())).collect::<Vec<_>>().join(", ");
    let sql = format!(
        "SELECT f.subject_id, f.version, v.field, v.new_value, v.salt IS NULL FROM audit_values v
         JOIN (SELECT e.subject_id AS subject_id, w.field AS field, MAX(w.seq) AS seq, MAX(e.version) AS version
               FROM audit_entries e JOIN audit_values w ON w.seq = e.seq
               WHERE e.subject_id IN ({places}) AND e.kind IN ({kinds}) GROUP BY e.subject_id, w.field) f
         ON f.seq = v.seq AND f.field = v.field"
    );
    let parts = subjects.into_iter().map(Value::from);
    let statement = Statement::from_sql_and_values(database.backend(), sql, parts);
    for row in database.reader().query_all_raw(statement).await? {
        let (id, version, field): (Uuid, i64, String) =
            (row.try_get_by_index(0)?, row.try_get_by_index(1)?, row.try_get_by_index(2)?);
        let (value, is_erased): (Option<String>, bool) = (row.try_get_by_index(3)?, row.try_get_by_index(4)?);
        let of = said.entry(id).or_default();
        of.version = of.version.max(version);
        if let Some(value) = value.filter(|_| !is_erased) {
            of.values.push((field, value));
        }
    }
    Ok(said)
}

/// Holds a row against the log until nobody changed it between two looks: what differs then, differs.
///
/// # Errors
/// A database that fails.
pub async fn once_still<Row: PartialEq, Found>(
    look: impl AsyncFn() -> Result<Option<Row>, Error>,
    hold: impl AsyncFn(&Option<Row>) -> Result<Option<Found>, Error>,
) -> Result<Option<Found>, Error> {
    let mut before = look().await?;
    loop {
        let found = hold(&before).await?;
        let after = look().await?;
        if found.is_none() || after == before {
            return Ok(found);
        }
        before = after;
    }
}
