//! The log of everything that was done: append-only, chained, sealed, and checkable by others. `docs/audit-log.md` defines it.

mod adopt;
mod ahead;
mod append;
mod chain;
pub(crate) mod entity;
pub mod export;
mod fault;
mod head;
pub(crate) mod newest;
mod personal;
mod verify;
pub mod walk;

pub use adopt::adopt_history;
pub(crate) use ahead::FIRST_AHEAD;
pub use ahead::{AHEAD_US, ahead_us};
pub use append::{NewEntry, Source, Written, append, append_alone, said};
pub(crate) use append::{append_all, hold_head};
pub use fault::Fault;
pub use head::{Head, last_daily_head, sign_if_older, sign_now};

pub(crate) use personal::{BESIDE_FIELDS, NAMES_STAFF, OF_STAFF};
pub use verify::{Verified, verify, verify_among};
