//! Passwords of staff.

use super::hidden::is_hidden;
use super::text::is_forbidden;
use super::{Input, Problem, Rule};
use crate::limits::PASSWORD_CHARS;

/// A password to be: its length is its strength (NIST SP 800-63B, 5.1.1.2), its characters are free.
pub const NEW_PASSWORD: Rule =
    Rule { input: Input { kind: "password", autocomplete: "new-password", ..Input::text(128) }, check: new_password };

/// A password that somebody has: taken as typed.
pub const CURRENT_PASSWORD: Rule = Rule {
    input: Input { kind: "password", autocomplete: "current-password", ..Input::text(128) },
    check: |typed| Ok(typed.to_owned()),
};

fn new_password(typed: &str) -> Result<String, Problem> {
    // What nobody sees is part of many a sign: a heart in red is two. A control is part of none.
    if typed.chars().any(|letter| letter.is_control() || (is_forbidden(letter) && !is_hidden(letter))) {
        return Err(Problem::ForbiddenCharacter);
    }
    if typed.chars().count() < PASSWORD_CHARS {
        return Err(Problem::TooShort { min_chars: PASSWORD_CHARS });
    }
    Ok(typed.to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::tests::{refuses, takes};
    use super::*;

    #[test]
    fn refuses_short_passwords() {
        refuses(NEW_PASSWORD, &[("ninechars", Problem::TooShort { min_chars: 10 })]);
        takes(NEW_PASSWORD, &[("ten çhars!", "ten çhars!")]);
    }

    #[test]
    fn refuses_controls_and_takes_nothing_away() {
        for control in ['\0', '\t', '\u{7}', '\u{1b}', '\u{7f}', '\u{92}', '\u{9d}', '\u{fffe}', '\u{e000}'] {
            refuses(NEW_PASSWORD, &[(&format!("ten{control}chars!!"), Problem::ForbiddenCharacter)]);
        }
        takes(NEW_PASSWORD, &[(" ten\u{200b}ch❤\u{fe0f}rs ", " ten\u{200b}ch❤\u{fe0f}rs ")]);
    }
}
