//! A postal address and how its country writes it.

use serde::{Deserialize, Serialize};

/// A part of an address, named as the field's standards name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AddressPart {
    /// The country.
    Country,
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
    #[must_use]
    pub fn letter(self) -> char {
        match self {
            Self::Country => 'R',
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

/// An address as its country writes it, ready to be shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddressShown {
    /// Its lines, without the country.
    pub lines: Vec<String>,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// The language it is read in, BCP 47; empty where unknown.
    pub language: String,
}
