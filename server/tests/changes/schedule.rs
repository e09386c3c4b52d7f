//! Changes that wait for their date.

use super::{arguments, decide, kinds, postpone, request, until_it_waits};
use crate::support::{
    Desk, NOW_US, Program, TestResult, Tried, Who, defter, filled, fresh_postgres, fresh_sqlite, on_each_database,
};
use desk::audit::{NewEntry, Source, append, said};
use desk::changes::{Behind, land_next};
use desk::database::Database;
use desk::request::RequestContext;
use desk::settings::Policy;
use desk::time_zone::ZoneOfPartner;
use model::audit::Kind;
use model::customers::Field;
use model::language::Language;
use sea_orm::{ConnectionTrait, DatabaseBackend};
use serde_json::{Value, json};
use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// The program at a later time.
pub fn at(database: &Database, now_us: i64) -> RequestContext {
    RequestContext {
        database: database.clone(),
        viewer: None,
        session: None,
        browser: None,
        request_id: uuid::Uuid::now_v7(),
        now_us,
        address: IpAddr::V4(Ipv4Addr::LOCALHOST),
        language: Language::English,
        is_https: false,
        is_elsewhere: false,
        policy: Arc::new(Policy::default()),
    }
}

const DAY_US: i64 = 86_400 * 1_000_000;

pub async fn land_all(desk: &Desk, now_us: i64) -> Tried<usize> {
    let mut count = 0;
    while land_next(&at(&desk.fresh.database, now_us), &mut Behind::default())
        .await
        .map_err(|error| format!("{error:?}"))?
    {
        count += 1;
    }
    Ok(count)
}

fn planned(version: i64, land_at: &str, change: &[(Field, &str)]) -> Value {
    let mut arguments = arguments(version, change);
    arguments["land_at"] = json!(land_at);
    arguments
}

async fn plan(desk: &Desk, land_at: &str, change: &[(Field, &str)]) -> Tried<String> {
    let saved = desk.call(Who::SALES, "account/update", &planned(1, land_at, change)).await?.expect(200)?.json()?;
    Ok(saved["Scheduled"]["id"].as_str().ok_or_else(|| format!("not planned: {saved}"))?.to_owned())
}

