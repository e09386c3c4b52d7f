//! Checked values: what an e-mail, a postal code or an organisation's name *is*.
//!
//! A rule is written once, here, and used by the form in the browser, the form without JavaScript, the server
//! functions and the programs that write. Its HTML attributes come from it.

mod codes;
mod contact;
mod garbled;
mod hidden;
mod host;
mod misread;
mod numbers;
mod organization;
mod other_page;
mod password;
mod pasted;
mod place;
mod problem;
mod text;
mod time;

pub use codes::{COUNTRY, CURRENCY, LANGUAGE, SWITCH};
pub use contact::{EMAIL, PERSON_NAME, PHONE, SIGN_IN_EMAIL, is_address};
pub use garbled::is_garbled;
pub use hidden::{is_hidden, seen};
pub use host::{DOMAIN, email_key, small};
pub use numbers::{NUMBER_SEPARATORS, PURCHASE_ORDER, REGISTRATION_NUMBER, TAX_NUMBER};
pub use organization::{ORGANIZATION_NAME, doubt_name};
pub use other_page::is_misread_turkish;
pub use password::{CURRENT_PASSWORD, NEW_PASSWORD};
pub use pasted::{PASTED_CHARS, sought};
pub use place::{ADDRESS_LINE, LOCALITY, POSTAL_CODE, SUBDIVISION};
pub use problem::{Finding, Found, Problem, Severity};
pub use text::{REASON, SEARCH, is_blank, is_forbidden};
pub use time::LAND_AT;

use std::borrow::Cow;

/// What one kind of value looks like in a browser and which text is one.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// How a browser presents it.
    pub input: Input,
    /// Trims, normalises, and refuses what cannot be stored. Never called with empty text.
    pub check: fn(&str) -> Result<String, Problem>,
}

/// How a browser presents a value.
#[derive(Clone, Copy, Debug)]
pub struct Input {
    /// The `type` attribute, or `select`, `textarea`, `checkbox`.
    pub kind: &'static str,
    /// The longest text in characters (Unicode scalar values).
    pub max_chars: usize,
    /// The `inputmode` attribute.
    pub inputmode: &'static str,
    /// The `autocomplete` attribute. Customers' fields say `off`: a browser would fill in the staff member's own address.
    pub autocomplete: &'static str,
}

impl Input {
    const fn text(max_chars: usize) -> Self {
        Self { kind: "text", max_chars, inputmode: "text", autocomplete: "off" }
    }
}

impl Rule {
    fn fits(&self, text: &str) -> Result<(), Problem> {
        let max_chars = self.input.max_chars;
        if text.chars().count() > max_chars { Err(Problem::TooLong { max_chars }) } else { Ok(()) }
    }

    /// Checks one typed text, without the characters that nobody sees; empty text is `None`.
    ///
    /// # Errors
    /// The problem, if the text cannot be stored.
    pub fn parse(&self, typed: &str) -> Result<Option<String>, Problem> {
        // A password is what was typed, blanks and all.
        let typed = if self.input.kind == "password" { Cow::Borrowed(typed) } else { seen(typed) };
        let typed = if self.input.kind == "password" { &*typed } else { typed.trim_matches(is_blank) };
        if typed.is_empty() {
            return Ok(None);
        }
        // Looked at before and after: capitals of some letters are longer than the letters ("ß").
        self.fits(typed)?;
        let checked = (self.check)(typed)?;
        self.fits(&checked)?;
        // A text of nothing to see is empty.
        Ok(Some(checked).filter(|checked| !checked.is_empty()))
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// Asserts that each text is refused for the reason beside it.
    pub(crate) fn refuses(rule: Rule, cases: &[(&str, Problem)]) {
        for (typed, problem) in cases {
            assert_eq!(rule.parse(typed), Err(*problem), "{typed:?}");
        }
    }

    /// Asserts that each text is taken and becomes the one beside it.
    pub(crate) fn takes(rule: Rule, cases: &[(&str, &str)]) {
        for (typed, stored) in cases {
            assert_eq!(rule.parse(typed), Ok(Some((*stored).to_owned())), "{typed:?}");
        }
    }

    const TEXTS: [Rule; 18] = [
        ORGANIZATION_NAME,
        PERSON_NAME,
        EMAIL,
        PHONE,
        DOMAIN,
        ADDRESS_LINE,
        LOCALITY,
        SUBDIVISION,
        POSTAL_CODE,
        TAX_NUMBER,
        REGISTRATION_NUMBER,
        PURCHASE_ORDER,
        COUNTRY,
        LANGUAGE,
        CURRENCY,
        REASON,
        LAND_AT,
        SWITCH,
    ];

    #[test]
    fn every_rule_refuses_what_is_no_character() {
        for rule in TEXTS.into_iter().chain([NEW_PASSWORD]) {
            for mark in ['\u{fffd}', '\u{fffe}', '\u{1ffff}', '\u{e000}', '\u{10fffd}', '\u{50000}'] {
                let typed = format!("ab{mark}cd.ef@gh.example");
                assert!(rule.parse(&typed).is_err(), "{rule:?} took {mark:?}");
            }
        }
    }

    #[test]
    fn every_rule_takes_what_nobody_sees_away() {
        for mark in ('\0'..=char::MAX).filter(|letter| is_hidden(*letter)) {
            for rule in TEXTS {
                assert_eq!(rule.parse(&mark.to_string()), Ok(None), "{rule:?} {mark:?}");
            }
            for (rule, seen) in [
                (ORGANIZATION_NAME, "Nord AG"),
                (PERSON_NAME, "Elif"),
                (EMAIL, "elif@lale.example"),
                (DOMAIN, "lale.example"),
                (LOCALITY, "Bursa"),
                (POSTAL_CODE, "16120"),
                (TAX_NUMBER, "DE136695976"),
                (COUNTRY, "TR"),
                (CURRENCY, "TRY"),
                (LANGUAGE, "tr"),
            ] {
                let (first, last) = seen.split_at(1);
                // A blank of a font is none at the edges.
                let typed = format!("\u{2800}{mark}{first}{mark}{last}{mark} \u{2800}");
                assert_eq!(rule.parse(&typed), Ok(Some(seen.to_owned())), "{rule:?} {mark:?}");
            }
        }
    }

    #[test]
    fn counts_characters_and_not_bytes() {
        takes(PERSON_NAME, &[(&"ş".repeat(50), &"ş".repeat(50))]);
        refuses(PERSON_NAME, &[(&"ş".repeat(51), Problem::TooLong { max_chars: 50 })]);
    }
}
