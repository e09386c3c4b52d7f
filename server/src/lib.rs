//! Defter's server: what `main` starts, and what tests start too.

pub mod audit;
pub mod backup;
mod bodies;
pub mod changes;
pub mod check;
mod clock;
pub mod config;
mod context;
mod events;
mod export;
mod forgetting;
mod forwarded;
pub mod listening;
pub mod log_writer;
pub mod mails;
mod outgoing;
mod pages;
pub mod panics;
pub mod partner;
mod policy;
pub mod policy_command;
mod refusals;
pub mod registry;
pub mod responses;
mod router;
mod rules;
pub mod seed;
pub mod serve;
mod server_functions;
pub mod setup;
mod site;
pub mod staff;
mod start_note;
pub mod turns;
mod working;

pub use router::{Clock, ServerState, router, system_clock};
