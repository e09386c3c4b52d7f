//! What comes as bytes over a connection, beside what any browser writes; and what the program says about it.

use crate::slow_clients::listening;
use crate::support::{Desk, Heard, Program, TestResult, Tried, Who, fresh_sqlite};
use axum::body::Body;
use http::Request;
use server::{ServerState, router};
use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tracing::Level;
use tracing::instrument::WithSubscriber;

/// Sends bytes and no more, and answers the first line of what comes back.
async fn status_of(address: SocketAddr, bytes: &[u8]) -> Tried<String> {
    let mut stream = TcpStream::connect(address).await?;
    stream.write_all(bytes).await?;
    stream.shutdown().await?;
    let mut answer = Vec::new();
    tokio::time::timeout(Duration::from_secs(20), stream.read_to_end(&mut answer)).await??;
    Ok(String::from_utf8_lossy(&answer).lines().next().unwrap_or_default().to_owned())
}

#[tokio::test]
async fn a_body_that_is_cut_short_or_framed_wrongly_is_400_and_no_fault() -> TestResult {
    let server = listening().await?;
    let bodies = [
        ("cut short", "Content-Length: 100\r\n\r\nemail=a".to_owned()),
        ("nothing of it", "Content-Length: 100\r\n\r\n".to_owned()),
        ("a large one cut short", format!("Content-Length: 20000\r\n\r\n{}", "a".repeat(9_000))),
        ("a size that is no number", "Transfer-Encoding: chunked\r\n\r\nzz\r\nemail=a\r\n0\r\n\r\n".to_owned()),
        ("a size below nothing", "Transfer-Encoding: chunked\r\n\r\n-1\r\nemail=a\r\n0\r\n\r\n".to_owned()),
        ("no size", "Transfer-Encoding: chunked\r\n\r\n\r\nemail=a\r\n0\r\n\r\n".to_owned()),
        ("a size of more than fits", "Transfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\na".to_owned()),
        ("a chunk cut short", "Transfer-Encoding: chunked\r\n\r\n64\r\nemail=a".to_owned()),
        ("no last chunk", "Transfer-Encoding: chunked\r\n\r\n7\r\nemail=a\r\n".to_owned()),
        ("more than its size", "Transfer-Encoding: chunked\r\n\r\n3\r\nemail=a\r\n0\r\n\r\n".to_owned()),
    ];
    for (path, kind) in
        [("/sign-in", "application/x-www-form-urlencoded"), ("/api/session/sign_in", "application/json")]
    {
        for (what, body) in &bodies {
            let request = format!("POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: {kind}\r\n{body}");
            let status = status_of(server.address, request.as_bytes()).await?;
            assert!(status.starts_with("HTTP/1.1 400"), "{path}, {what}: {status}");
        }
        // Framed rightly it is read: it is the pair that is wrong, or the JSON.
        let body = "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n7\r\nemail=a\r\n0\r\n\r\n";
        let request = format!("POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: {kind}\r\n{body}");
        let status = status_of(server.address, request.as_bytes()).await?;
        assert!(status.starts_with("HTTP/1.1 4") && !status.starts_with("HTTP/1.1 413"), "{path}: {status}");
    }
    server.desk.ends_well()
}

/// RFC 9112, 3.2: no host, two of them, or one that is none.
#[tokio::test]
async fn a_request_that_names_no_host_or_two_is_400() -> TestResult {
    let server = listening().await?;
    for path in ["/healthz", "/sign-in", "/icon.svg"] {
        for hosts in [
            "",
            "Host: localhost\r\nHost: localhost\r\n",
            "Host: localhost\r\nHost: elsewhere.example\r\n",
            "Host: localhost\r\nX: y\r\nhost: localhost\r\n",
            "Host: two words\r\n",
            "Host: a/b\r\n",
            "Host: localhost, elsewhere.example\r\n",
        ] {
            let request = format!("GET {path} HTTP/1.1\r\n{hosts}Connection: close\r\n\r\n");
            let status = status_of(server.address, request.as_bytes()).await?;
            assert!(status.starts_with("HTTP/1.1 400"), "{path}, {hosts:?}: {status}");
        }
    }
    for (version, hosts) in [
        ("1.1", "Host: localhost\r\n"),
        ("1.1", "Host: defter.example:8443\r\n"),
        ("1.1", "Host: [::1]:3000\r\n"),
        ("1.1", "Host:\r\n"),
        ("1.0", ""),
    ] {
        let request = format!("GET /healthz HTTP/{version}\r\n{hosts}Connection: close\r\n\r\n");
        let status = status_of(server.address, request.as_bytes()).await?;
        assert!(status.contains(" 204"), "{version}, {hosts:?}: {status}");
    }
    server.desk.ends_well()
}

