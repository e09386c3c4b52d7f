//! Changes of accounts: submitted, merged, reviewed by a second person, made at a date, undone. One way in for all.

mod api;
#[cfg(feature = "ssr")]
mod asked;
#[cfg(feature = "ssr")]
mod authority;
#[cfg(feature = "ssr")]
mod commit;
#[cfg(feature = "ssr")]
mod consequences;
#[cfg(feature = "ssr")]
mod decide;
#[cfg(feature = "ssr")]
pub(crate) mod drafts;
#[cfg(feature = "ssr")]
mod entitled;
#[cfg(feature = "ssr")]
mod entity;
#[cfg(feature = "ssr")]
mod erase;
#[cfg(feature = "ssr")]
pub(crate) mod found;
#[cfg(feature = "ssr")]
mod landing;
#[cfg(feature = "ssr")]
mod mine;
#[cfg(feature = "ssr")]
mod plan;
#[cfg(feature = "ssr")]
mod policy_page;
#[cfg(feature = "ssr")]
mod policy_store;
#[cfg(feature = "ssr")]
mod posted;
#[cfg(feature = "ssr")]
mod refusal;
#[cfg(feature = "ssr")]
mod request_page;
#[cfg(feature = "ssr")]
mod requests_page;
#[cfg(feature = "ssr")]
mod ruling;
#[cfg(feature = "ssr")]
pub(crate) mod store;
#[cfg(feature = "ssr")]
mod submit;
#[cfg(feature = "ssr")]
pub(crate) mod undo;
#[cfg(feature = "ssr")]
mod undo_page;
mod undo_report;
#[cfg(feature = "ssr")]
mod unit;
#[cfg(feature = "ssr")]
mod wait;
mod waiting;
#[cfg(feature = "ssr")]
mod zone;

#[cfg(not(feature = "ssr"))]
pub use crate::ui::FromServer as ChangePolicyPage;
#[cfg(not(feature = "ssr"))]
pub use crate::ui::FromServer as RequestPage;
#[cfg(not(feature = "ssr"))]
pub use crate::ui::FromServer as ChangeRequestsPage;
#[cfg(not(feature = "ssr"))]
pub use crate::ui::FromServer as UndoPage;
pub use api::{find_change_policy, find_request, find_request_summary, find_undo, list_requests};
#[cfg(feature = "ssr")]
pub use authority::Authority;
#[cfg(feature = "ssr")]
pub(crate) use consequences::is_address;
#[cfg(feature = "ssr")]
pub use consequences::{Surroundings, consequences};
#[cfg(feature = "ssr")]
pub(crate) use erase::erase_copies;
#[cfg(all(test, feature = "ssr"))]
pub(crate) use landing::due;
#[cfg(feature = "ssr")]
pub use landing::{Behind, land_next};
#[cfg(feature = "ssr")]
pub use mine::count_to_look_at;
#[cfg(feature = "ssr")]
pub(crate) use mine::to_look_at;
#[cfg(feature = "ssr")]
pub use plan::{Difference, Proposal, Typed, Wishes};
#[cfg(feature = "ssr")]
pub use policy_page::{ChangePolicyPage, verdict_text};
#[cfg(feature = "ssr")]
pub use policy_store::{policy_of, policy_version, policy_version_and_partner, set_policy};
#[cfg(feature = "ssr")]
pub(crate) use posted::{post_request, post_undo};
#[cfg(feature = "ssr")]
pub use refusal::refusal_text;
#[cfg(feature = "ssr")]
pub use request_page::RequestPage;
#[cfg(feature = "ssr")]
pub use requests_page::ChangeRequestsPage;
#[cfg(feature = "ssr")]
pub(crate) use ruling::author_now;
#[cfg(feature = "ssr")]
pub use submit::{Submission, Submitted, submit, submit_all};
#[cfg(feature = "ssr")]
pub use undo_page::UndoPage;
pub use undo_report::UndoReport;
pub use waiting::{WaitingChanges, rule_text};
#[cfg(feature = "ssr")]
pub(crate) use zone::Stamp;
#[cfg(feature = "ssr")]
pub use zone::ZoneOfPartner;
