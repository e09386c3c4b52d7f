//! Erasing a person's data on request, in the log and beside it.

mod copies;
mod subjects;
pub use copies::erase_copies;
pub use subjects::{Erased, erase_by_person, erase_customer, erase_person, preview_erase};
