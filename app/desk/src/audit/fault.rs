//! What can be wrong with a log, and how it is said.

use std::fmt;

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
