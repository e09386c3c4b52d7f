//! Telephone numbers by libphonenumber's data. On the server only: the data is larger than all the rest of Defter.

use crate::fields::{Found, Problem};
use crate::rules::text::plain;
use phonenumber::country::Id;
use phonenumber::metadata::{DATABASE, Database};
use phonenumber::{Mode, PhoneNumber, Type};
use regex_cache::RegexCache;
use std::sync::Once;

/// The longest text that is looked at: the field's.
const MAX_CHARS: usize = 40;
/// What stands before the extension of a stored number (RFC 3966).
const EXTENSION: &str = ";ext=";

/// Compiled patterns that are kept: some ten a country, for a hundred countries in turn. The library keeps a hundred for
/// all, so that customers of many countries had every pattern compiled anew, most of a millisecond a number.
const KEPT_PATTERNS: usize = 1_000;

/// libphonenumber's data, with room for the patterns.
fn database() -> &'static Database {
    static ROOM: Once = Once::new();
    ROOM.call_once(|| {
        // A poisoned cache stays as it is: smaller, and right.
        if let Ok(mut cache) = DATABASE.cache().lock() {
            *cache = RegexCache::new(KEPT_PATTERNS);
        }
    });
    &DATABASE
}

/// A typed number as stored, E.164 with its extension after `;ext=` (RFC 3966), and what was found.
#[must_use]
pub fn check(country: &str, typed: &str) -> (String, Option<Found>) {
    let text = plain(typed);
    let refused = || (typed.to_owned(), Some(Found::block(Problem::NotAPhone).hint(sample(country))));
    if text.chars().count() > MAX_CHARS {
        return refused();
    }
    let Some(number) = parse(country, &text) else { return refused() };
    let stored = whole(country, &text, stored(&number));
    // E.164 has at most fifteen digits; fewer than four reach nobody.
    let digits = stored.split(';').next().unwrap_or_default().chars().filter(char::is_ascii_digit).count();
    if !(7..=15).contains(&digits) {
        return refused();
    }
    // What was put right is no more what the library looked at.
    let is_its_own = stored == self::stored(&number);
    if !is_its_own
        || phonenumber::is_valid_with(database(), &number)
        || number.number_type(database()) == Type::TollFree
    {
        return (stored, None);
    }
    (stored, Some(Found::warn(Problem::PhoneUnusual).hint(sample(country))))
}

/// A stored number the way its country writes it, with the calling code before it and the extension behind; what is no
/// number is shown as it is.
#[must_use]
pub fn shown(stored: &str) -> String {
    let (bare, extension) = stored.split_once(EXTENSION).unwrap_or((stored, ""));
    let text =
        parse("", bare).map_or_else(|| bare.to_owned(), |bare| bare.format().mode(Mode::International).to_string());
    if extension.is_empty() { text } else { format!("{text} x{extension}") }
}

/// The library takes a trunk prefix off numbers of which it is a part ("+7 812…" loses its 8). A number that was typed
/// with its calling code keeps every digit; Russia's and Kazakhstan's eleven digits begin with 8 at home.
fn whole(country: &str, text: &str, stored: String) -> String {
    let (number, extension) =
        stored.split_once(EXTENSION).map_or((stored.as_str(), ""), |(number, extension)| (number, extension));
    let typed = text.replace(EXTENSION, " ext. ").replace("(0)", "").to_lowercase();
    let typed = typed
        .split_once("ext")
        .or_else(|| typed.split_once('x'))
        .map_or(typed.clone(), |(number, _)| number.to_owned());
    let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
    let is_international = typed.trim_start().starts_with('+');
    // "+90 0224 …": the one zero that is dialled at home only may go.
    let bare = number.trim_start_matches('+');
    let is_zero_less = digits
        .char_indices()
        .any(|(at, digit)| digit == '0' && format!("{}{}", &digits[..at], &digits[at + 1..]) == bare);
    let right = match (is_international, country) {
        (true, _) if digits != bare && !is_zero_less => format!("+{digits}"),
        (false, "RU" | "KZ") if digits.len() == 11 && digits.starts_with(['7', '8']) => format!("+7{}", &digits[1..]),
        _ => number.to_owned(),
    };
    if extension.is_empty() { right } else { format!("{right}{EXTENSION}{extension}") }
}

