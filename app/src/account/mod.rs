//! One customer's account: shown, updated, reviewed, submitted.

mod add_page;
mod address_group;
mod api;
mod choices;
pub(crate) mod draft;
mod fetch_form;
mod meanwhile;
mod merge_form;
mod offered;
#[cfg(feature = "ssr")]
mod posted;
mod registry_api;
mod registry_panel;
#[cfg(feature = "ssr")]
mod registry_posted;
mod removed;
mod review;
mod show_page;
#[cfg(feature = "ssr")]
mod submitted;
mod update_acts;
mod update_begun;
mod update_form;
mod update_page;
mod update_state;

pub use add_page::AddPage;
pub use api::{
    add_customer, find_account, find_drafts, find_editable_account, find_new_drafts, forget_draft, keep_draft,
    meet_account, review_account, review_new_account, update_account,
};
#[cfg(feature = "ssr")]
pub(crate) use posted::{post_new, post_update};
pub use registry_api::ask_registry;
pub use registry_panel::RegistryPanel;
#[cfg(feature = "ssr")]
pub(crate) use registry_posted::post_registry;
pub use show_page::{AccountPage, StandingNotice};
pub use update_page::UpdatePage;
