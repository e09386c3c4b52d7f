//! Tax and registration numbers: what each country calls them, how they look, and their check digits.

mod americas;
mod asia;
mod beside;
mod europe;
mod european_union;
mod foreign;
mod judge;
mod kind;
mod names;
mod patterns;
mod people;
mod registers;
mod sums;
mod vat_id;

pub use judge::Fault;
pub use kind::{Kind, Place};
pub use vat_id::{VatId, vat_id};

use crate::fields::{Found, Problem};
use std::collections::HashMap;
use std::sync::OnceLock;

/// The numbers that tax offices prescribe where a buyer has none: a consumer, a foreign company. SII, DIAN, SRI (ficha
/// técnica), SAT (RFC genérico), LHDN (e-Invoice guideline), AT; Gelir İdaresi Başkanlığı (e-Fatura and e-Arşiv guides).
const PLACEHOLDERS: &[(&str, &str)] = &[
    ("CL", "666666666"),
    ("CO", "222222222222"),
    ("EC", "9999999999999"),
    ("MX", "XAXX010101000"),
    ("MX", "XEXX010101000"),
    ("MY", "EI00000000010"),
    ("MY", "EI00000000020"),
    ("MY", "EI00000000030"),
    ("MY", "EI00000000040"),
    ("PT", "PT999999990"),
    ("PT", "999999990"),
    ("TR", "1111111111"),
    ("TR", "11111111111"),
    ("TR", "2222222222"),
    ("TR", "22222222222"),
    ("TR", "3333333333"),
];

/// Every kind.
pub fn kinds() -> impl Iterator<Item = &'static Kind> {
    european_union::KINDS
        .iter()
        .chain(europe::KINDS)
        .chain(americas::KINDS)
        .chain(asia::KINDS)
        .chain(beside::kinds())
        .chain(registers::KINDS)
        .chain(foreign::KINDS)
}

/// The kinds of one country in the order of the tables: the usual one first.
#[must_use]
pub fn kinds_of(country: &str) -> &'static [&'static Kind] {
    static BY_COUNTRY: OnceLock<HashMap<&'static str, Vec<&'static Kind>>> = OnceLock::new();
    let all = BY_COUNTRY.get_or_init(|| {
        let mut all: HashMap<&'static str, Vec<&'static Kind>> = HashMap::new();
        for kind in kinds() {
            all.entry(kind.country).or_default().push(kind);
        }
        all
    });
    all.get(country).map_or(&[], Vec::as_slice)
}

/// The kinds that a field of a country's customers takes.
pub fn kinds_at(country: &str, place: Place) -> impl Iterator<Item = &'static Kind> {
    kinds_of(country).iter().copied().filter(move |kind| kind.place == place || kind.place == Place::Both)
}

/// A number without separators, in capitals, in ASCII digits.
#[must_use]
pub fn compact(text: &str) -> String {
    let separators = [
        ' ', '-', '.', '/', '\u{b7}', ',', ':', '\'', '(', ')', '_', '\u{2010}', '\u{2011}', '\u{2012}', '\u{2013}',
        '\u{2212}',
    ];
    let plain = crate::rules::text::plain(text);
    plain.to_uppercase().chars().filter(|sign| !separators.contains(sign) && !sign.is_whitespace()).collect()
}

