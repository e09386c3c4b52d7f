//! Addresses of every country: which parts there are and must be, what they may hold, and whether they belong together.

mod format;
mod kinds;
mod names;
mod postal;
mod shape;

pub use format::{lines, postal_lines};
pub use names::Named;
pub(super) use postal::{plain as plain_postal_code, tidy as tidy_postal_code};
pub use shape::{Shape, Subdivision, shape, shapes};

use super::text::composed;
use crate::countries::{Address, AddressPart};
use crate::fields::{Found, Problem};

/// An address as it is to be stored, and what was found about its parts, in the order of the checks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    /// Tidied: what people mean is written as the country writes it.
    pub address: Address,
    /// What was found, each at its part.
    pub found: Vec<(AddressPart, Found)>,
}

/// Checks an address whose country is known to be one.
#[must_use]
pub fn check(typed: &Address) -> Checked {
    let Some(shape) = shape(&typed.country) else {
        return Checked {
            address: typed.clone(),
            found: vec![(AddressPart::Country, Found::block(Problem::UnknownCountry))],
        };
    };
    let mut checked = Checked { address: typed.clone(), found: Vec::new() };
    for text in [
        &mut checked.address.line1,
        &mut checked.address.line2,
        &mut checked.address.locality,
        &mut checked.address.subdivision,
    ] {
        *text = composed(text).into_owned();
    }
    checked.postal_code(shape);
    checked.subdivision(shape);
    checked.structure(shape);
    checked.together(shape);
    checked
}

impl Checked {
    fn note(&mut self, part: AddressPart, found: Found) {
        self.found.push((part, found));
    }

    /// What must be there and is not, and what is there and nobody writes.
    fn structure(&mut self, shape: &Shape) {
        let parts = [
            (AddressPart::Lines, !self.address.line1.is_empty() || !self.address.line2.is_empty()),
            (AddressPart::Locality, !self.address.locality.is_empty()),
            (AddressPart::PostalCode, !self.address.postal_code.is_empty()),
            (AddressPart::Subdivision, !self.address.subdivision.is_empty()),
        ];
        for (part, is_there) in parts {
            if !is_there && shape.requires(part.letter()) {
                self.note(part, self.missing(shape, part));
            } else if is_there && !shape.writes(part.letter()) {
                let found = if part == AddressPart::PostalCode {
                    Found::warn(Problem::UnexpectedPart)
                } else {
                    Found::info(Problem::UnexpectedPart)
                };
                self.note(part, found);
            }
        }
    }

    /// A part that must be there. A subdivision that the postal code leaves between two or three is asked for, and the
    /// letter arrives without it.
    fn missing(&self, shape: &Shape, part: AddressPart) -> Found {
        let is_code = shape.is_postal_code(&self.address.postal_code) == Some(true);
        let near = shape.subdivisions_of_postal_code(&self.address.postal_code);
        if part != AddressPart::Subdivision || !is_code || near.is_empty() {
            return Found::block(Problem::Missing);
        }
        let names: Vec<&str> = near.iter().map(|one| one.written).collect();
        Found::warn(Problem::Missing).hint(names.join(" / "))
    }

    fn postal_code(&mut self, shape: &Shape) {
        if self.address.postal_code.is_empty() || !shape.writes(AddressPart::PostalCode.letter()) {
            return;
        }
        if let Some(code) = postal::tidy(shape, &self.address.postal_code) {
            self.address.postal_code = code;
        } else {
            let hint = postal::meant(shape, &self.address.postal_code);
            self.note(AddressPart::PostalCode, Found::block(Problem::NotAPostalCode).hint(hint));
        }
    }

    /// A subdivision is stored as the country writes it. One that is left out where the postal code names it is filled in.
    fn subdivision(&mut self, shape: &Shape) {
        if shape.subdivisions.is_empty() || !shape.writes(AddressPart::Subdivision.letter()) {
            return;
        }
        // A code that is none names no place.
        let is_code = shape.is_postal_code(&self.address.postal_code) == Some(true);
        let implied = shape.subdivision_of_postal_code(&self.address.postal_code).filter(|_| is_code);
        if self.address.subdivision.is_empty() {
            if let Some(implied) = implied.filter(|_| shape.requires(AddressPart::Subdivision.letter())) {
                implied.written.clone_into(&mut self.address.subdivision);
                self.note(AddressPart::Subdivision, Found::info(Problem::SubdivisionFilledIn).hint(implied.written));
            }
            return;
        }
        let postal_code = if is_code { self.address.postal_code.as_str() } else { "" };
        match shape.named(&self.address.subdivision, postal_code) {
            Named::One(known) => self.write(known),
            Named::Several(places) => {
                let names: Vec<&str> = places.iter().map(|one| one.written).collect();
                self.note(AddressPart::Subdivision, Found::warn(Problem::AmbiguousSubdivision).hint(names.join(" / ")));
            }
            // A region above the provinces, or an older name: the postal code knows which one is meant.
            Named::Nothing => match implied {
                Some(implied) => {
                    self.note(AddressPart::Subdivision, Found::warn(Problem::UnknownSubdivision).hint(implied.written));
                }
                None => self.note(
                    AddressPart::Subdivision,
                    Found::block(Problem::UnknownSubdivision).hint(shape.subdivisions[0].written),
                ),
            },
        }
    }

