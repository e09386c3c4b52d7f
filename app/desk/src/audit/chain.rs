//! Holding each entry against the one before it, and the last against the head.

use super::entity::head;
use super::fault::Fault;
use super::head::Head;
use super::verify::Verified;
use super::walk::{Stored, StoredValue};
use crate::audit::personal::is_personal;
use crate::canonical;
use crate::canonical::{Hash, of_hex};
use crate::key::{LogKey, key_id};
use model::audit::Kind;
use std::collections::HashMap;
use uuid::Uuid;

/// The chain as far as it was walked, and what it is held against.
pub struct Chain {
    pub key: LogKey,
    pub last: Hash,
    pub kept: Option<Head>,
    pub others: Vec<Vec<u8>>,
    pub until_us: i64,
    pub last_at_us: i64,
    /// Spans of entries that the log says a clock had stamped ahead: the first, and the entry that says so.
    pub clocks: Vec<(i64, i64)>,
    /// For each of whom something was erased: the last erasing. What is newer is not gone by it.
    pub erasings: HashMap<Uuid, i64>,
    /// For each whose values are gone: the first entry, how many, and how many of them an erasing was noted for.
    pub erased: HashMap<Uuid, (i64, u64, u64)>,
    pub found: Verified,
}

impl Chain {
    /// Holds the next entry against the one before it.
    pub fn step(&mut self, entry: &Stored) -> Result<(), Fault> {
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
                    model::customers::FieldChange { field: value.field.clone(), old: old.clone(), new: new.clone() };
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
    pub fn end(&self, began_seq: i64, now: &head::Model) -> Option<Fault> {
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
