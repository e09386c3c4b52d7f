//! Customers' names by their ids.

use super::entity::{Column, Entity};
use super::filter::{Filter, Part};
use crate::database::Database;
use crate::error::Error;
use crate::folding::fold;
use model::customers::Field;
use model::language::Language;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use std::collections::HashMap;
use uuid::Uuid;

/// The names of some customers; ids that are no customer's are left out.
///
/// # Errors
/// Whatever the database answers.
pub async fn names(database: &Database, ids: impl Iterator<Item = Uuid>) -> Result<HashMap<Uuid, String>, Error> {
    let mut ids: Vec<Uuid> = ids.collect();
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let query =
        Entity::find().filter(Column::Id.is_in(ids)).select_only().column(Column::Id).column(Column::CompanyName);
    Ok(query.into_tuple::<(Uuid, String)>().all(database.reader()).await?.into_iter().collect())
}

/// So many customers are looked at whose names hold a name that was typed.
const ALIKE_ROWS: u64 = 1_000;

/// The customer of an id, a domain, or a name that only one has: as it is stored, else as it is searched, in any letters of
/// case and with any apostrophe, quote or hyphen.
///
/// # Errors
/// Whatever the database answers.
pub async fn one_named(database: &Database, typed: &str) -> Result<Option<Uuid>, Error> {
    let typed = model::fields::seen(typed);
    let typed = typed.trim();
    if let Ok(id) = Uuid::try_parse(typed) {
        return Ok(Some(id));
    }
    // What can be nobody's is not looked up: it could not even be asked of the database.
    if typed.is_empty() || typed.contains('\0') || typed.chars().count() > Field::CompanyName.input().max_chars {
        return Ok(None);
    }
    // Names are found by the key that they are ordered by: it has an index.
    let name = Column::NameOrderEn.eq(crate::folding::key(typed, Language::English));
    let host = model::fields::DOMAIN.parse(typed).ok().flatten();
    let domain = Column::Domain.is_in([Some(typed.to_lowercase()), host].into_iter().flatten());
    for wanted in [domain, name] {
        let found = Entity::find().filter(wanted).select_only().column(Column::Id).limit(2);
        if let [id] = found.into_tuple::<Uuid>().all(database.reader()).await?[..] {
            return Ok(Some(id));
        }
    }
    one_named_alike(database, &fold(typed)).await
}

/// The one customer whose name is a folded text.
async fn one_named_alike(database: &Database, folded: &str) -> Result<Option<Uuid>, Error> {
    let Some(filter) = Filter::of_phrase(folded.to_owned()) else { return Ok(None) };
    let candidates = filter.candidates(Part::Words, database.backend(), ALIKE_ROWS);
    let query = Entity::find().filter(Expr::cust("seq").in_subquery(candidates)).select_only();
    let rows = query.column(Column::Id).column(Column::CompanyName).into_tuple::<(Uuid, String)>();
    let rows = rows.all(database.reader()).await?;
    let mut alike = rows.into_iter().filter(|(_, name)| fold(name) == folded).map(|(id, _)| id);
    Ok(alike.next().filter(|_| alike.next().is_none()))
}
