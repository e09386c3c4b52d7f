//! Writing staff.

use super::alike::{is_like_another, refuse_a_colleagues_name};
use super::entity::{Entity, Model};
use super::present::{Permitted, confirm};
use crate::audit::{NewEntry, Source, append, said};
use crate::database::{Database, WriteTransaction, once_more};
use crate::error::Error;
use crate::passwords::{hash_password, one_time_password};
use model::access::{KeepPeople, Permit, Theme};
use model::audit::Kind;
use model::customers::FieldChange;
use model::field_errors::FieldErrors;
use model::fields::{Problem, email_key};
use model::limits::ONE_TIME_US;
use model::people::{Added, CheckedPerson};
use sea_orm::sea_query::LockType;
use sea_orm::{ActiveModelTrait, DbErr, EntityTrait, IntoActiveModel, QuerySelect, Set, SqlErr};
use uuid::Uuid;

/// Adds somebody, with a password they must change at their first sign-in.
///
/// # Errors
/// `Invalid` if the e-mail is taken; what [`confirm`] refuses.
pub async fn add(
    permit: &Permit<KeepPeople>,
    database: &Database,
    person: &CheckedPerson,
    source: Source,
) -> Result<Added, Error> {
    let password = one_time_password();
    let row = &new_row(person, hash_password(password.clone()).await?, true, source);
    let inserted = once_more(async || {
        let transaction = database.begin_write().await?;
        let keeper = confirm(&transaction, permit).await?;
        refuse_a_colleagues_name(&transaction, row.id, &row.name).await?;
        let id = insert_row(&transaction, database, &keeper, row.clone(), source).await?;
        transaction.commit().await.map(|()| id)
    });
    Ok(Added { id: inserted.await?, name: person.name.clone(), one_time_password: password })
}

/// Adds somebody whose password is known, for the command line and the demo: whoever runs them owns the database.
///
/// # Errors
/// `Invalid` if the e-mail is taken.
pub async fn insert(
    database: &Database,
    person: &CheckedPerson,
    password: &str,
    must_change: bool,
    source: Source,
) -> Result<Uuid, Error> {
    let row = new_row(person, hash_password(password.to_owned()).await?, must_change, source);
    let transaction = database.begin_write().await?;
    let id = insert_row(&transaction, database, &Permitted::to_owner(&transaction), row, source).await?;
    transaction.commit().await?;
    Ok(id)
}

pub(super) fn new_row(person: &CheckedPerson, password_hash: String, must_change: bool, source: Source) -> Model {
    Model {
        id: Uuid::now_v7(),
        version: 1,
        email: person.email.clone(),
        email_key: email_key(&person.email),
        name: person.name.clone(),
        roles: person.roles.names(),
        password_hash,
        must_change_password: must_change,
        password_ends_at_us: must_change.then_some(source.at_us + ONE_TIME_US),
        is_disabled: false,
        language: String::new(),
        theme: theme_name(Theme::System).to_owned(),
        created_at_us: source.at_us,
        signed_in_at_us: None,
    }
}

pub(super) async fn insert_row(
    transaction: &WriteTransaction,
    database: &Database,
    keeper: &Permitted<'_, KeepPeople>,
    row: Model,
    source: Source,
) -> Result<Uuid, Error> {
    let id = row.id;
    let values =
        [said("name", row.name.as_str()), said("email", row.email.as_str()), said("roles", row.roles.as_str())];
    if is_like_another(transaction, id, &row.email).await? {
        return Err(FieldErrors::one("email", Problem::Taken).into());
    }
    match row.into_active_model().reset_all().insert(transaction).await {
        Ok(_) => {
            note(transaction, database, keeper, source, Kind::PersonAdd, id, &values).await?;
            Ok(id)
        }
        Err(error) => Err(taken(error)),
    }
}

/// An e-mail whose key somebody has.
pub(super) fn taken(error: DbErr) -> Error {
    match error.sql_err() {
        Some(SqlErr::UniqueConstraintViolation(_)) => FieldErrors::one("email", Problem::Taken).into(),
        _ => error.into(),
    }
}

pub(super) async fn note(
    transaction: &WriteTransaction,
    database: &Database,
    keeper: &Permitted<'_, KeepPeople>,
    source: Source,
    kind: Kind,
    id: Uuid,
    values: &[FieldChange],
) -> Result<(), Error> {
    let source = Source { actor_id: keeper.staff_id(), ..source };
    let entry = NewEntry { source, kind, subject_id: id, version: 0, values };
    append(transaction, database.log_key(), entry).await?;
    Ok(())
}

/// Empties somebody's name and e-mail in the transaction that erases them, and answers the e-mail that it was; nobody can
/// sign in so.
///
/// # Errors
/// `NotFound`; `Forbidden` while they can sign in.
pub async fn erase(transaction: &WriteTransaction, id: Uuid) -> Result<String, Error> {
    let row = Entity::find_by_id(id).lock(LockType::NoKeyUpdate).one(transaction).await?.ok_or(Error::NotFound)?;
    if !row.is_disabled {
        return Err(Error::Forbidden);
    }
    let (was, email) = (row.email.clone(), format!("{id}@erased.invalid"));
    let mut row = row.into_active_model();
    row.name = Set("–".to_owned());
    row.email = Set(email.clone());
    row.email_key = Set(email);
    Entity::update(row).exec(transaction).await?;
    Ok(was)
}

/// The theme's name in the database.
#[must_use]
pub fn theme_name(theme: Theme) -> &'static str {
    match theme {
        Theme::System => "system",
        Theme::Light => "light",
        Theme::Dark => "dark",
    }
}
