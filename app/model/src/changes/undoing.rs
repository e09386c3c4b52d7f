//! What taking a change back would do, and what it did.

use super::consequence::Consequence;
use super::policy::Ruling;
use crate::customers::FieldChange;
use crate::fields::Finding;
use crate::history::Change;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What becomes of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// It is as it was before.
    Undone,
    /// It was as before already.
    Same,
    /// It is kept: somebody edited it since.
    Edited,
    /// It is kept: the rules refuse what stood there before.
    Refused,
    /// It is kept: its earlier value was erased on request, or there is no such field any more.
    Erased,
}

impl Fate {
    /// Everything that can become of one.
    pub const ALL: [Self; 5] = [Self::Undone, Self::Same, Self::Edited, Self::Refused, Self::Erased];

    /// The name in addresses.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Undone => "undone",
            Self::Same => "same",
            Self::Edited => "edited",
            Self::Refused => "refused",
            Self::Erased => "erased",
        }
    }
}

/// A field that a change touched, and what undoing makes of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UndoField {
    /// The field, what is stored now (`old`) and what stood before the change (`new`).
    pub change: FieldChange,
    /// What becomes of it.
    pub fate: Fate,
    /// Why the rules refuse it, if they do.
    pub finding: Option<Finding>,
}

/// What undoing a change would do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Undoing {
    /// Whose account.
    pub customer_id: Uuid,
    /// The customer's name.
    pub company_name: String,
    /// The version that is stored.
    pub version: i64,
    /// The change.
    pub change: Change,
    /// Its fields.
    pub fields: Vec<UndoField>,
    /// What follows from it.
    pub consequences: Vec<Consequence>,
    /// Whether it would wait for a second person.
    pub ruling: Ruling,
}
