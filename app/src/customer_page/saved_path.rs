//! Where one is led after a save.

use crate::routes;
use model::account::Saved;
use uuid::Uuid;

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

/// Where one is led who added a customer: to its account, or to the request that waits.
#[must_use]
pub fn added_path(saved: &Saved, id: Uuid) -> String {
    let account = routes::account(id);
    match saved {
        Saved::As { .. } | Saved::Merged { .. } => format!("{account}?saved=added"),
        Saved::Unchanged => format!("{account}?saved=there"),
        waits => saved_path(waits, &account),
    }
}
