//! Oceania. Sources: docs/rules.md names one for each.

use super::kind::{CheckAt, Kind, Place};
use super::sums::{last, number, weighted};

const LAST: CheckAt = CheckAt::Last(1);

/// The kinds, by country.
pub const KINDS: &[Kind] = &[
    Kind::new("au_abn", "AU", "ABN", "83914571673", &["ddddddddddd"])
        .place(Place::Both)
        .part(|text| number(&text[..2]) > 10)
        .sum(abn, CheckAt::Two(0)),
    Kind::new("au_acn", "AU", "ACN", "004085616", &["ddddddddd"])
        .place(Place::Registration)
        .sum(|text| (10 - weighted(text, &[8, 7, 6, 5, 4, 3, 2, 1]) % 10) % 10 == last(text), LAST),
    Kind::new("nz_ird", "NZ", "IRD number", "049091850", &["dddddddd", "ddddddddd"])
        .part(|text| (10_000_001..150_000_000).contains(&number(text)))
        .sum(new_zealand, LAST),
    // Inland Revenue's range was what it expected to give within ten years of 2016: later numbers are not wrong.
    Kind::new("nz_ird_later", "NZ", "IRD number", "150000017", &["ddddddddd"])
        .part(|text| (150_000_000..200_000_000).contains(&number(text)))
        .sum(new_zealand, LAST)
        .doubted(),
    Kind::new("nz_nzbn", "NZ", "NZBN", "9429041535110", &["94ddddddddddd"])
        .place(Place::Both)
        .sum(|text| (10 - weighted(text, &[1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3]) % 10) % 10 == last(text), LAST),
];

fn abn(text: &str) -> bool {
    let sum = weighted(text, &[10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19]);
    (sum - 10).is_multiple_of(89)
}

fn new_zealand(text: &str) -> bool {
    let padded = format!("{text:0>9}");
    let check = |weights: &[u32]| (11 - weighted(&padded, weights) % 11) % 11;
    let first = check(&[3, 2, 7, 6, 5, 4, 3, 2]);
    (if first == 10 { check(&[7, 4, 3, 2, 5, 2, 7, 6]) } else { first }) == last(text)
}
