//! Passwords: their hashes, and which are guessed first.

mod guessable;
mod hashing;
pub use guessable::is_guessable;
pub use hashing::{check_password, hash_password, one_time_password};
