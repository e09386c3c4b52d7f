//! What somebody keeps about themself: name, language, theme, password.

mod api;
#[cfg(feature = "ssr")]
mod posted;
mod profile_page;

pub use api::{change_password, update_profile};
#[cfg(feature = "ssr")]
pub(crate) use posted::post_profile;
pub use profile_page::ProfilePage;
