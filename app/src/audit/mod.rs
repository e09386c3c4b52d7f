//! The log of everything that was done: append-only, chained, sealed, and checkable by others. `docs/audit-log.md` defines it.

#[cfg(feature = "ssr")]
mod accounts;
#[cfg(feature = "ssr")]
mod adopt;
#[cfg(feature = "ssr")]
mod append;
#[cfg(feature = "ssr")]
pub mod canonical;
#[cfg(feature = "ssr")]
mod chain;
#[cfg(feature = "ssr")]
mod clock;
#[cfg(feature = "ssr")]
pub(crate) mod entity;
#[cfg(feature = "ssr")]
mod erase;
#[cfg(feature = "ssr")]
pub mod export;
#[cfg(feature = "ssr")]
mod fault;
#[cfg(feature = "ssr")]
mod head;
#[cfg(feature = "ssr")]
mod key;
#[cfg(feature = "ssr")]
mod newest;
#[cfg(feature = "ssr")]
mod staff;
#[cfg(feature = "ssr")]
mod verify;
#[cfg(feature = "ssr")]
pub mod walk;

#[cfg(feature = "ssr")]
pub use accounts::{Differs, first_that_differs};
#[cfg(feature = "ssr")]
pub use adopt::adopt_history;
#[cfg(feature = "ssr")]
pub(crate) use append::append_all;
#[cfg(feature = "ssr")]
pub(crate) use append::hold_head;
#[cfg(feature = "ssr")]
pub use append::{NewEntry, Source, Written, append, append_alone, said};
#[cfg(feature = "ssr")]
pub use clock::{AHEAD_US, ahead_us, note_clock};
#[cfg(feature = "ssr")]
pub use erase::{Erased, erase_customer, erase_person};
#[cfg(feature = "ssr")]
pub use fault::Fault;
#[cfg(feature = "ssr")]
pub use head::{Head, last_daily_head, sign_if_older, sign_now};
#[cfg(feature = "ssr")]
pub use key::LogKey;
#[cfg(feature = "ssr")]
pub use staff::{StaffDiffers, first_of_staff_that_differs};
#[cfg(feature = "ssr")]
pub use verify::{Verified, verify, verify_among};
