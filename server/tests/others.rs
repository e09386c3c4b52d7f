//! Others' servers: one that takes a connection and then says nothing costs one try, and holds nothing else up.

use crate::support::{Desk, Heard, NOW_US, TestResult, Tried, Who, filled, lale_text};
use desk::audit::{NewEntry, Source, append_alone, sign_if_older};
use desk::clock_ahead::note_clock;
use desk::mails::count_older;
use desk::settings::Policy;
use model::audit::Kind;
use model::customers::Field;
use sea_orm::{ConnectionTrait, Statement};
use serde_json::json;
use server::Clock;
use server::audit::{keep_sending_heads, keep_signing, send};
use server::config::HeadSettings;
use server::mails::{Post, keep_sending, send_due, warn_of_old};
use std::io::Write;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::time::Duration;
use tempfile::TempDir;
use tokio::sync::watch;
use tracing::instrument::WithSubscriber;
use uuid::Uuid;

const HOUR_US: i64 = 3_600_000_000;
const DAY_US: i64 = 24 * HOUR_US;

/// A server that accepts, says perhaps a first line, and then nothing for as long as the test runs.
fn silent(first: &'static [u8]) -> Tried<SocketAddr> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?;
    std::thread::spawn(move || {
        let mut held: Vec<TcpStream> = Vec::new();
        for stream in listener.incoming().flatten() {
            let _ = (&stream).write_all(first);
            held.push(stream);
        }
    });
    Ok(address)
}

fn post_to(address: SocketAddr) -> Tried<Post> {
    let post = Post::smtp(&format!("smtp://{address}"), "desk@partner.example")?;
    Ok(post.with_patience(Duration::from_millis(100)))
}

/// A desk on each database whose two billing contacts are to be told of a change.
pub async fn desks_with_mails() -> Tried<Vec<Desk>> {
    let mut desks = Vec::new();
    for fresh in filled().await? {
        let desk = Desk::with(fresh, |state| {
            state.policy = Arc::new(Policy { tells_contacts: true, ..Policy::default() });
        });
        let mut text = lale_text();
        text.set(Field::BillingEmail, "fatura@lale.example");
        let change = json!({ "id": Desk::lale(), "version": 1, "text": text, "reason": "asked by phone" });
        desk.call(Who::SALES, "account/update", &change).await?.expect(200)?;
        desks.push(desk);
    }
    Ok(desks)
}

pub fn failed(error: desk::error::Error) -> Box<dyn std::error::Error + Send + Sync> {
    format!("{error:?}").into()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_mail_server_that_says_nothing_costs_one_try_and_the_mail_waits() -> TestResult {
    for first in [&b""[..], b"220 mail.example\r\n", b"220-still\r\n"] {
        for desk in desks_with_mails().await? {
            let database = &desk.fresh.database;
            let post = post_to(silent(first)?)?;
            let tried = tokio::time::timeout(Duration::from_secs(10), send_due(database, &post, Clock::held(NOW_US)));
            assert_eq!(tried.await?.map_err(failed)?, 2);
            let sql = "SELECT COUNT(*) FROM mails WHERE state = 'waiting' AND attempts = 1 AND failure LIKE 'no answer within%'";
            let row = Statement::from_string(database.backend(), sql);
            let row = database.reader().query_one_raw(row).await?.ok_or("nothing")?;
            assert_eq!(row.try_get_by_index::<i64>(0)?, 2);
            let folder = TempDir::new()?;
            let post = Post::folder(folder.path(), "desk@partner.example")?;
            assert_eq!(send_due(database, &post, Clock::held(NOW_US + HOUR_US)).await.map_err(failed)?, 2);
            for file in std::fs::read_dir(folder.path())? {
                let path = file?.path();
                if path.extension().is_some_and(|extension| extension == "eml") {
                    let mail = std::fs::read_to_string(path)?.to_lowercase();
                    assert!(mail.contains("message-id: <"), "{mail}");
                }
            }
        }
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn mails_that_wait_for_long_are_counted() -> TestResult {
    for desk in desks_with_mails().await? {
        let database = &desk.fresh.database;
        assert_eq!(count_older(database, NOW_US).await.map_err(failed)?, 0);
        assert_eq!(count_older(database, NOW_US + HOUR_US).await.map_err(failed)?, 2);
    }
    Ok(())
}

/// Whoever reads the program's log hears of mails that nobody takes: after an hour, and once an hour.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn mails_that_wait_for_more_than_an_hour_are_warned_about_once_an_hour() -> TestResult {
    const OLD: &str = "mails have been waiting for more than an hour";
    for desk in desks_with_mails().await? {
        let (database, heard, mut warned_at_us) = (&desk.fresh.database, Heard::default(), i64::MIN);
        for (after_us, times) in
            [(0, 0), (HOUR_US, 0), (HOUR_US + 1, 1), (HOUR_US + 2, 1), (2 * HOUR_US, 1), (2 * HOUR_US + 1, 2)]
        {
            warn_of_old(database, NOW_US + after_us, &mut warned_at_us).with_subscriber(heard.here()).await;
            assert_eq!(heard.count(OLD), times, "after {after_us} us");
        }
        assert_eq!(heard.count("mails=2"), 2, "how many they are");
        // And the server that sends is who says it, also while it sends them.
        let (folder, heard) = (TempDir::new()?, Heard::default());
        let post = Post::folder(folder.path(), "desk@partner.example")?;
        let (_end, ends) = watch::channel(false);
        let sending = keep_sending(database.clone(), post, Clock::held(NOW_US + 2 * HOUR_US), ends);
        tokio::select! {
            () = sending.with_subscriber(heard.here()) => return Err("nobody told it to end".into()),
            said = tokio::time::timeout(Duration::from_secs(20), heard.until(OLD)) => said?,
        }
    }
    Ok(())
}

/// A clock was ahead by months while mails were written and tried: once it is right and `audit clock` says so, they go out at
/// once and count as waiting from then on.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn mails_of_a_clock_that_was_ahead_go_out_once_it_is_right() -> TestResult {
    for desk in desks_with_mails().await? {
        let database = &desk.fresh.database;
        let ahead_us = NOW_US + 400 * DAY_US;
        let written = format!("UPDATE mails SET created_at_us = {ahead_us}, next_try_at_us = {}", ahead_us + HOUR_US);
        database.writer().execute_unprepared(&written).await?;
        let source = Source::program(ahead_us);
        let entry = NewEntry { source, kind: Kind::CommandRun, subject_id: Uuid::nil(), version: 0, values: &[] };
        append_alone(database, entry).await.map_err(failed)?;
        note_clock(database, NOW_US).await.map_err(failed)?;
        assert_eq!(count_older(database, NOW_US).await.map_err(failed)?, 0);
        assert_eq!(count_older(database, NOW_US + HOUR_US).await.map_err(failed)?, 2);
        let folder = TempDir::new()?;
        let post = Post::folder(folder.path(), "desk@partner.example")?;
        assert_eq!(send_due(database, &post, Clock::held(NOW_US)).await.map_err(failed)?, 2);
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_head_reaches_its_folder_although_the_mail_server_says_nothing() -> TestResult {
    for fresh in filled().await? {
        let head = sign_if_older(&fresh.database, NOW_US, DAY_US).await.map_err(failed)?.ok_or("not signed")?;
        let folder = TempDir::new()?;
        let ways = HeadSettings {
            folder: Some(folder.path().to_owned()),
            mail: Some("auditor@partner.example".into()),
            ..HeadSettings::default()
        };
        let post = post_to(silent(b"")?)?;
        let left = tokio::time::timeout(Duration::from_secs(10), send(&head, ways, Some(&post))).await?;
        assert!(left.is_some_and(|left| left.mail.is_some() && left.folder.is_none()));
        assert_eq!(std::fs::read_dir(folder.path())?.count(), 1);
    }
    Ok(())
}

/// Sends a byte now and then, so that no single wait is long.
fn dripping(first: &'static [u8]) -> Tried<SocketAddr> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?;
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            std::thread::spawn(move || {
                let mut said = (&stream).write_all(first);
                while said.is_ok() {
                    std::thread::sleep(Duration::from_millis(20));
                    said = (&stream).write_all(b"x");
                }
            });
        }
    });
    Ok(address)
}

