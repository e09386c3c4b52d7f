//! What the rules say about a customer's text.

use super::CustomerText;
use crate::field_errors::FieldErrors;
use crate::fields::{Finding, Severity};
use serde::{Deserialize, Serialize};

/// Text as it would be stored, and everything that was found about it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reviewed {
    /// Tidied: as the country writes it.
    pub text: CustomerText,
    /// In the order of the fields.
    pub findings: Vec<Finding>,
}

impl Reviewed {
    /// What cannot be saved, each at its field.
    #[must_use]
    pub fn errors(&self) -> FieldErrors {
        let mut errors = FieldErrors::default();
        self.findings.iter().cloned().for_each(|finding| errors.add(finding));
        errors
    }

    /// Whether a reason must be given.
    #[must_use]
    pub fn needs_reason(&self) -> bool {
        self.findings.iter().any(|finding| finding.severity == Severity::Warn)
    }
}
