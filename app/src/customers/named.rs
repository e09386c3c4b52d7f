//! Customers' names by their ids.

use super::entity::{Column, Entity};
use crate::database::Database;
use crate::error::Error;
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
