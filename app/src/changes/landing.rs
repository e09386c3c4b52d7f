//! Changes whose time has come: they go the normal way again, rechecked and merged, and are refused rather than forced.

use super::asked::is_as_asked;
use super::change_set::{Refusal, SetState};
use super::entity::{sets, turns};
use super::held::{Held, Ready, check, meet};
use super::merge::Wish;
use super::store::{note, put};
use super::write::apply;
use super::{Authority, Verdict};
use crate::account::Saved;
use crate::audit::{Kind, said};
use crate::customers::FieldChange;
use crate::error::Error;
use crate::people;
use crate::request::RequestContext;
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select, Set};
use uuid::Uuid;

const TURN: &str = "landing";

/// Makes the first change whose time has come. Answers whether there was one: then there may be another.
///
/// # Errors
/// A database that fails.
pub async fn land_next(request: &RequestContext) -> Result<bool, Error> {
    let mut unread = Vec::new();
    // Without a lock first: most looks find nothing.
    while let Some(id) = first_due(request.database.reader(), request.now_us, &unread).await? {
        match land_due(request, &unread).await {
            // A row that cannot even be read holds nobody else up. Any other fault passes, and the order of dates is kept.
            Err(Error::Internal { .. } | Error::Unavailable)
                if unread.len() < MOST_UNREAD
                    && sets::Entity::find_by_id(id).one(request.database.reader()).await.is_err() =>
            {
                tracing::error!(%id, "a change cannot be read and is left behind");
                unread.push(id);
            }
            done => return done,
        }
    }
    if unread.is_empty() { Ok(false) } else { Err(Error::Unavailable) }
}

/// So many changes that cannot be read are left behind at one look.
const MOST_UNREAD: usize = 10;

async fn land_due(request: &RequestContext, unread: &[Uuid]) -> Result<bool, Error> {
    let transaction = request.database.begin_write().await?;
    // One server at a time, or the second of two changes could come before the first.
    turns::Entity::find_by_id(TURN).lock_exclusive().one(&transaction).await?;
    let Some(id) = first_due(&transaction, request.now_us, unread).await? else { return Ok(false) };
    match land(&transaction, request, id).await {
        Ok(_) => transaction.commit().await?,
        // The database is what failed, for others too: it is tried again.
        Err(error @ (Error::Internal { .. } | Error::Unavailable)) => return Err(error),
        // Somebody took it back, or made it, while this waited for its turn.
        Err(Error::Ended) => {}
        Err(error) => {
            // Nobody else's change waits behind one that cannot be made.
            tracing::error!(%id, ?error, "a change could not be made and is refused");
            transaction.rollback().await?;
            let transaction = request.database.begin_write().await?;
            let (customer_id, _) = of_request(&transaction, id).await?;
            Held::lock(&transaction, customer_id).await?;
            let row = sets::Entity::find_by_id(id).lock_exclusive().one(&transaction).await?.ok_or(Error::NotFound)?;
            if row.state == SetState::Scheduled.name() {
                refuse(&transaction, request, &row, &Refusal::Unreadable).await?;
                transaction.commit().await?;
            }
        }
    }
    Ok(true)
}

async fn first_due(
    database: &impl sea_orm::ConnectionTrait,
    now_us: i64,
    unread: &[Uuid],
) -> Result<Option<Uuid>, Error> {
    Ok(due(now_us, unread).into_tuple().one(database).await?)
}

/// What is due, the first to come first.
pub(crate) fn due(now_us: i64, unread: &[Uuid]) -> Select<sets::Entity> {
    let due = sets::Entity::find()
        .filter(sets::Column::State.eq(SetState::Scheduled.name()))
        .filter(sets::Column::LandAtUs.lte(now_us))
        .filter(sets::Column::Id.is_not_in(unread.iter().copied()))
        .order_by_asc(sets::Column::LandAtUs)
        .order_by_asc(sets::Column::CreatedAtUs)
        .order_by_asc(sets::Column::Id);
    due.select_only().column(sets::Column::Id)
}

