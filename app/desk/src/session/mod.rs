//! Signing in and out: what the server does and stores.

mod attempts;
mod browser;
mod entity;
pub mod store;

pub(crate) use attempts::{begin_try, erase_tries, forget};
pub use attempts::{forget_old, network};
pub use browser::mark_of;

pub(crate) use store::{begin_session, end_ahead};
pub use store::{end_session, find_viewer, sign_in, still_permits, still_signed_in, token_hash};
