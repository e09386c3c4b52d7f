//! Changes that are not made at once: put down as requests.

use super::authority::Covered;
use super::entitled::Entitled;
use super::entity::sets;
use super::policy::Ruling;
use super::write::{Submission, Wants};
use super::{Authority, SetState};
use crate::account::Saved;
use crate::audit::{Kind, said};
use crate::customers::FieldChange;
use crate::database::WriteTransaction;
use crate::error::Error;
use crate::request::RequestContext;
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter};
use uuid::Uuid;

/// A change set about to be written.
#[derive(Debug)]
pub struct NewSet<'a> {
    pub(super) id: Uuid,
    pub(super) authority: &'a Authority,
    pub(super) submission: Submission<'a>,
    pub(super) reason: &'a str,
    pub(super) ruling: &'a Ruling,
    pub(super) base_version: i64,
}

impl NewSet<'_> {
    pub(super) fn row(
        &self,
        request: &RequestContext,
        state: SetState,
        changes: &[FieldChange],
    ) -> Result<sets::Model, Error> {
        Ok(sets::Model {
            id: self.id,
            version: 1,
            customer_id: self.submission.customer_id,
            kind: self.submission.wants.kind().name().to_owned(),
            state: state.name().to_owned(),
            created_at_us: request.now_us,
            created_by: self.authority.staff_id(),
            base_version: self.base_version,
            changes: serde_json::to_string(changes).map_err(|_| Error::Unavailable)?,
            reason: self.reason.to_owned(),
            asked_by_rules: self.ruling.rules.join(",").chars().take(300).collect(),
            reviewers: self.ruling.reviewers.names(),
            land_at_us: self.submission.land_at_us,
            decided_by: None,
            decided_at_us: None,
            note: String::new(),
            ended_at_us: None,
            ended_by: None,
            replaced_by: None,
            is_seen: false,
            failure: String::new(),
            undoes: match self.submission.wants {
                Wants::Undo(_, seq) => Some(seq),
                _ => None,
            },
        })
    }
}

/// Puts a request down that waits, for somebody or for its date; the same request twice is one.
///
/// # Errors
/// `TooManyOpen`.
pub async fn wait(
    transaction: &WriteTransaction,
    request: &RequestContext,
    set: &NewSet<'_>,
    state: SetState,
    changes: &[FieldChange],
    covered: Covered<'_>,
) -> Result<Saved, Error> {
    let row = set.row(request, state, changes)?;
    let saved = |id: Uuid| if state == SetState::Waiting { Saved::Waiting { id } } else { Saved::Scheduled { id } };
    if let Some(same) = same_request(transaction, &row).await? {
        return Ok(saved(same));
    }
    is_room_for_another(transaction, &row).await?;
    let id = row.id;
    sets::Entity::insert(row.clone().into_active_model()).exec_without_returning(transaction).await?;
    let kind = if state == SetState::Waiting { Kind::ChangeAsk } else { Kind::ChangeSchedule };
    let mut values = changes.to_vec();
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
    super::store::note(transaction, request, Entitled::as_author(covered, &row), &row, kind, values).await?;
    Ok(saved(id))
}

/// Requests of one person that wait at one customer: each stands on its account's page.
const MOST_OPEN: u64 = 20;

async fn is_room_for_another(transaction: &WriteTransaction, row: &sets::Model) -> Result<(), Error> {
    let open = sets::Entity::find()
        .filter(sets::Column::CustomerId.eq(row.customer_id))
        .filter(sets::Column::CreatedBy.eq(row.created_by))
        .filter(sets::Column::State.is_in([SetState::Waiting.name(), SetState::Scheduled.name()]));
    if open.count(transaction).await? < MOST_OPEN { Ok(()) } else { Err(Error::TooManyOpen) }
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
