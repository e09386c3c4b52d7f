//! A billing e-mail changes: the old address and the new are told, and staff can take it back within a week.

use super::{arguments, kinds, take_back};
use crate::support::{Desk, NOW_US, PASSWORD, TestResult, Tried, Who, an_hour_ahead, call, filled, test_key};
use desk::database::Database;
use desk::mails::{LEASE_US, take_due};
use desk::settings::Policy;
use model::customers::Field;
use sea_orm::{ConnectionTrait, Statement};
use serde_json::json;
use server::mails::{Post, send_due};
use server::{Clock, system_clock};
use std::sync::Arc;
use tempfile::TempDir;

const HALF_AN_HOUR_US: i64 = 1_800_000_000;

/// The policy of a server that tells contacts.
fn telling() -> Arc<Policy> {
    Arc::new(Policy { tells_contacts: true, ..Policy::default() })
}

/// A desk on each database that tells contacts.
async fn desks() -> Tried<Vec<Desk>> {
    Ok(filled().await?.into_iter().map(|fresh| Desk::with(fresh, |state| state.policy = telling())).collect())
}

/// Somebody sends invoices elsewhere.
async fn moves(desk: &Desk, who: Who) -> TestResult {
    let change = arguments(1, &[(Field::BillingEmail, "fatura@lale.example")]);
    desk.call(who, "account/update", &change).await?.expect(200)?;
    Ok(())
}

fn written(folder: &TempDir) -> Tried<Vec<String>> {
    let mut mails = Vec::new();
    for file in std::fs::read_dir(folder.path())? {
        let path = file?.path();
        if path.extension().is_some_and(|extension| extension == "eml") {
            mails.push(std::fs::read_to_string(path)?);
        }
    }
    Ok(mails)
}

#[tokio::test]
async fn both_addresses_are_told_once_and_neither_is_sent_a_link() -> TestResult {
    for desk in desks().await? {
        let change = arguments(1, &[(Field::BillingEmail, "fatura@lale.example"), (Field::Language, "en")]);
        desk.call(Who::SALES, "account/update", &change).await?.expect(200)?;
        let folder = TempDir::new()?;
        let post = Post::folder(folder.path(), "desk@partner.example")?;
        let send = async || {
            send_due(&desk.fresh.database, &post, Clock::held(NOW_US)).await.map_err(|error| format!("{error:?}"))
        };
        assert_eq!((send().await?, send().await?), (2, 0));
        let mails = written(&folder)?;
        for to in ["muhasebe@lale.example", "fatura@lale.example"] {
            let mail = mails.iter().find(|mail| mail.contains(&format!("To: {to}"))).ok_or("nobody told them")?;
            let body = mail.replace("=\r\n", "").replace("=3D", "=");
            assert!(!body.contains("://") && !body.contains("/undo"), "{body}");
            let text = body.split_once("\r\n\r\n").map(|(_, text)| text).unwrap_or_default();
            assert_eq!(
                text.contains("@lale.example"),
                to.starts_with("muhasebe"),
                "only the old one learns the other: {text}"
            );
        }
        desk.ends_well()?;
    }
    Ok(())
}

#[tokio::test]
async fn other_changes_and_refused_ones_tell_nobody() -> TestResult {
    for desk in desks().await? {
        desk.call(Who::SALES, "account/update", &arguments(1, &[(Field::PurchaseOrderReference, "9")]))
            .await?
            .expect(200)?;
        desk.call(Who::SALES, "account/update", &arguments(2, &[(Field::BillingEmail, "x@")])).await?.expect(422)?;
        let folder = TempDir::new()?;
        let post = Post::folder(folder.path(), "desk@partner.example")?;
        assert_eq!(
            send_due(&desk.fresh.database, &post, Clock::held(NOW_US)).await.map_err(|error| format!("{error:?}"))?,
            0
        );
    }
    Ok(())
}

