//! Reading the log for people, and noting that it was read.

use super::condition::{condition, person};
use crate::audit::entity::{entries, values};
use crate::audit::said;
use crate::customers;
use crate::database::{Database, beside, best_effort, once_more};
use crate::error::Error;
use crate::for_people::written_phones;
use crate::history::with_values;
use crate::people::{self, everybody};
use crate::request::RequestContext;
use crate::session::still_permits;
use model::access::{ExportLog, Permit, SeeLog};
use model::activity::{ActivityEntry, ActivityFilter, ActivityShown, PAGE_ROWS};
use model::audit::Kind;
use model::customers::FieldChange;
use model::field_errors::FieldErrors;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};
use uuid::Uuid;

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
    let condition = condition(database, &request.policy.time_zone, &filter).await?;
    let mut query = entries::Entity::find().filter(condition);
    if !filter.before.is_empty() {
        let before: i64 = filter.before.parse().map_err(|_| Error::Malformed)?;
        query = query.filter(entries::Column::Seq.lt(before));
    }
    let (mut entries, has_more) = page(database, query, PAGE_ROWS).await?;
    name_people(database, &mut entries).await?;
    for entry in &mut entries {
        entry.values = written_phones(std::mem::take(&mut entry.values));
    }
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
    let condition = condition(&request.database, &request.policy.time_zone, filter).await?;
    // A file is the whole of what a filter finds, and has no pages.
    if !filter.before.is_empty() {
        return Err(Error::Malformed);
    }
    let mut said_of = noted(&request.database, filter).await?;
    said_of.push(said("format", format));
    beside(once_more(|| request.note(Kind::LogExport, Uuid::nil(), &said_of))).await?;
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