on_each_database! {
    async fn is_made_when_its_time_comes_and_not_before(desk: Desk) -> TestResult {
        let id = plan(&desk, "2026-11-23T09:00", &[(Field::PurchaseOrderReference, "tomorrow")]).await?;
        assert_eq!(desk.account(Desk::lale()).await?["waiting"][0]["land_at_us"], NOW_US + 18 * 3_600_000_000 + 55 * 60_000_000);
        assert_eq!(land_all(&desk, NOW_US + 1).await?, 0);
        assert_eq!(desk.account(Desk::lale()).await?["version"], 1);
        assert_eq!(land_all(&desk, NOW_US + DAY_US).await?, 1);
        assert_eq!(land_all(&desk, NOW_US + DAY_US).await?, 0);
        let account = desk.account(Desk::lale()).await?;
        assert_eq!((&account["text"]["purchase_order_reference"], &account["updated_by"]), (&json!("tomorrow"), &json!("The sales_agent")));
        assert_eq!(request(&desk, Who::SALES, &id).await?["state"], "applied");
        assert_eq!(kinds(&desk, 3).await?, ["customer.update", "customer.taken_over", "change.schedule"]);
    }

    /// Two servers look at the same moment, again and again: each change is made once, in the order of its dates.
    async fn two_servers_make_each_once_and_in_order(desk: Desk) -> TestResult {
        for minute in [5, 3, 1, 4, 2] {
            plan(&desk, &format!("2026-11-23T09:0{minute}"), &[(Field::PurchaseOrderReference, ["", "1", "2", "3", "4", "5"][minute])]).await?;
        }
        // Each meets the one before it: the field is the same, so all but the first are refused, not forced.
        let second = Database::open(&desk.fresh.url, crate::support::test_key()?).await?;
        let looks = (0..8).map(|turn| {
            let database = if turn % 2 == 0 { desk.fresh.database.clone() } else { second.clone() };
            async move { land_next(&at(&database, NOW_US + DAY_US), &mut Behind::default()).await.map_err(|error| format!("{error:?}")) }
        });
        let made = futures::future::try_join_all(looks).await?.into_iter().filter(|made| *made).count();
        assert_eq!(made + land_all(&desk, NOW_US + DAY_US).await?, 5);
        let account = desk.account(Desk::lale()).await?;
        assert_eq!((&account["version"], &account["text"]["purchase_order_reference"]), (&json!(2), &json!("1")));
        let counts = desk.call(Who::SALES, "changes/list", &json!({ "state": "refused", "after": null })).await?.expect(200)?.json()?;
        assert_eq!(counts["counts"], json!([0, 0, 1, 0, 0, 4]));
    }

    async fn lands_beside_what_others_changed_meanwhile(desk: Desk) -> TestResult {
        plan(&desk, "2026-11-23T09:00", &[(Field::PurchaseOrderReference, "tomorrow")]).await?;
        desk.call(Who::AGENT, "account/update", &arguments(1, &[(Field::ContactLastName, "Yılmaz")])).await?.expect(200)?;
        assert_eq!(land_all(&desk, NOW_US + DAY_US).await?, 1);
        let account = desk.account(Desk::lale()).await?;
        assert_eq!((&account["text"]["purchase_order_reference"], &account["text"]["contact_last_name"]), (&json!("tomorrow"), &json!("Yılmaz")));
    }

    async fn is_refused_when_its_author_may_not_any_more(desk: Desk) -> TestResult {
        let id = plan(&desk, "2026-11-23T09:00", &[(Field::PurchaseOrderReference, "tomorrow")]).await?;
        let people = desk.call(Who::ADMIN, "people/list", &json!({})).await?.expect(200)?.json()?;
        let author = people.as_array().into_iter().flatten().find(|person| person["name"] == "The sales_agent").cloned().unwrap_or_default();
        let change = json!({ "id": author["id"], "version": author["version"], "roles": ["helpdesk_agent"], "is_disabled": false });
        desk.call(Who::ADMIN, "people/update", &change).await?.expect(200)?;
        assert_eq!(land_all(&desk, NOW_US + DAY_US).await?, 1);
        assert_eq!(request(&desk, Who::ADMIN, &id).await?["refusal"], json!("not_allowed"));
        assert_eq!(desk.account(Desk::lale()).await?["version"], 1);
    }

    /// Whoever takes it back first has taken it back: it is neither made nor called refused.
    async fn what_is_taken_back_while_it_lands_stays_taken_back(desk: Desk) -> TestResult {
        let id = plan(&desk, "2026-11-23T09:00", &[(Field::PurchaseOrderReference, "tomorrow")]).await?;
        let transaction = desk.fresh.database.begin_write().await.map_err(|error| format!("{error:?}"))?;
        transaction.execute_unprepared("UPDATE change_sets SET state = 'cancelled', version = 2 WHERE state = 'scheduled'").await?;
        let later = at(&desk.fresh.database, NOW_US + DAY_US);
        let mut behind = Behind::default();
        let mut landing = Box::pin(land_next(&later, &mut behind));
        until_it_waits(&desk, &mut landing).await?;
        transaction.commit().await.map_err(|error| format!("{error:?}"))?;
        let was_due = landing.await.map_err(|error| format!("{error:?}"))?;
        // PostgreSQL waits at the very row: it was due when this came to it. SQLite lets nobody look before.
        assert_eq!(was_due, desk.fresh.database.backend() == DatabaseBackend::Postgres);
        let shown = request(&desk, Who::SALES, &id).await?;
        assert_eq!((&shown["state"], &shown["refusal"], desk.account(Desk::lale()).await?["version"].clone()), (&json!("cancelled"), &Value::Null, json!(1)));
        assert_eq!(kinds(&desk, 1).await?, ["change.schedule"]);
    }

    async fn can_be_moved_and_taken_back(desk: Desk) -> TestResult {
        let id = plan(&desk, "2026-11-23T09:00", &[(Field::PurchaseOrderReference, "tomorrow")]).await?;
        postpone(&desk, Who::HELPDESK, &id, 1, "2026-11-30T09:00").await?.expect(403)?;
        postpone(&desk, Who::SALES, &id, 1, "2026-11-01T09:00").await?.expect(422)?;
        postpone(&desk, Who::SALES, &id, 1, "").await?.expect(422)?;
        postpone(&desk, Who::SALES, &id, 1, "2026-11-30T09:00").await?.expect(303)?;
        assert_eq!(land_all(&desk, NOW_US + DAY_US).await?, 0);
        decide(&desk, Who::AGENT, &id, "cancel", 2).await?.expect(303)?;
        assert_eq!(land_all(&desk, NOW_US + 30 * DAY_US).await?, 0);
        assert_eq!(desk.account(Desk::lale()).await?["version"], 1);
    }

    async fn refuses_dates_that_are_none_to_come(desk: Desk) -> TestResult {
        for (land_at, problem) in [("2026-11-22T14:05", "in_the_past"), ("2026-02-30T09:00", "not_a_time"), ("tomorrow", "not_a_time"), ("2046-11-22T14:05", "too_far_ahead")] {
            let refused = desk.call(Who::SALES, "account/update", &planned(1, land_at, &[(Field::PurchaseOrderReference, "9")])).await?.expect(422)?.json()?;
            assert_eq!((&refused["invalid"][0]["path"], &refused["invalid"][0]["problem"]), (&json!("land_at"), &json!(problem)), "{land_at}");
        }
        let counts = desk.call(Who::SALES, "changes/list", &json!({ "state": "scheduled", "after": null })).await?.expect(200)?.json()?;
        assert_eq!(counts["counts"], json!([0, 0, 0, 0, 0, 0]));
    }
}

