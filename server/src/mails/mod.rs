//! Mails on their way out: by SMTP, or into a folder while one develops.

mod bounded;
mod post;
mod smtp;
mod worker;

pub use post::{NotSent, Post};
pub use worker::{keep_sending, send_due, warn_of_old};
