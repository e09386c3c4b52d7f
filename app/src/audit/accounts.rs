//! Holding the accounts against the log: what is stored of a customer must be what its newest changes say.

use super::Kind;
use crate::customers::{Column, Entity, Model};
use crate::database::Database;
use crate::error::Error;
use crate::history::{Base, as_stored, is_field};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Statement, Value};
use std::collections::HashMap;
use uuid::Uuid;

/// Customers looked at together.
const AT_ONCE: u64 = 500;

/// An account that does not say what the log says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Differs {
    /// Whose.
    pub customer_id: Uuid,
    /// The field, or `version`.
    pub field: String,
}

/// What the newest changes of a customer say.
#[derive(Default)]
struct Said {
    version: i64,
    /// Fields with their newest values; what was erased says nothing.
    values: Vec<(String, String)>,
}

/// The first account whose stored text is not what its newest changes made it, in the order of ids; fields that were
/// never changed have nothing to be held against. As much memory for a million customers as for one.
///
/// # Errors
/// A database that fails.
pub async fn first_that_differs(database: &Database) -> Result<Option<Differs>, Error> {
    let mut after = Uuid::nil();
    loop {
        let rows = Entity::find().filter(Column::Id.gt(after)).order_by_asc(Column::Id).limit(AT_ONCE);
        let rows = rows.all(database.reader()).await?;
        let Some(last) = rows.last().map(|row| row.id) else { return Ok(None) };
        for differs in differing(database, rows).await? {
            if let Some(found) = still_differs(database, differs.customer_id).await? {
                return Ok(Some(found));
            }
        }
        after = last;
    }
}

/// Looks again until nobody changed the customer between the two looks: what differs then, differs.
async fn still_differs(database: &Database, id: Uuid) -> Result<Option<Differs>, Error> {
    let look = async || Entity::find_by_id(id).one(database.reader()).await;
    let mut before = look().await?;
    loop {
        let found = differing(database, before.clone().into_iter().collect()).await?.into_iter().next();
        let after = look().await?;
        if found.is_none() || after == before {
            return Ok(found);
        }
        before = after;
    }
}

async fn differing(database: &Database, rows: Vec<Model>) -> Result<Vec<Differs>, Error> {
    let mut said = said_of(database, rows.iter().map(|row| row.id).collect()).await?;
    let differs = |row: Model| {
        let Some(said) = said.remove(&row.id) else {
            // Without any change it is as it was added.
            return (row.version != 1).then(|| Differs { customer_id: row.id, field: "version".into() });
        };
        let stored: Base = as_stored(&row);
        let wrong = said.values.into_iter().find(|(field, value)| stored.get(field) != *value);
        let field =
            wrong.map(|(field, _)| field).or_else(|| (row.version != said.version).then(|| "version".into()))?;
        Some(Differs { customer_id: row.id, field })
    };
    Ok(rows.into_iter().filter_map(differs).collect())
}

async fn said_of(database: &Database, customers: Vec<Uuid>) -> Result<HashMap<Uuid, Said>, Error> {
    let places = (1..=customers.len()).map(|at| format!("${at}")).collect::<Vec<_>>().join(", ");
    let kinds = Kind::OF_CUSTOMER.map(|kind| format!("'{}'", kind.name())).join(", ");
    let sql = format!(
        "SELECT f.subject_id, f.version, v.field, v.new_value, v.salt IS NULL FROM audit_values v
         JOIN (SELECT e.subject_id AS subject_id, w.field AS field, MAX(w.seq) AS seq, MAX(e.version) AS version
               FROM audit_entries e JOIN audit_values w ON w.seq = e.seq
               WHERE e.subject_id IN ({places}) AND e.kind IN ({kinds}) GROUP BY e.subject_id, w.field) f
         ON f.seq = v.seq AND f.field = v.field"
    );
    let parts = customers.into_iter().map(Value::from);
    let statement = Statement::from_sql_and_values(database.backend(), sql, parts);
    let mut said: HashMap<Uuid, Said> = HashMap::new();
    for row in database.reader().query_all_raw(statement).await? {
        let (id, version, field): (Uuid, i64, String) =
            (row.try_get_by_index(0)?, row.try_get_by_index(1)?, row.try_get_by_index(2)?);
        let (value, is_erased): (Option<String>, bool) = (row.try_get_by_index(3)?, row.try_get_by_index(4)?);
        let of = said.entry(id).or_default();
        of.version = of.version.max(version);
        if let Some(value) = value.filter(|_| !is_erased && is_field(&field)) {
            of.values.push((field, value));
        }
    }
    Ok(said)
}
