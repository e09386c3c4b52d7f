//! Changes whose time has come: they go the normal way again, rechecked and merged, and are refused rather than forced.

use super::asked::is_as_asked;
use super::authority::{AuthorityNow, Covered};
use super::commit::write;
use super::entitled::Entitled;
use super::entity::{sets, turns};
use super::plan::{Author, Course, Difference, Plan};
use super::standing::{alike_of, give_up_adding};
use super::store::{note, put};
use super::unit::Unit;
use super::wishes::Wishes;
use crate::audit::said;
use crate::customers::Snapshot;
use crate::database::WriteTransaction;
use crate::error::Error;
use crate::people::Present;
use crate::request::RequestContext;
use model::account::Saved;
use model::audit::Kind;
use model::changes::{Refusal, SetState};
use model::customers::FieldChange;
use model::field_errors::FieldErrors;
use model::fields::{Finding, Problem, Severity};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select, Set};
use uuid::Uuid;

const TURN: &str = "landing";

/// Makes the first change whose time has come. Answers whether there was one: then there may be another.
///
/// # Errors
/// `Unavailable` where only changes are left that cannot be made or read now; they are tried again.
pub async fn land_next(request: &RequestContext, behind: &mut Behind) -> Result<bool, Error> {
    let before = behind.len();
    // Without a lock first: most looks find nothing.
    while let Some(id) = first_due(request.database.reader(), request.now_us, behind).await? {
        match land_due(request, behind).await {
            // The order of dates is kept at each customer; nobody else's change waits behind one that fails.
            Err(error @ (Error::Internal { .. } | Error::Unavailable)) if behind.len() < before + MOST_BEHIND => {
                tracing::error!(%id, ?error, "a change cannot be made now and is left behind");
                behind.leave(request, id).await?;
            }
            done => return done,
        }
    }
    if behind.len() == 0 { Ok(false) } else { Err(Error::Unavailable) }
}

/// So many changes are left behind at one look: a database that is away fails each of them.
const MOST_BEHIND: usize = 20;

/// What is left behind for a while, over several looks: whoever looks next goes on behind it.
#[derive(Debug, Default)]
pub struct Behind {
    /// Requests that cannot be read.
    unread: Vec<Uuid>,
    /// Customers whose first change cannot be made now: their later ones wait for it.
    customers: Vec<Uuid>,
}

impl Behind {
    fn len(&self) -> usize {
        self.unread.len() + self.customers.len()
    }

    /// # Errors
    /// A database that is away.
    async fn leave(&mut self, request: &RequestContext, id: Uuid) -> Result<(), Error> {
        let reader = request.database.reader();
        reader.ping().await?;
        let row = sets::Entity::find_by_id(id).one(reader).await;
        match row {
            Ok(Some(row)) => self.customers.push(row.customer_id),
            _ => self.unread.push(id),
        }
        Ok(())
    }
}

async fn land_due(request: &RequestContext, behind: &Behind) -> Result<bool, Error> {
    let unit = Unit::begin(&request.database).await?;
    let transaction = unit.transaction();
    // One server at a time, or the second of two changes could come before the first.
    turns::Entity::find_by_id(TURN).lock_exclusive().one(transaction).await?;
    let Some(id) = first_due(transaction, request.now_us, behind).await? else { return Ok(false) };
    let made = match land(&unit, request, id, None).await {
        Ok(_) => unit.commit(request).await,
        Err(error) => unit.rollback().await.and(Err(error)),
    };
    match made {
        // The database is what failed, for others too: it is tried again.
        Err(error @ (Error::Internal { .. } | Error::Unavailable | Error::Uncertain)) => return Err(error),
        // Somebody took it back, or made it, while this waited for its turn.
        Ok(()) | Err(Error::Ended) => {}
        Err(error) => {
            // Nobody else's change waits behind one that cannot be made.
            tracing::error!(%id, ?error, "a change could not be made and is refused");
            refuse_unread(request, id).await?;
        }
    }
    Ok(true)
}

