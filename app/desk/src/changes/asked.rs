//! Holding a stored request against the log before it is made: who owns the database could write a request, or an
//! agreement, that nobody ever gave, or take up one that had ended, and the log would seal what comes of it.

use super::entity::sets;
use crate::audit::entity::{entries, values};
use crate::database::WriteTransaction;
use crate::error::Error;
use crate::history::{Entry, is_field, with_values};
use crate::request::RequestContext;
use model::audit::Kind;
use model::customers::{Field, FieldChange, Standing};
use sea_orm::{ConnectionTrait, EntityTrait, Statement, Value};
use uuid::Uuid;

/// What a move says where who had agreed is asked again.
pub const ASKS_AGAIN: &str = "waiting";

/// Whether the log says that its author asked for just this, that nothing ended it since, and that whoever had to agree
/// did. Who agrees in this transaction is told to the log after it.
///
/// # Errors
/// A database that fails.
pub async fn is_as_asked(
    transaction: &WriteTransaction,
    request: &RequestContext,
    row: &sets::Model,
    changes: &[FieldChange],
    agrees_now: Option<Uuid>,
) -> Result<bool, Error> {
    let told = told_of(transaction, row).await?;
    let Some((asked, later)) = told.split_first() else { return Ok(false) };
    let kind = |entry: &Entry| Kind::of_name(&entry.row.kind);
    let is_asked = matches!(kind(asked), Some(Kind::ChangeAsk | Kind::ChangeSchedule))
        && asked.row.actor_id == row.created_by
        && fields_of(asked) == changes
        && asked.said("reason") == row.reason
        && asked.said("rules") == row.asked_by_rules
        // Requests from before reviewers were named in the log name none there.
        && ["", row.reviewers.as_str()].contains(&asked.said("reviewers"))
        && asked.said("undoes") == row.undoes.map(|seq| seq.to_string()).unwrap_or_default()
        && row.kind == kind_of(row, changes).name();
    // Only agreeing and moving leave it open.
    let is_open = later.iter().all(|entry| matches!(kind(entry), Some(Kind::ChangeApprove | Kind::ChangeMove)));
    Ok(is_asked && is_open && has_agreed(asked, later, row, agrees_now) && is_its_date(asked, later, request, row))
}

/// What the changes of a request are, whatever its row says.
fn kind_of(row: &sets::Model, changes: &[FieldChange]) -> Kind {
    let is_permission = |change: &FieldChange| Field::permission_of_name(&change.field).is_some();
    match (row.undoes, Standing::change_in(changes)) {
        (Some(_), _) => Kind::CustomerUndo,
        (None, Some((Standing::Asked, _))) => Kind::CustomerAdd,
        (None, Some((_, Standing::Removed))) => Kind::CustomerRemove,
        (None, Some(_)) => Kind::CustomerRestore,
        (None, None) if changes.iter().all(is_permission) => Kind::CustomerPermission,
        (None, None) => Kind::CustomerUpdate,
    }
}

/// What was asked for needs the agreement that its row names, and no later move that asked again.
fn has_agreed(asked: &Entry, later: &[Entry], row: &sets::Model, agrees_now: Option<Uuid>) -> bool {
    let standing = later.iter().fold(None, |agreed, entry| match Kind::of_name(&entry.row.kind) {
        Some(Kind::ChangeApprove) => Some(entry.row.actor_id),
        Some(Kind::ChangeMove) if entry.said("state") == ASKS_AGAIN => None,
        _ => agreed,
    });
    let standing = agrees_now.or(standing);
    let is_needed = asked.row.kind == Kind::ChangeAsk.name();
    standing == row.decided_by && (standing.is_some() || !is_needed)
}

/// The date is the one that was named last, or none.
fn is_its_date(asked: &Entry, later: &[Entry], request: &RequestContext, row: &sets::Model) -> bool {
    let moved = later.iter().rev().find(|entry| entry.row.kind == Kind::ChangeMove.name());
    request.policy.time_zone.of_stamp(moved.unwrap_or(asked).said("land_at")) == row.land_at_us
}

/// The entries that name a request, the oldest first.
///
/// # Errors
/// A database that fails.
pub async fn told_of(database: &impl ConnectionTrait, row: &sets::Model) -> Result<Vec<Entry>, Error> {
    let sql = "SELECT e.* FROM audit_entries e JOIN audit_values v ON v.seq = e.seq
               WHERE e.subject_id = $1 AND v.field = 'change_set' AND v.new_value = $2 ORDER BY e.seq";
    let parts: [Value; 2] = [row.customer_id.into(), row.id.to_string().into()];
    let statement = Statement::from_sql_and_values(database.get_database_backend(), sql, parts);
    let rows = entries::Entity::find().from_raw_sql(statement).all(database).await?;
    with_values(database, rows).await
}

/// What an entry says of fields and permissions.
fn fields_of(entry: &Entry) -> Vec<FieldChange> {
    let change = |value: &values::Model| FieldChange {
        field: value.field.clone(),
        old: value.old_value.clone().unwrap_or_default(),
        new: value.new_value.clone().unwrap_or_default(),
    };
    entry.values.iter().filter(|value| is_field(&value.field)).map(change).collect()
}
