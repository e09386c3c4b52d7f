//! Where somebody else changed the same field: which value counts.

use crate::form::Typed;
use model::account::FieldConflict;
use model::customers::{CustomerText, Field};
use model::field_errors::FieldErrors;

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
                errors.note(&name, model::fields::Problem::UnknownChoice);
                continue;
            }
        };
        if let Some(field) = Field::of_name(&conflict.field) {
            text.set(field, chosen.as_str());
        }
    }
    (text, errors)
}
