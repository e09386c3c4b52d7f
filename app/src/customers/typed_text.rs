//! An account's text out of a form.

use crate::form::Typed;
use model::customers::CustomerText;
use model::customers::Field;

/// What a form typed. A box that is not ticked is not sent, so every field starts empty.
#[must_use]
pub fn text_of(typed: &Typed) -> CustomerText {
    let mut text = CustomerText::default();
    for field in Field::OF_TEXT {
        text.set(*field, typed.get(field.name()));
    }
    text
}
