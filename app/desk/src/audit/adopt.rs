//! Taking customers' history from before the log into the log.

use super::append::{NewEntry, Source, append, hold_head, said};
use crate::database::Database;
use crate::error::Error;
use model::audit::Kind;
use model::customers::FieldChange;
use sea_orm::entity::prelude::*;
use sea_orm::{EntityTrait, QueryOrder, QuerySelect};

mod until_log {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "customer_history_until_log")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub customer_id: Uuid,
        pub version: i64,
        pub kind: String,
        pub changed_at_us: i64,
        pub changed_by: Uuid,
        pub reason: String,
        pub request_id: Uuid,
        pub changes: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

const BATCH: u64 = 500;

/// Moves every change that is still outside the log into it, in order, and answers how many there were. What was cut
/// short goes on where it was.
///
/// # Errors
/// A database that fails.
pub async fn adopt_history(database: &Database) -> Result<usize, Error> {
    let mut moved = 0;
    // Without a lock first: as a rule there is nothing.
    if until_log::Entity::find().one(database.reader()).await?.is_none() {
        return Ok(moved);
    }
    loop {
        let transaction = database.begin_write().await?;
        // Held first: two programs that start at once would both take the same rows.
        hold_head(&transaction).await?;
        let order = until_log::Entity::find()
            .order_by_asc(until_log::Column::ChangedAtUs)
            .order_by_asc(until_log::Column::CustomerId)
            .order_by_asc(until_log::Column::Version);
        let rows = order.limit(BATCH).all(&transaction).await?;
        if rows.is_empty() {
            return Ok(moved);
        }
        moved += rows.len();
        for row in &rows {
            // What cannot be read is kept as it is.
            let mut values: Vec<FieldChange> =
                serde_json::from_str(&row.changes).unwrap_or_else(|_| vec![said("changes", row.changes.as_str())]);
            if !row.reason.is_empty() {
                values.push(said("reason", row.reason.as_str()));
            }
            let entry = NewEntry {
                source: Source { actor_id: row.changed_by, request_id: row.request_id, at_us: row.changed_at_us },
                kind: if row.kind == "permission" { Kind::CustomerPermission } else { Kind::CustomerUpdate },
                subject_id: row.customer_id,
                version: row.version,
                values: &values,
            };
            append(&transaction, database.log_key(), entry).await?;
        }
        let ids = rows.iter().map(|row| row.id);
        until_log::Entity::delete_many().filter(until_log::Column::Id.is_in(ids)).exec(&transaction).await?;
        transaction.commit().await?;
    }
}
