//! Staff: who they are, their roles, and whether they may still sign in.

#[cfg(feature = "ssr")]
mod alike;
mod api;
#[cfg(feature = "ssr")]
pub(crate) mod entity;
#[cfg(feature = "ssr")]
mod hands;
#[cfg(feature = "ssr")]
mod list;
#[cfg(feature = "ssr")]
mod passwords;
mod people_page;
mod person_page;
#[cfg(feature = "ssr")]
mod posted;
#[cfg(feature = "ssr")]
mod present;
#[cfg(feature = "ssr")]
mod rows;
#[cfg(feature = "ssr")]
pub mod store;
mod typed_roles;

#[cfg(feature = "ssr")]
pub(crate) use alike::refuse_a_colleagues_name;
pub use api::{add_person, find_person, list_people, reset_password, update_person};
#[cfg(all(test, feature = "ssr"))]
pub(crate) use hands::made_lately;
#[cfg(feature = "ssr")]
pub(crate) use hands::{hands_of, hold_with_hands};
#[cfg(feature = "ssr")]
pub use list::everybody;
#[cfg(feature = "ssr")]
pub(crate) use list::names;
#[cfg(feature = "ssr")]
pub use passwords::set_password_by_email;
#[cfg(feature = "ssr")]
pub(crate) use passwords::{end_passwords_in_time, set_password};
pub use people_page::PeoplePage;
pub use person_page::PersonPage;
#[cfg(feature = "ssr")]
pub(crate) use posted::{post_people, post_person};
#[cfg(feature = "ssr")]
pub use present::{Oneself, Permitted, Present, confirm};
#[cfg(feature = "ssr")]
pub(crate) use rows::hold_oneself;
#[cfg(feature = "ssr")]
pub use rows::{can_sign_in, find_by_email};