    /// Who writes in the country's own script goes on in it.
    fn write(&mut self, known: &Subdivision) {
        let is_local = !format::is_latin(&self.address.subdivision) && !format::is_latin(known.key);
        let written = if is_local { known.key } else { known.written };
        written.clone_into(&mut self.address.subdivision);
    }

    /// A postal code of another subdivision: one of the two is wrong, and nobody but the customer knows which.
    fn together(&mut self, shape: &Shape) {
        let Some(known) = shape.subdivision(&self.address.subdivision).filter(|_| !self.address.subdivision.is_empty())
        else {
            return;
        };
        if self.address.postal_code.is_empty() || shape.is_postal_code(&self.address.postal_code) != Some(true) {
            return;
        }
        if known.has_postal_code(&self.address.postal_code) == Some(false) {
            let hint = shape.subdivision_of_postal_code(&self.address.postal_code).map_or("", |other| other.written);
            self.note(AddressPart::PostalCode, Found::warn(Problem::PostalCodeElsewhere).hint(hint));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fields::Severity;

    fn address(country: &str, line1: &str, locality: &str, subdivision: &str, postal_code: &str) -> Address {
        let [country, line1, locality, subdivision, postal_code] =
            [country, line1, locality, subdivision, postal_code].map(str::to_owned);
        Address { line1, locality, subdivision, postal_code, country, ..Address::default() }
    }

    fn found(address: &Address) -> Vec<(AddressPart, Problem, Severity, String)> {
        check(address)
            .found
            .into_iter()
            .map(|(part, found)| (part, found.problem, found.severity, found.hint))
            .collect()
    }

    #[test]
    fn takes_addresses_as_their_countries_write_them() {
        for right in [
            address("TR", "Nilüfer Cad. 12", "Osmangazi", "Bursa", "16120"),
            address("US", "1 Main St", "Austin", "TX", "78701"),
            address("DE", "Hauptstr. 5", "Berlin", "", "10115"),
            address("HK", "1 Queen's Road", "Central", "Hong Kong Island", ""),
            address("AE", "Tower 3", "", "Dubai", ""),
            address("IE", "1 Main Street", "Dublin", "Dublin", ""),
        ] {
            assert_eq!(found(&right), [], "{right:?}");
        }
    }

    #[test]
    fn finds_a_postal_code_of_another_province() {
        let ankara = address("TR", "Cad. 1", "Çankaya", "Ankara", "34000");
        assert_eq!(
            found(&ankara),
            [(AddressPart::PostalCode, Problem::PostalCodeElsewhere, Severity::Warn, "İstanbul".into())]
        );
    }

    #[test]
    fn finds_a_subdivision_of_another_country() {
        let strange = address("US", "1 Main St", "Austin", "Bavaria", "");
        assert!(found(&strange).contains(&(
            AddressPart::Subdivision,
            Problem::UnknownSubdivision,
            Severity::Block,
            "AL".into()
        )));
    }

    #[test]
    fn fills_in_the_province_that_the_postal_code_names() {
        let checked = check(&address("IN", "1 Fort", "Mumbai", "", "400001"));
        assert_eq!(checked.address.subdivision, "Maharashtra");
        assert_eq!(
            checked.found,
            [(AddressPart::Subdivision, Found::info(Problem::SubdivisionFilledIn).hint("Maharashtra"))]
        );
    }

    #[test]
    fn asks_for_what_the_country_asks_and_doubts_what_it_does_not() {
        assert!(found(&address("US", "", "Austin", "TX", "78701")).contains(&(
            AddressPart::Lines,
            Problem::Missing,
            Severity::Block,
            String::new()
        )));
        assert_eq!(
            found(&address("AE", "Tower 3", "", "Dubai", "00000")),
            [(AddressPart::PostalCode, Problem::UnexpectedPart, Severity::Warn, String::new())]
        );
        assert_eq!(found(&address("XX", "a", "", "", ""))[0].1, Problem::UnknownCountry);
    }

    #[test]
    fn refuses_a_postal_code_with_a_right_one_beside_it() {
        assert_eq!(
            found(&address("DE", "Str. 1", "Berlin", "", "1011")),
            [(AddressPart::PostalCode, Problem::NotAPostalCode, Severity::Block, "01011".into())]
        );
    }
}
