//! Reading and writing one account.

use super::details::{Account, Saved};
use crate::access::{Permit, SeeCustomers, UpdateCustomer};
use crate::countries::{Address, AddressShown};
use crate::customers::{ActiveModel, AddressFields, Column, CustomerText, Entity, Field, Model, Reviewed};
use crate::error::Error;
use crate::fields;
use crate::form::FieldErrors;
use crate::history::{self, NewChange};
use crate::people;
use crate::registry;
use crate::request::RequestContext;
use crate::rules::{self, Extent};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect, Set};
use uuid::Uuid;

/// A customer's account.
///
/// # Errors
/// `NotFound`.
pub async fn find(_: &Permit<SeeCustomers>, request: &RequestContext, id: Uuid) -> Result<Account, Error> {
    let database = &request.database;
    let row = Entity::find_by_id(id).one(database.reader()).await?.ok_or(Error::NotFound)?;
    let updated_by = match row.updated_by {
        Some(id) => people::names(database, [id].into_iter()).await?.remove(&id),
        None => None,
    };
    let text = row.text();
    Ok(Account {
        id,
        version: row.version,
        company_address: shown(&text.address(AddressFields::COMPANY)),
        billing_address: shown(&text.billing_address()),
        billing_phone: rules::phones::shown(text.get(Field::BillingPhone)),
        findings: rules::review(&text, Extent::Account, &request.policy).findings,
        registry: registry::store::shown(request, id, &text).await?,
        text,
        may_buy_reservations: row.may_buy_reservations,
        may_buy_savings_plans: row.may_buy_savings_plans,
        updated_at_us: row.updated_at_us,
        updated_by,
    })
}

fn shown(address: &Address) -> AddressShown {
    AddressShown {
        lines: rules::addresses::lines(address),
        country: address.country.clone(),
        language: rules::addresses::shape(&address.country).map(|shape| shape.language.to_owned()).unwrap_or_default(),
    }
}

/// What the rules say about a text that is to take the place of the stored one.
///
/// # Errors
/// `NotFound`.
pub async fn review(
    _: &Permit<UpdateCustomer>,
    request: &RequestContext,
    id: Uuid,
    text: &CustomerText,
) -> Result<Reviewed, Error> {
    let row = Entity::find_by_id(id).one(request.database.reader()).await?.ok_or(Error::NotFound)?;
    Ok(rules::review(text, Extent::Account, &request.policy).since(&row.text()))
}

/// A customer's row, held until the transaction ends, if it is still at a version.
///
/// # Errors
/// `NotFound`; `Conflict` if it is at another version.
pub async fn lock(transaction: &DatabaseTransaction, id: Uuid, version: i64) -> Result<Model, Error> {
    let row = Entity::find_by_id(id).lock_exclusive().one(transaction).await?.ok_or(Error::NotFound)?;
    if row.version == version { Ok(row) } else { Err(Error::Conflict) }
}

/// Stores what changed, its history and the next version in one transaction.
///
/// # Errors
/// `NotFound`, `Invalid`, `Conflict`.
pub async fn update(
    permit: &Permit<UpdateCustomer>,
    request: &RequestContext,
    id: Uuid,
    version: i64,
    text: &CustomerText,
    reason: &str,
) -> Result<Saved, Error> {
    let reviewed = rules::review(text, Extent::Account, &request.policy);
    let reason = fields::REASON.parse(reason).map_err(|problem| FieldErrors::one("reason", problem));
    let transaction = request.database.begin_write().await?;
    let row = lock(&transaction, id, version).await?;
    let stored = row.text();
    if reviewed.text == stored {
        return Ok(Saved::Unchanged);
    }
    let reason = reason?.unwrap_or_default();
    let checked = reviewed.since(&stored).accept(&reason)?;
    let changes = stored.changes_to(checked.text());
    let next = version + 1;
    let mut row = row.into_active_model();
    row.set_text(checked.text());
    write(&transaction, request, row, permit.staff_id(), next).await?;
    let change = NewChange {
        customer_id: id,
        version: next,
        kind: "update",
        changed_by: permit.staff_id(),
        reason: &reason,
        fields: &changes,
    };
    history::record(&transaction, request, change).await?;
    registry::store::ask_about_change(permit, &transaction, request, id, (&stored, checked.text())).await?;
    transaction.commit().await?;
    Ok(Saved::As { version: next })
}

/// Writes a row as its next version. The version is asked for once more, so that no other way in can slip between.
pub async fn write(
    transaction: &DatabaseTransaction,
    request: &RequestContext,
    mut row: ActiveModel,
    staff_id: Uuid,
    version: i64,
) -> Result<(), Error> {
    row.version = Set(version);
    row.updated_at_us = Set(request.now_us);
    row.updated_by = Set(Some(staff_id));
    match Entity::update(row).validate()?.filter(Column::Version.eq(version - 1)).exec(transaction).await {
        Ok(_) => Ok(()),
        Err(sea_orm::DbErr::RecordNotUpdated) => Err(Error::Conflict),
        Err(error) => Err(error.into()),
    }
}
