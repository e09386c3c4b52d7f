//! One change request with everything that whoever decides about it should know.

use super::asked::told_of;
use super::entity::sets::{Column, Entity, Model};
use super::plan::{Author, Difference, Proposal, World, plan};
use super::ruling::{Recent, recent_by};
use super::standing::alike_of;
use super::store::shown;
use super::wishes::Wishes;
use crate::customers;
use crate::customers::Snapshot;
use crate::database::best_effort;
use crate::error::Error;
use crate::for_people::{ForPeople, written_phones};
use crate::history;
use crate::people;
use crate::request::RequestContext;
use model::access::{Permit, Roles, SeeCustomers};
use model::audit::Kind;
use model::changes::ChangePolicy;
use model::changes::{ChangeRequest, Refusal, RequestStep, RequestSummary, SetState, part};
use model::customers::{Alike, CustomerText, FieldChange};
use model::limits::TOGETHER_US;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use std::collections::BTreeSet;
use uuid::Uuid;

/// One request.
///
/// # Errors
/// `NotFound`.
pub async fn find(_: &Permit<SeeCustomers>, request: &RequestContext, id: Uuid) -> Result<ChangeRequest, Error> {
    let database = request.database.reader();
    let row = Entity::find_by_id(id).one(database).await?.ok_or(Error::NotFound)?;
    let customer = customers::rows::find(database, row.customer_id).await?;
    let summary = shown(request, vec![row.clone()]).await?.pop().ok_or(Error::NotFound)?;
    let mut found = whole(summary, &row);
    found.steps = steps(request, &row).await?;
    found.replaced_by = replaced_by(request, &row).await?;
    let now = Snapshot::of(&customer);
    let halves = beside(request, &found, row.created_by, &now).await?;
    if found.summary.state.is_some_and(SetState::is_open) {
        found.is_overdue = found.summary.land_at_us.is_some_and(|at_us| at_us <= request.now_us);
        let fields = found.summary.fields.clone();
        let difference = Difference::of(now.clone(), Wishes::Asked(&fields), &now, &request.policy);
        let alike = alike_of(database, row.customer_id, &difference).await?;
        look(request, &mut found, now, (halves.as_ref(), &alike));
    } else if !row.is_seen && found.summary.may.is_author {
        best_effort(&request.database, "that a request was seen", see(request, &row)).await;
    }
    found.beside = written_phones(halves.map(|halves| halves.fields).unwrap_or_default());
    found.conflicts = written_phones(found.conflicts);
    found.summary = found.summary.for_people();
    Ok(found)
}

/// A request without what is worked out about it.
fn whole(summary: RequestSummary, row: &Model) -> ChangeRequest {
    ChangeRequest {
        summary,
        version: row.version,
        rules: row.asked_by_rules.split(',').filter(|rule| !rule.is_empty()).map(str::to_owned).collect(),
        reviewers: Roles::of_names(&row.reviewers),
        is_agreed: row.state == SetState::Scheduled.name() && row.decided_by.is_some(),
        ended_at_us: row.ended_at_us,
        refusal: serde_json::from_str::<Refusal>(&row.failure).ok(),
        conflicts: Vec::new(),
        beside: Vec::new(),
        replaced_by: None,
        steps: Vec::new(),
        is_overdue: false,
        findings: Vec::new(),
        consequences: Vec::new(),
    }
}

/// What was done to a request, as the log says.
async fn steps(request: &RequestContext, row: &Model) -> Result<Vec<RequestStep>, Error> {
    let told = told_of(request.database.reader(), row).await?;
    let names = people::names(&request.database, told.iter().map(|entry| entry.row.actor_id)).await?;
    let step = |entry: &history::Entry| RequestStep {
        kind: Kind::of_name(&entry.row.kind),
        at_us: entry.row.at_us,
        by: names.get(&entry.row.actor_id).cloned().unwrap_or_default(),
        note: entry.said(part::NOTE).to_owned(),
    };
    Ok(told.iter().map(step).collect())
}

