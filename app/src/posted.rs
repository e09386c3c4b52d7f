//! An ordinary form post that did not end in a redirect: what was typed and what is wrong, for the page to show again.

use crate::form::Typed;
use crate::wire::Error;
use model::people::Added;
use serde::{Deserialize, Serialize};

/// What a page shows again after a post.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Posted {
    /// The page that was posted to.
    pub path: String,
    /// What was typed, without passwords.
    pub typed: Typed,
    /// Whether passwords were typed too: they are to be typed again.
    #[serde(default)]
    pub lacks_passwords: bool,
    /// Why nothing was done, or why not yet.
    pub error: Option<Error>,
    /// A person with their one-time password, shown this once.
    pub added: Option<Added>,
}

impl Posted {
    /// The page again with what was typed.
    #[must_use]
    pub fn again(typed: Typed) -> Self {
        Self { lacks_passwords: typed.has_password(), typed: typed.without_passwords(), ..Self::default() }
    }

    /// The page again with what was typed and what is wrong.
    #[must_use]
    pub fn failed(typed: Typed, error: Error) -> Self {
        Self { error: Some(error), ..Self::again(typed) }
    }
}