/// A number as stored, and what was found.
type Taken = (String, Option<Found>);
/// The kind that a text comes nearest to, and its first fault there.
type Nearest = Option<(&'static Kind, Fault)>;

/// A number as stored, and what was found: nothing for a right one, a block for a wrong tax number, a warning for a wrong
/// registration number (registers give more kinds of number than anybody lists) and for one that may be right.
#[must_use]
pub fn check(country: &str, place: Place, text: &str) -> (String, Option<Found>) {
    let compact = compact(text);
    if kinds_at(country, place).next().is_none() {
        return (text.to_owned(), None);
    }
    taken(country, place, &compact)
        .or_else(|nearest| behind_its_name(country, place, &compact, nearest))
        .unwrap_or_else(|nearest| {
            let wrong_abroad = (place == Place::Tax).then(|| foreign::recognised(country, &compact)).flatten();
            let found = match wrong_abroad {
                Some((kind, Err(fault))) => Some(found_at(kind, fault, Place::Tax)),
                _ => nearest_fault(nearest, place),
            };
            (text.to_owned(), found)
        })
}

/// A number that is taken as it stands: a right one of the country, a doubted one, a right one of another country.
fn taken(country: &str, place: Place, compact: &str) -> Result<Taken, Nearest> {
    if place == Place::Tax && PLACEHOLDERS.contains(&(country, compact)) {
        return Ok((compact.to_owned(), Some(Found::warn(Problem::PlaceholderNumber))));
    }
    let mut nearest: Nearest = None;
    let mut doubted: Option<Taken> = None;
    for kind in kinds_at(country, place) {
        match kind.check(compact) {
            Ok(stored) if kind.is_doubted => {
                doubted =
                    doubted.or_else(|| Some((stored, Some(Found::warn(Problem::NumberUnchecked).hint(kind.name)))));
            }
            Ok(stored) => return Ok((stored, None)),
            Err(fault) => nearest = nearer(nearest, Some((kind, fault))),
        }
    }
    doubted
        .or_else(|| nearest.as_ref().and_then(|(kind, fault)| unkept(kind, fault)))
        .or_else(|| (place == Place::Tax).then(|| foreign_number(country, compact)).flatten())
        .ok_or(nearest)
}

/// A number behind its name, if what is left is taken; else what is nearest with or without the name. A registration number
/// has to be right: what its register prints may belong to it.
fn behind_its_name(country: &str, place: Place, compact: &str, nearest: Nearest) -> Result<Taken, Nearest> {
    let mut nearest = nearest;
    for rest in names::unnamed(country, compact) {
        match taken(country, place, rest) {
            Ok((stored, found)) if place == Place::Tax || found.is_none() => return Ok((stored, found)),
            Err(further) if place == Place::Tax => nearest = nearer(nearest, further),
            _ => {}
        }
    }
    Err(nearest)
}

/// Which of two is nearer to a number: the first where both are as near.
fn nearer(known: Nearest, further: Nearest) -> Nearest {
    let rank_of = |nearest: &Nearest| nearest.as_ref().map(|(_, fault)| rank(fault));
    if rank_of(&further) > rank_of(&known) { further } else { known }
}

/// A number that breaks the sum of an office that does not keep to it.
fn unkept(kind: &Kind, fault: &Fault) -> Option<Taken> {
    match fault {
        Fault::Unkept(stored) => Some((stored.clone(), Some(Found::warn(Problem::CheckDigitUnkept).hint(kind.name)))),
        _ => None,
    }
}

/// A right number of another country.
fn foreign_number(country: &str, compact: &str) -> Option<Taken> {
    let (kind, found) = foreign::recognised(country, compact)?;
    let said = Found::warn(Problem::ForeignNumber).hint(format!("{}: {}", kind.country, kind.name));
    Some((found.ok()?, Some(said)))
}

/// What is said of a number that is none. A registration number of another shape is taken: registers give more kinds of
/// number than anybody lists.
fn nearest_fault(nearest: Nearest, place: Place) -> Option<Found> {
    let (kind, fault) = nearest?;
    let is_known = matches!(fault, Fault::Part | Fault::Check(_));
    (place == Place::Tax || is_known).then(|| found_at(kind, fault, place))
}

/// How near a text came to being a number of a kind.
fn rank(fault: &Fault) -> u8 {
    match fault {
        Fault::Length => 0,
        Fault::Shape => 1,
        Fault::Beginning(_) | Fault::Ending(_) => 2,
        Fault::Part => 3,
        Fault::Incomplete(_) => 4,
        Fault::Check(_) => 5,
        Fault::Unkept(_) => 6,
    }
}

fn found_at(kind: &Kind, fault: Fault, place: Place) -> Found {
    let (problem, hint) = match fault {
        Fault::Length => (Problem::NumberLength, sample(kind)),
        Fault::Shape => (Problem::NumberShape, sample(kind)),
        Fault::Beginning(right) => (Problem::NumberBeginning, right),
        Fault::Ending(right) => (Problem::NumberEnding, right),
        Fault::Part => (Problem::NumberPart, sample(kind)),
        Fault::Incomplete(whole) => (Problem::NumberIncomplete, whole),
        Fault::Check(right) => (Problem::CheckDigit, right),
        Fault::Unkept(_) => (Problem::CheckDigitUnkept, kind.name.to_owned()),
    };
    let found = if place == Place::Registration { Found::warn(problem) } else { Found::block(problem) };
    found.hint(hint)
}

/// A kind's name and a right number, to show.
#[must_use]
pub fn sample(kind: &Kind) -> String {
    format!("{}: {}{}", kind.name, kind.stored_prefix, kind.sample)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fields::Severity;

    fn problem(country: &str, place: Place, text: &str) -> Option<(Problem, Severity, String)> {
        check(country, place, text).1.map(|found| (found.problem, found.severity, found.hint))
    }

    #[test]
    fn every_sample_is_right_and_stored_as_it_is_shown() {
        let wrong: Vec<_> = kinds()
            .filter(|kind| {
                let stored = format!("{}{}", kind.stored_prefix, kind.sample);
                kind.check(kind.sample) != Ok(stored.clone()) || kind.check(&stored) != Ok(stored)
            })
            .map(|kind| (kind.id, kind.check(kind.sample)))
            .collect();
        assert_eq!(wrong, []);
    }

    #[test]
    fn names_the_digit_that_would_be_right() {
        assert_eq!(problem("TR", Place::Tax, "4540536921"), Some((Problem::CheckDigit, Severity::Block, "0".into())));
        assert_eq!(
            problem("DE", Place::Tax, "DE 136,695,977"),
            Some((Problem::CheckDigit, Severity::Block, "6".into()))
        );
        assert_eq!(
            problem("BR", Place::Tax, "16.727.230/0001-98"),
            Some((Problem::CheckDigit, Severity::Block, "97".into()))
        );
    }

    #[test]
    fn takes_separators_and_the_countrys_letters_and_stores_neither_twice() {
        for (country, typed, stored) in [
            ("TR", "454 053 69 20", "4540536920"),
            ("TR", "TR4540536920", "4540536920"),
            ("GB", "XI 980 7806 84", "XI980780684"),
            ("GB", "xigd100", "XIGD100"),
            ("GB", "980780684", "GB980780684"),
            ("DE", "de136695976", "DE136695976"),
            ("DE", "136 695 976", "DE136695976"),
            ("CH", "CHE-107.787.577 MWST", "CHE107787577MWST"),
            ("CH", "CHE-107.787.577", "CHE107787577"),
            ("NO", "NO 988 077 917 MVA", "988077917MVA"),
            ("BR", "16.727.230/0001-97", "16727230000197"),
            ("GR", "GR 094259216", "EL094259216"),
            ("TR", "٤٥٤٠٥٣٦٩٢٠", "4540536920"),
            ("DE", "ＤＥ１３６６９５９７６", "DE136695976"),
        ] {
            assert_eq!(check(country, Place::Tax, typed), (stored.to_owned(), None), "{country} {typed}");
        }
    }

    #[test]
    fn tells_length_signs_and_parts_apart() {
        assert_eq!(problem("TR", Place::Tax, "123").map(|found| found.0), Some(Problem::NumberLength));
        assert_eq!(problem("TR", Place::Tax, "45405369AB").map(|found| found.0), Some(Problem::NumberShape));
        assert_eq!(problem("US", Place::Tax, "071144442").map(|found| found.0), Some(Problem::NumberPart));
    }

    #[test]
    fn doubts_the_placeholders_of_the_tax_office_and_no_more() {
        for placeholder in ["1111111111", "11111111111", "2222222222", "22222222222"] {
            assert_eq!(
                problem("TR", Place::Tax, placeholder),
                Some((Problem::PlaceholderNumber, Severity::Warn, String::new()))
            );
        }
        assert_eq!(
            check("AQ", Place::Tax, "whatever 1"),
            ("whatever 1".to_owned(), None),
            "no rule is known: anything goes"
        );
    }

    #[test]
    fn nothing_but_zeros_is_no_number() {
        for (country, typed) in
            [("BE", "BE0000000000"), ("CH", "CHE-000.000.000"), ("UA", "00000000"), ("RU", "0000000000")]
        {
            assert_eq!(problem(country, Place::Tax, typed).map(|found| found.0), Some(Problem::NumberPart), "{typed}");
        }
        assert_eq!(problem("MX", Place::Tax, "XAXX010101000").map(|found| found.0), Some(Problem::PlaceholderNumber));
    }

    #[test]
    fn only_warns_of_a_registration_number_that_is_of_another_kind() {
        assert_eq!(problem("TR", Place::Registration, "4540536921").map(|found| found.1), Some(Severity::Warn));
    }
}
