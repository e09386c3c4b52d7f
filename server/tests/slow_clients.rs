//! Clients that hold a connection without asking for anything, and answers under way when the server ends.

use crate::support::{Desk, Program, TestResult, Tried, request};
use server::listening::{Patience, listen};
use std::net::SocketAddr;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

/// Long enough for a busy machine to send one request, short enough for a test.
const PATIENCE: Patience = Patience {
    header: Duration::from_millis(300),
    write: Duration::from_millis(300),
    goodbye: Duration::from_secs(20),
};

/// A desk behind a port.
pub struct Listening {
    pub address: SocketAddr,
    end: oneshot::Sender<()>,
    task: JoinHandle<()>,
    pub desk: Desk,
}

/// A desk that listens.
pub async fn listening() -> Tried<Listening> {
    let desk = Desk::on_sqlite().await?;
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let (address, (end, told)) = (listener.local_addr()?, oneshot::channel::<()>());
    let router = desk.router.clone();
    let task = tokio::spawn(async move {
        let told = async {
            let _ = told.await;
        };
        listen(listener, router, PATIENCE, told).await;
    });
    Ok(Listening { address, end, task, desk })
}

#[tokio::test]
async fn a_client_that_never_ends_its_header_is_let_go() -> TestResult {
    let server = listening().await?;
    let mut slow = TcpStream::connect(server.address).await?;
    slow.write_all(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nX-Slow: ").await?;
    let mut answer = Vec::new();
    let ended = tokio::time::timeout(Duration::from_secs(10), slow.read_to_end(&mut answer)).await;
    assert!(ended.is_ok(), "the connection is still open after thirty times the patience");
    assert!(!String::from_utf8_lossy(&answer).contains("204"), "nothing was asked, nothing is answered");
    server.desk.ends_well()
}

#[tokio::test]
async fn a_client_that_asks_at_its_pace_is_answered_again_and_again() -> TestResult {
    let server = listening().await?;
    let mut client = TcpStream::connect(server.address).await?;
    for _ in 0..3 {
        client.write_all(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n").await?;
        let mut answer = [0_u8; 12];
        client.read_exact(&mut answer).await?;
        assert_eq!(&answer, b"HTTP/1.1 204");
        let mut rest = vec![0_u8; 4_096];
        let _ = client.read(&mut rest).await?;
    }
    server.desk.ends_well()
}

#[tokio::test]
async fn a_client_that_takes_nothing_of_what_it_asked_for_is_let_go() -> TestResult {
    let server = listening().await?;
    let slow = TcpStream::connect(server.address).await?;
    let (mut read, mut write) = slow.into_split();
    // More answers than the system keeps for a client that does not read: writing ends when the server hangs up.
    let asked = b"GET /sign-in HTTP/1.1\r\nHost: localhost\r\n\r\n";
    let asking = async { while write.write_all(asked).await.is_ok() {} };
    assert!(tokio::time::timeout(Duration::from_mins(1), asking).await.is_ok(), "the connection is still open");
    let mut rest = Vec::new();
    let _ = read.read_to_end(&mut rest).await;
    assert!(String::from_utf8_lossy(&rest).starts_with("HTTP/1.1 200"));
    server.desk.ends_well()
}

#[tokio::test]
async fn a_client_that_has_said_everything_hears_the_answer() -> TestResult {
    let server = listening().await?;
    let mut client = TcpStream::connect(server.address).await?;
    client.write_all(b"GET /sign-in HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").await?;
    client.shutdown().await?;
    let mut answer = String::new();
    client.read_to_string(&mut answer).await?;
    assert!(answer.starts_with("HTTP/1.1 200") && answer.contains("</html>"), "{}", answer.len());
    server.desk.ends_well()
}

#[tokio::test]
async fn a_server_that_is_told_to_end_takes_no_new_connection() -> TestResult {
    let server = listening().await?;
    let idle = TcpStream::connect(server.address).await?;
    server.end.send(()).map_err(|()| "the server ended by itself")?;
    tokio::time::timeout(Duration::from_secs(10), server.task).await??;
    assert!(TcpStream::connect(server.address).await.is_err());
    drop(idle);
    server.desk.ends_well()
}

/// Nobody is refused, so nobody would know why everything stands: the log says so, once for as long as it lasts.
#[test]
fn a_server_that_takes_no_more_connections_says_so() -> TestResult {
    let folder = tempfile::TempDir::new()?;
    let program = Program::serve_with_few_files(&format!("sqlite:{}", folder.path().join("desk.db").display()))?;
    let patience = Instant::now() + Duration::from_secs(20);
    for _ in 0..3 {
        let held: Vec<_> =
            (0..80).map(|_| std::net::TcpStream::connect(program.address)).collect::<std::io::Result<_>>()?;
        while !program.log().contains("so many connections are open as this server takes") {
            assert!(Instant::now() < patience, "{}", program.log());
            std::thread::yield_now();
        }
        drop(held);
    }
    assert!(request(program.address, "GET", "/healthz", "", "")?.starts_with("HTTP/1.1 204"));
    let (ended_well, log) = program.terminate()?;
    assert!(ended_well && log.contains("connections=64"), "{log}");
    assert_eq!(log.matches("so many connections are open as this server takes").count(), 1, "{log}");
    Ok(())
}
