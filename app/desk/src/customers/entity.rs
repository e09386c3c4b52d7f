//! The table of customers: one row holds the account, so that neither the list nor the account needs a join.

use model::customers::{CustomerText, Field, Standing};
use sea_orm::entity::prelude::*;
use sea_orm::{IdenStatic, Iterable, Set, Value};
use std::sync::LazyLock;

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
    pub standing: String,
}

/// Customers have no relation that sea-orm walks.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// How the customer stands. What this program has no name for is nobody whom it changes.
    #[must_use]
    pub fn standing(&self) -> Standing {
        Standing::of_name(&self.standing).unwrap_or(Standing::Removed)
    }

    /// The account as text.
    #[must_use]
    pub fn text(&self) -> CustomerText {
        let mut text = CustomerText::default();
        for field in Field::OF_TEXT {
            if let Some(Value::String(Some(value))) = column(*field).map(|column| self.get(column)) {
                text.set(*field, value);
            }
        }
        text
    }
}

impl ActiveModel {
    /// Sets every field's column, and the columns that are made from them.
    pub fn set_text(&mut self, text: &CustomerText) {
        for field in Field::OF_TEXT {
            self.set_attribute(*field, text.get(*field));
        }
        self.set_made(text);
    }

    /// Sets an attribute's column: a permission that is not empty is given.
    pub fn set_attribute(&mut self, field: Field, text: &str) {
        let value = if field.is_permission() { Value::from(!text.is_empty()) } else { Value::from(text) };
        if let Some(column) = column(field) {
            self.set(column, value);
        }
    }

    /// Sets the columns of fields that differ, and those made from them if one of theirs does.
    pub fn set_changes(&mut self, before: &CustomerText, after: &CustomerText) {
        let differs = |field: &Field| before.get(*field) != after.get(*field);
        for field in Field::OF_TEXT.iter().filter(|field| differs(field)) {
            self.set_attribute(*field, after.get(*field));
        }
        if Field::SEARCHED.iter().any(differs) {
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
        self.search_text = Set(search_text(Field::SEARCHED.map(|field| text.get(field))));
        self.name_order_en = Set(crate::folding::key(name, model::language::Language::English));
        self.name_order_tr = Set(crate::folding::key(name, model::language::Language::Turkish));
    }
}

/// What a customer is found by: the fields that are searched.
fn search_text(found_by: [&str; 4]) -> String {
    crate::folding::fold(&found_by.join(" "))
}

/// The columns by attribute, in the order of [`Field::ALL`]: each is called as its attribute is.
static COLUMNS: LazyLock<Vec<Option<Column>>> = LazyLock::new(|| {
    let of = |field: &Field| Column::iter().find(|column| column.as_str() == field.name());
    Field::ALL.iter().map(of).collect()
});

/// The column of an attribute; a test sees that each has one.
pub(super) fn column(field: Field) -> Option<Column> {
    COLUMNS.get(field as usize).copied().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_attribute_has_its_column_and_the_table_holds_no_other_text() {
        assert!(Field::ALL.iter().all(|field| column(*field).is_some()));
        let made = ["id", "version", "updated_at_us", "updated_by", "search_text", "name_order_en", "name_order_tr"];
        let known = |name: &str| Field::of_name(name).is_some() || made.contains(&name);
        assert_eq!(Column::iter().map(|column| column.as_str()).find(|name| !known(name)), None);
    }
}
