//! Asking a registry, beside everything else and in nobody's way.

mod fake_vies;

use crate::support::{
    Desk, MOVE_TO_BERLIN, NOW_US, PASSWORD, TestResult, Tried, Who, an_hour_ahead, call, on_each_database,
};
use desk::registry::queue::{Outcome, Registered, take_due, write_outcome};
use desk::settings::Policy;
use fake_vies::{FakeVies, Mood};
use model::customers::Field;
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};
use server::registry::{Asked, ask_due};
use server::{Clock, ServerState, router, system_clock};
use std::sync::Arc;
use std::time::Duration;

const LATER_US: i64 = NOW_US + 3_600 * 1_000_000;

fn now() -> Clock {
    Clock::held(NOW_US)
}

fn an_hour_later() -> Clock {
    Clock::held(LATER_US)
}

/// A second server of the same database, which asks registries.
fn asking(desk: &Desk) -> Desk {
    asking_at(desk, now())
}

fn asking_at(desk: &Desk, clock: Clock) -> Desk {
    let mut state = ServerState::new(desk.fresh.database.clone(), clock, false);
    state.policy = Arc::new(Policy { asks_registries: true, ..Policy::default() });
    desk.beside(router(state, None))
}

/// Lale moves its billing to Berlin, with a VAT ID that is given.
async fn move_to_berlin(desk: &Desk, version: i64, tax_number: &str) -> Tried<u16> {
    let mut text = crate::support::lale_text();
    for (field, value) in MOVE_TO_BERLIN {
        text.set(field, value);
    }
    text.set(Field::TaxNumber, tax_number);
    let change = json!({ "id": Desk::lale(), "version": version, "text": text, "reason": "moved" });
    Ok(desk.call(Who::SALES, "account/update", &change).await?.status.as_u16())
}

async fn registry(desk: &Desk) -> Tried<Value> {
    Ok(desk.account(Desk::lale()).await?["registry"].clone())
}

/// The newest question or answer.
async fn evidence(desk: &Desk) -> Tried<Value> {
    Ok(registry(desk).await?["evidence"][0].clone())
}

/// Asks what is due and answers how many were asked.
async fn ask(desk: &Desk, fake: &FakeVies, clock: Clock) -> Tried<usize> {
    let asked = ask_due(&desk.fresh.database, &fake.vies, clock).await.map_err(|error| format!("{error:?}"))?;
    Ok(asked.count)
}