/// Nobody takes mails there: they wait, and a later try sends them.
#[tokio::test]
async fn mails_wait_while_nobody_takes_them() -> TestResult {
    const LATER_US: i64 = NOW_US + 3_600_000_000;
    for desk in desks().await? {
        moves(&desk, Who::SALES).await?;
        let nobody = Post::smtp("smtp://127.0.0.1:9", "desk@partner.example")?;
        let failed = |error| format!("{error:?}");
        assert_eq!(send_due(&desk.fresh.database, &nobody, Clock::held(NOW_US)).await.map_err(failed)?, 2);
        assert_eq!(send_due(&desk.fresh.database, &nobody, Clock::held(NOW_US)).await.map_err(failed)?, 0);
        let folder = TempDir::new()?;
        let post = Post::folder(folder.path(), "desk@partner.example")?;
        assert_eq!(send_due(&desk.fresh.database, &post, Clock::held(LATER_US)).await.map_err(failed)?, 2);
        assert_eq!(kinds(&desk, 3).await?, ["mail.sent", "mail.sent", "customer.update"]);
    }
    Ok(())
}

/// Two machines, one database: what one has taken up is not sent again by another whose clock is ahead.
#[tokio::test]
async fn a_server_whose_clock_is_ahead_sends_nothing_that_another_holds() -> TestResult {
    for desk in desks().await? {
        let database = &desk.fresh.database;
        if database.clock_us().await.map_err(|error| format!("{error:?}"))?.is_none() {
            continue;
        }
        moves(&desk, Who::SALES).await?;
        let failed = |error| format!("{error:?}");
        let lease_us = Clock::system().lease_us(database).await.map_err(failed)?;
        assert_eq!(take_due(database, lease_us, 9).await.map_err(failed)?.len(), 2);
        let (folder, (_held, ahead)) = (TempDir::new()?, an_hour_ahead()?);
        let post = Post::folder(folder.path(), "desk@partner.example")?;
        assert_eq!(send_due(database, &post, ahead).await.map_err(failed)?, 0);
        assert_eq!(written(&folder)?.len(), 0);
        // What the one ahead puts off comes as soon as what others put off.
        database.writer().execute_unprepared("UPDATE mails SET next_try_at_us = 0").await?;
        let nobody = Post::smtp("smtp://127.0.0.1:9", "desk@partner.example")?;
        assert_eq!(send_due(database, &nobody, ahead).await.map_err(failed)?, 2);
        let latest = Statement::from_string(database.backend(), "SELECT MAX(next_try_at_us) FROM mails");
        let latest = database.reader().query_one_raw(latest).await?.ok_or("no mails")?;
        assert!(latest.try_get_by_index::<i64>(0)? < system_clock() + HALF_AN_HOUR_US);
        // And what is put down there is due everywhere at once.
        let there = Desk::with(desk.fresh.beside(), |state| {
            state.clock = ahead;
            state.policy = telling();
        });
        let sign_in = json!({ "email": "sales_agent@staff.example", "password": PASSWORD });
        let cookie = call(&there.router, "", "session/sign_in", &sign_in).await?.expect(200)?.cookie();
        let again = arguments(2, &[(Field::BillingEmail, "yeni@lale.example")]);
        call(&there.router, &cookie, "account/update", &again).await?.expect(200)?;
        assert_eq!(send_due(database, &post, Clock::system()).await.map_err(failed)?, 2);
        assert_eq!(written(&folder)?.len(), 2);
        there.ends_well()?;
    }
    Ok(())
}

/// Two servers of one database, on one machine: what one still tries, at a mail server that says nothing, the other leaves.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_one_server_still_tries_no_other_sends() -> TestResult {
    for desk in desks().await? {
        moves(&desk, Who::SALES).await?;
        let failed = |error| format!("{error:?}");
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
        let silent = Post::smtp(&format!("smtp://{}", listener.local_addr()?), "desk@partner.example")?;
        let first = desk.fresh.database.clone();
        let trying = tokio::spawn(async move { send_due(&first, &silent, Clock::held(NOW_US)).await });
        // Whoever is asked at the door has what they hold.
        let _held = listener.accept().await?;
        let other = Database::open(&desk.fresh.url, test_key()?).await?;
        let folder = TempDir::new()?;
        let post = Post::folder(folder.path(), "desk@partner.example")?;
        // Until just before the longest that the first may take.
        for after_us in [0, 1_000_000, 4 * 45 * 1_000_000] {
            assert_eq!(send_due(&other, &post, Clock::held(NOW_US + after_us)).await.map_err(failed)?, 0, "{after_us}");
        }
        assert_eq!(written(&folder)?.len(), 0);
        trying.abort();
        // A server that ended is waited for no longer than its lease.
        let after = Clock::held(NOW_US + LEASE_US);
        assert_eq!(send_due(&other, &post, after).await.map_err(failed)?, 2);
        assert_eq!(written(&folder)?.len(), 2);
    }
    Ok(())
}

