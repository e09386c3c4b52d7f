//! Staff: what the server does and stores.

mod alike;
pub mod change;
pub(crate) mod entity;
mod first;
mod hands;
mod list;
pub mod passwords;
mod present;
mod rows;
pub(crate) mod sessions;
pub mod store;

pub(crate) use alike::refuse_a_colleagues_name;
pub(crate) use first::insert_first;
#[cfg(test)]
pub(crate) use hands::made_lately;
pub(crate) use hands::{hands_of, hold_with_hands};
pub use list::{everybody, find, list, names};
pub(crate) use passwords::{end_passwords_in_time, set_password};
pub use passwords::{reset_password, set_password_by_email};
pub use present::{Oneself, Permitted, Present, confirm};
pub use rows::{can_sign_in, find_by_email, is_nobody, viewer};
pub(crate) use rows::{count_up_to, hold_oneself};
