//! One change request with everything that whoever decides about it should know.

use super::asked::told_of;
use super::change_set::{ChangeRequest, SetState};
use super::entity::sets::{Entity, Model};
use super::held::{self, Held};
use super::ruling::{Recent, TOGETHER_US, recent_by};
use super::store::shown;
use super::{ChangePolicy, Wish, consequences};
use crate::access::{Permit, SeeCustomers};
use crate::customers::{self, FieldChange};
use crate::error::Error;
use crate::history;
use crate::people;
use crate::request::RequestContext;
use sea_orm::EntityTrait;
use std::collections::BTreeSet;
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

/// What a request's author, or whoever could be them, did within the same day beside it: what was made, as it was a day
/// before and is now, and everything that is still asked for.
async fn beside(
    request: &RequestContext,
    found: &ChangeRequest,
    author_id: Uuid,
    customer: &customers::Model,
) -> Result<Vec<FieldChange>, Error> {
    if found.rules.is_empty() {
        return Ok(Vec::new());
    }
    let (reader, since_us) = (request.database.reader(), found.created_at_us - TOGETHER_US);
    let hands = people::hands_of(reader, author_id, found.created_at_us).await?;
    let Recent { made, open } = recent_by(reader, &hands, found.customer_id, found.created_at_us).await?;
    // What the rules that asked do not take together with it says nothing about it.
    let is_of_rules =
        |change: &FieldChange| found.rules.iter().any(|rule| ChangePolicy::is_of_rule(rule, &change.field));
    let is_own = |change: &FieldChange| found.fields.iter().any(|own| own.field == change.field);
    let (was, now) = (history::as_of_time(reader, customer, since_us).await?, history::as_stored(customer));
    let names: BTreeSet<String> =
        made.into_iter().filter(|change| is_of_rules(change) && !is_own(change)).map(|change| change.field).collect();
    let made = names.into_iter().map(|field| {
        let is_erased = was.unknown.contains(&field);
        let old = if is_erased { "?".to_owned() } else { was.get(&field) };
        FieldChange { new: now.get(&field), old, field }
    });
    let open = open.into_iter().filter(|(id, change)| *id != found.id && is_of_rules(change));
    // What was made and taken back is as it was.
    Ok(made.filter(|change| change.old != change.new).chain(open.map(|(_, change)| change)).collect())
}
