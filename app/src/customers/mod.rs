//! Customers: what one is, the list, and how they are found.

mod api;
#[cfg(feature = "ssr")]
mod list_address;
mod list_page;
mod permission_tags;
mod table;
mod typed_text;

pub use api::list_customers;

#[cfg(feature = "ssr")]
pub use list_address::list_query_of;
pub use list_page::CustomersPage as CustomersListPage;
pub use permission_tags::permission_tags;
pub use table::CustomerTable;
pub use typed_text::text_of;
