//! What an entry of the log is about.

use serde::{Deserialize, Serialize};

macro_rules! kinds {
    ($($(#[$doc:meta])* $variant:ident $name:literal;)*) => {
        /// What was done. The name is part of the chain and never changes.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
        pub enum Kind { $($(#[$doc])* #[serde(rename = $name)] $variant),* }

        impl Kind {
            /// Every kind.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The name in the log, in filters and in exports.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),* }
            }
        }
    };
}
kinds! {
    /// A customer's company details or billing information changed.
    CustomerUpdate "customer.update";
    /// A permission to buy was given or removed.
    CustomerPermission "customer.permission";
    /// An earlier change was taken back.
    CustomerUndo "customer.undo";
    /// A customer was added, with its first values.
    CustomerAdd "customer.add";
    /// A customer of an older database, as it was when its history begins.
    CustomerTakenOver "customer.taken_over";
    /// A customer was removed.
    CustomerRemove "customer.remove";
    /// A customer that had been removed was brought back.
    CustomerRestore "customer.restore";
    /// A change waits for a second person.
    ChangeAsk "change.ask";
    /// A change waits for its date.
    ChangeSchedule "change.schedule";
    /// A second person agreed.
    ChangeApprove "change.approve";
    /// A second person refused.
    ChangeReject "change.reject";
    /// A change got another date.
    ChangeMove "change.move";
    /// A waiting change was taken back.
    ChangeCancel "change.cancel";
    /// A waiting change could not be made when its time came.
    ChangeRefuse "change.refuse";
    /// Somebody outside was told by mail that a customer's contact changed.
    MailSent "mail.sent";
    /// A mail to somebody outside was given up.
    MailGivenUp "mail.given_up";
    /// Somebody signed in.
    SignIn "session.sign_in";
    /// Somebody signed out.
    SignOut "session.sign_out";
    /// A wrong pair of e-mail and password, or too many tries.
    SignInRefused "session.refused";
    /// Somebody asked for what they may not.
    AccessRefused "access.refused";
    /// Somebody was added to the staff.
    PersonAdd "person.add";
    /// Somebody's roles or state changed.
    PersonUpdate "person.update";
    /// Somebody's password was set for them.
    PersonPassword "person.password";
    /// Somebody changed their own profile.
    ProfileUpdate "profile.update";
    /// Somebody changed their own password.
    ProfilePassword "profile.password";
    /// A link to set the installation up was made.
    SetupLink "setup.link";
    /// What the partner is was said when the installation was set up.
    PartnerSet "partner.set";
    /// Another change policy was put in force.
    PolicySet "policy.set";
    /// A server began, with these settings.
    SettingsStart "settings.start";
    /// A command ran.
    CommandRun "command.run";
    /// Somebody looked at the log.
    LogRead "log.read";
    /// Somebody took the log, or a part of it, with them.
    LogExport "log.export";
    /// The log's head was signed because somebody asked.
    LogHead "log.head";
    /// The log's head was signed because a day had passed.
    LogDailyHead "log.daily_head";
    /// The machine's clock had been ahead, and is right again: entries before this one are stamped later than it.
    LogClock "log.clock";
    /// Personal values were erased from the log.
    LogErase "log.erase";
}

/// What an entry of a refused sign-in says of one whose password was not even looked at.
pub const RATE_LIMITED: &str = "rate_limited";

impl Kind {
    /// The kinds that change a customer's account: its history.
    pub const OF_CUSTOMER: [Self; 7] = [
        Self::CustomerUpdate,
        Self::CustomerPermission,
        Self::CustomerUndo,
        Self::CustomerAdd,
        Self::CustomerTakenOver,
        Self::CustomerRemove,
        Self::CustomerRestore,
    ];

    /// The kinds that change what waits at a customer.
    pub const OF_REQUEST: [Self; 7] = [
        Self::ChangeAsk,
        Self::ChangeSchedule,
        Self::ChangeApprove,
        Self::ChangeReject,
        Self::ChangeMove,
        Self::ChangeCancel,
        Self::ChangeRefuse,
    ];

    /// Whether it says what a customer began with: nothing stood there before.
    #[must_use]
    pub const fn is_first(self) -> bool {
        matches!(self, Self::CustomerAdd | Self::CustomerTakenOver)
    }

    /// The kind of a name.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.name() == name)
    }
}
