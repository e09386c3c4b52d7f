//! Customers: what one is, the list, and how they are found.

mod add_link;
mod api;
mod chips;
mod list_page;
mod permission_tags;
mod table;
mod typed_text;

pub use add_link::add_link;
pub use api::list_customers;
pub use list_page::CustomersPage as CustomersListPage;
pub use permission_tags::permission_tags;
pub use table::CustomerTable;
pub use typed_text::text_of;
