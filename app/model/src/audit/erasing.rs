//! What erasing the personal values of a customer would take, as it is shown before.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What would be erased, counted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Erasing {
    /// Which customer.
    pub customer_id: Uuid,
    /// Its name.
    pub company_name: String,
    /// Values of the log.
    pub values: u64,
    /// Submitted changes whose contents go.
    pub requests: u64,
    /// Drafts.
    pub drafts: u64,
    /// Mails to contacts.
    pub mails: u64,
    /// Requests that wait, and are cancelled.
    pub open: u64,
}