fn in_zone(name: &str) -> Tried<Arc<Policy>> {
    let time_zone = ZoneOfPartner::of_name(name, NOW_US).ok_or("no such zone")?;
    Ok(Arc::new(Policy { time_zone, ..Policy::default() }))
}

/// The partner moves: what was planned before comes at the moment that it was planned for, and is shown on the new clock.
#[tokio::test]
async fn a_plan_keeps_its_moment_where_the_partners_zone_changes() -> TestResult {
    for fresh in filled().await? {
        let (berlin, istanbul) = (in_zone("Europe/Berlin")?, in_zone("Europe/Istanbul")?);
        let before = Desk::with(fresh, |state| state.policy = berlin);
        let id = plan(&before, "2027-07-15T09:00", &[(Field::PurchaseOrderReference, "moved")]).await?;
        let desk = Desk::with(before.fresh.beside(), |state| state.policy = Arc::clone(&istanbul));
        let at_us = 1_815_634_800_000_000_i64;
        assert_eq!(request(&desk, Who::SALES, &id).await?["land_at_us"], json!(at_us));
        let page = desk.get(Who::SALES, &format!("/requests/{id}")).await?.expect(200)?;
        assert!(page.body.contains("15 Jul 2027, 10:00"));
        let in_istanbul =
            |now_us: i64| RequestContext { policy: Arc::clone(&istanbul), ..at(&desk.fresh.database, now_us) };
        let land = async |now_us: i64| {
            land_next(&in_istanbul(now_us), &mut Behind::default()).await.map_err(|error| format!("{error:?}"))
        };
        assert!(!land(at_us - 1).await?, "not a moment before");
        assert!(land(at_us).await?);
        // Made, and not refused as one that nobody asked for: the log's stamp says its distance from UTC.
        assert_eq!(request(&desk, Who::SALES, &id).await?["state"], "applied");
        assert_eq!(desk.account(Desk::lale()).await?["text"]["purchase_order_reference"], "moved");
        desk.ends_well()?;
    }
    Ok(())
}

/// Nine in the morning is another moment in summer than in winter, and some moments are none.
#[tokio::test]
async fn dates_are_the_partners_with_summer_time() -> TestResult {
    for fresh in filled().await? {
        let berlin = in_zone("Europe/Berlin")?;
        let desk = Desk::with(fresh, |state| state.policy = berlin);
        for (land_at, at_us) in
            [("2027-01-15T09:00", 1_800_000_000_000_000_i64), ("2027-07-15T09:00", 1_815_634_800_000_000)]
        {
            let saved = desk
                .call(Who::SALES, "account/update", &planned(1, land_at, &[(Field::PurchaseOrderReference, "9")]))
                .await?
                .expect(200)?
                .json()?;
            let shown = request(&desk, Who::SALES, saved["Scheduled"]["id"].as_str().unwrap_or_default()).await?;
            assert_eq!(shown["land_at_us"], json!(at_us));
        }
        let refused = desk
            .call(
                Who::SALES,
                "account/update",
                &planned(1, "2027-03-28T02:30", &[(Field::PurchaseOrderReference, "9")]),
            )
            .await?
            .expect(422)?;
        assert_eq!(refused.json()?["invalid"][0]["problem"], "no_such_time");
        desk.ends_well()?;
    }
    Ok(())
}

