//! An empty installation is set up in the browser, once, by whoever was given the link.

use crate::support::{
    Answer, Desk, NOW_US, PASSWORD, TestResult, Tried, Who, fresh_postgres, fresh_sqlite, on_each_database, send,
};
use axum::body::Body;
use desk::audit::{Source, verify};
use desk::partner::{PartnerChange, find_partner, set_partner};
use desk::people::store;
use desk::setup::make_link;
use desk::verify::first_of_staff_that_differs;
use http::Request;
use model::access::{Role, Roles};
use model::people::CheckedPerson;
use sea_orm::{ConnectionTrait, DatabaseBackend, Statement};

const HOUR_US: i64 = 3_600_000_000;

/// A database like another's, on which nobody is.
async fn nobodys(like: &Desk) -> Tried<Desk> {
    let fresh = match like.fresh.database.backend() {
        DatabaseBackend::Sqlite => fresh_sqlite().await?,
        _ => fresh_postgres(None).await?,
    };
    server::serve::migrate(&fresh.database).await?;
    Ok(Desk::of(fresh))
}

fn failed(error: impl std::fmt::Debug) -> String {
    format!("{error:?}")
}

/// The path of a new link.
async fn link(desk: &Desk) -> Tried<String> {
    let source = Source::program(desk.clock.now_us());
    let token = make_link(&desk.fresh.database, source).await.map_err(failed)?.ok_or("somebody is there")?;
    assert_eq!(token.len(), 43, "32 bytes, base64url: {token}");
    Ok(app::routes::setup(&token))
}

/// What a newcomer types.
const TYPED: [(&str, &str); 8] = [
    ("name", "Gülay Aksoy"),
    ("email", "Gulay@kuzeybulut.example"),
    ("new_password", "yeşil çay bardağı"),
    ("repeated_password", "yeşil çay bardağı"),
    ("language", "tr"),
    ("partner_name", "Kuzey Bulut Bilişim"),
    ("country", "TR"),
    ("time_zone", "Europe/Istanbul"),
];

/// The same but for some fields.
fn typed<'a>(others: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let other = |name: &str| others.iter().find(|(of, _)| *of == name).map(|(_, text)| *text);
    TYPED.iter().map(|(name, text)| (*name, other(name).unwrap_or(text))).collect()
}

async fn get(desk: &Desk, path: &str) -> Tried<Answer> {
    desk.get(Who::Nobody, path).await
}

async fn post(desk: &Desk, path: &str) -> Tried<Answer> {
    desk.post(Who::Nobody, path, &TYPED).await
}

/// Sends the form from a page of some origin, to a server under some host.
async fn post_from(desk: &Desk, path: &str, host: &str, origin: &str) -> Tried<Answer> {
    let pairs = TYPED.map(|(name, text)| format!("{name}={}", model::percent::encode(text)));
    let request = Request::post(path)
        .header("content-type", "application/x-www-form-urlencoded")
        .header("host", host)
        .header("origin", origin)
        .header("accept", "text/html");
    desk.send(request.body(Body::from(pairs.join("&")))?).await
}

async fn page_of(desk: &Desk, cookie: &str, path: &str) -> Tried<Answer> {
    let request = Request::get(path).header("cookie", cookie).header("accept", "text/html").body(Body::empty())?;
    send(&desk.router, request).await
}

async fn texts(desk: &Desk, sql: &str) -> Tried<Vec<String>> {
    let database = &desk.fresh.database;
    let rows = database.reader().query_all_raw(Statement::from_string(database.backend(), sql)).await?;
    rows.iter().map(|row| Ok(row.try_get_by_index(0)?)).collect()
}

async fn people(desk: &Desk) -> Tried<Vec<String>> {
    texts(desk, "SELECT email FROM staff ORDER BY email").await
}

async fn kinds(desk: &Desk) -> Tried<Vec<String>> {
    texts(desk, "SELECT kind FROM audit_entries ORDER BY seq").await
}

/// Somebody added by the command line meanwhile.
async fn add_somebody(desk: &Desk) -> TestResult {
    let email = "ada@staff.example".to_owned();
    let ada = CheckedPerson { name: "Ada".into(), email, roles: Roles::of(&[Role::GlobalAdmin]) };
    store::insert(&desk.fresh.database, &ada, PASSWORD, false, Source::program(NOW_US)).await.map_err(failed)?;
    Ok(())
}

