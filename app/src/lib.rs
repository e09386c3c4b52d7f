//! Everything that Defter's server and its pages in the browser share.

// Views are types as deep as the page.
#![recursion_limit = "256"]

pub mod account;
pub mod activity;
pub mod ask;
#[cfg(feature = "ssr")]
mod ask_first;
pub mod audit;
pub mod changes;
#[cfg(feature = "ssr")]
pub mod current;
pub mod customers;
#[cfg(feature = "ssr")]
pub mod database;
#[cfg(feature = "ssr")]
pub mod error;
#[cfg(feature = "ssr")]
pub mod for_people;
pub mod form;
pub mod history;
#[cfg(feature = "ssr")]
mod letters;
#[cfg(feature = "ssr")]
pub mod mails;
#[cfg(feature = "ssr")]
pub mod own_file;
#[cfg(feature = "ssr")]
pub mod partner;
pub mod people;
pub mod permissions;
#[cfg(feature = "ssr")]
pub mod post;
pub mod posted;
pub mod profile;
pub mod registry;
#[cfg(feature = "ssr")]
pub mod request;
pub mod routes;
#[cfg(feature = "ssr")]
pub mod rules;
pub mod session;
#[cfg(feature = "ssr")]
pub mod sheets;
pub mod shell;
pub mod start;
pub mod texts;
pub mod ui;
pub mod wire;
pub mod workspaces;

#[cfg(feature = "ssr")]
pub use ask_first::ask_first;
pub use shell::App;
#[cfg(feature = "ssr")]
pub use shell::{SiteFiles, shell};
