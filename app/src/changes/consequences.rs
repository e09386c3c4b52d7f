//! What follows from a change, said before it is submitted.

use crate::customers::{AddressFields, CustomerText, Field};
use serde::{Deserialize, Serialize};

/// Something that a change sets going.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Consequence {
    /// A new name or address can start a verification, and purchases stop until it ends (domain notes, 1.11).
    Verification,
    /// Invoices go to another address from now on.
    InvoicesMove,
    /// The old and the new billing contact are told by mail.
    ContactsTold {
        /// The old address.
        old: String,
        /// The new one.
        new: String,
    },
    /// The next invoice is in another currency.
    Currency,
    /// A registry is asked about the new tax number.
    RegistryAsked,
    /// Mails are written in another language.
    Language,
}

/// What the rules of consequences are held against beside the two texts.
#[derive(Clone, Copy, Debug, Default)]
pub struct Surroundings {
    /// Whether billing contacts are told.
    pub tells_contacts: bool,
    /// Whether registries are asked.
    pub asks_registries: bool,
}

/// Whether a change of these fields has a consequence, and which.
type Rule = (&'static [Field], fn(&CustomerText, &CustomerText, Surroundings) -> Option<Consequence>);

const RULES: &[Rule] = &[
    (
        &[
            Field::CompanyName,
            Field::CompanyCountry,
            Field::CompanyAddressLine1,
            Field::CompanyAddressLine2,
            Field::CompanyPostalCode,
            Field::CompanyLocality,
            Field::CompanySubdivision,
            Field::RegistrationNumber,
            Field::BillToName,
            Field::BillingSameAsCompany,
            Field::BillingCountry,
            Field::BillingAddressLine1,
            Field::BillingAddressLine2,
            Field::BillingPostalCode,
            Field::BillingLocality,
            Field::BillingSubdivision,
        ],
        |before, after, _| {
            let is_company = before.get(Field::CompanyName) != after.get(Field::CompanyName)
                || before.get(Field::BillToName) != after.get(Field::BillToName)
                || before.get(Field::RegistrationNumber) != after.get(Field::RegistrationNumber)
                || before.address(AddressFields::COMPANY) != after.address(AddressFields::COMPANY);
            let is_billing = before.billing_address() != after.billing_address();
            (is_company || is_billing).then_some(Consequence::Verification)
        },
    ),
    (
        &[
            Field::BillingSameAsCompany,
            Field::BillingCountry,
            Field::BillingAddressLine1,
            Field::BillingAddressLine2,
            Field::BillingPostalCode,
            Field::BillingLocality,
            Field::BillingSubdivision,
            Field::CompanyCountry,
            Field::CompanyAddressLine1,
            Field::CompanyAddressLine2,
            Field::CompanyPostalCode,
            Field::CompanyLocality,
            Field::CompanySubdivision,
        ],
        |before, after, _| (before.billing_address() != after.billing_address()).then_some(Consequence::InvoicesMove),
    ),
    (&[Field::BillingEmail], |before, after, around| {
        let (old, new) = (before.get(Field::BillingEmail).to_owned(), after.get(Field::BillingEmail).to_owned());
        around.tells_contacts.then_some(Consequence::ContactsTold { old, new })
    }),
    (&[Field::Currency], |_, _, _| Some(Consequence::Currency)),
    (&[Field::TaxNumber], |_, after, around| {
        (around.asks_registries && !after.get(Field::TaxNumber).is_empty()).then_some(Consequence::RegistryAsked)
    }),
    (&[Field::Language], |_, _, _| Some(Consequence::Language)),
];

/// What follows from one text taking the place of another, each once.
#[must_use]
pub fn consequences(before: &CustomerText, after: &CustomerText, around: Surroundings) -> Vec<Consequence> {
    let changed = |fields: &[Field]| fields.iter().any(|field| before.get(*field) != after.get(*field));
    RULES
        .iter()
        .filter(|(fields, _)| changed(fields))
        .filter_map(|(_, follows)| follows(before, after, around))
        .collect()
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
    fn a_billing_address_that_does_not_count_moves_no_invoice() {
        let none = Surroundings::default();
        assert_eq!(of(&[(Field::BillingLocality, "Bursa")], none), []);
        let moved = [Consequence::Verification, Consequence::InvoicesMove];
        assert_eq!(of(&[(Field::CompanyLocality, "Bursa")], none), moved);
    }
}
