//! Upgrades that are killed, or fail, wherever they can be, with data in the database: the next start finishes them, and what is
//! there then is what one straight upgrade makes.

use super::both;
use crate::support::{Fresh, TestResult, Tried, defter, fresh_postgres, fresh_sqlite, key_file, lale_text, test_key};
use desk::audit::verify;
use desk::customers::{NewCustomer, add_customers};
use desk::database::{Database, Limits};
use migrations::{Migrator, MigratorTrait, Standing, standing};
use model::customers::Field;
use sea_orm::{ConnectionTrait, DatabaseBackend, Statement};
use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use uuid::Uuid;

/// The versions to begin from: nothing, customers with a history from before the log, and requests and drafts besides.
const FROM: [u32; 3] = [0, 2, 4];
/// Written in blocks of so many bytes.
const BLOCK: usize = 512;
const PAGE: usize = 4_096;
const MOST_TRIES: usize = 600;

/// Brings a database to a version of long ago, with what people had in it.
async fn begin_at(fresh: &Fresh, version: u32) -> TestResult {
    let writer = fresh.database.writer();
    Migrator::up(writer, Some(version.min(2))).await?;
    if version < 2 {
        return Ok(());
    }
    let customer = Uuid::from_u128(1);
    let new = |at: u128| {
        let mut text = lale_text();
        text.set(Field::Domain, format!("customer-{at}.example"));
        NewCustomer { id: Uuid::from_u128(at), text, may_buy: (at == 3, false), added_at_us: 1 }
    };
    let customers: Vec<NewCustomer> = (1..=40).map(new).collect();
    add_customers(&fresh.database, &customers).await.map_err(|error| format!("{error:?}"))?;
    let staff = fresh.add_history_of_before_the_log(customer).await?;
    Migrator::up(writer, Some(version - 2)).await?;
    if version < 4 {
        return Ok(());
    }
    for (id, state) in [(31_u128, "applied"), (32, "waiting")] {
        let sql = "INSERT INTO change_sets (id, version, customer_id, kind, state, created_at_us, created_by, base_version, changes, reason, asked_by_rules, reviewers, note, failure) VALUES ($1, 1, $2, 'customer.update', $3, 5, $4, 3, '[]', '', '', '', '', '')";
        fresh.run(sql, vec![Uuid::from_u128(id).into(), customer.into(), state.into(), staff.into()]).await?;
    }
    let sql = "INSERT INTO drafts (staff_id, customer_id, version, kept_at_us, typed, reason) VALUES ($1, $2, 3, 6, '{}', 'half')";
    fresh.run(sql, vec![staff.into(), customer.into()]).await?;
    Ok(())
}

async fn texts(fresh: &Fresh, sql: &str) -> Tried<Vec<String>> {
    let database = &fresh.database;
    let rows = database.writer().query_all_raw(Statement::from_string(database.backend(), sql)).await?;
    Ok(rows.iter().map(|row| row.try_get_by_index(0)).collect::<Result<_, _>>()?)
}

/// What is by chance, or of the moment, in every database.
const CHANCE: [&str; 7] = ["applied_at", "log_id", "hash", "seal", "leaf", "salt", "secret"];

/// Every table, index, trigger and row, as text.
async fn whole(fresh: &Fresh) -> Tried<Vec<String>> {
    let is_file = fresh.database.backend() == DatabaseBackend::Sqlite;
    let (schema, tables) = if is_file {
        (
            "SELECT type || ' ' || name || ' ' || COALESCE(sql, '') FROM sqlite_schema",
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'customers_search%' AND name NOT LIKE 'sqlite_%'",
        )
    } else {
        (
            "SELECT concat_ws(' ', 'column', table_name, column_name, data_type, character_maximum_length, is_nullable, column_default) FROM information_schema.columns WHERE table_schema = 'public'
             UNION ALL SELECT 'index ' || indexdef FROM pg_indexes WHERE schemaname = 'public'
             UNION ALL SELECT 'trigger ' || pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
             UNION ALL SELECT concat_ws(' ', 'constraint', conrelid::regclass, conname, pg_get_constraintdef(oid)) FROM pg_constraint WHERE connamespace = 'public'::regnamespace
             UNION ALL SELECT concat_ws(' ', 'function', proname, prosrc) FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
            "SELECT table_name::text FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'",
        )
    };
    let mut all = texts(fresh, schema).await?;
    for table in texts(fresh, tables).await? {
        let columns = if is_file {
            format!("SELECT name FROM pragma_table_info('{table}')")
        } else {
            format!(
                "SELECT column_name::text FROM information_schema.columns WHERE table_schema = 'public' AND table_name = '{table}' ORDER BY ordinal_position"
            )
        };
        let columns = texts(fresh, &columns).await?;
        let shown = columns.iter().filter(|column| !CHANCE.contains(&column.as_str())).map(|column| {
            if is_file { format!("quote(\"{column}\")") } else { format!("COALESCE(\"{column}\"::text, 'NULL')") }
        });
        // Each try that came to its end says so in the log; the head goes on with it.
        let but = match table.as_str() {
            "audit_head" => " WHERE id = 0",
            "audit_entries" | "audit_values" => {
                " WHERE seq NOT IN (SELECT seq FROM audit_entries WHERE kind = 'command.run')"
            }
            _ => "",
        };
        let shown = shown.collect::<Vec<_>>().join(" || '|' || ");
        all.extend(texts(fresh, &format!("SELECT '{table}: ' || {shown} FROM {table}{but}")).await?);
    }
    all.sort_unstable();
    Ok(all)
}

