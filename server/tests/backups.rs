//! Backups as docs/running.md makes them: copied while the server runs, restored, served, and their log whole.

use crate::support::{Program, TestResult, Tried, defter, fresh_postgres, fresh_sqlite, request, sign_in};
use migrations::{Migrator, MigratorTrait};
use serde_json::{Value, json};
use server::seed::DEMO_PASSWORD;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::Command;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::{Duration, Instant};
use tempfile::TempDir;

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

/// Copies while somebody writes without a pause: that must not keep the copy from being made.
fn while_others_write(program: &Program, cookie: &str, copy: impl FnOnce() -> Tried<String>) -> Tried<String> {
    let page = call(program, cookie, "customers/list", &json!({ "query": { "country": "TR" } }))?;
    let mut rows = page["rows"].as_array().into_iter().flatten().map(|row| &row["id"]);
    // Some of the demo's customers have fields that must be set right first.
    let can_write = |id: &&Value| order(program, cookie, id, "0").is_ok_and(|version| version.is_number());
    let other = rows.find(can_write).ok_or("nobody can be changed")?;
    let (is_done, written, began) = (AtomicBool::new(false), AtomicU32::new(0), Instant::now());
    std::thread::scope(|scope| {
        let writing = scope.spawn(|| -> TestResult {
            while !is_done.load(Ordering::SeqCst) {
                order(program, cookie, other, &written.fetch_add(1, Ordering::SeqCst).to_string())?;
            }
            Ok(())
        });
        // Not before the writing is under way.
        while written.load(Ordering::SeqCst) < 3 && !writing.is_finished() {
            std::thread::yield_now();
        }
        let copied = copy();
        is_done.store(true, Ordering::SeqCst);
        writing.join().map_err(|_| "the writing ended early")??;
        assert!(began.elapsed() < Duration::from_mins(1), "{:?} with {written:?} writes", began.elapsed());
        copied
    })
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
    let copied = while_others_write(&program, &cookie, copy)?;
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

#[tokio::test]
async fn a_copy_of_a_running_sqlite_goes_on() -> TestResult {
    let fresh = fresh_sqlite().await?;
    let folder = TempDir::new()?;
    let copy = folder.path().join("copy.db").display().to_string();
    tokio::task::spawn_blocking(move || {
        survives(&fresh.url, || {
            let (is_copied, said) = defter(&fresh.url, &["backup", &copy], "")?;
            assert!(is_copied && said.contains("found whole"), "{said}");
            let mode = std::fs::metadata(&copy)?.permissions().mode();
            assert_eq!(mode & 0o777, 0o600, "{mode:o}");
            Ok(format!("sqlite:{copy}"))
        })
    })
    .await?
}

#[test]
fn a_backup_takes_no_files_place_and_leaves_no_half() -> TestResult {
    let folder = TempDir::new()?;
    let path = |name: &str| folder.path().join(name).display().to_string();
    let url = format!("sqlite:{}", path("it's.db"));
    assert!(!defter(&url, &["backup", &path("copy.db")], "")?.0, "there is nothing to copy");
    assert!(!folder.path().join("copy.db").exists());
    assert!(defter(&url, &["migrate"], "")?.0);
    std::fs::write(path("copy.db"), "")?;
    for (file, why) in
        [("copy.db", "name a new file"), ("it's.db", "name a new file"), ("no folder/copy.db", "No such file")]
    {
        let (is_copied, said) = defter(&url, &["backup", &path(file)], "")?;
        assert!(!is_copied && said.contains(why), "{file}: {said}");
    }
    assert_eq!(std::fs::read(path("copy.db"))?.len(), 0);
    let (is_copied, said) = defter(&url, &["backup", &path("it's a copy?.db")], "")?;
    assert!(is_copied, "{said}");
    assert!(std::fs::metadata(path("it's a copy?.db"))?.len() > 10_000);
    Ok(())
}

/// Whoever is killed while it copies leaves a half: it has a name that says so, and is in nobody's way.
#[test]
fn a_copy_has_its_name_once_it_is_whole_whatever_an_earlier_try_left() -> TestResult {
    let folder = TempDir::new()?;
    let path = |name: &str| folder.path().join(name).display().to_string();
    let url = format!("sqlite:{}", path("desk.db"));
    assert!(defter(&url, &["migrate"], "")?.0);
    std::fs::write(path("copy.db.part"), "half of a copy that others can read")?;
    std::fs::write(path("copy.db.part-journal"), "what SQLite laid beside it")?;
    let (copy, is_done) = (folder.path().join("copy.db"), AtomicBool::new(false));
    let first_seen = std::thread::scope(|scope| -> Tried<u64> {
        let watching = scope.spawn(|| {
            while !is_done.load(Ordering::SeqCst) {
                if let Ok(seen) = std::fs::metadata(&copy) {
                    return seen.len();
                }
                std::thread::yield_now();
            }
            std::fs::metadata(&copy).map_or(0, |seen| seen.len())
        });
        let copied = defter(&url, &["backup", &path("copy.db")], "");
        is_done.store(true, Ordering::SeqCst);
        let first_seen = watching.join().map_err(|_| "the watching ended early")?;
        let (is_copied, said) = copied?;
        assert!(is_copied, "{said}");
        Ok(first_seen)
    })?;
    let known = std::fs::metadata(&copy)?;
    assert_eq!((first_seen, known.permissions().mode() & 0o777), (known.len(), 0o600));
    assert!(known.len() > 10_000 && !folder.path().join("copy.db.part").exists());
    assert!(!folder.path().join("copy.db.part-journal").exists());
    assert!(defter(&url, &["audit", "verify"], "")?.0);
    Ok(())
}

/// Before an upgrade the new program may be there already.
#[tokio::test]
async fn an_older_database_is_copied_too() -> TestResult {
    let (fresh, folder) = (fresh_sqlite().await?, TempDir::new()?);
    Migrator::up(fresh.database.writer(), Some(4)).await?;
    let copy = folder.path().join("copy.db").display().to_string();
    tokio::task::spawn_blocking(move || {
        let (is_copied, said) = defter(&fresh.url, &["backup", &copy], "")?;
        assert!(is_copied, "{said}");
        let (is_migrated, said) = defter(&format!("sqlite:{copy}"), &["migrate"], "")?;
        assert!(is_migrated, "{said}");
        Ok(())
    })
    .await?
}

#[tokio::test]
async fn a_server_of_its_own_is_left_to_its_own_program() -> TestResult {
    let (fresh, folder) = (fresh_postgres(None).await?, TempDir::new()?);
    let copy = folder.path().join("copy.db");
    let path = copy.display().to_string();
    let (is_copied, said) = tokio::task::spawn_blocking(move || defter(&fresh.url, &["backup", &path], "")).await??;
    assert!(!is_copied && said.contains("pg_dump") && !copy.exists(), "{said}");
    Ok(())
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
