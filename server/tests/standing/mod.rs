//! Customers who are added, removed, brought back and taken over, on each database.

mod adding;
mod older;
mod removing;
mod restoring;
mod taken_over;
mod waiting;

use crate::changes::let_in;
use crate::support::{Desk, TestResult, Tried, Who, lale_text};
use desk::account::{self, Wanted};
use desk::audit::verify;
use desk::changes::set_standing;
use desk::error::Error;
use desk::request::RequestContext;
use desk::settings::Policy;
use desk::verify::first_that_differs;
use model::access::{AddCustomer, RemoveCustomer};
use model::account::Saved;
use model::changes::ChangePolicy;
use model::customers::{CustomerText, Field, Standing};
use serde_json::{Value, json};
use std::sync::Arc;
use uuid::Uuid;

/// A new customer's id.
const NEW: Uuid = Uuid::from_u128(0x0195_d3a2_1111_7000_8000_0000_0000_0001);

fn failed(error: Error) -> Box<dyn std::error::Error + Send + Sync> {
    format!("{error:?}").into()
}

/// A text that nobody has anything of, and that no rule doubts.
fn papatya() -> CustomerText {
    let mut text = lale_text();
    for (field, value) in [
        (Field::CompanyName, "Papatya Gıda Ltd. Şti."),
        (Field::BillToName, "Papatya Gıda Ltd. Şti."),
        (Field::Domain, "papatya.example"),
        (Field::BillingEmail, "muhasebe@papatya.example"),
        (Field::TaxNumber, "4540536920"),
    ] {
        text.set(field, value);
    }
    text
}

/// The same with some fields otherwise.
fn papatya_with(change: &[(Field, &str)]) -> CustomerText {
    let mut text = papatya();
    for (field, value) in change {
        text.set(*field, *value);
    }
    text
}

/// Somebody whom the door has let in, under a table of changes.
async fn under(desk: &Desk, who: Who, table: &str) -> Tried<RequestContext> {
    let changes = ChangePolicy::parse(table)?;
    Ok(RequestContext { policy: Arc::new(Policy { changes, ..Policy::default() }), ..let_in(desk, who).await? })
}

async fn add(request: &RequestContext, id: Uuid, text: &CustomerText, reason: &str) -> Result<Saved, Error> {
    add_at(request, id, text, (reason, None)).await
}

async fn add_at(
    request: &RequestContext,
    id: Uuid,
    text: &CustomerText,
    (reason, moment_us): (&str, Option<i64>),
) -> Result<Saved, Error> {
    let permit = request.permit::<AddCustomer>()?;
    let wanted = Wanted { version: 0, text, reason, moment_us, replaces: None, draft: id };
    account::add(&permit, request, wanted).await
}

async fn stand(request: &RequestContext, id: Uuid, version: i64, to: Standing, reason: &str) -> Result<Saved, Error> {
    let permit = request.permit::<RemoveCustomer>()?;
    set_standing(&permit, request, id, version, to, reason, None).await
}

/// Removes the first customer.
async fn remove_lale(desk: &Desk) -> TestResult {
    let agent = let_in(desk, Who::AGENT).await?;
    let version = desk.account(Desk::lale()).await?["version"].as_i64().ok_or("no version")?;
    let saved = stand(&agent, Desk::lale(), version, Standing::Removed, "left for another partner").await;
    assert_eq!(saved.map_err(failed)?, Saved::As { version: version + 1 });
    Ok(())
}

/// The ids that a question of the list finds, and how many there are.
async fn listed(desk: &Desk, query: Value) -> Tried<(Vec<String>, Value)> {
    let page = desk.call(Who::HELPDESK, "customers/list", &json!({ "query": query })).await?.expect(200)?.json()?;
    let rows = page["rows"].as_array().into_iter().flatten();
    let ids = rows.filter_map(|row| row["id"].as_str().map(str::to_owned)).collect();
    Ok((ids, page["count"].clone()))
}

/// How a customer stands, and its version.
async fn stands(desk: &Desk, id: Uuid) -> Tried<(String, i64)> {
    let account = desk.account(id).await?;
    let standing = account["standing"].as_str().unwrap_or_default().to_owned();
    Ok((standing, account["version"].as_i64().unwrap_or(-1)))
}

/// The log is whole, and every customer is as it says.
async fn is_as_the_log_says(desk: &Desk) -> TestResult {
    assert_eq!(verify(&desk.fresh.database, None).await.map_err(failed)?.fault, None);
    assert_eq!(first_that_differs(&desk.fresh.database).await.map_err(failed)?, None);
    Ok(())
}

/// The kinds of a customer's history, the newest first.
async fn history_kinds(desk: &Desk, id: Uuid) -> Tried<Vec<String>> {
    let history = desk.history(id).await?;
    Ok(history.iter().filter_map(|change| change["kind"].as_str().map(str::to_owned)).collect())
}

/// The request that a submission waits as.
fn waiting_id(saved: &Saved) -> Tried<Uuid> {
    match saved {
        Saved::Waiting { id } | Saved::Scheduled { id } => Ok(*id),
        other => Err(format!("it does not wait: {other:?}").into()),
    }
}
