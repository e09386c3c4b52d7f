//! How a customer stands: whether it is one of those that are worked with.

use super::FieldChange;
use super::attribute::Field;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// How a customer stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// It is listed, found, counted and changed.
    #[default]
    Active,
    /// It was removed: its page and its history stay.
    Removed,
    /// It is to be added, and waits for a second person or its date.
    Asked,
    /// It was to be added, and was not.
    Dropped,
}

impl Standing {
    /// Every standing.
    pub const ALL: [Self; 4] = [Self::Active, Self::Removed, Self::Asked, Self::Dropped];

    /// The name in the database, in the log and in addresses.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Removed => "removed",
            Self::Asked => "asked",
            Self::Dropped => "dropped",
        }
    }

    /// The standing of a name.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|standing| standing.name() == name)
    }

    /// What some changes make of how a customer stands: from what, to what; none where it stays.
    #[must_use]
    pub fn change_in(changes: &[FieldChange]) -> Option<(Self, Self)> {
        let change = changes.iter().find(|change| change.field == Field::Standing.name())?;
        Some((Self::of_name(&change.old)?, Self::of_name(&change.new)?))
    }
}

/// A customer that is there already and has the same in a field, or nearly the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alike {
    /// The field.
    pub field: String,
    /// Which customer.
    pub id: Uuid,
    /// Its name.
    pub company_name: String,
    /// Whether it was removed.
    pub is_removed: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_standing_has_a_name_of_its_own() {
        for standing in Standing::ALL {
            assert_eq!(Standing::of_name(standing.name()), Some(standing));
        }
        for none in ["", "Active", "deleted"] {
            assert_eq!(Standing::of_name(none), None, "{none}");
        }
    }

    #[test]
    fn finds_what_becomes_of_a_customer_among_its_changes() {
        let change = |field: &str, old: &str, new: &str| FieldChange {
            field: field.to_owned(),
            old: old.to_owned(),
            new: new.to_owned(),
        };
        let added = [change("company_name", "", "Lale"), change("standing", "asked", "active")];
        assert_eq!(Standing::change_in(&added), Some((Standing::Asked, Standing::Active)));
        assert_eq!(Standing::change_in(&added[..1]), None);
        assert_eq!(Standing::change_in(&[change("standing", "", "gone")]), None);
    }
}
