//! Setting an installation up on which nobody is.

use serde::{Deserialize, Serialize};

/// What a set-up link is worth to whoever opens it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LinkState {
    /// The installation can be set up with it.
    Open,
    /// There is no such link.
    Unknown,
    /// Its time is over, or a newer one was made.
    Over,
    /// Somebody has set the installation up with it.
    Used,
    /// Somebody is there, who came another way.
    SomebodyThere,
    /// What was sent came from another address than the installation's own.
    Elsewhere,
}

/// What the set-up page shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetupShown {
    /// What the link is worth.
    pub state: LinkState,
    /// What is known of the partner already: it stays as it is.
    pub known: KnownPartner,
    /// The names of time zones that can be chosen.
    pub zones: Vec<String>,
}

/// What of the partner was set before the installation is set up; empty texts where nothing was.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownPartner {
    /// Its name.
    pub name: String,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// Its time zone's name (IANA).
    pub time_zone: String,
}

/// What comes first on an installation with few things in it, and what of it is done.
#[expect(clippy::struct_excessive_bools, reason = "steps that are done or not, in any mixture")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FirstSteps {
    /// What is known of the partner.
    pub partner: KnownPartner,
    /// Whether there are customers.
    pub has_customers: bool,
    /// Whether somebody else is on the staff.
    pub has_colleagues: bool,
    /// Whether the change policy is the partner's own.
    pub has_own_rules: bool,
    /// Whether mails go out.
    pub sends_mail: bool,
    /// Whether a register is asked about VAT IDs.
    pub asks_registries: bool,
}
