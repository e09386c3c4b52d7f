//! The two languages of the pages, their sentences, numbers and times.

use serde::{Deserialize, Serialize};

/// A language that every page is written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Language {
    /// BCP 47 `en`.
    #[default]
    #[serde(rename = "en")]
    English,
    /// BCP 47 `tr`.
    #[serde(rename = "tr")]
    Turkish,
}

impl Language {
    /// Every language there is.
    pub const ALL: [Self; 2] = [Self::English, Self::Turkish];

    /// The BCP 47 code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Turkish => "tr",
        }
    }

    /// The language's name in itself.
    #[must_use]
    pub fn own_name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Turkish => "Türkçe",
        }
    }

    /// The language of a BCP 47 code, a region after it or not.
    #[must_use]
    pub fn of_code(code: &str) -> Option<Self> {
        let primary = code.split(['-', '_']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|language| primary.eq_ignore_ascii_case(language.code()))
    }

    /// The best language of an `Accept-Language` header (RFC 9110, 12.5.4).
    #[must_use]
    pub fn accepted(header: &str) -> Option<Self> {
        let mut best: Option<(Self, f32)> = None;
        for range in header.split(',') {
            let mut parts = range.split(';');
            let Some(language) = Self::of_code(parts.next().unwrap_or_default().trim()) else {
                continue;
            };
            let weight =
                parts.find_map(|part| part.trim().strip_prefix("q=")).map_or(1.0, |q| q.parse().unwrap_or(0.0));
            if weight > 0.0 && best.is_none_or(|(_, highest)| weight > highest) {
                best = Some((language, weight));
            }
        }
        best.map(|(language, _)| language)
    }
}

/// Every sentence a person reads, in one language. The functions are made from `locales/*.json`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Texts {
    /// The language of the sentences.
    pub language: Language,
}

include!(concat!(env!("OUT_DIR"), "/texts.rs"));

impl Texts {
    fn choose(self, english: &'static str, turkish: &'static str) -> &'static str {
        match self.language {
            Language::English => english,
            Language::Turkish => turkish,
        }
    }

    /// A whole number with the language's thousands separator.
    #[must_use]
    pub fn number(self, number: u64) -> String {
        let digits = number.to_string();
        let mut text = String::with_capacity(digits.len() + digits.len() / 3);
        for (place, digit) in digits.chars().enumerate() {
            if place > 0 && (digits.len() - place).is_multiple_of(3) {
                text.push_str(self.choose(",", "."));
            }
            text.push(digit);
        }
        text
    }

    /// How long ago something was, roughly.
    #[must_use]
    pub fn age(self, age_s: u64) -> String {
        match age_s {
            0..60 => self.age_moments().to_owned(),
            60..3_600 => self.age_minutes(age_s / 60),
            3_600..86_400 => self.age_hours(age_s / 3_600),
            _ => self.age_days(age_s / 86_400),
        }
    }

    /// A time as the language writes it, to the minute; on which clock, its caller knows ([`crate::clock::Clock`]).
    #[must_use]
    pub(crate) fn time(self, at_us: i64) -> String {
        let at = Moment::of(at_us);
        let mut text = String::with_capacity(24);
        match self.language {
            Language::English => {
                push_number(&mut text, at.day, 1);
                text.push(' ');
                text.push_str(MONTHS.get(usize::try_from(at.month - 1).unwrap_or_default()).unwrap_or(&""));
                text.push(' ');
                push_number(&mut text, at.year, 1);
                text.push_str(", ");
            }
            Language::Turkish => {
                push_number(&mut text, at.day, 2);
                text.push('.');
                push_number(&mut text, at.month, 2);
                text.push('.');
                push_number(&mut text, at.year, 1);
                text.push(' ');
            }
        }
        push_number(&mut text, at.hour, 2);
        text.push(':');
        push_number(&mut text, at.minute, 2);
        text
    }
}

/// Writes a whole number, with zeros before it up to a width. A list writes four times a row, and `format!` was more than
/// half of the work of a row.
pub(crate) fn push_number(text: &mut String, number: i64, width: usize) {
    if number < 0 {
        // A year before the first: never met, and written as `format!` does.
        let _ = std::fmt::Write::write_fmt(text, format_args!("{number:0width$}"));
        return;
    }
    let (mut digits, mut left, mut first) = ([b'0'; 19], number, 19);
    while left > 0 || 19 - first < width.clamp(1, 19) {
        first -= 1;
        digits[first] = b'0' + u8::try_from(left % 10).unwrap_or_default();
        left /= 10;
    }
    text.extend(digits[first..].iter().copied().map(char::from));
}

