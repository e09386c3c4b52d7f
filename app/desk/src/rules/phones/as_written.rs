//! A number to be read, its extension apart.

use super::shown;

/// What stands before the extension of a stored number (RFC 3966, 5.3).
const EXTENSION: &str = ";ext=";

/// A stored number the way its country writes it, its extension as it is stored.
#[must_use]
pub fn as_written(stored: &str) -> String {
    match stored.split_once(EXTENSION) {
        Some((number, extension)) => format!("{}{EXTENSION}{extension}", shown(number)),
        None => shown(stored),
    }
}
