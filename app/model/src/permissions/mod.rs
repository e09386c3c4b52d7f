//! What a customer may buy on its own: what both sides know of it.
mod permission;
pub use permission::{Given, Permissions};
