//! The parts of an address.

use super::text::line;
use super::{Input, Problem, Rule};

/// A street line.
pub const ADDRESS_LINE: Rule = Rule { input: Input::text(200), check: line };

/// A city, town or district.
pub const LOCALITY: Rule = Rule { input: Input::text(100), check: line };

/// A province, state, emirate or prefecture.
pub const SUBDIVISION: Rule = Rule { input: Input::text(100), check: line };

/// A postal code: letters, digits, spaces and hyphens, kept in capitals.
pub const POSTAL_CODE: Rule = Rule { input: Input::text(12), check: postal_code };

fn postal_code(typed: &str) -> Result<String, Problem> {
    let code = line(typed)?.to_ascii_uppercase();
    let is_code = code.chars().all(|letter| letter.is_ascii_alphanumeric() || " -".contains(letter))
        && code.chars().any(|letter| letter.is_ascii_alphanumeric());
    if is_code { Ok(code) } else { Err(Problem::NotAPostalCode) }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{refuses, takes};
    use super::*;

    #[test]
    fn keeps_postal_codes_in_capitals() {
        takes(POSTAL_CODE, &[("sw1a  1aa", "SW1A 1AA"), ("1234-567", "1234-567"), ("16120", "16120")]);
    }

    #[test]
    fn refuses_postal_codes_that_no_country_has() {
        refuses(
            POSTAL_CODE,
            &[
                ("12#45", Problem::NotAPostalCode),
                ("--", Problem::NotAPostalCode),
                ("3412ş", Problem::NotAPostalCode),
                ("ßßßßßßßßßßßß", Problem::NotAPostalCode),
                ("1234567890123", Problem::TooLong { max_chars: 12 }),
            ],
        );
    }
}
