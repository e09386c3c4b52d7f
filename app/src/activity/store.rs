//! Reading the log for people, and noting that it was read.

use super::filter::{ActivityEntry, ActivityFilter, ActivityShown, PAGE_ROWS};
use crate::access::{ExportLog, Permit, SeeLog};
use crate::audit::entity::{entries, values};
use crate::audit::{Kind, said};
use crate::customers::{self, FieldChange};
use crate::database::{Database, best_effort};
use crate::error::Error;
use crate::fields::Problem;
use crate::form::FieldErrors;
use crate::history::with_values;
use crate::people::{self, store::everybody};
use crate::request::RequestContext;
use crate::session::still_permits;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select};
use uuid::Uuid;

/// The longest part of a filter.
const LONGEST_CHARS: usize = 254;
/// Entries that an export reads at a time.
const EXPORT_ROWS: u64 = 1_000;

/// A page of the log.
///
/// # Errors
/// `Invalid` names the parts of the filter that are none.
pub async fn list(
    _: &Permit<SeeLog>,
    request: &RequestContext,
    filter: ActivityFilter,
) -> Result<ActivityShown, Error> {
    let database = &request.database;
    let condition = condition(request, &filter).await?;
    let mut query = entries::Entity::find().filter(condition);
    if !filter.before.is_empty() {
        let before: i64 = filter.before.parse().map_err(|_| Error::Malformed)?;
        query = query.filter(entries::Column::Seq.lt(before));
    }
    let (mut entries, has_more) = page(database, query, PAGE_ROWS).await?;
    name_people(database, &mut entries).await?;
    let values = noted(database, &filter).await?;
    best_effort(database, "that the log was read", request.note(Kind::LogRead, Uuid::nil(), &values)).await;
    let customer =
        if filter.customer.is_empty() { None } else { customers::one_named(database, &filter.customer).await? };
    let customer_name = match customer {
        Some(id) => customers::names(database, [id].into_iter()).await?.remove(&id).unwrap_or_default(),
        None => String::new(),
    };
    let people = everybody(database).await?.into_iter().map(|person| (person.email, person.name)).collect();
    let next_before = entries.last().filter(|_| has_more).map(|last| last.seq);
    let errors = FieldErrors::default();
    Ok(ActivityShown { filter, entries, next_before, people, customer_name, errors })
}

/// A filter as the log keeps it: people and customers by their ids, whatever was typed to find them. An e-mail that stood
/// there would outlive the erasing of whose it is.
async fn noted(database: &Database, filter: &ActivityFilter) -> Result<Vec<FieldChange>, Error> {
    let mut values = Vec::new();
    for (name, text) in filter.parts().into_iter().filter(|(_, text)| !text.is_empty()) {
        let id = match name {
            "person" => Some(person(database, text).await?),
            "customer" => Some(customers::one_named(database, text).await?),
            _ => None,
        };
        values.push(said(name, id.map_or_else(|| text.to_owned(), |id| id.unwrap_or_default().to_string())));
    }
    Ok(values)
}

/// Puts names in the place of the ids of colleagues; exports keep the ids.
async fn name_people(database: &Database, entries: &mut [ActivityEntry]) -> Result<(), Error> {
    let named = |change: &FieldChange| Uuid::try_parse(&change.new).ok().filter(|_| change.field == "approved_by");
    let ids: Vec<Uuid> = entries.iter().flat_map(|entry| &entry.values).filter_map(named).collect();
    let names = people::names(database, ids.into_iter()).await?;
    for change in entries.iter_mut().flat_map(|entry| &mut entry.values) {
        if let Some(name) = named(change).and_then(|id| names.get(&id)) {
            change.new.clone_from(name);
        }
    }
    Ok(())
}