/// Makes one scheduled change within a transaction.
///
/// # Errors
/// A database that fails. What the rules, the policy of roles or other people's changes refuse is written down instead.
pub async fn land(transaction: &DatabaseTransaction, request: &RequestContext, id: Uuid) -> Result<Saved, Error> {
    // Everybody holds the customer first, then the request, then the log's head: nobody waits in a ring.
    let (customer_id, author_id) = of_request(transaction, id).await?;
    let held = Held::lock(transaction, customer_id).await?;
    people::store::hold(transaction, &[author_id]).await?;
    let row = sets::Entity::find_by_id(id).lock_exclusive().one(transaction).await?.ok_or(Error::NotFound)?;
    if row.state != SetState::Scheduled.name() {
        return Err(Error::Ended);
    }
    match prepare(transaction, request, &row, &held).await? {
        Err(refusal) => refuse(transaction, request, &row, &refusal).await,
        Ok(ready) if ready.changes.is_empty() => refuse(transaction, request, &row, &Refusal::Unchanged).await,
        Ok(ready) => {
            let mut extra = vec![said("change_set", row.id.to_string())];
            extra.extend(row.decided_by.map(|by| said("approved_by", by.to_string())));
            end(transaction, request, &row).await?;
            let version = apply(transaction, request, held, ready, &row, extra).await?;
            Ok(Saved::As { version })
        }
    }
}

/// Whose account a request is about, and whose request it is: neither ever changes.
///
/// # Errors
/// `NotFound`.
pub async fn of_request(transaction: &DatabaseTransaction, id: Uuid) -> Result<(Uuid, Uuid), Error> {
    let both =
        sets::Entity::find_by_id(id).select_only().column(sets::Column::CustomerId).column(sets::Column::CreatedBy);
    both.into_tuple().one(transaction).await?.ok_or(Error::NotFound)
}

async fn prepare(
    transaction: &DatabaseTransaction,
    request: &RequestContext,
    row: &sets::Model,
    held: &Held,
) -> Result<Result<Ready, Refusal>, Error> {
    let author = people::store::viewer_of(transaction, row.created_by).await?;
    let Ok(changes) = serde_json::from_str::<Vec<FieldChange>>(&row.changes) else {
        return Ok(Err(Refusal::Unreadable));
    };
    if !is_as_asked(transaction, request, row, &changes).await? {
        return Ok(Err(Refusal::NotAsked));
    }
    let authority = Authority::of_viewer(row.created_by, author.as_ref());
    if authority.covers(&changes).is_err() {
        return Ok(Err(Refusal::NotAllowed));
    }
    let wishes: Vec<Wish> = changes.into_iter().map(|change| Wish { change, is_touched: true }).collect();
    let merged = meet(held, &wishes, &request.policy);
    if !merged.conflicts.is_empty() {
        return Ok(Err(Refusal::Conflict(merged.conflicts.into_iter().map(|conflict| conflict.field).collect())));
    }
    match check(held, &merged.changes, &row.reason, &request.policy) {
        // The table may be another by now. What it wants a second person for has had one, or waits for one again.
        Ok(ready) => Ok(match request.policy.changes.ruling(&ready.changes, &[], 1) {
            ruling if ruling.verdict == Verdict::Never => Err(Refusal::Policy),
            ruling if ruling.verdict == Verdict::Review && row.decided_by.is_none() => Err(Refusal::Policy),
            _ => Ok(ready),
        }),
        Err(Error::Invalid(errors)) => Ok(Err(Refusal::Findings(errors.iter().cloned().collect()))),
        Err(error) => Err(error),
    }
}

async fn refuse(
    transaction: &DatabaseTransaction,
    request: &RequestContext,
    row: &sets::Model,
    refusal: &Refusal,
) -> Result<Saved, Error> {
    let why = serde_json::to_string(refusal).map_err(|_| Error::Unavailable)?;
    let row = sets::Entity::find_by_id(row.id).one(transaction).await?.ok_or(Error::NotFound)?;
    put(transaction, &row, |next| {
        next.state = Set(SetState::Refused.name().to_owned());
        next.ended_at_us = Set(Some(request.now_us));
        next.failure = Set(why.clone());
    })
    .await?;
    note(transaction, request, &row, Kind::ChangeRefuse, vec![said("refusal", why)]).await?;
    Ok(Saved::Refused { id: row.id })
}

async fn end(transaction: &DatabaseTransaction, request: &RequestContext, row: &sets::Model) -> Result<(), Error> {
    put(transaction, row, |next| {
        next.state = Set(SetState::Applied.name().to_owned());
        next.ended_at_us = Set(Some(request.now_us));
    })
    .await
}
