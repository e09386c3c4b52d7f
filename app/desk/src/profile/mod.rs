//! One's own profile: what the server does and stores.

pub mod store;

pub use store::set_language;
pub use store::{change_password, update};
