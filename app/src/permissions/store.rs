//! Writing a permission to buy.

use super::permission::Permission;
use crate::access::{Permit, SetPermission};
use crate::account::{self, Saved};
use crate::customers::FieldChange;
use crate::error::Error;
use crate::fields;
use crate::form::FieldErrors;
use crate::history::{self, NewChange};
use crate::request::RequestContext;
use sea_orm::{IntoActiveModel, Set};
use uuid::Uuid;

/// Stores a permission, its history and the next version in one transaction.
///
/// # Errors
/// `NotFound`, `Invalid`, `Conflict`.
pub async fn set(
    permit: &Permit<SetPermission>,
    request: &RequestContext,
    id: Uuid,
    version: i64,
    permission: Permission,
    is_given: bool,
    reason: &str,
) -> Result<Saved, Error> {
    let reason = fields::REASON.parse(reason).map_err(|problem| FieldErrors::one("reason", problem));
    let transaction = request.database.begin_write().await?;
    let row = account::lock(&transaction, id, version).await?;
    let reason = reason?.unwrap_or_default();
    let before = match permission {
        Permission::Reservations => row.may_buy_reservations,
        Permission::SavingsPlans => row.may_buy_savings_plans,
    };
    if before == is_given {
        return Ok(Saved::Unchanged);
    }
    let mut stored = row.into_active_model();
    match permission {
        Permission::Reservations => stored.may_buy_reservations = Set(is_given),
        Permission::SavingsPlans => stored.may_buy_savings_plans = Set(is_given),
    }
    let next = version + 1;
    account::write(&transaction, request, stored, permit.staff_id(), next).await?;
    let text = |given: bool| {
        if given { "true".to_owned() } else { String::new() }
    };
    let fields = [FieldChange { field: permission.name().to_owned(), old: text(before), new: text(is_given) }];
    let change = NewChange {
        customer_id: id,
        version: next,
        kind: "permission",
        changed_by: permit.staff_id(),
        reason: &reason,
        fields: &fields,
    };
    history::record(&transaction, request, change).await?;
    transaction.commit().await?;
    Ok(Saved::As { version: next })
}