/// Its author has seen what became of it: the first page tells it no more.
async fn see(request: &RequestContext, row: &Model) -> Result<(), Error> {
    let seen = Entity::update_many().col_expr(Column::IsSeen, Expr::value(true)).filter(Column::Id.eq(row.id));
    seen.exec(request.database.writer()).await?;
    Ok(())
}

/// Whoever decides sees what its author saw, beside the other half, and what others changed since.
fn look(
    request: &RequestContext,
    found: &mut ChangeRequest,
    now: Snapshot,
    (halves, alike): (Option<&Halves>, &[Alike]),
) {
    let policy = &request.policy;
    let asked = |now: Snapshot, changes: &[FieldChange]| {
        let proposal = Proposal { wishes: Wishes::Asked(changes), reason: "", moment_us: None };
        plan(now.clone(), &proposal, &World { policy, base: &now, author: &Author::default(), alike })
    };
    let own = asked(now.clone(), &found.summary.fields);
    let of = |conflict: &model::changes::Conflict| FieldChange {
        field: conflict.field.clone(),
        old: conflict.base.clone(),
        new: conflict.theirs.clone(),
    };
    found.conflicts = own.conflicts().iter().map(of).collect();
    let before = halves.map_or_else(|| now.text().clone(), |halves| halves.was.clone());
    let whole = asked(now.with_text(before.clone()), &before.changes_to(&own.reviewed().text));
    found.consequences = whole.consequences(policy);
    found.findings.clone_from(&whole.reviewed().findings);
}

/// The request that its author submitted in its place, if that is one.
async fn replaced_by(request: &RequestContext, row: &Model) -> Result<Option<Uuid>, Error> {
    let Some(id) = row.replaced_by else { return Ok(None) };
    let other = Entity::find_by_id(id).one(request.database.reader()).await?;
    Ok(other.filter(|other| other.state != SetState::Direct.name()).map(|other| other.id))
}

/// What stands beside a request, and what the account was before it.
struct Halves {
    fields: Vec<FieldChange>,
    was: CustomerText,
}

/// What a request's author, or whoever could be them, did within the same day beside it: what was made, as it was a day
/// before and is now, and everything that is still asked for.
async fn beside(
    request: &RequestContext,
    found: &ChangeRequest,
    author_id: Uuid,
    stored: &Snapshot,
) -> Result<Option<Halves>, Error> {
    if found.rules.is_empty() {
        return Ok(None);
    }
    let (reader, since_us) = (request.database.reader(), found.summary.created_at_us - TOGETHER_US);
    let hands = people::hands_of(reader, author_id, found.summary.created_at_us).await?;
    let Recent { made, open } =
        recent_by(reader, &hands, found.summary.customer_id, found.summary.created_at_us).await?;
    // What the rules that asked do not take together with it says nothing about it.
    let is_of_rules =
        |change: &FieldChange| found.rules.iter().any(|rule| ChangePolicy::is_of_rule(rule, &change.field));
    let is_own = |change: &FieldChange| found.summary.fields.iter().any(|own| own.field == change.field);
    let was = history::as_of_time(reader, stored, since_us).await?;
    let now = if found.summary.state.is_some_and(SetState::is_open) {
        stored.clone()
    } else {
        history::as_of_time(reader, stored, found.summary.created_at_us).await?
    };
    let names: BTreeSet<String> =
        made.into_iter().filter(|change| is_of_rules(change) && !is_own(change)).map(|change| change.field).collect();
    let made = names.into_iter().map(|field| {
        let is_erased = was.unknown().contains(&field);
        let old = if is_erased { "?".to_owned() } else { was.named(&field).to_owned() };
        FieldChange { new: now.named(&field).to_owned(), old, field }
    });
    let open = open.into_iter().filter(|(id, change)| *id != found.summary.id && is_of_rules(change));
    // What was made and taken back is as it was.
    let fields: Vec<FieldChange> =
        made.filter(|change| change.old != change.new).chain(open.map(|(_, change)| change)).collect();
    Ok((!fields.is_empty()).then_some(Halves { fields, was: was.text().clone() }))
}
