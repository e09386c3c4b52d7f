//! The bytes that are hashed. `docs/audit-log.md` says the same in words; both change together or not at all.

use model::customers::FieldChange;
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// A SHA-256 digest.
pub type Hash = [u8; 32];
/// Bytes of chance before a value, so that its hash does not give it away.
pub const SALT_BYTES: usize = 16;

const LOG: &[u8] = b"defter-log-1\0";
const VALUE: &[u8] = b"defter-value-1\0";
const ENTRY: &[u8] = b"defter-entry-1\0";

/// What an entry says, beside its values.
#[derive(Clone, Copy, Debug)]
pub struct EntryFacts<'a> {
    /// Its number, from 1 without gaps.
    pub seq: i64,
    /// When, in microseconds since 1970, UTC; never before the entry before it.
    pub at_us: i64,
    /// What was done, by its name.
    pub kind: &'a str,
    /// Who did it; nil for the program itself and for nobody.
    pub actor_id: Uuid,
    /// What it was done to; nil for nothing in particular.
    pub subject_id: Uuid,
    /// The version that it made of a customer; 0 elsewhere.
    pub version: i64,
    /// The request that did it.
    pub request_id: Uuid,
}

/// What stands before the first entry.
#[must_use]
pub fn genesis(log_id: Uuid) -> Hash {
    Sha256::new().chain_update(LOG).chain_update(log_id.as_bytes()).finalize().into()
}

/// The hash of a value under its salt: all that the chain holds of it.
#[must_use]
pub fn leaf(salt: &[u8], value: &FieldChange) -> Hash {
    let mut digest = Sha256::new().chain_update(VALUE).chain_update(salt);
    for text in [&value.field, &value.old, &value.new] {
        add_text(&mut digest, text);
    }
    digest.finalize().into()
}

/// The hash of an entry on top of the one before it.
#[must_use]
pub fn entry<'a>(
    before: &Hash,
    facts: &EntryFacts<'_>,
    leaves: impl ExactSizeIterator<Item = (&'a str, Hash)>,
) -> Hash {
    let mut digest = Sha256::new()
        .chain_update(ENTRY)
        .chain_update(before)
        .chain_update(facts.seq.to_be_bytes())
        .chain_update(facts.at_us.to_be_bytes())
        .chain_update(facts.actor_id.as_bytes())
        .chain_update(facts.subject_id.as_bytes())
        .chain_update(facts.version.to_be_bytes())
        .chain_update(facts.request_id.as_bytes());
    add_text(&mut digest, facts.kind);
    digest.update(length(leaves.len()));
    for (field, leaf) in leaves {
        add_text(&mut digest, field);
        digest.update(leaf);
    }
    digest.finalize().into()
}

/// Bytes as they are written in exports and heads: two lower-case hexadecimal digits each.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The bytes of hexadecimal digits.
#[must_use]
pub fn of_hex(text: &str) -> Option<Vec<u8>> {
    let digits = text.as_bytes();
    let byte = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
    if digits.len().is_multiple_of(2) && digits.iter().all(u8::is_ascii_hexdigit) {
        digits.chunks(2).map(byte).collect()
    } else {
        None
    }
}

fn add_text(digest: &mut Sha256, text: &str) {
    digest.update(length(text.len()));
    digest.update(text.as_bytes());
}

/// A length in bytes, or a count, as four bytes, the greatest first. Nothing here comes near 4 GiB.
fn length(length: usize) -> [u8; 4] {
    u32::try_from(length).unwrap_or(u32::MAX).to_be_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(field: &str, old: &str, new: &str) -> FieldChange {
        FieldChange { field: field.into(), old: old.into(), new: new.into() }
    }

    #[test]
    fn a_value_cannot_move_from_one_part_to_the_next() {
        let salt = [7; SALT_BYTES];
        assert_ne!(leaf(&salt, &value("a", "bc", "")), leaf(&salt, &value("a", "b", "c")));
        assert_ne!(leaf(&salt, &value("a", "b", "c")), leaf(&[8; SALT_BYTES], &value("a", "b", "c")));
    }

    /// Worked out by hand with another program: `docs/audit-log.md` has the same example.
    #[test]
    fn has_the_bytes_of_the_documented_example() {
        let facts = EntryFacts {
            seq: 1,
            at_us: 1_795_356_300_000_000,
            kind: "customer.update",
            actor_id: Uuid::from_u128(2),
            subject_id: Uuid::from_u128(3),
            version: 2,
            request_id: Uuid::from_u128(4),
        };
        let salt: Vec<u8> = (0..16).collect();
        let leaf = leaf(&salt, &value("currency", "TRY", "EUR"));
        let hash = entry(&genesis(Uuid::from_u128(1)), &facts, [("currency", leaf)].into_iter());
        assert_eq!(hex(&leaf), "760977126ec4a5c512ed5da99bb6cc9cdcfdb8ec3bc02cbb19fdc5c388f54351");
        assert_eq!(hex(&hash), "424c8afd89e787ba90290187ea2163d978125ec64c76ca849be01dd1ed447d8b");
    }

    #[test]
    fn reads_hexadecimal_digits_and_nothing_else() {
        assert_eq!(of_hex(&hex(&[0, 255, 16])), Some(vec![0, 255, 16]));
        for wrong in ["0", "0g", "+1", "é0"] {
            assert_eq!(of_hex(wrong), None, "{wrong}");
        }
    }
}
