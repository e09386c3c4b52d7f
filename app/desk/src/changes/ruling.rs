//! What the policy asks about the author of a change: what the same hands changed a moment ago.

use super::entity::sets;
use super::plan::Author;
use crate::database::WriteTransaction;
use crate::error::Error;
use crate::people::{self, Present};
use crate::request::RequestContext;
use model::changes::SetState;
use model::customers::{Field, FieldChange};
use model::limits::{EMAIL_CHANGES, EMAIL_CHANGES_S, MANY_CUSTOMERS_US, TOGETHER_US};
use sea_orm::sea_query::{Expr, Func, SelectStatement};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
};
use uuid::Uuid;

/// What the policy asks about the author of a change, beside the change.
#[derive(Debug)]
pub(super) struct Beside {
    /// The author, and whoever could be them (`people::hands_of`).
    hands: Vec<Uuid>,
    /// How many other customers these hands changed, or asked to change, a moment ago.
    others: u64,
}

/// What the policy asks about the author of a change that who asks would make now.
///
/// # Errors
/// `SignedOut`, a database that fails.
pub async fn author_now(
    database: &impl ConnectionTrait,
    request: &RequestContext,
    customer_id: Uuid,
    changes: &[FieldChange],
) -> Result<Author, Error> {
    let beside = look_beside(database, request, (request.viewer()?.id, customer_id), changes).await?;
    author_of(database, request, customer_id, changes, beside).await
}

/// What the policy asks about an author beside a change, where they are held already or nobody is.
///
/// # Errors
/// A database that fails.
pub(super) async fn look_beside(
    database: &impl ConnectionTrait,
    request: &RequestContext,
    (author, customer_id): (Uuid, Uuid),
    changes: &[FieldChange],
) -> Result<Option<Beside>, Error> {
    if !asks_beside(request, changes) {
        return Ok(None);
    }
    Ok(Some(ask_beside(database, request, author, customer_id).await?))
}

/// Holds the author of a change until the transaction ends, and answers who they are now, with what the policy asks about
/// them: in one question, as every submit waits for it.
///
/// # Errors
/// A database that fails.
pub(super) async fn hold_author<'t>(
    transaction: &'t WriteTransaction,
    request: &RequestContext,
    (author, customer_id): (Uuid, Uuid),
    changes: &[FieldChange],
) -> Result<(Present<'t>, Option<Beside>), Error> {
    if !asks_beside(request, changes) {
        return Ok((Present::hold(transaction, &[author]).await?, None));
    }
    let others = others_of(&[author], customer_id, request.now_us);
    let held = people::hold_with_hands(transaction, author, request.now_us, others).await?;
    let beside = if held.is_alone {
        Beside { hands: vec![author], others: u64::try_from(held.count).unwrap_or_default() }
    } else {
        ask_beside(transaction, request, author, customer_id).await?
    };
    Ok((held.present, Some(beside)))
}

/// What the policy asks about the author of a change, who was held, or looked up, before.
///
/// # Errors
/// A database that fails.
pub(super) async fn author_of(
    database: &impl ConnectionTrait,
    request: &RequestContext,
    customer_id: Uuid,
    changes: &[FieldChange],
    beside: Option<Beside>,
) -> Result<Author, Error> {
    let policy = &request.policy.changes;
    let Some(Beside { hands, others }) = beside else {
        // Whoever did not ask is not taken for somebody whom nothing was asked about.
        return if asks_beside(request, changes) { Err(Error::Unavailable) } else { Ok(Author::default()) };
    };
    let recent = if policy.is_met_in_part(changes) {
        recent_by(database, &hands, customer_id, request.now_us).await?.all()
    } else {
        Vec::new()
    };
    Ok(Author { recent, others })
}

/// Whether a rule of the policy asks more than the change itself.
fn asks_beside(request: &RequestContext, changes: &[FieldChange]) -> bool {
    let policy = &request.policy.changes;
    !changes.is_empty() && (policy.is_met_in_part(changes) || policy.counts_customers())
}

/// Asks for it, where the author is not alone or nobody is held.
async fn ask_beside(
    database: &impl ConnectionTrait,
    request: &RequestContext,
    author: Uuid,
    customer_id: Uuid,
) -> Result<Beside, Error> {
    let hands = people::hands_of(database, author, request.now_us).await?;
    let counted = database.query_one(&others_of(&hands, customer_id, request.now_us)).await?;
    let others = counted.map(|row| row.try_get_by_index::<i64>(0)).transpose()?.unwrap_or_default();
    Ok(Beside { hands, others: u64::try_from(others).unwrap_or_default() })
}

/// Counts how many other customers some hands changed, or asked to change, a moment ago. What they submit within the same
/// milliseconds is not seen yet: on `PostgreSQL` as many more as there are connections.
fn others_of(hands: &[Uuid], customer_id: Uuid, now_us: i64) -> SelectStatement {
    let sets = sets::Entity::find()
        .filter(sets::Column::CreatedBy.is_in(hands.iter().copied()))
        .filter(sets::Column::CreatedAtUs.gt(now_us - MANY_CUSTOMERS_US))
        .filter(sets::Column::CustomerId.ne(customer_id));
    sets.select_only().expr(Func::count_distinct(Expr::col(sets::Column::CustomerId))).into_query()
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
    let waits = [SetState::Scheduled.name(), SetState::Waiting.name()];
    let waiting = sets::Entity::find()
        .filter(sets::Column::CustomerId.eq(customer_id))
        .filter(sets::Column::CreatedBy.is_in(hands.iter().copied()))
        .filter(sets::Column::State.is_in(waits))
        .order_by_asc(sets::Column::CreatedAtUs);
    let mut open = Vec::new();
    for row in waiting.all(database).await? {
        // What waits and cannot be read may be the other half: it is not taken for nothing.
        let changes = serde_json::from_str::<Vec<FieldChange>>(&row.changes).map_err(|error| {
            tracing::error!(id = %row.id, %error, "a request that waits cannot be read: reject or cancel it");
            Error::Unavailable
        })?;
        open.extend(changes.into_iter().map(|change| (row.id, change)));
    }
    Ok(Recent { made, open })
}

/// Holds up who changes a contact to and fro.
///
/// # Errors
/// `RateLimited`.
pub(super) async fn refuse_a_flood(
    database: &impl ConnectionTrait,
    request: &RequestContext,
    (staff_id, customer_id): (Uuid, Uuid),
    changes: &[FieldChange],
) -> Result<(), Error> {
    if !changes.iter().any(|change| change.field == Field::BillingEmail.name()) {
        return Ok(());
    }
    let since_us = request.now_us - i64::from(EMAIL_CHANGES_S) * 1_000_000;
    let sets = sets::Entity::find()
        .filter(sets::Column::CustomerId.eq(customer_id))
        .filter(sets::Column::CreatedAtUs.gt(since_us))
        .filter(sets::Column::CreatedBy.eq(staff_id))
        .filter(sets::Column::Changes.contains(format!("\"{}\"", Field::BillingEmail.name())));
    if sets.count(database).await? < EMAIL_CHANGES {
        return Ok(());
    }
    Err(Error::RateLimited { retry_s: u64::from(EMAIL_CHANGES_S) })
}
