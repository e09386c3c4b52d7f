//! Walking the chain from its beginning, and naming the first entry that is not as it was written.

use super::chain::Chain;
use super::entity::{entries, values};
use super::fault::Fault;
use super::head::Head;
use super::walk::{batch, first_unreadable, newest};
use crate::canonical;
use crate::database::Database;
use crate::error::Error;
use model::audit::Kind;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::HashMap;
use uuid::Uuid;

/// What a walk found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verified {
    /// Which log.
    pub log_id: Uuid,
    /// Entries that were walked.
    pub entries: i64,
    /// Values that were erased on request: their hashes still stand in the chain.
    pub erased_values: u64,
    /// Entries that other machines sealed: their seals can be looked at there.
    pub sealed_elsewhere: u64,
    /// Heads in the log, each with a right signature.
    pub heads: u64,
    /// Spans of entries, first and last, that a clock which ran ahead had stamped, as a later entry says.
    pub ahead: Vec<(i64, i64)>,
    /// The first fault.
    pub fault: Option<Fault>,
}

/// Walks the whole log; `kept` is a head that was kept elsewhere.
///
/// # Errors
/// A database that fails.
pub async fn verify(database: &Database, kept: Option<&Head>) -> Result<Verified, Error> {
    verify_among(database, kept, &[], i64::MAX).await
}

/// The same where other machines write too: `others` are the public halves of their keys. An entry of any other key was
/// not written by this program, and none is later than `until_us`, in microseconds since 1970, UTC.
///
/// # Errors
/// A database that fails.
pub async fn verify_among(
    database: &Database,
    kept: Option<&Head>,
    others: &[Vec<u8>],
    until_us: i64,
) -> Result<Verified, Error> {
    let begin = newest(database).await?;
    let mut walk = Chain {
        key: database.log_key().clone(),
        last: canonical::genesis(begin.log_id),
        kept: kept.cloned(),
        others: others.to_vec(),
        until_us,
        last_at_us: 0,
        clocks: clocks(database).await?,
        erasings: erasings(database).await?,
        erased: HashMap::new(),
        found: Verified { log_id: begin.log_id, ..Verified::default() },
    };
    if kept.is_some_and(|kept| !kept.is_signed()) {
        walk.found.fault = kept.map(|kept| Fault::Unsigned(kept.seq));
    } else if kept.is_some_and(|kept| kept.log_id != begin.log_id) {
        walk.found.fault = Some(Fault::AnotherLog);
    }
    while walk.found.fault.is_none() {
        let some = match batch(database, walk.found.entries).await {
            Ok(some) => some,
            Err(error) => {
                let Some(seq) = first_unreadable(database, walk.found.entries).await? else { return Err(error) };
                walk.found.fault = Some(Fault::Changed(seq));
                break;
            }
        };
        if some.is_empty() {
            break;
        }
        walk.found.fault = some.iter().find_map(|entry| walk.step(entry).err());
    }
    if walk.found.fault.is_none() {
        walk.found.fault = walk.end(begin.seq, &newest(database).await?);
    }
    if walk.found.fault.is_none() {
        walk.found.fault = outside(database, walk.found.entries).await?.map(Fault::Outside);
    }
    Ok(walk.found)
}

/// When something was last erased of whom. What is read here is walked over like everything else.
async fn erasings(database: &Database) -> Result<HashMap<Uuid, i64>, Error> {
    let of = entries::Entity::find().filter(entries::Column::Kind.eq(Kind::LogErase.name()));
    let order = of.order_by_asc(entries::Column::Seq).select_only();
    let both = order.column(entries::Column::SubjectId).column(entries::Column::Seq);
    let all = both.into_tuple::<(Uuid, i64)>().all(database.reader()).await?;
    // What entries about nobody said of somebody goes with any erasing; how many, each says.
    let last = all.last().map(|(_, seq)| (Uuid::nil(), *seq));
    Ok(all.into_iter().chain(last).collect())
}

/// The spans that entries about the clock name: the first entry that was ahead, and the entry that says so. What is read here
/// is walked over like everything else.
async fn clocks(database: &Database) -> Result<Vec<(i64, i64)>, Error> {
    let of = entries::Entity::find().filter(entries::Column::Kind.eq(Kind::LogClock.name()));
    let seqs = of.order_by_asc(entries::Column::Seq).select_only().column(entries::Column::Seq);
    let mut spans = Vec::new();
    for seq in seqs.into_tuple::<i64>().all(database.reader()).await? {
        let values = values::Entity::find().filter(values::Column::Seq.eq(seq)).all(database.reader()).await?;
        let first = values.into_iter().find(|value| value.field == crate::audit::ahead::FIRST_AHEAD);
        let first = first.and_then(|value| value.new_value?.parse().ok());
        spans.push((first.unwrap_or(seq), seq));
    }
    Ok(spans)
}

/// The first number outside 1 to the newest at which something stands: no walk comes there, and pages would show it.
async fn outside(database: &Database, newest: i64) -> Result<Option<i64>, Error> {
    let before = entries::Entity::find().filter(entries::Column::Seq.lt(1)).order_by_asc(entries::Column::Seq);
    if let Some(entry) = before.one(database.reader()).await? {
        return Ok(Some(entry.seq));
    }
    let values = values::Entity::find()
        .filter(Condition::any().add(values::Column::Seq.lt(1)).add(values::Column::Seq.gt(newest)))
        .order_by_asc(values::Column::Seq);
    let Some(value) = values.one(database.reader()).await? else { return Ok(None) };
    // Something may have been written since the walk came to its end.
    let is_entry = entries::Entity::find_by_id(value.seq).one(database.reader()).await?.is_some();
    Ok((!is_entry || value.seq < 1).then_some(value.seq))
}
