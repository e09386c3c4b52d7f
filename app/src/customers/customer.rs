//! A customer's account as text: its fields, each defined once, and the check that makes text fit to be stored.

use super::address_fields::AddressFields;
use crate::countries::Address;
#[cfg(feature = "ssr")]
use crate::fields::Rule;
use crate::fields::{self, Input};
use crate::form::Typed;
use serde::de::{Error as _, MapAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// The part of the account that a field stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// Company details.
    Company,
    /// Billing information.
    Billing,
}

macro_rules! fields {
    ($($variant:ident $name:literal $group:ident $rule:ident $need:ident $whose:ident;)*) => {
        /// A field of a customer's account.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        #[expect(missing_docs, reason = "a field's meaning is its label, and its rule is in `fields`")]
        pub enum Field { $($variant),* }

        impl Field {
            /// Every field in the order of the form.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The field's name in the database, in forms and in history.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),* }
            }

            /// Which text is one. On the server only: a customer's text is checked in its country's light.
            #[cfg(feature = "ssr")]
            #[must_use]
            pub fn rule(self) -> Rule {
                match self { $(Self::$variant => fields::$rule),* }
            }

            /// How a browser presents it.
            #[must_use]
            pub fn input(self) -> Input {
                match self { $(Self::$variant => const { fields::$rule.input }),* }
            }

            /// Where on the account it stands.
            #[must_use]
            pub fn group(self) -> Group {
                match self { $(Self::$variant => Group::$group),* }
            }

            /// Whether it must not be empty, wherever the customer is. Parts of addresses depend on their country.
            #[must_use]
            pub fn is_required(self) -> bool {
                match self { $(Self::$variant => fields!(@ $need)),* }
            }

            /// Whether it is about a person, or can be: numbers of citizens who trade alone. Erasing empties what the log
            /// says of it.
            #[must_use]
            pub const fn is_personal(self) -> bool {
                match self { $(Self::$variant => fields!(@ $whose)),* }
            }
        }
    };
    (@ required) => { true };
    (@ optional) => { false };
    (@ personal) => { true };
    (@ impersonal) => { false };
}
fields! {
    CompanyName "company_name" Company ORGANIZATION_NAME required impersonal;
    Domain "domain" Company DOMAIN optional impersonal;
    RegistrationNumber "registration_number" Company REGISTRATION_NUMBER optional personal;
    CompanyCountry "company_country" Company COUNTRY required impersonal;
    CompanyAddressLine1 "company_address_line1" Company ADDRESS_LINE optional impersonal;
    CompanyAddressLine2 "company_address_line2" Company ADDRESS_LINE optional impersonal;
    CompanyPostalCode "company_postal_code" Company POSTAL_CODE optional impersonal;
    CompanyLocality "company_locality" Company LOCALITY optional impersonal;
    CompanySubdivision "company_subdivision" Company SUBDIVISION optional impersonal;
    BillToName "bill_to_name" Billing ORGANIZATION_NAME required impersonal;
    ContactFirstName "contact_first_name" Billing PERSON_NAME optional personal;
    ContactLastName "contact_last_name" Billing PERSON_NAME required personal;
    BillingEmail "billing_email" Billing EMAIL required personal;
    BillingPhone "billing_phone" Billing PHONE optional personal;
    BillingSameAsCompany "billing_same_as_company" Billing SWITCH optional impersonal;
    BillingCountry "billing_country" Billing COUNTRY optional impersonal;
    BillingAddressLine1 "billing_address_line1" Billing ADDRESS_LINE optional impersonal;
    BillingAddressLine2 "billing_address_line2" Billing ADDRESS_LINE optional impersonal;
    BillingPostalCode "billing_postal_code" Billing POSTAL_CODE optional impersonal;
    BillingLocality "billing_locality" Billing LOCALITY optional impersonal;
    BillingSubdivision "billing_subdivision" Billing SUBDIVISION optional impersonal;
    Language "language" Billing LANGUAGE required impersonal;
    Currency "currency" Billing CURRENCY required impersonal;
    TaxNumber "tax_number" Billing TAX_NUMBER optional personal;
    PurchaseOrderReference "purchase_order_reference" Billing PURCHASE_ORDER optional impersonal;
}

impl Field {
    /// The field of a name.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|field| field.name() == name)
    }

    /// Whether the field belongs to the billing address that "same as company" replaces.
    #[must_use]
    pub fn is_billing_address(self) -> bool {
        AddressFields::BILLING.all().contains(&self)
    }

    /// Whether letter case alone makes no other value of it: codes, numbers, addresses of mail.
    #[cfg(feature = "ssr")]
    #[must_use]
    pub fn is_code(self) -> bool {
        matches!(
            self,
            Self::BillingEmail
                | Self::Domain
                | Self::PurchaseOrderReference
                | Self::RegistrationNumber
                | Self::TaxNumber
                | Self::CompanyPostalCode
                | Self::BillingPostalCode
        )
    }
}

/// The text of every field, stored or typed. As JSON an object of field names; empty ones may be left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomerText(Vec<String>);

impl Default for CustomerText {
    fn default() -> Self {
        Self(vec![String::new(); Field::ALL.len()])
    }
}

