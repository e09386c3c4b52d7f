//! What the first page asks the server.

use crate::ask::Ask;
use crate::wire::Error;
use leptos::prelude::*;
use model::customers::CustomerRow;
use model::setup::FirstSteps;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What the first page shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overview {
    /// How many customers there are.
    pub customer_count: u64,
    /// The customers that were changed last, the newest first.
    pub recent: Vec<CustomerRow>,
    /// Change requests that wait for who looks.
    pub waiting_count: u64,
    /// Their own of the last week that came to nothing, and that they have not looked at.
    pub refused_count: u64,
    /// The newest of those.
    pub newest_refused: Option<Uuid>,
    /// What comes first, for who keeps people, while there is little here.
    pub first_steps: Option<FirstSteps>,
}

/// The number of customers and those that were changed last.
///
/// # Errors
/// `Forbidden`, `SignedOut`.
#[server(prefix = "/api", endpoint = "workspaces/find", protocol = Ask)]
pub async fn find_overview() -> Result<Overview, Error> {
    use desk::customers::overview;
    use model::access::{KeepPeople, SeeCustomers};
    /// As many as one looks over without reading.
    const RECENT_ROWS: u64 = 8;
    let request = crate::current::request()?;
    let permit = request.permit::<SeeCustomers>()?;
    let requests = desk::changes::to_look_at(&permit, &request).await?;
    let (customer_count, recent) = overview(&permit, &request.database, RECENT_ROWS).await?;
    let first_steps = match request.permit::<KeepPeople>() {
        Ok(permit) => desk::setup::first_steps(&permit, &request, customer_count).await?,
        Err(_) => None,
    };
    Ok(Overview {
        customer_count,
        recent,
        waiting_count: requests.waiting,
        refused_count: requests.refused,
        newest_refused: requests.newest_refused,
        first_steps,
    })
}
