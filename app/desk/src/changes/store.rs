//! Change requests: those that wait, and what became of the others.

use super::Authority;
use super::authority::Covered;
use super::entitled::{Entitled, may_do_about};
use super::entity::sets::{ActiveModel, Column, Entity, Model};
use super::unit::{Told, Unit};
use crate::audit::said;
use crate::customers;
use crate::database::WriteTransaction;
use crate::error::Error;
use crate::for_people::ForPeople;
use crate::people;
use crate::request::RequestContext;
use model::access::{Permit, SeeCustomers};
use model::audit::Kind;
use model::changes::{RequestSummary, RequestsPage, SetState};
use model::customers::FieldChange;
use sea_orm::sea_query::{Expr, ExprTrait, SimpleExpr};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, IntoActiveModel, PaginatorTrait, QueryFilter,
    QueryOrder, QueryResult, QuerySelect, QueryTrait, Select, Set,
};
use uuid::Uuid;

/// Requests of one page.
const PAGE_ROWS: u64 = 30;
/// Requests that an account's page shows; the page of requests has them all.
const MOST_SHOWN: u64 = 50;
/// Counting stops here: beyond it the page says "more than".
const COUNTED: u64 = 1_000;

/// Requests of one state, the newest first, after the one that a page ended with.
///
/// # Errors
/// `Malformed` if there is no such place.
pub async fn list(
    _: &Permit<SeeCustomers>,
    request: &RequestContext,
    state: SetState,
    after: Option<Uuid>,
) -> Result<RequestsPage, Error> {
    let database = request.database.reader();
    let mut counts = Vec::new();
    for state in SetState::of_requests() {
        let some = Entity::find().filter(Column::State.eq(state.name())).select_only().column(Column::Id);
        counts.push(some.limit(COUNTED).count(database).await?);
    }
    let is_planned = state == SetState::Scheduled;
    let mut rows = Entity::find().filter(Column::State.eq(state.name()));
    if let Some(after) = after {
        let place = Entity::find_by_id(after).select_only().columns([Column::CreatedAtUs, Column::LandAtUs]);
        let place = place.into_tuple().one(database).await?.ok_or(Error::Malformed)?;
        rows = rows.filter(beyond(after, place, is_planned));
    }
    // What comes first stands first; of the others the newest.
    let order = if is_planned {
        rows.order_by_asc(Column::LandAtUs).order_by_asc(Column::Id)
    } else {
        rows.order_by_desc(Column::CreatedAtUs).order_by_desc(Column::Id)
    };
    let mut rows = raw(database, order.limit(PAGE_ROWS + 1)).await?;
    let has_more = rows.len() as u64 > PAGE_ROWS;
    rows.truncate(usize::try_from(PAGE_ROWS).unwrap_or(usize::MAX));
    let last = rows.last().filter(|_| has_more).map(|row| row.try_get::<Uuid>("", "id")).transpose()?;
    let next = last.map(|id| id.to_string());
    let requests = shown(request, readable(&rows)).await?.into_iter().map(ForPeople::for_people).collect();
    Ok(RequestsPage { counts, requests, next })
}

async fn raw(database: &impl ConnectionTrait, rows: Select<Entity>) -> Result<Vec<QueryResult>, Error> {
    Ok(database.query_all_raw(rows.build(database.get_database_backend())).await?)
}

/// Those that can be read: one that somebody damaged around the program takes no list with it. Deciding and submitting at
/// its customer still fail: what the policy asks cannot be known then.
fn readable(rows: &[QueryResult]) -> Vec<Model> {
    let read = |row: &QueryResult| {
        let read = Model::from_query_result(row, "");
        let id = row.try_get::<Uuid>("", "id").unwrap_or_default();
        read.inspect_err(|error| tracing::error!(%id, %error, "a request cannot be read and is left out")).ok()
    };
    rows.iter().filter_map(read).collect()
}

/// What comes after a request in the order of its list.
fn beyond(last: Uuid, (created_at_us, land_at_us): (i64, Option<i64>), is_planned: bool) -> SimpleExpr {
    let id = Expr::col(Column::Id);
    if is_planned {
        let at_us = land_at_us.unwrap_or_default();
        return Expr::tuple([Expr::col(Column::LandAtUs), id]).gt(Expr::tuple([Expr::val(at_us), Expr::val(last)]));
    }
    let place = Expr::tuple([Expr::col(Column::CreatedAtUs), id]);
    place.lt(Expr::tuple([Expr::val(created_at_us), Expr::val(last)]))
}

/// What waits on a customer's account, the first to come first.
///
/// # Errors
/// A database that fails.
pub async fn open_of(request: &RequestContext, customer_id: Uuid) -> Result<Vec<RequestSummary>, Error> {
    let open = [SetState::Waiting.name(), SetState::Scheduled.name()];
    let rows = Entity::find()
        .filter(Column::CustomerId.eq(customer_id))
        .filter(Column::State.is_in(open))
        .order_by_asc(Column::LandAtUs)
        .order_by_asc(Column::CreatedAtUs)
        .limit(MOST_SHOWN);
    let open = shown(request, readable(&raw(request.database.reader(), rows).await?)).await?;
    Ok(open.into_iter().map(ForPeople::for_people).collect())
}

