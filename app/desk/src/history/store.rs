//! Reading customers' changes out of the log.

use crate::audit::entity::{entries, values};
use crate::customers;
use crate::database::Database;
use crate::error::Error;
use crate::for_people::ForPeople;
use crate::people;
use crate::request::RequestContext;
use model::access::{Permit, SeeCustomers};
use model::audit::Kind;
use model::customers::{Field, FieldChange};
use model::history::{Change, HistoryPage, PAGE_ROWS};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};
use std::collections::HashMap;
use uuid::Uuid;

/// Entries whose values are asked for at a time: far under what a statement may name.
const AT_ONCE: usize = 1_000;

/// An entry with what it says.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The entry.
    pub row: entries::Model,
    /// Its values, in order.
    pub values: Vec<values::Model>,
}

/// A customer's changes.
pub(super) fn of_customer(customer_id: Uuid) -> Select<entries::Entity> {
    entries::Entity::find()
        .filter(entries::Column::SubjectId.eq(customer_id))
        .filter(entries::Column::Kind.is_in(Kind::OF_CUSTOMER.map(Kind::name)))
}

/// Adds to entries what they say.
///
/// # Errors
/// A database that fails.
pub async fn with_values(database: &impl ConnectionTrait, rows: Vec<entries::Model>) -> Result<Vec<Entry>, Error> {
    let mut found: HashMap<i64, Vec<values::Model>> = HashMap::new();
    for some in rows.chunks(AT_ONCE) {
        let numbers = some.iter().map(|row| row.seq);
        let of = values::Entity::find().filter(values::Column::Seq.is_in(numbers));
        for value in of.order_by_asc(values::Column::Seq).order_by_asc(values::Column::Place).all(database).await? {
            found.entry(value.seq).or_default().push(value);
        }
    }
    let entry = |row: entries::Model| Entry { values: found.remove(&row.seq).unwrap_or_default(), row };
    Ok(rows.into_iter().map(entry).collect())
}

/// A page of changes, the newest first, before a version if one is given.
///
/// # Errors
/// `NotFound` if there is no such customer.
pub async fn list(
    _: &Permit<SeeCustomers>,
    request: &RequestContext,
    customer_id: Uuid,
    before: Option<i64>,
) -> Result<HistoryPage, Error> {
    let database = &request.database;
    let (company_name, standing) = customers::rows::name_and_standing(database.reader(), customer_id).await?;
    if before.is_some_and(|before| before < 1) {
        return Err(Error::Malformed);
    }
    let mut query = of_customer(customer_id);
    if let Some(before) = before {
        query = query.filter(entries::Column::Version.lt(before));
    }
    let order = query.order_by_desc(entries::Column::Seq).limit(PAGE_ROWS + 1);
    let mut rows = order.all(database.reader()).await?;
    let has_more = rows.len() as u64 > PAGE_ROWS;
    rows.truncate(usize::try_from(PAGE_ROWS).unwrap_or(usize::MAX));
    let next_before = rows.last().filter(|_| has_more).map(|row| row.version);
    let entries = with_values(database.reader(), rows).await?;
    let changes = with_names(entries, database).await?.into_iter().map(ForPeople::for_people).collect();
    let (is_newest, now_us) = (before.is_none(), request.now_us);
    Ok(HistoryPage { company_name, standing, changes, next_before, is_newest, now_us })
}

/// The newest changes after a version, the oldest of them first; at most [`PAGE_ROWS`].
///
/// # Errors
/// `Malformed` for what is no version; a database that fails.
pub async fn list_since(
    _: &Permit<SeeCustomers>,
    database: &Database,
    customer_id: Uuid,
    version: i64,
) -> Result<Vec<Change>, Error> {
    if version < 1 {
        return Err(Error::Malformed);
    }
    let since = of_customer(customer_id).filter(entries::Column::Version.gt(version));
    let mut rows = since.order_by_desc(entries::Column::Seq).limit(PAGE_ROWS).all(database.reader()).await?;
    rows.reverse();
    let since = with_names(with_values(database.reader(), rows).await?, database).await?;
    Ok(since.into_iter().map(ForPeople::for_people).collect())
}

/// One change of a customer.
///
/// # Errors
/// `NotFound`.
pub async fn one(database: &Database, customer_id: Uuid, seq: i64) -> Result<Change, Error> {
    let row = of_customer(customer_id).filter(entries::Column::Seq.eq(seq)).one(database.reader()).await?;
    let entries = with_values(database.reader(), row.into_iter().collect()).await?;
    with_names(entries, database).await?.pop().ok_or(Error::NotFound)
}

/// Whether a word of the log is a field or a permission of a customer.
#[must_use]
pub fn is_field(name: &str) -> bool {
    Field::of_name(name).is_some()
}

/// Some entries as changes.
///
/// # Errors
/// A database that fails.
pub(super) async fn changes_of(database: &Database, numbers: Vec<i64>) -> Result<Vec<Change>, Error> {
    let rows = entries::Entity::find().filter(entries::Column::Seq.is_in(numbers)).all(database.reader()).await?;
    with_names(with_values(database.reader(), rows).await?, database).await
}

