//! Reading staff.

use super::entity::{Column, Entity, Model};
use crate::database::Database;
use crate::error::Error;
use model::access::{Permit, Roles, SeePeople};
use model::people::Person;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::HashMap;
use uuid::Uuid;

/// The names of some people by their ids.
///
/// # Errors
/// Whatever the database answers.
pub async fn names(database: &Database, ids: impl Iterator<Item = Uuid>) -> Result<HashMap<Uuid, String>, Error> {
    let mut ids: Vec<Uuid> = ids.collect();
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let query = Entity::find().filter(Column::Id.is_in(ids)).select_only().column(Column::Id).column(Column::Name);
    Ok(query.into_tuple::<(Uuid, String)>().all(database.reader()).await?.into_iter().collect())
}

/// Everybody, by name.
///
/// # Errors
/// Whatever the database answers.
pub async fn list(_: &Permit<SeePeople>, database: &Database) -> Result<Vec<Person>, Error> {
    everybody(database).await
}

/// Everybody, by name, for the command line, which needs no permission: whoever runs it owns the database.
///
/// # Errors
/// Whatever the database answers.
pub async fn everybody(database: &Database) -> Result<Vec<Person>, Error> {
    let rows = Entity::find().order_by_asc(Column::Name).order_by_asc(Column::Id).all(database.reader()).await?;
    Ok(rows.into_iter().map(person).collect())
}

/// One person.
///
/// # Errors
/// `NotFound`.
pub async fn find(_: &Permit<SeePeople>, database: &Database, id: Uuid) -> Result<Person, Error> {
    Entity::find_by_id(id).one(database.reader()).await?.map(person).ok_or(Error::NotFound)
}

fn person(row: Model) -> Person {
    Person {
        id: row.id,
        version: row.version,
        name: row.name,
        email: row.email,
        roles: Roles::of_names(&row.roles),
        is_disabled: row.is_disabled,
        must_change_password: row.must_change_password,
        signed_in_at_us: row.signed_in_at_us,
    }
}
