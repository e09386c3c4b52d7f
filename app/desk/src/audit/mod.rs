//! The log of everything that was done: append-only, chained, sealed, and checkable by others. `docs/audit-log.md` defines it.

mod accounts;
mod adopt;
mod append;
pub mod canonical;
mod chain;
mod clock;
pub(crate) mod entity;
mod erase;
pub mod export;
mod fault;
mod head;
mod key;
mod newest;
mod staff;
mod verify;
pub mod walk;

pub use accounts::{Differs, first_that_differs};
pub use adopt::adopt_history;
pub(crate) use append::append_all;
pub(crate) use append::hold_head;
pub use append::{NewEntry, Source, Written, append, append_alone, said};
pub use clock::{AHEAD_US, ahead_us, note_clock};
pub use erase::{Erased, erase_by_person, erase_customer, erase_person, preview_erase};
pub use fault::Fault;
pub use head::{Head, last_daily_head, sign_if_older, sign_now};
pub use key::LogKey;
pub use staff::{StaffDiffers, first_of_staff_that_differs};
pub use verify::{Verified, verify, verify_among};
