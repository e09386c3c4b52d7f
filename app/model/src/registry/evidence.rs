//! What a registry said, as it is shown.

use serde::{Deserialize, Serialize};

/// Where a question stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// No answer yet; it is asked again by itself.
    Waiting,
    /// The registry knows the number.
    Valid,
    /// The registry does not know the number.
    Invalid,
    /// The registry could not be asked, often enough to stop trying. Says nothing about the number.
    Unasked,
}

impl State {
    /// The state's name in the database.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Valid => "valid",
            Self::Invalid => "invalid",
            Self::Unasked => "unasked",
        }
    }

    /// The state of a name; a name that is none says nothing about the number.
    #[must_use]
    pub fn of_name(name: &str) -> Self {
        [Self::Waiting, Self::Valid, Self::Invalid]
            .into_iter()
            .find(|state| state.name() == name)
            .unwrap_or(Self::Unasked)
    }
}

/// A question and what came of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// Where it stands.
    pub state: State,
    /// The number asked about, with its member state's letters.
    pub vat_id: String,
    /// When it was answered, or asked, in microseconds since 1970, UTC.
    pub at_us: i64,
    /// How long ago that is, in whole days.
    pub age_days: u32,
    /// How often it was tried.
    pub attempts: u32,
    /// When it is tried next while it waits, in microseconds since 1970, UTC.
    pub next_try_at_us: i64,
    /// Why the last try had no answer, in the registry's word; empty if it had.
    pub failure: String,
    /// The name the number is registered to; empty where the state does not tell.
    pub registered_name: String,
    /// The address it is registered at; empty where the state does not tell.
    pub registered_address: String,
    /// What proves to a tax office that the question was asked; empty if the partner gave no number of its own.
    pub request_identifier: String,
}

/// What the account page shows of registries.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegistryShown {
    /// About the number that the account has now, the newest first: a question without an answer, if that came last,
    /// and the last answer.
    pub evidence: Vec<Evidence>,
    /// Whether this server asks registries.
    pub is_on: bool,
}
