//! A change as it was submitted: what, by whom, why, when it is made, and what became of it.

use super::consequence::Consequence;
use crate::access::Roles;
use crate::audit::Kind;
use crate::changes::MayDo;
use crate::customers::{Field, FieldChange};
use crate::fields::Finding;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! states {
    ($($(#[$doc:meta])* $variant:ident $name:literal;)*) => {
        /// Where a change set stands.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
        pub enum SetState { $($(#[$doc])* #[serde(rename = $name)] $variant),* }

        impl SetState {
            /// Every state, those that wait first.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The name in the database and in addresses.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),* }
            }
        }
    };
}
states! {
    /// It waits for a second person.
    Waiting "waiting";
    /// It waits for its date.
    Scheduled "scheduled";
    /// It was made.
    Applied "applied";
    /// A second person refused it.
    Rejected "rejected";
    /// It was taken back before it was made.
    Cancelled "cancelled";
    /// It could not be made when its time came.
    Refused "refused";
    /// It was made at once, as it was submitted: no request at all.
    Direct "direct";
}

impl SetState {
    /// The state of a name.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|state| state.name() == name)
    }

    /// The states that requests are listed by.
    pub fn of_requests() -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied().filter(|state| *state != Self::Direct)
    }

    /// Whether it can still be decided, moved or cancelled.
    #[must_use]
    pub fn is_open(self) -> bool {
        matches!(self, Self::Waiting | Self::Scheduled)
    }
}

/// Why a change could not be made when its time came.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// Others changed the same fields meanwhile.
    Conflict(Vec<String>),
    /// The rules refuse it as the account is now.
    Findings(Vec<Finding>),
    /// Who submitted it may not change customers any more.
    NotAllowed,
    /// The policy of changes says otherwise by now.
    Policy,
    /// The log says nothing of it, or something else.
    NotAsked,
    /// What was asked for cannot be read by this program.
    Unreadable,
    /// The account was so already.
    Unchanged,
    /// The customer was removed meanwhile, or had been.
    Removed,
}

/// Something that was done to a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestStep {
    /// What; `None` where a newer version wrote what this one has no name for.
    pub kind: Option<Kind>,
    /// When, in microseconds since 1970, UTC.
    pub at_us: i64,
    /// Who: their name today; empty for the program.
    pub by: String,
    /// What they said.
    pub note: String,
}

/// A change that was asked for, as a line: on its customer's pages, and in the list of all. Browsers get no more of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestSummary {
    /// Which.
    pub id: Uuid,
    /// Whose account.
    pub customer_id: Uuid,
    /// The customer's name today.
    pub company_name: String,
    /// Where it stands; `None` where a newer version wrote what this one has no name for.
    pub state: Option<SetState>,
    /// When it was submitted, in microseconds since 1970, UTC.
    pub created_at_us: i64,
    /// Who submitted it: their name today.
    pub created_by: String,
    /// What is to change.
    pub fields: Vec<FieldChange>,
    /// Why.
    pub reason: String,
    /// When it is to be made, in microseconds since 1970, UTC; at once where nothing is said.
    pub land_at_us: Option<i64>,
    /// What who looks may do.
    pub may: MayDo,
}

impl RequestSummary {
    /// The customer's name; of one who waits to be added, as it was typed.
    #[must_use]
    pub fn name(&self) -> &str {
        let typed = self.fields.iter().find(|change| change.field == Field::CompanyName.name());
        match self.company_name.as_str() {
            "" => typed.map_or("", |change| &change.new),
            name => name,
        }
    }
}

/// A change that was asked for, as its own page shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeRequest {
    /// What stands in lists.
    #[serde(flatten)]
    pub summary: RequestSummary,
    /// Counts what was done to it from 1; an answer must name the one it was made from.
    pub version: i64,
    /// The rules of the policy that asked for a second person.
    pub rules: Vec<String>,
    /// Who may review it.
    pub reviewers: Roles,
    /// Whether a second person agreed to it.
    pub is_agreed: bool,
    /// When it ended, in microseconds since 1970, UTC.
    pub ended_at_us: Option<i64>,
    /// Why it could not be made.
    pub refusal: Option<Refusal>,
    /// Fields that others changed since, so that it cannot be made; only while it is open.
    pub conflicts: Vec<FieldChange>,
    /// What its author changed, or asked for, within the same day: the policy takes them together.
    pub beside: Vec<FieldChange>,
    /// The request that its author submitted in its place.
    pub replaced_by: Option<Uuid>,
    /// What was done to it, the first first.
    pub steps: Vec<RequestStep>,
    /// Whether its date has passed while it waited.
    pub is_overdue: bool,
    /// What the rules say about it as the account is now; only while it is open.
    pub findings: Vec<Finding>,
    /// What follows from it; likewise.
    pub consequences: Vec<Consequence>,
}

/// Change requests of one state, the newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestsPage {
    /// How many there are in each state, in the order of [`SetState::of_requests`].
    pub counts: Vec<u64>,
    /// The requests.
    pub requests: Vec<RequestSummary>,
    /// Where the next page begins.
    pub next: Option<String>,
}
