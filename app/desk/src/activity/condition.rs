//! What a filter of the log asks of the database.

use crate::audit::entity::{entries, values};
use crate::customers;
use crate::database::Database;
use crate::error::Error;
use crate::people;
use crate::time_zone::ZoneOfPartner;
use model::activity::ActivityFilter;
use model::audit::Kind;
use model::field_errors::FieldErrors;
use model::fields::Problem;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

/// The longest part of a filter.
const LONGEST_CHARS: usize = 254;

/// What a filter asks of the database.
///
/// # Errors
/// `Invalid` names the parts of the filter that are none.
pub async fn condition(database: &Database, zone: &ZoneOfPartner, filter: &ActivityFilter) -> Result<Condition, Error> {
    let mut errors = FieldErrors::default();
    // That the log was read is noted with the filter: for good.
    for (name, text) in filter.parts() {
        if text.chars().count() > LONGEST_CHARS {
            errors.note(name, Problem::TooLong { max_chars: LONGEST_CHARS });
        }
    }
    errors.finish()?;
    let mut errors = FieldErrors::default();
    let mut condition = Condition::all();
    if !filter.person.is_empty() {
        match person(database, &filter.person).await? {
            Some(id) => {
                // What they did, and what was done to them: a sign-in in their name, other roles.
                let either =
                    Condition::any().add(entries::Column::ActorId.eq(id)).add(entries::Column::SubjectId.eq(id));
                condition = condition.add(either);
            }
            None => errors.note("person", Problem::UnknownChoice),
        }
    }
    if !filter.customer.is_empty() {
        match customers::one_named(database, &filter.customer).await? {
            Some(id) => condition = condition.add(entries::Column::SubjectId.eq(id)),
            None => errors.note("customer", Problem::UnknownCustomer),
        }
    }
    if !["", "true"].contains(&filter.reads.as_str()) {
        errors.note("reads", Problem::UnknownChoice);
    }
    match (filter.kind.as_str(), filter.reads.as_str()) {
        // What the program itself found when it verified stands there in any case.
        ("", "") => {
            let is_nobodys = entries::Column::ActorId.eq(Uuid::nil());
            condition = condition.add(entries::Column::Kind.ne(Kind::LogRead.name()).or(is_nobodys));
        }
        ("", _) => {}
        (kind, _) => match Kind::of_name(kind) {
            Some(kind) => condition = condition.add(entries::Column::Kind.eq(kind.name())),
            None => errors.note("kind", Problem::UnknownChoice),
        },
    }
    if !filter.field.is_empty() {
        // Names of fields, of today and of earlier days, are plain.
        let is_name =
            filter.field.len() <= 60 && filter.field.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        if is_name {
            condition = condition.add(says_of(database, &filter.field).await?);
        } else {
            errors.note("field", Problem::UnknownChoice);
        }
    }
    for (name, day, is_after) in [("from", &filter.from, false), ("to", &filter.to, true)] {
        if day.is_empty() {
            continue;
        }
        match zone.day_us(day, is_after) {
            // Once a clock that was ahead was set right, times are no order any more.
            Some(at_us) if was_clock_set(database).await? => {
                let column = entries::Column::AtUs;
                condition = condition.add(if is_after { column.lt(at_us) } else { column.gte(at_us) });
            }
            // The log's order is that of its times: a day is a range of numbers, and no index is sorted for it.
            Some(at_us) => {
                let seq = first_at(database, at_us).await?;
                let column = entries::Column::Seq;
                condition = condition.add(if is_after { column.lt(seq) } else { column.gte(seq) });
            }
            None => errors.note(name, Problem::NotATime),
        }
    }
    // Days of a calendar compare as they are written.
    if errors.is_empty() && !filter.to.is_empty() && filter.to < filter.from {
        errors.note("to", Problem::BeforeTheFirst);
    }
    errors.finish()?;
    Ok(condition)
}

/// Whether the log says that a clock had been ahead.
async fn was_clock_set(database: &Database) -> Result<bool, Error> {
    let clocks = entries::Entity::find().filter(entries::Column::Kind.eq(Kind::LogClock.name()));
    let first = clocks.select_only().column(entries::Column::Seq).into_tuple::<i64>().one(database.reader()).await?;
    Ok(first.is_some())
}

/// Up to so many entries of a field are listed before the others are asked; a field with more is met so often that walking
/// the entries finds it soon.
const RARE: u64 = 20_000;

/// Entries that say something of a field.
async fn says_of(database: &Database, field: &str) -> Result<Expr, Error> {
    let mut numbers = Query::select();
    numbers.column((values::Entity, values::Column::Seq)).from(values::Entity);
    numbers.and_where(values::Column::Field.eq(field));
    let some = values::Entity::find()
        .select_only()
        .column(values::Column::Seq)
        .filter(values::Column::Field.eq(field))
        .limit(RARE + 1);
    if some.count(database.reader()).await? <= RARE {
        return Ok(entries::Column::Seq.in_subquery(numbers.take()));
    }
    let own = Expr::col((values::Entity, values::Column::Seq)).equals((entries::Entity, entries::Column::Seq));
    numbers.and_where(own);
    Ok(Expr::exists(numbers.take()))
}

/// The number of the first entry at a time or after it; one more than the last where there is none.
async fn first_at(database: &Database, at_us: i64) -> Result<i64, Error> {
    let first: Option<i64> = entries::Entity::find()
        .select_only()
        .column(entries::Column::Seq)
        .filter(entries::Column::AtUs.gte(at_us))
        .order_by_asc(entries::Column::AtUs)
        .order_by_asc(entries::Column::Seq)
        .into_tuple()
        .one(database.reader())
        .await?;
    match first {
        Some(seq) => Ok(seq),
        None => Ok(crate::audit::walk::newest(database).await?.seq + 1),
    }
}

/// Whom a filter names, by their id or their e-mail.
///
/// # Errors
/// A database that fails.
pub async fn person(database: &Database, named: &str) -> Result<Option<Uuid>, Error> {
    if let Ok(id) = Uuid::try_parse(named.trim()) {
        return Ok(Some(id));
    }
    // What can be nobody's is not looked up: it could not even be asked of the database.
    let Ok(Some(_)) = model::fields::SIGN_IN_EMAIL.parse(named) else { return Ok(None) };
    match people::find_by_email(database, named).await {
        Ok(person) => Ok(Some(person.id)),
        Err(Error::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
}