/// A time as RFC 3339 in UTC with microseconds, for `<time datetime>`.
#[must_use]
pub fn rfc3339(at_us: i64) -> String {
    let at = Moment::of(at_us);
    let mut text = String::with_capacity(27);
    let parts = [(at.year, 4, '-'), (at.month, 2, '-'), (at.day, 2, 'T'), (at.hour, 2, ':'), (at.minute, 2, ':')];
    for (number, width, mark) in parts.into_iter().chain([(at.second, 2, '.'), (at.microsecond, 6, 'Z')]) {
        push_number(&mut text, number, width);
        text.push(mark);
    }
    text
}

fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((name, after)) = after.split_once('}') else {
            break;
        };
        filled.push_str(values.iter().find(|(key, _)| *key == name).map_or("", |(_, value)| value));
        rest = after;
    }
    filled.push_str(rest);
    filled
}

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// A UTC calendar time.
struct Moment {
    year: i64,
    month: i64,
    day: i64,
    hour: i64,
    minute: i64,
    second: i64,
    microsecond: i64,
}

impl Moment {
    /// Days to a date by Howard Hinnant's `civil_from_days` ("chrono-Compatible Low-Level Date Algorithms").
    fn of(at_us: i64) -> Self {
        let (days, in_day_us) = (at_us.div_euclid(86_400_000_000), at_us.rem_euclid(86_400_000_000));
        let shifted = days + 719_468;
        let era = shifted.div_euclid(146_097);
        let in_era = shifted.rem_euclid(146_097);
        let years = (in_era - in_era / 1_460 + in_era / 36_524 - in_era / 146_096) / 365;
        let since_march = in_era - (365 * years + years / 4 - years / 100);
        let march_month = (5 * since_march + 2) / 153;
        let month = if march_month < 10 { march_month + 3 } else { march_month - 9 };
        let in_day_s = in_day_us / 1_000_000;
        Self {
            year: years + era * 400 + i64::from(month <= 2),
            month,
            day: since_march - (153 * march_month + 2) / 5 + 1,
            hour: in_day_s / 3_600,
            minute: in_day_s / 60 % 60,
            second: in_day_s % 60,
            microsecond: in_day_us % 1_000_000,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_the_language_with_the_highest_weight() {
        assert_eq!(Language::accepted("de, en;q=0.5, tr-TR;q=0.9"), Some(Language::Turkish));
        assert_eq!(Language::accepted("en-GB,en;q=0.9,tr;q=0.8"), Some(Language::English));
        assert_eq!(Language::accepted("tr;q=0, en;q=x"), None);
        assert_eq!(Language::accepted(""), None);
    }

    #[test]
    fn writes_numbers_and_times_by_language() {
        let (en, tr) = (Texts { language: Language::English }, Texts { language: Language::Turkish });
        assert_eq!(
            (en.number(1_234_567), tr.number(1_234_567), tr.number(12)),
            ("1,234,567".into(), "1.234.567".into(), "12".into())
        );
        let at_us = 1_795_356_300_123_456;
        assert_eq!(en.time(at_us), "22 Nov 2026, 14:05");
        assert_eq!(tr.time(at_us), "22.11.2026 14:05");
        assert_eq!(rfc3339(at_us), "2026-11-22T14:05:00.123456Z");
        assert_eq!(rfc3339(-1), "1969-12-31T23:59:59.999999Z");
        assert_eq!(rfc3339(951_782_400_000_000), "2000-02-29T00:00:00.000000Z");
    }

    #[test]
    fn writes_numbers_digit_by_digit_as_format_does() {
        for number in [0, 7, 10, 999, 2026, 123_456, i64::MAX, -1, -2026, i64::MIN] {
            for width in [0, 1, 2, 4, 6] {
                let mut text = String::new();
                push_number(&mut text, number, width);
                assert_eq!(text, format!("{number:0width$}"), "{number} {width}");
            }
        }
    }

    #[test]
    fn a_value_that_looks_like_a_placeholder_is_not_filled_again() {
        assert_eq!(fill("a {x} b {y}", &[("x", "{y}"), ("y", "1")]), "a {y} b 1");
    }
}
