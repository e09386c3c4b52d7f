//! The policy in force: in the database, the same for every server, a version in the log; what cannot be read lets nothing
//! through.

use super::{FRAUD, arguments, request};
use crate::support::{
    Desk, NOW_US, TestResult, Tried, Who, defter_ending, is_writer_in_use, on_each_database, test_key,
    waiting_for_locks,
};
use desk::audit::Source;
use desk::changes::{policy_version, set_policy};
use desk::database::Database;
use desk::error::Error;
use desk::partner::{PartnerChange, set_partner};
use model::customers::Field;
use sea_orm::{ConnectionTrait, DatabaseBackend};
use serde_json::{Value, json};
use server::changes::land_due;
use server::{Clock, ServerState, router};
use tempfile::TempDir;
use tokio::task::JoinHandle;

const HOUR_US: i64 = 3_600_000_000;

const LOOSE: &str = "permission_given auto\n";
const STRICT: &str = "purchase_order_reference review global_admin\n";

async fn submit(desk: &Desk, version: i64, change: &[(Field, &str)]) -> Tried<Value> {
    desk.call(Who::SALES, "account/update", &arguments(version, change)).await?.expect(200)?.json()
}

/// Puts a table in force that nobody can read.
async fn spoil_the_policy(desk: &Desk) -> TestResult {
    set_policy(&desk.fresh.database, LOOSE, NOW_US).await.map_err(|error| format!("{error:?}"))?;
    let keeps = match desk.fresh.database.backend() {
        DatabaseBackend::Sqlite => "DROP TRIGGER audit_values_kept_update",
        _ => "ALTER TABLE audit_values DISABLE TRIGGER ALL",
    };
    for statement in [keeps, "UPDATE audit_values SET new_value = 'x' WHERE field = 'table'"] {
        desk.fresh.database.writer().execute_unprepared(statement).await?;
    }
    Ok(())
}

/// Plans a change of the order number for nine in the morning, and answers the moment that it was planned for.
async fn planned_for(desk: &Desk, day: &str, order: &str) -> Tried<Value> {
    let mut plan = arguments(1, &[(Field::PurchaseOrderReference, order)]);
    plan["land_at"] = json!(format!("{day}T09:00"));
    let saved = desk.call(Who::SALES, "account/update", &plan).await?.expect(200)?.json()?;
    let id = saved["Scheduled"]["id"].as_str().ok_or_else(|| format!("not planned: {saved}"))?;
    Ok(request(desk, Who::SALES, id).await?["land_at_us"].clone())
}

