//! What removing a customer would do, or bringing one back, as it is shown before.

use super::change_set::RequestSummary;
use super::policy::Ruling;
use crate::customers::{Alike, Standing};
use crate::fields::Finding;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What removing a customer would do, or bringing one back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StandingPreview {
    /// Which customer.
    pub customer_id: Uuid,
    /// Its name.
    pub company_name: String,
    /// The version that is stored.
    pub version: i64,
    /// How it stands now.
    pub standing: Standing,
    /// What waits at it, and is cancelled when it is removed.
    pub open: Vec<RequestSummary>,
    /// What is to be looked at once more.
    pub findings: Vec<Finding>,
    /// Customers that have its domain, tax number or name now.
    pub alike: Vec<Alike>,
    /// Whether it would wait for a second person.
    pub ruling: Ruling,
}
