//! What the account asks about registries.

use crate::ask::Ask;
use crate::wire::Error;
use leptos::prelude::*;
use model::registry::RegistryShown;
use uuid::Uuid;

/// Has a customer's VAT ID looked up. The answer comes by itself, soon or late; this answers at once.
///
/// # Errors
/// `NotFound` if there is no such customer, its number is no VAT ID, or this server asks no registry; `Forbidden`, `SignedOut`.
#[server(prefix = "/api", endpoint = "registry/ask", protocol = Ask)]
pub async fn ask_registry(id: Uuid) -> Result<Option<RegistryShown>, Error> {
    use model::access::UpdateCustomer;
    let request = crate::current::request()?;
    let permit = request.permit::<UpdateCustomer>()?;
    Ok(desk::registry::store::ask(&permit, &request, id).await?)
}
