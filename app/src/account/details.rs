//! A customer's account as it is shown.

use crate::countries::AddressShown;
use crate::customers::CustomerText;
use crate::fields::Finding;
use crate::registry::RegistryShown;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Everything that the account page shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// Which customer.
    pub id: Uuid,
    /// Counts changes from 1; a save must name the one it was made from.
    pub version: i64,
    /// Company details and billing information.
    pub text: CustomerText,
    /// Where the company is, as its country writes it.
    pub company_address: AddressShown,
    /// Where invoices go, as its country writes it.
    pub billing_address: AddressShown,
    /// The billing phone as its country writes it.
    pub billing_phone: String,
    /// What today's rules say about it: rows of other days and systems break rules too.
    pub findings: Vec<Finding>,
    /// What official registries answered about the tax number; `None` where there is nothing to ask.
    pub registry: Option<RegistryShown>,
    /// May buy Azure reservations on its own.
    pub may_buy_reservations: bool,
    /// May buy Azure savings plans on its own.
    pub may_buy_savings_plans: bool,
    /// Last change in microseconds since 1970, UTC.
    pub updated_at_us: i64,
    /// Who made it; `None` if nobody has since the customer was added.
    pub updated_by: Option<String>,
}

/// What a save did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Saved {
    /// Stored, as this version.
    As {
        /// The version now.
        version: i64,
    },
    /// Nothing differed, so nothing was written.
    Unchanged,
}
