//! A mail server that encrypts, from the start (`smtps://`) or once it is asked to (`STARTTLS`, RFC 3207).

use crate::mail_server::{converse, mails};
use crate::others::{desks_with_mails, failed};
use crate::support::{Certificate, Desk, Heard, NOW_US, TestResult, Tried};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use server::Clock;
use server::mails::{Post, send_due};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use tracing::instrument::WithSubscriber;

type Encrypted = StreamOwned<ServerConnection, TcpStream>;

/// How a server comes to encrypt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Begins {
    AtOnce,
    WhenAsked,
}

/// How each of the URLs that encrypt comes to it.
const WAYS: [(Begins, &str, &str); 3] = [
    (Begins::AtOnce, "smtps", ""),
    (Begins::WhenAsked, "smtp", "?tls=required"),
    (Begins::WhenAsked, "smtp", "?tls=opportunistic"),
];

/// Takes nothing but the command to encrypt.
fn until_asked(stream: &TcpStream) -> std::io::Result<()> {
    let mut out = stream;
    out.write_all(b"220 mail.example\r\n")?;
    for line in BufReader::new(stream).lines() {
        let line = line?.to_uppercase();
        let said = match line.split(' ').next().unwrap_or_default() {
            "EHLO" => "250-mail.example\r\n250-STARTTLS\r\n250 8BITMIME",
            "STARTTLS" => "220 2.0.0 go on",
            _ => "530 5.7.0 Must issue a STARTTLS command first",
        };
        out.write_all(format!("{said}\r\n").as_bytes())?;
        if line == "STARTTLS" {
            return Ok(());
        }
    }
    Err(std::io::ErrorKind::UnexpectedEof.into())
}

/// A server that comes to encrypt and then goes on as said.
fn listening(
    begins: Begins,
    goes_on: impl Fn(TcpStream) -> std::io::Result<()> + Clone + Send + 'static,
) -> Tried<SocketAddr> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?;
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let goes_on = goes_on.clone();
            std::thread::spawn(move || {
                if begins == Begins::WhenAsked {
                    until_asked(&stream)?;
                }
                goes_on(stream)
            });
        }
    });
    Ok(address)
}

fn encrypted(server: &Arc<ServerConfig>, stream: TcpStream) -> std::io::Result<Encrypted> {
    let connection = ServerConnection::new(Arc::clone(server)).map_err(std::io::Error::other)?;
    Ok(StreamOwned::new(connection, stream))
}

/// A server that shows a certificate and takes every mail.
fn taking(begins: Begins, server: Arc<ServerConfig>) -> Tried<SocketAddr> {
    // Who was greeted before the encryption is not greeted again.
    let (to, answer) = if begins == Begins::AtOnce { ("nothing", "") } else { ("GREETING", "") };
    listening(begins, move |stream| converse(encrypted(&server, stream)?, to, answer))
}

async fn send(desk: &Desk, post: &Post) -> TestResult {
    let sending = send_due(&desk.fresh.database, post, Clock::held(NOW_US));
    assert_eq!(tokio::time::timeout(Duration::from_mins(1), sending).await?.map_err(failed)?, 2);
    Ok(())
}

/// What is sent before the server encrypts is refused here.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn mails_are_sent_encrypted_from_the_start_or_once_it_is_asked_for() -> TestResult {
    let certificate = Certificate::of_this_machine()?;
    for (begins, scheme, tls) in WAYS {
        for desk in desks_with_mails().await? {
            let address = taking(begins, Arc::clone(&certificate.server))?;
            let post = Post::smtp(&format!("{scheme}://{address}{tls}"), "desk@partner.example")?;
            send(&desk, &post.trusting(&certificate.der)?).await?;
            let sent = mails(&desk).await?;
            assert!(sent.iter().all(|(state, _)| state == "sent"), "{scheme}{tls}: {sent:?}");
            desk.ends_well()?;
        }
    }
    Ok(())
}

/// No mail is lost, none is sent all the same, and the log says where to look.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_certificate_that_is_not_believed_costs_no_mail_and_is_said() -> TestResult {
    let certificate = Certificate::of_this_machine()?;
    for (begins, scheme, tls) in WAYS {
        // Of nobody whom the machine knows; of somebody known, for another host.
        for (host, is_known) in [("127.0.0.1", false), ("localhost", true)] {
            let desk = desks_with_mails().await?.swap_remove(0);
            let port = taking(begins, Arc::clone(&certificate.server))?.port();
            let mut post = Post::smtp(&format!("{scheme}://{host}:{port}{tls}"), "desk@partner.example")?;
            if is_known {
                post = post.trusting(&certificate.der)?;
            }
            let heard = Heard::default();
            send(&desk, &post).with_subscriber(heard.here()).await?;
            for (state, failure) in mails(&desk).await? {
                let is_said = failure.contains("invalid peer certificate");
                assert!(state == "waiting" && is_said, "{scheme}{tls} {host}: {state}: {failure}");
            }
            assert_eq!(heard.count("look at --smtp-url"), 2, "{scheme}{tls} {host}: {}", heard.text());
            desk.ends_well()?;
        }
    }
    Ok(())
}

/// The limit of the whole exchange is the handshake's too.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_says_nothing_while_it_should_encrypt_costs_one_try() -> TestResult {
    for (begins, scheme, tls) in WAYS {
        let handshakes = Arc::new(AtomicUsize::new(0));
        let address = listening(begins, {
            let handshakes = Arc::clone(&handshakes);
            move |mut stream| {
                let mut first = [0];
                stream.read_exact(&mut first)?;
                // A handshake (RFC 8446, 5.1): it has begun, and nobody answers.
                handshakes.fetch_add(usize::from(first[0] == 22), Ordering::SeqCst);
                stream.read_to_end(&mut Vec::new()).map(|_| ())
            }
        })?;
        let desk = desks_with_mails().await?.swap_remove(0);
        let post = Post::smtp(&format!("{scheme}://{address}{tls}"), "desk@partner.example")?;
        send(&desk, &post.with_patience(Duration::from_secs(1))).await?;
        assert_eq!(handshakes.load(Ordering::SeqCst), 2, "{scheme}{tls}");
        for (state, failure) in mails(&desk).await? {
            assert!(state == "waiting" && failure == "no answer within 1 s", "{scheme}{tls}: {state}: {failure}");
        }
        desk.ends_well()?;
    }
    Ok(())
}

/// What is read is counted below what encrypts.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_encrypted_server_that_does_not_stop_talking_is_left() -> TestResult {
    let certificate = Certificate::of_this_machine()?;
    for (begins, scheme, tls) in WAYS {
        let server = Arc::clone(&certificate.server);
        let address = listening(begins, move |stream| {
            let (mut stream, some) = (encrypted(&server, stream)?, "2".repeat(16_384));
            loop {
                stream.write_all(some.as_bytes())?;
            }
        })?;
        let desk = desks_with_mails().await?.swap_remove(0);
        let post = Post::smtp(&format!("{scheme}://{address}{tls}"), "desk@partner.example")?;
        send(&desk, &post.trusting(&certificate.der)?.with_patience(Duration::from_secs(20))).await?;
        for (state, failure) in mails(&desk).await? {
            let is_said = failure.contains("more than a mail needs");
            assert!(state == "waiting" && is_said, "{scheme}{tls}: {state}: {failure}");
        }
        desk.ends_well()?;
    }
    Ok(())
}
