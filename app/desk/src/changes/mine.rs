//! What somebody should look at: requests that wait for them, and their own that came to nothing.

use super::entity::sets::{Column, Entity};
use crate::error::Error;
use crate::request::RequestContext;
use model::access::{Action, Permit, SeeCustomers, Viewer, may};
use model::changes::SetState;
use sea_orm::sea_query::ExprTrait;
use sea_orm::{ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

/// More are not counted: nobody reads them at once.
const COUNTED: u64 = 200;
/// So long one's own requests that came to nothing are told, in microseconds: a week.
const TOLD_US: i64 = 7 * 86_400 * 1_000_000;

/// How many requests somebody should look at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ToLookAt {
    /// Those that wait, and that they may decide about.
    pub waiting: u64,
    /// Their own of the last week that were refused, by a person or when their time came.
    pub refused: u64,
    /// The newest of those.
    pub newest_refused: Option<Uuid>,
}

/// What who asks should look at.
///
/// # Errors
/// `SignedOut`, a database that fails.
pub async fn to_look_at(_: &Permit<SeeCustomers>, request: &RequestContext) -> Result<ToLookAt, Error> {
    let viewer = request.viewer()?;
    let database = request.database.reader();
    let mut found = ToLookAt::default();
    if let Some(waiting) = waiting_for(viewer) {
        found.waiting = Entity::find().filter(waiting).limit(COUNTED).count(database).await?;
    }
    if let Some(refused) = refused_of(viewer, request.now_us) {
        let refused = Entity::find().filter(refused);
        let newest = refused.clone().order_by_desc(Column::CreatedAtUs).select_only().column(Column::Id);
        found.newest_refused = newest.into_tuple().one(database).await?;
        found.refused = refused.limit(COUNTED).count(database).await?;
    }
    Ok(found)
}

/// How many those are together, for the spine of every page: one count over two indexes, and none for who has nothing to look at.
///
/// # Errors
/// `SignedOut`, a database that fails.
pub async fn count_to_look_at(_: &Permit<SeeCustomers>, request: &RequestContext) -> Result<u64, Error> {
    let viewer = request.viewer()?;
    let both = [waiting_for(viewer), refused_of(viewer, request.now_us)];
    if both.iter().all(Option::is_none) {
        return Ok(0);
    }
    let any = both.into_iter().flatten().fold(Condition::any(), Condition::add);
    let found = Entity::find().select_only().column(Column::Id).filter(any).limit(COUNTED);
    Ok(found.count(request.database.reader()).await?)
}

/// Those that wait and that somebody may decide about.
fn waiting_for(viewer: &Viewer) -> Option<Condition> {
    let names_me =
        viewer.roles.iter().fold(Condition::any(), |any, role| any.add(Column::Reviewers.contains(role.name())));
    let waiting = Condition::all()
        .add(Column::State.eq(SetState::Waiting.name()))
        .add(Column::CreatedBy.ne(viewer.id))
        .add(names_me);
    may(viewer, Action::ApproveChange).then_some(waiting)
}

/// Somebody's own of the last week that came to nothing. What was seen, or submitted anew, needs nothing any more.
fn refused_of(viewer: &Viewer, now_us: i64) -> Option<Condition> {
    let came_to_nothing = Condition::any()
        .add(Column::State.is_in([SetState::Rejected.name(), SetState::Refused.name()]))
        .add(Column::State.eq(SetState::Cancelled.name()).and(Column::EndedBy.ne(viewer.id)));
    let refused = Condition::all()
        .add(came_to_nothing)
        .add(Column::CreatedAtUs.gt(now_us - TOLD_US))
        .add(Column::IsSeen.eq(false))
        .add(Column::ReplacedBy.is_null())
        .add(Column::CreatedBy.eq(viewer.id));
    may(viewer, Action::UpdateCustomer).then_some(refused)
}
