//! Changes of accounts: what both sides know of it.

mod change_set;
mod consequence;
mod may;
mod merge;
mod policy;
mod policy_table;
mod undoing;

pub use change_set::{ChangeRequest, Refusal, RequestStep, RequestSummary, RequestsPage, SetState};
pub use consequence::Consequence;
pub use may::{CONTACT_WINDOW_US, MayDo, OfRequest, may_do, may_undo};
pub use merge::{Conflict, Merged, Wish, merge};
pub use policy::{ChangePolicy, PolicyRule, Ruling, Verdict};
pub use policy::{PolicyShown, PolicyVersion};
pub use policy_table::MAX_TABLE_BYTES;
pub use undoing::UndoField;
pub use undoing::{Fate, Undoing};
