//! The log: what both sides know of it.

mod erasing;
mod kind;

pub use erasing::Erasing;
pub use kind::{Kind, RATE_LIMITED};