fn parse(country: &str, text: &str) -> Option<PhoneNumber> {
    let country: Option<Id> = country.parse().ok();
    // The library reads letters as keypad digits ("1-800-FLOWERS"): nobody dials those from an account.
    let text = text.replace(EXTENSION, " ext. ");
    let digits = text.to_lowercase();
    let digits =
        digits.split_once("ext").or_else(|| digits.split_once('x')).map_or(digits.as_str(), |(number, _)| number);
    if digits.chars().any(char::is_alphabetic) {
        return None;
    }
    phonenumber::parse_with(database(), country, text).ok()
}

fn stored(number: &PhoneNumber) -> String {
    let zeros = "0".repeat(usize::from(number.national().zeros()));
    let digits = format!("+{}{zeros}{}", number.code().value(), number.national().value());
    number.extension().map_or(digits.clone(), |extension| format!("{digits}{EXTENSION}{extension}"))
}

/// A right number of a country, as written there.
#[must_use]
pub fn sample(country: &str) -> String {
    let of = |country: &str| -> Option<String> {
        let of = database().by_id(country)?.descriptors();
        let example =
            of.fixed_line().or(of.mobile()).and_then(|kind| kind.example()).or(of.general().example())?.to_owned();
        let id: Id = country.parse().ok()?;
        Some(phonenumber::parse(Some(id), example).ok()?.format().mode(Mode::International).to_string())
    };
    of(country).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stores_numbers_with_their_calling_code() {
        for (country, typed, stored) in [
            ("TR", "0224 225 01 00", "+902242250100"),
            ("TR", "+90 (224) 225-0100", "+902242250100"),
            ("US", "(512) 555-0100", "+15125550100"),
            ("DE", "030 901820 ext. 12", "+4930901820;ext=12"),
            ("IT", "06 6982 1234", "+390669821234"),
            ("TR", "+90 0224 225 01 00", "+902242250100"),
            ("RU", "+7 812 613-74-74", "+78126137474"),
            ("RU", "8 (812) 613-74-74", "+78126137474"),
            ("RU", "+7 495 123-45-67", "+74951234567"),
            ("BY", "+375 800 100 00 00", "+3758001000000"),
            ("GB", "+44 (0)20 7946 0000", "+442079460000"),
            ("DE", "+4930901820;ext=12", "+4930901820;ext=12"),
            ("TR", "٠٢٢٤ ٢٢٥ ٠١ ٠٠", "+902242250100"),
        ] {
            assert_eq!(check(country, typed).0, stored, "{country} {typed}");
        }
    }

    #[test]
    fn refuses_what_cannot_be_dialled() {
        for typed in ["12", "call me", "+1234567890123456789", "555-CALL-NOW", "++90 224", ""] {
            assert_eq!(check("TR", typed).1.map(|found| found.problem), Some(Problem::NotAPhone), "{typed}");
        }
    }

    #[test]
    fn doubts_a_number_that_no_operator_has() {
        assert_eq!(check("TR", "+90 111 111 11 11").1.map(|found| found.problem), Some(Problem::PhoneUnusual));
        assert_eq!(check("TR", "+90 224 225 01 00").1, None);
    }

    #[test]
    fn shows_a_number_as_its_country_writes_it() {
        assert_eq!(shown("+902242250100"), "+90 224 225 01 00");
        assert_eq!(shown("+4930901820;ext=12"), "+49 30 901820 x12");
        assert_eq!(shown("call Elif"), "call Elif");
    }
}