/// Planned with one server; that one is killed; two others come, and the change is made once.
#[tokio::test]
async fn a_planned_change_survives_restarts_and_two_servers() -> TestResult {
    for fresh in [fresh_sqlite().await?, fresh_postgres(None).await?] {
        let url = fresh.url.clone();
        let (id, customer) = tokio::task::spawn_blocking(move || plan_and_die(&url)).await??;
        // Its time comes while no server runs.
        move_to_the_past(&fresh.database, &id, &customer).await?;
        let url = fresh.url.clone();
        tokio::task::spawn_blocking(move || comes_once(&url, &id, &customer)).await??;
    }
    Ok(())
}

/// Moves a change to a date that has passed, as the program itself would: in its row and in the log.
async fn move_to_the_past(database: &Database, id: &str, customer: &str) -> TestResult {
    let stamp = "2026-01-01T09:00+03:00";
    let at_us = ZoneOfPartner::default().of_stamp(stamp).ok_or("no time")?;
    let transaction = database.begin_write().await.map_err(|error| format!("{error:?}"))?;
    let due = format!("UPDATE change_sets SET land_at_us = {at_us} WHERE state = 'scheduled'");
    transaction.execute_unprepared(&due).await?;
    let values = [said("land_at", stamp), said("change_set", id)];
    let subject_id = customer.parse()?;
    let entry =
        NewEntry { source: Source::program(NOW_US), kind: Kind::ChangeMove, subject_id, version: 0, values: &values };
    append(&transaction, database.log_key(), entry).await.map_err(|error| format!("{error:?}"))?;
    transaction.commit().await.map_err(|error| format!("{error:?}"))?;
    Ok(())
}

fn ask(program: &Program, cookie: &str, function: &str, arguments: &Value) -> Tried<Value> {
    let answer =
        crate::support::request(program.address, "POST", &format!("/api/{function}"), cookie, &arguments.to_string())?;
    let body = answer.split_once("\r\n\r\n").map(|(_, body)| body).unwrap_or_default();
    serde_json::from_str(body).map_err(|error| format!("{error}: {answer}").into())
}

fn plan_and_die(url: &str) -> Tried<(String, String)> {
    defter(url, &["seed", "--demo"], "")?;
    let program = Program::serve(url)?;
    let cookie = crate::support::sign_in(program.address, "sales.agent@demo.example", server::seed::DEMO_PASSWORD)?;
    let page = ask(&program, &cookie, "customers/list", &json!({ "query": { "country": "SE" } }))?;
    let customer = page["rows"][0]["id"].as_str().unwrap_or_default().to_owned();
    let account = ask(&program, &cookie, "account/edit", &json!({ "id": customer }))?;
    let mut text = account["text"].clone();
    text["purchase_order_reference"] = json!("later");
    let change = json!({ "id": customer, "version": account["version"], "text": text, "reason": "", "land_at": "2029-12-01T09:00" });
    let saved = ask(&program, &cookie, "account/update", &change)?;
    let id = saved["Scheduled"]["id"].as_str().ok_or_else(|| format!("not planned: {saved}"))?.to_owned();
    program.kill()?;
    Ok((id, customer))
}

fn comes_once(url: &str, id: &str, customer: &str) -> TestResult {
    let (one, other) = (Program::serve(url)?, Program::serve(url)?);
    let cookie = crate::support::sign_in(one.address, "sales.agent@demo.example", server::seed::DEMO_PASSWORD)?;
    let patience = Instant::now() + Duration::from_secs(20);
    while ask(&one, &cookie, "changes/find", &json!({ "id": id }))?["state"] != "applied" {
        if Instant::now() > patience {
            return Err(format!("it was not made: {}", one.log()).into());
        }
        std::thread::yield_now();
    }
    let account = ask(&other, &cookie, "account/find", &json!({ "id": customer }))?;
    assert_eq!((&account["version"], &account["text"]["purchase_order_reference"]), (&json!(2), &json!("later")));
    let history = ask(&other, &cookie, "history/list", &json!({ "customer_id": customer, "before": null }))?;
    assert_eq!(history["changes"].as_array().map(Vec::len), Some(2), "the change, and the customer taken over");
    for program in [one, other] {
        let (ended_well, log) = program.terminate()?;
        assert!(ended_well && !log.contains("panicked"), "{log}");
    }
    Ok(())
}
