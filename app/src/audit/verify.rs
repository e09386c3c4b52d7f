//! Walking the chain from its beginning, and naming the first entry that is not as it was written.

use super::Kind;
use super::canonical::{self, Hash, of_hex};
use super::entity::{entries, head, values};
use super::erase::is_personal;
use super::head::Head;
use super::key::{LogKey, key_id};
use super::walk::{Stored, StoredValue, batch, first_unreadable, newest};
use crate::database::Database;
use crate::error::Error;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::HashMap;
use std::fmt;
use uuid::Uuid;

/// What is wrong with a log, at its first wrong place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// An entry says something else than when it was written.
    Changed(i64),
    /// A value of an entry says something else than when it was written.
    ValueChanged(i64, String),
    /// An entry is not there.
    Removed(i64),
    /// An entry was not written by the key that it names, or stands in a place it was not written for.
    Inserted(i64),
    /// The newest entries are not there: the log ends here, and went on to there.
    CutOff(i64, i64),
    /// A head signed a different entry.
    Rewritten(i64),
    /// A head is not signed by the key that it names.
    Unsigned(i64),
    /// A head is of another log.
    AnotherLog,
    /// Values of this entry are gone, and no erasing of them was noted.
    Blanked(i64),
    /// An entry, or a value of one, stands outside the chain, at this number.
    Outside(i64),
    /// The time of this entry is not yet, or the log's own note of it is another.
    Untimely(i64),
}

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Changed(seq) => write!(formatter, "entry {seq} was changed"),
            Self::ValueChanged(seq, field) => write!(formatter, "entry {seq} was changed: its value of {field}"),
            Self::Removed(seq) => write!(formatter, "entry {seq} was removed"),
            Self::Inserted(seq) => {
                write!(formatter, "entry {seq} was not written by this program: it was inserted, moved or written anew")
            }
            Self::CutOff(last, was) => {
                write!(formatter, "the log ends at entry {last} and went on to {was}: the newest were cut off")
            }
            Self::Rewritten(seq) => {
                write!(formatter, "entry {seq} is not the one that was signed: the log was written anew")
            }
            Self::Unsigned(seq) => write!(formatter, "the signature of the head at entry {seq} is wrong"),
            Self::AnotherLog => write!(formatter, "the head is of another log"),
            Self::Outside(seq) => write!(formatter, "something stands outside the chain, at the number {seq}"),
            Self::Untimely(seq) => {
                write!(formatter, "the time of entry {seq} is still to come, or not the one that the log's head names")
            }
            Self::Blanked(seq) => write!(formatter, "values of entry {seq} are gone, and no erasing of them was noted"),
        }
    }
}

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
    let mut walk = Walk {
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

struct Walk {
    key: LogKey,
    last: Hash,
    kept: Option<Head>,
    others: Vec<Vec<u8>>,
    until_us: i64,
    last_at_us: i64,
    /// Spans of entries that the log says a clock had stamped ahead: the first, and the entry that says so.
    clocks: Vec<(i64, i64)>,
    /// For each of whom something was erased: the last erasing. What is newer is not gone by it.
    erasings: HashMap<Uuid, i64>,
    /// For each whose values are gone: the first entry, how many, and how many of them an erasing was noted for.
    erased: HashMap<Uuid, (i64, u64, u64)>,
    found: Verified,
}

impl Walk {
    fn step(&mut self, entry: &Stored) -> Result<(), Fault> {
        let due = self.found.entries + 1;
        if entry.seq != due {
            return Err(Fault::Removed(due));
        }
        let mut leaves = Vec::with_capacity(entry.values.len());
        for (place, value) in (0_i32..).zip(&entry.values) {
            if value.place != place {
                return Err(Fault::ValueChanged(entry.seq, value.field.clone()));
            }
            leaves.push((value.field.as_str(), self.leaf(entry, value)?));
        }
        let hash = canonical::entry(&self.last, &entry.facts(), leaves.into_iter());
        let is_own = entry.key_id == self.key.id();
        let is_sealed = |hash: &Hash| self.key.has_sealed(hash, &entry.seal);
        if entry.hash != hash {
            // Its own hash under its own seal: it was written here, and changed later, or what stands before it was.
            let stored: Option<Hash> = entry.hash.as_slice().try_into().ok();
            return Err(if stored.is_some_and(|stored| is_sealed(&stored)) {
                Fault::Changed(entry.seq)
            } else {
                Fault::Inserted(entry.seq)
            });
        }
        // Another machine's seal cannot be looked at here; that the machine is one of ours must have been said.
        let is_known = is_own || self.others.iter().any(|public| key_id(public)[..] == entry.key_id);
        if !is_known || (is_own && !is_sealed(&hash)) {
            return Err(Fault::Inserted(entry.seq));
        }
        self.look_at_time(entry)?;
        self.last_at_us = entry.at_us;
        self.found.sealed_elsewhere += u64::from(!is_own);
        self.note_erasing(entry);
        self.look_at_heads(entry, &hash)?;
        self.last = hash;
        self.found.entries = due;
        Ok(())
    }

    /// No entry is of a time to come or before the one before it, unless a later one says that the clock had been ahead.
    fn look_at_time(&mut self, entry: &Stored) -> Result<(), Fault> {
        let is_ahead = self.clocks.iter().any(|(first, said)| (*first..*said).contains(&entry.seq));
        let is_clock = self.clocks.iter().any(|(_, said)| *said == entry.seq);
        if (entry.at_us > self.until_us && !is_ahead) || (entry.at_us < self.last_at_us && !is_clock) {
            return Err(Fault::Untimely(entry.seq));
        }
        if let Some((first, said)) = self.clocks.iter().find(|(_, said)| *said == entry.seq) {
            self.found.ahead.push((*first, *said - 1));
        }
        Ok(())
    }

    /// What the log itself says about values that were erased.
    fn note_erasing(&mut self, entry: &Stored) {
        if entry.kind == Kind::LogErase.name() {
            let count: u64 = entry.said("erased_values").parse().unwrap_or_default();
            self.erased.entry(entry.subject_id).or_insert((entry.seq, 0, 0)).2 += count;
            // What entries about nobody said of them.
            let elsewhere: u64 = entry.said("erased_elsewhere").parse().unwrap_or_default();
            self.erased.entry(Uuid::nil()).or_insert((entry.seq, 0, 0)).2 += elsewhere;
        }
    }

    fn leaf(&mut self, entry: &Stored, value: &StoredValue) -> Result<Hash, Fault> {
        let seq = entry.seq;
        let changed = || Fault::ValueChanged(seq, value.field.clone());
        let leaf: Hash = value.leaf.as_slice().try_into().map_err(|_| changed())?;
        match &value.text {
            None if value.is_torn || !is_personal(&value.field) => return Err(changed()),
            None if self.erasings.get(&entry.subject_id).is_none_or(|erasing| *erasing < seq) => {
                return Err(Fault::Blanked(seq));
            }
            None => {
                self.found.erased_values += 1;
                self.erased.entry(entry.subject_id).or_insert((seq, 0, 0)).1 += 1;
            }
            Some((salt, old, new)) => {
                let said =
                    crate::customers::FieldChange { field: value.field.clone(), old: old.clone(), new: new.clone() };
                if canonical::leaf(salt, &said) != leaf {
                    return Err(changed());
                }
            }
        }
        Ok(leaf)
    }

    /// Heads that the log itself holds sign the entry before them; the one that was kept elsewhere signs any.
    fn look_at_heads(&mut self, entry: &Stored, hash: &Hash) -> Result<(), Fault> {
        if [Kind::LogHead.name(), Kind::LogDailyHead.name()].contains(&entry.kind.as_str())
            && let Ok(head) = serde_json::from_str::<Head>(entry.said("head"))
        {
            let is_right =
                head.seq == entry.seq - 1 && head.hash() == Some(self.last) && head.log_id == self.found.log_id;
            if !is_right {
                return Err(Fault::Rewritten(head.seq));
            }
            let public = of_hex(&head.public_key).unwrap_or_default();
            let is_ours = public == self.key.public() || self.others.contains(&public);
            if !is_ours || !head.is_signed() {
                return Err(Fault::Unsigned(head.seq));
            }
            self.found.heads += 1;
        }
        match &self.kept {
            Some(kept) if kept.seq == entry.seq && kept.hash() != Some(*hash) => Err(Fault::Rewritten(entry.seq)),
            _ => Ok(()),
        }
    }

    /// The end, against what the log's first and last look and the kept head say of it.
    fn end(&self, began_seq: i64, now: &head::Model) -> Option<Fault> {
        let blanked = self.erased.values().filter(|(_, gone, noted)| gone > noted).map(|(seq, ..)| *seq).min();
        if let Some(seq) = blanked {
            return Some(Fault::Blanked(seq));
        }
        let last = self.found.entries;
        let was = self.kept.as_ref().map_or(0, |kept| kept.seq).max(began_seq);
        if last < was {
            return Some(Fault::CutOff(last, was));
        }
        if now.seq < last {
            return Some(Fault::Inserted(now.seq + 1));
        }
        if now.seq > last || last == 0 {
            return None;
        }
        if now.hash != self.last {
            return Some(Fault::Rewritten(last));
        }
        (now.at_us != self.last_at_us).then_some(Fault::Untimely(last))
    }
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
        let first = values.into_iter().find(|value| value.field == super::clock::FIRST_AHEAD);
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
