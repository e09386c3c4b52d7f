//! What was typed and not submitted: a draft for each form of a person and customer, on the server, offered and never
//! applied by itself.

use super::entity::drafts::{ActiveModel, Column, Entity, Model};
use crate::customers;
use crate::customers::Snapshot;
use crate::database::{WriteTransaction, once_more};
use crate::error::Error;
use crate::history::base;
use crate::people::{Permitted, confirm};
use crate::request::RequestContext;
use model::access::{Permit, UpdateCustomer};
use model::account::{Draft, Drafts, Proposal};
use model::customers::{CustomerText, Field, Standing};
use model::fields;
use model::limits::{DRAFT_CHARS, DRAFTS_OF_CUSTOMER, DRAFTS_OF_PERSON};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select, Set};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Keeps what somebody typed of a customer, or of one who is not there yet (nil, version 0), in the place of what the same form kept before.
///
/// # Errors
/// `NotFound` if there is no such customer, `Removed` if it takes no change, `TooLarge`, `Conflict` for a version that never was.
pub async fn keep(
    permit: &Permit<UpdateCustomer>,
    request: &RequestContext,
    customer_id: Uuid,
    proposal: &Proposal,
) -> Result<(), Error> {
    let Proposal { version, text, reason, land_at, replaces, draft } = proposal;
    let typed = serde_json::to_string(text).map_err(|_| Error::Malformed)?;
    let is_sound = typed.chars().count() <= DRAFT_CHARS
        && reason.chars().count() <= fields::REASON.input.max_chars
        && land_at.chars().count() <= fields::LAND_AT.input.max_chars;
    let has_nul = Field::OF_TEXT.iter().any(|field| text.get(*field).contains('\0'));
    if !is_sound || has_nul || reason.contains('\0') || land_at.contains('\0') {
        return Err(Error::TooLarge);
    }
    may_begin_from(request, customer_id, *version).await?;
    let row = ActiveModel {
        customer_id: Set(customer_id),
        id: Set(*draft),
        version: Set(*version),
        kept_at_us: Set(request.now_us),
        typed: Set(typed),
        reason: Set(reason.clone()),
        land_at: Set(land_at.clone()),
        replaces: Set(*replaces),
        ..Default::default()
    };
    once_more(|| keep_row(permit, request, customer_id, row.clone())).await
}

/// Whether something may be typed on top of a version of a customer.
async fn may_begin_from(request: &RequestContext, customer_id: Uuid, version: i64) -> Result<(), Error> {
    if customer_id.is_nil() {
        return if version == 0 { Ok(()) } else { Err(Error::Conflict) };
    }
    let (stored, standing) = customers::rows::version_and_standing(request.database.reader(), customer_id).await?;
    if standing != Standing::Active {
        return Err(Error::Removed);
    }
    if (1..=stored).contains(&version) { Ok(()) } else { Err(Error::Conflict) }
}

/// Stores a draft and lets the oldest go.
async fn keep_row(
    permit: &Permit<UpdateCustomer>,
    request: &RequestContext,
    customer_id: Uuid,
    row: ActiveModel,
) -> Result<(), Error> {
    let transaction = request.database.begin_write().await?;
    let typist = confirm(&transaction, permit).await?;
    write(&transaction, &typist, row).await?;
    let older = of(permit, customer_id)
        .select_only()
        .columns([Column::CustomerId, Column::Id])
        .offset(DRAFTS_OF_CUSTOMER)
        .limit(DRAFTS_OF_CUSTOMER);
    remove(&transaction, &typist, older.into_tuple().all(&transaction).await?).await?;
    let own = Entity::find().filter(Column::StaffId.eq(permit.staff_id())).order_by_desc(Column::KeptAtUs);
    let old =
        own.select_only().columns([Column::CustomerId, Column::Id]).offset(DRAFTS_OF_PERSON).limit(DRAFTS_OF_CUSTOMER);
    remove(&transaction, &typist, old.into_tuple().all(&transaction).await?).await?;
    transaction.commit().await
}