/// Refuses a change that cannot be made, in a unit of its own.
async fn refuse_unread(request: &RequestContext, id: Uuid) -> Result<(), Error> {
    let unit = Unit::begin(&request.database).await?;
    let transaction = unit.transaction();
    let (customer_id, _) = of_request(transaction, id).await?;
    Snapshot::lock(transaction, customer_id).await?;
    let row = sets::Entity::find_by_id(id).lock_exclusive().one(transaction).await?.ok_or(Error::NotFound)?;
    if row.state != SetState::Scheduled.name() {
        return Ok(());
    }
    refuse(&unit, request, &row, &Refusal::Unreadable).await?;
    unit.commit(request).await
}

async fn first_due(
    database: &impl sea_orm::ConnectionTrait,
    now_us: i64,
    behind: &Behind,
) -> Result<Option<Uuid>, Error> {
    Ok(due(now_us, behind).into_tuple().one(database).await?)
}

/// What is due, the first to come first.
pub(crate) fn due(now_us: i64, behind: &Behind) -> Select<sets::Entity> {
    let due = sets::Entity::find()
        .filter(sets::Column::State.eq(SetState::Scheduled.name()))
        .filter(sets::Column::LandAtUs.lte(now_us))
        .filter(sets::Column::Id.is_not_in(behind.unread.iter().copied()))
        .filter(sets::Column::CustomerId.is_not_in(behind.customers.iter().copied()))
        .order_by_asc(sets::Column::LandAtUs)
        .order_by_asc(sets::Column::CreatedAtUs)
        .order_by_asc(sets::Column::Id);
    due.select_only().column(sets::Column::Id)
}

/// What the log is told of who agreed.
#[derive(Debug)]
pub struct Agreed<'t> {
    /// Who.
    pub by: Uuid,
    /// That they may.
    pub entitled: Entitled<'t>,
    /// What they said.
    pub values: Vec<FieldChange>,
}

impl Agreed<'_> {
    /// Tells it.
    ///
    /// # Errors
    /// `Forbidden` for a proof of another request.
    pub fn note(self, unit: &Unit, request: &RequestContext, row: &sets::Model) -> Result<(), Error> {
        note(unit, request, self.entitled, row, Kind::ChangeApprove, self.values)
    }
}

/// Makes one scheduled change within a unit of work. Who agreed to it just now is told to the log before it.
///
/// # Errors
/// A database that fails. What the rules, the policy of roles or other people's changes refuse is written down instead.
pub async fn land(unit: &Unit, request: &RequestContext, id: Uuid, agreed: Option<Agreed<'_>>) -> Result<Saved, Error> {
    let transaction = unit.transaction();
    // Everybody holds the customer first, then the request, then the log's head: nobody waits in a ring.
    let (customer_id, author_id) = of_request(transaction, id).await?;
    let now = Snapshot::lock(transaction, customer_id).await?;
    let people = Present::hold(transaction, &[author_id]).await?;
    let row = sets::Entity::find_by_id(id).lock_exclusive().one(transaction).await?.ok_or(Error::NotFound)?;
    if row.state != SetState::Scheduled.name() {
        return Err(Error::Ended);
    }
    let agrees_now = agreed.as_ref().map(|agreed| agreed.by);
    let prepared = prepare(transaction, request, &row, (now, &people), agrees_now).await?;
    if let Some(agreed) = agreed {
        agreed.note(unit, request, &row)?;
    }
    match prepared {
        Err(refusal) => refuse(unit, request, &row, &refusal).await,
        Ok((plan, covered)) => {
            let mut extra = vec![said("change_set", row.id.to_string())];
            extra.extend(row.decided_by.map(|by| said("approved_by", by.to_string())));
            end(transaction, request, &row).await?;
            let version = write(unit, request, &plan, covered, &row, extra).await?;
            Ok(Saved::As { version })
        }
    }
}

