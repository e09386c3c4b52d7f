//! Changes of accounts: submitted, merged, reviewed by a second person, made at a date, undone. One way in for all.

mod api;
#[cfg(feature = "ssr")]
mod erase_page;
#[cfg(feature = "ssr")]
mod policy_page;
#[cfg(feature = "ssr")]
mod posted;
#[cfg(feature = "ssr")]
mod request_page;
#[cfg(feature = "ssr")]
mod requests_page;
#[cfg(feature = "ssr")]
mod standing_page;
#[cfg(feature = "ssr")]
mod undo_page;
mod waiting;

#[cfg(not(feature = "ssr"))]
pub use crate::ui::FromServer as ChangePolicyPage;
#[cfg(not(feature = "ssr"))]
pub use crate::ui::FromServer as ErasePage;
#[cfg(not(feature = "ssr"))]
pub use crate::ui::FromServer as RemovePage;
#[cfg(not(feature = "ssr"))]
pub use crate::ui::FromServer as RequestPage;
#[cfg(not(feature = "ssr"))]
pub use crate::ui::FromServer as RestorePage;
#[cfg(not(feature = "ssr"))]
pub use crate::ui::FromServer as ChangeRequestsPage;
#[cfg(not(feature = "ssr"))]
pub use crate::ui::FromServer as UndoPage;
pub use api::{
    find_change_policy, find_request, find_request_summary, find_undo, list_requests, preview_erase, preview_standing,
};
#[cfg(feature = "ssr")]
pub use erase_page::ErasePage;
#[cfg(feature = "ssr")]
pub use policy_page::ChangePolicyPage;
#[cfg(feature = "ssr")]
pub(crate) use posted::{post_erase, post_request, post_standing, post_undo};
#[cfg(feature = "ssr")]
pub use request_page::RequestPage;
#[cfg(feature = "ssr")]
pub use requests_page::ChangeRequestsPage;
#[cfg(feature = "ssr")]
pub use standing_page::{RemovePage, RestorePage};
#[cfg(feature = "ssr")]
pub use undo_page::UndoPage;

pub use waiting::WaitingChanges;
