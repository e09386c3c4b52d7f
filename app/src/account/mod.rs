//! One customer's account: shown, updated, reviewed, submitted.

mod add_page;
mod address_group;
mod api;
mod choices;
pub(crate) mod draft;
mod fetch_form;
mod findings;
mod meanwhile;
mod merge_form;
mod offered;
mod phone;
#[cfg(feature = "ssr")]
mod posted;
mod removed;
mod review;
mod saved_path;
mod show_page;
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
pub use findings::Findings;
pub use meanwhile::Watched;
pub use phone::{phone_text, read_text};
#[cfg(feature = "ssr")]
pub(crate) use posted::{post_new, post_update};
pub use review::{Alarm, Consequences, Ruled, is_alarming, review_label};
pub use saved_path::saved_path;
pub use show_page::{AccountPage, StandingNotice, customer_trail, use_customer_id};
pub use update_begun::version_of;
pub use update_page::UpdatePage;
