//! `PostgreSQL` that falls silent and ends no connection, as after a failover or behind a NAT that forgot. `SQLite` is no other
//! machine, and falls silent in no such way.

use crate::changes::until_it_waits;
use crate::support::{Desk, MOVE_TO_BERLIN, PASSWORD, TestResult, Tried, Who, lale_text, test_key, waiting_for_locks};
use desk::database::{Database, Limits, Waits};
use desk::settings::Policy;
use futures_util::future::join_all;
use model::customers::Field;
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};
use server::{ServerState, router};
use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// Short enough for a test. A connection that is idle is not asked by itself: each test finds what is silent by using it.
const WAITS: Waits = Waits {
    read: Duration::from_secs(4),
    write: Duration::from_secs(5),
    watch: Duration::from_secs(4),
    ping: Duration::from_millis(300),
    idle: Duration::from_hours(1),
};

/// What a connection sends last.
#[derive(Clone, Copy)]
enum Last {
    /// It comes to nobody.
    Lost(&'static str),
    /// It comes to the database, and the answer to nobody.
    Heard(&'static str),
    /// It is answered, and what comes next is lost.
    Answered(&'static str),
    /// Whatever it is, it comes to nobody.
    Any,
}

/// Stands before the database: it passes what is said on, until the connections that are there fall silent. Others are passed
/// on.
struct Line {
    address: SocketAddr,
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    opened: AtomicUsize,
    /// Connections that the program ended.
    closed: AtomicUsize,
    /// Connections before this one are silent.
    silent_before: AtomicUsize,
    last: Mutex<Option<Last>>,
}

impl Shared {
    fn fall_silent(&self) {
        self.silent_before.store(self.opened.load(Ordering::SeqCst), Ordering::SeqCst);
    }

    /// Whether something that a program says is passed on; it may be the last.
    fn passes(&self, said: &[u8]) -> bool {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        let (word, next, is_heard) = match *last {
            Some(Last::Lost(word)) => (word, None, false),
            Some(Last::Heard(word)) => (word, None, true),
            Some(Last::Answered(word)) => (word, Some(Last::Any), true),
            Some(Last::Any) => ("", None, false),
            None => return true,
        };
        if !word.is_empty() && !said.windows(word.len()).any(|part| part == word.as_bytes()) {
            return true;
        }
        *last = next;
        if next.is_none() {
            self.fall_silent();
        }
        is_heard
    }

    fn pass(&self, number: usize, mut from: TcpStream, mut to: TcpStream, is_program: bool) {
        let mut said = [0; 16_384];
        while let Ok(length @ 1..) = from.read(&mut said) {
            let is_silent = number < self.silent_before.load(Ordering::SeqCst);
            if is_silent || (is_program && !self.passes(&said[..length])) {
                continue;
            }
            if to.write_all(&said[..length]).is_err() {
                break;
            }
        }
        if is_program {
            self.closed.fetch_add(1, Ordering::SeqCst);
        }
        // The database does not keep what the program gave up: it would hold its locks for a while.
        if is_program || number >= self.silent_before.load(Ordering::SeqCst) {
            let _ = to.shutdown(Shutdown::Both);
        }
    }
}

impl Line {
    fn before(database: SocketAddr) -> Tried<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let (address, shared) = (listener.local_addr()?, Arc::new(Shared::default()));
        let all = Arc::clone(&shared);
        thread::spawn(move || {
            for program in listener.incoming().flatten() {
                let Ok(server) = TcpStream::connect(database) else { continue };
                let (Ok(from_program), Ok(from_server)) = (program.try_clone(), server.try_clone()) else { continue };
                let number = all.opened.fetch_add(1, Ordering::SeqCst);
                let (one, other) = (Arc::clone(&all), Arc::clone(&all));
                thread::spawn(move || one.pass(number, from_program, server, true));
                thread::spawn(move || other.pass(number, from_server, program, false));
            }
        });
        Ok(Self { address, shared })
    }

    fn fall_silent(&self) {
        self.shared.fall_silent();
    }

    fn fall_silent_at(&self, last: Last) {
        *self.shared.last.lock().unwrap_or_else(PoisonError::into_inner) = Some(last);
    }
}

/// A server whose database is at the other end of a line.
async fn far_away() -> Tried<(Desk, Line)> {
    far_away_with(Policy::default()).await
}

async fn far_away_with(policy: Policy) -> Tried<(Desk, Line)> {
    let near = Desk::on_postgres().await?;
    let place = near.fresh.url.split('@').nth(1).and_then(|rest| rest.split('/').next()).ok_or("no place")?;
    let line = Line::before(place.parse()?)?;
    let url = near.fresh.url.replace(place, &line.address.to_string());
    let database = Database::open_waiting(&url, test_key()?, Limits::OfRequests, Some(WAITS)).await?;
    let mut state = ServerState::new(database, near.clock, false);
    state.policy = Arc::new(policy);
    Ok((near.beside(router(state, None)), line))
}

fn change(version: i64, order: &str) -> Value {
    let mut text = lale_text();
    text.set(Field::PurchaseOrderReference, order);
    json!({ "id": Desk::lale(), "version": version, "text": text, "reason": "" })
}

/// Twelve ask for a page at once, so that every connection is used; answers what they were told.
async fn twelve(desk: &Desk) -> Tried<Vec<u16>> {
    let answers = join_all((0..12).map(|_| desk.get(Who::HELPDESK, "/customers"))).await;
    answers.into_iter().map(|answer| Ok(answer?.status.as_u16())).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_say_that_the_database_is_silent_and_come_back_by_themselves() -> TestResult {
    let (desk, line) = far_away().await?;
    for order in 0..2 {
        assert_eq!(twelve(&desk).await?, [200; 12]);
        let version = desk.account(Desk::lale()).await?["version"].as_i64().ok_or("no version")?;
        desk.call(Who::SALES, "account/update", &change(version, &format!("1{order}"))).await?.expect(200)?;
        line.fall_silent();
        let began = Instant::now();
        if order == 0 {
            let refused = desk.get(Who::HELPDESK, "/customers").await?.expect(503)?;
            assert_eq!(refused.header("retry-after"), "5");
            assert!(began.elapsed() < 3 * WAITS.read, "{:?}", began.elapsed());
        }
        // In doubt since: each connection is asked before it is used, and nobody is refused.
        // New connections, and what was acknowledged.
        desk.get(Who::HELPDESK, "/customers").await?.expect(200)?;
        let account = desk.account(Desk::lale()).await?;
        assert_eq!(
            (&account["version"], &account["text"]["purchase_order_reference"]),
            (&json!(version + 1), &json!(format!("1{order}")))
        );
        // However many were silent in the middle of something.
        line.fall_silent();
        let told = twelve(&desk).await?;
        assert!(told.iter().all(|status| [200, 503].contains(status)), "{told:?}");
    }
    assert_eq!(twelve(&desk).await?, [200; 12]);
    desk.ends_well()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_whose_data_does_not_come_says_when_to_try_again() -> TestResult {
    let (desk, line) = far_away().await?;
    // Who asks is known by then, and what waits for them is counted.
    line.fall_silent_at(Last::Lost("asked_by_rules"));
    let refused = desk.get(Who::AGENT, "/requests").await?.expect(503)?;
    assert_eq!(refused.header("retry-after"), "5");
    assert!(refused.body.contains("</html>"), "{}", refused.body);
    desk.get(Who::AGENT, "/requests").await?.expect(200)?;
    desk.ends_well()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_commit_without_an_answer_is_uncertain_and_nothing_is_stored_by_halves() -> TestResult {
    let (desk, line) = far_away().await?;
    for (version, last) in [(1, Last::Lost("COMMIT")), (2, Last::Heard("COMMIT"))] {
        line.fall_silent_at(last);
        let refused = desk.call(Who::SALES, "account/update", &change(version, "silent")).await?.expect(503)?;
        assert_eq!((refused.header("retry-after"), refused.body.as_str()), ("5", "\"uncertain\""));
        let account = desk.account(Desk::lale()).await?;
        let is_stored = matches!(last, Last::Heard(_));
        assert_eq!(account["version"], json!(version + i64::from(is_stored)));
        let next = version + i64::from(is_stored);
        desk.call(Who::SALES, "account/update", &change(next, &format!("2{version}"))).await?.expect(200)?;
    }
    assert_eq!(desk.account(Desk::lale()).await?["version"], json!(4));
    desk.ends_well()
}

/// What is stored is never told as if nothing were.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_silence_after_a_commit_says_that_something_may_be_stored() -> TestResult {
    let (desk, line) = far_away_with(Policy { asks_registries: true, ..Policy::default() }).await?;
    let mut text = lale_text();
    for (field, value) in MOVE_TO_BERLIN {
        text.set(field, value);
    }
    let moved = json!({ "id": Desk::lale(), "version": 1, "text": text, "reason": "moved" });
    desk.call(Who::SALES, "account/update", &moved).await?.expect(200)?;
    let again = json!({ "id": Desk::lale() });
    desk.call(Who::SALES, "registry/ask", &again).await?.expect(200)?;
    line.fall_silent_at(Last::Answered("COMMIT"));
    let refused = desk.call(Who::SALES, "registry/ask", &again).await?.expect(503)?;
    assert_eq!(refused.body, "\"uncertain\"");
    desk.call(Who::SALES, "registry/ask", &again).await?.expect(200)?;
    desk.ends_well()
}

/// A count beside what was asked for is not what they asked for.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_silence_after_a_count_says_that_nothing_is_stored() -> TestResult {
    let (desk, line) = far_away().await?;
    let pair = json!({ "email": "auditor@staff.example", "password": PASSWORD });
    desk.get(Who::AUDITOR, "/customers").await?.expect(200)?;
    line.fall_silent_at(Last::Answered("COMMIT"));
    let refused = desk.call(Who::Nobody, "session/sign_in", &pair).await?.expect(503)?;
    assert_eq!(refused.body, "\"unavailable\"", "the try was counted, and nobody is signed in");
    desk.call(Who::Nobody, "session/sign_in", &pair).await?.expect(200)?;
    desk.ends_well()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_form_keeps_what_was_typed_while_the_database_is_silent() -> TestResult {
    let (desk, line) = far_away().await?;
    let text = lale_text();
    let order = ("purchase_order_reference", "typed & kept");
    let fields =
        Field::OF_TEXT.iter().map(|field| (field.name(), text.get(*field))).filter(|(name, _)| *name != order.0);
    let mut form: Vec<(&str, &str)> = fields.collect();
    form.extend([order, ("version", "1"), ("step", "submit"), ("reason", "by phone")]);
    let path = format!("/customers/{}/account/update", Desk::lale());
    for last in [Last::Lost("UPDATE"), Last::Lost("COMMIT")] {
        line.fall_silent_at(last);
        let page = desk.post(Who::SALES, &path, &form).await?.expect(503)?;
        assert_eq!(page.header("retry-after"), "5");
        assert!(page.body.contains("typed &amp; kept") && page.body.contains("by phone"), "{}", page.body);
    }
    desk.post(Who::SALES, &path, &form).await?.expect(303)?;
    desk.ends_well()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_watches_is_answered_and_brings_the_connections_back() -> TestResult {
    let (desk, line) = far_away().await?;
    assert_eq!(twelve(&desk).await?, [200; 12]);
    line.fall_silent();
    let began = Instant::now();
    assert_eq!(desk.get(Who::Nobody, "/readyz").await?.expect(503)?.body, "database-away\n");
    assert!(began.elapsed() < 2 * WAITS.watch, "{:?}", began.elapsed());
    desk.get(Who::Nobody, "/readyz").await?.expect(204)?;
    assert_eq!(twelve(&desk).await?, [200; 12], "nobody else finds one that is silent");
    desk.ends_well()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_hangs_up_while_they_wait_for_a_lock_costs_one_connection() -> TestResult {
    let (desk, line) = far_away().await?;
    assert_eq!(twelve(&desk).await?, [200; 12]);
    let (opened, closed) = (&line.shared.opened, &line.shared.closed);
    let before = closed.load(Ordering::SeqCst);
    for version in 1..3 {
        let held = desk.fresh.database.begin_write().await.map_err(|error| format!("{error:?}"))?;
        held.execute_unprepared("SELECT 1 FROM customers FOR UPDATE").await?;
        let waits = change(version, "hung up");
        let mut asked = Box::pin(desk.call(Who::SALES, "account/update", &waits));
        until_it_waits(&desk, &mut asked).await?;
        drop(asked);
        // What they gave back is asked whether it is there, and does not answer: it is closed before the database ends the wait.
        while closed.load(Ordering::SeqCst) - before < usize::try_from(version)? {
            assert!(waiting_for_locks(&desk.fresh.database).await? > 0, "what they gave back was kept");
        }
        assert!(waiting_for_locks(&desk.fresh.database).await? > 0, "the database ended the wait");
        held.rollback().await.map_err(|error| format!("{error:?}"))?;
        assert_eq!(twelve(&desk).await?, [200; 12]);
        desk.call(Who::SALES, "account/update", &change(version, &format!("3{version}"))).await?.expect(200)?;
        let ended = closed.load(Ordering::SeqCst) - before;
        assert_eq!(ended, usize::try_from(version)?, "of {}", opened.load(Ordering::SeqCst));
    }
    desk.ends_well()
}
