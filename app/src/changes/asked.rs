//! Holding a stored request against the log before it is made: who owns the database could write a request, or an
//! agreement, that nobody ever gave, and the log would seal what comes of it.

use super::entity::sets;
use crate::audit::Kind;
use crate::audit::entity::{entries, values};
use crate::customers::FieldChange;
use crate::error::Error;
use crate::history::is_field;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, Statement, Value,
};
use uuid::Uuid;

/// Whether the log says that its author asked for just this, and that who is said to have agreed did.
///
/// # Errors
/// A database that fails.
pub async fn is_as_asked(
    transaction: &DatabaseTransaction,
    row: &sets::Model,
    changes: &[FieldChange],
) -> Result<bool, Error> {
    let entries = entries_of(transaction, row).await?;
    let asked = [Kind::ChangeAsk.name(), Kind::ChangeSchedule.name()];
    let Some((seq, ..)) =
        entries.iter().find(|(_, kind, actor)| asked.contains(&kind.as_str()) && *actor == row.created_by)
    else {
        return Ok(false);
    };
    let has_agreed = |by: Uuid| {
        let last = entries.iter().rev().find(|(_, kind, _)| kind == Kind::ChangeApprove.name());
        last.is_some_and(|(.., actor)| *actor == by)
    };
    Ok(row.decided_by.is_none_or(has_agreed) && said(transaction, *seq).await? == changes)
}

/// The entries that name a request, the oldest first: number, kind, who.
async fn entries_of(transaction: &DatabaseTransaction, row: &sets::Model) -> Result<Vec<(i64, String, Uuid)>, Error> {
    let sql = "SELECT e.* FROM audit_entries e JOIN audit_values v ON v.seq = e.seq
               WHERE e.subject_id = $1 AND e.kind LIKE 'change.%' AND v.field = 'change_set' AND v.new_value = $2
               ORDER BY e.seq";
    let parts: [Value; 2] = [row.customer_id.into(), row.id.to_string().into()];
    let statement = Statement::from_sql_and_values(transaction.get_database_backend(), sql, parts);
    let rows = entries::Entity::find().from_raw_sql(statement).all(transaction).await?;
    Ok(rows.into_iter().map(|row| (row.seq, row.kind, row.actor_id)).collect())
}

/// What an entry says of fields and permissions.
async fn said(transaction: &DatabaseTransaction, seq: i64) -> Result<Vec<FieldChange>, Error> {
    let of = values::Entity::find().filter(values::Column::Seq.eq(seq)).order_by_asc(values::Column::Place);
    let change = |value: values::Model| FieldChange {
        field: value.field,
        old: value.old_value.unwrap_or_default(),
        new: value.new_value.unwrap_or_default(),
    };
    let values = of.all(transaction).await?.into_iter().filter(|value| is_field(&value.field));
    Ok(values.map(change).collect())
}
