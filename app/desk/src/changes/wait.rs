//! Changes that are not made at once: put down as requests.

use super::authority::Covered;
use super::commit::NewSet;
use super::entitled::Entitled;
use super::entity::sets;
use super::plan::Plan;
use super::unit::Unit;
use crate::audit::said;
use crate::database::WriteTransaction;
use crate::error::Error;
use crate::request::RequestContext;
use model::account::Saved;
use model::audit::Kind;
use model::changes::SetState;
use model::limits::OPEN_REQUESTS;
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter};
use uuid::Uuid;

/// Puts a request down that waits, for somebody or for its date; the same request twice is one.
///
/// # Errors
/// `TooManyOpen`.
pub async fn wait(
    unit: &Unit,
    request: &RequestContext,
    set: &NewSet<'_>,
    state: SetState,
    plan: &Plan,
    covered: Covered<'_>,
) -> Result<Saved, Error> {
    let transaction = unit.transaction();
    let row = set.row(request, state, plan)?;
    let saved = |id: Uuid| if state == SetState::Waiting { Saved::Waiting { id } } else { Saved::Scheduled { id } };
    if let Some(same) = same_request(transaction, &row).await? {
        return Ok(saved(same));
    }
    is_room_for_another(transaction, &row).await?;
    let id = row.id;
    sets::Entity::insert(row.clone().into_active_model()).exec_without_returning(transaction).await?;
    let kind = if state == SetState::Waiting { Kind::ChangeAsk } else { Kind::ChangeSchedule };
    let mut values = plan.changes().to_vec();
    if !row.reason.is_empty() {
        values.push(said("reason", row.reason.as_str()));
    }
    if !row.asked_by_rules.is_empty() {
        values.push(said("rules", row.asked_by_rules.as_str()));
        // Whoever decides is named for good.
        values.push(said("reviewers", row.reviewers.as_str()));
    }
    values.extend(row.undoes.map(|seq| said("undoes", seq.to_string())));
    values.extend(row.land_at_us.map(|at_us| said("land_at", request.policy.time_zone.clock().stamp(at_us))));
    super::store::note(unit, request, Entitled::as_author(covered, &row), &row, kind, values)?;
    Ok(saved(id))
}

async fn is_room_for_another(transaction: &WriteTransaction, row: &sets::Model) -> Result<(), Error> {
    let open = sets::Entity::find()
        .filter(sets::Column::CustomerId.eq(row.customer_id))
        .filter(sets::Column::CreatedBy.eq(row.created_by))
        .filter(sets::Column::State.is_in([SetState::Waiting.name(), SetState::Scheduled.name()]));
    if open.count(transaction).await? < OPEN_REQUESTS { Ok(()) } else { Err(Error::TooManyOpen) }
}

/// An open request of the same person for the same: whoever submits twice has asked once.
async fn same_request(transaction: &WriteTransaction, row: &sets::Model) -> Result<Option<Uuid>, Error> {
    let same = sets::Entity::find()
        .filter(sets::Column::CustomerId.eq(row.customer_id))
        .filter(sets::Column::CreatedBy.eq(row.created_by))
        .filter(sets::Column::State.eq(row.state.as_str()));
    let is_same = |other: &sets::Model| {
        (&other.kind, &other.changes, other.land_at_us, other.undoes)
            == (&row.kind, &row.changes, row.land_at_us, row.undoes)
            // What is said anew why is asked anew.
            && (row.reason.is_empty() || other.reason == row.reason)
    };
    Ok(same.all(transaction).await?.into_iter().find(is_same).map(|other| other.id))
}
