//! Turns, as requests take them: nobody slows or locks out the others, whatever they ask and from wherever.

use crate::support::{Answer, Desk, PASSWORD, TestResult, Tried, Who, on_each_database, send};
use axum::body::{Body, Bytes};
use desk::people::find_by_email;
use futures::{FutureExt, poll};
use http::Request;
use model::limits::TURNS_OF_PERSON;
use serde_json::json;
use server::turns::{Own, Turns, Whose};
use std::convert::Infallible;
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;
use tokio::sync::oneshot;
use uuid::Uuid;

/// Long enough for what waits for nobody.
const PATIENCE: Duration = Duration::from_millis(500);
/// What a desk has where nothing else is said.
const ALL: usize = 64;

/// A desk whose turns nobody waits long for, so many of all for pages and for calls, and for strangers.
struct Impatient {
    desk: Desk,
    renders: Turns,
    calls: Turns,
    strangers: Turns,
}

impl Impatient {
    fn of(desk: &Desk, known: usize, strangers: usize) -> Self {
        let turns = [known, known, strangers].map(|all| Turns::new(all, PATIENCE));
        let [renders, calls, strangers] = turns.clone();
        let desk = Desk::with(desk.fresh.beside(), |state| {
            [state.renders, state.calls, state.strangers] = turns;
        });
        Self { desk, renders, calls, strangers }
    }

    async fn hold(&self, whose: &Whose) -> Tried<Vec<Own>> {
        let mut held = Vec::new();
        for turns in [&self.renders, &self.calls, &self.strangers] {
            for _ in 0..TURNS_OF_PERSON {
                held.push(turns.own(whose.clone()).await.ok_or("no turn")?);
            }
        }
        Ok(held)
    }

    /// Who is answered: pages, functions and forms alike.
    async fn is_answered(&self, who: Who) -> Tried<bool> {
        let form = [("language", "en"), ("next", "/")];
        let asked = match who {
            Who::Nobody => vec![
                self.desk.get(who, "/sign-in").await?,
                self.sign_in(PASSWORD).await?,
                self.desk.post(who, "/language", &form).await?,
            ],
            Who::Is(_) => vec![
                self.desk.get(who, "/customers").await?,
                self.desk.call(who, "customers/list", &json!({ "query": {} })).await?,
                self.desk.post(who, "/language", &form).await?,
            ],
        };
        let answered: Vec<u16> = asked.iter().map(|answer: &Answer| answer.status.as_u16()).collect();
        match (answered.iter().all(|status| *status < 400), answered.iter().all(|status| *status == 503)) {
            (true, _) => Ok(true),
            (_, true) => Ok(false),
            _ => Err(format!("{who:?}: {answered:?}").into()),
        }
    }

    async fn sign_in(&self, password: &str) -> Tried<Answer> {
        let pair = json!({ "email": "sales_agent@staff.example", "password": password });
        self.desk.call(Who::Nobody, "session/sign_in", &pair).await
    }
}

async fn person(desk: &Desk, who: Who) -> Tried<Whose> {
    let found = find_by_email(&desk.fresh.database, &format!("{}@staff.example", who.name())).await;
    Ok(Whose::Person(found.map_err(|error| format!("{error:?}"))?.id))
}

/// A body that says when it is read, and then nothing more for ever.
fn hanging() -> (Body, oneshot::Receiver<()>) {
    let (begun, is_read) = oneshot::channel();
    let mut begun = Some(begun);
    let parts = futures::stream::poll_fn(move |_| {
        if let Some(begun) = begun.take() {
            let _ = begun.send(());
        }
        Poll::<Option<Result<Bytes, Infallible>>>::Pending
    });
    (Body::from_stream(parts), is_read)
}

