//! Reading and writing permissions to buy.

use super::permission::{Given, Permission, Permissions};
use crate::access::{Permit, SeeCustomers, SetPermission};
use crate::account::Saved;
use crate::changes::held::given;
use crate::changes::{Authority, Submission, Wants, ruling_now, submit};
use crate::customers::{self, FieldChange};
use crate::error::Error;
use crate::form::FieldErrors;
use crate::request::RequestContext;
use sea_orm::EntityTrait;
use uuid::Uuid;

/// A customer's permissions.
///
/// # Errors
/// `NotFound`.
pub async fn find(_: &Permit<SeeCustomers>, request: &RequestContext, id: Uuid) -> Result<Permissions, Error> {
    let database = request.database.reader();
    let row = customers::Entity::find_by_id(id).one(database).await?.ok_or(Error::NotFound)?;
    let mut each = Vec::new();
    for permission in Permission::ALL {
        let is_given = match permission {
            Permission::Reservations => row.may_buy_reservations,
            Permission::SavingsPlans => row.may_buy_savings_plans,
        };
        let (field, old, new) = (permission.name().to_owned(), given(is_given).to_owned(), given(!is_given).to_owned());
        let ruling = ruling_now(database, request, id, &[FieldChange { field, old, new }]).await?;
        each.push(Given { permission, is_given, ruling });
    }
    let waiting = crate::changes::store::open_of(request, id).await?;
    Ok(Permissions { customer_id: id, company_name: row.company_name, version: row.version, waiting, each })
}

/// What somebody wants of a permission.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// The version they began from.
    pub version: i64,
    /// Which permission.
    pub permission: Permission,
    /// Given or removed.
    pub is_given: bool,
    /// Why.
    pub reason: &'a str,
    /// When, as typed, in the partner's zone; at once where it is empty.
    pub land_at: &'a str,
}

/// Submits a permission as a change like any other.
///
/// # Errors
/// As [`submit`]; `Invalid` where the date is none to come.
pub async fn set(
    permit: &Permit<SetPermission>,
    request: &RequestContext,
    id: Uuid,
    wanted: Wanted<'_>,
) -> Result<Saved, Error> {
    let zone = &request.policy.time_zone;
    let land_at_us =
        zone.parse(wanted.land_at, request.now_us).map_err(|problem| FieldErrors::one("land_at", problem))?;
    let submission = Submission {
        customer_id: id,
        version: wanted.version,
        wants: Wants::Permission(wanted.permission, wanted.is_given),
        reason: wanted.reason,
        land_at_us,
        replaces: None,
        draft: Uuid::nil(),
    };
    submit(&Authority::from(permit), request, submission).await
}
