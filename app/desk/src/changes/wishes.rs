//! What somebody may want of a customer, whether the customer takes it as it stands, and how it meets what is stored.

use crate::customers::Snapshot;
use crate::rules::{self, Extent};
use crate::settings::Policy;
use model::changes::{Merged, Wish, merge};
use model::customers::{CustomerText, Field, FieldChange, Reviewed, Standing};

/// What somebody wants of a customer's attributes.
#[derive(Clone, Copy, Debug)]
pub enum Wishes<'a> {
    /// Company details and billing information that read so, by whoever saw the version that the plan stands on.
    Text(&'a Typed),
    /// A customer of whom nothing is there yet, with what was typed.
    Add(&'a Typed),
    /// A permission to buy given or removed.
    Permission(Field, bool),
    /// A customer removed, or one that was removed brought back.
    Standing(Standing),
    /// What was asked for before: each attribute from what it was then.
    Asked(&'a [FieldChange]),
    /// Attributes as they were before a change, which is given here. What was edited since is kept: undoing asks nobody.
    Undo(&'a [FieldChange]),
}

/// A typed text, with what the rules make of it: both are known before a customer is held.
#[derive(Clone, Debug)]
pub struct Typed {
    pub(super) text: CustomerText,
    pub(super) reviewed: Reviewed,
}

impl Typed {
    /// Of what somebody typed.
    #[must_use]
    pub fn of(text: &CustomerText, policy: &Policy) -> Self {
        Self { text: text.clone(), reviewed: rules::review(text, Extent::Account, &policy.emails) }
    }
}

/// Whether nothing of the kind is done to a customer who stands so: one that was removed is only brought back, one that is asked
/// for only added, and one that was never added stays so.
#[must_use]
pub fn is_closed(now: Standing, wishes: Wishes<'_>) -> bool {
    let becomes = |changes: &[FieldChange], is_back: bool| {
        Standing::change_in(changes).map(|(from, to)| if is_back { from } else { to })
    };
    let to = match wishes {
        Wishes::Add(_) => return now != Standing::Asked,
        Wishes::Standing(to) => Some(to),
        Wishes::Asked(changes) => becomes(changes, false),
        Wishes::Undo(change) => becomes(change, true),
        Wishes::Text(_) | Wishes::Permission(..) => None,
    };
    match (now, to) {
        // Adding is undone by removing.
        (Standing::Active, Some(Standing::Asked | Standing::Dropped)) => true,
        // Who is removed already is removed: that is no change.
        (Standing::Active, _) | (Standing::Removed, Some(Standing::Active | Standing::Removed)) => false,
        (Standing::Asked, Some(Standing::Active)) => !matches!(wishes, Wishes::Asked(_)),
        _ => true,
    }
}

pub(super) fn touched(changes: &[FieldChange]) -> Vec<Wish> {
    changes.iter().cloned().map(|change| Wish { change, is_touched: true }).collect()
}

/// What of a typed text is a wish: where it differs from what the person began from. Where values were erased since nobody knows
/// any more what stood there, so whoever typed something else than what is stored is asked.
pub(super) fn wishes_of_text(base: &Snapshot, now: &Snapshot, typed: &Typed, policy: &Policy) -> Vec<Wish> {
    let tidied = rules::review(base.text(), Extent::Account, &policy.emails).text;
    let Typed { text, reviewed } = typed;
    let wish = |change: FieldChange| {
        let is_same =
            |field: Field| text.get(field) == base.get(field) || reviewed.text.get(field) == tidied.get(field);
        let is_touched = Field::of_name(&change.field).is_some_and(|field| !is_same(field));
        Wish { change, is_touched }
    };
    let mut all: Vec<Wish> = base.text().changes_to(&reviewed.text).into_iter().map(wish).collect();
    for field in base.unknown().iter().filter_map(|name| Field::of_name(name)) {
        all.retain(|wish| wish.change.field != field.name());
        let (stored, wanted) = (now.get(field), text.get(field));
        if stored != wanted {
            let change =
                FieldChange { field: field.name().to_owned(), old: UNKNOWN.to_owned(), new: wanted.to_owned() };
            all.push(Wish { change, is_touched: true });
        }
    }
    all
}

/// No text of an attribute: control characters are refused everywhere.
const UNKNOWN: &str = "\u{0}";

/// Merges wishes into a customer; what the rules make the same of two texts is no difference.
pub(super) fn merged(now: &Snapshot, wishes: &[Wish], policy: &Policy) -> Merged {
    let tidy = |field: Option<Field>, value: &str| match field.filter(|field| field.is_of_text()) {
        Some(field) => {
            let mut text = now.text().clone();
            text.set(field, value);
            rules::review(&text, Extent::Account, &policy.emails).text.get(field).to_owned()
        }
        None => value.to_owned(),
    };
    let same = |name: &str, one: &str, other: &str| {
        let field = Field::of_name(name);
        let (one, other) = (tidy(field, one), tidy(field, other));
        one == other || (field.is_some_and(Field::is_code) && one.to_lowercase() == other.to_lowercase())
    };
    merge(wishes, |name| now.named(name), same)
}

pub(super) fn reviewed(now: &Snapshot, text: &CustomerText, policy: &Policy) -> Reviewed {
    let reviewed = rules::review(text, Extent::Account, &policy.emails);
    // Of one who is to be added nothing was known before.
    if now.standing() == Standing::Asked { reviewed } else { rules::since(reviewed, now.text()) }
}

/// How a customer stands, changed; nothing where it stands so.
pub(super) fn standing_change(from: Standing, to: Standing) -> Option<FieldChange> {
    let change = |from: Standing| FieldChange {
        field: Field::Standing.name().to_owned(),
        old: from.name().to_owned(),
        new: to.name().to_owned(),
    };
    (from != to).then(|| change(from))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn standing(old: Standing, new: Standing) -> Vec<FieldChange> {
        let (field, old, new) = ("standing".to_owned(), old.name().to_owned(), new.name().to_owned());
        vec![FieldChange { field, old, new }]
    }

    #[test]
    fn a_removed_customer_takes_nothing_but_being_brought_back() {
        let (active, removed) = (Standing::Active, Standing::Removed);
        let fields = [FieldChange { field: "domain".into(), old: String::new(), new: "lale.example".into() }];
        for wishes in
            [Wishes::Permission(Field::MayBuyReservations, true), Wishes::Asked(&fields), Wishes::Undo(&fields)]
        {
            assert!(is_closed(removed, wishes) && !is_closed(active, wishes), "{wishes:?}");
            assert!(is_closed(Standing::Asked, wishes) && is_closed(Standing::Dropped, wishes), "{wishes:?}");
        }
        let (back, away) = (standing(removed, active), standing(active, removed));
        for wishes in [Wishes::Standing(active), Wishes::Asked(&back), Wishes::Undo(&away)] {
            assert!(!is_closed(removed, wishes) && is_closed(Standing::Dropped, wishes), "{wishes:?}");
        }
    }

    #[test]
    fn only_what_was_asked_for_adds_one_who_waits() {
        let added = standing(Standing::Asked, Standing::Active);
        assert!(!is_closed(Standing::Asked, Wishes::Asked(&added)));
        assert!(is_closed(Standing::Asked, Wishes::Standing(Standing::Active)));
        assert!(is_closed(Standing::Active, Wishes::Undo(&added)), "adding is undone by removing");
    }
}
