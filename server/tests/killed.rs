//! The server is killed in the middle of updates: everything it acknowledged is there, nothing is half-written.

use crate::support::{Fresh, Program, TestResult, Tried, defter, fresh_postgres, fresh_sqlite, request, sign_in};
use serde_json::{Value, json};
use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};

const WRITERS: usize = 4;
const ROUNDS: usize = 3;
/// Updates acknowledged before a round's server is killed.
const ACKNOWLEDGED: usize = 120;

fn body(answer: &str) -> Tried<Value> {
    let body = answer.split_once("\r\n\r\n").map(|(_, body)| body).unwrap_or_default();
    serde_json::from_str(body).map_err(|error| format!("{error}: {answer}").into())
}

fn call(address: SocketAddr, cookie: &str, function: &str, arguments: &Value) -> Tried<Value> {
    body(&request(address, "POST", &format!("/api/{function}"), cookie, &arguments.to_string())?)
}

/// Updates one customer again and again until the server is gone; answers the last version that was acknowledged.
fn write(address: SocketAddr, cookie: &str, id: &str, known: i64, acknowledged: &AtomicUsize) -> Tried<i64> {
    // The others may have had the server killed before this one began.
    let Ok(account) = call(address, cookie, "account/edit", &json!({ "id": id })) else { return Ok(known) };
    let mut version = account["version"].as_i64().unwrap_or_default();
    let mut text = account["text"].clone();
    loop {
        text["purchase_order_reference"] = json!(format!("1{version}"));
        let Ok(saved) = call(
            address,
            cookie,
            "account/update",
            &json!({ "id": id, "version": version, "text": text, "reason": "" }),
        ) else {
            return Ok(version);
        };
        version = saved["As"]["version"].as_i64().ok_or_else(|| format!("not saved: {saved}"))?;
        acknowledged.fetch_add(1, Ordering::Relaxed);
    }
}

/// What is stored is what was acknowledged, or one more that was on its way; history has every version.
fn check(address: SocketAddr, cookie: &str, id: &str, acknowledged: i64) -> TestResult {
    let account = call(address, cookie, "account/find", &json!({ "id": id }))?;
    let version = account["version"].as_i64().unwrap_or_default();
    assert!(version == acknowledged || version == acknowledged + 1, "acknowledged {acknowledged}, stored {version}");
    // A writer that was killed before its first answer has written nothing.
    let written = if version == 1 { Value::Null } else { json!(format!("1{}", version - 1)) };
    assert_eq!(account["text"]["purchase_order_reference"], written);
    let mut seen = version;
    let mut before = Value::Null;
    loop {
        let page = call(address, cookie, "history/list", &json!({ "customer_id": id, "before": before }))?;
        for change in page["changes"].as_array().into_iter().flatten() {
            assert_eq!(change["version"], json!(seen), "no version is missing or twice");
            seen -= 1;
        }
        before = page["next_before"].clone();
        if before.is_null() {
            break;
        }
    }
    assert_eq!(seen, 1);
    Ok(())
}

fn survives(fresh: &Fresh) -> TestResult {
    let (seeded, said) = defter(&fresh.url, &["seed", "--demo"], "")?;
    assert!(seeded, "{said}");
    let mut acknowledged = vec![1_i64; WRITERS];
    let mut ids: Vec<String> = Vec::new();
    for round in 0..=ROUNDS {
        let program = Program::serve(&fresh.url)?;
        let address = program.address;
        let cookie = sign_in(address, "sales.agent@demo.example", server::seed::DEMO_PASSWORD)?;
        if ids.is_empty() {
            let page = call(address, &cookie, "customers/list", &json!({ "query": { "country": "SE" } }))?;
            ids = page["rows"]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(|row| row["id"].as_str())
                .take(WRITERS)
                .map(str::to_owned)
                .collect();
        }
        for (id, version) in ids.iter().zip(&acknowledged).filter(|_| round > 0) {
            check(address, &cookie, id, *version)?;
        }
        if round == ROUNDS {
            assert!(!program.log().contains("panicked"), "{}", program.log());
            return Ok(());
        }
        let (count, known) = (AtomicUsize::new(0), acknowledged.clone());
        acknowledged = std::thread::scope(|scope| -> Tried<Vec<i64>> {
            let writers: Vec<_> = ids
                .iter()
                .zip(&known)
                .map(|(id, known)| scope.spawn(|| write(address, &cookie, id, *known, &count)))
                .collect();
            while count.load(Ordering::Relaxed) < ACKNOWLEDGED
                && !writers.iter().any(std::thread::ScopedJoinHandle::is_finished)
            {
                std::thread::yield_now();
            }
            program.kill()?;
            writers.into_iter().map(|writer| writer.join().map_err(|_| "a writer panicked")?).collect()
        })?;
    }
    Ok(())
}

mod loses_nothing_that_was_acknowledged {
    use super::{TestResult, fresh_postgres, fresh_sqlite, survives};

    #[tokio::test]
    async fn sqlite() -> TestResult {
        let fresh = fresh_sqlite().await?;
        tokio::task::spawn_blocking(move || survives(&fresh)).await?
    }

    #[tokio::test]
    async fn postgres() -> TestResult {
        let fresh = fresh_postgres(None).await?;
        tokio::task::spawn_blocking(move || survives(&fresh)).await?
    }
}

#[tokio::test]
async fn sigterm_finishes_what_is_under_way_and_ends_well() -> TestResult {
    let fresh = fresh_sqlite().await?;
    tokio::task::spawn_blocking(move || -> TestResult {
        defter(&fresh.url, &["seed", "--demo"], "")?;
        let program = Program::serve(&fresh.url)?;
        let address = program.address;
        let under_way =
            std::thread::spawn(move || sign_in(address, "sales.agent@demo.example", server::seed::DEMO_PASSWORD));
        // The request has at least been sent once the other thread has an answer or the server ends.
        let answered = under_way.join().map_err(|_| "the client panicked")?;
        let (ended_well, log) = program.terminate()?;
        assert!(answered.is_ok() && ended_well && log.contains("ended"), "{log}");
        Ok(())
    })
    .await?
}
