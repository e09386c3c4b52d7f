//! The table of customers: one row holds the account, so that neither the list nor the account needs a join.

use super::customer::{CustomerText, Field};
use sea_orm::entity::prelude::*;
use sea_orm::{Set, Value};

/// A row of the table.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "customers")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i64,
    pub updated_at_us: i64,
    pub updated_by: Option<Uuid>,
    pub company_name: String,
    pub domain: String,
    pub registration_number: String,
    pub company_country: String,
    pub company_address_line1: String,
    pub company_address_line2: String,
    pub company_postal_code: String,
    pub company_locality: String,
    pub company_subdivision: String,
    pub bill_to_name: String,
    pub contact_first_name: String,
    pub contact_last_name: String,
    pub billing_email: String,
    pub billing_phone: String,
    pub billing_same_as_company: String,
    pub billing_country: String,
    pub billing_address_line1: String,
    pub billing_address_line2: String,
    pub billing_postal_code: String,
    pub billing_locality: String,
    pub billing_subdivision: String,
    pub language: String,
    pub currency: String,
    pub tax_number: String,
    pub purchase_order_reference: String,
    pub may_buy_reservations: bool,
    pub may_buy_savings_plans: bool,
    pub search_text: String,
    pub name_order_en: Vec<u8>,
    pub name_order_tr: Vec<u8>,
}

/// Customers have no relation that sea-orm walks.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// The account as text.
    #[must_use]
    pub fn text(&self) -> CustomerText {
        let mut text = CustomerText::default();
        for field in Field::ALL {
            if let Value::String(Some(value)) = self.get(column(*field)) {
                text.set(*field, value);
            }
        }
        text
    }
}

impl ActiveModel {
    /// Sets every field's column, and the columns that are made from them.
    pub fn set_text(&mut self, text: &CustomerText) {
        for field in Field::ALL {
            self.set(column(*field), text.get(*field).into());
        }
        self.set_made(text);
    }

    /// Sets the columns of fields that differ, and those made from them if one of theirs does.
    pub fn set_changes(&mut self, before: &CustomerText, after: &CustomerText) {
        let differs = |field: &Field| before.get(*field) != after.get(*field);
        for field in Field::ALL.iter().filter(|field| differs(field)) {
            self.set(column(*field), after.get(*field).into());
        }
        if [Field::CompanyName, Field::BillToName, Field::Domain, Field::BillingEmail].iter().any(differs) {
            self.set_made(after);
        }
    }

    /// A row that sets nothing but what a customer is found by, if it is not as it was stored.
    pub fn refolded(found_by: [&str; 4], stored: &str) -> Option<Self> {
        let search_text = Some(search_text(found_by)).filter(|made| made != stored)?;
        Some(Self { search_text: Set(search_text), ..Default::default() })
    }

    /// Sets what lists are searched and ordered by.
    fn set_made(&mut self, text: &CustomerText) {
        let name = text.get(Field::CompanyName);
        let found_by = [Field::CompanyName, Field::BillToName, Field::Domain, Field::BillingEmail];
        self.search_text = Set(search_text(found_by.map(|field| text.get(field))));
        self.name_order_en = Set(super::order::key(name, crate::language::Language::English));
        self.name_order_tr = Set(super::order::key(name, crate::language::Language::Turkish));
    }
}

/// What a customer is found by: company's name, bill-to name, domain, billing e-mail.
fn search_text(found_by: [&str; 4]) -> String {
    super::order::fold(&found_by.join(" "))
}

fn column(field: Field) -> Column {
    match field {
        Field::CompanyName => Column::CompanyName,
        Field::Domain => Column::Domain,
        Field::RegistrationNumber => Column::RegistrationNumber,
        Field::CompanyCountry => Column::CompanyCountry,
        Field::CompanyAddressLine1 => Column::CompanyAddressLine1,
        Field::CompanyAddressLine2 => Column::CompanyAddressLine2,
        Field::CompanyPostalCode => Column::CompanyPostalCode,
        Field::CompanyLocality => Column::CompanyLocality,
        Field::CompanySubdivision => Column::CompanySubdivision,
        Field::BillToName => Column::BillToName,
        Field::ContactFirstName => Column::ContactFirstName,
        Field::ContactLastName => Column::ContactLastName,
        Field::BillingEmail => Column::BillingEmail,
        Field::BillingPhone => Column::BillingPhone,
        Field::BillingSameAsCompany => Column::BillingSameAsCompany,
        Field::BillingCountry => Column::BillingCountry,
        Field::BillingAddressLine1 => Column::BillingAddressLine1,
        Field::BillingAddressLine2 => Column::BillingAddressLine2,
        Field::BillingPostalCode => Column::BillingPostalCode,
        Field::BillingLocality => Column::BillingLocality,
        Field::BillingSubdivision => Column::BillingSubdivision,
        Field::Language => Column::Language,
        Field::Currency => Column::Currency,
        Field::TaxNumber => Column::TaxNumber,
        Field::PurchaseOrderReference => Column::PurchaseOrderReference,
    }
}
