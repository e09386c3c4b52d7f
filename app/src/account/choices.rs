//! Where somebody else changed the same field: which value counts.

use super::details::FieldConflict;
use crate::customers::{CustomerText, Field};
use crate::field_errors::FieldErrors;
use crate::form::Typed;

/// The name of the choice between what is stored and what was typed.
#[must_use]
pub fn choice_name(field: &str) -> String {
    format!("choice_{field}")
}

/// The text with what was chosen in each field that both changed, and the choices that are missing.
#[must_use]
pub fn choices(conflicts: &[FieldConflict], typed: &Typed, text: &CustomerText) -> (CustomerText, FieldErrors) {
    let (mut text, mut errors) = (text.clone(), FieldErrors::default());
    for conflict in conflicts {
        let name = choice_name(&conflict.field);
        let chosen = match typed.get(&name) {
            "theirs" => &conflict.theirs,
            "mine" => &conflict.mine,
            _ => {
                errors.note(&name, crate::fields::Problem::UnknownChoice);
                continue;
            }
        };
        if let Some(field) = Field::of_name(&conflict.field) {
            text.set(field, chosen.as_str());
        }
    }
    (text, errors)
}
