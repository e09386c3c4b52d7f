//! What the page of the log asks the server.

use super::filter::{ActivityFilter, ActivityShown};
use crate::ask::Ask;
use crate::error::Error;
use leptos::prelude::*;

/// A page of the log, the newest first. That it was read is an entry of its own.
///
/// # Errors
/// `Invalid` names the parts of the filter that are none; `Forbidden`, `SignedOut`.
#[server(prefix = "/api", endpoint = "activity/list", protocol = Ask)]
pub async fn list_activity(filter: ActivityFilter) -> Result<ActivityShown, Error> {
    use crate::access::SeeLog;
    let request = crate::current::request()?;
    let permit = request.permit::<SeeLog>()?;
    super::store::list(&permit, &request, filter).await
}
