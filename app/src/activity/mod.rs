//! The log as people read it: over all customers and staff, filtered, page by page, and as a file.

#[cfg(feature = "ssr")]
mod activity_page;
mod api;
#[cfg(feature = "ssr")]
mod said;

#[cfg(not(feature = "ssr"))]
pub use crate::ui::FromServer as ActivityPage;
#[cfg(feature = "ssr")]
pub use activity_page::ActivityPage;
pub use api::list_activity;
