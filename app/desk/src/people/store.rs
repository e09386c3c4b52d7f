//! Writing staff.

use super::alike::{is_like_another, refuse_a_colleagues_name};
use super::entity::{Column, Entity, Model};
use super::passwords::ONE_TIME_US;
use super::present::{Permitted, Present, confirm};
use super::rows::find_by_email;
use crate::audit::{NewEntry, Source, append, said};
use crate::database::{Database, WriteTransaction, once_more};
use crate::error::Error;
use crate::passwords::{hash_password, one_time_password};
use crate::people::sessions::end_all_sessions;
use model::access::{KeepPeople, Permit, Role, Roles, Theme};
use model::audit::Kind;
use model::customers::FieldChange;
use model::field_errors::FieldErrors;
use model::fields::{Problem, email_key};
use model::people::{Added, CheckedPerson};
use sea_orm::sea_query::LockType;
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, QueryOrder, QuerySelect, Set, SqlErr};
use uuid::Uuid;

/// What a global admin changes about somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonChange {
    /// The roles from now on: at least one.
    pub roles: Roles,
    /// Whether they can no longer sign in.
    pub is_disabled: bool,
}

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
    let row = &new_row(person, &password, true, source).await?;
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
    let row = new_row(person, password, must_change, source).await?;
    let transaction = database.begin_write().await?;
    let id = insert_row(&transaction, database, &Permitted::to_owner(&transaction), row, source).await?;
    transaction.commit().await?;
    Ok(id)
}

async fn new_row(person: &CheckedPerson, password: &str, must_change: bool, source: Source) -> Result<Model, Error> {
    Ok(Model {
        id: Uuid::now_v7(),
        version: 1,
        email: person.email.clone(),
        email_key: email_key(&person.email),
        name: person.name.clone(),
        roles: person.roles.names(),
        password_hash: hash_password(password.to_owned()).await?,
        must_change_password: must_change,
        password_ends_at_us: must_change.then_some(source.at_us + ONE_TIME_US),
        is_disabled: false,
        language: String::new(),
        theme: theme_name(Theme::System).to_owned(),
        created_at_us: source.at_us,
        signed_in_at_us: None,
    })
}

async fn insert_row(
    transaction: &WriteTransaction,
    database: &Database,
    keeper: &Permitted<'_, KeepPeople>,
    row: Model,
    source: Source,
) -> Result<Uuid, Error> {
    let id = row.id;
    let values =
        [said("name", row.name.as_str()), said("email", row.email.as_str()), said("roles", row.roles.as_str())];
    if is_like_another(transaction, &row.email).await? {
        return Err(FieldErrors::one("email", Problem::Taken).into());
    }
    match row.into_active_model().reset_all().insert(transaction).await {
        Ok(_) => {
            note(transaction, database, keeper, source, Kind::PersonAdd, id, &values).await?;
            Ok(id)
        }
        Err(error) if matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_))) => {
            Err(FieldErrors::one("email", Problem::Taken).into())
        }
        Err(error) => Err(error.into()),
    }
}

/// Changes somebody's roles and state. Who is disabled is signed out everywhere.
///
/// # Errors
/// `NotFound`; `Conflict` if somebody saved since `version`; `LastGlobalAdmin` if nobody would be left to keep people.
pub async fn update(
    permit: &Permit<KeepPeople>,
    database: &Database,
    id: Uuid,
    version: i64,
    change: PersonChange,
    source: Source,
) -> Result<(), Error> {
    once_more(|| change_person(database, Some(permit), id, version, change.clone(), source)).await
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

/// What a change of somebody is, for the log.
fn differences(row: &Model, change: &PersonChange) -> Vec<FieldChange> {
    let state = |is_disabled: bool| (if is_disabled { "disabled" } else { "active" }).to_owned();
    let field = |field: &str, old: String, new: String| FieldChange { field: field.to_owned(), old, new };
    let all = [
        field("roles", row.roles.clone(), change.roles.names()),
        field("state", state(row.is_disabled), state(change.is_disabled)),
    ];
    all.into_iter().filter(|change| change.old != change.new).collect()
}

/// Changes somebody; nobody's permit is whoever runs the program.
async fn change_person(
    database: &Database,
    permit: Option<&Permit<KeepPeople>>,
    id: Uuid,
    version: i64,
    change: PersonChange,
    source: Source,
) -> Result<(), Error> {
    let transaction = database.begin_write().await?;
    // Every row is held, so that two admins cannot disable each other at the same moment.
    // Whoever only refers to a row does not wait: a draft, a change set.
    let rows = Entity::find().order_by_asc(Column::Id).lock(LockType::NoKeyUpdate).all(&transaction).await?;
    // Who asked may have lost the right while they waited for their turn.
    let keeper = match permit {
        Some(permit) => Present::of(&transaction, rows.iter().cloned()).confirm(permit)?,
        None => Permitted::to_owner(&transaction),
    };
    let is_admin = |row: &Model| !row.is_disabled && Roles::of_names(&row.roles).has(Role::GlobalAdmin);
    let others = rows.iter().filter(|row| row.id != id && is_admin(row)).count();
    let row = rows.into_iter().find(|row| row.id == id).ok_or(Error::NotFound)?;
    if row.version != version {
        return Err(Error::Conflict);
    }
    let stays_admin = !change.is_disabled && change.roles.has(Role::GlobalAdmin);
    if is_admin(&row) && !stays_admin && others == 0 {
        return Err(Error::LastGlobalAdmin);
    }
    let values = differences(&row, &change);
    if values.is_empty() {
        return Ok(());
    }
    let mut row = row.into_active_model();
    row.version = Set(version + 1);
    row.roles = Set(change.roles.names());
    row.is_disabled = Set(change.is_disabled);
    Entity::update(row).exec(&transaction).await?;
    if change.is_disabled {
        end_all_sessions(&transaction, id).await?;
    }
    note(&transaction, database, &keeper, source, Kind::PersonUpdate, id, &values).await?;
    transaction.commit().await
}

/// Disables somebody from the command line and signs them out everywhere.
///
/// # Errors
/// `NotFound`; `LastGlobalAdmin` if nobody would be left to keep people.
pub async fn disable_by_email(database: &Database, email: &str, source: Source) -> Result<(), Error> {
    let row = find_by_email(database, email).await?;
    let change = PersonChange { roles: Roles::of_names(&row.roles), is_disabled: true };
    change_person(database, None, row.id, row.version, change, source).await
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
