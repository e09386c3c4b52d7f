//! What official registries answer about a customer's tax number. Beside the rules, which need nobody's answer: a save
//! never waits for a registry, and a registry that is away says nothing about a number.

mod api;
mod panel;
#[cfg(feature = "ssr")]
mod posted;

pub use api::ask_registry;
pub use panel::RegistryPanel;
#[cfg(feature = "ssr")]
pub(crate) use posted::post_registry;