/// The whole exchange has a limit, not each wait of it; the head stays to be sent, and its other ways are tried.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_webhook_that_comes_to_no_end_costs_one_try_and_the_head_waits() -> TestResult {
    let head = {
        let fresh = filled().await?.swap_remove(0);
        sign_if_older(&fresh.database, NOW_US, DAY_US).await.map_err(failed)?.ok_or("not signed")?
    };
    for address in [
        silent(b"")?,
        silent(b"HTTP/1.1 200 OK\r\ncontent-")?,
        dripping(b"")?,
        dripping(b"HTTP/1.1 200 OK\r\nx-slow: ")?,
    ] {
        let folder = TempDir::new()?;
        let ways = HeadSettings {
            folder: Some(folder.path().to_owned()),
            webhook: Some(format!("http://{address}/heads")),
            patience: Duration::from_secs(1),
            ..HeadSettings::default()
        };
        let left = tokio::time::timeout(Duration::from_secs(10), send(&head, ways, None)).await?;
        assert!(left.is_some_and(|left| left.webhook.is_some() && left.folder.is_none()));
        assert_eq!(std::fs::read_dir(folder.path())?.count(), 1);
    }
    Ok(())
}

/// Whoever signs waits for nobody who sends: the head is in the log while its mail hangs.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn signing_waits_for_no_mail_server() -> TestResult {
    for fresh in filled().await? {
        let (end, ends) = watch::channel(false);
        let (signed, hears) = watch::channel(None);
        let mut heard = hears.clone();
        // As patient as a real one: it hangs for as long as the test takes.
        let post = Post::smtp(&format!("smtp://{}", silent(b"")?), "desk@partner.example")?;
        let ways = HeadSettings { mail: Some("auditor@partner.example".into()), ..HeadSettings::default() };
        let sending = keep_sending_heads(fresh.database.clone(), ways, Some(post), hears, ends.clone());
        let sending = tokio::spawn(sending);
        let clock = Clock::held(NOW_US);
        for day in 1..=2 {
            let signing = tokio::spawn(keep_signing(fresh.database.clone(), clock, signed.clone(), ends.clone()));
            tokio::time::timeout(Duration::from_secs(10), heard.changed()).await??;
            assert!(heard.borrow_and_update().is_some(), "day {day}");
            signing.abort();
            clock.advance_us(DAY_US + HOUR_US);
        }
        let _ = end.send(true);
        sending.abort();
    }
    Ok(())
}
