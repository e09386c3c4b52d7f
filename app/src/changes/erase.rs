//! Copies of personal values outside the log: they go with those of the log.

use super::change_set::SetState;
use super::entity::{drafts, sets};
use crate::audit::{Kind, NewEntry, Source, append, said};
use crate::database::Database;
use crate::error::Error;
use crate::mails;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

/// Empties a customer's change sets, takes back those that wait, and drops drafts and mails. Answers how many.
///
/// # Errors
/// A database that fails.
pub async fn erase_copies(
    transaction: &DatabaseTransaction,
    database: &Database,
    customer_id: Uuid,
    source: Source,
) -> Result<u64, Error> {
    // What waits names people too: it is taken back, and the log says so, or it could be taken up again.
    let open = [SetState::Waiting.name(), SetState::Scheduled.name()];
    let of_customer = sets::Entity::find().filter(sets::Column::CustomerId.eq(customer_id));
    let waiting = of_customer.filter(sets::Column::State.is_in(open)).select_only().column(sets::Column::Id);
    let waiting: Vec<Uuid> = waiting.into_tuple().all(transaction).await?;
    for id in waiting {
        let values = [said("change_set", id.to_string())];
        let entry = NewEntry { source, kind: Kind::ChangeCancel, subject_id: customer_id, version: 0, values: &values };
        append(transaction, database.log_key(), entry).await?;
    }
    sets::Entity::update_many()
        .col_expr(sets::Column::State, Expr::value(SetState::Cancelled.name()))
        .filter(sets::Column::CustomerId.eq(customer_id))
        .filter(sets::Column::State.is_in(open))
        .exec(transaction)
        .await?;
    let emptied = sets::Entity::update_many()
        .col_expr(sets::Column::Changes, Expr::value("[]"))
        .col_expr(sets::Column::Reason, Expr::value(""))
        .col_expr(sets::Column::Note, Expr::value(""))
        .col_expr(sets::Column::Failure, Expr::value(""))
        .filter(sets::Column::CustomerId.eq(customer_id))
        .filter(sets::Column::Changes.ne("[]"))
        .exec(transaction)
        .await?;
    let dropped =
        drafts::Entity::delete_many().filter(drafts::Column::CustomerId.eq(customer_id)).exec(transaction).await?;
    let mails = mails::erase(transaction, customer_id).await?;
    Ok(emptied.rows_affected + dropped.rows_affected + mails)
}
