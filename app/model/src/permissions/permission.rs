//! The permissions to buy, as their page shows them.

use crate::changes::{RequestSummary, Ruling};
use crate::customers::{Field, Standing};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A customer's permissions to buy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Permissions {
    /// Whose.
    pub customer_id: Uuid,
    /// The customer's name.
    pub company_name: String,
    /// The account's version.
    pub version: i64,
    /// How the customer stands.
    pub standing: Standing,
    /// What waits of the customer.
    pub waiting: Vec<RequestSummary>,
    /// Each permission, in the order of [`Field::PERMISSIONS`].
    pub each: Vec<Given>,
}

/// One permission of a customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    /// Which.
    pub permission: Field,
    /// Whether the customer has it.
    pub is_given: bool,
    /// What the policy of changes says about giving it, or removing it where it is given.
    pub ruling: Ruling,
}

impl Permissions {
    /// One of them.
    #[must_use]
    pub fn get(&self, permission: Field) -> Given {
        let none = Given { permission, is_given: false, ruling: Ruling::default() };
        self.each.iter().find(|given| given.permission == permission).cloned().unwrap_or(none)
    }
}