/// Fails with what differs only: the whole is long.
fn is_same(found: &[String], expected: &[String]) {
    let missing: Vec<&String> = expected.iter().filter(|line| !found.contains(line)).collect();
    let beside: Vec<&String> = found.iter().filter(|line| !expected.contains(line)).collect();
    assert!(missing.is_empty() && beside.is_empty(), "missing: {missing:#?}\nbeside: {beside:#?}");
    assert_eq!(found.len(), expected.len(), "how often each is there");
}

/// What a straight upgrade makes is there, and the log is whole.
async fn is_as_if_nothing_had_happened(fresh: &Fresh, straight: &Fresh) -> TestResult {
    assert_eq!(standing(fresh.database.writer()).await?, Standing::Known { pending: 0 });
    is_same(&whole(fresh).await?, &whole(straight).await?);
    let verified = verify(&fresh.database, None).await.map_err(|error| format!("{error:?}"))?;
    assert_eq!(verified.fault, None);
    Ok(())
}

/// The program, which cannot make a file longer than so many bytes: the write that would ends it, or fails.
fn migrate_within(url: &str, bytes: usize, is_killed: bool) -> Tried<(bool, String)> {
    let trap = if is_killed { "" } else { "trap '' XFSZ; " };
    let limited = format!("ulimit -c 0; {trap}ulimit -f {}; exec \"$@\"", bytes / BLOCK);
    let output = Command::new("sh")
        .args(["-c", &limited, "sh", env!("CARGO_BIN_EXE_defter")])
        .env("DEFTER_LOG_KEY", key_file()?)
        .args(["--database-url", url, "--log", "off", "migrate"])
        .stdin(Stdio::null())
        .output()?;
    Ok((output.status.success(), String::from_utf8_lossy(&output.stderr).into_owned()))
}

/// One page of a file further each time, so that each page that the upgrade writes is once the last.
async fn stopped_at_every_page(is_killed: bool, versions: &[u32]) -> TestResult {
    for from in versions {
        let (fresh, straight) = (fresh_sqlite().await?, fresh_sqlite().await?);
        for database in [&fresh, &straight] {
            begin_at(database, *from).await?;
        }
        let url = straight.url.clone();
        let (is_done, said) = tokio::task::spawn_blocking(move || defter(&url, &["migrate"], "")).await??;
        assert!(is_done, "{said}");
        let url = fresh.url.clone();
        let tries = tokio::task::spawn_blocking(move || -> Tried<usize> {
            let mut said = String::new();
            for tries in 0..MOST_TRIES {
                let (is_done, why) = migrate_within(&url, (tries + 1) * PAGE, is_killed)?;
                if is_done {
                    return Ok(tries);
                }
                said = why;
            }
            Err(format!("it is never finished: {said}").into())
        })
        .await??;
        assert!(tries > 10, "from {from}: it was stopped {tries} times only");
        is_as_if_nothing_had_happened(&fresh, &straight).await.map_err(|why| format!("from {from}: {why}"))?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_upgrade_that_is_killed_at_any_page_it_writes_is_finished_by_the_next() -> TestResult {
    stopped_at_every_page(true, &FROM).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_upgrade_that_fails_at_any_page_it_writes_is_finished_by_the_next() -> TestResult {
    stopped_at_every_page(false, &[4]).await
}

/// Stands before the database, passes on so many of the program's statements, and then breaks every connection off: what the
/// database sees of a program that is killed.
struct Cut {
    address: SocketAddr,
    shared: Arc<Shared>,
}

struct Shared {
    left: AtomicUsize,
    has_ended: AtomicBool,
    open: Mutex<Vec<TcpStream>>,
}

impl Shared {
    /// Whether a message is passed on; after the last statement nothing is. A statement is a query or the use of one that was
    /// prepared (`PostgreSQL`'s manual, "Message Formats"); all else changes nothing.
    fn passes(&self, said: &[u8]) -> bool {
        if !matches!(said.first(), Some(b'Q' | b'B')) {
            return self.left.load(Ordering::SeqCst) > 0;
        }
        self.left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1)).is_ok()
    }

    fn break_off(&self) {
        for stream in self.open.lock().unwrap_or_else(PoisonError::into_inner).drain(..) {
            let _ = stream.shutdown(Shutdown::Both);
        }
    }

    fn pass(&self, mut from: TcpStream, mut to: TcpStream) {
        let mut said = [0; 16_384];
        while let Ok(length @ 1..) = from.read(&mut said) {
            if !self.passes(&said[..length]) || to.write_all(&said[..length]).is_err() {
                break;
            }
            // The database hears the last one, and nobody its answer.
            if self.left.load(Ordering::SeqCst) == 0 {
                break;
            }
        }
        if self.left.load(Ordering::SeqCst) == 0 {
            self.break_off();
        }
        let _ = to.shutdown(Shutdown::Both);
    }
}

impl Cut {
    fn before(database: SocketAddr, statements: usize) -> Tried<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let address = listener.local_addr()?;
        let (left, has_ended) = (AtomicUsize::new(statements), AtomicBool::new(false));
        let shared = Arc::new(Shared { left, has_ended, open: Mutex::default() });
        let all = Arc::clone(&shared);
        std::thread::spawn(move || {
            for program in listener.incoming().flatten() {
                if all.has_ended.load(Ordering::SeqCst) {
                    break;
                }
                if all.left.load(Ordering::SeqCst) == 0 {
                    continue;
                }
                let Ok(server) = TcpStream::connect(database) else { continue };
                // What is said is passed on at once: else each statement waits for an acknowledgement.
                let _ = program.set_nodelay(true);
                let _ = server.set_nodelay(true);
                let (Ok(from_program), Ok(mut from_server)) = (program.try_clone(), server.try_clone()) else {
                    continue;
                };
                let (Ok(one), Ok(other), Ok(mut back)) = (program.try_clone(), server.try_clone(), program.try_clone())
                else {
                    continue;
                };
                all.open.lock().unwrap_or_else(PoisonError::into_inner).extend([one, other]);
                let shared = Arc::clone(&all);
                std::thread::spawn(move || shared.pass(from_program, server));
                std::thread::spawn(move || {
                    let _ = std::io::copy(&mut from_server, &mut back);
                    let _ = back.shutdown(Shutdown::Both);
                });
            }
        });
        Ok(Self { address, shared })
    }
}

