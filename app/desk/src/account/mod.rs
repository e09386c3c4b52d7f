//! One customer's account: what the server does and stores.

mod add;
pub mod store;

pub use add::{add, review_new};
pub use store::{find, meeting, review, update};
