//! Copies of personal values outside the log: they go with those of the log.

use crate::changes::entity::{drafts, sets};
use crate::database::WriteTransaction;
use crate::error::Error;
use crate::mails;
use model::audit::Erasing;
use model::changes::SetState;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

/// What was emptied, and which requests it ended.
#[derive(Debug)]
pub struct ErasedCopies {
    /// Change sets, drafts and mails.
    pub count: u64,
    /// Requests that waited.
    pub cancelled: Vec<Uuid>,
}

/// Empties a customer's change sets, takes back those that wait, and drops drafts and mails. The customer is held already; the
/// log's head is not yet: what was taken back is noted after everything else.
///
/// # Errors
/// A database that fails.
pub async fn erase_copies(transaction: &WriteTransaction, customer_id: Uuid) -> Result<ErasedCopies, Error> {
    let open = [SetState::Waiting.name(), SetState::Scheduled.name()];
    let of_customer = sets::Entity::find().filter(sets::Column::CustomerId.eq(customer_id));
    let waiting = of_customer.filter(sets::Column::State.is_in(open)).order_by_asc(sets::Column::Id).lock_exclusive();
    let waiting = waiting.select_only().column(sets::Column::Id);
    // Held: what waits for a decision is decided before or never.
    let cancelled: Vec<Uuid> = waiting.into_tuple().all(transaction).await?;
    sets::Entity::update_many()
        .col_expr(sets::Column::State, Expr::value(SetState::Cancelled.name()))
        .filter(sets::Column::Id.is_in(cancelled.iter().copied()))
        .exec(transaction)
        .await?;
    crate::customers::rows::drop_asked(transaction, customer_id).await?;
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
    Ok(ErasedCopies { count: emptied.rows_affected + dropped.rows_affected + mails, cancelled })
}

/// Counts what [`erase_copies`] would empty and end.
///
/// # Errors
/// A database that fails.
pub async fn count_copies(database: &impl ConnectionTrait, erasing: &mut Erasing) -> Result<(), Error> {
    let of_customer = || sets::Entity::find().filter(sets::Column::CustomerId.eq(erasing.customer_id));
    let open = [SetState::Waiting.name(), SetState::Scheduled.name()];
    let requests = of_customer().filter(sets::Column::Changes.ne("[]")).count(database).await?;
    let open = of_customer().filter(sets::Column::State.is_in(open)).count(database).await?;
    let drafts = drafts::Entity::find().filter(drafts::Column::CustomerId.eq(erasing.customer_id));
    let drafts = drafts.count(database).await?;
    let mails = mails::count_of(database, erasing.customer_id).await?;
    *erasing = Erasing { requests, drafts, mails, open, ..erasing.clone() };
    Ok(())
}
