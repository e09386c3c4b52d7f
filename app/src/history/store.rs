//! Writing a change, and reading them.

use super::change::{Change, HistoryPage, PAGE_ROWS};
use super::entity::{ActiveModel, Column, Entity, Model};
use crate::access::{Permit, SeeCustomers};
use crate::customers::{self, FieldChange};
use crate::database::Database;
use crate::error::Error;
use crate::people;
use crate::request::RequestContext;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set,
};
use uuid::Uuid;

/// A change about to be written.
#[derive(Debug)]
pub struct NewChange<'a> {
    /// Which customer.
    pub customer_id: Uuid,
    /// The version it makes.
    pub version: i64,
    /// `update` or `permission`.
    pub kind: &'static str,
    /// Who.
    pub changed_by: Uuid,
    /// Why; may be empty.
    pub reason: &'a str,
    /// What.
    pub fields: &'a [FieldChange],
}

/// Writes a change into the transaction that makes it.
pub async fn record(
    transaction: &DatabaseTransaction,
    request: &RequestContext,
    change: NewChange<'_>,
) -> Result<(), Error> {
    let changes = serde_json::to_string(change.fields).map_err(|error| {
        tracing::error!(request_id = %request.request_id, %error, "a change could not be written down");
        Error::Internal { request_id: request.request_id }
    })?;
    let row = ActiveModel {
        id: Set(Uuid::now_v7()),
        customer_id: Set(change.customer_id),
        version: Set(change.version),
        kind: Set(change.kind.to_owned()),
        changed_at_us: Set(request.now_us),
        changed_by: Set(change.changed_by),
        reason: Set(change.reason.to_owned()),
        request_id: Set(request.request_id),
        changes: Set(changes),
    };
    row.insert(transaction).await?;
    Ok(())
}

/// A page of changes, the newest first, before a version if one is given.
///
/// # Errors
/// `NotFound` if there is no such customer.
pub async fn list(
    _: &Permit<SeeCustomers>,
    database: &Database,
    customer_id: Uuid,
    before: Option<i64>,
) -> Result<HistoryPage, Error> {
    let company_name: String = customers::Entity::find_by_id(customer_id)
        .select_only()
        .column(customers::Column::CompanyName)
        .into_tuple()
        .one(database.reader())
        .await?
        .ok_or(Error::NotFound)?;
    if before.is_some_and(|before| before < 1) {
        return Err(Error::Malformed);
    }
    let mut query = Entity::find().filter(Column::CustomerId.eq(customer_id));
    if let Some(before) = before {
        query = query.filter(Column::Version.lt(before));
    }
    let mut rows = query.order_by_desc(Column::Version).limit(PAGE_ROWS + 1).all(database.reader()).await?;
    let has_more = rows.len() as u64 > PAGE_ROWS;
    rows.truncate(usize::try_from(PAGE_ROWS).unwrap_or(usize::MAX));
    let next_before = rows.last().filter(|_| has_more).map(|row| row.version);
    Ok(HistoryPage { company_name, changes: named(rows, database).await?, next_before })
}

/// Every change after a version, the oldest first.
pub async fn list_since(
    _: &Permit<SeeCustomers>,
    database: &Database,
    customer_id: Uuid,
    version: i64,
) -> Result<Vec<Change>, Error> {
    let since = Entity::find().filter(Column::CustomerId.eq(customer_id)).filter(Column::Version.gt(version));
    // All of them: a field that is taken back to where it was seen must be taken back over every change.
    let rows = since.order_by_asc(Column::Version).all(database.reader()).await?;
    named(rows, database).await
}

/// Adds people's names. A row whose changes cannot be read is shown without them: it never takes the page down.
async fn named(rows: Vec<Model>, database: &Database) -> Result<Vec<Change>, Error> {
    let names = people::names(database, rows.iter().map(|row| row.changed_by)).await?;
    let change = |row: Model| Change {
        version: row.version,
        changed_at_us: row.changed_at_us,
        changed_by: names.get(&row.changed_by).cloned().unwrap_or_default(),
        reason: row.reason,
        request_id: row.request_id,
        fields: serde_json::from_str(&row.changes).unwrap_or_default(),
    };
    Ok(rows.into_iter().map(change).collect())
}
