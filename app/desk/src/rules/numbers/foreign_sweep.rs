//! Every kind of number that can be a registration elsewhere, at the customers of every other country.

use super::{Fault, Kind, Place, check, kinds, kinds_at, kinds_of};
use model::fields::{Found, Problem, Severity};
use std::collections::BTreeSet;
use std::fmt::Write;

/// A right number of a kind as somebody abroad writes it: behind the letters of a VAT ID, or of the country.
fn written_abroad(kind: &Kind, turn: usize) -> Option<String> {
    let sample: Vec<char> = kind.sample.chars().collect();
    let digits: Vec<usize> = (0..sample.len()).filter(|at| sample[*at].is_ascii_digit()).collect();
    // Another number for each country, made without chance: what fails is the same tomorrow. Where dates and offices are
    // parts of a number few digits can differ; the sample itself comes last.
    let number = [6, 5, 4, 3, 2, 1, 0].into_iter().find_map(|differ| {
        let mut signs = sample.clone();
        for (nth, at) in digits.iter().rev().take(differ).enumerate() {
            let digit = (turn * 7_919 / (nth + 3) + differ) % 10;
            signs[*at] = char::from(b'0' + u8::try_from(digit).unwrap_or_default());
        }
        let made: String = signs.iter().collect();
        let corrected = kind.corrected(&made).map_or(made, |(number, _)| number);
        kind.check(&corrected).ok()
    })?;
    Some(if kind.is_written_abroad(&number) { number } else { format!("{}{number}", kind.country) })
}

/// The kinds that are told by letters where nobody says the country.
fn told_by_letters() -> impl Iterator<Item = &'static Kind> {
    let is_told = |kind: &&Kind| !kind.stored_prefix.is_empty() || kind.is_told_by_country();
    kinds().filter(|kind| kind.place != Place::Registration).filter(is_told)
}

/// The countries that have a table of tax numbers; the European Union is none.
fn countries() -> BTreeSet<&'static str> {
    kinds().filter(|kind| kind.place != Place::Registration && kind.country != "EU").map(|kind| kind.country).collect()
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// Whether a text with its letters is a number of a country's own: Malaysia's begin with PT and TR, too.
fn is_own(country: &str, text: &str) -> bool {
    kinds_at(country, Place::Tax).any(|kind| matches!(kind.check(text), Ok(_) | Err(Fault::Unkept(_))))
}

/// Whether its own country refuses a number so written: a French SIREN behind FR is a VAT ID whose key is missing.
fn is_refused_at_home(kind: &Kind, text: &str) -> bool {
    kind.country != "EU"
        && check(kind.country, Place::Tax, text).1.is_some_and(|found| found.severity == Severity::Block)
}

/// Whether what is said names a country that gives such a number: Liechtenstein's are Switzerland's, Monaco's are France's.
fn names_its_country(found: &Found, text: &str) -> bool {
    let country = found.hint.split_once(": ").map_or("", |(country, _)| country);
    let bare = text.strip_prefix(country).unwrap_or(text);
    let is_given = kinds_of(country).iter().any(|kind| [text, bare].into_iter().any(|text| kind.check(text).is_ok()));
    found.severity == Severity::Warn && found.problem == Problem::ForeignNumber && is_given
}

#[test]
fn a_right_number_of_any_country_is_taken_at_any_other_with_a_doubt_that_names_it() -> Result<(), std::fmt::Error> {
    let (mut report, mut count) = (String::new(), 0);
    for kind in told_by_letters() {
        for (turn, country) in countries().into_iter().filter(|country| *country != kind.country).enumerate() {
            let Some(typed) = written_abroad(kind, turn) else {
                writeln!(report, "{}: no right number was made", kind.id)?;
                break;
            };
            if is_own(country, &typed) || is_refused_at_home(kind, &typed) {
                continue;
            }
            count += 1;
            let (stored, found) = check(country, Place::Tax, &typed);
            let names_it = found.as_ref().is_some_and(|found| names_its_country(found, &typed));
            let is_whole = digits(&stored) == digits(&typed)
                && check(country, Place::Tax, &stored) == (stored.clone(), found.clone());
            if !names_it || !is_whole {
                writeln!(report, "{country}: {typed} of {} is stored as {stored}, {found:?}", kind.id)?;
            }
        }
    }
    assert_eq!(report, "", "of {count}:\n{report}");
    assert!(count > 10_000, "only {count} pairs");
    Ok(())
}

#[test]
fn a_slip_in_a_number_of_another_country_is_never_taken_without_a_word() -> Result<(), std::fmt::Error> {
    let mut report = String::new();
    for kind in told_by_letters().filter(|kind| kind.is_summed() && kind.keeps_sum) {
        for (turn, country) in countries().into_iter().filter(|country| *country != kind.country).enumerate() {
            let Some(right) = written_abroad(kind, turn) else { break };
            let Some((at, last)) = right.char_indices().rfind(|(_, sign)| sign.is_ascii_digit()) else { continue };
            let slip =
                char::from(b'0' + u8::try_from((last.to_digit(10).unwrap_or_default() + 1) % 10).unwrap_or_default());
            let typed = format!("{}{slip}{}", &right[..at], &right[at + 1..]);
            let bare = typed.strip_prefix(kind.country).unwrap_or(&typed);
            let is_slip = [&*typed, bare]
                .into_iter()
                .all(|text| matches!(kind.check(text), Err(fault) if fault != Fault::Length));
            // "No" stands for "number" before anything.
            let is_word = kind.country == "NO" && is_own(country, bare);
            if is_slip && !is_word && !is_own(country, &typed) && check(country, Place::Tax, &typed).1.is_none() {
                writeln!(report, "{country}: {typed} of {}", kind.id)?;
            }
        }
    }
    assert_eq!(report, "", "\n{report}");
    Ok(())
}
