//! Submits a second through the whole write path, beside a bare transaction of the same rows written by hand in the same
//! run; how fast a million entries are verified, and how fast Activity shows them. `make bench` runs it.
//! `TEST_POSTGRES_URL` names a `PostgreSQL` to measure too.
#![expect(clippy::print_stdout, clippy::disallowed_methods, reason = "a measurement prints, and has one setting")]

use app::access::{Role, Roles};
use app::audit::canonical::{Hash, entry, genesis, leaf};
use app::audit::walk::newest;
use app::audit::{LogKey, Source, canonical, verify};
use app::customers::{CustomerText, Field, FieldChange, NewCustomer, add_customers};
use app::database::Database;
use app::people::{CheckedPerson, store};
use axum::Router;
use axum::body::{Body, to_bytes};
use http::Request;
use sea_orm::{ConnectionTrait, DatabaseBackend, Statement, Value};
use serde_json::{Value as Json, json};
use server::{ServerState, router, system_clock};
use std::error::Error;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};
use tower::ServiceExt;
use uuid::Uuid;

type Tried<T> = Result<T, Box<dyn Error + Send + Sync>>;

const WRITERS: u128 = 8;
const SPAN: Duration = Duration::from_secs(4);
const ENTRIES: i64 = 1_000_000;
const PASSWORD: &str = "bench password";

fn failed(error: app::error::Error) -> Box<dyn Error + Send + Sync> {
    format!("{error:?}").into()
}

fn key() -> Tried<LogKey> {
    LogKey::of_seed(&[7; 32]).ok_or_else(|| "no key".into())
}

fn customer(at: u128) -> NewCustomer {
    let mut text = CustomerText::default();
    for (field, value) in [
        (Field::CompanyName, "Lale Tekstil A.Ş."),
        (Field::CompanyCountry, "TR"),
        (Field::CompanyAddressLine1, "Nilüfer Cad. 12"),
        (Field::CompanyPostalCode, "16120"),
        (Field::CompanyLocality, "Osmangazi"),
        (Field::CompanySubdivision, "Bursa"),
        (Field::BillToName, "Lale Tekstil A.Ş."),
        (Field::ContactLastName, "Kaya"),
        (Field::BillingEmail, "muhasebe@lale.example"),
        (Field::BillingPhone, "+902242250100"),
        (Field::BillingSameAsCompany, "true"),
        (Field::Language, "tr"),
        (Field::Currency, "TRY"),
        (Field::TaxNumber, "1234567890"),
    ] {
        text.set(field, value);
    }
    NewCustomer { id: Uuid::from_u128(at), text, may_buy: (false, false), added_at_us: 1 }
}

/// A desk with customers, a sales agent for each writer and an auditor, who are signed in.
struct Desk {
    database: Database,
    router: Router,
    sales: Vec<String>,
    auditor: String,
}

impl Desk {
    async fn open(url: &str) -> Tried<Self> {
        let database = Database::open(url, key()?).await?;
        server::serve::migrate(&database).await?;
        let customers: Vec<NewCustomer> = (1..=2 * WRITERS).map(customer).collect();
        add_customers(&database, &customers).await.map_err(failed)?;
        let router = router(ServerState::new(database.clone(), system_clock, false), None);
        let mut sales = Vec::new();
        for writer in 0..WRITERS {
            sales.push(sign_in(&database, &router, Role::SalesAgent, &format!("sales{writer}")).await?);
        }
        let auditor = sign_in(&database, &router, Role::Auditor, "auditor").await?;
        Ok(Self { database, router, sales, auditor })
    }
}

/// Adds somebody and answers their cookie.
async fn sign_in(database: &Database, router: &Router, role: Role, name: &str) -> Tried<String> {
    let email = format!("{name}@staff.example");
    let person = CheckedPerson { name: name.into(), email: email.clone(), roles: Roles::of(&[role]) };
    store::insert(database, &person, PASSWORD, false, Source::program(system_clock())).await.map_err(failed)?;
    let typed = json!({ "email": email, "password": PASSWORD });
    Ok(ask(router, "POST", "/api/session/sign_in", "", &typed).await?.1)
}

async fn ask(router: &Router, method: &str, path: &str, cookie: &str, body: &Json) -> Tried<(u16, String, Vec<u8>)> {
    let request =
        Request::builder().method(method).uri(path).header("cookie", cookie).header("content-type", "application/json");
    let body = if method == "GET" { Body::empty() } else { Body::from(body.to_string()) };
    let response = router.clone().oneshot(request.body(body)?).await?;
    let status = response.status().as_u16();
    let cookie = response.headers().get("set-cookie").and_then(|cookie| cookie.to_str().ok()).unwrap_or_default();
    let cookie = cookie.split(';').next().unwrap_or_default().to_owned();
    Ok((status, cookie, to_bytes(response.into_body(), usize::MAX).await?.to_vec()))
}

