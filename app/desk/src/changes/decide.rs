//! What people do about a request that waits: agree, refuse, move, take back.

use super::asked::ASKS_AGAIN;
use super::entitled::{Entitled, may_do_about};
use super::entity::sets::Model;
use super::landing::{Agreed, land, of_request};
use super::standing::give_up_adding;
use super::store::{lock_open, note, put};
use super::unit::Unit;
use crate::audit::said;
use crate::customers::Snapshot;
use crate::database::{WriteTransaction, once_more};
use crate::error::Error;
use crate::people::{self, Present};
use crate::request::RequestContext;
use model::access::{ApproveChange, Permit, SeeCustomers};
use model::account::Saved;
use model::audit::Kind;
use model::changes::{SetState, part};
use model::field_errors::FieldErrors;
use model::fields;
use sea_orm::Set;
use uuid::Uuid;

/// Agrees to somebody else's change. What has no date, or one that has passed, is made at once.
///
/// # Errors
/// `OwnChange`, `Forbidden` where the policy names others, `Ended`, `Conflict`, `NotFound`, `Invalid`.
pub async fn approve(
    _: &Permit<ApproveChange>,
    request: &RequestContext,
    id: Uuid,
    version: i64,
    said_why: &str,
) -> Result<Saved, Error> {
    let why = note_of(said_why)?;
    once_more(|| approve_whole(request, id, version, why.clone())).await
}

async fn approve_whole(request: &RequestContext, id: Uuid, version: i64, why: String) -> Result<Saved, Error> {
    let unit = Unit::begin(&request.database).await?;
    let transaction = unit.transaction();
    // Held first, as everybody does who goes on to change it.
    let (customer_id, _) = of_request(transaction, id).await?;
    Snapshot::lock(transaction, customer_id).await?;
    let (request, people) = &as_of_now(transaction, request, id).await?;
    let row = lock_open(transaction, id, Some(version)).await?;
    let decided_by = request.viewer()?.id;
    let entitled = Entitled::to_decide(people, decided_by, &row)?;
    is_another(transaction, request, row.created_by).await?;
    let values = if why.is_empty() { Vec::new() } else { vec![said(part::NOTE, why.as_str())] };
    let is_later = row.land_at_us.is_some_and(|at_us| at_us > request.now_us);
    put(transaction, entitled, &row, |next| {
        next.state = Set(SetState::Scheduled.name().to_owned());
        next.decided_by = Set(Some(decided_by));
        next.decided_at_us = Set(Some(request.now_us));
        next.note = Set(why);
    })
    .await?;
    let agreed = Agreed { by: decided_by, entitled, values };
    let saved = if is_later {
        agreed.note(&unit, request, &row)?;
        Saved::Scheduled { id }
    } else {
        land(&unit, request, id, Some(agreed)).await?
    };
    unit.commit(request).await?;
    Ok(saved)
}

/// Refuses somebody else's change, as it stands.
///
/// # Errors
/// As [`approve`], without `Conflict`.
pub async fn reject(
    _: &Permit<ApproveChange>,
    request: &RequestContext,
    id: Uuid,
    said_why: &str,
) -> Result<(), Error> {
    once_more(|| end(request, id, said_why, SetState::Rejected)).await
}

/// Takes a change back before it is made.
///
/// # Errors
/// `Forbidden`, `Ended`, `NotFound`, `Invalid`.
pub async fn cancel(_: &Permit<SeeCustomers>, request: &RequestContext, id: Uuid, said_why: &str) -> Result<(), Error> {
    once_more(|| end(request, id, said_why, SetState::Cancelled)).await
}

/// Ends a request that is not made: refused by a second person, or taken back.
async fn end(request: &RequestContext, id: Uuid, said_why: &str, state: SetState) -> Result<(), Error> {
    let is_refused = state == SetState::Rejected;
    let why = note_of(said_why)?;
    let unit = Unit::begin(&request.database).await?;
    let transaction = unit.transaction();
    // Held first, as everybody does: where it was to be added, it is not.
    let (customer_id, _) = of_request(transaction, id).await?;
    Snapshot::lock(transaction, customer_id).await?;
    let (request, people) = &as_of_now(transaction, request, id).await?;
    // Ending it is right whatever date it was given meanwhile: nobody can move it out of a reviewer's hands.
    let row = lock_open(transaction, id, None).await?;
    let by = request.viewer()?.id;
    let entitled =
        if is_refused { Entitled::to_decide(people, by, &row)? } else { Entitled::to_cancel(people, by, &row)? };
    if why.is_empty() && (is_refused || by != row.created_by) {
        // Its author must know what to do about it.
        return Err(FieldErrors::one(part::NOTE, fields::Problem::Missing).into());
    }
    let values = if why.is_empty() { Vec::new() } else { vec![said(part::NOTE, why.as_str())] };
    put(transaction, entitled, &row, |next| {
        next.state = Set(state.name().to_owned());
        next.ended_at_us = Set(Some(request.now_us));
        if is_refused {
            next.decided_by = Set(Some(by));
            next.decided_at_us = Set(Some(request.now_us));
        } else {
            next.ended_by = Set(Some(by));
        }
        // What who agreed said stays, where nothing is said now.
        if !why.is_empty() {
            next.note = Set(why);
        }
    })
    .await?;
    give_up_adding(transaction, &row).await?;
    let kind = if is_refused { Kind::ChangeReject } else { Kind::ChangeCancel };
    note(&unit, request, entitled, &row, kind, values)?;
    unit.commit(request).await
}

