//! What somebody should look at: requests that wait for them, and their own that came to nothing.

use super::change_set::SetState;
use super::entity::sets::{Column, Entity};
use crate::access::{Action, Permit, SeeCustomers, may};
use crate::error::Error;
use crate::request::RequestContext;
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
    if may(viewer, Action::ApproveChange) {
        let names_me =
            viewer.roles.iter().fold(Condition::any(), |any, role| any.add(Column::Reviewers.contains(role.name())));
        let waiting = Entity::find()
            .filter(Column::State.eq(SetState::Waiting.name()))
            .filter(Column::CreatedBy.ne(viewer.id))
            .filter(names_me)
            .limit(COUNTED);
        found.waiting = waiting.count(database).await?;
    }
    if may(viewer, Action::UpdateCustomer) {
        let refused = Entity::find()
            .filter(
                Condition::any()
                    .add(Column::State.is_in([SetState::Rejected.name(), SetState::Refused.name()]))
                    .add(Column::State.eq(SetState::Cancelled.name()).and(Column::EndedBy.ne(viewer.id))),
            )
            .filter(Column::CreatedAtUs.gt(request.now_us - TOLD_US))
            // What was seen, or submitted anew, needs nothing any more.
            .filter(Column::IsSeen.eq(false))
            .filter(Column::ReplacedBy.is_null())
            .filter(Column::CreatedBy.eq(viewer.id));
        let newest = refused.clone().order_by_desc(Column::CreatedAtUs).select_only().column(Column::Id);
        found.newest_refused = newest.into_tuple().one(database).await?;
        found.refused = refused.limit(COUNTED).count(database).await?;
    }
    Ok(found)
}
