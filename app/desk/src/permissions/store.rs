//! Reading and writing permissions to buy.

use crate::changes::{Authority, Difference, Proposal, Submission, Wishes, author_now, submit};
use crate::customers;
use crate::customers::Snapshot;
use crate::error::Error;
use crate::request::RequestContext;
use model::access::{Permit, SeeCustomers, SetPermission};
use model::account::Saved;
use model::customers::Field;
use model::permissions::{Given, Permissions};
use uuid::Uuid;

/// A customer's permissions.
///
/// # Errors
/// `NotFound`.
pub async fn find(_: &Permit<SeeCustomers>, request: &RequestContext, id: Uuid) -> Result<Permissions, Error> {
    let database = request.database.reader();
    let row = customers::rows::find(database, id).await?;
    let now = Snapshot::of(&row);
    let mut each = Vec::new();
    for &permission in Field::PERMISSIONS {
        let is_given = now.given().contains(&permission);
        let wishes = Wishes::Permission(permission, !is_given);
        let difference = Difference::of(now.clone(), wishes, &now, &request.policy);
        let author = author_now(database, request, id, difference.changes()).await?;
        let ruling = difference.ruled("", None, &request.policy, &author).ruling().clone();
        each.push(Given { permission, is_given, ruling });
    }
    let waiting = crate::changes::store::open_of(request, id).await?;
    let (version, standing) = (row.version, now.standing());
    Ok(Permissions { customer_id: id, company_name: row.company_name, version, standing, waiting, each })
}

/// What somebody wants of a permission.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// The version they began from.
    pub version: i64,
    /// Which permission.
    pub permission: Field,
    /// Given or removed.
    pub is_given: bool,
    /// Why.
    pub reason: &'a str,
    /// When, in microseconds since 1970, UTC; at once where nothing is said.
    pub moment_us: Option<i64>,
}

/// Submits a permission as a change like any other.
///
/// # Errors
/// As [`submit`]; `Malformed` for what is no permission.
pub async fn set(
    permit: &Permit<SetPermission>,
    request: &RequestContext,
    id: Uuid,
    wanted: Wanted<'_>,
) -> Result<Saved, Error> {
    if !wanted.permission.is_permission() {
        return Err(Error::Malformed);
    }
    let submission = Submission {
        customer_id: id,
        version: wanted.version,
        proposal: Proposal {
            wishes: Wishes::Permission(wanted.permission, wanted.is_given),
            reason: wanted.reason,
            moment_us: wanted.moment_us,
        },
        undoes: None,
        replaces: None,
        draft: Uuid::nil(),
    };
    Ok(submit(&Authority::from(permit), request, submission).await?.saved)
}
