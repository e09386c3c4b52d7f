//! Changing somebody of the staff: name, e-mail, roles, state.

use super::alike::{is_like_another, refuse_a_colleagues_name};
use super::entity::{ActiveModel, Column, Entity, Model};
use super::present::{Permitted, Present};
use super::rows::find_by_email;
use super::sessions::end_all_sessions;
use super::store::{note, taken};
use crate::audit::Source;
use crate::database::{Database, WriteTransaction, once_more};
use crate::error::Error;
use model::access::{KeepPeople, Permit, Role, Roles};
use model::audit::Kind;
use model::customers::FieldChange;
use model::field_errors::FieldErrors;
use model::fields::{self, Problem, Rule, email_key};
use model::people::STAFF_NAME;
use sea_orm::sea_query::LockType;
use sea_orm::{EntityTrait, QueryOrder, QuerySelect, Set};
use uuid::Uuid;

/// What a global admin changes about somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonChange {
    /// Their name, as typed; none where it stays.
    pub name: Option<String>,
    /// What they sign in with, as typed; none where it stays.
    pub email: Option<String>,
    /// The roles from now on: at least one.
    pub roles: Roles,
    /// Whether they can no longer sign in.
    pub is_disabled: bool,
}

/// Changes somebody. Who is disabled is signed out everywhere.
///
/// # Errors
/// `NotFound`; `Conflict` if somebody saved since `version`; `Invalid` for a name or an e-mail that is none, or another's, and where
/// no role is left; `LastGlobalAdmin` if nobody would be left to keep people.
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

/// Disables somebody from the command line and signs them out everywhere.
///
/// # Errors
/// `NotFound`; `LastGlobalAdmin` if nobody would be left to keep people.
pub async fn disable_by_email(database: &Database, email: &str, source: Source) -> Result<(), Error> {
    let row = find_by_email(database, email).await?;
    let change = PersonChange { name: None, email: None, roles: Roles::of_names(&row.roles), is_disabled: true };
    change_person(database, None, row.id, row.version, change, source).await
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
    let next = changed(&transaction, &row, &change, permit.is_some()).await?;
    let values = differences(&row, &next);
    if values.is_empty() {
        return Ok(());
    }
    let key = email_key(&next.email);
    let mut update = ActiveModel { id: Set(id), version: Set(version + 1), ..Default::default() };
    if next.email != row.email {
        (update.email, update.email_key) = (Set(next.email), Set(key));
    }
    (update.name, update.roles, update.is_disabled) = (Set(next.name), Set(next.roles), Set(next.is_disabled));
    Entity::update(update).exec(&transaction).await.map_err(taken)?;
    if change.is_disabled {
        end_all_sessions(&transaction, id).await?;
    }
    note(&transaction, database, &keeper, source, Kind::PersonUpdate, id, &values).await?;
    transaction.commit().await
}

/// Somebody as they are to be. What stays as it was is not looked at: it may be from before today's rules.
async fn changed(
    transaction: &WriteTransaction,
    row: &Model,
    change: &PersonChange,
    must_have_roles: bool,
) -> Result<Model, Error> {
    let mut errors = FieldErrors::default();
    let name = corrected("name", STAFF_NAME, change.name.as_deref(), &row.name, &mut errors);
    let email = corrected("email", fields::EMAIL, change.email.as_deref(), &row.email, &mut errors);
    if must_have_roles && change.roles.is_empty() {
        errors.note("roles", Problem::Missing);
    }
    if email.is_some() && is_like_another(transaction, row.id, email.as_deref().unwrap_or_default()).await? {
        errors.note("email", Problem::Taken);
    }
    errors.finish()?;
    if let Some(name) = &name {
        refuse_a_colleagues_name(transaction, row.id, name).await?;
    }
    Ok(Model {
        name: name.unwrap_or_else(|| row.name.clone()),
        email: email.unwrap_or_else(|| row.email.clone()),
        roles: change.roles.names(),
        is_disabled: change.is_disabled,
        ..row.clone()
    })
}

/// What is typed over something that is stored, by its rule; none where it stays.
fn corrected(field: &str, rule: Rule, typed: Option<&str>, stored: &str, errors: &mut FieldErrors) -> Option<String> {
    let typed = typed.filter(|typed| *typed != stored)?;
    match rule.parse(typed) {
        Ok(Some(text)) => Some(text).filter(|text| text != stored),
        wrong => {
            errors.note(field, wrong.err().unwrap_or(Problem::Missing));
            None
        }
    }
}

/// What a change of somebody is, for the log.
fn differences(row: &Model, next: &Model) -> Vec<FieldChange> {
    let state = |is_disabled: bool| (if is_disabled { "disabled" } else { "active" }).to_owned();
    let field = |field: &str, old: &str, new: &str| FieldChange {
        field: field.to_owned(),
        old: old.to_owned(),
        new: new.to_owned(),
    };
    let all = [
        field("name", &row.name, &next.name),
        field("email", &row.email, &next.email),
        field("roles", &row.roles, &next.roles),
        field("state", &state(row.is_disabled), &state(next.is_disabled)),
    ];
    all.into_iter().filter(|change| change.old != change.new).collect()
}
