//! Going back over a customer's changes. The database answers one row a field, however many changes there were: what is
//! asked for costs memory by the number of fields, not by the length of a history.

use super::store::is_field;
use crate::audit::Kind;
use crate::audit::entity::{entries, values};
use crate::customers::{self, CustomerText, Field, FieldChange};
use crate::error::Error;
use crate::permissions::Permission;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Statement, Value};
use uuid::Uuid;

/// An account before some of its changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Base {
    /// Company details and billing information.
    pub text: CustomerText,
    /// May buy Azure reservations on its own.
    pub may_buy_reservations: bool,
    /// May buy Azure savings plans on its own.
    pub may_buy_savings_plans: bool,
    /// Fields whose earlier values were erased: what stands here is what is stored.
    pub unknown: Vec<String>,
}

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
    Kind::OF_CUSTOMER.map(|kind| format!("'{}'", kind.name())).join(", ")
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
    // Nothing is left out, or many harmless changes could hide one.
    let sql = format!(
        "SELECT v.field, COALESCE(MIN(v.new_value), '?'), COALESCE(MAX(v.new_value), '?')
         FROM audit_entries e JOIN audit_values v ON v.seq = e.seq
         WHERE e.subject_id = $1 AND e.seq > $2 AND e.kind IN ({}) AND e.actor_id IN ({places}) GROUP BY v.field",
        kinds()
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
pub async fn base(database: &impl ConnectionTrait, row: &customers::Model, version: i64) -> Result<Base, Error> {
    if row.version == version {
        return Ok(Base::now(row));
    }
    let seq = seq_of(database, row.id, version).await?;
    before(database, row, seq).await
}

/// A customer's account as it was at a time, in microseconds since 1970, UTC.
///
/// # Errors
/// A database that fails.
pub async fn as_of_time(database: &impl ConnectionTrait, row: &customers::Model, at_us: i64) -> Result<Base, Error> {
    let seq = last_where(database, row.id, entries::Column::AtUs.lte(at_us)).await?;
    before(database, row, seq).await
}

/// A customer's account as it was just after an entry.
///
/// # Errors
/// A database that fails.
pub async fn before(database: &impl ConnectionTrait, row: &customers::Model, seq: i64) -> Result<Base, Error> {
    let mut base = Base::now(row);
    for value in edges(database, row.id, Span::After(seq), Edge::First).await? {
        base.take_back(value);
    }
    Ok(base)
}

/// An account as it is stored.
#[must_use]
pub fn as_stored(row: &customers::Model) -> Base {
    Base::now(row)
}

impl Base {
    /// An account as it is stored.
    fn now(row: &customers::Model) -> Self {
        Self {
            text: row.text(),
            may_buy_reservations: row.may_buy_reservations,
            may_buy_savings_plans: row.may_buy_savings_plans,
            unknown: Vec::new(),
        }
    }

    /// Goes back over the first value of a field; what was erased, or put in an erased one's place, tells nothing.
    fn take_back(&mut self, value: values::Model) {
        match value.old_value.filter(|_| value.salt.is_some()) {
            Some(old) => self.set(&value.field, old),
            None => self.unknown.push(value.field),
        }
    }

    fn set(&mut self, name: &str, value: String) {
        match (Permission::of_name(name), Field::of_name(name)) {
            (Some(Permission::Reservations), _) => self.may_buy_reservations = !value.is_empty(),
            (Some(Permission::SavingsPlans), _) => self.may_buy_savings_plans = !value.is_empty(),
            (None, Some(field)) => self.text.set(field, value),
            (None, None) => {}
        }
    }

    /// The text of a field or permission.
    #[must_use]
    pub fn get(&self, name: &str) -> String {
        let given = |is_given: bool| if is_given { "true".to_owned() } else { String::new() };
        match (Permission::of_name(name), Field::of_name(name)) {
            (Some(Permission::Reservations), _) => given(self.may_buy_reservations),
            (Some(Permission::SavingsPlans), _) => given(self.may_buy_savings_plans),
            (None, Some(field)) => self.text.get(field).to_owned(),
            (None, None) => String::new(),
        }
    }
}
