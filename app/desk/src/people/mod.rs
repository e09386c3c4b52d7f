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
pub mod store;

pub(crate) use alike::refuse_a_colleagues_name;
pub(crate) use first::insert_first;
#[cfg(test)]
pub(crate) use hands::made_lately;
pub(crate) use hands::{hands_of, hold_with_hands};
pub use list::everybody;
pub use list::names;
pub use list::{find, list};
pub use passwords::reset_password;
pub use passwords::set_password_by_email;
pub(crate) use passwords::{end_passwords_in_time, set_password};
pub use present::{Oneself, Permitted, Present, confirm};
pub use rows::{can_sign_in, find_by_email, is_nobody};
pub(crate) use rows::{count_up_to, hold_oneself};