on_each_database! {
    async fn a_newcomer_sets_up_and_is_signed_in(desk: Desk) -> TestResult {
        let desk = nobodys(&desk).await?;
        let path = link(&desk).await?;
        let page = get(&desk, &path).await?.expect(200)?;
        for field in TYPED.map(|(name, _)| name) {
            assert!(page.body.contains(&format!("name=\"{field}\"")), "{field}");
        }
        assert!(page.body.contains("Pacific/Auckland") && !page.body.contains("type=\"module\""));
        let answer = post(&desk, &path).await?.expect(303)?;
        assert_eq!(answer.header("location"), "/");
        let home = page_of(&desk, &answer.cookie(), "/").await?.expect(200)?;
        // In the language that was chosen, with what comes next.
        for said in ["Yeni bir defter", "Kuzey Bulut Bilişim · Türkiye · Europe/Istanbul", "href=\"/customers/new\"", "Davet et"] {
            assert!(home.body.contains(said), "{said}");
        }
        assert_eq!(people(&desk).await?, ["Gulay@kuzeybulut.example"]);
        assert_eq!(kinds(&desk).await?, ["setup.link", "person.add", "partner.set", "session.sign_in"]);
        let partner = find_partner(&desk.fresh.database).await.map_err(failed)?.ok_or("no partner")?;
        assert_eq!((partner.name.as_str(), partner.country.as_str(), partner.time_zone.as_str()), ("Kuzey Bulut Bilişim", "TR", "Europe/Istanbul"));
        assert_eq!(verify(&desk.fresh.database, None).await.map_err(failed)?.fault, None);
        assert_eq!(first_of_staff_that_differs(&desk.fresh.database).await.map_err(failed)?, None);
        let activity = page_of(&desk, &answer.cookie(), "/activity").await?.expect(200)?;
        assert!(activity.body.contains("Kuruluş bilgileri girildi") && activity.body.contains("Türkiye"));
        // The password that they chose is theirs.
        let pair = serde_json::json!({ "email": "gulay@kuzeybulut.example", "password": "yeşil çay bardağı" });
        desk.call(Who::Nobody, "session/sign_in", &pair).await?.expect(200)?;
        desk.ends_well()?;
    }

    async fn the_answers_tell_nobody_else_of_the_link(desk: Desk) -> TestResult {
        let desk = nobodys(&desk).await?;
        let path = link(&desk).await?;
        for answer in [get(&desk, &path).await?, desk.post(Who::Nobody, &path, &[]).await?, post(&desk, &path).await?, get(&desk, &path).await?] {
            assert_eq!(answer.header("cache-control"), "no-store");
            assert_eq!(answer.header("referrer-policy"), "same-origin");
        }
        let token = path.trim_start_matches("/setup/");
        let kept = texts(&desk, "SELECT CAST(token_hash AS TEXT) FROM setup_links").await;
        // SQLite reads the hash as text that is none.
        assert!(kept.is_err() || !kept?.iter().any(|kept| kept.contains(token)));
        desk.ends_well()?;
    }

    async fn each_wrong_answer_is_named_and_the_link_stays_good(desk: Desk) -> TestResult {
        let desk = nobodys(&desk).await?;
        let path = link(&desk).await?;
        for (field, text, said) in [
            ("name", "", "Fill in this field."),
            ("name", "4711", "name"),
            ("email", "gulay", "email-error"),
            ("new_password", "short", "Use 10 characters or more."),
            ("repeated_password", "another one", "Type the same password twice."),
            ("partner_name", "", "Fill in this field."),
            ("country", "XX", "Choose a country from the list."),
            ("country", "", "Fill in this field."),
            ("time_zone", "Europe/Ankara", "Choose one of the options."),
            ("time_zone", "", "Fill in this field."),
        ] {
            let all = typed(&[(field, text), ("language", "en")]);
            let page = desk.post(Who::Nobody, &path, &all).await?.expect(422)?;
            assert!(page.body.contains(&format!("href=\"#{field}\"")) && page.body.contains(said), "{field} {text}");
            // What was typed stands there, the password never.
            assert!(!page.body.contains("yeşil çay"), "{field}");
            assert!(field == "email" || page.body.contains("value=\"Gulay@kuzeybulut.example\""), "{field}");
        }
        let guessable = typed(&[("new_password", "kuzeybulutbilişim"), ("repeated_password", "kuzeybulutbilişim")]);
        let page = desk.post(Who::Nobody, &path, &guessable).await?.expect(422)?;
        assert!(page.body.contains("href=\"#new_password\""));
        assert_eq!((people(&desk).await?.len(), kinds(&desk).await?), (0, vec!["setup.link".to_owned()]));
        assert!(find_partner(&desk.fresh.database).await.map_err(failed)?.is_none());
        post(&desk, &path).await?.expect(303)?;
        desk.ends_well()?;
    }

    async fn a_link_is_good_once(desk: Desk) -> TestResult {
        let desk = nobodys(&desk).await?;
        let path = link(&desk).await?;
        let first = post(&desk, &path).await?.expect(303)?.cookie();
        for answer in [get(&desk, &path).await?, post(&desk, &path).await?, page_of(&desk, &first, &path).await?] {
            let page = answer.expect(410)?;
            assert!(["This link has been used", "Bu bağlantı kullanılmış"].iter().any(|said| page.body.contains(said)));
            assert!(page.body.contains("href=\"/sign-in\"") && !page.body.contains("name=\"new_password\""));
        }
        assert_eq!(people(&desk).await?.len(), 1);
        let again = make_link(&desk.fresh.database, Source::program(NOW_US)).await.map_err(failed)?;
        assert_eq!(again, None, "no link where somebody is");
        desk.ends_well()?;
    }

    async fn of_two_browsers_at_once_one_sets_up(desk: Desk) -> TestResult {
        let desk = nobodys(&desk).await?;
        let path = link(&desk).await?;
        let other = typed(&[("email", "deniz@kuzeybulut.example"), ("name", "Deniz Er"), ("partner_name", "Another")]);
        let (one, two) = tokio::join!(post(&desk, &path), desk.post(Who::Nobody, &path, &other));
        let mut statuses = [one?.status.as_u16(), two?.status.as_u16()];
        statuses.sort_unstable();
        assert_eq!(statuses, [303, 410]);
        assert_eq!(people(&desk).await?.len(), 1);
        assert_eq!(texts(&desk, "SELECT name FROM partner").await?.len(), 1);
        assert_eq!(kinds(&desk).await?.iter().filter(|kind| *kind == "person.add").count(), 1);
        desk.ends_well()?;
    }

    async fn a_link_ends_with_its_day_and_with_a_newer_one(desk: Desk) -> TestResult {
        let desk = nobodys(&desk).await?;
        let first = link(&desk).await?;
        let second = link(&desk).await?;
        for answer in [get(&desk, &first).await?, post(&desk, &first).await?] {
            assert!(answer.expect(410)?.body.contains("This link has expired"));
        }
        desk.clock.advance_us(24 * HOUR_US - 1_000_000);
        get(&desk, &second).await?.expect(200)?;
        desk.clock.advance_us(1_000_000);
        for answer in [get(&desk, &second).await?, post(&desk, &second).await?] {
            assert!(answer.expect(410)?.body.contains("This link has expired"));
        }
        assert!(people(&desk).await?.is_empty());
        post(&desk, &link(&desk).await?).await?.expect(303)?;
        desk.ends_well()?;
    }

    /// One of a clock that was ahead would last for as long as that was.
    async fn a_link_of_a_time_to_come_is_over(desk: Desk) -> TestResult {
        let desk = nobodys(&desk).await?;
        let path = link(&desk).await?;
        desk.clock.advance_us(-30 * 24 * HOUR_US);
        get(&desk, &path).await?.expect(410)?;
        desk.ends_well()?;
    }

    async fn a_link_that_is_none_is_refused_and_then_slowed(desk: Desk) -> TestResult {
        let desk = nobodys(&desk).await?;
        let path = link(&desk).await?;
        for wrong in ["/setup/x", "/setup/%00", "/setup/..%2f", "/setup/%C4%B1"] {
            let page = get(&desk, wrong).await?.expect(404)?;
            assert!(page.body.contains("This link does not work") && !page.body.contains("name=\"new_password\""), "{wrong}");
        }
        assert_eq!(post(&desk, "/setup/x").await?.status, 404);
        assert_eq!(get(&desk, "/setup").await?.status, 303, "no page at all, as any other");
        let mut last = get(&desk, "/setup/y").await?;
        for _ in 0..8 {
            last = get(&desk, "/setup/y").await?;
        }
        let last = last.expect(429)?;
        assert!(!last.header("retry-after").is_empty());
        // Whoever has the right one is never held up.
        get(&desk, &path).await?.expect(200)?;
        post(&desk, &path).await?.expect(303)?;
        desk.ends_well()?;
    }

    async fn a_link_is_worth_nothing_once_somebody_is_there(desk: Desk) -> TestResult {
        let desk = nobodys(&desk).await?;
        let path = link(&desk).await?;
        get(&desk, &path).await?.expect(200)?;
        add_somebody(&desk).await?;
        for answer in [get(&desk, &path).await?, post(&desk, &path).await?] {
            assert!(answer.expect(410)?.body.contains("Defter is already set up"));
        }
        assert_eq!(people(&desk).await?, ["ada@staff.example"]);
        desk.ends_well()?;
    }

    async fn a_form_of_another_address_sets_nothing_up(desk: Desk) -> TestResult {
        let plain = nobodys(&desk).await?;
        let desk = Desk::with(plain.fresh.beside(), |state| state.origin = Some("https://defter.example".into()));
        let path = link(&desk).await?;
        // Another site's page: refused before anybody looks.
        let forged = post_from(&desk, &path, "10.0.0.5:3000", "https://evil.example").await?;
        assert_eq!(forged.status, 403);
        // The same server under another name: what is signed in there would not be signed in here.
        let elsewhere = post_from(&desk, &path, "10.0.0.5:3000", "http://10.0.0.5:3000").await?.expect(404)?;
        assert!(elsewhere.body.contains("This is not the address of this Defter") && elsewhere.body.contains("Nothing was saved"));
        assert!(people(&desk).await?.is_empty());
        get(&desk, &path).await?.expect(200)?;
        post_from(&desk, &path, "defter.example", "https://defter.example").await?.expect(303)?;
        desk.ends_well()?;
    }

    async fn what_was_set_before_stays_and_is_not_asked(desk: Desk) -> TestResult {
        let desk = nobodys(&desk).await?;
        let set = PartnerChange { name: Some("Poyraz".into()), country: Some("DE".into()), ..PartnerChange::default() };
        set_partner(&desk.fresh.database, set, "partner", Source::program(NOW_US)).await.map_err(failed)?;
        let path = link(&desk).await?;
        let page = get(&desk, &path).await?.expect(200)?;
        assert!(page.body.contains("Already set by whoever runs this Defter") && page.body.contains("Poyraz") && page.body.contains("Germany"));
        assert!(!page.body.contains("name=\"partner_name\"") && !page.body.contains("name=\"country\"") && page.body.contains("name=\"time_zone\""));
        post(&desk, &path).await?.expect(303)?;
        let partner = find_partner(&desk.fresh.database).await.map_err(failed)?.ok_or("no partner")?;
        assert_eq!((partner.name.as_str(), partner.country.as_str(), partner.time_zone.as_str()), ("Poyraz", "DE", "Europe/Istanbul"));
        desk.ends_well()?;
    }

    async fn a_stranger_sees_the_link_and_nothing_else(desk: Desk) -> TestResult {
        let full = &desk;
        let desk = nobodys(full).await?;
        let path = link(&desk).await?;
        get(&desk, &path).await?.expect(200)?;
        for other in ["/", "/customers", "/people", "/setup", &format!("{path}/more")] {
            let answer = get(&desk, other).await?.expect(303)?;
            assert!(answer.header("location").starts_with("/sign-in"), "{other}");
        }
        let sign_in = get(&desk, "/sign-in").await?.expect(200)?;
        assert!(sign_in.body.contains("Whoever runs it has a link that sets it up") && !sign_in.body.contains(&path));
        let sign_in = full.get(Who::Nobody, "/sign-in").await?.expect(200)?;
        assert!(!sign_in.body.contains("a link that sets it up"), "somebody is there");
        desk.ends_well()?;
    }

    async fn the_steps_go_as_they_are_done(desk: Desk) -> TestResult {
        let full = &desk;
        let desk = nobodys(full).await?;
        let path = link(&desk).await?;
        let all = typed(&[("language", "en")]);
        let cookie = desk.post(Who::Nobody, &path, &all).await?.expect(303)?.cookie();
        let people = page_of(&desk, &cookie, "/people").await?.expect(200)?;
        assert!(people.body.contains("You are the only one so far"));
        for (path, said) in [
            ("/customers", "There are no customers yet"),
            ("/requests", "until a second person decides about it"),
            ("/activity?kind=log.erase", "Everything people do is entered here"),
        ] {
            let page = page_of(&desk, &cookie, path).await?.expect(200)?;
            assert!(page.body.contains(said), "{path}");
        }
        let home = page_of(&desk, &cookie, "/").await?.expect(200)?;
        assert!(home.body.contains("You are alone so far") && home.body.contains("Defter sends no e-mails yet"));
        add_somebody(&desk).await?;
        let home = page_of(&desk, &cookie, "/").await?.expect(200)?;
        assert!(home.body.contains("A new book") && !home.body.contains(">Invite<"), "customers are still missing");
        desk.ends_well()?;
        // Where people and customers are, nobody is told how to begin.
        let home = full.get(Who::ADMIN, "/").await?.expect(200)?;
        assert!(!home.body.contains("A new book"));
    }
}

#[test]
fn nothing_tells_a_person_in_a_browser_to_use_a_command_line() {
    for locale in [include_str!("../../app/locales/en.json"), include_str!("../../app/locales/tr.json")] {
        for word in [
            "command line",
            "komut satırı",
            "terminal",
            "defter user",
            "defter partner",
            "defter policy",
            "defter setup",
            "--",
        ] {
            assert!(!locale.to_lowercase().contains(word), "{word}");
        }
    }
}
