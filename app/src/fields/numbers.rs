//! Numbers that registers, tax offices and the customer's own purchasing give.

use super::text::line;
use super::{Input, Problem, Rule};

/// The number in the national register of companies.
pub const REGISTRATION_NUMBER: Rule = Rule { input: Input::text(40), check: number };

/// The VAT ID or other tax number that stands on invoices.
pub const TAX_NUMBER: Rule = Rule { input: Input::text(30), check: number };

/// What the customer wants printed on its invoices to find its order again.
pub const PURCHASE_ORDER: Rule = Rule { input: Input::text(50), check: line };

/// Letters and digits with the separators that people write between them.
fn number(typed: &str) -> Result<String, Problem> {
    let number = line(typed)?;
    let is_number = number.chars().all(|letter| letter.is_alphanumeric() || " -./&+*:_#".contains(letter))
        && number.chars().any(char::is_numeric);
    if is_number { Ok(number) } else { Err(Problem::NotANumber) }
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
    fn refuses_numbers_without_a_digit_or_with_other_marks() {
        for typed in ["none", "---", "12<3>", "1;2"] {
            refuses(REGISTRATION_NUMBER, &[(typed, Problem::NotANumber)]);
        }
    }
}