on_each_database! {
    /// All of an office come from one address.
    async fn one_person_who_takes_all_their_turns_holds_up_nobody_else_of_the_office(desk: Desk) -> TestResult {
        let office = Impatient::of(&desk, ALL, ALL);
        let held = office.hold(&person(&desk, Who::SALES).await?).await?;
        assert!(!office.is_answered(Who::SALES).await?, "they wait for one of their own");
        for who in [Who::AGENT, Who::ADMIN, Who::Nobody] {
            assert!(office.is_answered(who).await?, "{who:?}");
        }
        drop(held);
        assert!(office.is_answered(Who::SALES).await?);
    }

    async fn strangers_of_a_network_who_take_all_their_turns_hold_up_nobody_who_is_signed_in_there(desk: Desk) -> TestResult {
        let office = Impatient::of(&desk, ALL, ALL);
        let held = office.hold(&Whose::Network("127.0.0.1".to_owned())).await?;
        assert!(!office.is_answered(Who::Nobody).await?);
        for who in [Who::SALES, Who::AGENT] {
            assert!(office.is_answered(who).await?, "{who:?}");
        }
        drop(held);
        assert!(office.is_answered(Who::Nobody).await?);
    }

    /// Each password is a wait for its hash: whoever tries many, from however many networks, takes no turn of the staff's.
    async fn who_signs_in_waits_in_a_row_of_their_own(desk: Desk) -> TestResult {
        let office = Impatient::of(&desk, ALL, 1);
        let held = office.strangers.turn(Whose::Network("192.0.2.1".to_owned())).await.ok_or("no turn")?;
        office.sign_in(PASSWORD).await?.expect(503)?;
        let typed = [("email", "ada & co@staff.example"), ("password", "not hers either")];
        let page = office.desk.post(Who::Nobody, "/sign-in", &typed).await?.expect(503)?;
        assert!(page.body.contains("ada &amp; co@staff.example") && !page.body.contains("not hers either"), "{}", page.body);
        assert!(office.is_answered(Who::SALES).await?);
        office.desk.get(Who::Nobody, "/sign-in").await?.expect(200)?;
        drop(held);
        assert!(office.is_answered(Who::Nobody).await?);
        // Nor do the staff keep each other from signing in.
        let office = Impatient::of(&desk, 1, ALL);
        let agent = person(&desk, Who::AGENT).await?;
        let held = (office.renders.turn(agent.clone()).await.ok_or("no turn")?, office.calls.turn(agent).await.ok_or("no turn")?);
        assert!(!office.is_answered(Who::SALES).await?);
        office.sign_in(PASSWORD).await?.expect(200)?;
        let right = [("email", "sales_agent@staff.example"), ("password", PASSWORD)];
        office.desk.post(Who::Nobody, "/sign-in", &right).await?.expect(303)?;
        // Who mistyped is shown their form by whatever is left: it needs no turn.
        let page = office.desk.post(Who::Nobody, "/sign-in", &typed).await?.expect(503)?;
        assert!(page.body.contains("ada &amp; co@staff.example"), "{}", page.body);
        drop(held);
        office.desk.post(Who::Nobody, "/sign-in", &typed).await?.expect(401)?;
    }

    /// Whoever asks the slowest questions waits for them without a renderer.
    async fn a_page_that_waits_for_its_scan_takes_no_turn_to_be_rendered(desk: Desk) -> TestResult {
        let office = Impatient::of(&desk, 1, ALL);
        let sales = person(&desk, Who::SALES).await?;
        let mut own = Vec::new();
        for _ in 1..TURNS_OF_PERSON {
            own.push(office.renders.own(sales.clone()).await.ok_or("no turn")?);
        }
        let scan = desk.fresh.database.begin_scan(Uuid::nil()).await.map_err(|error| format!("{error:?}"))?;
        let mut page = pin!(office.desk.get(Who::SALES, "/customers?search=zq"));
        // Until the page has the last of their own turns.
        while office.renders.own(sales.clone()).now_or_never().flatten().is_some() {
            assert!(poll!(&mut page).is_pending());
            tokio::task::yield_now().await;
        }
        for _ in 0..3 {
            office.desk.get(Who::AGENT, "/").await?.expect(200)?;
            assert!(poll!(&mut page).is_pending(), "it asked nothing that needs a scan");
        }
        drop(scan);
        page.await?.expect(200)?;
    }

    /// Sixteen strangers, with and without a session that is none, send large bodies and never end; one more waits. Whoever is
    /// signed in does not.
    async fn a_crowd_of_strangers_with_large_bodies_holds_up_nobody_who_is_known(desk: Desk) -> TestResult {
        let sends = |cookie: &str| -> Tried<_> {
            let (body, is_read) = hanging();
            let request = Request::post("/api/customers/list").header("content-type", "application/json").header("cookie", cookie);
            let (router, request) = (desk.router.clone(), request.body(body)?);
            Ok((tokio::spawn(async move { send(&router, request).await }), is_read))
        };
        let mut crowd = Vec::new();
        for at in 0..16 {
            let (sending, is_read) = sends(["", "session=of-nobody", "session=", "a=b"][at % 4])?;
            tokio::time::timeout(Duration::from_secs(20), is_read).await??;
            crowd.push(sending);
        }
        let (last, mut is_read) = sends("session=of-nobody")?;
        for who in [Who::SALES, Who::HELPDESK, Who::SALES] {
            // As large as theirs may be, and nobody says how large.
            let text = format!("{{\"query\":{{}}{}}}", " ".repeat(20_000));
            let parts = futures::stream::iter([Ok::<_, Infallible>(Bytes::from(text))]);
            let request = Request::post("/api/customers/list").header("content-type", "application/json").header("cookie", desk.cookie(who).await?);
            desk.send(request.body(Body::from_stream(parts))?).await?.expect(200)?;
        }
        assert!(is_read.try_recv().is_err(), "one more stranger was read");
        // What is small waits for nobody.
        desk.call(Who::Nobody, "session/sign_in", &json!({ "email": "sales_agent@staff.example", "password": PASSWORD })).await?.expect(200)?;
        for sending in crowd {
            sending.abort();
        }
        tokio::time::timeout(Duration::from_secs(20), is_read).await??;
        last.abort();
    }
}
