//! Reading customers' changes out of the log.

use super::change::{AsOf, Blame, Change, HistoryPage, PAGE_ROWS};
use crate::access::{Permit, SeeCustomers};
use crate::audit::Kind;
use crate::audit::entity::{entries, values};
use crate::customers::{self, CustomerText, Field, FieldChange};
use crate::database::Database;
use crate::error::Error;
use crate::form::FieldErrors;
use crate::people;
use crate::permissions::Permission;
use crate::request::RequestContext;
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

/// An account before some of its changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Base {
    /// Company details and billing information.
    pub text: CustomerText,
    /// May buy Azure reservations on its own.
    pub may_buy_reservations: bool,
    /// May buy Azure savings plans on its own.
    pub may_buy_savings_plans: bool,
    /// Fields whose earlier values were erased: what stands here is what is stored.
    pub unknown: Vec<String>,
}

/// A customer's changes.
fn of_customer(customer_id: Uuid) -> Select<entries::Entity> {
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
    let company_name = company_name(database, customer_id).await?;
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
    let changes = with_names(entries, database).await?;
    Ok(HistoryPage { company_name, changes, next_before, is_newest: before.is_none(), now_us: request.now_us })
}

async fn company_name(database: &Database, id: Uuid) -> Result<String, Error> {
    customers::names(database, [id].into_iter()).await?.remove(&id).ok_or(Error::NotFound)
}

