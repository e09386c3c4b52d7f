//! A change as it is shown.

use crate::audit::Kind;
use crate::customers::{Field, FieldChange, Standing};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Changes on one page.
pub const PAGE_ROWS: u64 = 50;

/// One change of one customer: an entry of the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Its number in the log.
    pub seq: i64,
    /// What was done; `None` where a newer version wrote what this one has no name for.
    pub kind: Option<Kind>,
    /// The version that it made.
    pub version: i64,
    /// When, in microseconds since 1970, UTC.
    pub changed_at_us: i64,
    /// Who: their name today.
    pub changed_by: String,
    /// Why; may be empty.
    pub reason: String,
    /// The request that made it, to find it in the log.
    pub request_id: Uuid,
    /// Every field that changed.
    pub fields: Vec<FieldChange>,
    /// Fields whose values were erased on request.
    #[serde(default)]
    pub erased: Vec<String>,
    /// The entry that it took back.
    #[serde(default)]
    pub undoes: Option<i64>,
    /// The entry that took it back, as far as it could.
    #[serde(default)]
    pub undone_by: Option<i64>,
    /// The request that it was.
    #[serde(default)]
    pub set_id: Option<Uuid>,
    /// Who agreed to it: their name today.
    #[serde(default)]
    pub approved_by: Option<String>,
}

impl Change {
    /// How long ago it changed where mails go, in microseconds; none where it did not.
    #[must_use]
    pub fn contact_age_us(&self, now_us: i64) -> Option<i64> {
        let is_contact = self.fields.iter().any(|field| field.field == Field::BillingEmail.name());
        is_contact.then(|| now_us - self.changed_at_us)
    }
}

/// Changes, the newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistoryPage {
    /// The customer's name.
    pub company_name: String,
    /// How the customer stands.
    pub standing: Standing,
    /// The changes.
    pub changes: Vec<Change>,
    /// Where the next page begins: changes before this version.
    pub next_before: Option<i64>,
    /// Whether it begins with the newest change.
    pub is_newest: bool,
    /// The time on the server, in microseconds since 1970, UTC.
    pub now_us: i64,
}

/// An account as it was at a time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AsOf {
    /// The customer's name today.
    pub company_name: String,
    /// The time, in microseconds since 1970, UTC.
    pub at_us: i64,
    /// Whether the customer was not there yet.
    pub is_before: bool,
    /// Whether the time is still to come: then it is the account as it is now.
    pub is_ahead: bool,
    /// The version then.
    pub version: i64,
    /// Every field and permission with its value then, and who set it last.
    pub fields: Vec<Blame>,
}

/// A field's value, and who it comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Blame {
    /// The field.
    pub field: String,
    /// Its value; `None` where it was erased since.
    pub value: Option<String>,
    /// The change that set it; `None` where it is as the customer was added.
    pub set_by: Option<Change>,
}
