//! What changed about a customer, who changed it, when and why.

mod api;
#[cfg(feature = "ssr")]
mod as_of_page;
mod history_page;
mod undo_report;

#[cfg(not(feature = "ssr"))]
pub use crate::ui::FromServer as AsOfPage;
pub use api::{find_account_as_of, list_changes, list_changes_since};
#[cfg(feature = "ssr")]
pub use as_of_page::AsOfPage;
pub use history_page::{ChangeItem, ChangeTable, HistoryPage as CustomerHistoryPage};
pub use undo_report::UndoReport;
#[cfg(feature = "ssr")]
pub use undo_report::fate_forecast;
