//! One customer's account: shown, updated, reviewed, submitted.

mod address_group;
mod api;
mod conflict;
mod details;
pub(crate) mod draft;
mod fetch_form;
#[cfg(feature = "ssr")]
mod posted;
mod review;
mod show_page;
#[cfg(feature = "ssr")]
mod store;
mod update_form;
mod update_page;
mod update_state;

pub use api::{find_account, find_editable_account, review_account, update_account};
pub use conflict::merge;
pub use details::{Account, Saved};
#[cfg(feature = "ssr")]
pub(crate) use posted::post_update;
pub use show_page::{AccountPage, customer_trail, use_customer_id};
#[cfg(feature = "ssr")]
pub(crate) use store::{lock, write};
pub use update_page::UpdatePage;
pub use update_state::version_of;