/// Stores one's own draft in the place of what the same form kept before.
async fn write(
    transaction: &WriteTransaction,
    typist: &Permitted<'_, UpdateCustomer>,
    row: ActiveModel,
) -> Result<(), Error> {
    let newest = OnConflict::columns([Column::StaffId, Column::CustomerId, Column::Id])
        .update_columns([
            Column::Version,
            Column::KeptAtUs,
            Column::Typed,
            Column::Reason,
            Column::LandAt,
            Column::Replaces,
        ])
        .to_owned();
    let row = ActiveModel { staff_id: Set(typist.staff_id()), ..row };
    Entity::insert(row).on_conflict(newest).exec_without_returning(transaction).await?;
    Ok(())
}

/// Removes some of one's own drafts, named by customer and draft.
async fn remove(
    transaction: &WriteTransaction,
    typist: &Permitted<'_, UpdateCustomer>,
    drafts: Vec<(Uuid, Uuid)>,
) -> Result<(), Error> {
    for (customer_id, id) in drafts {
        Entity::delete_by_id((typist.staff_id(), customer_id, id)).exec(transaction).await?;
    }
    Ok(())
}

/// Somebody's drafts of a customer, the newest first.
fn of(permit: &Permit<UpdateCustomer>, customer_id: Uuid) -> Select<Entity> {
    let own = Entity::find().filter(Column::StaffId.eq(permit.staff_id())).filter(Column::CustomerId.eq(customer_id));
    own.order_by_desc(Column::KeptAtUs).order_by_desc(Column::Id)
}

/// One's own drafts of a customer.
///
/// # Errors
/// A database that fails.
pub async fn find(
    permit: &Permit<UpdateCustomer>,
    request: &RequestContext,
    customer_id: Uuid,
) -> Result<Drafts, Error> {
    let reader = request.database.reader();
    let rows = of(permit, customer_id).all(reader).await?;
    let bases = bases(reader, customer_id, rows.iter().map(|row| row.version).collect()).await?;
    let mut kept = Vec::new();
    for row in rows {
        // A draft that an older program kept and this one cannot read is none.
        let Ok(text) = serde_json::from_str::<CustomerText>(&row.typed) else { continue };
        let fields = bases.get(&row.version).map(|base| typed_on(base, &text)).unwrap_or_default();
        let age_s = u64::try_from((request.now_us - row.kept_at_us) / 1_000_000).unwrap_or_default();
        let Model { id: draft, version, reason, land_at, replaces, .. } = row;
        kept.push(Draft { proposal: Proposal { version, text, reason, land_at, replaces, draft }, age_s, fields });
    }
    Ok(Drafts { kept, form: Uuid::now_v7() })
}

/// What forms began from, by version: drafts of one version are held against one look at it.
async fn bases(
    database: &impl ConnectionTrait,
    customer_id: Uuid,
    versions: BTreeSet<i64>,
) -> Result<BTreeMap<i64, Snapshot>, Error> {
    let mut bases = BTreeMap::new();
    if versions.is_empty() {
        return Ok(bases);
    }
    if customer_id.is_nil() {
        return Ok(versions.into_iter().map(|version| (version, Snapshot::nobody(customer_id))).collect());
    }
    let row = customers::rows::find(database, customer_id).await?;
    let now = Snapshot::of(&row);
    for version in versions {
        bases.insert(version, base(database, &now, version).await?);
    }
    Ok(bases)
}

/// The names of the fields that differ from what its form began from: what others changed since was not typed.
fn typed_on(base: &Snapshot, typed: &CustomerText) -> Vec<String> {
    let mut fields: Vec<String> = base.text().changes_to(typed).into_iter().map(|change| change.field).collect();
    // What was erased since tells nothing.
    fields.retain(|field| !base.unknown().contains(field));
    fields
}

/// Forgets one of one's own drafts of a customer.
///
/// # Errors
/// A database that fails.
pub async fn forget(
    permit: &Permit<UpdateCustomer>,
    request: &RequestContext,
    customer_id: Uuid,
    draft: Uuid,
) -> Result<(), Error> {
    once_more(async || {
        let transaction = request.database.begin_write().await?;
        let typist = confirm(&transaction, permit).await?;
        remove(&transaction, &typist, vec![(customer_id, draft)]).await?;
        transaction.commit().await
    })
    .await
}
