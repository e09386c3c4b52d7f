//! Going back over a customer's changes. The database answers one row a field, however many changes there were: what is
//! asked for costs memory by the number of fields, not by the length of a history.

use super::store::is_field;
use crate::audit::entity::{entries, values};
use crate::customers::Snapshot;
use crate::error::Error;
use model::audit::Kind;
use model::customers::FieldChange;
use sea_orm::sea_query::ExprTrait;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Statement, Value};
use uuid::Uuid;

/// Which of a customer's entries are looked at.
#[derive(Clone, Copy, Debug)]
pub enum Span {
    /// Those after an entry.
    After(i64),
    /// Those up to an entry, itself included.
    UpTo(i64),
}

/// Which value of each field is wanted.
#[derive(Clone, Copy, Debug)]
pub enum Edge {
    /// The oldest: what stood before the span.
    First,
    /// The newest: who set it last.
    Last,
}

fn kinds() -> String {
    listed(Kind::OF_CUSTOMER.into_iter())
}

fn listed(kinds: impl Iterator<Item = Kind>) -> String {
    kinds.map(|kind| format!("'{}'", kind.name())).collect::<Vec<_>>().join(", ")
}

/// The first or the last value of each field within a span of a customer's entries.
///
/// # Errors
/// A database that fails.
pub async fn edges(
    database: &impl ConnectionTrait,
    customer_id: Uuid,
    span: Span,
    edge: Edge,
) -> Result<Vec<values::Model>, Error> {
    let (within, seq) = match span {
        Span::After(seq) => (">", seq),
        Span::UpTo(seq) => ("<=", seq),
    };
    let extreme = match edge {
        Edge::First => "MIN",
        Edge::Last => "MAX",
    };
    let sql = format!(
        "SELECT v.seq, v.place, v.field, v.leaf, v.salt, v.old_value, v.new_value FROM audit_values v
         JOIN (SELECT w.field AS field, {extreme}(w.seq) AS seq FROM audit_entries e JOIN audit_values w ON w.seq = e.seq
               WHERE e.subject_id = $1 AND e.seq {within} $2 AND e.kind IN ({}) GROUP BY w.field) f
         ON f.seq = v.seq AND f.field = v.field",
        kinds()
    );
    let parts: [Value; 2] = [customer_id.into(), seq.into()];
    let statement = Statement::from_sql_and_values(database.get_database_backend(), sql, parts);
    let rows = values::Entity::find().from_raw_sql(statement).all(database).await?;
    Ok(rows.into_iter().filter(|value| is_field(&value.field)).collect())
}

/// The last entry of a customer that a condition holds for; 0 where there is none.
///
/// # Errors
/// A database that fails.
pub async fn last_where(
    database: &impl ConnectionTrait,
    customer_id: Uuid,
    condition: impl sea_orm::sea_query::IntoCondition,
) -> Result<i64, Error> {
    let last = super::store::of_customer(customer_id).filter(condition).order_by_desc(entries::Column::Seq);
    let seq: Option<i64> = last.select_only().column(entries::Column::Seq).into_tuple().one(database).await?;
    Ok(seq.unwrap_or_default())
}

/// The entry that made a version of a customer; 0 for what was there before the log.
async fn seq_of(database: &impl ConnectionTrait, customer_id: Uuid, version: i64) -> Result<i64, Error> {
    last_where(database, customer_id, entries::Column::Version.lte(version)).await
}

/// The names of the fields that changed after a version, each once.
///
/// # Errors
/// A database that fails.
pub async fn fields_since(
    database: &impl ConnectionTrait,
    customer_id: Uuid,
    version: i64,
) -> Result<Vec<String>, Error> {
    let since = Span::After(seq_of(database, customer_id, version).await?);
    let mut changed = edges(database, customer_id, since, Edge::Last).await?;
    changed.sort_by_key(|value| (value.seq, value.place));
    Ok(changed.into_iter().map(|value| value.field).collect())
}

/// What some people changed of a customer since a time, in microseconds since 1970, UTC: each field with the first and the
/// last of its new values in the order of texts. That tells a permission that was given from one that was removed.
///
/// # Errors
/// A database that fails.
pub async fn fields_by(
    database: &impl ConnectionTrait,
    people: &[Uuid],
    customer_id: Uuid,
    since_us: i64,
) -> Result<Vec<FieldChange>, Error> {
    let after = last_where(database, customer_id, entries::Column::AtUs.lte(since_us)).await?;
    let places = (3..people.len() + 3).map(|at| format!("${at}")).collect::<Vec<_>>().join(", ");
    // Nothing is left out, or many harmless changes could hide one; but what a customer began with changed nothing of it.
    let sql = format!(
        "SELECT v.field, COALESCE(MIN(v.new_value), '?'), COALESCE(MAX(v.new_value), '?')
         FROM audit_entries e JOIN audit_values v ON v.seq = e.seq
         WHERE e.subject_id = $1 AND e.seq > $2 AND e.kind IN ({}) AND e.actor_id IN ({places}) GROUP BY v.field",
        listed(Kind::OF_CUSTOMER.into_iter().filter(|kind| !kind.is_first()))
    );
    let mut parts: Vec<Value> = vec![customer_id.into(), after.into()];
    parts.extend(people.iter().map(|id| Value::from(*id)));
    let statement = Statement::from_sql_and_values(database.get_database_backend(), sql, parts);
    let mut changes = Vec::new();
    for row in database.query_all_raw(statement).await? {
        let (field, first, last): (String, String, String) =
            (row.try_get_by_index(0)?, row.try_get_by_index(1)?, row.try_get_by_index(2)?);
        if is_field(&field) {
            changes.push(FieldChange { field: field.clone(), old: String::new(), new: first });
            changes.push(FieldChange { field, old: String::new(), new: last });
        }
    }
    Ok(changes)
}

/// A customer's account as it was at a version.
///
/// # Errors
/// A database that fails.
pub async fn base(database: &impl ConnectionTrait, now: &Snapshot, version: i64) -> Result<Snapshot, Error> {
    if now.version() == version {
        return Ok(now.clone());
    }
    let seq = seq_of(database, now.id(), version).await?;
    Ok(before(database, now.clone(), seq).await?.of_version(version))
}

/// A customer's account as it was at a time, in microseconds since 1970, UTC; as it was added where it was not there yet.
///
/// # Errors
/// A database that fails.
pub async fn as_of_time(database: &impl ConnectionTrait, now: &Snapshot, at_us: i64) -> Result<Snapshot, Error> {
    let is_added = entries::Column::Kind.eq(Kind::CustomerAdd.name());
    let seq = last_where(database, now.id(), entries::Column::AtUs.lte(at_us).or(is_added)).await?;
    before(database, now.clone(), seq).await
}

/// A customer's account as it was just after an entry.
///
/// # Errors
/// A database that fails.
pub async fn before(database: &impl ConnectionTrait, now: Snapshot, seq: i64) -> Result<Snapshot, Error> {
    let mut then = now;
    for value in edges(database, then.id(), Span::After(seq), Edge::First).await? {
        // What was put in an erased value's place tells nothing either.
        then.take_back(value.field, value.old_value.filter(|_| value.salt.is_some()));
    }
    Ok(then)
}