on_each_database! {
    async fn keeps_the_answer_as_evidence(desk: Desk) -> TestResult {
        let desk = asking(&desk);
        let fake = FakeVies::new(Mood::Knows).await?;
        assert_eq!(move_to_berlin(&desk, 1, "DE 136 695 976").await?, 200);
        assert_eq!(evidence(&desk).await?["state"], "waiting");
        assert_eq!(ask(&desk, &fake, an_hour_later()).await?, 1);
        let kept = evidence(&desk).await?;
        assert_eq!((&kept["state"], &kept["vat_id"]), (&json!("valid"), &json!("DE136695976")));
        assert_eq!(kept["registered_name"], "SEPPELT WERKZEUGBAU GMBH");
        assert_eq!(kept["registered_address"], "Lange Gasse 3\n10115 Berlin");
        assert_eq!((&kept["request_identifier"], &kept["at_us"]), (&json!("WAPIAAAAZZZZ"), &json!(LATER_US)));
        let own = json!({ "countryCode": "DE", "vatNumber": "136695976", "requesterMemberStateCode": "DE", "requesterNumber": "136695976" });
        assert_eq!(fake.asked()?, [own]);
        assert_eq!(ask(&desk, &fake, an_hour_later()).await?, 0);
        let page = desk.get(Who::HELPDESK, &format!("/customers/{}/account", Desk::lale())).await?.expect(200)?;
        assert!(page.body.contains("SEPPELT WERKZEUGBAU GMBH") && page.body.contains("WAPIAAAAZZZZ"));
    }

    async fn a_save_never_waits_and_an_outage_is_never_invalid(desk: Desk) -> TestResult {
        let desk = asking(&desk);
        let fake = FakeVies::new(Mood::Silent).await?;
        assert_eq!(move_to_berlin(&desk, 1, "DE136695976").await?, 200);
        let moods = [
            (Mood::Silent, "TIMEOUT"), (Mood::Drips, "TIMEOUT"), (Mood::Busy, "MS_MAX_CONCURRENT_REQ"), (Mood::Down, "HTTP_503"), (Mood::Page, "MALFORMED"),
            (Mood::Blocked, "IP_BLOCKED"), (Mood::RateLimited, "HTTP_429"), (Mood::Endless, "TOO_LONG"),
        ];
        for (at, (mood, word)) in moods.into_iter().enumerate() {
            fake.becomes(mood)?;
            desk.fresh.database.writer().execute_unprepared("UPDATE registry_checks SET next_try_at_us = 0").await?;
            let asked = tokio::time::timeout(Duration::from_secs(20), ask(&desk, &fake, now())).await;
            assert_eq!(asked.map_err(|_| format!("{mood:?} holds it up"))??, 1, "{mood:?}");
            let kept = evidence(&desk).await?;
            assert_eq!((&kept["state"], &kept["failure"]), (&json!("waiting"), &json!(word)), "{mood:?}");
            assert_eq!(kept["attempts"], at + 1);
            assert!(kept["next_try_at_us"].as_i64() > Some(NOW_US), "{mood:?} is tried again later: {kept}");
        }
        // Not due yet, so nobody is asked; when it is, the answer counts.
        fake.becomes(Mood::KnowsNot)?;
        assert_eq!(ask(&desk, &fake, now()).await?, 0);
        desk.fresh.database.writer().execute_unprepared("UPDATE registry_checks SET next_try_at_us = 0").await?;
        assert_eq!(ask(&desk, &fake, now()).await?, 1);
        let kept = evidence(&desk).await?;
        assert_eq!((&kept["state"], &kept["failure"], &kept["registered_name"]), (&json!("invalid"), &json!(""), &json!("")));
    }

    async fn stops_asking_what_cannot_be_asked_and_says_nothing_about_the_number(desk: Desk) -> TestResult {
        let desk = asking(&desk);
        let fake = FakeVies::new(Mood::Refuses).await?;
        move_to_berlin(&desk, 1, "DE136695976").await?;
        ask(&desk, &fake, now()).await?;
        assert_eq!(evidence(&desk).await?["state"], "unasked");
        let asked = desk.call(Who::SALES, "registry/ask", &json!({ "id": Desk::lale() })).await?.expect(200)?.json()?;
        assert_eq!(asked["evidence"][0]["state"], "waiting");
    }

    async fn two_servers_ask_each_question_once(desk: Desk) -> TestResult {
        let desk = asking(&desk);
        let fake = FakeVies::new(Mood::Knows).await?;
        move_to_berlin(&desk, 1, "DE136695976").await?;
        let database = &desk.fresh.database;
        let (one, other) = tokio::join!(ask_due(database, &fake.vies, now()), ask_due(database, &fake.vies, now()));
        assert_eq!(one.map(|asked| asked.count).and_then(|one| Ok(one + other?.count)).ok(), Some(1));
        assert_eq!(fake.asked()?.len(), 1);
    }

    async fn forgets_the_question_about_a_number_that_was_replaced(desk: Desk) -> TestResult {
        let desk = asking(&desk);
        let fake = FakeVies::new(Mood::Knows).await?;
        move_to_berlin(&desk, 1, "DE136695976").await?;
        assert_eq!(move_to_berlin(&desk, 2, "").await?, 200);
        assert_eq!(registry(&desk).await?, Value::Null);
        assert_eq!(ask(&desk, &fake, now()).await?, 0);
        assert_eq!(fake.asked()?, Vec::<Value>::new());
    }

    async fn asks_nothing_where_nothing_changed_or_nobody_wants_it(desk: Desk) -> TestResult {
        assert_eq!(move_to_berlin(&desk, 1, "DE136695976").await?, 200);
        assert_eq!(registry(&desk).await?, Value::Null);
        desk.call(Who::SALES, "registry/ask", &json!({ "id": Desk::lale() })).await?.expect(404)?;
        let desk = asking(&desk);
        // A number that stays as it is is not asked about by a save, only when somebody says so.
        assert_eq!(move_to_berlin(&desk, 2, "DE 136-695-976").await?, 200);
        assert_eq!(registry(&desk).await?, json!({ "evidence": [], "is_on": true }));
        desk.post(Who::SALES, &format!("/customers/{}/account", Desk::lale()), &[("step", "ask_registry")]).await?.expect(303)?;
        assert_eq!(evidence(&desk).await?["state"], "waiting");
    }

    async fn refuses_who_may_not_update_and_a_customer_without_a_vat_id(desk: Desk) -> TestResult {
        let desk = asking(&desk);
        let ask = json!({ "id": Desk::lale() });
        desk.call(Who::HELPDESK, "registry/ask", &ask).await?.expect(403)?;
        desk.call(Who::Nobody, "registry/ask", &ask).await?.expect(401)?;
        // Lale's number is a Turkish one.
        desk.call(Who::SALES, "registry/ask", &ask).await?.expect(404)?;
        let path = format!("/customers/{}/account", Desk::lale());
        desk.post(Who::SALES, &path, &[("step", "ask_registry")]).await?.expect(303)?;
        desk.post(Who::HELPDESK, &path, &[("step", "ask_registry")]).await?.expect(403)?;
        desk.post(Who::SALES, &path, &[("step", "delete")]).await?.expect(400)?;
    }

    async fn shows_the_last_answer_beside_a_newer_question(desk: Desk) -> TestResult {
        let desk = asking(&desk);
        let fake = FakeVies::new(Mood::Knows).await?;
        move_to_berlin(&desk, 1, "DE136695976").await?;
        ask(&desk, &fake, now()).await?;
        // Just answered: asking again brings the same answer.
        desk.call(Who::SALES, "registry/ask", &json!({ "id": Desk::lale() })).await?.expect(200)?;
        assert_eq!(ask(&desk, &fake, an_hour_later()).await?, 0);
        let later = asking_at(&desk, an_hour_later());
        later.call(Who::SALES, "registry/ask", &json!({ "id": Desk::lale() })).await?.expect(200)?;
        fake.becomes(Mood::Busy)?;
        assert_eq!(ask(&later, &fake, an_hour_later()).await?, 1);
        let shown = registry(&later).await?["evidence"].clone();
        assert_eq!((&shown[0]["state"], &shown[0]["failure"]), (&json!("waiting"), &json!("MS_MAX_CONCURRENT_REQ")));
        assert_eq!((&shown[1]["state"], &shown[1]["request_identifier"]), (&json!("valid"), &json!("WAPIAAAAZZZZ")));
    }

    /// The lease: a server that dies while it asks holds a question for minutes, not for ever.
    async fn asks_again_what_a_server_took_and_never_answered(desk: Desk) -> TestResult {
        let desk = asking(&desk);
        let fake = FakeVies::new(Mood::Knows).await?;
        move_to_berlin(&desk, 1, "DE136695976").await?;
        let taken = take_due(&desk.fresh.database, NOW_US, 9).await.map_err(|error| format!("{error:?}"))?;
        assert_eq!(taken.len(), 1);
        // Somebody presses the button meanwhile: the one who has it keeps it.
        desk.call(Who::SALES, "registry/ask", &json!({ "id": Desk::lale() })).await?.expect(200)?;
        assert_eq!(ask(&desk, &fake, now()).await?, 0);
        assert_eq!(ask(&desk, &fake, an_hour_later()).await?, 1);
        assert_eq!(evidence(&desk).await?["state"], "valid");
        // The dead one wakes up: its answer comes too late to count.
        let late = Outcome::Invalid(Registered::default());
        write_outcome(&desk.fresh.database, &taken[0], late, NOW_US).await.map_err(|error| format!("{error:?}"))?;
        assert_eq!(evidence(&desk).await?["state"], "valid");
    }

    async fn an_answer_about_a_number_that_was_replaced_meanwhile_is_dropped(desk: Desk) -> TestResult {
        let desk = asking(&desk);
        move_to_berlin(&desk, 1, "DE136695976").await?;
        let taken = take_due(&desk.fresh.database, NOW_US, 9).await.map_err(|error| format!("{error:?}"))?;
        move_to_berlin(&desk, 2, "").await?;
        let answer = Outcome::Valid(Registered { name: "Ş".repeat(400), ..Registered::default() });
        write_outcome(&desk.fresh.database, &taken[0], answer, NOW_US).await.map_err(|error| format!("{error:?}"))?;
        assert_eq!(registry(&desk).await?, Value::Null);
        move_to_berlin(&desk, 3, "DE136695976").await?;
        assert_eq!(evidence(&desk).await?["state"], "waiting");
    }

    async fn leaves_vies_alone_when_it_says_so_and_shows_no_endless_wait_once_nobody_asks(desk: Desk) -> TestResult {
        let off = desk.beside(desk.router.clone());
        let desk = asking(&desk);
        let fake = FakeVies::new(Mood::RateLimited).await?;
        move_to_berlin(&desk, 1, "DE136695976").await?;
        let asked = ask_due(&desk.fresh.database, &fake.vies, now()).await.map_err(|error| format!("{error:?}"))?;
        assert_eq!(asked, Asked { count: 1, is_pushed_back: true });
        let shown = registry(&off).await?;
        assert_eq!((&shown["is_on"], &shown["evidence"][0]["state"]), (&json!(false), &json!("unasked")));
    }

    async fn refuses_to_rewrite_an_answer(desk: Desk) -> TestResult {
        let desk = asking(&desk);
        let fake = FakeVies::new(Mood::KnowsNot).await?;
        move_to_berlin(&desk, 1, "DE136695976").await?;
        ask(&desk, &fake, now()).await?;
        for statement in ["UPDATE registry_checks SET state = 'valid'", "DELETE FROM registry_checks"] {
            assert!(desk.fresh.database.writer().execute_unprepared(statement).await.is_err(), "{statement}");
        }
        assert_eq!(evidence(&desk).await?["state"], "invalid");
    }
}

