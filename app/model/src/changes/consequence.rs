//! What follows from a change, as it is told.

use serde::{Deserialize, Serialize};

/// Something that a change sets going.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Consequence {
    /// A new name or address can start a verification, and purchases stop until it ends (Partner Center, account verification).
    Verification,
    /// Invoices go to another address from now on.
    InvoicesMove,
    /// The old and the new billing contact are told by mail.
    ContactsTold {
        /// The old address.
        old: String,
        /// The new one.
        new: String,
    },
    /// The one billing contact whose address is one is told by mail.
    ContactTold {
        /// The address.
        to: String,
    },
    /// The next invoice is in another currency.
    Currency,
    /// A registry is asked about the new tax number.
    RegistryAsked,
    /// Mails are written in another language.
    Language,
}
