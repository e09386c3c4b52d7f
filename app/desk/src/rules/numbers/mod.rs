//! Tax and registration numbers: what each country calls them, how they look, and their check digits.

mod africa;
mod around;
mod asia;
mod beside;
#[cfg(test)]
mod cases;
mod correction;
mod europe;
mod european_union;
mod foreign;
#[cfg(test)]
mod foreign_sweep;
mod judge;
mod kind;
mod labels;
mod letters;
mod middle_east;
mod names;
mod north_america;
mod oceania;
mod patterns;
mod people;
mod readings;
#[cfg(test)]
mod registered;
mod registers;
#[cfg(test)]
mod reported;
mod south_america;
mod sums;
mod take;
mod telling;
#[cfg(test)]
mod typed;
mod vat_id;
mod vat_id_sums;
#[cfg(test)]
mod worded;
mod written;

pub use judge::Fault;
pub use kind::{Kind, Place};
pub use vat_id::{VatId, vat_id};

use crate::rules::text::zero_decimals;
use model::fields::{Found, NUMBER_SEPARATORS, Problem, Severity};
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::OnceLock;

/// The numbers that tax offices prescribe where a buyer has none: a consumer, a foreign company. SII, DIAN, SRI (ficha
/// técnica), SAT (RFC genérico), LHDN (e-Invoice guideline), AT; Gelir İdaresi Başkanlığı (e-Fatura and e-Arşiv guides). Without a digit: SAT of
/// Guatemala (FEL, "consumidor final"), GST Network (e-invoice schema, GSTIN of an unregistered person).
const PLACEHOLDERS: &[(&str, &str)] = &[
    ("CL", "555555555"),
    ("CL", "666666666"),
    ("CO", "222222222222"),
    ("EC", "9999999999999"),
    ("GT", "CF"),
    ("IN", "URP"),
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

/// Territories with codes of their own (ISO 3166-1) whose companies have the numbers of the state that they are part of:
/// France's overseas departments (INSEE, SIRENE), Åland (act 1144/1991), Svalbard (Brønnøysundregistrene).
const WITHIN: &[(&str, &str)] =
    &[("AX", "FI"), ("GF", "FR"), ("GP", "FR"), ("MQ", "FR"), ("RE", "FR"), ("SJ", "NO"), ("YT", "FR")];

/// The state whose numbers a country's companies have: mostly itself.
fn state_of(country: &str) -> &str {
    WITHIN.iter().find(|(territory, _)| *territory == country).map_or(country, |(_, state)| state)
}

/// The most characters that a number is looked at with, words before it and all.
const MAX_CHARS: usize = 100;

/// Every kind.
pub fn kinds() -> impl Iterator<Item = &'static Kind> {
    european_union::KINDS
        .iter()
        .chain(europe::KINDS)
        .chain(north_america::KINDS)
        .chain(south_america::KINDS)
        .chain(asia::KINDS)
        .chain(middle_east::KINDS)
        .chain(africa::KINDS)
        .chain(oceania::KINDS)
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
    all.get(state_of(country)).map_or(&[], Vec::as_slice)
}

/// The kinds that a field of a country's customers takes.
pub fn kinds_at(country: &str, place: Place) -> impl Iterator<Item = &'static Kind> {
    kinds_of(country).iter().copied().filter(move |kind| kind.place == place || kind.place == Place::Both)
}

/// A number without separators, in Latin capitals and ASCII digits.
#[must_use]
pub fn compact(text: &str) -> String {
    let is_separator = |sign: &char| sign.is_whitespace() || NUMBER_SEPARATORS.contains(sign);
    let plain = crate::rules::text::plain(text);
    plain.to_uppercase().chars().filter(|sign| !is_separator(sign)).map(letters::latin).collect()
}

