//! Customers: what both sides know of it.

mod address_fields;
mod attribute;
mod customer;
mod list;
mod reviewed;
mod standing;

pub use address_fields::AddressFields;
pub use attribute::{Field, Group};
pub use customer::{CustomerText, FieldChange};
pub use list::{Count, CustomerRow, CustomersPage, ListQuery, PAGE_ROWS, PermissionFilter, Reach, Sort};

pub use reviewed::Reviewed;
pub use standing::{Alike, Standing};
