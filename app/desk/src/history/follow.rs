//! Following the log: who changed which customer since one last looked.

use super::store::{Entry, is_field, with_values};
use crate::audit::entity::entries;
use crate::audit::walk::newest;
use crate::database::Database;
use crate::error::Error;
use crate::people;
use model::audit::Kind;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

/// Who has fallen behind further than this hears of the newest only.
const MOST: u64 = 500;

/// That somebody changed a customer, or what waits there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// The entry's number.
    pub seq: i64,
    /// Which.
    pub customer_id: Uuid,
    /// The version now; 0 where a change request is what changed.
    pub version: i64,
    /// Who.
    pub by_id: Uuid,
    /// Who: their name.
    pub by: String,
    /// What: the names of the fields.
    pub fields: Vec<String>,
}

/// The number of the newest entry.
///
/// # Errors
/// A database that fails.
pub async fn newest_seq(database: &Database) -> Result<i64, Error> {
    Ok(newest(database).await?.seq)
}

/// The newest change of a customer; `None` if nobody changed it since it was added.
///
/// # Errors
/// A database that fails.
pub async fn last_change(database: &Database, customer_id: Uuid) -> Result<Option<Changed>, Error> {
    let row = entries::Entity::find()
        .filter(entries::Column::SubjectId.eq(customer_id))
        .filter(entries::Column::Kind.is_in(Kind::OF_CUSTOMER.map(Kind::name)))
        .order_by_desc(entries::Column::Seq)
        .one(database.reader())
        .await?;
    Ok(told(database, row.into_iter().collect()).await?.pop())
}

/// Entries as they are told.
async fn told(database: &Database, rows: Vec<entries::Model>) -> Result<Vec<Changed>, Error> {
    let names = people::names(database, rows.iter().map(|row| row.actor_id)).await?;
    let changed = |entry: Entry| Changed {
        seq: entry.row.seq,
        customer_id: entry.row.subject_id,
        version: entry.row.version,
        by_id: entry.row.actor_id,
        by: names.get(&entry.row.actor_id).cloned().unwrap_or_default(),
        fields: entry.values.into_iter().map(|value| value.field).filter(|name| is_field(name)).collect(),
    };
    Ok(with_values(database.reader(), rows).await?.into_iter().map(changed).collect())
}

/// How many changes of one customer somebody hears of who was away.
const MOST_MISSED: u64 = 50;

/// Changes of one customer, and of what waits there, after an entry, the oldest first.
///
/// # Errors
/// A database that fails.
pub async fn missed_of(database: &Database, customer_id: Uuid, seq: i64) -> Result<Vec<Changed>, Error> {
    let rows = entries::Entity::find()
        .filter(entries::Column::SubjectId.eq(customer_id))
        .filter(entries::Column::Seq.gt(seq))
        .filter(entries::Column::Kind.is_in(told_kinds()))
        .order_by_desc(entries::Column::Seq)
        .limit(MOST_MISSED)
        .all(database.reader())
        .await?;
    let mut missed = told(database, rows).await?;
    missed.reverse();
    Ok(missed)
}

/// Taking a customer over changes nothing.
fn told_kinds() -> impl Iterator<Item = &'static str> {
    let changing = Kind::OF_CUSTOMER.into_iter().filter(|kind| *kind != Kind::CustomerTakenOver);
    changing.chain(Kind::OF_REQUEST).map(Kind::name)
}

/// Changes of customers, and of what waits there, after an entry, the oldest first, and the entry that one has come to.
///
/// # Errors
/// A database that fails.
pub async fn changed_after(database: &Database, seq: i64) -> Result<(i64, Vec<Changed>), Error> {
    let newest = newest_seq(database).await?;
    if newest <= seq {
        return Ok((newest, Vec::new()));
    }
    let rows = entries::Entity::find()
        .filter(entries::Column::Seq.gt(seq))
        .filter(entries::Column::Seq.lte(newest))
        .filter(entries::Column::Kind.is_in(told_kinds()))
        .order_by_desc(entries::Column::Seq)
        .limit(MOST)
        .all(database.reader())
        .await?;
    let mut changes = told(database, rows).await?;
    changes.reverse();
    Ok((newest, changes))
}
