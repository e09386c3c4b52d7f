//! Reading and writing one account.

use super::details::{Account, Saved};
use crate::access::{Permit, SeeCustomers, UpdateCustomer};
use crate::customers::{ActiveModel, Column, CustomerText, Entity, Model};
use crate::database::Database;
use crate::error::Error;
use crate::fields;
use crate::form::FieldErrors;
use crate::history::{self, NewChange};
use crate::people;
use crate::request::RequestContext;
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect, Set};
use uuid::Uuid;

/// A customer's account.
///
/// # Errors
/// `NotFound`.
pub async fn find(_: &Permit<SeeCustomers>, database: &Database, id: Uuid) -> Result<Account, Error> {
    let row = Entity::find_by_id(id).one(database.reader()).await?.ok_or(Error::NotFound)?;
    let updated_by = match row.updated_by {
        Some(id) => people::names(database, [id].into_iter()).await?.remove(&id),
        None => None,
    };
    Ok(Account {
        id,
        version: row.version,
        text: row.text(),
        may_buy_reservations: row.may_buy_reservations,
        may_buy_savings_plans: row.may_buy_savings_plans,
        updated_at_us: row.updated_at_us,
        updated_by,
    })
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
    let checked = text.check();
    let reason = fields::REASON.parse(reason).map_err(|problem| FieldErrors::one("reason", problem));
    let transaction = request.database.begin_write().await?;
    let row = lock(&transaction, id, version).await?;
    let (checked, reason) = (checked?, reason?.unwrap_or_default());
    let changes = row.text().changes_to(checked.text());
    if changes.is_empty() {
        return Ok(Saved::Unchanged);
    }
    let next = version + 1;
    let mut stored = row.into_active_model();
    stored.set_text(checked.text());
    write(&transaction, request, stored, permit.staff_id(), next).await?;
    let change = NewChange {
        customer_id: id,
        version: next,
        kind: "update",
        changed_by: permit.staff_id(),
        reason: &reason,
        fields: &changes,
    };
    history::record(&transaction, request, change).await?;
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
