//! Numbers that registers, tax offices and the customer's own purchasing give.

use super::text::line;
use super::{Input, Problem, Rule};

/// The number in the national register of companies.
pub const REGISTRATION_NUMBER: Rule = Rule { input: Input::text(40), check: number };

/// The VAT ID or other tax number that stands on invoices.
pub const TAX_NUMBER: Rule = Rule { input: Input::text(30), check: tax_number };

/// What the customer wants printed on its invoices to find its order again.
pub const PURCHASE_ORDER: Rule = Rule { input: Input::text(50), check: line };

/// What people write between the signs of a number and around it, and is no part of it: beside blanks, hyphens and stops
/// brackets, bullets, and the quotes that Hebrew has in abbreviations (ח״פ).
pub const NUMBER_SEPARATORS: &[char] = &[
    '-', '.', '/', ':', '_', ',', ';', '|', '(', ')', '[', ']', '\'', '"', '`', '\u{ab}', '\u{b4}', '\u{b7}', '\u{bb}',
    '\u{55d}', '\u{589}', '\u{5f3}', '\u{5f4}', '\u{60c}', '\u{66b}', '\u{66c}', '\u{2010}', '\u{2011}', '\u{2012}',
    '\u{2013}', '\u{2014}', '\u{2015}', '\u{2018}', '\u{2019}', '\u{201a}', '\u{201c}', '\u{201d}', '\u{201e}',
    '\u{2022}', '\u{2027}', '\u{2032}', '\u{2033}', '\u{2039}', '\u{203a}', '\u{2212}', '\u{2219}', '\u{22c5}',
    '\u{3001}', '\u{3002}', '\u{30fb}',
];

/// What stands in some numbers and in what they are called beside letters and digits: "N°", "#", "§ 27a", Mexico's &, Ireland's
/// + and *.
const OTHER_SIGNS: &[char] = &['&', '+', '*', '#', '\u{a7}', '\u{b0}', '\u{2116}'];

/// What a spreadsheet, a list or a form leaves around a number: `="0123"`, "0123;", "| 0123 |", "<0123>".
const AROUND: &[char] = &[' ', '=', '"', ';', ',', ':', '|', '<', '>', '{', '}', '*', '_', '\\', '~'];

/// What tax offices prescribe where a buyer has no number, and has no digit in it (Guatemala, India).
const NO_NUMBERS: [&str; 2] = ["CF", "URP"];

/// Letters and digits with the separators that people write between them.
fn number(typed: &str) -> Result<String, Problem> {
    let number = bare(typed)?;
    if number.chars().any(char::is_numeric) { Ok(number) } else { Err(Problem::NotANumber) }
}

/// As [`number`], or what stands for none.
fn tax_number(typed: &str) -> Result<String, Problem> {
    let number = bare(typed)?;
    let letters: String = number.chars().filter(char::is_ascii_alphanumeric).collect();
    let is_none = || NO_NUMBERS.iter().any(|none| letters.eq_ignore_ascii_case(none));
    if number.chars().any(char::is_numeric) || is_none() { Ok(number) } else { Err(Problem::NotANumber) }
}

/// A text of no other signs than numbers have, without what is left around it.
fn bare(typed: &str) -> Result<String, Problem> {
    let text = line(typed)?;
    let text = text.trim_matches(AROUND);
    let is_sign = |sign: char| {
        sign == ' '
            || sign.is_alphanumeric()
            || is_mark(sign)
            || OTHER_SIGNS.contains(&sign)
            || NUMBER_SEPARATORS.contains(&sign)
    };
    if text.chars().all(is_sign) { Ok(text.to_owned()) } else { Err(Problem::NotANumber) }
}

/// A mark that is written with a letter in what a number is called: vowels of Hebrew and Arabic, and the signs of the scripts
/// from Devanagari to Khmer (Unicode, general category M, by block).
fn is_mark(sign: char) -> bool {
    matches!(
        sign,
        '\u{300}'..='\u{36f}'
            | '\u{591}'..='\u{5bd}'
            | '\u{64b}'..='\u{65f}'
            | '\u{900}'..='\u{e4e}'
            | '\u{eb0}'..='\u{ece}'
            | '\u{102b}'..='\u{103e}'
            | '\u{17b6}'..='\u{17d3}'
    )
}

#[cfg(test)]
mod tests {
    use super::super::tests::{refuses, takes};
    use super::*;

    #[test]
    fn takes_numbers_as_offices_print_them() {
        for typed in ["1234567890", "DE 136.695.976", "HRB 12345 B", "12.345.678/0001-95", "22AAAAA0000A1Z5"] {
            takes(TAX_NUMBER, &[(typed, typed)]);
        }
    }

    #[test]
    fn takes_what_people_and_programs_write_around_a_number() {
        for typed in [
            "DE 136,695,976",
            "CHE-100.155.212 (MWST)",
            "N° TVA : FR40303265045",
            "ח״פ 516179157",
            "ח\"פ 516179157",
            "136\u{b7}695\u{b7}976",
            "136\u{2022}695\u{2022}976",
            "เลขประจำตัวผู้ 0994000617721",
            "201901000005 (1312525-A)",
        ] {
            takes(TAX_NUMBER, &[(typed, typed)]);
            takes(REGISTRATION_NUMBER, &[(typed, typed)]);
        }
        for typed in [
            "=\"4540536920\"",
            "4540536920;",
            ": 4540536920,",
            "= 4540536920",
            "| 4540536920 |",
            "<4540536920>",
            "{4540536920}",
            "*4540536920",
            "4540536920_",
        ] {
            takes(TAX_NUMBER, &[(typed, "4540536920")]);
        }
    }

    #[test]
    fn takes_what_stands_for_no_number_and_no_other_word() {
        takes(TAX_NUMBER, &[("CF", "CF"), ("c/f", "c/f"), ("URP", "URP")]);
        refuses(
            TAX_NUMBER,
            &[("none", Problem::NotANumber), ("C", Problem::NotANumber), ("URPX", Problem::NotANumber)],
        );
        refuses(REGISTRATION_NUMBER, &[("CF", Problem::NotANumber), ("URP", Problem::NotANumber)]);
    }

    #[test]
    fn refuses_numbers_without_a_digit_or_with_other_marks() {
        for typed in ["none", "---", "12<3>", "=", "\"\"", "1=2", "1{2}", "1\u{1f600}"] {
            for rule in [TAX_NUMBER, REGISTRATION_NUMBER] {
                refuses(rule, &[(typed, Problem::NotANumber)]);
            }
        }
    }
}
