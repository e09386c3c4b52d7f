//! What changed about a customer: what the server does and stores.

mod as_of;
mod follow;
mod rewind;
mod store;

pub use as_of::as_of;
pub use as_of::setters;
pub use follow::{Changed, changed_after, last_change, missed_of, newest_seq};
pub(crate) use rewind::{Span, as_of_time, base, fields_by, fields_since};
pub use store::{Entry, is_field, list_since as changes_since, one, with_values};
pub use store::{list, list_since};
