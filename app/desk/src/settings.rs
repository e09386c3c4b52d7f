//! What the installation is set to: what its configuration and the partner's say together.

use crate::rules::emails::EmailPolicy;
use crate::time_zone::ZoneOfPartner;
use model::changes::ChangePolicy;

/// What the rules are held against beside the text itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Policy {
    /// Hosts that no customer's e-mail is at.
    pub emails: EmailPolicy,
    /// Whether official registries are asked about tax numbers. No rule waits for them.
    pub asks_registries: bool,
    /// Which changes wait for a second person.
    pub changes: ChangePolicy,
    /// Whether the table in force could not be read, and another stands in its place.
    pub is_unread: bool,
    /// The time zone that the partner's staff give dates in.
    pub time_zone: ZoneOfPartner,
    /// The partner's name: mails to customers' contacts say whom they come from.
    pub partner_name: String,
    /// Whether contacts are told by mail: the partner sends any.
    pub tells_contacts: bool,
}

impl Policy {
    /// What a change sets going beside itself.
    #[must_use]
    pub fn surroundings(&self) -> Surroundings {
        Surroundings { tells_contacts: self.tells_contacts, asks_registries: self.asks_registries }
    }
}

/// What the rules of consequences are held against beside the two texts.
#[derive(Clone, Copy, Debug, Default)]
pub struct Surroundings {
    /// Whether billing contacts are told.
    pub tells_contacts: bool,
    /// Whether registries are asked.
    pub asks_registries: bool,
}
