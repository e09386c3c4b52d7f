//! Staff: who they are, their roles, and whether they may still sign in.

mod api;
mod people_page;
mod person_page;
#[cfg(feature = "ssr")]
mod posted;
mod typed_roles;

pub use api::{add_person, find_person, list_people, reset_password, update_person};
pub use people_page::PeoplePage;
pub use person_page::PersonPage;
#[cfg(feature = "ssr")]
pub(crate) use posted::{post_people, post_person};