/// Whose account a request is about, and whose request it is: neither ever changes.
///
/// # Errors
/// `NotFound`.
pub async fn of_request(transaction: &WriteTransaction, id: Uuid) -> Result<(Uuid, Uuid), Error> {
    let both =
        sets::Entity::find_by_id(id).select_only().column(sets::Column::CustomerId).column(sets::Column::CreatedBy);
    both.into_tuple().one(transaction).await?.ok_or(Error::NotFound)
}

async fn prepare<'t>(
    transaction: &WriteTransaction,
    request: &RequestContext,
    row: &sets::Model,
    (now, people): (Snapshot, &Present<'t>),
    agrees_now: Option<Uuid>,
) -> Result<Result<(Plan, Covered<'t>), Refusal>, Error> {
    let Ok(changes) = serde_json::from_str::<Vec<FieldChange>>(&row.changes) else {
        // Not what stands there: it is somebody's.
        tracing::error!(id = %row.id, "a change whose time has come cannot be read and is refused");
        return Ok(Err(Refusal::Unreadable));
    };
    if !is_as_asked(transaction, request, row, &changes, agrees_now).await? {
        return Ok(Err(Refusal::NotAsked));
    }
    let Ok(covered) = AuthorityNow::of_author(people, row.created_by).covers(&changes) else {
        return Ok(Err(Refusal::NotAllowed));
    };
    let difference = Difference::of(now.clone(), Wishes::Asked(&changes), &now, &request.policy);
    let alike = alike_of(transaction, row.customer_id, &difference).await?;
    // What its author did beside it was looked at when it was asked for.
    let plan = difference.beside(&alike).ruled(&row.reason, None, &request.policy, &Author::default());
    Ok(match plan.course() {
        Course::Closed => Err(Refusal::Removed),
        Course::Conflict => Err(Refusal::Conflict(plan.conflicts().iter().map(|own| own.field.clone()).collect())),
        Course::Blocked(errors) => Err(Refusal::Findings(told_of_why(&plan, errors))),
        Course::Unchanged => Err(Refusal::Unchanged),
        // The table may be another by now. What it wants a second person for has had one, or waits for one again.
        Course::Never(_) => Err(Refusal::Policy),
        Course::SecondPerson if row.decided_by.is_none() => Err(Refusal::Policy),
        Course::SecondPerson | Course::OnDate | Course::Now => Ok((plan, covered)),
    })
}

/// What the rules refuse; where nothing but a reason is missing, what wants one.
fn told_of_why(plan: &Plan, errors: &FieldErrors) -> Vec<Finding> {
    let warnings = || plan.reviewed().findings.iter().filter(|finding| finding.severity == Severity::Warn).cloned();
    if errors.get("reason") == Some(Problem::ReasonMissing) {
        warnings().collect()
    } else {
        errors.iter().cloned().collect()
    }
}

async fn refuse(unit: &Unit, request: &RequestContext, row: &sets::Model, refusal: &Refusal) -> Result<Saved, Error> {
    let transaction = unit.transaction();
    let why = serde_json::to_string(refusal).map_err(|_| Error::Unavailable)?;
    let row = sets::Entity::find_by_id(row.id).one(transaction).await?.ok_or(Error::NotFound)?;
    let entitled = Entitled::when_due(transaction, &row);
    put(transaction, entitled, &row, |next| {
        next.state = Set(SetState::Refused.name().to_owned());
        next.ended_at_us = Set(Some(request.now_us));
        next.failure = Set(why.clone());
    })
    .await?;
    give_up_adding(transaction, &row).await?;
    note(unit, request, entitled, &row, Kind::ChangeRefuse, vec![said("refusal", why)])?;
    Ok(Saved::Refused { id: row.id })
}

async fn end(transaction: &WriteTransaction, request: &RequestContext, row: &sets::Model) -> Result<(), Error> {
    put(transaction, Entitled::when_due(transaction, row), row, |next| {
        next.state = Set(SetState::Applied.name().to_owned());
        next.ended_at_us = Set(Some(request.now_us));
    })
    .await
}
