//! Changes of accounts: submitted, merged, reviewed by a second person, made at a date, undone. One way in for all.

mod api;
#[cfg(feature = "ssr")]
mod authority;
mod change_set;
mod consequences;
#[cfg(feature = "ssr")]
mod decide;
#[cfg(feature = "ssr")]
pub(crate) mod drafts;
#[cfg(feature = "ssr")]
mod entity;
#[cfg(feature = "ssr")]
mod erase;
#[cfg(feature = "ssr")]
pub(crate) mod held;
#[cfg(feature = "ssr")]
mod landing;
mod merge;
mod policy;
mod policy_page;
#[cfg(feature = "ssr")]
mod posted;
mod request_page;
mod requests_page;
#[cfg(feature = "ssr")]
pub(crate) mod store;
#[cfg(feature = "ssr")]
pub(crate) mod undo;
mod undo_page;
#[cfg(feature = "ssr")]
pub(crate) mod write;
#[cfg(feature = "ssr")]
mod zone;

pub use api::{
    approve_change, cancel_change, find_change_policy, find_request, find_undo, list_requests, move_change,
    reject_change, undo_change,
};
#[cfg(feature = "ssr")]
pub use authority::Authority;
pub use change_set::{ChangeRequest, MayDo, Moment, Refusal, RequestsPage, SetState};
pub use consequences::{Consequence, Surroundings, consequences};
#[cfg(feature = "ssr")]
pub(crate) use erase::erase_copies;
#[cfg(feature = "ssr")]
pub use landing::land_next;
pub use merge::{Conflict, Merged, Wish, merge};
pub use policy::{ChangePolicy, PolicyRule, Ruling, Verdict};
pub use policy_page::ChangePolicyPage;
#[cfg(feature = "ssr")]
pub(crate) use posted::{post_request, post_undo};
pub use request_page::{RequestPage, WaitingChanges};
pub use requests_page::ChangeRequestsPage;
pub use undo_page::{UndoPage, UndoReport};
#[cfg(feature = "ssr")]
pub(crate) use write::{Submission, Wants, submit};
#[cfg(feature = "ssr")]
pub use zone::ZoneOfPartner;
