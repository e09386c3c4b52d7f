//! Everything that Defter's server and its pages in the browser share.

// Views are types as deep as the page.
#![recursion_limit = "256"]

pub mod account;
pub mod activity;
#[cfg(feature = "ssr")]
pub mod answer;
pub mod ask;
#[cfg(feature = "ssr")]
mod ask_first;
pub mod changes;
#[cfg(feature = "ssr")]
mod cookies;
#[cfg(feature = "ssr")]
pub mod current;
pub mod customer_page;
pub mod customers;
pub mod form;
pub mod frame;
pub mod history;
#[cfg(feature = "ssr")]
mod letters;
#[cfg(feature = "ssr")]
mod moment;
pub mod people;
pub mod permissions;
#[cfg(feature = "ssr")]
pub mod post;
pub mod posted;
pub mod profile;
pub mod routes;
pub mod session;
pub mod setup;
#[cfg(feature = "ssr")]
pub mod sheets;
pub mod shell;
pub mod start;
pub mod texts;
pub mod ui;
pub mod way_back;
pub mod wire;
pub mod words;
pub mod workspaces;

#[cfg(feature = "ssr")]
pub use ask_first::ask_first;
pub use shell::App;
#[cfg(feature = "ssr")]
pub use shell::{SiteFiles, shell};
