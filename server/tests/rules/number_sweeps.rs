//! Sweeps over generated numbers of every kind: right ones are taken however they are typed, slips are not.

use super::numbers::{by_pattern, near_sample};
use crate::support::TestResult;
use desk::rules::numbers::{Kind, Place, check, kinds};
use model::fields::{Problem, Severity};
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};
use std::fmt::Write;

/// So many right numbers of each kind.
const EACH: usize = 40;
/// So many numbers are tried for one that is right: dates, regions and legal forms are parts of them.
const TRIES: usize = 6_000;
/// What people and programs put between the signs of a number, or at its ends.
const SEPARATORS: &[&str] = &[" ", "-", ".", "\u{a0}", "\u{202f}", "\u{2011}", "\u{2013}", "  ", "\t"];
/// What parts two numbers as well: of a kind with a sum and numbers of any length, what is before it may be one ("18547/290"),
/// so it is within the number only where all have as many signs.
const STROKE: &str = "/";

/// Right numbers of a kind, as they are stored.
fn right_numbers(kind: &Kind, chance: &mut StdRng) -> Vec<String> {
    let mut right = Vec::with_capacity(EACH);
    for turn in 0..TRIES {
        if right.len() == EACH {
            break;
        }
        let number = if turn % 2 == 0 { by_pattern(kind, chance) } else { near_sample(kind, chance) };
        let is_shaped = number.chars().count() == kind.sample.chars().count();
        let corrected = is_shaped.then(|| kind.corrected(&number)).flatten().map(|(number, _)| number);
        right.extend(kind.check(&corrected.unwrap_or(number)).ok());
    }
    right
}

fn place(kind: &Kind) -> Place {
    if kind.place == Place::Registration { Place::Registration } else { Place::Tax }
}

/// Whether a kind stands in a country's table: the European Union is none.
fn has_country(kind: &Kind) -> bool {
    kind.country != "EU"
}

/// Each kind with its right numbers.
fn all_right() -> impl Iterator<Item = (&'static Kind, Vec<String>)> {
    kinds().filter(|kind| has_country(kind)).enumerate().map(|(at, kind)| {
        let mut chance = StdRng::seed_from_u64(1_000 + at as u64);
        (kind, right_numbers(kind, &mut chance))
    })
}

#[test]
fn right_numbers_of_every_kind_are_taken_and_stored_as_they_are() -> TestResult {
    let mut report = String::new();
    for (kind, numbers) in all_right() {
        if numbers.len() < EACH / 4 {
            writeln!(report, "{}: only {} right ones were made", kind.id, numbers.len())?;
        }
        for number in numbers {
            let (stored, found) = check(kind.country, place(kind), &number);
            let is_refused = found.as_ref().is_some_and(|found| found.severity == Severity::Block);
            // Another kind of the country may read the same signs; it stores them as they are too, or with its letters.
            if is_refused || !stored.ends_with(number.trim_start_matches(|sign: char| sign.is_ascii_alphabetic())) {
                writeln!(report, "{}: {number} is stored as {stored}, {found:?}", kind.id)?;
            }
        }
    }
    assert_eq!(report, "", "\n{report}");
    Ok(())
}

#[test]
fn separators_small_letters_and_odd_spaces_change_nothing() -> TestResult {
    let mut report = String::new();
    let mut chance = StdRng::seed_from_u64(2_026);
    for (kind, numbers) in all_right().filter(|(kind, _)| !is_told_by_groups(kind)) {
        let has_one_length = kind.patterns.iter().all(|pattern| pattern.len() == kind.patterns[0].len());
        let strokes: &[&str] = if has_one_length && kind.is_summed() { &[STROKE] } else { &[] };
        let separators = [SEPARATORS, strokes].concat();
        for number in numbers {
            let mut typed = String::new();
            for (at, sign) in number.char_indices() {
                let separator = separators.choose(&mut chance).copied().unwrap_or_default();
                // A stop before nothing but zeros is a spreadsheet's.
                let is_decimal = separator == "." && number[at..].chars().all(|sign| sign == '0');
                if chance.random_bool(0.3) && !is_decimal {
                    typed.push_str(separator);
                }
                if chance.random_bool(0.5) { typed.extend(sign.to_lowercase()) } else { typed.push(sign) }
            }
            typed.push_str(SEPARATORS.choose(&mut chance).copied().unwrap_or_default());
            let (once, so) = (check(kind.country, place(kind), &number), check(kind.country, place(kind), &typed));
            if once != so || check(kind.country, place(kind), &once.0) != once {
                writeln!(report, "{}: {number} {once:?}, typed {typed:?} {so:?}", kind.id)?;
            }
        }
    }
    assert_eq!(report, "", "\n{report}");
    Ok(())
}

