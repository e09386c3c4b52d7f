//! A mail server that refuses: what it refuses says whether the mail has ended or waits for who runs Defter.

use crate::others::{desks_with_mails, failed};
use crate::support::{Desk, NOW_US, TestResult, Tried};
use sea_orm::{ConnectionTrait, Statement};
use server::Clock;
use server::mails::{Post, send_due};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener};
use std::time::Duration;
use tempfile::TempDir;

const HOUR_US: i64 = 3_600_000_000;

/// A server that takes every mail but for one answer: to a command by its name, to the connection (`GREETING`), or to a whole
/// message (`.`). An answer of nothing is silence.
fn answering(to: &'static str, answer: &'static str) -> Tried<SocketAddr> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?;
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            std::thread::spawn(move || converse(&stream, to, answer));
        }
    });
    Ok(address)
}

/// One conversation of such a server.
pub fn converse(stream: impl Read + Write, to: &str, answer: &str) -> std::io::Result<()> {
    let mut stream = BufReader::new(stream);
    let of = |what: &str, usual: &str| if what == to { answer.to_owned() } else { usual.to_owned() };
    let (mut said, mut line, mut is_text) = (of("GREETING", "220 mail.example"), String::new(), false);
    loop {
        if !said.is_empty() {
            stream.get_mut().write_all(format!("{said}\r\n").as_bytes())?;
        }
        line.clear();
        if stream.read_line(&mut line)? == 0 {
            return Ok(());
        }
        let command = line.trim_end().split([' ', ':']).next().unwrap_or_default().to_uppercase();
        said = match command.as_str() {
            "." => of(".", "250 2.0.0 taken"),
            _ if is_text => String::new(),
            "DATA" => of("DATA", "354 go on"),
            "EHLO" => of("EHLO", "250-mail.example\r\n250-AUTH PLAIN LOGIN\r\n250 8BITMIME"),
            "AUTH" => of("AUTH", "235 2.7.0 signed in"),
            other => of(other, "250 2.0.0 fine"),
        };
        is_text = (is_text && command != ".") || (command == "DATA" && said.starts_with("354"));
    }
}

/// The state and the failure of each mail.
pub async fn mails(desk: &Desk) -> Tried<Vec<(String, String)>> {
    let sql = "SELECT state, COALESCE(failure, '') AS failure FROM mails ORDER BY recipient";
    let rows = desk.fresh.database.reader();
    let rows = rows.query_all_raw(Statement::from_string(desk.fresh.database.backend(), sql)).await?;
    rows.iter().map(|row| Ok((row.try_get("", "state")?, row.try_get("", "failure")?))).collect()
}

async fn send_by(desk: &Desk, to: &'static str, answer: &'static str) -> TestResult {
    let url = format!("smtp://desk:a-password@{}", answering(to, answer)?);
    let post = Post::smtp(&url, "desk@partner.example")?.with_patience(Duration::from_secs(5));
    let tried = send_due(&desk.fresh.database, &post, Clock::held(NOW_US)).await.map_err(failed)?;
    assert_eq!(tried, 2, "{to}: {answer}");
    Ok(())
}

/// A wrong password, a certificate that has ended, a server that takes no more: whoever runs Defter mends it, and no warning
/// is lost meanwhile.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_refuses_who_sends_costs_no_mail() -> TestResult {
    for (to, answer) in [
        ("GREETING", "554 5.3.2 no service just now"),
        ("EHLO", "550 5.7.1 you are listed"),
        ("AUTH", "535 5.7.8 authentication failed"),
        ("AUTH", "504 5.5.4 no such mechanism"),
        ("MAIL", "530 5.7.0 Must issue a STARTTLS command first"),
        ("MAIL", "553 5.7.1 desk@partner.example is not yours"),
        ("MAIL", "501 5.1.7 bad sender"),
        ("RCPT", "554 5.7.1 <fatura@lale.example>: Relay access denied"),
        ("RCPT", "530 5.7.0 Authentication required"),
        ("RCPT", "450 4.2.0 try later"),
        ("DATA", "503 5.5.1 no valid recipients"),
        (".", "550 5.7.26 unauthenticated mail is not accepted"),
        // Neither taken nor refused: an answer to something else.
        ("MAIL", "354 go on"),
        ("RCPT", "354 go on"),
        ("DATA", "250 2.0.0 fine"),
        ("DATA", "334 more"),
        (".", "354 go on"),
    ] {
        for desk in desks_with_mails().await? {
            send_by(&desk, to, answer).await?;
            for (state, failure) in mails(&desk).await? {
                assert!(
                    state == "waiting" && !failure.is_empty() && !failure.contains('@'),
                    "{to} {answer}: {failure}"
                );
                assert!(failure.contains(&answer[..3]), "{to} {answer}: {failure}");
            }
            let folder = TempDir::new()?;
            let post = Post::folder(folder.path(), "desk@partner.example")?;
            assert_eq!(send_due(&desk.fresh.database, &post, Clock::held(NOW_US + HOUR_US)).await.map_err(failed)?, 2);
            desk.ends_well()?;
        }
    }
    Ok(())
}

/// A server whose first line does not end.
fn flooding() -> Tried<SocketAddr> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?;
    std::thread::spawn(move || {
        let some = "2".repeat(65_536);
        for mut stream in listener.incoming().flatten() {
            let some = some.clone();
            std::thread::spawn(move || while stream.write_all(some.as_bytes()).is_ok() {});
        }
    });
    Ok(address)
}

/// It takes no memory and no patience, and the mails wait for a server that speaks.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_does_not_stop_talking_is_left() -> TestResult {
    for desk in desks_with_mails().await? {
        let post = Post::smtp(&format!("smtp://{}", flooding()?), "desk@partner.example")?;
        let post = post.with_patience(Duration::from_secs(20));
        assert_eq!(send_due(&desk.fresh.database, &post, Clock::held(NOW_US)).await.map_err(failed)?, 2);
        for (state, failure) in mails(&desk).await? {
            assert!(state == "waiting" && failure.contains("more than a mail needs"), "{state}: {failure}");
        }
        desk.ends_well()?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_refuses_the_mail_ends_it_and_names_nobody() -> TestResult {
    for (to, answer) in [
        ("RCPT", "550 5.1.1 <fatura@lale.example>: no such user, nor <muhasebe@lale.example>"),
        ("RCPT", "551 user not local"),
        (".", "552 5.3.4 too big"),
        (".", "554 5.6.0 no mail as anybody writes it"),
        (".", "550 5.7.1 message content rejected"),
        (".", "552 5.7.0 its content presents a security issue"),
    ] {
        for desk in desks_with_mails().await? {
            send_by(&desk, to, answer).await?;
            for (state, failure) in mails(&desk).await? {
                assert!(state == "failed" && failure.contains(&answer[..3]), "{to} {answer}: {failure}");
                assert!(!failure.contains('@'), "{failure}");
            }
            desk.ends_well()?;
        }
    }
    Ok(())
}

/// What was taken is sent, however the server takes its leave: it must not be sent twice.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_mail_that_was_taken_is_sent_without_a_goodbye() -> TestResult {
    for (to, answer) in [("QUIT", ""), ("QUIT", "500 what?"), ("nothing", "")] {
        for desk in desks_with_mails().await? {
            send_by(&desk, to, answer).await?;
            assert!(mails(&desk).await?.iter().all(|(state, _)| state == "sent"), "{to} {answer}");
            desk.ends_well()?;
        }
    }
    Ok(())
}
