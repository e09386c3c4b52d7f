//! Others who may be the same company: with the same domain, the same tax number in the same country, or a name of the same
//! letters. Each is found by an index.

use super::entity::{Column, Entity};
use crate::error::Error;
use crate::folding::same_letters;
use model::customers::{AddressFields, Alike, CustomerText, Field, Standing};
use model::language::Language;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, Select};
use uuid::Uuid;

/// So many are named of each field.
const MOST: usize = 5;
/// So many rows are looked at for them.
const ROWS: u64 = 20;

/// The columns of one who may be alike.
type Row = (Uuid, String, String, String, String, String);

/// Others who are there, or were removed, and have what a text has. Those who are there come first.
///
/// # Errors
/// A database that fails.
pub async fn alike(database: &impl ConnectionTrait, own: Uuid, text: &CustomerText) -> Result<Vec<Alike>, Error> {
    let mut alike = Vec::new();
    for (field, rows) in questions(text) {
        let rows: Vec<Row> = others(rows, own).into_tuple().all(database).await?;
        let country = text.billing_address().country;
        let is_there = |row: &&Row| field != Field::TaxNumber || billing_country(row) == country;
        let mut found: Vec<Alike> = rows.iter().filter(is_there).map(|row| of(field, row)).collect();
        found.sort_by_key(|other| other.is_removed);
        found.truncate(MOST);
        alike.extend(found);
    }
    Ok(alike)
}

/// What is asked for each field that has a text. The conditions stand as the indexes do.
pub(super) fn questions(text: &CustomerText) -> Vec<(Field, Select<Entity>)> {
    let name = text.get(Field::CompanyName);
    let mut questions = Vec::new();
    if !name.is_empty() {
        let of_name = |column: Column, language: Language| {
            let (first, after) = same_letters(name, language);
            Condition::all().add(column.gte(first)).add(column.lt(after))
        };
        let either = Condition::any()
            .add(of_name(Column::NameOrderEn, Language::English))
            .add(of_name(Column::NameOrderTr, Language::Turkish));
        questions.push((Field::CompanyName, Entity::find().filter(either)));
    }
    for (field, column) in [(Field::Domain, Column::Domain), (Field::TaxNumber, Column::TaxNumber)] {
        if !text.get(field).is_empty() {
            let same = Entity::find().filter(column.eq(text.get(field)));
            let is_number = field == Field::TaxNumber;
            questions.push((field, if is_number { same.filter(Expr::cust("tax_number <> ''")) } else { same }));
        }
    }
    questions
}

fn others(rows: Select<Entity>, own: Uuid) -> Select<Entity> {
    let there = [Standing::Active, Standing::Removed].map(Standing::name);
    rows.filter(Column::Id.ne(own)).filter(Column::Standing.is_in(there)).limit(ROWS).select_only().columns([
        Column::Id,
        Column::CompanyName,
        Column::Standing,
        Column::BillingSameAsCompany,
        Column::CompanyCountry,
        Column::BillingCountry,
    ])
}

/// The country that a row's tax number is of.
fn billing_country((.., same, company, billing): &Row) -> String {
    let mut text = CustomerText::default();
    text.set(Field::BillingSameAsCompany, same.as_str());
    text.set(AddressFields::COMPANY.country, company.as_str());
    text.set(AddressFields::BILLING.country, billing.as_str());
    text.billing_address().country
}

fn of(field: Field, (id, name, standing, ..): &Row) -> Alike {
    Alike {
        field: field.name().to_owned(),
        id: *id,
        company_name: name.clone(),
        is_removed: standing == Standing::Removed.name(),
    }
}
