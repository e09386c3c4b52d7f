//! Mails that go out: put down beside the change that causes them, sent by the server's worker, tried again.

mod entity;
mod store;
mod write;

pub(crate) use store::count_of;
#[cfg(test)]
pub(crate) use store::due;
pub use store::{Due, LEASE_US, MailOutcome, count_older, erase, take_due, wait_no_longer, write_outcome, write_sent};
pub use write::tell_contacts;
pub use write::{ContactChange, Letter, written_by};
