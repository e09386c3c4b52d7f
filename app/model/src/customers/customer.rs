//! A customer's account as text, and the check that makes text fit to be stored.

use super::address_fields::AddressFields;
use super::attribute::Field;
use crate::countries::Address;
use serde::de::{Error as _, MapAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// The text of every field, stored or typed. As JSON an object of field names; empty ones may be left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomerText(Vec<String>);

impl Default for CustomerText {
    fn default() -> Self {
        Self(vec![String::new(); Field::OF_TEXT.len()])
    }
}

impl CustomerText {
    /// The text of a field; empty for a permission, which is none.
    #[must_use]
    pub fn get(&self, field: Field) -> &str {
        self.0.get(field as usize).map_or("", String::as_str)
    }

    /// Sets the text of a field. A permission is none: nothing is set.
    pub fn set(&mut self, field: Field, text: impl Into<String>) {
        if let Some(stored) = self.0.get_mut(field as usize) {
            *stored = text.into();
        }
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
        Field::OF_TEXT
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
        for field in Field::OF_TEXT.iter().filter(|field| !self.get(**field).is_empty()) {
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
                let mut seen = vec![false; Field::OF_TEXT.len()];
                while let Some((name, value)) = map.next_entry::<String, String>()? {
                    let known = Field::of_name(&name).filter(|field| field.is_of_text());
                    let field = known.ok_or_else(|| M::Error::custom("unknown field"))?;
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
        assert!(!parse(r#"{"may_buy_reservations":"true"}"#), "a permission is not typed");
        assert!(!parse(r#"{"standing":"removed"}"#), "nor how a customer stands");
        assert!(!parse(r#"{"domain":"a","domain":"b"}"#));
        assert!(!parse(r#"{"domain":null}"#));
        assert_eq!(serde_json::to_string(&lale()).ok().and_then(|json| serde_json::from_str(&json).ok()), Some(lale()));
    }
}
