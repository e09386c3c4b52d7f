//! Questions to registries as the server's worker has them: taken up when their time has come, and answered once.

use super::entity::{Column, Entity};
use crate::database::{Database, WriteTransaction, at_once_us, is_named};
use crate::error::Error;
use crate::rules::numbers::VatId;
use model::registry::State;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};
use uuid::Uuid;

/// A question that is taken up and not answered (the server ended in between) is free again after so long.
pub const LEASE_US: i64 = 5 * 60 * 1_000_000;

/// A question that the worker has taken up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Which row.
    pub id: Uuid,
    /// What is asked about.
    pub vat_id: VatId,
    /// How often it was tried, this time included.
    pub attempts: i32,
}

/// What a registry answered, tidied.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Registered {
    /// The name; empty where the state does not tell.
    pub name: String,
    /// The address; empty where the state does not tell.
    pub address: String,
    /// What proves that the question was asked; may be empty.
    pub request_identifier: String,
}

/// What came of a try.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The registry knows the number.
    Valid(Registered),
    /// The registry does not know the number.
    Invalid(Registered),
    /// No answer, in the registry's word or ours; tried again at the time.
    Later {
        /// Why.
        failure: String,
        /// When by the leases' clock, in microseconds since 1970, UTC.
        next_try_at_us: i64,
    },
    /// No answer, and none to be had.
    Never {
        /// Why.
        failure: String,
    },
}

/// Asks at once what a clock that was ahead had put off, perhaps for months.
///
/// # Errors
/// A database that fails.
pub async fn wait_no_longer(transaction: &WriteTransaction, now_us: i64) -> Result<(), Error> {
    let at_once_us = at_once_us(transaction, now_us).await?;
    Entity::update_many()
        .col_expr(Column::NextTryAtUs, Expr::value(at_once_us))
        .filter(Column::State.eq(State::Waiting.name()))
        // What another server holds at this moment stays its own.
        .filter(Column::NextTryAtUs.gt(at_once_us + LEASE_US))
        .exec(transaction)
        .await?;
    Ok(())
}

/// Questions whose time has come, the first to come first.
pub(crate) fn due(now_us: i64) -> Select<Entity> {
    Entity::find()
        .filter(is_named(Column::State, State::Waiting.name()))
        .filter(Column::NextTryAtUs.lte(now_us))
        .order_by_asc(Column::NextTryAtUs)
}

/// Takes up to `limit` questions whose time has come by the leases' clock. Each is given to one server only: the row says
/// until when.
///
/// # Errors
/// A database that fails.
pub async fn take_due(database: &Database, lease_us: i64, limit: u64) -> Result<Vec<Question>, Error> {
    let due = due(lease_us).limit(limit).all(database.reader()).await?;
    let mut taken = Vec::new();
    for row in due {
        let mine = Entity::update_many()
            .col_expr(Column::NextTryAtUs, Expr::value(lease_us + LEASE_US))
            .col_expr(Column::Attempts, Expr::value(row.attempts + 1))
            .col_expr(Column::Failure, Expr::value(""))
            .filter(Column::Id.eq(row.id))
            .filter(Column::State.eq(State::Waiting.name()))
            .filter(Column::NextTryAtUs.eq(row.next_try_at_us))
            .exec(database.writer())
            .await?;
        if let (1, Some(vat_id)) = (mine.rows_affected, VatId::of_parts(&row.vat_state, &row.vat_number)) {
            taken.push(Question { id: row.id, vat_id, attempts: row.attempts + 1 });
        }
    }
    Ok(taken)
}

/// Writes down what came of a try. A question that was replaced meanwhile stays so, and so does one that another server
/// has taken up since.
///
/// # Errors
/// A database that fails.
pub async fn write_outcome(
    database: &Database,
    question: &Question,
    outcome: Outcome,
    now_us: i64,
) -> Result<(), Error> {
    let row = Entity::update_many()
        .filter(Column::Id.eq(question.id))
        .filter(Column::State.eq(State::Waiting.name()))
        .filter(Column::Attempts.eq(question.attempts));
    let row = match outcome {
        Outcome::Later { failure, next_try_at_us } => row
            .col_expr(Column::Failure, Expr::value(failure))
            .col_expr(Column::NextTryAtUs, Expr::value(next_try_at_us)),
        Outcome::Never { failure } => row
            .col_expr(Column::Failure, Expr::value(failure))
            .col_expr(Column::State, Expr::value(State::Unasked.name()))
            .col_expr(Column::AnsweredAtUs, Expr::value(now_us)),
        Outcome::Valid(registered) => answered(row, State::Valid, registered, now_us),
        Outcome::Invalid(registered) => answered(row, State::Invalid, registered, now_us),
    };
    row.exec(database.writer()).await?;
    Ok(())
}

fn answered(
    row: sea_orm::UpdateMany<Entity>,
    state: State,
    registered: Registered,
    now_us: i64,
) -> sea_orm::UpdateMany<Entity> {
    row.col_expr(Column::State, Expr::value(state.name()))
        .col_expr(Column::Failure, Expr::value(""))
        .col_expr(Column::AnsweredAtUs, Expr::value(now_us))
        .col_expr(Column::RegisteredName, Expr::value(registered.name))
        .col_expr(Column::RegisteredAddress, Expr::value(registered.address))
        .col_expr(Column::RequestIdentifier, Expr::value(registered.request_identifier))
}