/// Every change after a version, the oldest first.
///
/// # Errors
/// A database that fails.
pub async fn list_since(
    _: &Permit<SeeCustomers>,
    database: &Database,
    customer_id: Uuid,
    version: i64,
) -> Result<Vec<Change>, Error> {
    let since = of_customer(customer_id).filter(entries::Column::Version.gt(version));
    // All of them: a field that is taken back to where it was seen must be taken back over every change.
    let rows = since.order_by_asc(entries::Column::Seq).all(database.reader()).await?;
    with_names(with_values(database.reader(), rows).await?, database).await
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

/// The names of the fields that changed after a version, each once.
///
/// # Errors
/// A database that fails.
pub async fn fields_since(
    database: &impl ConnectionTrait,
    customer_id: Uuid,
    version: i64,
) -> Result<Vec<String>, Error> {
    let rows = of_customer(customer_id).filter(entries::Column::Version.gt(version)).all(database).await?;
    let mut names: Vec<String> = Vec::new();
    for value in with_values(database, rows).await?.into_iter().flat_map(|entry| entry.values) {
        if is_field(&value.field) && !names.contains(&value.field) {
            names.push(value.field);
        }
    }
    Ok(names)
}

/// What somebody changed of a customer since a time, in microseconds since 1970, UTC.
///
/// # Errors
/// A database that fails.
pub async fn fields_by(
    database: &impl ConnectionTrait,
    staff_id: Uuid,
    customer_id: Uuid,
    since_us: i64,
) -> Result<Vec<FieldChange>, Error> {
    let recent = of_customer(customer_id)
        .filter(entries::Column::ActorId.eq(staff_id))
        .filter(entries::Column::AtUs.gt(since_us));
    // The newest are enough: nobody types a few hundred forms of one customer in a day.
    let recent = recent.order_by_desc(entries::Column::Seq).limit(300);
    let entries = with_values(database, recent.all(database).await?).await?;
    let values = entries.into_iter().flat_map(|entry| entry.values).filter(|value| is_field(&value.field));
    let change = |value: values::Model| FieldChange {
        field: value.field,
        old: value.old_value.unwrap_or_default(),
        new: value.new_value.unwrap_or_default(),
    };
    Ok(values.map(change).collect())
}

/// Whether somebody did something of some kinds to somebody since a time.
///
/// # Errors
/// A database that fails.
pub async fn has_done(
    database: &impl ConnectionTrait,
    actor_id: Uuid,
    subject_id: Uuid,
    kinds: &[Kind],
    since_us: i64,
) -> Result<bool, Error> {
    let found = entries::Entity::find()
        .filter(entries::Column::SubjectId.eq(subject_id))
        .filter(entries::Column::ActorId.eq(actor_id))
        .filter(entries::Column::Kind.is_in(kinds.iter().map(|kind| kind.name())))
        .filter(entries::Column::AtUs.gt(since_us));
    Ok(found.one(database).await?.is_some())
}

/// A customer's account as it was at a version.
///
/// # Errors
/// A database that fails.
pub async fn base(database: &impl ConnectionTrait, row: &customers::Model, version: i64) -> Result<Base, Error> {
    let mut base = Base::now(row);
    if row.version == version {
        return Ok(base);
    }
    let since = of_customer(row.id).filter(entries::Column::Version.gt(version));
    let rows = since.order_by_desc(entries::Column::Seq).all(database).await?;
    for value in with_values(database, rows).await?.into_iter().flat_map(|entry| entry.values) {
        base.take_back(value);
    }
    Ok(base)
}

impl Base {
    /// An account as it is stored.
    fn now(row: &customers::Model) -> Self {
        Self {
            text: row.text(),
            may_buy_reservations: row.may_buy_reservations,
            may_buy_savings_plans: row.may_buy_savings_plans,
            unknown: Vec::new(),
        }
    }

    /// Goes back over one value of the log; what was erased, or put in an erased one's place, tells nothing.
    fn take_back(&mut self, value: values::Model) {
        match value.old_value.filter(|_| value.salt.is_some()) {
            Some(old) => {
                self.unknown.retain(|name| *name != value.field);
                self.set(&value.field, old);
            }
            None => self.unknown.push(value.field),
        }
    }

    fn set(&mut self, name: &str, value: String) {
        match (Permission::of_name(name), Field::of_name(name)) {
            (Some(Permission::Reservations), _) => self.may_buy_reservations = !value.is_empty(),
            (Some(Permission::SavingsPlans), _) => self.may_buy_savings_plans = !value.is_empty(),
            (None, Some(field)) => self.text.set(field, value),
            (None, None) => {}
        }
    }

    fn get(&self, name: &str) -> String {
        let given = |is_given: bool| if is_given { "true".to_owned() } else { String::new() };
        match (Permission::of_name(name), Field::of_name(name)) {
            (Some(Permission::Reservations), _) => given(self.may_buy_reservations),
            (Some(Permission::SavingsPlans), _) => given(self.may_buy_savings_plans),
            (None, Some(field)) => self.text.get(field).to_owned(),
            (None, None) => String::new(),
        }
    }
}

fn is_field(name: &str) -> bool {
    Field::of_name(name).is_some() || Permission::of_name(name).is_some()
}

/// An account as it was at a time that is typed in the partner's zone, or just after an entry, now where neither is
/// named; with who set each field last.
///
/// # Errors
/// `Invalid` if the time is none, `NotFound`.
pub async fn as_of(
    _: &Permit<SeeCustomers>,
    request: &RequestContext,
    id: Uuid,
    at: &str,
    entry: Option<i64>,
) -> Result<AsOf, Error> {
    let zone = &request.policy.time_zone;
    let wrong = |problem| Error::from(FieldErrors::one("at", problem));
    // A minute is over at its end: what was done within it counts.
    let at_us = zone.any(at).map_err(wrong)?.map_or(request.now_us, |minute_us| minute_us + 59_999_999);
    let database = &request.database;
    let row = customers::Entity::find_by_id(id).one(database.reader()).await?.ok_or(Error::NotFound)?;
    let order = of_customer(id).order_by_desc(entries::Column::Seq);
    let entries = with_values(database.reader(), order.all(database.reader()).await?).await?;
    let added_at_us = if entries.is_empty() { row.updated_at_us } else { i64::MIN };
    let mut then = Base::now(&row);
    let named = entry.and_then(|seq| entries.iter().find(|entry| entry.row.seq == seq)).map(|entry| entry.row.clone());
    let at_us = named.as_ref().map_or(at_us, |row| row.at_us);
    let is_later = |entry: &Entry| named.as_ref().map_or(entry.row.at_us > at_us, |row| entry.row.seq > row.seq);
    let (later, until): (Vec<Entry>, Vec<Entry>) = entries.into_iter().partition(is_later);
    for value in later.into_iter().flat_map(|entry| entry.values) {
        then.take_back(value);
    }
    let version = until.first().map_or(1, |entry| entry.row.version);
    let until = with_names(until, database).await?;
    let blame = |name: &str| {
        let set_by = until.iter().find(|change| change.touches(name)).cloned();
        let value = (!then.unknown.iter().any(|known| known == name)).then(|| then.get(name));
        Blame { field: name.to_owned(), value, set_by }
    };
    let fields = Field::ALL.iter().map(|field| field.name()).chain(Permission::ALL.map(Permission::name)).map(blame);
    Ok(AsOf {
        company_name: row.company_name.clone(),
        at_us,
        is_before: at_us < added_at_us,
        version,
        fields: fields.collect(),
    })
}

impl Change {
    fn touches(&self, name: &str) -> bool {
        self.fields.iter().any(|change| change.field == name) || self.erased.iter().any(|field| field == name)
    }
}

/// Adds people's names.
async fn with_names(entries: Vec<Entry>, database: &Database) -> Result<Vec<Change>, Error> {
    let names = people::names(database, entries.iter().map(|entry| entry.row.actor_id)).await?;
    Ok(entries.into_iter().map(|entry| change(entry, &names)).collect())
}

fn change(entry: Entry, names: &HashMap<Uuid, String>) -> Change {
    let said = |name: &str| {
        let value = entry.values.iter().find(|value| value.field == name);
        value.filter(|value| value.salt.is_some()).and_then(|value| value.new_value.clone()).unwrap_or_default()
    };
    let (reason, undoes) = (said("reason"), said("undoes").parse().ok());
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
        kind: Kind::of_name(&entry.row.kind).unwrap_or(Kind::CustomerUpdate),
        version: entry.row.version,
        changed_at_us: entry.row.at_us,
        changed_by: names.get(&entry.row.actor_id).cloned().unwrap_or_default(),
        reason,
        request_id: entry.row.request_id,
        fields: known.into_iter().map(field).collect(),
        erased: erased.into_iter().map(|value| value.field.clone()).collect(),
        undoes,
    }
}
