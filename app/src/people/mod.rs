//! Staff: who they are, their roles, and whether they may still sign in.

#[cfg(feature = "ssr")]
mod alike;
mod api;
#[cfg(feature = "ssr")]
pub(crate) mod entity;
#[cfg(feature = "ssr")]
mod hands;
mod people_page;
mod person;
mod person_page;
#[cfg(feature = "ssr")]
mod posted;
#[cfg(feature = "ssr")]
mod present;
#[cfg(feature = "ssr")]
pub mod store;

#[cfg(feature = "ssr")]
pub(crate) use alike::refuse_a_colleagues_name;
pub use api::{add_person, find_person, list_people, reset_password, update_person};
#[cfg(all(test, feature = "ssr"))]
pub(crate) use hands::made_lately;
#[cfg(feature = "ssr")]
pub(crate) use hands::{hands_of, hold_with_hands};
pub use people_page::PeoplePage;
pub use person::{Added, CheckedPerson, Person, STAFF_NAME, check_person};
pub use person_page::PersonPage;
#[cfg(feature = "ssr")]
pub(crate) use posted::{post_people, post_person};
#[cfg(feature = "ssr")]
pub use present::{Permitted, Present, confirm};
#[cfg(feature = "ssr")]
pub(crate) use store::names;