/// Runs writers for a while and answers how often all of them together ended one turn, a second.
async fn rate<F: Future<Output = Tried<()>> + Send + 'static>(
    turn: impl Fn(u128, u64) -> F + Clone + Send + 'static,
) -> Tried<f64> {
    let count = std::sync::Arc::new(AtomicU64::new(0));
    let began = Instant::now();
    let mut writers = tokio::task::JoinSet::new();
    for writer in 0..WRITERS {
        let (turn, count) = (turn.clone(), count.clone());
        writers.spawn(async move {
            let mut at = 0;
            while began.elapsed() < SPAN {
                turn(writer, at).await?;
                at += 1;
                count.fetch_add(1, Ordering::Relaxed);
            }
            Ok::<_, Box<dyn Error + Send + Sync>>(())
        });
    }
    while let Some(ended) = writers.join_next().await {
        ended??;
    }
    Ok(f64::from(u32::try_from(count.load(Ordering::Relaxed))?) / began.elapsed().as_secs_f64())
}

async fn submits(desk: &Desk) -> Tried<f64> {
    let (router, cookies) = (desk.router.clone(), desk.sales.clone());
    let database = desk.database.clone();
    rate(move |writer, _| {
        let cookie = usize::try_from(writer).ok().and_then(|at| cookies.get(at).cloned()).unwrap_or_default();
        let (router, database) = (router.clone(), database.clone());
        async move {
            let id = Uuid::from_u128(writer + 1);
            let version = version_of(&database, id).await?;
            let mut text = serde_json::to_value(customer(writer + 1).text)?;
            text["purchase_order_reference"] = json!(format!("PO {version}"));
            let change = json!({ "id": id, "version": version, "text": text, "reason": "asked by phone" });
            let (status, _, body) = ask(&router, "POST", "/api/account/update", &cookie, &change).await?;
            if status == 200 { Ok(()) } else { Err(String::from_utf8_lossy(&body).into_owned().into()) }
        }
    })
    .await
}

/// Which version a customer is at: both sides of the comparison read it once before they write.
async fn version_of(database: &Database, id: Uuid) -> Tried<i64> {
    let row = query(database, "SELECT version FROM customers WHERE id = {}", vec![id.into()]);
    let row = database.reader().query_one_raw(row).await?.ok_or("no customer")?;
    Ok(row.try_get_by_index(0)?)
}

fn query(database: &Database, sql: &str, values: Vec<Value>) -> Statement {
    let backend = database.backend();
    let mut text = String::new();
    for (at, part) in sql.split("{}").enumerate() {
        if at > 0 {
            let place = if backend == DatabaseBackend::Sqlite { String::new() } else { at.to_string() };
            text.push_str(if backend == DatabaseBackend::Sqlite { "?" } else { "$" });
            text.push_str(&place);
        }
        text.push_str(part);
    }
    Statement::from_sql_and_values(backend, text, values)
}

