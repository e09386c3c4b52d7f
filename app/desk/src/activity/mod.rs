//! The log as people read it: what the server does and stores.

mod condition;
mod store;

pub use store::list;
pub use store::{Exported, begin_export};
