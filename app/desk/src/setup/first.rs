//! What comes first on an installation with few things in it, worked out from what is there.

use crate::changes::policy_version_and_partner;
use crate::error::Error;
use crate::partner::Partner;
use crate::people::count_up_to;
use crate::request::RequestContext;
use model::access::{KeepPeople, Permit};
use model::setup::FirstSteps;

/// With as many customers nobody needs to be told how to begin.
const MANY_CUSTOMERS: u64 = 20;

/// The first steps, with what is done of them; none once customers and colleagues are there, or many customers.
///
/// # Errors
/// A database that fails.
pub async fn first_steps(
    _: &Permit<KeepPeople>,
    request: &RequestContext,
    customers: u64,
) -> Result<Option<FirstSteps>, Error> {
    if customers >= MANY_CUSTOMERS {
        return Ok(None);
    }
    let database = &request.database;
    let is_alone = count_up_to(database.reader(), 2).await? < 2;
    if customers > 0 && !is_alone {
        return Ok(None);
    }
    let (policy, partner) = policy_version_and_partner(database).await?;
    Ok(Some(FirstSteps {
        partner: partner.as_ref().map(Partner::known).unwrap_or_default(),
        has_customers: customers > 0,
        has_colleagues: !is_alone,
        has_own_rules: policy > 0,
        sends_mail: request.policy.tells_contacts,
        asks_registries: request.policy.asks_registries,
    }))
}
