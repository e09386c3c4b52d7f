//! Setting an installation up in the browser, by the link that whoever runs it was given.

#[cfg(feature = "ssr")]
mod posted;
#[cfg(feature = "ssr")]
mod setup_form;
#[cfg(feature = "ssr")]
mod setup_page;

#[cfg(not(feature = "ssr"))]
pub use crate::ui::FromServer as SetupPage;
#[cfg(feature = "ssr")]
pub(crate) use posted::post_setup;
#[cfg(feature = "ssr")]
pub use setup_page::SetupPage;
