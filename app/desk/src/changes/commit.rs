//! Writing a plan into a unit of work: the only writer of customers. What follows from a change is stored with it: the change set, the
//! row as its next version, the question to a registry, the entry of the log, and the mails.

use super::authority::Covered;
use super::entity::sets;
use super::plan::{Course, Plan, Proposal};
use super::standing::{cancel_open, take_over};
use super::submit::Submission;
use super::unit::{Change, Told, Unit};
use super::wait::wait;
use super::wishes::Wishes;
use crate::audit::{Source, said};
use crate::customers::rows::NextVersion;
use crate::database::WriteTransaction;
use crate::error::Error;
use crate::registry;
use crate::request::RequestContext;
use model::account::Saved;
use model::audit::Kind;
use model::changes::SetState;
use model::customers::{Field, FieldChange, Standing};
use std::marker::PhantomData;
use uuid::Uuid;

/// A change set about to be written.
#[derive(Clone, Copy, Debug)]
pub struct NewSet<'a> {
    pub(super) id: Uuid,
    pub(super) staff_id: Uuid,
    pub(super) submission: &'a Submission<'a>,
    pub(super) proposal: Proposal<'a>,
}

impl NewSet<'_> {
    /// The entry of the log that it makes.
    fn kind(&self) -> Kind {
        match self.proposal.wishes {
            Wishes::Text(_) | Wishes::Asked(_) => Kind::CustomerUpdate,
            Wishes::Add(_) => Kind::CustomerAdd,
            Wishes::Standing(Standing::Removed) => Kind::CustomerRemove,
            Wishes::Standing(_) => Kind::CustomerRestore,
            Wishes::Permission(..) => Kind::CustomerPermission,
            Wishes::Undo(_) => Kind::CustomerUndo,
        }
    }

    pub(super) fn row(&self, request: &RequestContext, state: SetState, plan: &Plan) -> Result<sets::Model, Error> {
        let ruling = plan.ruling();
        Ok(sets::Model {
            id: self.id,
            version: 1,
            customer_id: self.submission.customer_id,
            kind: self.kind().name().to_owned(),
            state: state.name().to_owned(),
            created_at_us: request.now_us,
            created_by: self.staff_id,
            base_version: plan.now().version(),
            changes: serde_json::to_string(plan.changes()).map_err(|_| Error::Unavailable)?,
            reason: self.proposal.reason.to_owned(),
            asked_by_rules: ruling.rules.join(",").chars().take(300).collect(),
            reviewers: ruling.reviewers.names(),
            land_at_us: self.proposal.moment_us,
            decided_by: None,
            decided_at_us: None,
            note: String::new(),
            ended_at_us: None,
            ended_by: None,
            replaced_by: None,
            is_seen: false,
            failure: String::new(),
            undoes: self.submission.undoes,
        })
    }
}

/// Writes a plan as its course says: at once, as a request that waits, or not at all.
///
/// # Errors
/// `Removed`, `Conflict`, `Invalid` where the plan can be made by nobody; `TooManyOpen`; a database that fails.
pub async fn commit(
    unit: &Unit,
    request: &RequestContext,
    set: &NewSet<'_>,
    plan: Plan,
    covered: Covered<'_>,
) -> Result<Saved, Error> {
    match plan.course() {
        Course::Closed => Err(Error::Removed),
        Course::Conflict => Err(Error::Conflict),
        Course::Blocked(errors) | Course::Never(errors) => Err(errors.clone().into()),
        Course::Unchanged => Ok(Saved::Unchanged),
        Course::SecondPerson => wait(unit, request, set, SetState::Waiting, &plan, covered).await,
        Course::OnDate => wait(unit, request, set, SetState::Scheduled, &plan, covered).await,
        Course::Now => now(unit, request, set, &plan, covered).await,
    }
}

async fn now(
    unit: &Unit,
    request: &RequestContext,
    set: &NewSet<'_>,
    plan: &Plan,
    covered: Covered<'_>,
) -> Result<Saved, Error> {
    let mut row = set.row(request, SetState::Direct, plan)?;
    row.ended_at_us = Some(request.now_us);
    let others = if plan.now().version() > set.submission.version {
        crate::history::fields_since(unit.transaction(), plan.now().id(), set.submission.version).await?
    } else {
        Vec::new()
    };
    let version = write(unit, request, plan, covered, &row, Vec::new()).await?;
    Ok(if others.is_empty() { Saved::As { version } } else { Saved::Merged { version, others } })
}

/// Puts a planned change into its unit: the row as its next version, what follows from it, and the entry of the log. Answers the
/// version.
///
/// # Errors
/// A database that fails.
pub(super) async fn write(
    unit: &Unit,
    request: &RequestContext,
    plan: &Plan,
    covered: Covered<'_>,
    set: &sets::Model,
    extra: Vec<FieldChange>,
) -> Result<i64, Error> {
    let (id, next) = (plan.now().id(), plan.now().version() + 1);
    let row = NextVersion::of((plan.now().text(), &plan.reviewed().text), plan.changes(), Some(set.created_by));
    let is_typed = |change: &FieldChange| Field::of_name(&change.field).is_none_or(Field::is_of_text);
    let texts = plan.changes().iter().any(is_typed).then_some((plan.now().text(), &plan.reviewed().text));
    if let Some(texts) = texts {
        registry::store::ask_about_change(unit.transaction(), request, id, set.created_by, texts).await?;
    }
    let mut values = plan.changes().to_vec();
    if !set.reason.is_empty() {
        values.push(said("reason", set.reason.as_str()));
    }
    values.extend(set.undoes.map(|seq| said("undoes", seq.to_string())));
    values.extend(extra);
    take_over(unit, request, plan.now());
    // Nobody had mails about a customer who was not there.
    let told = texts.filter(|_| plan.now().standing() == Standing::Active);
    unit.tell(Told {
        // Whoever agrees to a change lets it happen; its author makes it.
        source: Source { actor_id: set.created_by, ..request.source() },
        kind: Kind::of_name(&set.kind).ok_or(Error::Malformed)?,
        subject_id: id,
        version: next,
        values,
        change: Some(Change {
            next: row,
            set: (set.state == SetState::Direct.name()).then(|| set.clone()),
            texts: told.map(|(before, after)| (before.clone(), after.clone())),
        }),
    });
    if matches!(Standing::change_in(plan.changes()), Some((_, Standing::Removed))) {
        cancel_open(unit, request, Removal::of(covered, set)).await?;
    }
    Ok(next)
}

/// The proof that a customer is removed in this transaction: made only here, where the removal is written.
#[derive(Clone, Copy, Debug)]
pub struct Removal<'t> {
    customer_id: Uuid,
    request_id: Uuid,
    by: Uuid,
    within: PhantomData<&'t WriteTransaction>,
}

impl<'t> Removal<'t> {
    fn of(_: Covered<'t>, set: &sets::Model) -> Self {
        Self { customer_id: set.customer_id, request_id: set.id, by: set.created_by, within: PhantomData }
    }

    /// Who is removed.
    #[must_use]
    pub fn customer_id(&self) -> Uuid {
        self.customer_id
    }

    /// The request that removes it, or the change that was made at once.
    #[must_use]
    pub fn request_id(&self) -> Uuid {
        self.request_id
    }

    /// Who removes it.
    #[must_use]
    pub fn by(&self) -> Uuid {
        self.by
    }
}