/// A request's row, held until the transaction ends, if it still is as whoever asks saw it, where they name a version.
///
/// # Errors
/// `NotFound`; `Ended` if it cannot be decided, moved or cancelled any more; `Conflict` if it is at another version.
pub async fn lock_open(transaction: &WriteTransaction, id: Uuid, version: Option<i64>) -> Result<Model, Error> {
    let row = Entity::find_by_id(id).lock_exclusive().one(transaction).await?.ok_or(Error::NotFound)?;
    if !SetState::of_name(&row.state).is_some_and(SetState::is_open) {
        return Err(Error::Ended);
    }
    if version.is_none_or(|version| row.version == version) { Ok(row) } else { Err(Error::Conflict) }
}

/// Stores what became of a request.
///
/// # Errors
/// A database that fails.
pub async fn put(
    transaction: &WriteTransaction,
    entitled: Entitled<'_>,
    row: &Model,
    change: impl FnOnce(&mut ActiveModel),
) -> Result<(), Error> {
    entitled.covers(row)?;
    let mut next = row.clone().into_active_model();
    next.version = Set(row.version + 1);
    change(&mut next);
    Entity::update(next).exec(transaction).await?;
    Ok(())
}

/// Notes for the log what was done about a request.
///
/// # Errors
/// `Forbidden` for a proof of another request.
pub fn note(
    unit: &Unit,
    request: &RequestContext,
    entitled: Entitled<'_>,
    row: &Model,
    kind: Kind,
    mut values: Vec<FieldChange>,
) -> Result<(), Error> {
    entitled.covers(row)?;
    values.push(said("change_set", row.id.to_string()));
    let (source, subject_id) = (request.source(), row.customer_id);
    unit.tell(Told { source, kind, subject_id, version: 0, values, change: None });
    Ok(())
}

/// Ends a request that its author submits anew, and answers it as it was for the log: its head is held last.
///
/// # Errors
/// `NotFound` if it is of another customer or another person, `Ended`, also where it was submitted anew already.
pub async fn end_replaced(
    transaction: &WriteTransaction,
    request: &RequestContext,
    (authority, covered): (&Authority, Covered<'_>),
    id: Uuid,
    customer_id: Uuid,
) -> Result<Option<Model>, Error> {
    let row = Entity::find_by_id(id).lock_exclusive().one(transaction).await?.ok_or(Error::NotFound)?;
    if row.customer_id != customer_id || row.created_by != authority.staff_id() {
        return Err(Error::NotFound);
    }
    match SetState::of_name(&row.state) {
        _ if row.replaced_by.is_some() => return Err(Error::Ended),
        Some(SetState::Refused | SetState::Rejected) => return Ok(Some(row)),
        Some(state) if state.is_open() => {}
        _ => return Err(Error::Ended),
    }
    put(transaction, Entitled::as_author(covered, &row), &row, |next| {
        next.state = Set(SetState::Cancelled.name().to_owned());
        next.ended_at_us = Set(Some(request.now_us));
        next.ended_by = Set(Some(authority.staff_id()));
    })
    .await?;
    Ok(Some(row))
}

/// Requests as they are shown in lists.
///
/// # Errors
/// A database that fails.
pub async fn shown(request: &RequestContext, rows: Vec<Model>) -> Result<Vec<RequestSummary>, Error> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let names = people::names(&request.database, rows.iter().map(|row| row.created_by)).await?;
    let companies = customers::names(&request.database, rows.iter().map(|row| row.customer_id)).await?;
    let one = |row: Model| RequestSummary {
        may: may_do_about(request.viewer.as_ref(), &row),
        state: SetState::of_name(&row.state),
        id: row.id,
        customer_id: row.customer_id,
        company_name: companies.get(&row.customer_id).cloned().unwrap_or_default(),
        created_at_us: row.created_at_us,
        created_by: names.get(&row.created_by).cloned().unwrap_or_default(),
        fields: serde_json::from_str(&row.changes).unwrap_or_default(),
        reason: row.reason,
        land_at_us: row.land_at_us,
    };
    Ok(rows.into_iter().map(one).collect())
}

/// One request as a line.
///
/// # Errors
/// `NotFound`.
pub async fn find_summary(
    _: &Permit<SeeCustomers>,
    request: &RequestContext,
    id: Uuid,
) -> Result<RequestSummary, Error> {
    let row = Entity::find_by_id(id).one(request.database.reader()).await?.ok_or(Error::NotFound)?;
    shown(request, vec![row]).await?.pop().ok_or(Error::NotFound)
}
