//! Asks official registries about customers' tax numbers, beside everything else and in nobody's way.

mod vies;
mod worker;

pub use vies::{Vies, ViesSettings};
pub use worker::{Asked, ask_due, keep_asking};
