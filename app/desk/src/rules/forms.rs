//! The form of a country, made of the same tables that its addresses and numbers are checked by.

use super::addresses::{Shape, shape};
use super::numbers::{self, Place};
use super::phones;
use model::countries::{AddressPart, CountryForm, FormPart};
use model::language::Language;

/// The form of a country; of one that is unknown, a form with every part.
#[must_use]
pub fn country_form(country: &str, language: Language) -> CountryForm {
    let Some(shape) = shape(country) else {
        return CountryForm { parts: ALL.map(|part| plain(part, "", false)).into(), ..CountryForm::default() };
    };
    let sample = |place| numbers::kinds_at(country, place).next().map(numbers::sample).unwrap_or_default();
    let (tax_number, registration_number) = (sample(Place::Tax), sample(Place::Registration));
    // Where no register of its own is known, anything may stand in its place.
    let has_register = registration_number != tax_number && of_digits(country, Place::Registration);
    CountryForm {
        country: country.to_owned(),
        parts: order(shape).into_iter().map(|part| form_part(shape, part, language)).collect(),
        tax_number,
        registration_number,
        phone: phones::sample(country),
        are_digits: (of_digits(country, Place::Tax), has_register),
    }
}

/// Whether every number of a country that belongs at a place is of digits only.
fn of_digits(country: &str, place: Place) -> bool {
    let mut kinds = numbers::kinds_at(country, place).peekable();
    kinds.peek().is_some()
        && kinds.all(|kind| kind.stored_prefix.is_empty() && kind.patterns.iter().all(|pattern| is_of_digits(pattern)))
}

fn is_of_digits(pattern: &str) -> bool {
    pattern.bytes().all(|sign| sign == b'd' || sign.is_ascii_digit())
}

const ALL: [AddressPart; 4] =
    [AddressPart::Lines, AddressPart::PostalCode, AddressPart::Locality, AddressPart::Subdivision];

/// The parts in the order of the country's format.
fn order(shape: &Shape) -> Vec<AddressPart> {
    let mut parts: Vec<(usize, AddressPart)> = ALL
        .into_iter()
        .filter_map(|part| shape.format.find(&format!("%{}", part.letter())).map(|at| (at, part)))
        .collect();
    parts.sort_by_key(|(at, _)| *at);
    parts.into_iter().map(|(_, part)| part).collect()
}

fn plain(part: AddressPart, kind: &str, is_required: bool) -> FormPart {
    FormPart { part, kind: kind.to_owned(), is_required, sample: String::new(), choices: Vec::new() }
}

fn form_part(shape: &Shape, part: AddressPart, language: Language) -> FormPart {
    let is_required = shape.requires(part.letter());
    match part {
        AddressPart::Country | AddressPart::Lines => plain(part, "", is_required),
        AddressPart::Locality => plain(part, shape.locality_kind, is_required),
        AddressPart::PostalCode => {
            FormPart { sample: shape.postal_sample().to_owned(), ..plain(part, shape.postal_kind, is_required) }
        }
        AddressPart::Subdivision => {
            let name = |one: &super::addresses::Subdivision| match language {
                Language::English => one.english,
                Language::Turkish => one.turkish,
            };
            let mut choices: Vec<(String, String)> =
                shape.subdivisions.iter().map(|one| (one.written.to_owned(), name(one).to_owned())).collect();
            choices.sort_by_cached_key(|(_, name)| crate::folding::key(name, language));
            FormPart { choices, ..plain(part, shape.subdivision_kind, is_required) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asks(country: &str) -> Vec<(AddressPart, String, bool)> {
        country_form(country, Language::English)
            .parts
            .into_iter()
            .map(|part| (part.part, part.kind, part.is_required))
            .collect()
    }

    #[test]
    fn a_phone_shows_digits_where_every_number_is_of_them() {
        for (country, tax, registration) in [
            ("TR", true, false),
            ("US", true, false),
            ("FR", false, true),
            // A VAT ID begins with letters; Brazil's numbers have letters since 2026.
            ("DE", false, false),
            ("GB", false, false),
            ("BR", false, false),
            ("", false, false),
        ] {
            assert_eq!(country_form(country, Language::English).are_digits, (tax, registration), "{country}");
        }
    }

    #[test]
    fn asks_what_the_country_asks_in_its_order() {
        use AddressPart::{Lines, Locality, PostalCode, Subdivision};
        let is = |country: &str, wanted: &[(AddressPart, &str, bool)]| {
            let wanted: Vec<_> = wanted.iter().map(|(part, kind, must)| (*part, (*kind).to_owned(), *must)).collect();
            assert_eq!(asks(country), wanted, "{country}");
        };
        is(
            "TR",
            &[
                (Lines, "", true),
                (PostalCode, "postal", true),
                (Locality, "district", true),
                (Subdivision, "province", false),
            ],
        );
        is(
            "US",
            &[(Lines, "", true), (Locality, "city", true), (Subdivision, "state", true), (PostalCode, "zip", true)],
        );
        is("GB", &[(Lines, "", true), (Locality, "post_town", true), (PostalCode, "postal", true)]);
        is("JP", &[(PostalCode, "postal", true), (Subdivision, "prefecture", true), (Lines, "", true)]);
        is("AE", &[(Lines, "", true), (Subdivision, "emirate", true)]);
        is("HK", &[(Subdivision, "area", true), (Locality, "district", false), (Lines, "", true)]);
        is(
            "IE",
            &[
                (Lines, "", true),
                (Locality, "city", true),
                (Subdivision, "county", false),
                (PostalCode, "eircode", false),
            ],
        );
    }

    #[test]
    fn no_form_is_larger_than_six_kilobytes_before_it_is_compressed() {
        for (code, _) in model::countries::country_choices(Language::Turkish) {
            let bytes =
                serde_json::to_string(&country_form(code, Language::Turkish)).map_or(usize::MAX, |json| json.len());
            assert!(bytes < 6 * 1024, "{code}: {bytes}");
        }
    }
}
