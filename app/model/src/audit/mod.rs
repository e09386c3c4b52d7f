//! The log: what both sides know of it.

mod kind;

pub use kind::{Kind, RATE_LIMITED};
