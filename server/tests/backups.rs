//! Backups as docs/running.md makes them: copied while the server runs, restored, served, and their log whole.

use crate::support::{Program, TestResult, Tried, defter, fresh_postgres, fresh_sqlite, request, sign_in};
use serde_json::{Value, json};
use server::seed::DEMO_PASSWORD;
use std::path::PathBuf;
use std::process::Command;
use tempfile::TempDir;

/// The backup that `sqlite3`'s `.backup` makes, by the same call of the library.
const COPY: &str = "
import sqlite3, sys
source, copy = sqlite3.connect(sys.argv[1]), sqlite3.connect(sys.argv[2])
source.backup(copy)
copy.close()
";

fn call(program: &Program, cookie: &str, function: &str, arguments: &Value) -> Tried<Value> {
    let answer = request(program.address, "POST", &format!("/api/{function}"), cookie, &arguments.to_string())?;
    let body = answer.split_once("\r\n\r\n").map(|(_, body)| body).unwrap_or_default();
    serde_json::from_str(body).map_err(|error| format!("{error}: {answer}").into())
}

/// Changes a customer's order number and answers the version that it has then.
fn order(program: &Program, cookie: &str, id: &Value, order: &str) -> Tried<Value> {
    let account = call(program, cookie, "account/edit", &json!({ "id": id }))?;
    let mut text = account["text"].clone();
    text["purchase_order_reference"] = json!(order);
    let change = json!({ "id": id, "version": account["version"], "text": text, "reason": "" });
    Ok(call(program, cookie, "account/update", &change)?["As"]["version"].clone())
}

/// Copies a database under a running server and goes on from the copy.
fn survives(url: &str, copy: impl FnOnce() -> Tried<String>) -> TestResult {
    let (is_seeded, said) = defter(url, &["seed", "--demo"], "")?;
    assert!(is_seeded, "{said}");
    let program = Program::serve(url)?;
    let cookie = sign_in(program.address, "sales.agent@demo.example", DEMO_PASSWORD)?;
    let page = call(&program, &cookie, "customers/list", &json!({ "query": { "country": "SE" } }))?;
    let id = &page["rows"][0]["id"];
    assert_eq!(order(&program, &cookie, id, "BEFORE")?, json!(2));
    let copied = copy()?;
    assert_eq!(order(&program, &cookie, id, "AFTER")?, json!(3));
    program.kill()?;

    let (is_whole, said) = defter(&copied, &["audit", "verify"], "")?;
    assert!(is_whole, "{said}");
    let program = Program::serve(&copied)?;
    let account = call(&program, &cookie, "account/find", &json!({ "id": id }))?;
    assert_eq!((&account["version"], &account["text"]["purchase_order_reference"]), (&json!(2), &json!("BEFORE")));
    let name = &account["text"]["company_name"];
    let found = call(&program, &cookie, "customers/list", &json!({ "query": { "search": name } }))?;
    assert!(found["rows"].as_array().is_some_and(|rows| rows.iter().any(|row| row["id"] == *id)), "{found}");
    assert_eq!(order(&program, &cookie, id, "RESTORED")?, json!(3));
    let (ended_well, log) = program.terminate()?;
    assert!(ended_well && !log.contains("panicked"), "{log}");
    let (is_whole, said) = defter(&copied, &["audit", "verify"], "")?;
    assert!(is_whole, "{said}");
    Ok(())
}

/// Runs a program of others to its end.
fn run(program: impl AsRef<std::ffi::OsStr>, arguments: &[&str]) -> TestResult {
    let output = Command::new(program).args(arguments).output()?;
    if output.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&output.stderr).into_owned().into()) }
}

#[expect(clippy::disallowed_methods, reason = "the tests' own setting, as TEST_POSTGRES_URL is")]
fn python() -> Tried<String> {
    std::env::var("TEST_PYTHON").map_err(|_| "TEST_PYTHON is not set: .ci/test sets it".into())
}

#[tokio::test]
async fn a_copy_of_a_running_sqlite_goes_on() -> TestResult {
    let python = python()?;
    let fresh = fresh_sqlite().await?;
    let folder = TempDir::new()?;
    let copy = folder.path().join("copy.db").display().to_string();
    tokio::task::spawn_blocking(move || {
        let source = fresh.url.trim_start_matches("sqlite:").split('?').next().unwrap_or_default();
        survives(&fresh.url, || {
            run(&python, &["-c", COPY, source, &copy])?;
            Ok(format!("sqlite:{copy}"))
        })
    })
    .await?
}

#[tokio::test]
async fn a_dump_of_a_running_postgres_goes_on() -> TestResult {
    let (fresh, empty) = (fresh_postgres(None).await?, fresh_postgres(None).await?);
    let folder = TempDir::new()?;
    let dump = folder.path().join("dump.sql").display().to_string();
    tokio::task::spawn_blocking(move || {
        survives(&fresh.url, || {
            run(of_postgres("pg_dump")?, &["--no-owner", "--file", &dump, "--dbname", &fresh.url])?;
            run(
                of_postgres("psql")?,
                &["--quiet", "--set", "ON_ERROR_STOP=1", "--file", &dump, "--dbname", &empty.url],
            )?;
            Ok(empty.url.clone())
        })
    })
    .await?
}

/// A program of the newest `PostgreSQL`, which `.ci/postgres.sh` starts too; the system's own elsewhere.
fn of_postgres(program: &str) -> Tried<PathBuf> {
    let Ok(versions) = std::fs::read_dir("/usr/lib/postgresql") else { return Ok(program.into()) };
    let mut found: Vec<(u32, PathBuf)> = Vec::new();
    for version in versions {
        let path = version?.path();
        let number = path.file_name().and_then(|name| name.to_str()?.parse().ok()).unwrap_or_default();
        found.push((number, path.join("bin").join(program)));
    }
    found.retain(|(_, path)| path.is_file());
    Ok(found.into_iter().max().map_or_else(|| program.into(), |(_, path)| path))
}
