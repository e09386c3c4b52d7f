//! One customer's account: what the server does and stores.

pub mod store;

pub use store::{find, meeting, review, update};
