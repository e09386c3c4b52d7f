//! What lists are searched by, made anew where a later program folds otherwise: an upgrade's own step.

use super::entity::{ActiveModel, Column, Entity, column};
use crate::database::Database;
use crate::error::Error;
use model::customers::Field;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

/// Customers of one transaction: some 50 ms, so that nobody waits long for the writer.
const BATCH: u64 = 1_000;

/// Id, version, search text, and what it is made from, in the order of [`Field::SEARCHED`].
type Row = (Uuid, i64, String, String, String, String, String);

/// Makes the search text of every customer anew where it differs from what this program would write, and answers how many did.
/// Whoever is stopped in between goes on at the next start: what is right already is left as it is.
///
/// # Errors
/// Whatever the database answers.
pub async fn refold_search(database: &Database) -> Result<u64, Error> {
    let (mut after, mut changed) = (Uuid::nil(), 0);
    loop {
        // Only these, by name: other columns may be of a migration that is still to come.
        let query = Entity::find().filter(Column::Id.gt(after)).order_by_asc(Column::Id).limit(BATCH).select_only();
        let query = query.columns([Column::Id, Column::Version, Column::SearchText]);
        let query = query.columns(Field::SEARCHED.into_iter().filter_map(column));
        let rows: Vec<Row> = query.into_tuple().all(database.reader()).await?;
        let Some(last) = rows.last() else { return Ok(changed) };
        after = last.0;
        let differing: Vec<(Uuid, i64, ActiveModel)> = rows
            .into_iter()
            .filter_map(|(id, version, stored, first, second, third, fourth)| {
                Some((id, version, ActiveModel::refolded([&first, &second, &third, &fourth], &stored)?))
            })
            .collect();
        if differing.is_empty() {
            continue;
        }
        let transaction = database.begin_write().await?;
        for (id, version, row) in differing {
            // What somebody saved meanwhile has a text of its own.
            let as_read = Entity::update_many().set(row).filter(Column::Id.eq(id)).filter(Column::Version.eq(version));
            changed += as_read.exec(&transaction).await?.rows_affected;
        }
        transaction.commit().await?;
    }
}
