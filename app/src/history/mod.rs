//! What changed about a customer, who changed it, when and why.

mod api;
mod change;
#[cfg(feature = "ssr")]
mod entity;
mod history_page;
#[cfg(feature = "ssr")]
mod store;

pub use api::{list_changes, list_changes_since};
pub use change::{Change, HistoryPage};
pub use history_page::{ChangeTable, HistoryPage as CustomerHistoryPage};
#[cfg(feature = "ssr")]
pub(crate) use store::{NewChange, list_since as changes_since, record};
