//! The only error that crosses the wire. Codes only: no sentence, nothing typed, nothing from the database.

use leptos::server_fn::codec::JsonEncoding;
use leptos::server_fn::error::{FromServerFnError, ServerFnErrorErr};
use model::access::Denied;
use model::field_errors::FieldErrors;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What is busy or away is worth another try after so many seconds.
const BUSY_S: u64 = 5;

/// Why something was not done. `docs/errors.md` says what each means to whom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Error {
    /// The request makes no sense: an old page, or a forged one. 400.
    Malformed,
    /// Nobody is signed in. 401.
    SignedOut,
    /// E-mail and password do not belong together. 401.
    WrongPair,
    /// The one-time password was right and has ended. 401.
    PasswordEnded,
    /// The person may not. 403.
    Forbidden,
    /// A new password must be chosen first. 403.
    MustChangePassword,
    /// Nobody approves their own change. 403.
    OwnChange,
    /// There is no such thing. 404.
    NotFound,
    /// It was here and is worth nothing any more: a set-up link. 410.
    Gone,
    /// The request did not arrive whole in time. 408.
    TooSlow,
    /// Somebody saved since the version was read. 409.
    Conflict,
    /// The change request has ended already, or is at another stage. 409.
    Ended,
    /// The customer was removed, or was never added: nothing about it is changed. 409.
    Removed,
    /// The page is somebody else's than who is signed in by now. 409.
    AnotherPerson,
    /// More changes wait at this customer than anybody reads. 409.
    TooManyOpen,
    /// Nobody would be left who can keep people. 409.
    LastGlobalAdmin,
    /// The request is too large. 413.
    TooLarge,
    /// Fields are wrong. 422.
    Invalid(FieldErrors),
    /// Too many tries. 429.
    RateLimited {
        /// Seconds until the next try.
        retry_s: u64,
    },
    /// The server failed and logged why under this id. 500.
    Internal {
        /// The request's id, which the log has too.
        request_id: Uuid,
    },
    /// The server is overloaded or its database is away. 503.
    Unavailable,
    /// Too much arrives at once: what was sent was not even read. 503.
    Unread,
    /// The database went away while it stored, or with something stored already: what of it is stored is to be looked at. 503.
    Uncertain,
    /// No answer came. Made in the browser only.
    Unreachable,
}

impl Error {
    /// The HTTP status.
    #[must_use]
    pub fn status(&self) -> u16 {
        match self {
            Self::Malformed => 400,
            Self::SignedOut | Self::WrongPair | Self::PasswordEnded => 401,
            Self::Forbidden | Self::MustChangePassword | Self::OwnChange => 403,
            Self::NotFound => 404,
            Self::TooSlow => 408,
            Self::Gone => 410,
            Self::Conflict
            | Self::Ended
            | Self::Removed
            | Self::AnotherPerson
            | Self::TooManyOpen
            | Self::LastGlobalAdmin => 409,
            Self::TooLarge => 413,
            Self::Invalid(_) => 422,
            Self::RateLimited { .. } => 429,
            Self::Internal { .. } => 500,
            Self::Unavailable | Self::Unread | Self::Uncertain | Self::Unreachable => 503,
        }
    }

    /// After how many seconds it is worth another try, where that is known (RFC 9110, 10.2.3).
    #[must_use]
    pub fn retry_after_s(&self) -> Option<u64> {
        match self {
            Self::RateLimited { retry_s } => Some(*retry_s),
            Self::Unavailable | Self::Uncertain | Self::Unread => Some(BUSY_S),
            _ => None,
        }
    }

    /// The problems of fields, if that is what is wrong.
    #[must_use]
    pub fn fields(&self) -> FieldErrors {
        match self {
            Self::Invalid(errors) => errors.clone(),
            _ => FieldErrors::default(),
        }
    }
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

impl FromServerFnError for Error {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Request(_) | ServerFnErrorErr::Deserialization(_) if cfg!(target_arch = "wasm32") => {
                Self::Unreachable
            }
            ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) | ServerFnErrorErr::Deserialization(_) => {
                Self::Malformed
            }
            _ => Self::Unavailable,
        }
    }
}

/// What the desk did not do, as the wire says it.
#[cfg(feature = "ssr")]
impl From<desk::error::Error> for Error {
    fn from(why: desk::error::Error) -> Self {
        use desk::error::Error as Desk;
        match why {
            Desk::Malformed => Self::Malformed,
            Desk::SignedOut => Self::SignedOut,
            Desk::WrongPair => Self::WrongPair,
            Desk::PasswordEnded => Self::PasswordEnded,
            Desk::Forbidden => Self::Forbidden,
            Desk::MustChangePassword => Self::MustChangePassword,
            Desk::OwnChange => Self::OwnChange,
            Desk::NotFound => Self::NotFound,
            Desk::Conflict => Self::Conflict,
            Desk::Ended => Self::Ended,
            Desk::Removed => Self::Removed,
            Desk::TooManyOpen => Self::TooManyOpen,
            Desk::LastGlobalAdmin => Self::LastGlobalAdmin,
            Desk::TooLarge => Self::TooLarge,
            Desk::Invalid(errors) => Self::Invalid(errors),
            Desk::RateLimited { retry_s } => Self::RateLimited { retry_s },
            Desk::Internal { request_id } => Self::Internal { request_id },
            Desk::Unavailable => Self::Unavailable,
            Desk::Uncertain => Self::Uncertain,
        }
    }
}
