//! Staff: what both sides know of it.

mod person;

pub use person::{Added, CheckedPerson, Person, STAFF_NAME, check_person};
