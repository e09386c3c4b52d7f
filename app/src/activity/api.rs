//! What the page of the log asks the server.

use crate::ask::Ask;
use crate::wire::Error;
use leptos::prelude::*;
use model::activity::{ActivityFilter, ActivityShown};

/// A page of the log, the newest first. That it was read is an entry of its own.
///
/// # Errors
/// `Invalid` names the parts of the filter that are none; `Forbidden`, `SignedOut`.
#[server(prefix = "/api", endpoint = "activity/list", protocol = Ask)]
pub async fn list_activity(filter: ActivityFilter) -> Result<ActivityShown, Error> {
    use model::access::SeeLog;
    let request = crate::current::request()?;
    let permit = request.permit::<SeeLog>()?;
    Ok(desk::activity::list(&permit, &request, filter).await?)
}
