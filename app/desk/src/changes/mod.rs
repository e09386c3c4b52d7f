//! Changes of accounts: what the server does and stores.

mod alike;
mod asked;
mod authority;
mod commit;
mod consequences;
pub mod decide;
pub mod drafts;
mod entitled;
pub(crate) mod entity;
pub mod found;
mod landing;
mod mine;
mod plan;
mod policy_store;
mod remove;
mod ruling;
mod standing;
pub(crate) mod store;
mod submit;
pub(crate) mod undo;
mod unit;
mod wait;
mod wishes;

pub use authority::Authority;
pub use consequences::consequences;
pub use decide::{approve, cancel, postpone, reject};
pub use drafts::{forget, keep};
#[cfg(test)]
pub(crate) use landing::due;
pub use landing::{Behind, land_next};
pub use mine::{count_to_look_at, to_look_at};
pub use plan::{Difference, Proposal};
pub use policy_store::{policy_of, policy_version, policy_version_and_partner, set_policy, shown};
pub use remove::{preview_standing, set_standing};
pub(crate) use ruling::author_now;
pub(crate) use standing::alike_of;
pub use store::{find_summary, list};
pub use submit::{Submission, Submitted, submit, submit_all};
pub use undo::{Undone, preview, undo};
pub use wishes::{Typed, Wishes};
