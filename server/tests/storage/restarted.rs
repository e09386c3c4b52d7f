//! `PostgreSQL` that ends every connection of the program, as a restart or an administrator does: between submits and in the
//! middle of them. `SQLite` has no connections that another could end.

use crate::support::{Answer, Desk, TestResult, Tried, Who, admin_postgres};
use desk::audit::verify;
use futures::future::{join_all, try_join_all};
use sea_orm::{ConnectionTrait, DatabaseBackend, DatabaseConnection, Statement};
use serde_json::json;
use std::convert::Infallible;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use tokio::sync::Notify;
use uuid::Uuid;

const WRITERS: u128 = 4;
const ROUNDS: usize = 15;
/// After so many acknowledged submits every connection is ended.
const BETWEEN: usize = 3;
/// Far more tries than connections can be ended.
const TRIES: usize = 300;

/// More than there are connections for reading.
const AT_ONCE: usize = 12;

/// Counts what was acknowledged, for whoever ends connections.
#[derive(Default)]
struct Acknowledged {
    count: AtomicUsize,
    more: Notify,
}

/// Somebody who gives one customer one order number after the other, each until it is stored; answers how often they were
/// told to try again.
async fn write(desk: &Desk, id: Uuid, acknowledged: &Acknowledged) -> Tried<usize> {
    let mut refused = 0;
    let mut version = 1;
    for round in 0..ROUNDS {
        let order = format!("order {round}");
        let mut is_stored = false;
        for _ in 0..TRIES {
            let account = desk.call(Who::SALES, "account/find", &json!({ "id": id })).await?;
            if account.status.as_u16() != 200 {
                refused += 1;
                told_to_try_again(&account);
                continue;
            }
            let account = account.json()?;
            assert!(account["version"].as_i64() >= Some(version), "acknowledged and lost: {account}");
            version = account["version"].as_i64().ok_or("no version")?;
            is_stored = account["text"]["purchase_order_reference"] == json!(order);
            if is_stored {
                // A commit whose answer was lost.
                break;
            }
            let mut text = account["text"].clone();
            text["purchase_order_reference"] = json!(order);
            let change = json!({ "id": id, "version": version, "text": text, "reason": "" });
            let answer = desk.call(Who::SALES, "account/update", &change).await?;
            match answer.status.as_u16() {
                200 => {
                    // Unchanged, where an uncertain one was stored after the account was read.
                    version = answer.json()?["As"]["version"].as_i64().unwrap_or(version);
                    is_stored = true;
                    break;
                }
                // An uncertain one was stored after the account was read.
                409 => {}
                _ => {
                    refused += 1;
                    told_to_try_again(&answer);
                }
            }
        }
        assert!(is_stored, "{order} was not to be stored");
        acknowledged.count.fetch_add(1, Ordering::SeqCst);
        acknowledged.more.notify_waiters();
    }
    Ok(refused)
}

fn told_to_try_again(answer: &Answer) {
    assert_eq!(answer.status.as_u16(), 503, "{}", answer.body);
    assert!(!answer.header("retry-after").is_empty(), "{}", answer.body);
}

/// Ends every connection to a database, and answers how many there were.
async fn end_all(admin: &DatabaseConnection, database: &str) -> Tried<i64> {
    let sql = format!(
        "SELECT COUNT(*) FROM (SELECT pg_terminate_backend(pid) AS is_ended FROM pg_stat_activity WHERE datname = '{database}') AS ended WHERE is_ended"
    );
    let ended = admin.query_one_raw(Statement::from_string(DatabaseBackend::Postgres, sql)).await?;
    Ok(ended.ok_or("no count")?.try_get_by_index(0)?)
}

/// Ends every connection as soon as some more submits were acknowledged, again and again.
async fn end_again_and_again(database: &str, acknowledged: &Acknowledged) -> Tried<Infallible> {
    let admin = admin_postgres().await?;
    let (mut ended, mut until) = (0, BETWEEN);
    loop {
        let more = acknowledged.more.notified();
        if acknowledged.count.load(Ordering::SeqCst) < until {
            more.await;
            continue;
        }
        until += BETWEEN;
        ended += end_all(&admin, database).await?;
        assert!(ended > 0);
    }
}

/// Looks at pages all the while.
async fn look(desk: &Desk) -> Tried<Infallible> {
    loop {
        let pages = ["/", "/customers", "/requests", "/readyz"].map(|path| desk.get(Who::AGENT, path));
        for page in join_all(pages).await {
            let page = page?;
            assert!([200, 204, 503].contains(&page.status.as_u16()), "{}: {}", page.status, page.body);
        }
    }
}

/// However many are idle, and however short a while ago they were used: one that is found to be gone has the others asked.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn idle_connections_that_are_ended_cost_one_page_at_most() -> TestResult {
    let desk = Desk::on_postgres().await?;
    let name = desk.fresh.url.rsplit_once('/').map_or("", |(_, name)| name).to_owned();
    let admin = admin_postgres().await?;
    for _ in 0..3 {
        let all = join_all((0..AT_ONCE).map(|_| desk.get(Who::HELPDESK, "/customers"))).await;
        assert!(all.into_iter().all(|page| page.is_ok_and(|page| page.status.as_u16() == 200)));
        assert!(end_all(&admin, &name).await? > 1, "many were idle");
        let mut refused = 0;
        for _ in 0..AT_ONCE {
            let page = desk.get(Who::HELPDESK, "/customers").await?;
            if page.status.as_u16() != 200 {
                refused += 1;
                told_to_try_again(&page);
            }
        }
        assert!(refused <= 1, "{refused} pages were refused");
    }
    desk.ends_well()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn connections_that_are_ended_cost_a_try_and_never_a_change() -> TestResult {
    let desk = Desk::on_postgres().await?;
    let name = desk.fresh.url.rsplit_once('/').map_or("", |(_, name)| name).to_owned();
    let acknowledged = Acknowledged::default();
    let ids: Vec<Uuid> = (1..=WRITERS).map(Uuid::from_u128).collect();
    let writing = try_join_all(ids.iter().map(|id| write(&desk, *id, &acknowledged)));
    let refused: usize = tokio::select! {
        written = tokio::time::timeout(Duration::from_mins(2), writing) => written??.into_iter().sum(),
        stopped = end_again_and_again(&name, &acknowledged) => return Err(format!("{stopped:?}").into()),
        stopped = look(&desk) => return Err(format!("{stopped:?}").into()),
    };
    assert!(refused > 0, "no connection was ended in the middle of anything");
    // Each once, in its order, and nothing beside.
    for id in ids {
        let sql = format!(
            "SELECT v.new_value FROM audit_entries e JOIN audit_values v ON v.seq = e.seq
             WHERE e.subject_id = '{id}' AND v.field = 'purchase_order_reference' ORDER BY e.seq"
        );
        let rows =
            desk.fresh.database.reader().query_all_raw(Statement::from_string(DatabaseBackend::Postgres, sql)).await?;
        let orders: Vec<String> = rows.iter().map(|row| row.try_get_by_index(0)).collect::<Result<_, _>>()?;
        assert_eq!(orders, (0..ROUNDS).map(|round| format!("order {round}")).collect::<Vec<_>>());
        assert_eq!(desk.account(id).await?["version"], json!(ROUNDS + 1));
    }
    let found = verify(&desk.fresh.database, None).await.map_err(|error| format!("{error:?}"))?;
    assert_eq!(found.fault, None);
    desk.get(Who::Nobody, "/readyz").await?.expect(204)?;
    desk.ends_well()
}
