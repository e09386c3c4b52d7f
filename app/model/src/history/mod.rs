//! What changed about a customer: what both sides know of it.

mod change;

pub use change::PAGE_ROWS;
pub use change::{AsOf, Blame, Change, HistoryPage};
