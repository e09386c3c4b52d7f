//! What narrows the log, and what is shown of it.

use crate::customers::FieldChange;
use crate::field_errors::FieldErrors;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Entries on one page.
pub const PAGE_ROWS: u64 = 40;

/// What narrows the log, as it stands in an address. Empty parts narrow nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ActivityFilter {
    /// A member of staff, by id or e-mail.
    pub person: String,
    /// A customer, by id.
    pub customer: String,
    /// The name of a field that changed.
    pub field: String,
    /// The name of a kind.
    pub kind: String,
    /// `true` where people's looking at the log is wanted too: most of a log that is watched would be that.
    pub reads: String,
    /// The first day, in the partner's time zone: `2026-12-01`.
    pub from: String,
    /// The last day.
    pub to: String,
    /// Entries before this number.
    pub before: String,
}

impl ActivityFilter {
    /// The parts with their names in addresses, in order.
    #[must_use]
    pub fn parts(&self) -> [(&'static str, &str); 7] {
        [
            ("person", &self.person),
            ("customer", &self.customer),
            ("field", &self.field),
            ("kind", &self.kind),
            ("reads", &self.reads),
            ("from", &self.from),
            ("to", &self.to),
        ]
    }

    /// The part of an address that stands for the filter, without the place; empty where nothing narrows.
    #[must_use]
    pub fn query(&self) -> String {
        let set = self.parts().into_iter().filter(|(_, text)| !text.is_empty());
        set.map(|(name, text)| format!("{name}={}", crate::percent::encode(text))).collect::<Vec<_>>().join("&")
    }
}

/// An entry of the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActivityEntry {
    /// Its number.
    pub seq: i64,
    /// When, in microseconds since 1970, UTC.
    pub at_us: i64,
    /// The name of what was done; one that a newer version writes may be unknown to this one.
    pub kind: String,
    /// Who did it; nil for the program and for nobody.
    pub actor_id: Uuid,
    /// Who did it: their name today; empty for the program and for nobody.
    pub actor: String,
    /// What it was done to: a customer's or a person's name today; empty for neither.
    pub subject: String,
    /// The customer, if it is one.
    pub customer_id: Option<Uuid>,
    /// What it says.
    pub values: Vec<FieldChange>,
    /// Fields whose values were erased on request.
    pub erased: Vec<String>,
}

/// A page of the log.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActivityShown {
    /// The filter.
    pub filter: ActivityFilter,
    /// The entries, the newest first.
    pub entries: Vec<ActivityEntry>,
    /// Where the next page begins.
    pub next_before: Option<i64>,
    /// Everybody whom the filter can name: e-mails and names.
    pub people: Vec<(String, String)>,
    /// The name of the customer that the filter names.
    pub customer_name: String,
    /// The parts of the filter that are none: then there are no entries.
    pub errors: FieldErrors,
}
