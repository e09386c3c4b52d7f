//! Every sentence, and numbers and times as each language writes them.

use model::calendar::{Moment, push_number};
use model::clock::Clock;
use model::language::Language;

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

    /// A time on the partner's clock, to the minute: `1 Dec 2026, 09:00`.
    #[must_use]
    pub fn on_clock(self, clock: &Clock, at_us: i64) -> String {
        self.time(clock.local_us(at_us))
    }

    /// A time as the language writes it, to the minute; on which clock, its caller knows.
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

fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((name, after)) = after.split_once('}') else {
            break;
        };
        filled.push_str(values.iter().find(|(key, _)| *key == name).map_or("", |(_, value)| value));
        // A name that ends with a full stop ("A.Ş.") ends the sentence too.
        let is_ended = filled.ends_with('.') && after.starts_with('.') && !after.starts_with("..");
        rest = after.get(usize::from(is_ended)..).unwrap_or_default();
    }
    filled.push_str(rest);
    filled
}

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

#[cfg(test)]
mod tests {
    use super::*;
    use model::calendar::rfc3339;

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
    fn no_sentence_ends_twice() {
        assert_eq!(fill("{x} changed {y}.", &[("x", "Ada"), ("y", "Lale A.Ş.")]), "Ada changed Lale A.Ş.");
        assert_eq!(fill("{x}. Then…", &[("x", "Lale A.Ş.")]), "Lale A.Ş. Then…");
        assert_eq!(fill("{x}.{y}", &[("x", "a"), ("y", ".")]), "a..");
    }

    #[test]
    fn a_value_that_looks_like_a_placeholder_is_not_filled_again() {
        assert_eq!(fill("a {x} b {y}", &[("x", "{y}"), ("y", "1")]), "a {y} b 1");
    }
}
