//! Changes of accounts: what both sides know of it.

mod change_set;
mod consequence;
mod may;
mod merge;
pub mod part;
mod policy;
mod policy_table;
mod standing;
mod undoing;

pub use change_set::{ChangeRequest, Refusal, RequestStep, RequestSummary, RequestsPage, SetState};
pub use consequence::Consequence;
pub use may::{MayDo, OfRequest, may_do, may_undo};
pub use merge::{Conflict, Merged, Wish, merge};
pub use policy::{ChangePolicy, Circumstances, PolicyRule, Ruling, Verdict};
pub use policy::{PolicyShown, PolicyVersion};
pub use standing::StandingPreview;
pub use undoing::UndoField;
pub use undoing::{Fate, Undoing};
