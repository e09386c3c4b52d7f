//! What the list asks the server.

use super::list::{CustomersPage, ListQuery};
use crate::error::Error;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;

/// One page of the customers that a query asks for.
///
/// # Errors
/// `Malformed` if a filter or a token is none; `Forbidden`, `SignedOut`.
#[server(prefix = "/api", endpoint = "customers/list", input = Json)]
pub async fn list_customers(query: ListQuery) -> Result<CustomersPage, Error> {
    use crate::access::SeeCustomers;
    let request = crate::request::RequestContext::current()?;
    let permit = request.permit::<SeeCustomers>()?;
    super::store::list(&permit, &request.database, &query, request.language).await
}
