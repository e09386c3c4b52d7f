//! What goes with how a customer stands: the row of one who is to be added, what waits at one who is removed, and the first
//! entry of one whom the log does not know yet.

use super::commit::Removal;
use super::entitled::Entitled;
use super::entity::sets;
use super::plan::Difference;
use super::store::{note, put};
use super::unit::{Told, Unit};
use crate::audit::Source;
use crate::customers::{self, Snapshot, rows};
use crate::database::WriteTransaction;
use crate::error::Error;
use crate::request::RequestContext;
use model::audit::Kind;
use model::changes::SetState;
use model::customers::{Alike, Field, FieldChange};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set};
use uuid::Uuid;

/// A request that ends without being made: a customer who was to be added by it is not, for good. The customer is held.
///
/// # Errors
/// A database that fails.
pub async fn give_up_adding(transaction: &WriteTransaction, request: &sets::Model) -> Result<(), Error> {
    if request.kind != Kind::CustomerAdd.name() {
        return Ok(());
    }
    rows::drop_asked(transaction, request.customer_id).await
}

/// Cancels what waits at a customer who is removed, but for the request that removes it.
///
/// # Errors
/// A database that fails.
pub async fn cancel_open(unit: &Unit, request: &RequestContext, removal: Removal<'_>) -> Result<(), Error> {
    let transaction = unit.transaction();
    let open = sets::Entity::find()
        .filter(sets::Column::CustomerId.eq(removal.customer_id()))
        .filter(sets::Column::State.is_in([SetState::Waiting.name(), SetState::Scheduled.name()]))
        .filter(sets::Column::Id.ne(removal.request_id()))
        .order_by_asc(sets::Column::Id)
        .lock_exclusive();
    for row in open.all(transaction).await? {
        let entitled = Entitled::by_removal(&removal, &row)?;
        put(transaction, entitled, &row, |next| {
            next.state = Set(SetState::Cancelled.name().to_owned());
            next.ended_at_us = Set(Some(request.now_us));
            next.ended_by = Set(Some(removal.by()));
        })
        .await?;
        note(unit, request, entitled, &row, Kind::ChangeCancel, Vec::new())?;
    }
    Ok(())
}

/// Tells, before the first change of a customer whom an older program or a seed brought, what it was: its history begins there.
/// It changes nothing, so what stood there before is the same.
pub fn take_over(unit: &Unit, request: &RequestContext, now: &Snapshot) {
    if !now.is_of_before() {
        return;
    }
    let value = |(field, text): (Field, &str)| FieldChange {
        field: field.name().to_owned(),
        old: text.to_owned(),
        new: text.to_owned(),
    };
    unit.tell(Told {
        source: Source { actor_id: Uuid::nil(), ..request.source() },
        kind: Kind::CustomerTakenOver,
        subject_id: now.id(),
        version: now.version(),
        values: now.values().map(value).collect(),
        change: None,
    });
}

/// Others who have what a customer has who is added or brought back; of any other change nobody is looked for.
///
/// # Errors
/// A database that fails.
pub async fn alike_of(
    database: &impl ConnectionTrait,
    customer_id: Uuid,
    difference: &Difference,
) -> Result<Vec<Alike>, Error> {
    match difference.text_to_compare() {
        Some(text) => customers::alike(database, customer_id, text).await,
        None => Ok(Vec::new()),
    }
}
