//! Submitting a change: planned on what is stored at that moment, with the customer and its author held, and committed in the same
//! transaction. Forms, permissions and undoing all end here.

use super::Authority;
use super::authority::Covered;
use super::commit::{NewSet, commit};
use super::entitled::Entitled;
use super::entity::{drafts, sets};
use super::plan::{Difference, Proposal};
use super::ruling::{author_of, hold_author, look_beside, refuse_a_flood};
use super::standing::alike_of;
use super::unit::Unit;
use super::wishes::{Wishes, is_closed};
use crate::audit::said;
use crate::customers::{Snapshot, rows};
use crate::database::{WriteTransaction, once_more};
use crate::error::Error;
use crate::people::Present;
use crate::request::RequestContext;
use model::account::Saved;
use model::audit::Kind;
use model::changes::SetState;
use model::changes::UndoField;
use model::customers::Standing;
use model::field_errors::FieldErrors;
use model::fields;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

/// What somebody submits.
#[derive(Clone, Copy, Debug)]
pub struct Submission<'a> {
    /// Whose account.
    pub customer_id: Uuid,
    /// The version they began from.
    pub version: i64,
    /// What they propose.
    pub proposal: Proposal<'a>,
    /// The entry that it undoes.
    pub undoes: Option<i64>,
    /// An open request of their own that this one takes the place of.
    pub replaces: Option<Uuid>,
    /// The draft that it was; nil where it was none.
    pub draft: Uuid,
}

/// What came of a submission.
#[derive(Clone, Debug)]
pub struct Submitted {
    /// Whether something was stored, or waits.
    pub saved: Saved,
    /// What became of each attribute of a change that was undone.
    pub undoing: Vec<UndoField>,
}

/// Submits a change.
///
/// # Errors
/// `Conflict` where others changed the same fields meanwhile, or a version that never was; `Removed` where the customer takes
/// nothing of the kind; `Invalid`, `NotFound`, `Forbidden`.
pub async fn submit(
    authority: &Authority,
    request: &RequestContext,
    submission: Submission<'_>,
) -> Result<Submitted, Error> {
    submit_all(authority, request, &[submission]).await?.pop().ok_or(Error::Unavailable)
}

