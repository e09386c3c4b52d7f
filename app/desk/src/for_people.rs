//! What was changed, as people read it: an account shows phones the way their countries write them, and every page shows the
//! same shape. The rules read them again.

use crate::rules::phones::as_written;
use model::account::FieldConflict;
use model::changes::{RequestSummary, UndoField};
use model::customers::{Field, FieldChange};
use model::history::Change;

/// What people read otherwise than it is stored.
pub trait ForPeople {
    /// The same with phones as they are read.
    #[must_use]
    fn for_people(self) -> Self;
}

impl ForPeople for Change {
    fn for_people(mut self) -> Self {
        self.fields = written_phones(self.fields);
        self
    }
}

impl ForPeople for RequestSummary {
    fn for_people(mut self) -> Self {
        self.fields = written_phones(self.fields);
        self
    }
}

impl ForPeople for UndoField {
    fn for_people(mut self) -> Self {
        if let Some(change) = written_phones(vec![self.change.clone()]).pop() {
            self.change = change;
        }
        self
    }
}

impl ForPeople for FieldConflict {
    fn for_people(mut self) -> Self {
        if self.field == Field::BillingPhone.name() {
            for value in [&mut self.base, &mut self.theirs, &mut self.mine] {
                *value = as_written(value);
            }
        }
        self
    }
}

/// Changes with phones the way their countries write them.
#[must_use]
pub fn written_phones(mut changes: Vec<FieldChange>) -> Vec<FieldChange> {
    for change in changes.iter_mut().filter(|change| change.field == Field::BillingPhone.name()) {
        change.old = as_written(&change.old);
        change.new = as_written(&change.new);
    }
    changes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_shows_a_phone_as_the_account_does() {
        let change = |field: Field, old: &str, new: &str| FieldChange {
            field: field.name().to_owned(),
            old: old.to_owned(),
            new: new.to_owned(),
        };
        let stored = "+903224138970";
        let changes = [change(Field::BillingPhone, "", stored), change(Field::TaxNumber, stored, "")];
        let written = [change(Field::BillingPhone, "", "+90 322 413 89 70"), change(Field::TaxNumber, stored, "")];
        assert_eq!(written_phones(changes.into()), written);
        // Written once more it stays as it is.
        assert_eq!(written_phones(written.clone().into()), written);
    }
}
