//! What the list asks the server.

use crate::ask::Ask;
use crate::wire::Error;
use leptos::prelude::*;
use model::customers::{CustomersPage, ListQuery};

/// One page of the customers that a query asks for.
///
/// # Errors
/// `Malformed` if a filter or a token is none; `Forbidden`, `SignedOut`.
#[server(prefix = "/api", endpoint = "customers/list", protocol = Ask)]
pub async fn list_customers(query: ListQuery) -> Result<CustomersPage, Error> {
    use model::access::SeeCustomers;
    let request = crate::current::request()?;
    let permit = request.permit::<SeeCustomers>()?;
    crate::way_back::remember_customers(&query);
    Ok(desk::customers::list(&permit, &request.database, &query, request.language).await?)
}