impl Drop for Cut {
    fn drop(&mut self) {
        self.shared.has_ended.store(true, Ordering::SeqCst);
        self.shared.left.store(0, Ordering::SeqCst);
        self.shared.break_off();
        // Wakes who waits for another program.
        let _ = TcpStream::connect(self.address);
    }
}

/// One try, which is broken off after so many statements; answers whether it came to its end.
async fn migrate_until(url: &str, statements: usize) -> Tried<bool> {
    let place = url.split('@').nth(1).and_then(|rest| rest.split('/').next()).ok_or("no place")?;
    let cut = Cut::before(place.parse()?, statements)?;
    let url = url.replace(place, &cut.address.to_string());
    let Ok(database) = Database::open_within(&url, test_key()?, Limits::None).await else { return Ok(false) };
    let is_done = server::serve::migrate(&database).await.is_ok();
    database.close().await;
    Ok(is_done)
}

/// One statement further each time, so that each is once the last that the database hears.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_upgrade_that_is_killed_at_any_statement_is_finished_by_the_next() -> TestResult {
    // Between the two lies one more statement with data, that gives a table another name.
    for from in [0, 4] {
        let (fresh, straight) = (fresh_postgres(None).await?, fresh_postgres(None).await?);
        for database in [&fresh, &straight] {
            begin_at(database, from).await?;
        }
        server::serve::migrate(&straight.database).await?;
        let (mut tries, mut statements, mut pending) = (0, 1, standing(fresh.database.writer()).await?);
        while !migrate_until(&fresh.url, statements).await? {
            (tries, statements) = (tries + 1, statements + 1);
            assert!(tries < MOST_TRIES, "it is never finished");
            let now = standing(fresh.database.writer()).await?;
            if now != pending {
                // What comes after the migrations is broken off everywhere, too.
                (statements, pending) = (1, now);
            }
        }
        assert!(tries > 25, "from {from}: it was broken off {tries} times only");
        is_as_if_nothing_had_happened(&fresh, &straight).await.map_err(|why| format!("from {from}: {why}"))?;
    }
    Ok(())
}

/// A migration that fails at the last statement of all has done nothing: the next try begins where the first did.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_upgrade_that_fails_at_its_last_statement_leaves_nothing() -> TestResult {
    for (fresh, straight) in both().await?.into_iter().zip(both().await?) {
        for database in [&fresh, &straight] {
            begin_at(database, 4).await?;
        }
        let before = whole(&fresh).await?;
        let writer = fresh.database.writer();
        // What the last migration makes is there already.
        writer.execute_unprepared("CREATE TABLE shared_secrets (id INTEGER)").await?;
        assert!(migrations::up(writer).await.is_err());
        writer.execute_unprepared("DROP TABLE shared_secrets").await?;
        is_same(&whole(&fresh).await?, &before);
        server::serve::migrate(&fresh.database).await?;
        server::serve::migrate(&straight.database).await?;
        is_as_if_nothing_had_happened(&fresh, &straight).await?;
    }
    Ok(())
}
