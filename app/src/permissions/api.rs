//! What the permissions page asks the server.

use super::permission::Permission;
use crate::account::Saved;
use crate::ask::Ask;
use crate::error::Error;
use leptos::prelude::*;
use uuid::Uuid;

/// Gives a customer a permission to buy, or removes it.
///
/// # Errors
/// `Invalid` names a reason that cannot be stored; `Conflict` means somebody saved since `version` was read;
/// `NotFound`, `Forbidden`, `SignedOut`.
#[server(prefix = "/api", endpoint = "permissions/set", protocol = Ask)]
pub async fn set_permission(
    id: Uuid,
    version: i64,
    permission: Permission,
    is_given: bool,
    reason: String,
) -> Result<Saved, Error> {
    use crate::access::SetPermission;
    let request = crate::request::RequestContext::current()?;
    let permit = request.permit::<SetPermission>()?;
    super::store::set(&permit, &request, id, version, permission, is_given, &reason).await
}
