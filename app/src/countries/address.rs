//! A postal address and how its country writes it.

use super::{Country, country};
use serde::{Deserialize, Serialize};

/// A part of an address, named as the field's standards name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddressPart {
    /// Street, building, flat: one or two lines.
    Lines,
    /// City, town or, in Turkey, the district (ilçe).
    Locality,
    /// Province, state, emirate, prefecture.
    Subdivision,
    /// Postal code, ZIP, PIN, eircode.
    PostalCode,
}

impl AddressPart {
    /// The letter that Google's address data gives the part.
    pub(super) fn letter(self) -> char {
        match self {
            Self::Lines => 'A',
            Self::Locality => 'C',
            Self::Subdivision => 'S',
            Self::PostalCode => 'Z',
        }
    }
}

/// An address as stored; any part may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Address {
    /// First street line.
    pub line1: String,
    /// Second street line.
    pub line2: String,
    /// City, town or district.
    pub locality: String,
    /// Province, state, emirate, prefecture.
    pub subdivision: String,
    /// Postal code as the country writes it.
    pub postal_code: String,
    /// ISO 3166-1 alpha-2.
    pub country: String,
}

impl Address {
    /// The lines of the address as its country writes them, without name and country, empty lines left out.
    ///
    /// An unknown country is written like most of the world: street, postal code and locality, subdivision.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        let format = country(&self.country).map_or("%A%n%Z %C%n%S", |known: &Country| known.format);
        let written: Vec<String> = format.split("%n").flat_map(|line| self.line(line)).collect();
        // A part that the country does not write is shown all the same: stored text is never hidden.
        let missing = [
            (AddressPart::Subdivision, &self.subdivision),
            (AddressPart::PostalCode, &self.postal_code),
            (AddressPart::Locality, &self.locality),
        ];
        let extra = missing
            .into_iter()
            .filter(|(part, text)| !text.is_empty() && !format.contains(&format!("%{}", part.letter())));
        written.into_iter().chain(extra.map(|(_, text)| text.clone())).collect()
    }

    /// One line of a format, filled; literals stand only between parts that are there.
    fn line(&self, format: &str) -> Vec<String> {
        let mut text = String::new();
        let mut literal = String::new();
        let mut letters = format.chars();
        let mut lines = Vec::new();
        while let Some(letter) = letters.next() {
            if letter != '%' {
                literal.push(letter);
                continue;
            }
            let part = match letters.next() {
                Some('A') => {
                    lines.extend([&self.line1, &self.line2].into_iter().filter(|line| !line.is_empty()).cloned());
                    ""
                }
                Some('C') => &self.locality,
                Some('S') => &self.subdivision,
                Some('Z') => &self.postal_code,
                _ => "",
            };
            if !part.is_empty() {
                let keep = if text.is_empty() {
                    literal.trim_matches(|c: char| c.is_whitespace() || ",-/".contains(c))
                } else {
                    &literal
                };
                text.push_str(keep);
                text.push_str(part);
            }
            if !part.is_empty() || text.is_empty() {
                literal.clear();
            }
        }
        if !text.trim().is_empty() {
            lines.push(text.trim().to_owned());
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(country: &str, parts: [&str; 5]) -> Vec<String> {
        let [line1, line2, locality, subdivision, postal_code] = parts.map(str::to_owned);
        Address { line1, line2, locality, subdivision, postal_code, country: country.to_owned() }.lines()
    }

    #[test]
    fn writes_addresses_the_way_their_country_does() {
        assert_eq!(
            address("TR", ["Nilüfer Cad. 12", "", "Osmangazi", "Bursa", "16120"]),
            ["Nilüfer Cad. 12", "16120 Osmangazi/Bursa"]
        );
        assert_eq!(
            address("US", ["1 Main St", "Suite 2", "Austin", "TX", "78701"]),
            ["1 Main St", "Suite 2", "Austin, TX 78701"]
        );
        assert_eq!(address("DE", ["Hauptstr. 5", "", "Berlin", "", "10115"]), ["Hauptstr. 5", "10115 Berlin"]);
        assert_eq!(address("AE", ["Tower 3", "", "", "Dubai", ""]), ["Tower 3", "Dubai"]);
    }

    #[test]
    fn leaves_out_the_marks_between_parts_that_are_missing() {
        assert_eq!(address("TR", ["Cad. 1", "", "Kadıköy", "", ""]), ["Cad. 1", "Kadıköy"]);
        assert_eq!(address("TR", ["Cad. 1", "", "", "Bursa", ""]), ["Cad. 1", "Bursa"]);
        assert_eq!(address("US", ["1 Main St", "", "Austin", "", ""]), ["1 Main St", "Austin"]);
    }

    #[test]
    fn hides_nothing_that_the_country_would_not_write() {
        assert_eq!(address("DE", ["Str. 1", "", "Berlin", "BE", "10115"]), ["Str. 1", "10115 Berlin", "BE"]);
        assert_eq!(address("??", ["Str. 1", "", "Town", "", "1"]), ["Str. 1", "1 Town"]);
    }
}
