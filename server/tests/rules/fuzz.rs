//! The parsers against whatever comes: mutations of a committed corpus. A finding here is a record to add to the corpus.

use desk::rules::emails::EmailPolicy;
use desk::rules::{Extent, review};
use model::customers::{CustomerText, Field, Reviewed};
use model::fields::Severity;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};
use server::check::Records;
use server::config::Format;
use std::io::Cursor;

const CORPUS: &str = include_str!("corpus/records.jsonl");
/// A few seconds' worth.
const RECORDS: usize = 40_000;
const FILES: usize = 4_000;
/// Signs that parsers stumble over.
const SIGNS: &[&str] = &[
    "",
    " ",
    "\0",
    "\u{202e}",
    "\u{301}",
    "\u{feff}",
    "٣",
    "９",
    "İ",
    "ı",
    "ß",
    "Ⅷ",
    "𝟗",
    "-",
    "+",
    "(",
    ")",
    ";ext=",
    "x",
    "@",
    ".",
    "..",
    "//",
    "\"",
    "'",
    "<",
    "\u{fffd}",
    "ﬃ",
    "0",
    "9999999999999999999999",
    "UK",
    "CHE",
    "XI",
    "Ñ",
    "&",
    "中",
    "👩‍👩‍👧",
    "\n",
];

fn records(bytes: Vec<u8>, format: Format) -> Vec<CustomerText> {
    let mut records = Records::new(Box::new(Cursor::new(bytes)), format, 10_000);
    let mut all = Vec::new();
    while let Ok(Some(record)) = records.next_record() {
        all.extend(record.ok().map(|record| record.text));
    }
    all
}

fn spoil(text: &mut CustomerText, of: &[CustomerText], chance: &mut StdRng) {
    let Some(field) = Field::OF_TEXT.choose(chance).copied() else { return };
    let mut signs: Vec<char> = text.get(field).chars().collect();
    let at = chance.random_range(0..=signs.len());
    match chance.random_range(0..5) {
        0 => signs.truncate(at),
        1 if at < signs.len() => drop(signs.remove(at)),
        2 => signs = of.choose(chance).map(|other| other.get(field).chars().collect()).unwrap_or_default(),
        3 => signs = signs.repeat(chance.random_range(0..4)),
        _ => {
            let sign = SIGNS.choose(chance).copied().unwrap_or_default();
            signs.splice(at..at, sign.chars());
        }
    }
    text.set(field, signs.into_iter().collect::<String>());
}

fn look(text: &CustomerText, extent: Extent) -> Reviewed {
    let reviewed = review(text, extent, &EmailPolicy::default());
    for finding in &reviewed.findings {
        assert!(Field::of_name(&finding.path).is_some(), "{finding:?} of {text:?}");
    }
    reviewed
}

#[test]
fn whatever_is_typed_is_answered_and_what_was_tidied_stays_as_it_is() {
    let corpus = records(CORPUS.into(), Format::Jsonl);
    assert!(corpus.len() > 15);
    let mut chance = StdRng::seed_from_u64(2026);
    for _ in 0..RECORDS {
        let mut text = corpus.choose(&mut chance).cloned().unwrap_or_default();
        for _ in 0..chance.random_range(0..5) {
            spoil(&mut text, &corpus, &mut chance);
        }
        for extent in [Extent::Record, Extent::Account] {
            let once = look(&text, extent);
            if once.findings.iter().any(|finding| finding.severity == Severity::Block) {
                continue;
            }
            let twice = look(&once.text, extent);
            assert_eq!(twice.text, once.text, "tidied twice is tidied once: {text:?}");
            let grave = |reviewed: &Reviewed| {
                reviewed.findings.iter().filter(|finding| finding.severity > Severity::Info).count()
            };
            // What is doubted only as typed (an extension's unknown word) is not doubted as stored.
            assert!(grave(&twice) <= grave(&once), "{text:?}");
        }
    }
}

#[test]
fn whatever_a_file_holds_is_read_to_its_end() {
    let mut chance = StdRng::seed_from_u64(7);
    for at in 0..FILES {
        let mut bytes = CORPUS.as_bytes().to_vec();
        for _ in 0..chance.random_range(1..20) {
            let at = chance.random_range(0..bytes.len());
            match chance.random_range(0..3) {
                0 => bytes[at] = chance.random(),
                1 => drop(bytes.remove(at)),
                _ => bytes.insert(at, b"\"\n,\\{}\r"[chance.random_range(0..7)]),
            }
        }
        let format = if at % 2 == 0 { Format::Jsonl } else { Format::Csv };
        // A line is broken by a byte or two; most of the others are read.
        let read = records(bytes, format).len();
        assert!(format == Format::Csv || read > 0);
    }
}
