//! Two people changed one account: what one saved meanwhile meets what the other typed, and neither is lost.

use crate::customers::{CustomerText, Field};
use crate::history::Change;

/// What was typed over what is stored now: fields that the person did not touch take the newer value, fields that
/// they did keep what was typed.
#[must_use]
pub fn merge(typed: &CustomerText, stored: &CustomerText, since: &[Change]) -> CustomerText {
    let seen = rewind(stored, since);
    let mut merged = typed.clone();
    for field in Field::ALL {
        if typed.get(*field) == seen.get(*field) {
            merged.set(*field, stored.get(*field));
        }
    }
    merged
}

/// The account as it was before some changes, the oldest first.
fn rewind(stored: &CustomerText, since: &[Change]) -> CustomerText {
    let mut seen = stored.clone();
    for change in since.iter().rev().flat_map(|change| &change.fields) {
        if let Some(field) = Field::of_name(&change.field) {
            seen.set(field, change.old.clone());
        }
    }
    seen
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::customers::FieldChange;

    fn text(fields: &[(Field, &str)]) -> CustomerText {
        let mut text = CustomerText::default();
        for (field, value) in fields {
            text.set(*field, *value);
        }
        text
    }

    fn change(field: Field, old: &str, new: &str) -> Change {
        let fields = vec![FieldChange { field: field.name().into(), old: old.into(), new: new.into() }];
        Change {
            version: 2,
            changed_at_us: 0,
            changed_by: String::new(),
            reason: String::new(),
            request_id: uuid::Uuid::nil(),
            fields,
        }
    }

    #[test]
    fn keeps_what_was_typed_and_takes_what_was_not_touched() {
        let stored = text(&[(Field::Domain, "new.example"), (Field::TaxNumber, "2")]);
        let typed = text(&[(Field::Domain, "old.example"), (Field::TaxNumber, "3")]);
        let since = [change(Field::Domain, "old.example", "new.example"), change(Field::TaxNumber, "1", "2")];
        assert_eq!(merge(&typed, &stored, &since), text(&[(Field::Domain, "new.example"), (Field::TaxNumber, "3")]));
    }

    #[test]
    fn goes_back_over_several_changes_of_one_field() {
        let stored = text(&[(Field::Domain, "c.example")]);
        let since = [change(Field::Domain, "a.example", "b.example"), change(Field::Domain, "b.example", "c.example")];
        assert_eq!(rewind(&stored, &since), text(&[(Field::Domain, "a.example")]));
    }

    #[test]
    fn does_not_take_back_a_field_that_was_typed_empty() {
        let stored = text(&[(Field::TaxNumber, "2")]);
        let since = [change(Field::TaxNumber, "1", "2")];
        assert_eq!(merge(&text(&[]), &stored, &since), text(&[]));
    }
}