/// Behind a proxy that is not believed, or names nobody, everybody is one address: whoever runs the server hears of it, once.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_forwarded_address_that_counts_for_nothing_is_warned_about_once() -> TestResult {
    let read = ["X-Forwarded-For: 192.0.2.7\r\n", "x-forwarded-for: 192.0.2.8, [2001:db8::9]:443,\r\n"];
    let unread = ["X-Forwarded-For: \r\n", "X-Forwarded-For: 192.0.2.7, unknown\r\n", ""];
    for (trusts, forwarded, unbelieved, nameless) in [
        ("false", &[""][..], 0, 0),
        ("false", &[read[0], read[1], unread[0], unread[1]][..], 1, 0),
        ("true", &read[..], 0, 0),
        ("true", &unread[..], 0, 1),
    ] {
        let fresh = fresh_sqlite().await?;
        let program = Program::serve_with(&fresh.url, &[("DEFTER_TRUST_PROXY", trusts)])?;
        for forwarded in forwarded {
            let request = format!("GET /sign-in HTTP/1.1\r\nHost: localhost\r\n{forwarded}Connection: close\r\n\r\n");
            let status = status_of(program.address, request.as_bytes()).await?;
            assert!(status.starts_with("HTTP/1.1 200"), "{forwarded:?}: {status}");
        }
        let (ended, log) = program.terminate()?;
        let warned = ["X-Forwarded-For, which is not believed", "though --trust-proxy is set"];
        let warned = warned.map(|warning| log.matches(warning).count());
        assert!(ended && warned == [unbelieved, nameless], "{trusts} {forwarded:?}: {log}");
    }
    Ok(())
}

/// What was asked for, and by whom, is nobody's who reads the access log.
#[tokio::test]
async fn each_answer_is_a_line_for_who_asks_for_lines_and_none_otherwise() -> TestResult {
    let desk = Desk::on_sqlite().await?;
    for (level, lines) in [(Level::INFO, 2), (Level::WARN, 0)] {
        let heard = Heard::default();
        let asked = async {
            desk.get(Who::SALES, "/customers?search=Geheim").await?.expect(200)?;
            desk.get(Who::SALES, "/nothing").await?.expect(404)
        };
        asked.with_subscriber(heard.of(level)).await?;
        assert_eq!(heard.count("answered"), lines, "{}", heard.text());
        let text = heard.text();
        let answers: Vec<&str> = text.lines().filter(|line| line.contains("answered")).collect();
        for (line, said) in answers.iter().zip([
            ["method=GET", "path=\"/customers\"", "status=200"],
            ["method=GET", "path=\"/nothing\"", "status=404"],
        ]) {
            assert!(
                said.iter().all(|said| line.contains(said))
                    && line.contains("request_id=")
                    && line.contains("took_ms="),
                "{line}"
            );
        }
        assert!(answers.iter().all(|line| !line.contains("Geheim") && !line.contains("session=")), "{answers:?}");
    }
    desk.ends_well()
}

/// The command line refuses such an origin; a router that is given one all the same says that it trusts nobody.
#[tokio::test]
async fn an_origin_that_is_none_is_said_and_trusts_nobody() -> TestResult {
    let desk = Desk::on_sqlite().await?;
    let state = || ServerState::new(desk.fresh.database.clone(), desk.clock, false);
    for (origin, is_one) in
        [("https://desk.example", true), ("https://desk.example/path", false), ("desk.example", false)]
    {
        let heard = Heard::default();
        let router = tracing::dispatcher::with_default(&heard.here(), || router(state(), Some(origin)));
        assert_eq!(heard.count("this is no origin"), usize::from(!is_one), "{origin}: {}", heard.text());
        for (from, status) in [("https://desk.example", if is_one { 303 } else { 403 }), ("https://evil.example", 403)]
        {
            let request = Request::post("/language")
                .header("host", "127.0.0.1:3000")
                .header("origin", from)
                .header("sec-fetch-site", "cross-site")
                .header("content-type", "application/x-www-form-urlencoded")
                .body(Body::from("language=tr&next=/sign-in"))?;
            let answer = desk.beside(router.clone()).send(request).await?;
            assert_eq!(answer.status.as_u16(), status, "{origin}, from {from}");
        }
    }
    desk.ends_well()
}
