//! The outbox: taken up by one server at a time, written off once it is sent.

use super::entity::{Column, Entity, Model};
use crate::audit::{NewEntry, Source, append, said};
use crate::database::{Database, WriteTransaction, at_once_us, is_named};
use crate::error::Error;
use model::audit::Kind;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select,
};
use uuid::Uuid;

/// A mail that is to go out.
pub const WAITING: &str = "waiting";
const SENT: &str = "sent";
const FAILED: &str = "failed";
/// A mail that is taken up and not sent (the server ended in between) is free again after so long.
pub const LEASE_US: i64 = 5 * 60 * 1_000_000;

/// A mail that the worker has taken up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// Which.
    pub id: Uuid,
    /// Which customer it is about.
    pub customer_id: Uuid,
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
    /// Nobody did; tried again at the time by the leases' clock, in microseconds since 1970, UTC.
    Later(String, i64),
    /// Nobody did, and nobody will.
    Never(String),
}

/// Mails whose time has come, the first to come first.
pub(crate) fn due(now_us: i64) -> Select<Entity> {
    Entity::find()
        .filter(is_named(Column::State, WAITING))
        .filter(Column::NextTryAtUs.lte(now_us))
        .order_by_asc(Column::NextTryAtUs)
}

/// How many mails wait that were written before a time, in microseconds since 1970, UTC.
///
/// # Errors
/// A database that fails.
pub async fn count_older(database: &Database, before_us: i64) -> Result<u64, Error> {
    let old = Entity::find().filter(is_named(Column::State, WAITING)).filter(Column::CreatedAtUs.lt(before_us));
    Ok(old.count(database.reader()).await?)
}

/// Takes up to `limit` mails whose time has come by the leases' clock. Each is given to one server only.
///
/// # Errors
/// A database that fails.
pub async fn take_due(database: &Database, lease_us: i64, limit: u64) -> Result<Vec<Due>, Error> {
    let mut taken = Vec::new();
    for row in due(lease_us).limit(limit).all(database.reader()).await? {
        let mine = Entity::update_many()
            .col_expr(Column::NextTryAtUs, Expr::value(lease_us + LEASE_US))
            .col_expr(Column::Attempts, Expr::value(row.attempts + 1))
            .filter(Column::Id.eq(row.id))
            .filter(Column::State.eq(WAITING))
            .filter(Column::NextTryAtUs.eq(row.next_try_at_us))
            .exec(database.writer())
            .await?;
        if mine.rows_affected == 1 {
            let Model { id, customer_id, recipient, subject, body, attempts, .. } = row;
            taken.push(Due { id, customer_id, recipient, subject, body, attempts: attempts + 1 });
        }
    }
    Ok(taken)
}

/// Writes down what came of a try; where it was the last, in the log too: who was told is a matter of proof.
///
/// # Errors
/// A database that fails.
pub async fn write_outcome(database: &Database, mail: &Due, outcome: MailOutcome, now_us: i64) -> Result<(), Error> {
    let transaction = database.begin_write().await?;
    let mut values = vec![said("recipient", mail.recipient.as_str())];
    let kind = match &outcome {
        MailOutcome::Sent => Some(Kind::MailSent),
        MailOutcome::Later(..) => None,
        MailOutcome::Never(why) => {
            values.push(said("refusal", why.chars().take(300).collect::<String>()));
            Some(Kind::MailGivenUp)
        }
    };
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
    // Another server wrote its own outcome meanwhile, or the mail was erased.
    let is_mine = row.exec(&transaction).await?.rows_affected == 1;
    if let Some(kind) = kind.filter(|_| is_mine) {
        let source = Source::program(now_us);
        let entry = NewEntry { source, kind, subject_id: mail.customer_id, version: 0, values: &values };
        append(&transaction, database.log_key(), entry).await?;
    }
    transaction.commit().await
}

/// Writes down that a mail was sent, and nothing in the log: for when the log cannot be written.
///
/// # Errors
/// A database that fails.
pub async fn write_sent(database: &Database, mail: &Due, now_us: i64) -> Result<(), Error> {
    let row = Entity::update_many()
        .col_expr(Column::State, Expr::value(SENT))
        .col_expr(Column::SentAtUs, Expr::value(now_us))
        .filter(Column::Id.eq(mail.id))
        .filter(Column::Attempts.eq(mail.attempts));
    row.exec(database.writer()).await?;
    Ok(())
}

/// Sets back what a clock that was ahead had put off: mails that wait are tried at once, and those of a time to come are of
/// now, so that they are old once they have waited for long.
///
/// # Errors
/// A database that fails.
pub async fn wait_no_longer(transaction: &WriteTransaction, now_us: i64) -> Result<(), Error> {
    let at_once_us = at_once_us(transaction, now_us).await?;
    Entity::update_many()
        .col_expr(Column::NextTryAtUs, Expr::value(at_once_us))
        .filter(is_named(Column::State, WAITING))
        // What another server holds at this moment stays its own.
        .filter(Column::NextTryAtUs.gt(at_once_us + LEASE_US))
        .exec(transaction)
        .await?;
    Entity::update_many()
        .col_expr(Column::CreatedAtUs, Expr::value(now_us))
        .filter(is_named(Column::State, WAITING))
        .filter(Column::CreatedAtUs.gt(now_us))
        .exec(transaction)
        .await?;
    Ok(())
}

/// How many mails there are about a customer.
///
/// # Errors
/// A database that fails.
pub async fn count_of(database: &impl ConnectionTrait, customer_id: Uuid) -> Result<u64, Error> {
    Ok(Entity::find().filter(Column::CustomerId.eq(customer_id)).count(database).await?)
}

/// Drops the mails about a customer, in the transaction that erases its people's data.
///
/// # Errors
/// A database that fails.
pub async fn erase(transaction: &WriteTransaction, customer_id: Uuid) -> Result<u64, Error> {
    let dropped = Entity::delete_many().filter(Column::CustomerId.eq(customer_id)).exec(transaction).await?;
    Ok(dropped.rows_affected)
}