/// The rows of one submit, written by hand: no rules, no merge, no hashes, the same locks.
async fn bare(desk: &Desk) -> Tried<f64> {
    let database = desk.database.clone();
    rate(move |writer, at| {
        let database = database.clone();
        async move {
            let id = Uuid::from_u128(WRITERS + writer + 1);
            version_of(&database, id).await?;
            let lock = if database.backend() == DatabaseBackend::Sqlite { "" } else { " FOR UPDATE" };
            let transaction = database.begin_write().await.map_err(failed)?;
            let run = async |sql: &str, values: Vec<Value>| transaction.execute_raw(query(&database, sql, values)).await;
            transaction.query_one_raw(query(&database, &format!("SELECT * FROM customers WHERE id = {{}}{lock}"), vec![id.into()])).await?;
            let order = format!("PO {writer} {at}");
            let sql = "UPDATE customers SET purchase_order_reference = {}, version = version + 1, updated_at_us = {}, search_text = search_text, name_order_en = name_order_en, name_order_tr = name_order_tr WHERE id = {}";
            run(sql, vec![order.clone().into(), system_clock().into(), id.into()]).await?;
            let head = transaction.query_one_raw(query(&database, &format!("SELECT seq, at_us, hash FROM audit_head WHERE id = {{}}{lock}"), vec![1.into()])).await?;
            let seq = head.ok_or("no head")?.try_get_by_index::<i64>(0)? + 1;
            let bytes = || Value::from(vec![7_u8; 32]);
            let sql = "INSERT INTO audit_entries (seq, at_us, kind, actor_id, subject_id, version, request_id, hash, key_id, seal) VALUES ({}, {}, {}, {}, {}, {}, {}, {}, {}, {})";
            run(sql, vec![seq.into(), system_clock().into(), "customer.update".into(), id.into(), id.into(), 2_i64.into(), id.into(), bytes(), vec![7_u8; 8].into(), bytes()]).await?;
            let sql = "INSERT INTO audit_values (seq, place, field, leaf, salt, old_value, new_value) VALUES ({}, 0, 'purchase_order_reference', {}, {}, {}, {}), ({}, 1, 'reason', {}, {}, '', {})";
            let salt = || Value::from(vec![7_u8; 16]);
            run(sql, vec![seq.into(), bytes(), salt(), order.clone().into(), order.clone().into(), seq.into(), bytes(), salt(), "asked by phone".into()]).await?;
            run("UPDATE audit_head SET seq = {}, at_us = {}, hash = {} WHERE id = 1", vec![seq.into(), system_clock().into(), bytes()]).await?;
            let sql = "INSERT INTO change_sets (id, version, customer_id, kind, state, created_at_us, created_by, base_version, changes, reason, asked_by_rules, reviewers, note, ended_at_us, failure)
                SELECT {}, 1, {}, 'customer.update', 'applied', {}, staff.id, 1, {}, 'asked by phone', '', '', '', {}, '' FROM staff LIMIT 1";
            let changes = format!("[{{\"field\":\"purchase_order_reference\",\"old\":\"\",\"new\":\"{order}\"}}]");
            run(sql, vec![Uuid::now_v7().into(), id.into(), system_clock().into(), changes.into(), system_clock().into()]).await?;
            run("DELETE FROM drafts WHERE customer_id = {}", vec![id.into()]).await?;
            transaction.commit().await?;
            Ok(())
        }
    })
    .await
}

async fn compare(name: &str, desk: &Desk) -> Tried<()> {
    // By turns, so that neither side has the warmer or the smaller database.
    let (mut own, mut by_hand) = (0.0, 0.0);
    for _ in 0..3 {
        by_hand += bare(desk).await? / 3.0;
        own += submits(desk).await? / 3.0;
    }
    println!("submits, {name:<34} {own:>7.0}/s   the same rows by hand {by_hand:>7.0}/s   {:.2} times", by_hand / own);
    Ok(())
}

/// A log of a million entries, chained and sealed as the program does it, two values each.
async fn fill(database: &Database) -> Tried<()> {
    let head = newest(database).await.map_err(failed)?;
    let mut before: Hash = head.hash.as_slice().try_into().unwrap_or_else(|_| genesis(head.log_id));
    let key = key()?;
    let id = key.id();
    let mut seq = head.seq;
    while seq < ENTRIES {
        let (mut entries, mut values) = (Vec::new(), Vec::new());
        let first = seq;
        while seq < ENTRIES && seq < first + 1_000 {
            seq += 1;
            let salt = seq.to_be_bytes().repeat(2);
            let said = [
                FieldChange {
                    field: "purchase_order_reference".into(),
                    old: format!("PO {}", seq - 1),
                    new: format!("PO {seq}"),
                },
                FieldChange { field: "reason".into(), old: String::new(), new: "asked by phone".into() },
            ];
            let leaves = said.each_ref().map(|value| (value.field.as_str(), leaf(&salt, value)));
            let facts = canonical::EntryFacts {
                seq,
                at_us: head.at_us + seq * 1_000_000,
                kind: "customer.update",
                actor_id: Uuid::from_u128(u128::try_from(seq % 40)?),
                subject_id: Uuid::from_u128(u128::try_from(seq % 50_000)?),
                version: 2,
                request_id: Uuid::from_u128(u128::try_from(seq)?),
            };
            before = entry(&before, &facts, leaves.into_iter());
            entries.extend::<[Value; 10]>([
                seq.into(),
                facts.at_us.into(),
                facts.kind.into(),
                facts.actor_id.into(),
                facts.subject_id.into(),
                2_i64.into(),
                facts.request_id.into(),
                before.to_vec().into(),
                id.to_vec().into(),
                key.seal(&before).into(),
            ]);
            for (place, (value, (_, leaf))) in (0_i32..).zip(said.iter().zip(leaves)) {
                values.extend::<[Value; 7]>([
                    seq.into(),
                    place.into(),
                    value.field.clone().into(),
                    leaf.to_vec().into(),
                    salt.clone().into(),
                    value.old.clone().into(),
                    value.new.clone().into(),
                ]);
            }
        }
        let rows =
            |columns: usize, count: usize| vec![format!("({})", vec!["{}"; columns].join(", ")); count].join(", ");
        let count = usize::try_from(seq - first)?;
        let transaction = database.begin_write().await.map_err(failed)?;
        let sql = format!(
            "INSERT INTO audit_entries (seq, at_us, kind, actor_id, subject_id, version, request_id, hash, key_id, seal) VALUES {}",
            rows(10, count)
        );
        transaction.execute_raw(query(database, &sql, entries)).await?;
        let sql = format!(
            "INSERT INTO audit_values (seq, place, field, leaf, salt, old_value, new_value) VALUES {}",
            rows(7, 2 * count)
        );
        transaction.execute_raw(query(database, &sql, values)).await?;
        let sql = "UPDATE audit_head SET seq = {}, at_us = {}, hash = {} WHERE id = 1";
        transaction
            .execute_raw(query(
                database,
                sql,
                vec![seq.into(), (head.at_us + seq * 1_000_000).into(), before.to_vec().into()],
            ))
            .await?;
        transaction.commit().await?;
    }
    Ok(())
}

