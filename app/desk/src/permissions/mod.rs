//! What a customer may buy on its own: what the server does and stores.

pub mod store;

pub use store::{Wanted, find, set};