/// Gives a change another date, or none where it waits for somebody: then it is made as soon as they agree.
///
/// # Errors
/// `Forbidden`, `Ended`, `Conflict`, `NotFound`; `Invalid` where it waits for nothing but its date and is given none.
pub async fn postpone(
    _: &Permit<SeeCustomers>,
    request: &RequestContext,
    id: Uuid,
    version: i64,
    moment_us: Option<i64>,
) -> Result<(), Error> {
    once_more(|| postpone_whole(request, id, version, moment_us)).await
}

async fn postpone_whole(request: &RequestContext, id: Uuid, version: i64, at_us: Option<i64>) -> Result<(), Error> {
    let zone = &request.policy.time_zone;
    let unit = Unit::begin(&request.database).await?;
    let transaction = unit.transaction();
    let (request, people) = &as_of_now(transaction, request, id).await?;
    let row = lock_open(transaction, id, Some(version)).await?;
    let entitled = Entitled::to_cancel(people, request.viewer()?.id, &row)?;
    if row.land_at_us == at_us {
        return Ok(());
    }
    // What waits for nothing but its date has one.
    if at_us.is_none() && row.state == SetState::Scheduled.name() {
        return Err(FieldErrors::one(part::MOMENT, fields::Problem::Missing).into());
    }
    let stamp = |at_us: Option<i64>| at_us.map(|at_us| zone.clock().stamp(at_us)).unwrap_or_default();
    let was = stamp(row.land_at_us);
    // Who agreed, agreed to a date: another one is theirs to see, unless who moves it could have agreed themselves.
    let as_it_waited = Model { state: SetState::Waiting.name().to_owned(), ..row.clone() };
    let decides = may_do_about(request.viewer.as_ref(), &as_it_waited).decide
        && match is_another(transaction, request, row.created_by).await {
            Err(Error::OwnChange) => false,
            another => another.map(|()| true)?,
        };
    let asks_again = row.decided_by.is_some() && !decides;
    put(transaction, entitled, &row, |next| {
        next.land_at_us = Set(at_us);
        if asks_again {
            next.state = Set(SetState::Waiting.name().to_owned());
            next.decided_by = Set(None);
            next.decided_at_us = Set(None);
            next.note = Set(String::new());
        }
    })
    .await?;
    let mut value = said("land_at", stamp(at_us));
    value.old = was;
    let mut values = vec![value];
    if asks_again {
        values.push(said("state", ASKS_AGAIN));
    }
    note(&unit, request, entitled, &row, Kind::ChangeMove, values)?;
    unit.commit(request).await
}

/// The request as who asks is within the transaction: they may have lost their roles while it waited for its turn. The
/// author's row is held too, for whoever goes on to make the change.
async fn as_of_now<'t>(
    transaction: &'t WriteTransaction,
    request: &RequestContext,
    id: Uuid,
) -> Result<(RequestContext, Present<'t>), Error> {
    let (_, author_id) = of_request(transaction, id).await?;
    let who = request.viewer()?.id;
    let people = Present::hold(transaction, &[author_id, who]).await?;
    let viewer = people.find(who).cloned().ok_or(Error::SignedOut)?;
    Ok((RequestContext { viewer: Some(viewer), ..request.clone() }, people))
}

/// Whether who decides is a second person, and not the author by another name.
async fn is_another(transaction: &WriteTransaction, request: &RequestContext, author: Uuid) -> Result<(), Error> {
    let hands = people::hands_of(transaction, request.viewer()?.id, request.now_us).await?;
    if hands.contains(&author) { Err(Error::OwnChange) } else { Ok(()) }
}

fn note_of(typed: &str) -> Result<String, Error> {
    let note = fields::REASON.parse(typed).map_err(|problem| FieldErrors::one(part::NOTE, problem))?;
    Ok(note.unwrap_or_default())
}
