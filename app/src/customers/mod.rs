//! Customers: what one is, the list, and how they are found.

#[cfg(feature = "ssr")]
mod adding;
mod api;
#[cfg(feature = "ssr")]
mod cursor;
#[cfg(feature = "ssr")]
mod each;
#[cfg(feature = "ssr")]
mod entity;
#[cfg(feature = "ssr")]
mod filter;
#[cfg(feature = "ssr")]
mod found;
mod labels;
#[cfg(feature = "ssr")]
mod list_address;
mod list_page;
#[cfg(feature = "ssr")]
mod named;
#[cfg(feature = "ssr")]
mod order;
#[cfg(feature = "ssr")]
mod ordering;
mod permission_tags;
#[cfg(all(test, feature = "ssr"))]
mod plans;
#[cfg(feature = "ssr")]
mod refold;
#[cfg(feature = "ssr")]
mod snapshot;
#[cfg(feature = "ssr")]
mod store;
mod table;
mod typed_text;

#[cfg(feature = "ssr")]
pub use adding::{NewCustomer, add_customers, defer_search, has_customers, rebuild_search, repair_search};
pub use api::list_customers;
#[cfg(feature = "ssr")]
pub use each::each_customer;
#[cfg(feature = "ssr")]
pub(crate) use entity::{ActiveModel, Column, Entity, Model};
pub use labels::{field_hint, field_label, group_label, name_label, value_text};
#[cfg(feature = "ssr")]
pub use list_address::list_query_of;
pub use list_page::CustomersPage as CustomersListPage;
#[cfg(feature = "ssr")]
pub use named::{names, one_named};
#[cfg(feature = "ssr")]
pub use order::fold;
#[cfg(feature = "ssr")]
pub(crate) use order::key as name_order;
pub use permission_tags::permission_tags;
#[cfg(feature = "ssr")]
pub use refold::refold_search;
#[cfg(feature = "ssr")]
pub use snapshot::{Snapshot, given_text};
#[cfg(feature = "ssr")]
pub(crate) use store::overview;
pub use table::CustomerTable;
pub use typed_text::text_of;
