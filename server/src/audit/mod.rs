//! The log from the command line, and its head on its way to other machines.

mod clock;
mod commands;
mod erase;
mod heads;

pub use commands::{note_command, require_own_key, run, sealed};
pub use heads::{keep_sending_heads, keep_signing, send};
