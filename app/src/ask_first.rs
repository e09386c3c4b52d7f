//! What the pages that are opened all day ask for, by their addresses. A page that is not named here asks while it is rendered;
//! so does one that asks for anything else than its address says.

use crate::account::find_account;
use crate::customers::list_customers;
use crate::routes;
use crate::ui::AskedFirst;
use crate::way_back::list_query_of;
use crate::workspaces::find_overview;
use desk::database::{Database, Wait};
use desk::request::RequestContext;
use leptos::prelude::*;
use leptos::reactive::computed::ScopedFuture;

/// Asks what the page at an address will ask, in the name of who asks for the page.
pub async fn ask_first(context: RequestContext, uri: &http::Uri) -> Option<AskedFirst> {
    let (owner, database) = (Owner::new(), context.database.clone());
    let asked = owner.with(|| {
        provide_context(context);
        ScopedFuture::new(ask(&database, uri.path(), uri.query().unwrap_or_default()))
    });
    asked.await
}

async fn ask(database: &Database, path: &str, query: &str) -> Option<AskedFirst> {
    match path {
        routes::WORKSPACES => {
            let overview = database.within(Wait::Read, find_overview()).await;
            Some(AskedFirst::new(String::new(), overview))
        }
        routes::CUSTOMERS => {
            let query = list_query_of(query)?;
            let key = query.to_query_string();
            Some(AskedFirst::new(key, database.within(Wait::Read, list_customers(query)).await))
        }
        _ => {
            let id = routes::account_in(path)?;
            Some(AskedFirst::new(id.to_string(), database.within(Wait::Read, find_account(id)).await))
        }
    }
}
