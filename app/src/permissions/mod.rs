//! What a customer may buy on its own.

mod api;
mod permissions_page;
#[cfg(feature = "ssr")]
mod posted;

pub use api::{find_permissions, set_permission};
pub use permissions_page::PermissionsPage;
#[cfg(feature = "ssr")]
pub(crate) use posted::post_permission;