on_each_database! {
    /// What it says about a change nobody knows: it waits, and is neither made nor refused.
    async fn a_planned_change_waits_while_the_policy_cannot_be_read(desk: Desk) -> TestResult {
        planned_for(&desk, "2026-11-23", "planned").await?;
        spoil_the_policy(&desk).await?;
        let state = ServerState::new(desk.fresh.database.clone(), Clock::held(NOW_US + 2 * 86_400_000_000), false);
        assert_eq!(land_due(&state).await, Err(Error::Unavailable));
        let waiting = desk.account(Desk::lale()).await?;
        assert_eq!((&waiting["version"], waiting["waiting"].as_array().map(Vec::len)), (&json!(1), Some(1)), "{waiting}");
        assert!(set_policy(&desk.fresh.database, LOOSE, NOW_US).await.is_ok_and(|set| set.is_some()));
        assert_eq!(land_due(&state).await, Ok(1));
        assert_eq!(desk.account(Desk::lale()).await?["text"]["purchase_order_reference"], "planned");
    }

    /// A date is a moment of the partner's time zone: two servers that went by two of them would store two moments.
    async fn every_server_goes_by_the_partners_time_zone_at_once(desk: Desk) -> TestResult {
        let other = desk.beside(router(ServerState::new(desk.fresh.database.clone(), Clock::held(NOW_US), false), None));
        // 23 November 2026, 09:00 UTC.
        let nine_us = NOW_US + 18 * HOUR_US + 55 * 60_000_000;
        for desk in [&desk, &other] {
            assert_eq!(planned_for(desk, "2026-11-23", "in UTC").await?, nine_us);
        }
        for (zone, ahead_h) in [("Europe/Istanbul", 3), ("America/Bogota", -5), ("UTC", 0)] {
            let change = PartnerChange { time_zone: Some(zone.to_owned()), ..PartnerChange::default() };
            let set = set_partner(&desk.fresh.database, change, "partner", Source::program(NOW_US)).await;
            set.map_err(|error| format!("{error:?}"))?;
            for desk in [&desk, &other] {
                assert_eq!(planned_for(desk, "2026-11-23", &zone.replace('/', " ")).await?, nine_us - ahead_h * HOUR_US, "{zone}");
            }
        }
    }

    /// No server goes on with the zone that was, where this machine does not know the new one.
    async fn a_time_zone_that_nobody_knows_stores_nothing(desk: Desk) -> TestResult {
        planned_for(&desk, "2026-11-23", "before").await?;
        let zone = async |zone: &str| {
            let change = PartnerChange { time_zone: Some(zone.to_owned()), ..PartnerChange::default() };
            let set = set_partner(&desk.fresh.database, change, "partner", Source::program(NOW_US)).await;
            set.map_err(|error| format!("{error:?}"))
        };
        zone("Europe/Atlantis").await?;
        let change = arguments(1, &[(Field::PurchaseOrderReference, "7")]);
        desk.call(Who::SALES, "account/update", &change).await?.expect(503)?;
        let state = ServerState::new(desk.fresh.database.clone(), Clock::held(NOW_US + 2 * 86_400_000_000), false);
        assert_eq!(land_due(&state).await, Err(Error::Unavailable));
        zone("Europe/Istanbul").await?;
        assert_eq!(submit(&desk, 1, &[(Field::PurchaseOrderReference, "7")]).await?, json!({ "As": { "version": 2 } }));
    }

    /// The command as it is typed; the server that runs goes by what it sets, and its page says since when.
    async fn the_command_sets_a_table_once_and_refuses_what_is_none(desk: Desk) -> TestResult {
        let folder = TempDir::new()?;
        let written = |name: &str, text: &[u8]| -> Tried<String> {
            let path = folder.path().join(name);
            std::fs::write(&path, text)?;
            Ok(path.display().to_string())
        };
        let run = |arguments: &[&str]| defter_ending(&desk.fresh.url, &[&["policy"], arguments].concat(), "");
        let page = async || -> Tried<String> { Ok(desk.get(Who::AUDITOR, "/requests/policy").await?.expect(200)?.body) };
        for (name, text, why) in [
            ("verdict", &b"# ours\n\npermission_given perhaps\n"[..], "line 3: perhaps is none of auto, review and never"),
            ("term", b"shoe_size review global_admin\n", "line 1: nothing is called shoe_size"),
            ("nobody", b"permission_given auto\ntax_number review\n", "line 2: it names nobody who may review"),
            ("role", b"tax_number review owner\n", "line 1: there is no role owner"),
            ("auditor", b"tax_number review auditor\n", "line 1: a auditor may not review changes at all"),
            ("empty", b"", "it holds no rule"),
            ("comments", b"# nothing yet\n", "it holds no rule"),
            ("bytes", b"permission_given auto \xff\n", "UTF-8"),
        ] {
            let file = written(name, text)?;
            let (code, said) = run(&["set", "--file", &file])?;
            assert_eq!(code, 2, "{name}: {said}");
            assert!(said.contains(&file) && said.contains(why), "{name}: {said}");
        }
        let nowhere = folder.path().join("nowhere").display().to_string();
        for arguments in [&["set", "--file", &nowhere][..], &["set", "--file", &folder.path().display().to_string()], &["set"], &["set", "--file"]] {
            assert_eq!(run(arguments)?.0, 2, "{arguments:?}");
        }
        let (code, said) = run(&["show"])?;
        assert!(code == 0 && said.starts_with("# the table that is built in\n"), "{said}");
        assert!(page().await?.contains("This is the policy that Defter comes with"));
        assert!(submit(&desk, 1, &FRAUD).await?["Waiting"]["id"].is_string());
        let loose = written("loose", LOOSE.as_bytes())?;
        let (code, said) = run(&["set", "--file", &loose])?;
        let first = said.trim().strip_prefix("in force from entry ").and_then(|rest| rest.strip_suffix(" of the log on, on every server"));
        let first = first.filter(|_| code == 0).ok_or_else(|| said.clone())?.to_owned();
        let marked = written("marked", format!("\u{feff}{LOOSE}").as_bytes())?;
        for same in [&loose, &marked] {
            assert_eq!(run(&["set", "--file", same])?, (0, "it is in force already\n".to_owned()));
        }
        assert_eq!(run(&["show"])?, (0, format!("# entry {first} of the log\n{LOOSE}")));
        assert_eq!(submit(&desk, 1, &FRAUD).await?, json!({ "As": { "version": 2 } }));
        // What is none changes nothing about what is in force.
        assert_eq!(run(&["set", "--file", &written("later", b"permission_given perhaps")?])?.0, 2);
        assert_eq!(run(&["show"])?.1, format!("# entry {first} of the log\n{LOOSE}"));
        let (code, said) = run(&["set", "--file", &written("strict", STRICT.as_bytes())?])?;
        assert_eq!(code, 0, "{said}");
        let second = said.trim_start_matches("in force from entry ").split(' ').next().unwrap_or_default().to_owned();
        let order = [FRAUD[0], FRAUD[1], (Field::PurchaseOrderReference, "7")];
        assert!(submit(&desk, 2, &order).await?["Waiting"]["id"].is_string());
        desk.clock.advance_us(2_000_000);
        // The newest first, and in force; the one before it among the earlier ones.
        let page = page().await?;
        let at = |words: &str| page.find(words).ok_or_else(|| format!("{words} is not on {page}"));
        let places = [at("In force since")?, at(&format!("log entry {second}"))?, at("Earlier versions")?, at(&format!("log entry {first}"))?];
        assert!(places.is_sorted() && !page.contains("comes with"), "{places:?}");
    }

    async fn every_server_of_a_database_goes_by_the_newest_version_at_once(desk: Desk) -> TestResult {
        let other = desk.beside(router(ServerState::new(desk.fresh.database.clone(), Clock::held(NOW_US), false), None));
        assert!(submit(&other, 1, &FRAUD).await?["Waiting"]["id"].is_string(), "the built-in table");
        let database = &desk.fresh.database;
        assert!(set_policy(database, LOOSE, NOW_US).await.is_ok_and(|set| set.is_some()));
        assert_eq!(submit(&other, 1, &FRAUD).await?, json!({ "As": { "version": 2 } }));
        assert!(set_policy(database, STRICT, NOW_US).await.is_ok_and(|set| set.is_some()));
        let order = [FRAUD[0], FRAUD[1], (Field::PurchaseOrderReference, "7")];
        for desk in [&desk, &other] {
            assert!(submit(desk, 2, &order).await?["Waiting"]["id"].is_string());
        }
        // What is in force already is no version.
        let version = policy_version(database).await.map_err(|error| format!("{error:?}"))?;
        assert_eq!(set_policy(database, STRICT, NOW_US).await, Ok(None));
        assert_eq!(policy_version(database).await, Ok(version));
        let shown = desk.call(Who::AUDITOR, "activity/list", &json!({ "filter": { "kind": "policy.set" } })).await?.expect(200)?.json()?;
        assert_eq!(shown["entries"].as_array().map(Vec::len), Some(2), "{shown}");
    }

    /// On two servers. Neither may read what is in force before it holds the log's head: both wait for it at the same time here.
    async fn two_operators_who_set_the_same_table_at_once_make_one_version(desk: Desk) -> TestResult {
        let failed = |error| format!("{error:?}");
        let (url, is_sqlite) = (&desk.fresh.url, desk.fresh.database.backend() == DatabaseBackend::Sqlite);
        let servers = [Database::open(url, test_key()?).await?, Database::open(url, test_key()?).await?];
        // A pool that was just opened is at rest a moment later.
        while is_sqlite && servers.iter().any(is_writer_in_use) {
            tokio::task::yield_now().await;
        }
        let held = desk.fresh.database.begin_write().await.map_err(failed)?;
        if !is_sqlite {
            held.execute_unprepared("SELECT seq FROM audit_head FOR UPDATE").await?;
        }
        let setting: Vec<_> = servers.iter().cloned().map(|server| tokio::spawn(async move { set_policy(&server, STRICT, NOW_US).await })).collect();
        let are_waiting = async || Tried::Ok(if is_sqlite { servers.iter().all(is_writer_in_use) } else { waiting_for_locks(&desk.fresh.database).await? == 2 });
        while !are_waiting().await? {
            assert!(!setting.iter().any(JoinHandle::is_finished), "one of them did not wait");
            tokio::task::yield_now().await;
        }
        held.rollback().await.map_err(failed)?;
        let mut made = Vec::new();
        for set in setting {
            made.push(set.await?.map_err(failed)?);
        }
        assert_eq!(made.iter().flatten().count(), 1, "{made:?}");
    }

    async fn a_version_that_cannot_be_read_lets_nothing_through(desk: Desk) -> TestResult {
        spoil_the_policy(&desk).await?;
        assert!(submit(&desk, 1, &[(Field::PurchaseOrderReference, "7")]).await?["Waiting"]["id"].is_string());
        assert_eq!(set_policy(&desk.fresh.database, "nonsense", NOW_US).await, Err(Error::Malformed));
        // The same table once more is a version, as the one in force is none.
        assert!(set_policy(&desk.fresh.database, LOOSE, NOW_US).await.is_ok_and(|set| set.is_some()));
        assert_eq!(submit(&desk, 1, &[(Field::PurchaseOrderReference, "8")]).await?, json!({ "As": { "version": 2 } }));
    }
}