/// Kinds without a sum, of which a sign within is more than a habit: it parts what a kind of the country with a sum is by itself
/// ("136695976 12" in Germany), or it is how the office groups a number that nothing else tells from a slip (Costa Rica,
/// San Marino). Nothing in the digits tells otherwise.
fn is_told_by_groups(kind: &Kind) -> bool {
    let has_summed = kinds().any(|other| other.country == kind.country && other.is_summed());
    !kind.is_summed() && (has_summed || ["cr_cpf", "sm_coe"].contains(&kind.id))
}

/// Kinds whose sum leaves most of the number out, by what the office made of it.
const LOOSE: &[&str] = &["cz_dic", "cz_rc", "sk_rc"];

#[test]
fn a_slip_in_one_digit_is_seen_by_most_sums() -> TestResult {
    let mut report = String::new();
    for (kind, numbers) in all_right() {
        // Who has check characters: another end of the sample is wrong.
        let has_sum =
            kind.corrected(kind.sample).is_some() && slips(kind.sample).all(|slip| kind.check(&slip).is_err());
        let (mut seen, mut all) = (0, 0);
        for slip in numbers.iter().flat_map(|number| slips(number)) {
            all += 1;
            seen += usize::from(kind.check(&slip).is_err());
        }
        if has_sum && seen * 10 < all * 9 && !LOOSE.contains(&kind.id) {
            writeln!(report, "{}: {seen} of {all} slips are seen", kind.id)?;
        }
    }
    assert_eq!(report, "", "\n{report}");
    Ok(())
}

/// A number with one digit changed, in every way.
fn slips(number: &str) -> impl Iterator<Item = String> {
    let signs: Vec<char> = number.chars().collect();
    (0..signs.len()).filter(|at| signs[*at].is_ascii_digit()).collect::<Vec<_>>().into_iter().flat_map(move |at| {
        let signs = signs.clone();
        ('0'..='9')
            .filter({
                let was = signs[at];
                move |digit| *digit != was
            })
            .collect::<Vec<_>>()
            .into_iter()
            .map(move |digit| {
                let mut slip = signs.clone();
                slip[at] = digit;
                slip.into_iter().collect()
            })
    })
}

/// Of numbers with check characters, a slip that their own kind sees may be a number of another kind only where that kind
/// has nothing to see it by; it is never said to be right by a sum that does not fit.
#[test]
fn a_slip_that_is_seen_is_said_where_the_country_has_one_kind() -> TestResult {
    let mut report = String::new();
    for (kind, numbers) in all_right() {
        let is_only = kinds().filter(|other| other.country == kind.country).count() == 1;
        // San Marino's office prints five digits: right ones with fewer are doubted too.
        let is_doubted_though_right = kind.id == "sm_coe";
        for slip in numbers.iter().take(5).flat_map(|number| slips(number)).filter(|_| is_only) {
            let is_said = check(kind.country, place(kind), &slip).1.is_some();
            let is_wrong = kind.check(&slip).is_err();
            if (is_wrong && !is_said) || (is_said && !is_wrong && !is_doubted_though_right) {
                writeln!(report, "{}: {slip}", kind.id)?;
            }
        }
    }
    assert_eq!(report, "", "\n{report}");
    Ok(())
}

#[test]
fn zeros_that_a_spreadsheet_ate_are_offered_or_put_back() -> TestResult {
    let mut report = String::new();
    for (kind, numbers) in all_right().filter(|(kind, _)| place(kind) == Place::Tax) {
        for number in numbers {
            let body = number.strip_prefix(kind.stored_prefix).unwrap_or(&number);
            let short = body.trim_start_matches('0');
            let zeros = body.len() - short.len();
            let is_plain = body.chars().all(|sign| sign.is_ascii_digit());
            if !is_plain || !(1..=3).contains(&zeros) {
                continue;
            }
            // Whatever is said, the number without its zeros is not called wrong by a check digit of the whole one.
            let (stored, found) = check(kind.country, Place::Tax, short);
            let is_offered = found.as_ref().is_some_and(|found| found.problem == Problem::NumberIncomplete);
            let is_put_back = found.is_none() && stored == number;
            let fits_another = found
                .as_ref()
                .is_none_or(|found| !matches!(found.problem, Problem::NumberLength | Problem::NumberShape));
            let has_sum = kind.corrected(kind.sample).is_some()
                && slips(kind.sample).take(9).any(|slip| kind.check(&slip).is_err());
            if has_sum && !is_offered && !is_put_back && !fits_another {
                writeln!(report, "{}: {short} for {number}, {found:?}", kind.id)?;
            }
        }
    }
    assert_eq!(report, "", "\n{report}");
    Ok(())
}
