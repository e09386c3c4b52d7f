//! Pieces that know no customer.

mod address;
#[cfg(feature = "ssr")]
mod asked_first;
mod copy_button;
mod error_panel;
mod error_summary;
mod fact;
mod field;
mod form;
#[cfg(not(feature = "ssr"))]
mod from_server;
mod go;
mod html;
mod icon;
mod notice;
mod options;
mod page;
mod page_data;
mod path_id;
mod scroll;
mod sign_in_again;
mod time;
mod try_again;

pub use address::AddressLines;
#[cfg(feature = "ssr")]
pub use asked_first::AskedFirst;
pub use copy_button::CopyButton;
#[cfg(feature = "ssr")]
pub(crate) use error_panel::set_status;
pub use error_panel::{ErrorNotice, ErrorPage, ErrorPanel, error_sentence};
pub use error_summary::{Called, ErrorSummary};
pub use fact::{EntryNo, fact, quoted};
pub(crate) use field::escape;
pub use field::{CheckField, SelectField, TextArea, TextField};
pub use form::{AS, PostForm, SubmitButton, typed_in};

#[cfg(not(feature = "ssr"))]
pub use from_server::FromServer;
pub use go::use_go;
pub use html::push_attribute;
pub use icon::Icon;
#[cfg(feature = "ssr")]
pub(crate) use icon::push_icon;
pub use notice::{Notice, Tone};
pub use options::{mark, options, unmarked};
pub use page::{Crumb, Page, PagesShown};
pub use page_data::PageData;
pub use path_id::use_path_id;
pub use scroll::{forget_query, keep_scroll, watch_scroll};
pub use sign_in_again::{AGAIN_EMAIL, AGAIN_PASSWORD, SignInAgain, sign_in_label};
pub use time::{Time, TimeInZone, push_time};
pub use try_again::TryAgain;
#[cfg(feature = "ssr")]
pub use try_again::try_again_document;
