//! Connections: accepted, bounded in number and in patience, ended in order.
//!
//! `axum::serve` sets no timer, so that a client which sends a header byte by byte holds its connection for ever.

use axum::Router;
use axum::extract::connect_info::ConnectInfo;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio_io_timeout::TimeoutStream;
use tower::ServiceExt;

/// Connections at one time; whoever comes then waits in the system's queue.
const MAX_CONNECTIONS: u64 = 4_096;
/// Files that the database and the program itself keep open.
const OTHER_FILES: u64 = 128;
/// After a failed accept (no file left to open), so that the loop does not spin.
const AFTER_FAILURE: Duration = Duration::from_millis(250);

/// A server that is full says so again after so long.
const BETWEEN_WARNINGS: Duration = Duration::from_mins(1);

/// How long the server waits for others.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// For a whole header, and for the next request on an open connection.
    pub header: Duration,
    /// For a client to take some of what it is sent.
    pub write: Duration,
    /// For what is under way when the server is told to end.
    pub goodbye: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self { header: Duration::from_secs(30), write: Duration::from_secs(30), goodbye: Duration::from_secs(20) }
    }
}

/// What is said at most once in a while, however often it is so.
#[derive(Debug, Default)]
struct Rarely {
    said: Option<Instant>,
}

impl Rarely {
    fn is_due(&mut self, now: Instant) -> bool {
        let is_due = self.said.is_none_or(|said| now.duration_since(said) >= BETWEEN_WARNINGS);
        if is_due {
            self.said = Some(now);
        }
        is_due
    }
}

/// Answers connections until `told` says to end, then finishes what is under way.
pub async fn listen(listener: TcpListener, app: Router, patience: Patience, told: impl Future<Output = ()>) {
    let ending = GracefulShutdown::new();
    let most = connections();
    let turns = Arc::new(Semaphore::new(most));
    let (mut full, mut failing) = (Rarely::default(), Rarely::default());
    tokio::pin!(told);
    loop {
        if turns.available_permits() == 0 && full.is_due(Instant::now()) {
            tracing::warn!(
                connections = most,
                "so many connections are open as this server takes, and whoever comes now waits: where that lasts let the proxy limit \
                 them for each address, or this program open more files (LimitNOFILE, ulimit -n)"
            );
        }
        let accepted = async {
            let turn = turns.clone().acquire_owned().await.ok();
            (listener.accept().await, turn)
        };
        let (accepted, turn) = tokio::select! {
            accepted = accepted => accepted,
            () = &mut told => break,
        };
        match accepted {
            Ok((stream, address)) => answer(stream, address, app.clone(), patience, &ending, turn),
            Err(error) => {
                if failing.is_due(Instant::now()) {
                    tracing::warn!(%error, "a connection could not be accepted; it is tried again until it can");
                }
                tokio::time::sleep(AFTER_FAILURE).await;
            }
        }
    }
    drop(listener);
    if tokio::time::timeout(patience.goodbye, ending.shutdown()).await.is_err() {
        tracing::warn!("some requests took longer than {} s and were dropped", patience.goodbye.as_secs());
    }
}

/// So many connections as the system lets this program have files for.
fn connections() -> usize {
    let files = rlimit::increase_nofile_limit(MAX_CONNECTIONS + OTHER_FILES).unwrap_or(1_024);
    let connections = files.saturating_sub(OTHER_FILES).clamp(64, MAX_CONNECTIONS);
    usize::try_from(connections).unwrap_or(64)
}

/// Answers one connection in a task of its own; its turn is given back at its end.
fn answer(
    stream: TcpStream,
    address: SocketAddr,
    app: Router,
    patience: Patience,
    ending: &GracefulShutdown,
    turn: Option<OwnedSemaphorePermit>,
) {
    // Without it a page sent in pieces waits 40 ms for the other side's delayed acknowledgement.
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "no TCP_NODELAY");
    }
    let mut stream = TimeoutStream::new(stream);
    stream.set_write_timeout(Some(patience.write));
    let stream = Box::pin(stream);
    let service = app.map_request(move |mut request: http::Request<hyper::body::Incoming>| {
        request.extensions_mut().insert(ConnectInfo(address));
        request.map(axum::body::Body::new)
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(patience.header)
        // Who has said all they had to say still hears the answer.
        .half_close(true)
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(service));
    let connection = ending.watch(connection);
    tokio::spawn(async move {
        if let Err(error) = connection.await {
            tracing::debug!(%error, "a connection ended early");
        }
        drop(turn);
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lasts_is_said_once_a_minute() {
        let (mut rarely, began) = (Rarely::default(), Instant::now());
        let said: Vec<u64> = (0..180).filter(|after_s| rarely.is_due(began + Duration::from_secs(*after_s))).collect();
        assert_eq!(said, [0, 60, 120]);
    }
}
