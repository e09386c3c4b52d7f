//! Customers' names by their ids.

use super::customer::Field;
use super::entity::{Column, Entity};
use crate::database::Database;
use crate::error::Error;
use crate::language::Language;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use std::collections::HashMap;
use uuid::Uuid;

/// The names of some customers; ids that are no customer's are left out.
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
    let query =
        Entity::find().filter(Column::Id.is_in(ids)).select_only().column(Column::Id).column(Column::CompanyName);
    Ok(query.into_tuple::<(Uuid, String)>().all(database.reader()).await?.into_iter().collect())
}

/// The customer of an id, a domain, or a name that only one has.
///
/// # Errors
/// Whatever the database answers.
pub async fn one_named(database: &Database, typed: &str) -> Result<Option<Uuid>, Error> {
    let typed = crate::fields::seen(typed);
    let typed = typed.trim();
    if let Ok(id) = Uuid::try_parse(typed) {
        return Ok(Some(id));
    }
    // What can be nobody's is not looked up: it could not even be asked of the database.
    if typed.is_empty() || typed.contains('\0') || typed.chars().count() > Field::CompanyName.input().max_chars {
        return Ok(None);
    }
    // Names are found by the key that they are ordered by: it has an index.
    let name = Column::NameOrderEn.eq(super::order::key(typed, Language::English));
    for wanted in [Column::Domain.eq(typed.to_lowercase()), name] {
        let found = Entity::find().filter(wanted).select_only().column(Column::Id).limit(2);
        if let [id] = found.into_tuple::<Uuid>().all(database.reader()).await?[..] {
            return Ok(Some(id));
        }
    }
    Ok(None)
}
