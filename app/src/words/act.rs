//! What becomes of a customer as a whole, in words.

use crate::texts::Texts;
use model::customers::{FieldChange, Standing};

/// What is to become of the customer as a whole; nothing where only attributes of it change.
#[must_use]
pub fn act_text(changes: &[FieldChange], texts: Texts) -> Option<&'static str> {
    match Standing::change_in(changes)? {
        (Standing::Removed, Standing::Active) => Some(texts.request_to_restore()),
        (_, Standing::Active) => Some(texts.request_to_add()),
        _ => Some(texts.request_to_remove()),
    }
}
