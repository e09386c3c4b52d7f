//! The one way a customer's account changes: checked, permitted, merged, recorded and applied in one transaction.
//! Forms, permissions, approvals, dates that come and undoing all end here.

use super::asking::{NewSet, wait};
use super::authority::Covered;
use super::entitled::Entitled;
use super::entity::{drafts, sets};
use super::held::{Held, Ready, Typed, check, given, meet, wishes_on};
use super::merge::{Conflict, Merged, Wish};
use super::policy::Verdict;
use super::ruling::{hold_author, refuse_a_flood, ruling_of};
use super::{Authority, SetState};
use crate::account::Saved;
use crate::audit::{Kind, NewEntry, Source, append, said};
use crate::customers::{self, FieldChange};
use crate::database::{WriteTransaction, once_more};
use crate::error::Error;
use crate::fields::{self, Problem};
use crate::form::FieldErrors;
use crate::mails;
use crate::permissions::Permission;
use crate::registry;
use crate::request::RequestContext;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, Set};
use uuid::Uuid;

/// What somebody submits.
#[derive(Clone, Copy, Debug)]
pub struct Submission<'a> {
    /// Whose account.
    pub customer_id: Uuid,
    /// The version they began from.
    pub version: i64,
    /// What they want.
    pub wants: Wants<'a>,
    /// Why.
    pub reason: &'a str,
    /// When it is to be made, in microseconds since 1970, UTC; at once where nothing is said.
    pub land_at_us: Option<i64>,
    /// An open request of their own that this one takes the place of.
    pub replaces: Option<Uuid>,
    /// The draft that it was; nil where it was none.
    pub draft: Uuid,
}

/// What somebody wants of an account.
#[derive(Clone, Copy, Debug)]
pub enum Wants<'a> {
    /// Company details and billing information that read so.
    Text(&'a Typed<'a>),
    /// A permission to buy given or removed.
    Permission(Permission, bool),
    /// Fields as they were before an entry of the log.
    Undo(&'a [Wish], i64),
}

impl Wants<'_> {
    /// The entry that it makes.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Self::Text(_) => Kind::CustomerUpdate,
            Self::Permission(..) => Kind::CustomerPermission,
            Self::Undo(..) => Kind::CustomerUndo,
        }
    }
}

/// Submits a change.
///
/// # Errors
/// `Conflict` where others changed the same fields meanwhile, or a version that never was; `Invalid`, `NotFound`,
/// `Forbidden`.
pub async fn submit(
    authority: &Authority,
    request: &RequestContext,
    submission: Submission<'_>,
) -> Result<Saved, Error> {
    once_more(|| submit_whole(authority, request, submission)).await
}

async fn submit_whole(
    authority: &Authority,
    request: &RequestContext,
    submission: Submission<'_>,
) -> Result<Saved, Error> {
    let reason = fields::REASON.parse(submission.reason).map_err(|problem| FieldErrors::one("reason", problem));
    let transaction = request.database.begin_write().await?;
    let held = Held::lock(&transaction, submission.customer_id).await?;
    let merged = merged(&transaction, request, &held, submission).await?;
    if !merged.conflicts.is_empty() {
        return Err(Error::Conflict);
    }
    let reason = reason?.unwrap_or_default();
    let ready = check(&held, &merged.changes, &reason, &request.policy)?;
    // Everybody holds the customer, then people, requests and drafts, and the log's head last: nobody waits in a ring.
    let (people, beside) =
        hold_author(&transaction, request, authority.staff_id(), submission.customer_id, &ready.changes).await?;
    let covered = authority.still(&people)?.covers(&ready.changes)?;
    let replaced = match submission.replaces {
        Some(id) => {
            super::store::end_replaced(&transaction, request, (authority, covered), id, submission.customer_id).await?
        }
        None => None,
    };
    if let Wants::Text(_) = submission.wants {
        let place = (authority.staff_id(), submission.customer_id, submission.draft);
        drafts::Entity::delete_by_id(place).exec(&transaction).await?;
    }
    if ready.changes.is_empty() {
        note_replaced(&transaction, request, covered, replaced, (None, None)).await?;
        transaction.commit().await?;
        return Ok(Saved::Unchanged);
    }
    if let Wants::Text(_) = submission.wants {
        refuse_a_flood(&transaction, request, authority.staff_id(), submission.customer_id, &ready.changes).await?;
    }
    let ruling = ruling_of(&transaction, request, submission.customer_id, &ready.changes, beside).await?;
    let id = Uuid::now_v7();
    let set = NewSet { id, authority, submission, reason: &reason, ruling: &ruling, base_version: held.version() };
    let saved = match (ruling.verdict, submission.land_at_us) {
        (Verdict::Never, _) => return Err(never(&ready.changes)),
        (Verdict::Review, _) => wait(&transaction, request, &set, SetState::Waiting, &ready.changes, covered).await?,
        (Verdict::Auto, Some(_)) => {
            wait(&transaction, request, &set, SetState::Scheduled, &ready.changes, covered).await?
        }
        (Verdict::Auto, None) => now(&transaction, request, &set, held, ready, covered).await?,
    };
    let asked = saved.request_id();
    note_replaced(&transaction, request, covered, replaced, (asked, asked.or(Some(id)))).await?;
    transaction.commit().await?;
    Ok(saved)
}