/// The newest entries of a question, with everything that is shown of them, and whether there are more.
async fn page(
    database: &Database,
    query: Select<entries::Entity>,
    rows: u64,
) -> Result<(Vec<ActivityEntry>, bool), Error> {
    let mut found = query.order_by_desc(entries::Column::Seq).limit(rows + 1).all(database.reader()).await?;
    let has_more = found.len() as u64 > rows;
    found.truncate(usize::try_from(rows).unwrap_or(usize::MAX));
    let subjects: Vec<Uuid> = found.iter().map(|row| row.subject_id).filter(|id| !id.is_nil()).collect();
    let actors: Vec<Uuid> = found.iter().map(|row| row.actor_id).filter(|id| !id.is_nil()).collect();
    let people = people::names(database, actors.into_iter().chain(subjects.clone())).await?;
    let companies = customers::names(database, subjects.into_iter()).await?;
    let shown = |entry: crate::history::Entry| {
        let (known, erased): (Vec<values::Model>, Vec<values::Model>) =
            entry.values.into_iter().partition(|value| value.salt.is_some() && value.new_value.is_some());
        let row = entry.row;
        let company = companies.get(&row.subject_id).cloned();
        ActivityEntry {
            seq: row.seq,
            at_us: row.at_us,
            kind: row.kind,
            actor_id: row.actor_id,
            actor: people.get(&row.actor_id).cloned().unwrap_or_default(),
            customer_id: company.is_some().then_some(row.subject_id),
            subject: company.or_else(|| people.get(&row.subject_id).cloned()).unwrap_or_default(),
            values: known
                .into_iter()
                .map(|value| FieldChange {
                    field: value.field,
                    old: value.old_value.unwrap_or_default(),
                    new: value.new_value.unwrap_or_default(),
                })
                .collect(),
            erased: erased.into_iter().map(|value| value.field).collect(),
        }
    };
    Ok((with_values(database.reader(), found).await?.into_iter().map(shown).collect(), has_more))
}

/// What a filter asks of the database.
async fn condition(request: &RequestContext, filter: &ActivityFilter) -> Result<Condition, Error> {
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
        match person(&request.database, &filter.person).await? {
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
        match customers::one_named(&request.database, &filter.customer).await? {
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
            condition = condition.add(says_of(&request.database, &filter.field).await?);
        } else {
            errors.note("field", Problem::UnknownChoice);
        }
    }
    for (name, day, is_after) in [("from", &filter.from, false), ("to", &filter.to, true)] {
        if day.is_empty() {
            continue;
        }
        match request.policy.time_zone.day_us(day, is_after) {
            // Once a clock that was ahead was set right, times are no order any more.
            Some(at_us) if was_clock_set(&request.database).await? => {
                let column = entries::Column::AtUs;
                condition = condition.add(if is_after { column.lt(at_us) } else { column.gte(at_us) });
            }
            // The log's order is that of its times: a day is a range of numbers, and no index is sorted for it.
            Some(at_us) => {
                let seq = first_at(&request.database, at_us).await?;
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

async fn person(database: &Database, named: &str) -> Result<Option<Uuid>, Error> {
    if let Ok(id) = Uuid::try_parse(named.trim()) {
        return Ok(Some(id));
    }
    // What can be nobody's is not looked up: it could not even be asked of the database.
    let Ok(Some(email)) = crate::fields::SIGN_IN_EMAIL.parse(named) else { return Ok(None) };
    match people::find_by_email(database, &email).await {
        Ok(person) => Ok(Some(person.id)),
        Err(Error::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
}

/// An export under way: the entries that a filter finds, the newest first, a batch at a time.
#[derive(Debug)]
pub struct Exported {
    request: RequestContext,
    condition: Condition,
    before: i64,
}

/// Begins an export of exactly what a filter shows. That it was taken is an entry of its own.
///
/// # Errors
/// `Invalid` names the parts of the filter that are none.
pub async fn begin_export(
    _: &Permit<ExportLog>,
    request: &RequestContext,
    filter: &ActivityFilter,
    format: &str,
) -> Result<Exported, Error> {
    let condition = condition(request, filter).await?;
    // A file is the whole of what a filter finds, and has no pages.
    if !filter.before.is_empty() {
        return Err(Error::Malformed);
    }
    let mut said_of = noted(&request.database, filter).await?;
    said_of.push(said("format", format));
    request.note(Kind::LogExport, Uuid::nil(), &said_of).await?;
    // Without the entry of the export itself, and whatever comes later.
    let before = crate::audit::walk::newest(&request.database).await?.seq;
    Ok(Exported { request: request.clone(), condition, before })
}

impl Exported {
    /// The next entries; none at the end.
    ///
    /// # Errors
    /// A database that fails; what [`still_permits`] refuses: who was disabled meanwhile gets no more.
    pub async fn next(&mut self) -> Result<Vec<ActivityEntry>, Error> {
        still_permits::<ExportLog>(&self.request).await?;
        let query = entries::Entity::find().filter(self.condition.clone()).filter(entries::Column::Seq.lt(self.before));
        let (entries, _) = page(&self.request.database, query, EXPORT_ROWS).await?;
        if let Some(last) = entries.last() {
            self.before = last.seq;
        }
        Ok(entries)
    }
}
