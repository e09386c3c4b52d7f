//! The two permissions to buy.

use crate::account::Account;
use serde::{Deserialize, Serialize};

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
