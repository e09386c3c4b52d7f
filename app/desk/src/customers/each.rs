//! Every customer in turn, for programs that look at all of them.

use super::entity::{Column, Entity};
use crate::database::Database;
use crate::error::Error;
use model::customers::{CustomerText, Standing};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

/// Customers read at a time: the memory stays the same, however many there are.
const BATCH: u64 = 1_000;

/// Looks at every customer in the order of their IDs, but for those who were removed or are not there yet.
///
/// # Errors
/// Whatever the database answers, or the first error of looking.
pub async fn each_customer<E: From<Error>>(
    database: &Database,
    look: &mut impl FnMut(Uuid, &CustomerText) -> Result<(), E>,
) -> Result<(), E> {
    let mut after = Uuid::nil();
    loop {
        let rows = Entity::find()
            .filter(Column::Id.gt(after))
            .filter(Column::Standing.eq(Standing::Active.name()))
            .order_by_asc(Column::Id)
            .limit(BATCH)
            .all(database.reader())
            .await
            .map_err(Error::from)?;
        for row in &rows {
            look(row.id, &row.text())?;
        }
        match rows.last() {
            Some(last) => after = last.id,
            None => return Ok(()),
        }
    }
}
