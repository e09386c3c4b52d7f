//! What both sides know: attributes, values, rights, codes. No page, no database.

pub mod access;
pub mod account;
pub mod activity;
pub mod audit;
pub mod calendar;
pub mod changes;
pub mod clock;
pub mod countries;
pub mod customers;
pub mod field_errors;
pub mod fields;
pub mod history;
pub mod language;
pub mod limits;
pub mod people;
pub mod percent;
pub mod permissions;
pub mod registry;
pub mod setup;
