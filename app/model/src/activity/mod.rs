//! The log as people read it: what both sides know of it.

mod filter;

pub use filter::PAGE_ROWS;
pub use filter::{ActivityEntry, ActivityFilter, ActivityShown};
