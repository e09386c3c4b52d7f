//! What the profile asks the server.

use crate::ask::Ask;
use crate::wire::Error;
use leptos::prelude::*;
use model::access::Theme;
use model::language::Language;

/// Changes one's own name, language and theme. Without a language the browser's is taken.
///
/// # Errors
/// `Invalid` names what is wrong; `SignedOut`.
#[server(prefix = "/api", endpoint = "profile/update", protocol = Ask)]
pub async fn update_profile(name: String, language: Option<Language>, theme: Theme) -> Result<(), Error> {
    let request = crate::current::request()?;
    Ok(desk::profile::update(&request, &name, language, theme).await?)
}

/// Changes one's own password. Every session ends; this browser gets a new one.
///
/// # Errors
/// `Invalid` names what is wrong; `RateLimited` after too many wrong present passwords; `SignedOut`.
#[server(prefix = "/api", endpoint = "profile/change_password", protocol = Ask)]
pub async fn change_password(current: String, new: String) -> Result<(), Error> {
    let request = crate::current::request()?;
    let token = desk::profile::change_password(&request, &current, &new).await?;
    crate::session::keep_session(&request, &token);
    Ok(())
}
