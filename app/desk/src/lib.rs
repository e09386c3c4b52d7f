//! What the server knows and does: rules, changes, the log, people. No page, no address, no sentence.

pub mod account;
pub mod activity;
pub mod audit;
pub mod changes;
pub mod customers;
pub mod database;
pub mod error;
pub mod for_people;
pub mod history;
pub mod mails;
pub mod own_file;
pub mod partner;
pub mod people;
pub mod permissions;
pub mod profile;
pub mod registry;
pub mod request;
pub mod rules;
pub mod session;
pub mod setup;
