//! Signing in and out: what the server does and stores.

mod attempts;
mod browser;
mod entity;
mod guessable;
mod password;
pub mod store;

pub(crate) use attempts::{begin_try, erase_tries, forget};
pub use attempts::{forget_old, network};
pub use browser::mark_of;
pub use guessable::is_guessable;
pub use password::{check_password, hash_password, one_time_password};
pub(crate) use store::{begin_session, end_ahead};
pub use store::{end_all_sessions, find_viewer, still_permits, still_signed_in, viewer};
pub use store::{end_session, sign_in, token_hash};
