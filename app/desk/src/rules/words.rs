//! Fields by what they hold: codes in plain signs, words composed, and which words a program has spoilt.

use super::review::is_country;
use super::text;
use model::customers::{AddressFields, CustomerText, Field};
use model::fields::{is_garbled, seen};

/// A text in one form, before its field's own rule looks at it: codes and numbers in plain signs, words composed, and
/// neither with characters that nobody sees.
pub fn tidied(field: Field, typed: &str) -> String {
    let is_code = matches!(
        field,
        Field::BillingPhone | Field::TaxNumber | Field::RegistrationNumber | Field::Language | Field::Currency
    );
    // A country's name has marks of its own: "Åland".
    if is_code || is_country(field) { text::code(typed) } else { text::composed(&seen(typed)).into_owned() }
}

/// Whether a field holds words that no list and no number's shape is held against.
fn is_words(field: Field) -> bool {
    let of_address = |fields: AddressFields| [fields.line1, fields.line2, fields.locality].contains(&field);
    matches!(field, Field::CompanyName | Field::BillToName | Field::ContactFirstName | Field::ContactLastName)
        || of_address(AddressFields::COMPANY)
        || of_address(AddressFields::BILLING)
}

/// Whether a field is of the company, and not of its invoices.
fn is_of_company(field: Field) -> bool {
    field == Field::CompanyName || AddressFields::COMPANY.all().contains(&field)
}

/// The fields of words that are garbled, as they were typed or as they are kept: what was taken away may have been half of a
/// letter.
pub fn garbled(typed: &CustomerText, kept: &CustomerText) -> Vec<Field> {
    let (company, billing) = (kept.get(Field::CompanyCountry), kept.billing_address().country);
    let is_spoilt = |field: &Field| {
        let country = if is_of_company(*field) { company } else { &billing };
        let (kept, typed) = (kept.get(*field), typed.get(*field));
        is_words(*field)
            && !kept.is_empty()
            && (is_garbled(kept, country) || (typed != kept && is_garbled(typed, country)))
    };
    Field::OF_TEXT.iter().copied().filter(is_spoilt).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn garbled_of(country: &str, field: Field, typed: &str, kept: &str) -> Vec<Field> {
        let mut before = CustomerText::default();
        before.set(Field::CompanyCountry, country);
        before.set(Field::BillingSameAsCompany, "true");
        let mut after = before.clone();
        before.set(field, typed);
        after.set(field, kept);
        garbled(&before, &after)
    }

    #[test]
    fn a_half_of_a_letter_that_was_taken_away_is_seen() {
        let name = Field::CompanyName;
        assert_eq!(garbled_of("ES", name, "GarcÃ\u{ad}a SL", "GarcÃa SL"), [name]);
        assert_eq!(garbled_of("ES", name, "Ã\u{81}lvaro SL", "Ãlvaro SL"), [name]);
        assert_eq!(garbled_of("TR", name, "Þeker A.S.", "Þeker A.S."), [name]);
        let contact = Field::ContactLastName;
        assert_eq!(garbled_of("TR", contact, "Þeker", "Þeker"), [contact]);
    }

    #[test]
    fn names_of_the_country_and_what_is_not_kept_are_left_alone() {
        for (country, field, typed, kept) in [
            ("IS", Field::CompanyName, "Þeker", "Þeker"),
            ("CZ", Field::ContactLastName, "Novotný", "Novotný"),
            ("ES", Field::BillToName, "GarcÃ\u{ad}a SL", ""),
            ("TR", Field::TaxNumber, "Þ1", "Þ1"),
            ("TR", Field::CompanyName, "So\u{ad}ğan A.Ş.", "Soğan A.Ş."),
        ] {
            assert_eq!(garbled_of(country, field, typed, kept), [], "{country} {typed}");
        }
    }
}
