//! One customer's account: what the server does and stores.

mod add;
pub mod store;
mod update;

pub use add::{add, check_add, review_new};
pub use store::{find, meeting, review};
pub use update::{Wanted, check_update, update};