/// Nobody's mailbox is filled by changing an address to and fro.
#[tokio::test]
async fn an_address_that_changes_all_the_time_is_refused() -> TestResult {
    for desk in desks().await? {
        for version in 1..=10 {
            let to = format!("fatura{version}@lale.example");
            desk.call(Who::SALES, "account/update", &arguments(version, &[(Field::BillingEmail, &to)]))
                .await?
                .expect(200)?;
        }
        let change = arguments(11, &[(Field::BillingEmail, "once.more@lale.example")]);
        desk.call(Who::SALES, "account/update", &change).await?.expect(429)?;
        assert_eq!(desk.account(Desk::lale()).await?["text"]["billing_email"], "fatura10@lale.example");
        // Other fields are not held up, nor is anybody else who puts it right.
        let other = [(Field::BillingEmail, "fatura10@lale.example"), (Field::PurchaseOrderReference, "9")];
        desk.call(Who::SALES, "account/update", &arguments(11, &other)).await?.expect(200)?;
        let seq = desk.history(Desk::lale()).await?[1]["seq"].as_i64().unwrap_or_default();
        take_back(&desk, Who::AGENT, seq, 12).await?.expect(303)?;
        assert_eq!(desk.account(Desk::lale()).await?["text"]["billing_email"], "fatura9@lale.example");
    }
    Ok(())
}

/// Nobody will ever take it: the log says so, and the other one is told all the same.
#[tokio::test]
async fn a_mail_that_is_given_up_stands_in_the_log() -> TestResult {
    for desk in desks().await? {
        moves(&desk, Who::SALES).await?;
        let nobody = Post::smtp("smtp://127.0.0.1:9", "desk@partner.example")?;
        let failed = |error| format!("{error:?}");
        for _ in 0..21 {
            // Each time the next try is due, whenever that is.
            let waiting = "UPDATE mails SET next_try_at_us = 0 WHERE state = 'waiting'";
            desk.fresh.database.writer().execute_unprepared(waiting).await?;
            send_due(&desk.fresh.database, &nobody, Clock::held(NOW_US)).await.map_err(failed)?;
        }
        assert_eq!(kinds(&desk, 3).await?, ["mail.given_up", "mail.given_up", "customer.update"]);
        let page = desk.get(Who::AUDITOR, "/activity?kind=mail.given_up").await?.expect(200)?;
        assert!(page.body.contains("fatura@lale.example") && page.body.contains("E-mail to a contact failed"));
    }
    Ok(())
}

/// Whoever answers the phone may reverse it while the week lasts; later only who may undo at all.
#[tokio::test]
async fn whoever_may_update_may_reverse_it_within_a_week() -> TestResult {
    for desk in desks().await? {
        moves(&desk, Who::AGENT).await?;
        let seq = desk.history(Desk::lale()).await?[0]["seq"].as_i64().unwrap_or_default();
        let find = json!({ "customer_id": Desk::lale(), "seq": seq });
        desk.call(Who::HELPDESK, "undo/find", &find).await?.expect(403)?;
        // The history offers it to whom it would let do it.
        let link = format!("/history/{seq}/undo\"");
        for (who, is_offered) in [(Who::SALES, true), (Who::AGENT, true), (Who::HELPDESK, false), (Who::AUDITOR, false)]
        {
            let history = desk.get(who, &format!("/customers/{}/history", Desk::lale())).await?.expect(200)?;
            assert_eq!(history.body.contains(&link), is_offered, "{}", who.name());
        }
        desk.call(Who::SALES, "undo/find", &find).await?.expect(200)?;
        take_back(&desk, Who::SALES, seq, 2).await?.expect(303)?;
        assert_eq!(desk.account(Desk::lale()).await?["text"]["billing_email"], "muhasebe@lale.example");
        let after_a_week =
            Desk::with(desk.fresh.beside(), |state| state.clock = Clock::held(NOW_US + 8 * 86_400 * 1_000_000));
        // The sessions of the tests end after a day: who asks then signs in again.
        let sign_in = json!({ "email": "sales_agent@staff.example", "password": crate::support::PASSWORD });
        let cookie =
            crate::support::call(&after_a_week.router, "", "session/sign_in", &sign_in).await?.expect(200)?.cookie();
        crate::support::call(&after_a_week.router, &cookie, "undo/find", &find).await?.expect(403)?;
        desk.ends_well()?;
    }
    Ok(())
}
