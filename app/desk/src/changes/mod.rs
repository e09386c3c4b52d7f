//! Changes of accounts: what the server does and stores.

mod asked;
mod authority;
mod commit;
mod consequences;
pub mod decide;
pub mod drafts;
mod entitled;
mod entity;
mod erase;
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
mod whether;
mod zone;

pub use authority::Authority;
pub(crate) use consequences::is_address;
pub use consequences::{Surroundings, consequences};
pub use decide::{approve, cancel, postpone, reject};
pub use drafts::{forget, keep};
pub(crate) use erase::{count_copies, erase_copies};
#[cfg(test)]
pub(crate) use landing::due;
pub use landing::{Behind, land_next};
pub use mine::count_to_look_at;
pub use mine::to_look_at;
pub use plan::{Difference, Proposal, Typed, Wishes};
pub use policy_store::shown;
pub use policy_store::{policy_of, policy_version, policy_version_and_partner, set_policy};
pub use remove::{preview_standing, set_standing};
pub(crate) use ruling::author_now;
pub(crate) use standing::alike_of;
pub use store::{find_summary, list};
pub use submit::{Submission, Submitted, submit, submit_all};
pub use undo::{Undone, preview, undo};
pub use zone::Stamp;
pub use zone::ZoneOfPartner;
