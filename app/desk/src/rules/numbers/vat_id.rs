//! VAT IDs as the European Union's registry knows them.

use super::foreign::recognised;
use super::{Place, compact, kinds_at};

/// The letters of the states whose numbers VIES answers about: `EL` is Greece, `XI` Northern Ireland. Source: the
/// Commission's VIES, questions and answers.
const STATES: [&str; 28] = [
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "EL", "ES", "FI", "FR", "HR", "HU", "IE", "IT", "LT", "LU", "LV",
    "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK", "XI",
];

/// A VAT ID that the rules take for a right one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VatId {
    /// The state's two letters.
    pub state: &'static str,
    /// What follows them.
    pub number: String,
}

impl VatId {
    /// A VAT ID of its two parts, as they were stored; `None` if no state has such letters.
    #[must_use]
    pub fn of_parts(state: &str, number: &str) -> Option<Self> {
        let state = STATES.into_iter().find(|known| *known == state)?;
        Some(Self { state, number: number.to_owned() })
    }
}

/// The VAT ID that a customer's tax number is, in its country; `None` where it is another kind of number, or wrong.
#[must_use]
pub fn vat_id(country: &str, tax_number: &str) -> Option<VatId> {
    let compact = compact(tax_number);
    // The first kind that fits is the one that is stored: a British number is none of Northern Ireland.
    let own = kinds_at(country, Place::Tax).find_map(|kind| Some((kind, kind.check(&compact).ok()?)));
    let (kind, stored) = own.or_else(|| {
        // A customer may be registered in another state than its own, where the rules know its own state's numbers.
        kinds_at(country, Place::Tax).next()?;
        let (kind, found) = recognised(country, &compact)?;
        Some((kind, found.ok()?))
    })?;
    let letters = kind.vat_letters(&stored)?;
    VatId::of_parts(letters, stored.strip_prefix(letters)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_the_numbers_that_vies_answers_about() {
        for (country, typed, state, number) in [
            ("DE", "DE 136 695 976", "DE", "136695976"),
            ("GR", "EL094259216", "EL", "094259216"),
            ("AT", "ATU13585627", "AT", "U13585627"),
            ("GB", "XI 980 7806 84", "XI", "980780684"),
            // The letters are typed where the holder is registered.
            ("RO", "RO 18547290", "RO", "18547290"),
            ("CZ", "CZ7103192745", "CZ", "7103192745"),
            ("BG", "BG 7523169263", "BG", "7523169263"),
            // Registered elsewhere.
            ("LU", "RO18547290", "RO", "18547290"),
            ("LU", "IT00743110157", "IT", "00743110157"),
            ("US", "DE 136 695 976", "DE", "136695976"),
        ] {
            let right = VatId { state, number: number.to_owned() };
            assert_eq!(vat_id(country, typed), Some(right), "{typed}");
        }
    }

    #[test]
    fn asks_about_no_other_number() {
        for (country, typed) in [
            ("DE", "DE136695977"),
            ("TR", "1234567890"),
            ("GB", "GB980780684"),
            ("GB", "980780684"),
            ("GB", "GD100"),
            ("FR", "552008443"),
            ("DE", "DE136695976-00001"),
            ("DE", "151/815/08156"),
            ("US", "EU372022452"),
            ("LU", "CHE116281710MWST"),
            ("RO", "18547290"),
            ("RO", "RO1630615123457"),
            ("RO", "1630615123457"),
            ("CZ", "7103192745"),
            ("BG", "7523169263"),
            ("DE", "RS101134702"),
            ("DE", "RO1630615123457"),
            ("DE", ""),
            ("XX", "DE136695976"),
        ] {
            assert_eq!(vat_id(country, typed), None, "{country} {typed}");
        }
    }

    #[test]
    fn every_state_has_a_kind_of_number() {
        for state in STATES {
            assert!(
                super::super::kinds().any(|kind| kind.all_vat_letters().any(|letters| letters == state)),
                "{state}"
            );
        }
    }
}