/// Remembers what took a request's place; where that waits too, the log says so.
async fn note_replaced(
    transaction: &WriteTransaction,
    request: &RequestContext,
    covered: Covered<'_>,
    replaced: Option<sets::Model>,
    (by, set): (Option<Uuid>, Option<Uuid>),
) -> Result<(), Error> {
    let Some(row) = replaced else { return Ok(()) };
    let after = sets::Entity::update_many().col_expr(sets::Column::ReplacedBy, Expr::value(set));
    after.filter(sets::Column::Id.eq(row.id)).exec(transaction).await?;
    // What had ended before is not ended again.
    if !SetState::of_name(&row.state).is_some_and(SetState::is_open) {
        return Ok(());
    }
    let values = by.map(|by| said("replaced_by", by.to_string())).into_iter().collect();
    super::store::note(transaction, request, Entitled::as_author(covered, &row), &row, Kind::ChangeCancel, values).await
}

async fn merged(
    transaction: &WriteTransaction,
    request: &RequestContext,
    held: &Held,
    submission: Submission<'_>,
) -> Result<Merged, Error> {
    if submission.version < 1 || submission.version > held.version() {
        return Err(Error::Conflict);
    }
    let wishes = match submission.wants {
        Wants::Undo(..) if submission.version != held.version() => return Err(Error::Conflict),
        Wants::Undo(wishes, _) => {
            // What was edited since is kept: undoing asks nobody.
            let merged = meet(held, wishes, &request.policy);
            return Ok(Merged { conflicts: Vec::<Conflict>::new(), ..merged });
        }
        Wants::Text(typed) => {
            let base = crate::history::base(transaction, &held.row, submission.version).await?;
            wishes_on(&base, held, typed, &request.policy)
        }
        Wants::Permission(permission, is_given) => {
            let base = crate::history::base(transaction, &held.row, submission.version).await?;
            let was = match permission {
                Permission::Reservations => base.may_buy_reservations,
                Permission::SavingsPlans => base.may_buy_savings_plans,
            };
            let (field, old, new) = (permission.name().to_owned(), given(was).to_owned(), given(is_given).to_owned());
            // Who wants it as it was, and finds it otherwise, is told too.
            let is_stale = was == is_given && held.get(permission.name()) != new;
            let old = if is_stale { given(!is_given).to_owned() + "?" } else { old };
            vec![Wish { change: FieldChange { field, old, new }, is_touched: true }]
        }
    };
    Ok(meet(held, &wishes, &request.policy))
}

fn never(changes: &[FieldChange]) -> Error {
    let first = changes.first().map(|change| change.field.as_str()).unwrap_or_default();
    FieldErrors::one(first, Problem::NeverChanged).into()
}

async fn now(
    transaction: &WriteTransaction,
    request: &RequestContext,
    set: &NewSet<'_>,
    held: Held,
    ready: Ready,
    covered: Covered<'_>,
) -> Result<Saved, Error> {
    let mut row = set.row(request, SetState::Direct, &ready.changes)?;
    row.ended_at_us = Some(request.now_us);
    let is_stale = held.version() > set.submission.version;
    let others = if is_stale {
        crate::history::fields_since(transaction, held.row.id, set.submission.version).await?
    } else {
        Vec::new()
    };
    sets::Entity::insert(row.clone().into_active_model()).exec_without_returning(transaction).await?;
    let version = apply(transaction, request, held, ready, covered, &row, Vec::new()).await?;
    Ok(if others.is_empty() { Saved::As { version } } else { Saved::Merged { version, others } })
}

/// Writes a checked change: the row as its next version, what follows from it, and the entry of the log. Answers the
/// version.
///
/// # Errors
/// `Conflict` if another way in slipped between.
pub async fn apply(
    transaction: &WriteTransaction,
    request: &RequestContext,
    held: Held,
    ready: Ready,
    _: Covered<'_>,
    set: &sets::Model,
    extra: Vec<FieldChange>,
) -> Result<i64, Error> {
    let (id, next) = (held.row.id, held.row.version + 1);
    // Only what changes: what is written anew as it was would still be written into every index.
    let mut row = customers::ActiveModel::default();
    for change in &ready.changes {
        match Permission::of_name(&change.field) {
            Some(Permission::Reservations) => row.may_buy_reservations = Set(!change.new.is_empty()),
            Some(Permission::SavingsPlans) => row.may_buy_savings_plans = Set(!change.new.is_empty()),
            None => {}
        }
    }
    if let Some(text) = &ready.text {
        row.set_changes(&held.text, text);
    }
    row.version = Set(next);
    row.updated_by = Set(Some(set.created_by));
    if let Some(after) = &ready.text {
        registry::store::ask_about_change(transaction, request, id, set.created_by, (&held.text, after)).await?;
    }
    let mut values = ready.changes;
    if !set.reason.is_empty() {
        values.push(said("reason", set.reason.as_str()));
    }
    values.extend(set.undoes.map(|seq| said("undoes", seq.to_string())));
    values.extend(extra);
    let entry = NewEntry {
        // Whoever agrees to a change lets it happen; its author makes it.
        source: Source { actor_id: set.created_by, ..request.source() },
        kind: Kind::of_name(&set.kind).ok_or(Error::Malformed)?,
        subject_id: id,
        version: next,
        values: &values,
    };
    let written = append(transaction, request.database.log_key(), entry).await?;
    // A change's time is its entry's: who asked first may have had to wait for somebody who asked later.
    row.updated_at_us = Set(written.at_us);
    let stored = customers::Entity::update_many()
        .set(row)
        .filter(customers::Column::Id.eq(id))
        .filter(customers::Column::Version.eq(next - 1))
        .exec(transaction)
        .await?;
    if stored.rows_affected != 1 {
        return Err(Error::Conflict);
    }
    if let Some(after) = &ready.text {
        mails::tell_contacts(transaction, request, id, written.seq, (&held.text, after)).await?;
    }
    Ok(next)
}
