//! What official registries answer: what both sides know of it.

mod evidence;

pub use evidence::{Evidence, RegistryShown, State};
