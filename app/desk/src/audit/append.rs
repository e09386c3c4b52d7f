//! Writing the next entry, in the transaction of what it tells of.

use super::entity::{entries, head, values};
use crate::canonical;
use crate::canonical::{EntryFacts, Hash, SALT_BYTES};
use crate::database::{Appended, Database, WriteTransaction};
use crate::error::Error;
use crate::key::LogKey;
use model::audit::Kind;
use model::customers::FieldChange;
use ring::rand::{SecureRandom, SystemRandom};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect, Set};
use uuid::Uuid;

/// Who does something, when, in which request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Source {
    /// Who; nil for the program itself, its command line and for nobody.
    pub actor_id: Uuid,
    /// The request, or the run of a command.
    pub request_id: Uuid,
    /// When, in microseconds since 1970, UTC.
    pub at_us: i64,
}

impl Source {
    /// The program itself, or whoever runs its commands and so owns the database.
    #[must_use]
    pub fn program(at_us: i64) -> Self {
        Self { actor_id: Uuid::nil(), request_id: Uuid::now_v7(), at_us }
    }
}

/// An entry about to be written.
#[derive(Clone, Copy, Debug)]
pub struct NewEntry<'a> {
    /// Who did it, when, in which request.
    pub source: Source,
    /// What was done.
    pub kind: Kind,
    /// What it was done to; nil for nothing in particular.
    pub subject_id: Uuid,
    /// The version that it made of a customer; 0 elsewhere.
    pub version: i64,
    /// What it says.
    pub values: &'a [FieldChange],
}

/// A value that has no earlier one: a reason, a filter, a name.
#[must_use]
pub fn said(field: &str, text: impl Into<String>) -> FieldChange {
    FieldChange { field: field.to_owned(), old: String::new(), new: text.into() }
}

/// An entry that was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written {
    /// Its number.
    pub seq: i64,
    /// Its time in microseconds since 1970, UTC: never before that of the entry before it.
    pub at_us: i64,
    subject_id: Uuid,
    version: i64,
}

impl Written {
    /// Whom it tells of.
    #[must_use]
    pub fn subject_id(&self) -> Uuid {
        self.subject_id
    }

    /// The version of a customer that it makes; 0 where it makes none.
    #[must_use]
    pub fn version(&self) -> i64 {
        self.version
    }
}

/// Holds the log's head until the transaction ends: nobody else writes an entry meanwhile.
///
/// # Errors
/// `Unavailable` where the log has no head; a database that fails.
pub(crate) async fn hold_head(transaction: &WriteTransaction) -> Result<head::Model, Error> {
    head::Entity::find_by_id(1).lock_exclusive().one(transaction).await?.ok_or(Error::Unavailable)
}

/// Writes the next entry and answers its number and time. Whoever writes holds the head until the transaction ends: the last
/// step before it, so that others wait for no more than the commit.
///
/// # Errors
/// A database that fails, or a system without random numbers.
pub async fn append(transaction: &WriteTransaction, key: &LogKey, new: NewEntry<'_>) -> Result<Written, Error> {
    append_all(transaction, key, &[new]).await?.pop().ok_or(Error::Unavailable)
}