/// A number as stored, and what was found: nothing for a right one, a block for a wrong tax number, a warning for a wrong
/// registration number (registers give more kinds of number than anybody lists) and for one that may be right.
#[must_use]
pub fn check(country: &str, place: Place, text: &str) -> (String, Option<Found>) {
    let country = state_of(country);
    let typed = without_decimals(place, text);
    let typed = if place == Place::Registration { labels::unlabelled(country, typed) } else { typed };
    if kinds_at(country, place).next().is_none() {
        // Words for "none" are known where an office has prescribed them.
        let is_none = !text.chars().any(char::is_numeric);
        return (typed.into_owned(), is_none.then(|| Found::block(Problem::NotANumber)));
    }
    let compact = compact(&typed);
    let readings = readings::readings(country, place, &typed, &compact);
    match place {
        Place::Registration => {
            take::registration_number(country, &readings).unwrap_or_else(|found| (typed.into_owned(), found))
        }
        Place::Tax | Place::Both => {
            let behind_filler = readings::behind_filler(country, &typed, &compact);
            let asked = telling::Asked { country, typed: &typed, compact: &compact };
            take::tax_number(&asked, &readings, &behind_filler).unwrap_or_else(|found| (text.to_owned(), found))
        }
    }
}

/// A number without the decimals that a spreadsheet's column of numbers has: "4540536920.0". A register's own numbers may
/// have as few digits as an amount.
fn without_decimals(place: Place, text: &str) -> Cow<'_, str> {
    let least = if place == Place::Registration { 6 } else { 2 };
    let end = text.rfind(|sign: char| sign.is_ascii_digit()).map_or(0, |at| at + 1);
    let (number, behind) = text.split_at(end);
    // A letter right behind zeros is the number's, and so is one alone: "U132950X" and "U13295.0 X" with a stop within.
    let is_of_number =
        behind.starts_with(char::is_alphanumeric) || behind.chars().filter(|sign| sign.is_alphanumeric()).count() == 1;
    let is_number = |whole: &str| whole.bytes().filter(u8::is_ascii_digit).count() >= least && !is_of_number;
    match zero_decimals(number).filter(|(whole, _)| is_number(whole)) {
        Some((whole, _)) if behind.is_empty() => Cow::Borrowed(whole),
        Some((whole, _)) => Cow::Owned(format!("{whole}{behind}")),
        None => Cow::Borrowed(text),
    }
}

/// A text that is longer than its field without the words before the number, where it fits then: what a number is called
/// is not counted. What is right comes first, then what breaks no more than its sum; where neither is there, the text stays as
/// it was typed. A registration number has to be right.
#[must_use]
pub fn shortened(country: &str, place: Place, text: &str, max_chars: usize) -> Option<String> {
    if text.chars().count() > MAX_CHARS {
        return None;
    }
    let country = state_of(country);
    let typed = without_decimals(place, text);
    let compact = compact(&typed);
    let readings = readings::readings(country, place, &typed, &compact);
    let is_fitting = |number: &str| number.chars().count() <= max_chars;
    if place == Place::Registration {
        let taken = take::registration_number(country, &readings).ok();
        let right = taken.filter(|(stored, found)| found.is_none() && is_fitting(stored)).map(|(stored, _)| stored);
        return right.or_else(|| {
            let number = labels::unlabelled(country, Cow::Borrowed(&*typed)).into_owned();
            Some(number).filter(|number| is_fitting(number))
        });
    }
    let inner = around::inner(country, &typed, &compact);
    let known = inner.iter().filter(|inner| inner.unknown.is_empty()).map(|inner| inner.text);
    let all: Vec<&str> = readings.iter().map(|reading| reading.text).chain(known).collect();
    let fitting = || all.iter().copied().filter(|number| is_fitting(number));
    let problem = |number: &str| check(country, place, number).1.filter(|found| found.severity == Severity::Block);
    let right = fitting().find(|number| problem(number).is_none());
    let near = || fitting().find(|number| problem(number).is_some_and(|found| found.problem == Problem::CheckDigit));
    right.or_else(near).map(str::to_owned)
}

/// A kind's name and a right number, to show.
#[must_use]
pub fn sample(kind: &Kind) -> String {
    format!("{}: {}{}", kind.name, kind.stored_prefix, kind.sample)
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn a_territory_has_the_numbers_of_its_state() {
        assert_eq!(check("RE", Place::Tax, "FR 40 303265045"), ("FR40303265045".to_owned(), None));
        assert_eq!(check("GP", Place::Registration, "SIREN 552 008 443"), ("552008443".to_owned(), None));
        assert_eq!(check("AX", Place::Tax, "2077474-0"), ("FI20774740".to_owned(), None));
        assert_eq!(problem("YT", Place::Tax, "FR41303265045").map(|found| found.0), Some(Problem::CheckDigit));
        // Others have offices of their own.
        assert_eq!(check("NC", Place::Tax, "0123456.001"), ("0123456.001".to_owned(), None));
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
