//! What follows from a change, said before it is submitted.

use crate::settings::Surroundings;
use model::changes::Consequence;
use model::customers::{AddressFields, CustomerText, Field};
use model::fields::is_address;

type Rule = fn(&CustomerText, &CustomerText, Surroundings) -> Option<Consequence>;

/// Whether a field differs.
fn differs(before: &CustomerText, after: &CustomerText, field: Field) -> bool {
    before.get(field) != after.get(field)
}

const RULES: &[Rule] = &[
    |before, after, _| {
        let names = [Field::CompanyName, Field::BillToName, Field::RegistrationNumber];
        let is_company = before.address(AddressFields::COMPANY) != after.address(AddressFields::COMPANY);
        let is_billing = before.billing_address() != after.billing_address();
        let is_name = names.into_iter().any(|field| differs(before, after, field));
        (is_name || is_company || is_billing).then_some(Consequence::Verification)
    },
    |before, after, _| (before.billing_address() != after.billing_address()).then_some(Consequence::InvoicesMove),
    |before, after, around| {
        let (old, new) = (before.get(Field::BillingEmail).to_owned(), after.get(Field::BillingEmail).to_owned());
        match (around.tells_contacts && old != new, is_address(&old), is_address(&new)) {
            (true, true, true) => Some(Consequence::ContactsTold { old, new }),
            (true, true, false) => Some(Consequence::ContactTold { to: old }),
            (true, false, true) => Some(Consequence::ContactTold { to: new }),
            _ => None,
        }
    },
    |before, after, _| differs(before, after, Field::Currency).then_some(Consequence::Currency),
    |before, after, around| {
        let is_asked = around.asks_registries && !after.get(Field::TaxNumber).is_empty();
        (is_asked && differs(before, after, Field::TaxNumber)).then_some(Consequence::RegistryAsked)
    },
    |before, after, _| differs(before, after, Field::Language).then_some(Consequence::Language),
];

/// What follows from one text taking the place of another, each once.
#[must_use]
pub fn consequences(before: &CustomerText, after: &CustomerText, around: Surroundings) -> Vec<Consequence> {
    RULES.iter().filter_map(|follows| follows(before, after, around)).collect()
}

/// What of it follows for a customer who is added: nobody had mails, invoices or a currency before.
#[must_use]
pub fn of_added(all: Vec<Consequence>) -> Vec<Consequence> {
    all.into_iter().filter(|consequence| matches!(consequence, Consequence::RegistryAsked)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(changes: &[(Field, &str)], around: Surroundings) -> Vec<Consequence> {
        let mut before = CustomerText::default();
        before.set(Field::BillingEmail, "old@lale.example");
        before.set(Field::BillingSameAsCompany, "true");
        let mut after = before.clone();
        for (field, text) in changes {
            after.set(*field, *text);
        }
        consequences(&before, &after, around)
    }

    #[test]
    fn a_rename_can_start_a_verification_and_nothing_else_does() {
        let none = Surroundings::default();
        assert_eq!(of(&[(Field::CompanyName, "Lale")], none), [Consequence::Verification]);
        assert_eq!(of(&[(Field::PurchaseOrderReference, "1")], none), []);
    }

    #[test]
    fn the_contacts_are_named_where_they_are_told() {
        let told = Surroundings { tells_contacts: true, asks_registries: false };
        let contacts = Consequence::ContactsTold { old: "old@lale.example".into(), new: "new@lale.example".into() };
        assert_eq!(of(&[(Field::BillingEmail, "new@lale.example")], told), [contacts]);
        assert_eq!(of(&[(Field::BillingEmail, "new@lale.example")], Surroundings::default()), []);
    }

    #[test]
    fn nobody_is_promised_a_mail_that_cannot_be_sent() {
        let told = Surroundings { tells_contacts: true, asks_registries: false };
        assert_eq!(
            of(&[(Field::BillingEmail, "muhasebe@")], told),
            [Consequence::ContactTold { to: "old@lale.example".into() }]
        );
    }

    #[test]
    fn a_billing_address_that_does_not_count_moves_no_invoice() {
        let none = Surroundings::default();
        assert_eq!(of(&[(Field::BillingLocality, "Bursa")], none), []);
        let moved = [Consequence::Verification, Consequence::InvoicesMove];
        assert_eq!(of(&[(Field::CompanyLocality, "Bursa")], none), moved);
    }
}
