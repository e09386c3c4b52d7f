//! The outbox: taken up by one server at a time, written off once it is sent.

use super::entity::{Column, Entity, Model};
use crate::database::Database;
use crate::error::Error;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

/// A mail that is to go out.
pub const WAITING: &str = "waiting";
const SENT: &str = "sent";
const FAILED: &str = "failed";
/// A mail that is taken up and not sent (the server ended in between) is free again after so long.
const LEASE_US: i64 = 5 * 60 * 1_000_000;

/// A mail that the worker has taken up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// Which.
    pub id: Uuid,
    /// To whom.
    pub recipient: String,
    /// Its subject.
    pub subject: String,
    /// Its text.
    pub body: String,
    /// How often it was tried, this time included.
    pub attempts: i32,
}

/// What came of a try.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MailOutcome {
    /// Somebody took it.
    Sent,
    /// Nobody did; tried again at the time, in microseconds since 1970, UTC.
    Later(String, i64),
    /// Nobody did, and nobody will.
    Never(String),
}

/// Takes up to `limit` mails whose time has come. Each is given to one server only.
///
/// # Errors
/// A database that fails.
pub async fn take_due(database: &Database, now_us: i64, limit: u64) -> Result<Vec<Due>, Error> {
    let due = Entity::find()
        .filter(Column::State.eq(WAITING))
        .filter(Column::NextTryAtUs.lte(now_us))
        .order_by_asc(Column::NextTryAtUs)
        .limit(limit);
    let mut taken = Vec::new();
    for row in due.all(database.reader()).await? {
        let mine = Entity::update_many()
            .col_expr(Column::NextTryAtUs, Expr::value(now_us + LEASE_US))
            .col_expr(Column::Attempts, Expr::value(row.attempts + 1))
            .filter(Column::Id.eq(row.id))
            .filter(Column::State.eq(WAITING))
            .filter(Column::NextTryAtUs.eq(row.next_try_at_us))
            .exec(database.writer())
            .await?;
        if mine.rows_affected == 1 {
            let Model { id, recipient, subject, body, attempts, .. } = row;
            taken.push(Due { id, recipient, subject, body, attempts: attempts + 1 });
        }
    }
    Ok(taken)
}

/// Writes down what came of a try.
///
/// # Errors
/// A database that fails.
pub async fn write_outcome(database: &Database, mail: &Due, outcome: MailOutcome, now_us: i64) -> Result<(), Error> {
    let row = Entity::update_many()
        .filter(Column::Id.eq(mail.id))
        .filter(Column::State.eq(WAITING))
        .filter(Column::Attempts.eq(mail.attempts));
    let short = |why: String| why.chars().take(300).collect::<String>();
    let row = match outcome {
        MailOutcome::Sent => {
            row.col_expr(Column::State, Expr::value(SENT)).col_expr(Column::SentAtUs, Expr::value(now_us))
        }
        MailOutcome::Later(why, at_us) => {
            row.col_expr(Column::Failure, Expr::value(short(why))).col_expr(Column::NextTryAtUs, Expr::value(at_us))
        }
        MailOutcome::Never(why) => {
            row.col_expr(Column::Failure, Expr::value(short(why))).col_expr(Column::State, Expr::value(FAILED))
        }
    };
    row.exec(database.writer()).await?;
    Ok(())
}

/// To whom mails about a customer went or will go, with their states.
///
/// # Errors
/// A database that fails.
pub async fn mails_of(database: &Database, customer_id: Uuid) -> Result<Vec<(String, String)>, Error> {
    let rows = Entity::find().filter(Column::CustomerId.eq(customer_id)).order_by_asc(Column::Id);
    Ok(rows.all(database.reader()).await?.into_iter().map(|row| (row.recipient, row.state)).collect())
}

/// Drops the mails about a customer, in the transaction that erases its people's data.
///
/// # Errors
/// A database that fails.
pub async fn erase(transaction: &DatabaseTransaction, customer_id: Uuid) -> Result<u64, Error> {
    let dropped = Entity::delete_many().filter(Column::CustomerId.eq(customer_id)).exec(transaction).await?;
    Ok(dropped.rows_affected)
}
