//! What changed about a customer, who changed it, when and why.

mod api;
#[cfg(feature = "ssr")]
mod as_of;
#[cfg(feature = "ssr")]
mod as_of_page;
#[cfg(feature = "ssr")]
mod follow;
mod history_page;
#[cfg(feature = "ssr")]
mod rewind;
#[cfg(feature = "ssr")]
mod store;

#[cfg(not(feature = "ssr"))]
pub use crate::ui::FromServer as AsOfPage;
pub use api::{find_account_as_of, list_changes, list_changes_since};
#[cfg(feature = "ssr")]
pub(crate) use as_of::setters;
#[cfg(feature = "ssr")]
pub use as_of_page::AsOfPage;
#[cfg(feature = "ssr")]
pub use follow::{Changed, changed_after, last_change, missed_of, newest_seq};
pub use history_page::{ChangeItem, ChangeTable, HistoryPage as CustomerHistoryPage};
#[cfg(feature = "ssr")]
pub(crate) use rewind::{Span, as_of_time, base, fields_by, fields_since};
#[cfg(feature = "ssr")]
pub(crate) use store::{Entry, is_field, list_since as changes_since, one, with_values};
