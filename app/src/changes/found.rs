//! One change request with everything that whoever decides about it should know.

use super::asked::told_of;
use super::change_set::{ChangeRequest, SetState};
use super::entity::sets::{Entity, Model};
use super::held::{self, Held};
use super::ruling::{TOGETHER_US, recent_changes};
use super::store::shown;
use super::{ChangePolicy, Wish, consequences};
use crate::access::{Permit, SeeCustomers};
use crate::customers::{self, FieldChange};
use crate::error::Error;
use crate::history;
use crate::request::RequestContext;
use sea_orm::EntityTrait;
use uuid::Uuid;

/// One request.
///
/// # Errors
/// `NotFound`.
pub async fn find(_: &Permit<SeeCustomers>, request: &RequestContext, id: Uuid) -> Result<ChangeRequest, Error> {
    let database = request.database.reader();
    let row = Entity::find_by_id(id).one(database).await?.ok_or(Error::NotFound)?;
    let customer = customers::Entity::find_by_id(row.customer_id).one(database).await?.ok_or(Error::NotFound)?;
    let mut found = shown(request, vec![row.clone()]).await?.pop().ok_or(Error::NotFound)?;
    if found.state == SetState::Cancelled {
        found.replaced_by = replaced_by(request, &row).await?;
    }
    if found.state.is_open() {
        found.beside = beside(request, &found, row.created_by, &customer).await?;
        found.is_overdue = found.land_at_us.is_some_and(|at_us| at_us <= request.now_us);
        meet(request, &mut found, &Held::of(customer));
    }
    Ok(found)
}

/// Whoever decides sees what its author saw, and what others changed since.
fn meet(request: &RequestContext, found: &mut ChangeRequest, held: &Held) {
    let wishes: Vec<Wish> = found.fields.iter().cloned().map(|change| Wish { change, is_touched: true }).collect();
    let conflicts = held::meet(held, &wishes, &request.policy).conflicts;
    let now =
        |conflict: super::Conflict| FieldChange { field: conflict.field, old: conflict.base, new: conflict.theirs };
    found.conflicts = conflicts.into_iter().map(now).collect();
    let reviewed = held::reviewed(held, &found.fields, &request.policy);
    found.consequences = consequences(held.text(), &reviewed.text, request.policy.surroundings());
    found.findings = reviewed.findings;
}

/// The request that its author submitted in its place.
async fn replaced_by(request: &RequestContext, row: &Model) -> Result<Option<Uuid>, Error> {
    let told = told_of(request.database.reader(), row).await?;
    Ok(told.last().and_then(|ended| Uuid::try_parse(ended.said("replaced_by")).ok()))
}

/// What a request's author changed or asked for within the same day, beside it: as it was a day before, and as it is now or
/// is to be.
async fn beside(
    request: &RequestContext,
    found: &ChangeRequest,
    author_id: Uuid,
    customer: &customers::Model,
) -> Result<Vec<FieldChange>, Error> {
    if found.rules.is_empty() {
        return Ok(Vec::new());
    }
    let reader = request.database.reader();
    let mut recent = recent_changes(reader, author_id, found.customer_id, found.created_at_us).await?;
    // What the rules that asked do not take together with it says nothing about it.
    recent.retain(|change| found.rules.iter().any(|rule| ChangePolicy::is_of_rule(rule, &change.field)));
    recent.retain(|change| !found.fields.iter().any(|own| own.field == change.field));
    recent.sort_by(|one, other| one.field.cmp(&other.field));
    let was = history::as_of_time(reader, customer, found.created_at_us - TOGETHER_US).await?;
    let now = history::as_stored(customer);
    let mut beside: Vec<FieldChange> = Vec::new();
    for change in recent {
        let (old, stored) = (was.get(&change.field), now.get(&change.field));
        // Made already, or still asked for.
        let new = if stored == old { change.new } else { stored };
        beside.retain(|other| other.field != change.field);
        beside.push(FieldChange { field: change.field, old, new });
    }
    Ok(beside)
}
