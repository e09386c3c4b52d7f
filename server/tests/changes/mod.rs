//! Change requests: a second person, a date, and taking back.

mod contacts;
mod faults;
mod foreign;
mod hands;
mod in_force;
mod plans;
mod review;
mod schedule;
mod table;
mod under_lock;
mod undo;

pub use hands::{let_in, post};
pub use schedule::land_all;

use crate::support::{Answer, Desk, TestResult, Tried, Who, waiting_for_locks};
use model::customers::Field;
use sea_orm::DatabaseBackend;
use serde_json::{Value, json};
use std::task::Poll;

/// The first customer with some fields changed, on top of a version.
fn arguments(version: i64, change: &[(Field, &str)]) -> Value {
    let mut text = crate::support::lale_text();
    for (field, value) in change {
        text.set(*field, *value);
    }
    json!({ "id": Desk::lale(), "version": version, "text": text, "reason": "asked by phone" })
}

/// What the policy wants a second person for: where mails go, together with where invoices go.
const FRAUD: [(Field, &str); 2] =
    [(Field::BillingEmail, "fatura@lale.example"), (Field::CompanyAddressLine1, "Yeni Yol 7")];

/// Submits it as the sales agent and answers the request's id.
async fn asked(desk: &Desk) -> Tried<String> {
    let saved = desk.call(Who::SALES, "account/update", &arguments(1, &FRAUD)).await?.expect(200)?.json()?;
    Ok(saved["Waiting"]["id"].as_str().ok_or_else(|| format!("not waiting: {saved}"))?.to_owned())
}

/// Whether a page says that one cannot decide about one's own change.
fn is_own(page: &Answer) -> bool {
    page.body.contains("your own change")
}
async fn request(desk: &Desk, who: Who, id: &str) -> Tried<Value> {
    desk.call(who, "changes/find", &json!({ "id": id })).await?.expect(200)?.json()
}

/// Answers a request, as it was at a version, by its page's form.
async fn decide(desk: &Desk, who: Who, id: &str, step: &str, version: i64) -> Tried<Answer> {
    let fields =
        [("version", &*version.to_string()), ("step", step), ("note", "called them"), ("cancel_note", "called them")];
    desk.post(who, &format!("/requests/{id}"), &fields).await
}

/// Gives a request another date.
async fn postpone(desk: &Desk, who: Who, id: &str, version: i64, land_at: &str) -> Tried<Answer> {
    let fields = [("version", &*version.to_string()), ("step", "move"), ("land_at", land_at)];
    desk.post(who, &format!("/requests/{id}"), &fields).await
}

/// Takes back what an entry did to the first customer.
async fn take_back(desk: &Desk, who: Who, seq: i64, version: i64) -> Tried<Answer> {
    let fields = [("version", &*version.to_string()), ("step", "undo"), ("reason", "a slip")];
    desk.post(who, &format!("/customers/{}/history/{seq}/undo", Desk::lale()), &fields).await
}

/// Goes on with something until it waits for what another transaction holds.
pub async fn until_it_waits(desk: &Desk, under_way: &mut (impl Future + Unpin)) -> TestResult {
    let database = &desk.fresh.database;
    if database.backend() == DatabaseBackend::Sqlite {
        // One transaction writes at a time: whatever comes second has not begun to.
        return match futures::poll!(&mut *under_way) {
            Poll::Pending => Ok(()),
            Poll::Ready(_) => Err("it did not wait".into()),
        };
    }
    loop {
        tokio::select! {
            _ = &mut *under_way => return Err("it did not wait".into()),
            waiting = waiting_for_locks(database) => if waiting? > 0 { return Ok(()) },
        }
    }
}

/// What the newest entries of the log are about, the newest first, without the reading of it.
async fn kinds(desk: &Desk, count: usize) -> Tried<Vec<String>> {
    let filter = json!({ "filter": { "customer": Desk::lale() } });
    let shown = desk.call(Who::AUDITOR, "activity/list", &filter).await?.expect(200)?.json()?;
    let entries = shown["entries"].as_array().cloned().unwrap_or_default();
    Ok(entries.iter().filter_map(|entry| entry["kind"].as_str()).take(count).map(str::to_owned).collect())
}