/// Two machines, one database: a lease is of the database's clock, whatever each machine's says.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_whose_clock_is_ahead_asks_nothing_that_another_holds() -> TestResult {
    const MINUTE_US: i64 = 60_000_000;
    let failed = |error| format!("{error:?}");
    let filled = Desk::on_postgres().await?;
    let desk = asking(&filled);
    let fake = FakeVies::new(Mood::Busy).await?;
    let (_folder, ahead) = an_hour_ahead()?;
    let database = &desk.fresh.database;
    move_to_berlin(&desk, 1, "DE136695976").await?;
    let lease_us = Clock::system().lease_us(database).await.map_err(failed)?;
    assert_eq!(take_due(database, lease_us, 9).await.map_err(failed)?.len(), 1);
    assert_eq!(ask(&desk, &fake, ahead).await?, 0);
    // What the one ahead puts off comes as soon as what others put off.
    database.writer().execute_unprepared("UPDATE registry_checks SET next_try_at_us = 0").await?;
    assert_eq!(ask(&desk, &fake, ahead).await?, 1);
    let next_us = evidence(&desk).await?["next_try_at_us"].as_i64().unwrap_or(i64::MAX);
    assert!(next_us < system_clock() + 30 * MINUTE_US, "{next_us}");
    // And what is wanted there at once is due everywhere.
    let there = asking_at(&filled, ahead);
    let sign_in = json!({ "email": "sales_agent@staff.example", "password": PASSWORD });
    let cookie = call(&there.router, "", "session/sign_in", &sign_in).await?.expect(200)?.cookie();
    call(&there.router, &cookie, "registry/ask", &json!({ "id": Desk::lale() })).await?.expect(200)?;
    fake.becomes(Mood::Knows)?;
    assert_eq!(ask(&desk, &fake, Clock::system()).await?, 1);
    // By the one ahead: to its clock the other's sessions were left idle long ago.
    let account = call(&there.router, &cookie, "account/find", &json!({ "id": Desk::lale() })).await?.expect(200)?;
    assert_eq!(account.json()?["registry"]["evidence"][0]["state"], "valid");
    filled.ends_well()
}

/// One machine: `SQLite` has no clock but its own.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_sqlite_the_machines_clock_counts() -> TestResult {
    let filled = Desk::on_sqlite().await?;
    let (_folder, ahead) = an_hour_ahead()?;
    let lease_us = ahead.lease_us(&filled.fresh.database).await.map_err(|error| format!("{error:?}"))?;
    assert!(lease_us > system_clock() + 3_000 * 1_000_000, "{lease_us}");
    filled.ends_well()
}
