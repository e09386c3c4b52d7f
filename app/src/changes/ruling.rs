//! What the policy says about a change, beside what the same hands changed a moment ago.

use super::SetState;
use super::entity::sets;
use super::policy::Ruling;
use crate::customers::{Field, FieldChange};
use crate::error::Error;
use crate::people;
use crate::request::RequestContext;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

/// So long what somebody changed of a customer counts as one with what they change now, where the policy looks for fields
/// that change together.
pub(super) const TOGETHER_US: i64 = 24 * 3_600 * 1_000_000;

/// What the policy says about a change that who asks would make now.
///
/// # Errors
/// `SignedOut`, a database that fails.
pub async fn ruling_now(
    database: &impl ConnectionTrait,
    request: &RequestContext,
    customer_id: Uuid,
    changes: &[FieldChange],
) -> Result<Ruling, Error> {
    ruling_of(database, request, request.viewer()?.id, customer_id, changes).await
}

pub(super) async fn ruling_of(
    database: &impl ConnectionTrait,
    request: &RequestContext,
    staff_id: Uuid,
    customer_id: Uuid,
    changes: &[FieldChange],
) -> Result<Ruling, Error> {
    let policy = &request.policy.changes;
    let (halves, many) = (policy.is_met_in_part(changes), !changes.is_empty() && policy.counts_customers());
    if !halves && !many {
        return Ok(policy.ruling(changes, &[], 1));
    }
    let since_us = request.now_us - AT_ONCE_US;
    let more = [since_us.into(), customer_id.into()];
    let (hands, own) = people::hands_and_count(database, staff_id, request.now_us, OWN_OTHERS, &more).await?;
    let recent =
        if halves { recent_by(database, &hands, customer_id, request.now_us).await?.all() } else { Vec::new() };
    let others = match hands.as_slice() {
        // Nearly everybody is nobody else.
        [_] => u64::try_from(own).unwrap_or_default(),
        hands => others_changed(database, hands, customer_id, since_us).await?,
    };
    Ok(policy.ruling(changes, &recent, 1 + others))
}

/// Customers that one person changes within ten minutes are changed at once: nobody reads so many accounts in that time,
/// and a program that has their session does not read.
const AT_ONCE_US: i64 = 10 * 60 * 1_000_000;

/// How many other customers one person changed since: `$3` is the person, `$4` since when, `$5` the customer at hand.
const OWN_OTHERS: &str = "SELECT COUNT(DISTINCT customer_id) FROM change_sets
    WHERE created_by = $3 AND created_at_us > $4 AND customer_id <> $5";

/// How many other customers some hands changed, or asked to change, a moment ago. What they submit within the same
/// milliseconds is not seen yet: on `PostgreSQL` as many more as there are connections.
async fn others_changed(
    database: &impl ConnectionTrait,
    hands: &[Uuid],
    customer_id: Uuid,
    since_us: i64,
) -> Result<u64, Error> {
    let others = sets::Entity::find()
        .filter(sets::Column::CreatedBy.is_in(hands.iter().copied()))
        .filter(sets::Column::CreatedAtUs.gt(since_us))
        .filter(sets::Column::CustomerId.ne(customer_id))
        .select_only()
        .column(sets::Column::CustomerId)
        .distinct();
    Ok(others.count(database).await?)
}

/// What some hands did at a customer a moment ago.
#[derive(Clone, Debug, Default)]
pub struct Recent {
    /// What they changed.
    pub made: Vec<FieldChange>,
    /// What they asked for and waits, for somebody or for its date, with the request that it is of.
    pub open: Vec<(Uuid, FieldChange)>,
}

impl Recent {
    fn all(self) -> Vec<FieldChange> {
        self.made.into_iter().chain(self.open.into_iter().map(|(_, change)| change)).collect()
    }
}

/// What somebody, or whoever could be them by another name (`people::hands_of`), changed of a customer a moment ago, or has
/// asked for and waits.
///
/// # Errors
/// A database that fails.
pub async fn recent_by(
    database: &impl ConnectionTrait,
    hands: &[Uuid],
    customer_id: Uuid,
    now_us: i64,
) -> Result<Recent, Error> {
    let made = crate::history::fields_by(database, hands, customer_id, now_us - TOGETHER_US).await?;
    let open = [SetState::Scheduled.name(), SetState::Waiting.name()];
    let waiting = sets::Entity::find()
        .filter(sets::Column::CustomerId.eq(customer_id))
        .filter(sets::Column::CreatedBy.is_in(hands.iter().copied()))
        .filter(sets::Column::State.is_in(open))
        .order_by_asc(sets::Column::CreatedAtUs);
    let changes = |row: &sets::Model| serde_json::from_str::<Vec<FieldChange>>(&row.changes).unwrap_or_default();
    let of = |row: sets::Model| changes(&row).into_iter().map(move |change| (row.id, change));
    Ok(Recent { made, open: waiting.all(database).await?.into_iter().flat_map(of).collect() })
}

/// Changes of one customer's billing e-mail by one person within an hour: nobody corrects it more often, and each tells two
/// people. Others, and taking back, are never held up by it.
const MOST_CONTACTS: u64 = 10;
const HOUR_S: u32 = 3_600;

/// Holds up who changes a contact to and fro.
///
/// # Errors
/// `RateLimited`.
pub(super) async fn refuse_a_flood(
    database: &impl ConnectionTrait,
    request: &RequestContext,
    staff_id: Uuid,
    customer_id: Uuid,
    changes: &[FieldChange],
) -> Result<(), Error> {
    if !changes.iter().any(|change| change.field == Field::BillingEmail.name()) {
        return Ok(());
    }
    let since_us = request.now_us - i64::from(HOUR_S) * 1_000_000;
    let sets = sets::Entity::find()
        .filter(sets::Column::CustomerId.eq(customer_id))
        .filter(sets::Column::CreatedAtUs.gt(since_us))
        .filter(sets::Column::CreatedBy.eq(staff_id))
        .filter(sets::Column::Changes.contains(format!("\"{}\"", Field::BillingEmail.name())));
    if sets.count(database).await? < MOST_CONTACTS {
        return Ok(());
    }
    Err(Error::RateLimited { retry_s: u64::from(HOUR_S) })
}
