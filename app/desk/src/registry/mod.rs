//! What official registries answer: what the server does and stores.

mod entity;
pub mod queue;
pub mod store;

#[cfg(test)]
pub(crate) use queue::due;
