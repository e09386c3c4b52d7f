//! Why the desk did nothing. Codes only; what of it reaches whom, the doors decide.

use model::access::Denied;
use model::field_errors::FieldErrors;
use uuid::Uuid;

/// Why something was not done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Error {
    /// What was asked makes no sense.
    Malformed,
    /// Nobody is signed in.
    SignedOut,
    /// E-mail and password do not belong together.
    WrongPair,
    /// The one-time password was right and has ended.
    PasswordEnded,
    /// The person may not.
    Forbidden,
    /// A new password must be chosen first.
    MustChangePassword,
    /// Nobody approves their own change.
    OwnChange,
    /// There is no such thing.
    NotFound,
    /// Somebody saved since the version was read.
    Conflict,
    /// The change request has ended already, or is at another stage.
    Ended,
    /// The customer was removed, or was never added: nothing about it is changed.
    Removed,
    /// More changes wait at this customer than anybody reads.
    TooManyOpen,
    /// Nobody would be left who can keep people.
    LastGlobalAdmin,
    /// What was given is too large.
    TooLarge,
    /// Fields are wrong.
    Invalid(FieldErrors),
    /// Too many tries.
    RateLimited {
        /// Seconds until the next try.
        retry_s: u64,
    },
    /// The program failed and logged why under this id.
    Internal {
        /// The request's id.
        request_id: Uuid,
    },
    /// The database is busy or away.
    Unavailable,
    /// The database went away while it stored: what of it is stored is to be looked at.
    Uncertain,
}

impl From<Denied> for Error {
    fn from(why: Denied) -> Self {
        match why {
            Denied::SignedOut => Self::SignedOut,
            Denied::MustChangePassword => Self::MustChangePassword,
            Denied::Forbidden => Self::Forbidden,
        }
    }
}

impl From<FieldErrors> for Error {
    fn from(errors: FieldErrors) -> Self {
        Self::Invalid(errors)
    }
}
