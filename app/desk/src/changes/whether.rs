//! Whether a customer takes a change at all, as it stands; and what others who are alike say about one who is added.

use super::plan::Wishes;
use model::customers::{Alike, Field, FieldChange, Reviewed, Standing};
use model::fields::{Finding, Found, Problem};

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

/// With a finding at each field that others have the same in. Who was removed warns nobody.
#[must_use]
pub fn with_alike(mut reviewed: Reviewed, alike: &[Alike]) -> Reviewed {
    for field in [Field::CompanyName, Field::Domain, Field::TaxNumber] {
        let those: Vec<&Alike> = alike.iter().filter(|other| other.field == field.name()).collect();
        if !those.is_empty() {
            reviewed.findings.push(finding(field, &those));
        }
    }
    reviewed.findings.sort_by_key(|finding| Field::of_name(&finding.path));
    reviewed
}

fn finding(field: Field, those: &[&Alike]) -> Finding {
    let is_active = those.iter().any(|other| !other.is_removed);
    let names: Vec<&str> = those.iter().map(|other| other.company_name.as_str()).collect();
    let problem = Problem::AlreadyThere;
    // Two may be called alike; a domain and a tax number are one company's.
    let found = if is_active && field != Field::CompanyName { Found::warn(problem) } else { Found::info(problem) };
    found.hint(names.join(", ")).at(field.name())
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

    #[test]
    fn a_name_that_is_there_warns_nobody_and_a_domain_does() {
        let alike = |field: Field, is_removed| Alike {
            field: field.name().to_owned(),
            id: uuid::Uuid::nil(),
            company_name: "Lale".to_owned(),
            is_removed,
        };
        let severities = |alike: &[Alike]| with_alike(Reviewed::default(), alike).needs_reason();
        assert!(!severities(&[alike(Field::CompanyName, false)]));
        assert!(!severities(&[alike(Field::Domain, true)]));
        assert!(severities(&[alike(Field::Domain, true), alike(Field::TaxNumber, false)]));
    }
}