impl CustomerText {
    /// The text of a field.
    #[must_use]
    pub fn get(&self, field: Field) -> &str {
        &self.0[field as usize]
    }

    /// Sets the text of a field.
    pub fn set(&mut self, field: Field, text: impl Into<String>) {
        self.0[field as usize] = text.into();
    }

    /// What a form typed. A box that is not ticked is not sent, so every field starts empty.
    #[must_use]
    pub fn of_typed(typed: &Typed) -> Self {
        Self(Field::ALL.iter().map(|field| typed.get(field.name()).to_owned()).collect())
    }

    /// Whether invoices go to the company's address.
    #[must_use]
    pub fn is_billed_at_company(&self) -> bool {
        !self.get(Field::BillingSameAsCompany).is_empty()
    }

    /// One of the two addresses as stored.
    #[must_use]
    pub fn address(&self, fields: AddressFields) -> Address {
        let text = |field| self.get(field).to_owned();
        Address {
            line1: text(fields.line1),
            line2: text(fields.line2),
            locality: text(fields.locality),
            subdivision: text(fields.subdivision),
            postal_code: text(fields.postal_code),
            country: text(fields.country),
        }
    }

    /// The address invoices go to.
    #[must_use]
    pub fn billing_address(&self) -> Address {
        self.address(if self.is_billed_at_company() { AddressFields::COMPANY } else { AddressFields::BILLING })
    }

    /// The fields whose text differs, with the text before and after.
    #[must_use]
    pub fn changes_to(&self, after: &Self) -> Vec<FieldChange> {
        let differ = |field: &&Field| self.get(**field) != after.get(**field);
        Field::ALL
            .iter()
            .filter(differ)
            .map(|field| FieldChange {
                field: field.name().to_owned(),
                old: self.get(*field).to_owned(),
                new: after.get(*field).to_owned(),
            })
            .collect()
    }
}

/// Text that the rules accepted ([`crate::rules::Reviewed::accept`]), the only thing that can be stored.
#[cfg(feature = "ssr")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedCustomer(CustomerText);

#[cfg(feature = "ssr")]
impl CheckedCustomer {
    pub(crate) fn new(text: CustomerText) -> Self {
        Self(text)
    }

    /// The text to store.
    #[must_use]
    pub fn text(&self) -> &CustomerText {
        &self.0
    }
}

/// One field's text before and after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldChange {
    /// The field's name; kept as text so that old history outlives a field.
    pub field: String,
    /// The text before.
    pub old: String,
    /// The text after.
    pub new: String,
}

impl Serialize for CustomerText {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for field in Field::ALL.iter().filter(|field| !self.get(**field).is_empty()) {
            map.serialize_entry(field.name(), self.get(*field))?;
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for CustomerText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Fields;
        impl<'de> Visitor<'de> for Fields {
            type Value = CustomerText;

            fn expecting(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
                to.write_str("an object of field names and texts")
            }

            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<CustomerText, M::Error> {
                let mut text = CustomerText::default();
                let mut seen = vec![false; Field::ALL.len()];
                while let Some((name, value)) = map.next_entry::<String, String>()? {
                    let field = Field::of_name(&name).ok_or_else(|| M::Error::custom("unknown field"))?;
                    if std::mem::replace(&mut seen[field as usize], true) {
                        return Err(M::Error::custom("repeated field"));
                    }
                    text.set(field, value);
                }
                Ok(text)
            }
        }
        deserializer.deserialize_map(Fields)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lale() -> CustomerText {
        let mut text = CustomerText::default();
        for (field, value) in [
            (Field::CompanyName, "Lale Tekstil A.Ş."),
            (Field::CompanyCountry, "TR"),
            (Field::CompanyAddressLine1, "Nilüfer Cad. 12"),
            (Field::CompanyPostalCode, "16120"),
            (Field::CompanyLocality, "Osmangazi"),
            (Field::BillToName, "Lale Tekstil A.Ş."),
            (Field::ContactLastName, "Kaya"),
            (Field::BillingEmail, "muhasebe@lale.example"),
            (Field::BillingSameAsCompany, "true"),
            (Field::Language, "tr"),
            (Field::Currency, "TRY"),
        ] {
            text.set(field, value);
        }
        text
    }

    #[test]
    fn lists_only_what_changed() {
        let mut after = lale();
        after.set(Field::TaxNumber, "1234567890");
        let change = FieldChange { field: "tax_number".into(), old: String::new(), new: "1234567890".into() };
        assert_eq!(lale().changes_to(&after), [change]);
        assert_eq!(lale().changes_to(&lale()), []);
    }

    #[test]
    fn refuses_json_with_a_strange_or_a_repeated_field() {
        let parse = |json: &str| serde_json::from_str::<CustomerText>(json).is_ok();
        assert!(parse(r#"{"company_name":"a"}"#));
        assert!(!parse(r#"{"version":"1"}"#));
        assert!(!parse(r#"{"domain":"a","domain":"b"}"#));
        assert!(!parse(r#"{"domain":null}"#));
        assert_eq!(serde_json::to_string(&lale()).ok().and_then(|json| serde_json::from_str(&json).ok()), Some(lale()));
    }
}
