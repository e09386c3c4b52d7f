//! One customer's account: what both sides know of it.

mod details;

pub use details::{Account, AccountReview, Draft, Drafts, FieldConflict, Meeting, Proposal, Saved};