/// Submits changes of several customers as one unit, one of each: all of them are stored, or none. They are taken in the order of
/// their customers, so that two who do the same hold nobody up for good; the answers stand in that order.
///
/// # Errors
/// As [`submit`], of the first that cannot be stored; `NotFound` also for a second change of one customer.
pub async fn submit_all(
    authority: &Authority,
    request: &RequestContext,
    submissions: &[Submission<'_>],
) -> Result<Vec<Submitted>, Error> {
    let mut submissions = submissions.to_vec();
    submissions.sort_by_key(|submission| submission.customer_id);
    once_more(|| submit_whole(authority, request, &submissions)).await
}

async fn submit_whole(
    authority: &Authority,
    request: &RequestContext,
    submissions: &[Submission<'_>],
) -> Result<Vec<Submitted>, Error> {
    let unit = Unit::begin(&request.database).await?;
    // Everybody holds customers, then people, requests and drafts, and the log's head last: nobody waits in a ring.
    let mut there = Vec::new();
    for submission in submissions.iter().filter(|submission| is_add(submission)) {
        if !rows::put_asked(unit.transaction(), submission.customer_id, request.now_us).await? {
            there.push(submission.customer_id);
        }
    }
    let ids: Vec<Uuid> = submissions.iter().map(|submission| submission.customer_id).collect();
    let mut customers = Snapshot::lock_all(unit.transaction(), &ids).await?;
    let author =
        if ids.len() > 1 { Some(Present::hold(unit.transaction(), &[authority.staff_id()]).await?) } else { None };
    let mut submitted = Vec::with_capacity(submissions.len());
    for submission in submissions {
        let now = customers.remove(&submission.customer_id).ok_or(Error::NotFound)?;
        if there.contains(&submission.customer_id) {
            // The same form a second time; where the first was rejected or cancelled, it is over.
            if now.standing() == Standing::Dropped {
                return Err(Error::Ended);
            }
            submitted.push(Submitted { saved: Saved::Unchanged, undoing: Vec::new() });
            continue;
        }
        submitted.push(put(&unit, (authority, author.as_ref()), request, now, submission).await?);
    }
    unit.commit(request).await?;
    Ok(submitted)
}

/// Plans a submission on what is stored now, and puts it into a unit.
async fn put<'t>(
    unit: &'t Unit,
    (authority, held): (&Authority, Option<&Present<'t>>),
    request: &RequestContext,
    now: Snapshot,
    submission: &Submission<'_>,
) -> Result<Submitted, Error> {
    let reason = fields::REASON.parse(submission.proposal.reason);
    let reason = reason.map_err(|problem| FieldErrors::one("reason", problem));
    let transaction = unit.transaction();
    if is_closed(now.standing(), submission.proposal.wishes) {
        return Err(Error::Removed);
    }
    let base = base_of(transaction, &now, submission).await?;
    let difference = Difference::of(now, submission.proposal.wishes, &base, &request.policy);
    let alike = alike_of(transaction, submission.customer_id, &difference).await?;
    let difference = difference.beside(&alike);
    if !difference.conflicts().is_empty() {
        return Err(Error::Conflict);
    }
    let reason = reason?.unwrap_or_default();
    let proposal = Proposal { reason: &reason, ..submission.proposal };
    difference.accept(&reason)?;
    let place = (authority.staff_id(), submission.customer_id);
    let (covered, beside) = if let Some(held) = held {
        let covered = authority.still(held)?.covers(difference.changes())?;
        (covered, look_beside(transaction, request, place, difference.changes()).await?)
    } else {
        let (people, beside) = hold_author(transaction, request, place, difference.changes()).await?;
        (authority.still(&people)?.covers(difference.changes())?, beside)
    };
    let replaced = end_before(transaction, request, (authority, covered), submission).await?;
    if matches!(proposal.wishes, Wishes::Text(_)) && !difference.changes().is_empty() {
        refuse_a_flood(transaction, request, place, difference.changes()).await?;
    }
    let author = author_of(transaction, request, submission.customer_id, difference.changes(), beside).await?;
    let plan = difference.ruled(&reason, proposal.moment_us, &request.policy, &author);
    let undoing = plan.undoing().to_vec();
    let set = NewSet { id: Uuid::now_v7(), staff_id: authority.staff_id(), submission, proposal };
    let saved = commit(unit, request, &set, plan, covered).await?;
    let asked = saved.request_id();
    let made = asked.or((saved != Saved::Unchanged).then_some(set.id));
    note_replaced(unit, request, covered, replaced, (asked, made)).await?;
    Ok(Submitted { saved, undoing })
}

fn is_add(submission: &Submission<'_>) -> bool {
    matches!(submission.proposal.wishes, Wishes::Add(_))
}

/// The customer at the version that a submission stands on.
async fn base_of(
    transaction: &WriteTransaction,
    now: &Snapshot,
    submission: &Submission<'_>,
) -> Result<Snapshot, Error> {
    if is_add(submission) {
        return Ok(now.clone());
    }
    let is_undo = submission.undoes.is_some();
    if submission.version < 1 || submission.version > now.version() || (is_undo && submission.version != now.version())
    {
        return Err(Error::Conflict);
    }
    crate::history::base(transaction, now, submission.version).await
}

/// Ends what a submission takes the place of: a request of one's own, and the draft that it was.
async fn end_before(
    transaction: &WriteTransaction,
    request: &RequestContext,
    (authority, covered): (&Authority, Covered<'_>),
    submission: &Submission<'_>,
) -> Result<Option<sets::Model>, Error> {
    let customer_id = submission.customer_id;
    let replaced = match submission.replaces {
        Some(id) => super::store::end_replaced(transaction, request, (authority, covered), id, customer_id).await?,
        None => None,
    };
    let drafted = match submission.proposal.wishes {
        Wishes::Text(_) => Some(customer_id),
        // The draft of a customer who was not there stands at nobody.
        Wishes::Add(_) => Some(Uuid::nil()),
        _ => None,
    };
    if let Some(drafted) = drafted {
        let place = (authority.staff_id(), drafted, submission.draft);
        drafts::Entity::delete_by_id(place).exec(transaction).await?;
    }
    Ok(replaced)
}

/// Remembers what took a request's place; where that waits too, the log says so.
async fn note_replaced(
    unit: &Unit,
    request: &RequestContext,
    covered: Covered<'_>,
    replaced: Option<sets::Model>,
    (by, set): (Option<Uuid>, Option<Uuid>),
) -> Result<(), Error> {
    let Some(row) = replaced else { return Ok(()) };
    let after = sets::Entity::update_many().col_expr(sets::Column::ReplacedBy, Expr::value(set));
    after.filter(sets::Column::Id.eq(row.id)).exec(unit.transaction()).await?;
    // What had ended before is not ended again.
    if !SetState::of_name(&row.state).is_some_and(SetState::is_open) {
        return Ok(());
    }
    let values = by.map(|by| said("replaced_by", by.to_string())).into_iter().collect();
    super::store::note(unit, request, Entitled::as_author(covered, &row), &row, Kind::ChangeCancel, values)
}
