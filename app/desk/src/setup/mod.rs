//! Setting an installation up on which nobody is: a link that is good once, and what whoever has it does with it.

mod check;
mod entity;
mod first;
mod link;
pub mod store;

pub use check::Answers;
pub use first::first_steps;
pub use link::{LINK_HOURS, make_link};
pub use store::{SetUp, find, set_up};
