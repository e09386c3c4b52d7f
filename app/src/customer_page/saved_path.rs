//! Where one is led after a save.

use crate::routes;
use model::account::Saved;

/// Where one is led after a save, from an account's page.
#[must_use]
pub fn saved_path(saved: &Saved, account: &str) -> String {
    match saved {
        Saved::As { .. } => format!("{account}?saved=yes"),
        Saved::Merged { others, .. } => format!("{account}?saved=merged&with={}", others.join(",")),
        Saved::Unchanged => format!("{account}?saved=unchanged"),
        Saved::Waiting { id } | Saved::Scheduled { id } | Saved::Refused { id } => routes::request(*id),
    }
}
