//! What a form asks of one country: sent to the browser for the country in use, and for no other.

use super::AddressPart;
use serde::{Deserialize, Serialize};

/// The version of the rules: the day they last changed. It stands beside every finding that is kept or printed.
pub const RULES_VERSION: &str = "2026-11-26";

/// One country's form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountryForm {
    /// ISO 3166-1 alpha-2; empty for the form of a country that is not known yet.
    pub country: String,
    /// The parts of its addresses in its order.
    pub parts: Vec<FormPart>,
    /// The name of its tax number and one that is right; empty where no rule is known.
    pub tax_number: String,
    /// The name of its registration number and one that is right; empty where no rule is known.
    pub registration_number: String,
    /// A telephone number there.
    pub phone: String,
    /// Whether every tax number there is of digits only, and every registration number.
    #[serde(default)]
    pub are_digits: (bool, bool),
}

/// One part of an address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormPart {
    /// Which.
    pub part: AddressPart,
    /// What the country calls it: `prefecture`, `eircode`, …; empty for street lines.
    pub kind: String,
    /// Whether an address must have it.
    pub is_required: bool,
    /// What a right one looks like; empty where nothing needs saying.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub sample: String,
    /// What can be chosen: as written, and its name. Empty where anything can be typed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<(String, String)>,
}

impl FormPart {
    /// Whether what is right is of digits only.
    #[must_use]
    pub fn is_of_digits(&self) -> bool {
        !self.sample.is_empty() && self.sample.bytes().all(|sign| sign.is_ascii_digit())
    }
}

impl CountryForm {
    /// Whether its addresses have a part.
    #[must_use]
    pub fn has(&self, part: AddressPart) -> bool {
        self.parts.iter().any(|of| of.part == part)
    }
}
