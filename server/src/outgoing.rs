//! Asking other machines: one way of making a client for all who do.

use reqwest::{Client, redirect::Policy};
use std::time::Duration;

/// A client that waits so long for an answer and is led nowhere else.
///
/// # Errors
/// A sentence if this machine has no usable certificates.
pub fn client(patience: Duration) -> Result<Client, String> {
    // The database's driver brings the same provider; a second server in this program finds it set.
    let _ = rustls::crypto::ring::default_provider().install_default();
    Client::builder()
        .timeout(patience)
        .redirect(Policy::none())
        .user_agent(concat!("defter/", env!("CARGO_PKG_VERSION")))
        .build()
        .map_err(|error| format!("nobody can be asked from this machine: {error}"))
}
