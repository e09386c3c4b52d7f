//! Which sentence says what is wrong with a field.

use crate::fields::Problem;
use crate::language::Texts;

/// The sentence of a problem.
#[must_use]
pub fn problem_sentence(problem: Problem, texts: Texts) -> String {
    match problem {
        Problem::Missing => texts.problem_missing().to_owned(),
        Problem::TooLong { max_chars } => texts.problem_too_long(max_chars as u64),
        Problem::TooShort { min_chars } => texts.problem_too_short(min_chars as u64),
        Problem::ForbiddenCharacter => texts.problem_forbidden_character().to_owned(),
        Problem::NotAnEmail => texts.problem_not_an_email().to_owned(),
        Problem::NotADomain => texts.problem_not_a_domain().to_owned(),
        Problem::NotAPhone => texts.problem_not_a_phone().to_owned(),
        Problem::NotAPostalCode => texts.problem_not_a_postal_code().to_owned(),
        Problem::NotANumber => texts.problem_not_a_number().to_owned(),
        Problem::NotAName => texts.problem_not_a_name().to_owned(),
        Problem::LoneLegalForm => texts.problem_lone_legal_form().to_owned(),
        Problem::UnknownCountry => texts.problem_unknown_country().to_owned(),
        Problem::UnknownLanguage => texts.problem_unknown_language().to_owned(),
        Problem::UnknownCurrency => texts.problem_unknown_currency().to_owned(),
        Problem::UnknownChoice => texts.problem_unknown_choice().to_owned(),
        Problem::Taken => texts.problem_taken().to_owned(),
        Problem::WrongPassword => texts.problem_wrong_password().to_owned(),
        Problem::SamePassword => texts.problem_same_password().to_owned(),
        Problem::PasswordsDiffer => texts.problem_passwords_differ().to_owned(),
    }
}
