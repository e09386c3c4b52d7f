//! Writing a permission to buy.

use super::permission::Permission;
use crate::access::{Permit, SetPermission};
use crate::account::Saved;
use crate::changes::{Authority, Submission, Wants, submit};
use crate::error::Error;
use crate::request::RequestContext;
use uuid::Uuid;

/// Submits a permission as a change like any other.
///
/// # Errors
/// As [`submit`].
pub async fn set(
    permit: &Permit<SetPermission>,
    request: &RequestContext,
    id: Uuid,
    version: i64,
    permission: Permission,
    is_given: bool,
    reason: &str,
) -> Result<Saved, Error> {
    let wants = Wants::Permission(permission, is_given);
    let submission = Submission { customer_id: id, version, wants, reason, land_at_us: None, replaces: None };
    submit(&Authority::from(permit), request, submission).await
}
