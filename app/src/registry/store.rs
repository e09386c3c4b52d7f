//! Questions to registries: put down beside a save, taken up by the server's worker, answered once.

use super::entity::{ActiveModel, Column, Entity, Model};
use super::evidence::{RegistryShown, State};
use crate::access::{Permit, UpdateCustomer};
use crate::customers::{self, CustomerText, Field};
use crate::database::{Database, WriteTransaction, at_once_us, is_named, once_more};
use crate::error::Error;
use crate::people::confirm;
use crate::request::RequestContext;
use crate::rules::numbers::{VatId, vat_id};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select, Set,
};
use uuid::Uuid;

/// A row that another number took the place of before an answer came.
const REPLACED: &str = "replaced";
/// Who has an answer younger than this and asks again gets that one.
const FRESH_US: i64 = 60 * 1_000_000;
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

/// The VAT ID of an account, if a registry of the European Union can be asked about it.
#[must_use]
pub fn vat_id_of(text: &CustomerText) -> Option<VatId> {
    vat_id(&text.billing_address().country, text.get(Field::TaxNumber))
}

/// What an account's page shows: nothing where there is nothing to ask and nothing was.
///
/// # Errors
/// A database that fails.
pub async fn shown(request: &RequestContext, id: Uuid, text: &CustomerText) -> Result<Option<RegistryShown>, Error> {
    let Some(vat_id) = vat_id_of(text) else { return Ok(None) };
    let is_on = request.policy.asks_registries;
    let database = request.database.reader();
    let mut rows: Vec<Model> = last(database, id, &vat_id).await?.into_iter().collect();
    if rows.first().is_some_and(|row| !is_answer(row)) {
        rows.extend(about(id, &vat_id).filter(Column::State.is_in(ANSWERS)).one(database).await?);
    }
    let mut evidence: Vec<_> = rows.into_iter().map(|row| row.evidence(request.now_us)).collect();
    for question in evidence.iter_mut().filter(|question| question.state == State::Waiting && !is_on) {
        // Nobody asks any more.
        question.state = State::Unasked;
    }
    Ok((is_on || !evidence.is_empty()).then_some(RegistryShown { evidence, is_on }))
}

/// The states that say something about a number.
const ANSWERS: [&str; 2] = [State::Valid.name(), State::Invalid.name()];

fn is_answer(row: &Model) -> bool {
    ANSWERS.contains(&row.state.as_str())
}

async fn last(database: &impl ConnectionTrait, customer_id: Uuid, vat_id: &VatId) -> Result<Option<Model>, Error> {
    Ok(about(customer_id, vat_id).one(database).await?)
}

/// Questions about a customer's number, the newest first.
fn about(customer_id: Uuid, vat_id: &VatId) -> Select<Entity> {
    Entity::find()
        .filter(Column::CustomerId.eq(customer_id))
        .filter(Column::VatState.eq(vat_id.state))
        .filter(Column::VatNumber.eq(&vat_id.number))
        .filter(Column::State.ne(REPLACED))
        .order_by_desc(Column::CreatedAtUs)
        .order_by_desc(Column::Id)
}

/// Puts a question down in the transaction of the save that made the number what it is. A save that leaves the number
/// as it was asks nothing.
///
/// # Errors
/// A database that fails.
pub async fn ask_about_change(
    transaction: &WriteTransaction,
    request: &RequestContext,
    id: Uuid,
    asked_by: Uuid,
    (before, after): (&CustomerText, &CustomerText),
) -> Result<(), Error> {
    let vat_id = vat_id_of(after);
    if vat_id == vat_id_of(before) {
        return Ok(());
    }
    replace(transaction, id).await?;
    match vat_id {
        Some(vat_id) if request.policy.asks_registries => put(transaction, request, id, asked_by, vat_id).await,
        _ => Ok(()),
    }
}

/// Puts a question down because somebody wants an answer now. One that waits is tried at once and not asked twice.
///
/// # Errors
/// `NotFound`.
pub async fn ask(
    permit: &Permit<UpdateCustomer>,
    request: &RequestContext,
    id: Uuid,
) -> Result<Option<RegistryShown>, Error> {
    let text = once_more(|| ask_whole(permit, request, id)).await?;
    shown(request, id, &text).await
}

/// Answers the text whose number is asked about.
async fn ask_whole(permit: &Permit<UpdateCustomer>, request: &RequestContext, id: Uuid) -> Result<CustomerText, Error> {
    let transaction = request.database.begin_write().await?;
    // Held, so that neither a save nor another question slips in between.
    let row = customers::Entity::find_by_id(id).lock_exclusive().one(&transaction).await?.ok_or(Error::NotFound)?;
    let permitted = confirm(&transaction, permit).await?;
    let text = row.text();
    let vat_id = vat_id_of(&text).filter(|_| request.policy.asks_registries).ok_or(Error::NotFound)?;
    match last(&transaction, id, &vat_id).await? {
        Some(row) if row.state == State::Waiting.name() => {
            let due_at_us = at_once_us(&transaction, request.now_us).await?;
            let soon = Entity::update_many().col_expr(Column::NextTryAtUs, Expr::value(due_at_us));
            // A try under way has no failure yet, and holds the row until its lease ends.
            soon.filter(Column::Id.eq(row.id)).filter(Column::Failure.ne("")).exec(&transaction).await?;
        }
        Some(row) if is_answer(&row) && row.answered_at_us > Some(request.now_us - FRESH_US) => {}
        _ => put(&transaction, request, id, permitted.staff_id(), vat_id).await?,
    }
    transaction.commit().await?;
    Ok(text)
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

async fn replace(transaction: &WriteTransaction, customer_id: Uuid) -> Result<(), Error> {
    Entity::update_many()
        .col_expr(Column::State, Expr::value(REPLACED))
        .filter(Column::CustomerId.eq(customer_id))
        .filter(Column::State.eq(State::Waiting.name()))
        .exec(transaction)
        .await?;
    Ok(())
}

async fn put(
    transaction: &WriteTransaction,
    request: &RequestContext,
    customer_id: Uuid,
    asked_by: Uuid,
    vat_id: VatId,
) -> Result<(), Error> {
    let row = ActiveModel {
        id: Set(Uuid::now_v7()),
        customer_id: Set(customer_id),
        asked_by: Set(asked_by),
        created_at_us: Set(request.now_us),
        vat_state: Set(vat_id.state.to_owned()),
        vat_number: Set(vat_id.number),
        state: Set(State::Waiting.name().to_owned()),
        attempts: Set(0),
        next_try_at_us: Set(at_once_us(transaction, request.now_us).await?),
        failure: Set(String::new()),
        answered_at_us: Set(None),
        registered_name: Set(String::new()),
        registered_address: Set(String::new()),
        request_identifier: Set(String::new()),
    };
    row.insert(transaction).await?;
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
