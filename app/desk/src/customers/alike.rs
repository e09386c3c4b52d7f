//! Others who may be the same company: with the same domain, the same tax number in the same country, or a name of the same
//! letters. Each is found by an index.

use super::entity::{Column, Entity};
use crate::error::Error;
use crate::folding::same_letters;
use model::customers::{Alike, CustomerText, Field, Standing};
use model::language::Language;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, Select};
use uuid::Uuid;

/// So many are named of each field.
const MOST: usize = 5;
/// So many rows are looked at for them.
const ROWS: u64 = 20;
/// The country that a row's tax number is of, as [`CustomerText::billing_address`] has it.
const BILLING_COUNTRY: &str = "(CASE WHEN billing_same_as_company = '' THEN billing_country ELSE company_country END)";

/// Others who are there, or were removed, and have what a text has. Those who are there come first.
///
/// # Errors
/// A database that fails.
pub async fn alike(database: &impl ConnectionTrait, own: Uuid, text: &CustomerText) -> Result<Vec<Alike>, Error> {
    let mut alike = Vec::new();
    for (field, rows) in questions(text) {
        let rows: Vec<(Uuid, String, String)> = others(rows, own).into_tuple().all(database).await?;
        let mut found: Vec<Alike> = rows.into_iter().map(|row| of(field, row)).collect();
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
    if !text.get(Field::Domain).is_empty() {
        questions.push((Field::Domain, Entity::find().filter(Column::Domain.eq(text.get(Field::Domain)))));
    }
    if !text.get(Field::TaxNumber).is_empty() {
        let same = Entity::find()
            .filter(Column::TaxNumber.eq(text.get(Field::TaxNumber)))
            .filter(Expr::cust("tax_number <> ''"))
            .filter(Expr::cust(BILLING_COUNTRY).eq(text.billing_address().country));
        questions.push((Field::TaxNumber, same));
    }
    questions
}

fn others(rows: Select<Entity>, own: Uuid) -> Select<Entity> {
    let there = [Standing::Active, Standing::Removed].map(Standing::name);
    let those = rows.filter(Column::Id.ne(own)).filter(Column::Standing.is_in(there)).limit(ROWS);
    those.select_only().columns([Column::Id, Column::CompanyName, Column::Standing])
}

fn of(field: Field, (id, company_name, standing): (Uuid, String, String)) -> Alike {
    let is_removed = standing == Standing::Removed.name();
    Alike { field: field.name().to_owned(), id, company_name, is_removed }
}
