//! What the permissions page asks the server.

use crate::ask::Ask;
use crate::wire::Error;
use leptos::prelude::*;
use model::account::Saved;
use model::customers::Field;
use model::permissions::Permissions;
use uuid::Uuid;

/// A customer's permissions to buy, and what the policy of changes says about changing each.
///
/// # Errors
/// `NotFound` if there is no such customer; `Forbidden`, `SignedOut`.
#[server(prefix = "/api", endpoint = "permissions/find", protocol = Ask)]
pub async fn find_permissions(id: Uuid) -> Result<Permissions, Error> {
    use model::access::SeeCustomers;
    let request = crate::current::request()?;
    let permit = request.permit::<SeeCustomers>()?;
    Ok(desk::permissions::find(&permit, &request, id).await?)
}

/// Gives a customer a permission to buy, or removes it: now, or at a date of the partner's time zone.
///
/// # Errors
/// `Malformed` names no permission; `Invalid` names a reason that cannot be stored, or a date that is none to come; `Conflict` means somebody saved since `version` was read;
/// `NotFound`, `Forbidden`, `SignedOut`.
#[server(prefix = "/api", endpoint = "permissions/set", protocol = Ask)]
pub async fn set_permission(
    id: Uuid,
    version: i64,
    permission: Field,
    is_given: bool,
    reason: String,
    #[server(default)] land_at: String,
) -> Result<Saved, Error> {
    use model::access::SetPermission;
    let request = crate::current::request()?;
    let permit = request.permit::<SetPermission>()?;
    Field::permission_of_name(permission.name()).ok_or(Error::Malformed)?;
    let moment_us = crate::moment::moment_of(&request, &land_at)?;
    let wanted = desk::permissions::Wanted { version, permission, is_given, reason: &reason, moment_us };
    Ok(desk::permissions::set(&permit, &request, id, wanted).await?)
}
