//! Passwords of staff: given for once by who keeps people, set by their owner or from the command line.

use super::entity::{Column, Entity};
use super::present::{Oneself, Permitted, Present};
use super::rows::find_by_email;
use super::store::note;
use crate::audit::Source;
use crate::database::{Database, WriteTransaction, once_more};
use crate::error::Error;
use crate::passwords::{hash_password, one_time_password};
use crate::people::sessions::end_all_sessions;
use model::access::{KeepPeople, Permit};
use model::audit::Kind;
use model::limits::ONE_TIME_US;
use model::people::Added;
use sea_orm::sea_query::{Expr, LockType};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, Set};
use uuid::Uuid;

/// Who may set a password within the transaction: what [`set_password`] demands.
pub trait SetsPasswords {
    /// Whether they may set this person's.
    fn may_set_password_of(&self, id: Uuid) -> bool;
}

impl SetsPasswords for Permitted<'_, KeepPeople> {
    fn may_set_password_of(&self, _: Uuid) -> bool {
        true
    }
}

impl SetsPasswords for Oneself<'_> {
    fn may_set_password_of(&self, id: Uuid) -> bool {
        self.staff_id() == id
    }
}

/// Gives somebody a password that they must change at their next sign-in, and signs them out everywhere.
///
/// # Errors
/// `NotFound`; what [`confirm`] refuses.
pub async fn reset_password(
    permit: &Permit<KeepPeople>,
    database: &Database,
    id: Uuid,
    source: Source,
) -> Result<Added, Error> {
    let password = one_time_password();
    let hash = hash_password(password.clone()).await?;
    let name = once_more(|| reset_to(permit, database, id, hash.clone(), source)).await?;
    Ok(Added { id, name, one_time_password: password })
}

/// Answers whose it is.
async fn reset_to(
    permit: &Permit<KeepPeople>,
    database: &Database,
    id: Uuid,
    hash: String,
    source: Source,
) -> Result<String, Error> {
    let transaction = database.begin_write().await?;
    // Both rows at once, in the order of ids: two admins who reset each other's password wait in no ring.
    let both = Entity::find().filter(Column::Id.is_in([permit.staff_id(), id])).order_by_asc(Column::Id);
    let rows = both.lock(LockType::NoKeyUpdate).all(&transaction).await?;
    let name = rows.iter().find(|row| row.id == id).map(|row| row.name.clone()).unwrap_or_default();
    let keeper = Present::of(&transaction, rows).confirm(permit)?;
    set_password(&transaction, &keeper, id, hash, Some(source.at_us + ONE_TIME_US)).await?;
    note(&transaction, database, &keeper, source, Kind::PersonPassword, id, &[]).await?;
    transaction.commit().await.map(|()| name)
}

/// Stores a password's hash and signs the person out everywhere. One that ends is a one-time password.
///
/// # Errors
/// `NotFound`; `Forbidden` where it is another's to set.
pub async fn set_password(
    transaction: &WriteTransaction,
    by: &impl SetsPasswords,
    id: Uuid,
    hash: String,
    ends_at_us: Option<i64>,
) -> Result<(), Error> {
    if !by.may_set_password_of(id) {
        return Err(Error::Forbidden);
    }
    let row = Entity::find_by_id(id).lock(LockType::NoKeyUpdate).one(transaction).await?.ok_or(Error::NotFound)?;
    let mut row = row.into_active_model();
    row.password_hash = Set(hash);
    row.must_change_password = Set(ends_at_us.is_some());
    row.password_ends_at_us = Set(ends_at_us);
    Entity::update(row).exec(transaction).await?;
    end_all_sessions(transaction, id).await
}

/// Lets no one-time password last for longer than any does: a clock that was ahead had given it months.
///
/// # Errors
/// A database that fails.
pub async fn end_passwords_in_time(transaction: &WriteTransaction, now_us: i64) -> Result<(), Error> {
    let last_us = now_us + ONE_TIME_US;
    Entity::update_many()
        .col_expr(Column::PasswordEndsAtUs, Expr::value(last_us))
        .filter(Column::PasswordEndsAtUs.gt(last_us))
        .exec(transaction)
        .await?;
    Ok(())
}

/// Sets somebody's password from the command line and signs them out everywhere.
///
/// # Errors
/// `NotFound`.
pub async fn set_password_by_email(
    database: &Database,
    email: &str,
    hash: String,
    source: Source,
) -> Result<(), Error> {
    let id = find_by_email(database, email).await?.id;
    let transaction = database.begin_write().await?;
    let keeper = Permitted::to_owner(&transaction);
    set_password(&transaction, &keeper, id, hash, None).await?;
    note(&transaction, database, &keeper, source, Kind::PersonPassword, id, &[]).await?;
    transaction.commit().await
}