async fn a_million(name: &str, desk: &Desk) -> Tried<()> {
    // `cargo bench … -- writes` leaves the million out.
    if std::env::args().any(|argument| argument == "writes") {
        return Ok(());
    }
    fill(&desk.database).await?;
    desk.database.writer().execute_unprepared("ANALYZE").await?;
    let began = Instant::now();
    let found = verify(&desk.database, None).await.map_err(failed)?;
    let took = began.elapsed().as_secs_f64();
    let entries = f64::from(u32::try_from(found.entries)?);
    println!("verify, {name:<35} {entries} entries in {took:.1} s, {:.0}/s, fault: {:?}", entries / took, found.fault);
    let customer = Uuid::from_u128(77);
    let pages = [
        String::new(),
        format!("customer={customer}"),
        "field=purchase_order_reference".to_owned(),
        "kind=customer.update&from=2030-01-01".to_owned(),
        "before=500000".to_owned(),
        "kind=session.sign_in".to_owned(),
        "person=auditor@staff.example".to_owned(),
        "field=currency".to_owned(),
    ];
    for page in &pages {
        let mut times = Vec::new();
        for _ in 0..200 {
            let began = Instant::now();
            let (status, _, _) =
                ask(&desk.router, "GET", &format!("/activity?{page}"), &desk.auditor, &Json::Null).await?;
            if status != 200 {
                return Err(format!("{page}: {status}").into());
            }
            times.push(began.elapsed().as_secs_f64() * 1_000.0);
        }
        times.sort_by(f64::total_cmp);
        println!("  Activity ?{page:<52} p50 {:>6.1} ms   p99 {:>6.1} ms", times[100], times[198]);
    }
    Ok(())
}

#[tokio::main]
async fn main() -> Tried<()> {
    let folder = std::env::temp_dir().join(format!("defter-bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let desk = Desk::open(&format!("sqlite:{}?mode=rwc", folder.join("bench.db").display())).await?;
    compare("SQLite, synchronous=FULL", &desk).await?;
    desk.database.writer().execute_unprepared("PRAGMA synchronous = NORMAL").await?;
    compare("SQLite, synchronous=NORMAL", &desk).await?;
    let fresh = Desk::open(&format!("sqlite:{}?mode=rwc", folder.join("log.db").display())).await?;
    a_million("SQLite", &fresh).await?;
    std::fs::remove_dir_all(&folder)?;
    if let Ok(url) = std::env::var("TEST_POSTGRES_URL") {
        let cluster = url.rsplit_once('/').map_or(url.as_str(), |(cluster, _)| cluster).to_owned();
        let admin = sea_orm::Database::connect(&url).await?;
        for name in ["bench_writes", "bench_log"] {
            admin.execute_unprepared(&format!("CREATE DATABASE {name}")).await?;
        }
        compare("PostgreSQL", &Desk::open(&format!("{cluster}/bench_writes")).await?).await?;
        a_million("PostgreSQL", &Desk::open(&format!("{cluster}/bench_log")).await?).await?;
    }
    Ok(())
}
