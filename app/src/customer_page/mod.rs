//! Pieces that several pages of one customer share: the way back, findings, what the policy says, news of others.

mod findings;
mod ruling;
mod saved_path;
mod trail;
mod watched;

pub use findings::{Alarm, Findings, is_alarming};
pub use ruling::{Consequences, Ruled};
pub use saved_path::{added_path, saved_path};
pub use trail::customer_trail;
pub use watched::Watched;
