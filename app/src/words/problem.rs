//! Which sentence says what was found at a field.

use crate::texts::Texts;
use model::customers::Field;
use model::fields::{Finding, Problem, Severity};

/// The sentence of a finding, with a right sample where one helps.
#[must_use]
pub fn problem_sentence(finding: &Finding, texts: Texts) -> String {
    let hint = finding.hint.as_str();
    let sampled = |sentence: &str| match hint {
        "" => sentence.to_owned(),
        sample => format!("{sentence} {}", texts.problem_for_example(sample)),
    };
    match finding.problem {
        Problem::Missing if finding.path == "roles" => texts.people_roles_missing().to_owned(),
        // What is good to know asks for nothing.
        Problem::Missing if finding.severity == Severity::Info => sampled(texts.problem_missing_note()),
        Problem::Missing => sampled(texts.problem_missing()),
        Problem::TooLong { max_chars } => texts.problem_too_long(max_chars as u64),
        Problem::TooShort { min_chars } => texts.problem_too_short(min_chars as u64),
        Problem::ForbiddenCharacter => texts.problem_forbidden_character().to_owned(),
        Problem::NotAnEmail => texts.problem_not_an_email().to_owned(),
        Problem::UnknownCurrency if !hint.is_empty() => texts.problem_currency_of_several(hint),
        Problem::EmailSlip => texts.problem_email_slip(hint),
        Problem::EmailOfPartner => texts.problem_email_of_partner().to_owned(),
        Problem::EmailBlocked => texts.problem_email_blocked().to_owned(),
        Problem::NotADomain => texts.problem_not_a_domain().to_owned(),
        Problem::NotAPhone => sampled(texts.problem_not_a_phone()),
        Problem::PhoneUnusual => sampled(texts.problem_phone_unusual()),
        Problem::PhoneLeftOut => texts.problem_phone_left_out(hint),
        Problem::PhoneTwoNumbers => texts.problem_phone_two_numbers().to_owned(),
        Problem::PhoneLetter => texts.problem_phone_letter(hint),
        Problem::PhoneExtension => texts.problem_phone_extension().to_owned(),
        Problem::NotAPostalCode => sampled(texts.problem_not_a_postal_code()),
        Problem::PostalCodeElsewhere if hint.is_empty() => texts.problem_postal_code_elsewhere().to_owned(),
        Problem::PostalCodeElsewhere => texts.problem_postal_code_of(hint),
        Problem::UnexpectedPart => texts.problem_unexpected_part().to_owned(),
        Problem::UnknownSubdivision => sampled(texts.problem_unknown_subdivision()),
        Problem::AmbiguousSubdivision => texts.problem_ambiguous_subdivision(hint),
        Problem::SubdivisionFilledIn => texts.problem_subdivision_filled_in(hint),
        Problem::NotANumber => texts.problem_not_a_number().to_owned(),
        Problem::NumberLength => sampled(texts.problem_number_length()),
        Problem::NumberShape => sampled(texts.problem_number_shape()),
        Problem::NumberPart => sampled(texts.problem_number_part()),
        Problem::CheckDigit => texts.problem_check_digit(hint),
        Problem::CheckDigitUnkept
        | Problem::NumberUnchecked
        | Problem::NumberLeftOut
        | Problem::NumberOtherKind
        | Problem::ForeignNumber => doubted_number(finding.problem, hint, texts),
        Problem::NumberBeginning => texts.problem_number_beginning(hint),
        Problem::NumberEnding => texts.problem_number_ending(hint),
        Problem::NumberIncomplete => texts.problem_number_incomplete(hint),
        Problem::PlaceholderNumber => texts.problem_placeholder_number().to_owned(),
        Problem::AlreadyThere => format!("{} {hint}", alike_sentence(&finding.path, texts)),
        Problem::CountryAlias => texts.problem_country_alias(hint),
        Problem::UnknownCountry if !hint.is_empty() => texts.problem_country_meant(hint),
        other => plain_sentence(other, texts).to_owned(),
    }
}

/// What is said of a value that another customer has, before its name.
#[must_use]
pub fn alike_sentence(field: &str, texts: Texts) -> &'static str {
    if field == Field::CompanyName.name() { texts.problem_like_name() } else { texts.problem_already_there() }
}

/// The sentences about a number that may be right.
fn doubted_number(problem: Problem, hint: &str, texts: Texts) -> String {
    match problem {
        Problem::ForeignNumber => texts.problem_foreign_number(hint),
        Problem::NumberUnchecked => texts.problem_number_unchecked(hint),
        Problem::NumberLeftOut => texts.problem_number_left_out(hint),
        Problem::NumberOtherKind => texts.problem_number_other_kind(hint),
        _ => texts.problem_check_digit_unkept(hint),
    }
}

/// The sentences without anything in them.
fn plain_sentence(problem: Problem, texts: Texts) -> &'static str {
    match problem {
        Problem::SeveralValues => texts.problem_several_values(),
        Problem::NotAName => texts.problem_not_a_name(),
        Problem::LoneLegalForm => texts.problem_lone_legal_form(),
        Problem::NameDomainEnding => texts.warning_domain_ending(),
        Problem::NameOneCharacter => texts.warning_one_character(),
        Problem::NameSingleCharacters => texts.warning_single_characters(),
        Problem::Garbled => texts.problem_garbled(),
        Problem::UnknownCountry => texts.problem_unknown_country(),
        Problem::UnknownLanguage => texts.problem_unknown_language(),
        Problem::UnusualLanguage => texts.problem_unusual_language(),
        Problem::UnknownCurrency => texts.problem_unknown_currency(),
        Problem::UnusualCurrency => texts.problem_unusual_currency(),
        Problem::CountriesDiffer => texts.warning_countries_differ(),
        Problem::EmailMoved => texts.warning_email_moved(),
        Problem::CurrencyChanged => texts.warning_currency(),
        Problem::UnknownChoice => texts.problem_unknown_choice(),
        Problem::UnknownCustomer => texts.problem_unknown_customer(),
        Problem::BeforeTheFirst => texts.problem_before_the_first(),
        Problem::ReasonMissing => texts.problem_reason_missing(),
        Problem::NeverChanged => texts.problem_never_changed(),
        Problem::NotATime => texts.problem_not_a_time(),
        Problem::NoSuchTime => texts.problem_no_such_time(),
        Problem::InThePast => texts.problem_in_the_past(),
        Problem::TooFarAhead => texts.problem_too_far_ahead(),
        Problem::Taken => texts.problem_taken(),
        Problem::NameTaken => texts.problem_name_taken(),
        Problem::NotThisName => texts.problem_not_this_name(),
        Problem::NotAPersonsName => texts.problem_not_a_persons_name(),
        Problem::WrongPassword => texts.problem_wrong_password(),
        Problem::SamePassword => texts.problem_same_password(),
        Problem::PasswordsDiffer => texts.problem_passwords_differ(),
        Problem::GuessablePassword => texts.problem_guessable_password(),
        _ => texts.problem_not_a_number(),
    }
}
