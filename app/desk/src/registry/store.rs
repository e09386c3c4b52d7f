//! Questions to registries: put down beside a save, or because somebody wants an answer, and shown with their answers.

use super::entity::{ActiveModel, Column, Entity, Model};
use crate::customers;
use crate::database::{WriteTransaction, at_once_us, once_more};
use crate::error::Error;
use crate::people::confirm;
use crate::request::RequestContext;
use crate::rules::numbers::{VatId, vat_id};
use model::access::{Permit, UpdateCustomer};
use model::customers::{CustomerText, Field, Standing};
use model::registry::{RegistryShown, State};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Select, Set};
use uuid::Uuid;

/// A row that another number took the place of before an answer came.
const REPLACED: &str = "replaced";
/// Who has an answer younger than this and asks again gets that one.
const FRESH_US: i64 = 60 * 1_000_000;

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
/// `NotFound`; `Removed` where nothing about the customer is changed any more.
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
    let row = customers::rows::hold(&transaction, id).await?;
    let permitted = confirm(&transaction, permit).await?;
    if row.standing() != Standing::Active {
        return Err(Error::Removed);
    }
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
