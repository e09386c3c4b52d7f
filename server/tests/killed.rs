//! The server is killed in the middle of updates: everything it acknowledged is there, nothing is half-written.

use crate::support::{Fresh, Program, TestResult, Tried, defter, fresh_postgres, fresh_sqlite, request, sign_in};
use serde_json::{Value, json};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

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
        let changes = page["changes"].as_array().into_iter().flatten();
        for change in changes.filter(|change| change["kind"] != "customer.taken_over") {
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

/// Sends the head of a request, and comes back when the server asks for the rest: then the request is under way.
fn begin(address: SocketAddr, cookie: &str, path: &str, body: &str) -> Tried<TcpStream> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(Duration::from_secs(20)))?;
    let length = body.len();
    let head = format!(
        "POST {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\ncookie: {cookie}\r\nexpect: 100-continue\r\n\
         content-type: application/json\r\ncontent-length: {length}\r\n\r\n"
    );
    stream.write_all(head.as_bytes())?;
    let mut go_on = [0_u8; 25];
    stream.read_exact(&mut go_on)?;
    assert_eq!(&go_on, b"HTTP/1.1 100 Continue\r\n\r\n");
    Ok(stream)
}

#[tokio::test]
async fn sigterm_finishes_what_is_under_way_and_ends_well() -> TestResult {
    let fresh = fresh_sqlite().await?;
    tokio::task::spawn_blocking(move || -> TestResult {
        defter(&fresh.url, &["seed", "--demo"], "")?;
        let program = Program::serve(&fresh.url)?;
        let address = program.address;
        let cookie = sign_in(address, "sales.agent@demo.example", server::seed::DEMO_PASSWORD)?;
        let page = call(address, &cookie, "customers/list", &json!({ "query": { "country": "SE" } }))?;
        let account = call(address, &cookie, "account/edit", &json!({ "id": page["rows"][0]["id"] }))?;
        let mut text = account["text"].clone();
        text["purchase_order_reference"] = json!("LAST");
        let update = json!({ "id": page["rows"][0]["id"], "version": account["version"], "text": text, "reason": "" })
            .to_string();
        let mut under_way = begin(address, &cookie, "/api/account/update", &update)?;
        program.tell_to_end()?;
        // Nobody new is let in: the server was told, and the one who is in has not said yet what they want.
        while TcpStream::connect(address).is_ok() {
            std::thread::yield_now();
        }
        under_way.write_all(update.as_bytes())?;
        let mut answer = String::new();
        under_way.read_to_string(&mut answer)?;
        let (ended_well, log) = program.wait()?;
        assert!(ended_well && log.contains("ended"), "{log}");
        assert!(answer.starts_with("HTTP/1.1 200") && answer.contains("\"version\":2"), "{answer}");
        // Answered is stored.
        let program = Program::serve(&fresh.url)?;
        let stored = call(program.address, &cookie, "account/find", &json!({ "id": page["rows"][0]["id"] }))?;
        assert_eq!(stored["text"]["purchase_order_reference"], "LAST");
        Ok(())
    })
    .await?
}
