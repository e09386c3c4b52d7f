//! Customers: what the server does and stores.

mod adding;
mod alike;
mod cursor;
mod each;
mod entity;
mod filter;
mod found;
mod named;
mod ordering;
#[cfg(test)]
mod plans;
mod refold;
pub(crate) mod rows;
mod snapshot;
mod store;

pub use adding::{NewCustomer, add_customers, defer_search, has_customers, rebuild_search, repair_search};
pub(crate) use alike::alike;
pub use each::each_customer;
pub(crate) use entity::Model;
pub use named::{names, one_named};

pub use refold::refold_search;
pub use snapshot::{Snapshot, given_text};
pub use store::list;
pub use store::overview;
