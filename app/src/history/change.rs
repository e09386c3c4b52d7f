//! A change as it is shown.

use crate::customers::FieldChange;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Changes on one page.
#[cfg(feature = "ssr")]
pub const PAGE_ROWS: u64 = 50;

/// One change of one customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
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
}

/// Changes, the newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistoryPage {
    /// The customer's name.
    pub company_name: String,
    /// The changes.
    pub changes: Vec<Change>,
    /// Where the next page begins: changes before this version.
    pub next_before: Option<i64>,
}
