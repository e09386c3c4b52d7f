//! The first page: the areas somebody may enter, and what changed last.

mod api;
mod first_steps;
mod workspaces_page;

pub use api::{Overview, find_overview};
pub use workspaces_page::WorkspacesPage;
