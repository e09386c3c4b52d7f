//! What the program does by itself or for its owner has none of the limits of requests. `SQLite` has no limit of a statement.

use crate::support::{Desk, Program, TestResult, Tried, defter};
use sea_orm::{ConnectionTrait, DatabaseBackend, Statement};

/// A function that lets nobody pass who has a limit.
const REFUSE: &str = "CREATE FUNCTION refuse_limits() RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN
    IF current_setting('statement_timeout') <> '0' OR current_setting('lock_timeout') <> '0'
        OR current_setting('idle_in_transaction_session_timeout') <> '0'
    THEN RAISE EXCEPTION 'a limit of requests'; END IF;
    RETURN TRUE; END $$";

async fn execute(desk: &Desk, statements: &[&str]) -> TestResult {
    for statement in statements {
        desk.fresh.database.writer().execute_unprepared(statement).await?;
    }
    Ok(())
}

async fn run(desk: &Desk, arguments: &[&str]) -> Tried<(bool, String)> {
    let arguments: Vec<String> = arguments.iter().map(|word| (*word).to_owned()).collect();
    let url = desk.fresh.url.clone();
    let run = move || defter(&url, &arguments.iter().map(String::as_str).collect::<Vec<_>>(), "");
    tokio::task::spawn_blocking(run).await?
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn verifying_exporting_signing_and_erasing_run_without_limits() -> TestResult {
    let desk = Desk::on_postgres().await?;
    let statements = [
        REFUSE,
        "CREATE FUNCTION refuse_limits_here() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
            PERFORM refuse_limits(); RETURN NULL; END $$",
        "CREATE TRIGGER refuse_limits AFTER UPDATE ON audit_head FOR EACH STATEMENT EXECUTE FUNCTION refuse_limits_here()",
        "ALTER TABLE audit_entries RENAME TO audit_entries_kept",
        "CREATE VIEW audit_entries AS SELECT * FROM audit_entries_kept WHERE refuse_limits()",
    ];
    execute(&desk, &statements).await?;
    let customer = Desk::lale().to_string();
    for arguments in [
        &["audit", "verify", "--accounts"][..],
        &["audit", "export"],
        &["audit", "sign"],
        &["check", "--stored"],
        &["audit", "erase", "--customer", &customer, "--yes"],
        &["audit", "verify"],
        &["migrate"],
    ] {
        let (done, said) = run(&desk, arguments).await?;
        // What is stored in the tests is not what every rule likes.
        let is_done = done || (arguments[0] == "check" && !said.contains("the database failed"));
        assert!(is_done, "{arguments:?}: {said}");
    }
    // Requests have them, and are refused here.
    let sql = Statement::from_string(DatabaseBackend::Postgres, "SELECT COUNT(*) FROM audit_entries");
    assert!(desk.fresh.database.reader().query_one_raw(sql).await.is_err());
    assert!(desk.fresh.database.writer().execute_unprepared("UPDATE audit_head SET seq = seq").await.is_err());
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_search_index_is_built_at_the_start_without_limits() -> TestResult {
    let desk = Desk::on_postgres().await?;
    let statements = [
        "DROP INDEX customers_search",
        REFUSE,
        "CREATE FUNCTION refuse_limits_here() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN
            PERFORM refuse_limits(); END $$",
        "CREATE EVENT TRIGGER refuse_limits ON ddl_command_start EXECUTE FUNCTION refuse_limits_here()",
    ];
    execute(&desk, &statements).await?;
    assert!(execute(&desk, &["CREATE TABLE nothing (id INTEGER)"]).await.is_err());
    let url = desk.fresh.url.clone();
    let serve = move || -> Tried<(bool, String)> { Program::serve(&url)?.terminate() };
    let (ended_well, log) = tokio::task::spawn_blocking(serve).await??;
    assert!(ended_well && log.contains("it has been built again") && !log.contains("cannot be built"), "{log}");
    Ok(())
}