/// When a customer was first changed, in microseconds since 1970, UTC.
///
/// # Errors
/// A database that fails.
pub(super) async fn first_at_us(database: &impl ConnectionTrait, customer_id: Uuid) -> Result<Option<i64>, Error> {
    let first = of_customer(customer_id).order_by_asc(entries::Column::Seq);
    Ok(first.select_only().column(entries::Column::AtUs).into_tuple().one(database).await?)
}

/// Adds people's names, and which of the entries were taken back.
async fn with_names(entries: Vec<Entry>, database: &Database) -> Result<Vec<Change>, Error> {
    let approvers = entries.iter().filter_map(|entry| entry.said("approved_by").parse().ok());
    let people = entries.iter().map(|entry| entry.row.actor_id).chain(approvers).collect::<Vec<Uuid>>();
    let names = people::names(database, people.into_iter()).await?;
    let undone = undone(database, &entries).await?;
    let with = |entry: Entry| Change { undone_by: undone.get(&entry.row.seq).copied(), ..change(entry, &names) };
    Ok(entries.into_iter().map(with).collect())
}

/// Which of some entries of one customer were taken back, by which.
async fn undone(database: &Database, entries: &[Entry]) -> Result<HashMap<i64, i64>, Error> {
    let Some(oldest) = entries.iter().map(|entry| &entry.row).min_by_key(|row| row.seq) else {
        return Ok(HashMap::new());
    };
    let later = entries::Entity::find()
        .filter(entries::Column::SubjectId.eq(oldest.subject_id))
        .filter(entries::Column::Kind.eq(Kind::CustomerUndo.name()))
        .filter(entries::Column::Seq.gt(oldest.seq))
        .order_by_asc(entries::Column::Seq);
    let numbers: Vec<i64> =
        later.select_only().column(entries::Column::Seq).into_tuple().all(database.reader()).await?;
    let mut undone = HashMap::new();
    for some in numbers.chunks(AT_ONCE) {
        let said = values::Entity::find().filter(values::Column::Field.eq("undoes"));
        for value in said.filter(values::Column::Seq.is_in(some.iter().copied())).all(database.reader()).await? {
            undone.extend(value.new_value.and_then(|seq| seq.parse().ok()).map(|seq: i64| (seq, value.seq)));
        }
    }
    Ok(undone)
}

impl Entry {
    /// What it says of a word of the log; empty where it says nothing, or it was erased.
    #[must_use]
    pub fn said(&self, name: &str) -> &str {
        let value = self.values.iter().find(|value| value.field == name).filter(|value| value.salt.is_some());
        value.and_then(|value| value.new_value.as_deref()).unwrap_or_default()
    }
}

fn change(entry: Entry, names: &HashMap<Uuid, String>) -> Change {
    let (reason, undoes) = (entry.said("reason").to_owned(), entry.said("undoes").parse().ok());
    let approver = entry.said("approved_by").parse::<Uuid>().ok();
    let set_id = entry.said("change_set").parse().ok();
    let of_account = entry.values.iter().filter(|value| is_field(&value.field));
    let (known, erased): (Vec<&values::Model>, Vec<&values::Model>) =
        of_account.partition(|value| value.salt.is_some() && value.old_value.is_some() && value.new_value.is_some());
    let field = |value: &values::Model| FieldChange {
        field: value.field.clone(),
        old: value.old_value.clone().unwrap_or_default(),
        new: value.new_value.clone().unwrap_or_default(),
    };
    Change {
        seq: entry.row.seq,
        kind: Kind::of_name(&entry.row.kind),
        version: entry.row.version,
        changed_at_us: entry.row.at_us,
        changed_by: names.get(&entry.row.actor_id).cloned().unwrap_or_default(),
        reason,
        request_id: entry.row.request_id,
        fields: known.into_iter().map(field).collect(),
        erased: erased.into_iter().map(|value| value.field.clone()).collect(),
        undoes,
        undone_by: None,
        set_id,
        approved_by: approver.map(|id| names.get(&id).cloned().unwrap_or_default()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(kind: &str) -> Entry {
        let row = entries::Model {
            seq: 7,
            at_us: 5,
            kind: kind.to_owned(),
            actor_id: Uuid::nil(),
            subject_id: Uuid::from_u128(1),
            version: 2,
            request_id: Uuid::nil(),
            hash: Vec::new(),
            key_id: Vec::new(),
            seal: Vec::new(),
        };
        Entry { row, values: Vec::new() }
    }

    #[test]
    fn what_a_newer_version_wrote_is_taken_for_nothing_else() {
        let kind = |name: &str| change(entry(name), &HashMap::new()).kind;
        for unknown in ["customer.divide", "customer.updated", "Customer.Update", "customer.update ", ""] {
            assert_eq!(kind(unknown), None, "{unknown}");
        }
        for known in Kind::OF_CUSTOMER {
            assert_eq!(kind(known.name()), Some(known));
        }
        // Everything else that it says stays.
        let change = change(entry("customer.divide"), &HashMap::new());
        assert_eq!((change.seq, change.version, change.changed_at_us), (7, 2, 5));
    }
}