/// Writes the next entries in their order, with the head held once; nothing is held where there are none.
///
/// # Errors
/// As [`append`].
pub async fn append_all(
    transaction: &WriteTransaction,
    key: &LogKey,
    all: &[NewEntry<'_>],
) -> Result<Vec<Written>, Error> {
    if all.is_empty() {
        return Ok(Vec::new());
    }
    let head = hold_head(transaction).await?;
    let last: Hash = match head.hash.as_slice().try_into() {
        Ok(hash) => hash,
        Err(_) => canonical::genesis(head.log_id),
    };
    let before = Appended { seq: head.seq, hash: last };
    let mut next = Next { seq: head.seq, at_us: head.at_us, hash: last };
    let (mut rows, mut values, mut written) = (Vec::new(), Vec::new(), Vec::new());
    for new in all {
        let (row, own) = next.entry(key, new)?;
        rows.push(row);
        values.extend(own);
        let (subject_id, version) = (new.subject_id, new.version);
        written.push(Written { seq: next.seq, at_us: next.at_us, subject_id, version });
    }
    for rows in rows.chunks(AT_ONCE) {
        entries::Entity::insert_many(rows.to_vec()).exec_without_returning(transaction).await?;
    }
    for rows in values.chunks(AT_ONCE) {
        values::Entity::insert_many(rows.to_vec()).exec_without_returning(transaction).await?;
    }
    let Next { seq, at_us, hash } = next;
    let head = head::ActiveModel { seq: Set(seq), at_us: Set(at_us), hash: Set(hash.to_vec()), ..Default::default() };
    head::Entity::update_many().set(head).filter(head::Column::Id.eq(1)).exec(transaction).await?;
    transaction.wrote_entry(before, Appended { seq, hash });
    Ok(written)
}

/// Rows of one statement: up to ten values each, and `SQLite` takes 32,766 in one.
const AT_ONCE: usize = 2_000;

/// Where the chain stands while entries are made.
struct Next {
    seq: i64,
    at_us: i64,
    hash: Hash,
}

impl Next {
    /// The next entry and its values.
    fn entry(
        &mut self,
        key: &LogKey,
        new: &NewEntry<'_>,
    ) -> Result<(entries::ActiveModel, Vec<values::ActiveModel>), Error> {
        // The log's time never runs backwards, but for the one entry that says that it had run ahead.
        let is_clock = new.kind == Kind::LogClock;
        let at_us = if is_clock { new.source.at_us } else { new.source.at_us.max(self.at_us) };
        let seq = self.seq + 1;
        let rows = value_rows(seq, new.values)?;
        let facts = EntryFacts {
            seq,
            at_us,
            kind: new.kind.name(),
            actor_id: new.source.actor_id,
            subject_id: new.subject_id,
            version: new.version,
            request_id: new.source.request_id,
        };
        let leaves = rows.iter().map(|(field, leaf, _)| (field.as_str(), *leaf));
        self.hash = canonical::entry(&self.hash, &facts, leaves);
        (self.seq, self.at_us) = (seq, at_us);
        Ok((row(key, &facts, self.hash), rows.into_iter().map(|(_, _, row)| row).collect()))
    }
}

/// Writes an entry that stands alone, in a transaction of its own.
///
/// # Errors
/// As [`append`].
pub async fn append_alone(database: &Database, new: NewEntry<'_>) -> Result<Written, Error> {
    let transaction = database.begin_write().await?;
    let written = append(&transaction, database.log_key(), new).await?;
    transaction.commit().await?;
    Ok(written)
}

fn row(key: &LogKey, facts: &EntryFacts<'_>, hash: Hash) -> entries::ActiveModel {
    entries::ActiveModel {
        seq: Set(facts.seq),
        at_us: Set(facts.at_us),
        kind: Set(facts.kind.to_owned()),
        actor_id: Set(facts.actor_id),
        subject_id: Set(facts.subject_id),
        version: Set(facts.version),
        request_id: Set(facts.request_id),
        hash: Set(hash.to_vec()),
        key_id: Set(key.id().to_vec()),
        seal: Set(key.seal(&hash)),
    }
}

fn value_rows(seq: i64, said: &[FieldChange]) -> Result<Vec<(String, Hash, values::ActiveModel)>, Error> {
    let mut chance = vec![0_u8; said.len() * SALT_BYTES];
    SystemRandom::new().fill(&mut chance).map_err(|_| Error::Unavailable)?;
    let row = |((place, value), salt): ((i32, &FieldChange), &[u8])| {
        let leaf = canonical::leaf(salt, value);
        let row = values::ActiveModel {
            seq: Set(seq),
            place: Set(place),
            field: Set(value.field.clone()),
            leaf: Set(leaf.to_vec()),
            salt: Set(Some(salt.to_vec())),
            old_value: Set(Some(value.old.clone())),
            new_value: Set(Some(value.new.clone())),
        };
        (value.field.clone(), leaf, row)
    };
    Ok((0..).zip(said).zip(chance.chunks(SALT_BYTES)).map(row).collect())
}
