//! The two permissions to buy.

use crate::account::Account;
use crate::changes::{RequestSummary, Ruling};
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
    /// What waits of the customer.
    pub waiting: Vec<RequestSummary>,
    /// Each permission, in the order of [`Permission::ALL`].
    pub each: Vec<Given>,
}

/// One permission of a customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    /// Which.
    pub permission: Permission,
    /// Whether the customer has it.
    pub is_given: bool,
    /// What the policy of changes says about giving it, or removing it where it is given.
    pub ruling: Ruling,
}

impl Permissions {
    /// One of them.
    #[must_use]
    pub fn get(&self, permission: Permission) -> Given {
        let none = Given { permission, is_given: false, ruling: Ruling::default() };
        self.each.iter().find(|given| given.permission == permission).cloned().unwrap_or(none)
    }
}

/// Something a customer may buy on its own, while the partner pays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Permission {
    /// Azure reservations.
    Reservations,
    /// Azure savings plans.
    SavingsPlans,
}

impl Permission {
    /// Both permissions.
    pub const ALL: [Self; 2] = [Self::Reservations, Self::SavingsPlans];

    /// The name in forms and in history.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Reservations => "may_buy_reservations",
            Self::SavingsPlans => "may_buy_savings_plans",
        }
    }

    /// The permission of a name.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|permission| permission.name() == name)
    }

    /// Whether an account has it.
    #[must_use]
    pub fn is_given(self, account: &Account) -> bool {
        match self {
            Self::Reservations => account.may_buy_reservations,
            Self::SavingsPlans => account.may_buy_savings_plans,
        }
    }
}
