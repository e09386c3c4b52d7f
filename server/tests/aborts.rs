//! Clients that hang up in the middle of a page: Leptos 0.8 would panic and keep the page's memory (decision 0004).

use crate::support::{Program, TestResult, defter, fresh_sqlite, request, sign_in};
use std::io::Write;
use std::net::{SocketAddr, TcpStream};

const CLIENTS: usize = 8;
/// Requests that each client leaves, in each of two halves.
const LEFT: usize = 300;
/// What the memory may grow between the halves: the leak that this guards against is 16 KB a request, 38 MB in all.
const MOST_BYTES: u64 = 12 * 1_024 * 1_024;

fn leave(address: SocketAddr, cookie: &str, path: &str) -> std::io::Result<()> {
    let mut stream = TcpStream::connect(address)?;
    stream.write_all(format!("GET {path} HTTP/1.1\r\nhost: {address}\r\ncookie: {cookie}\r\n\r\n").as_bytes())?;
    // Dropped here: the server meets a closed connection while it renders, or before, or when it answers.
    Ok(())
}

fn leave_many(address: SocketAddr, cookie: &str) -> TestResult {
    std::thread::scope(|scope| {
        let clients: Vec<_> = (0..CLIENTS)
            .map(|_| {
                scope.spawn(move || {
                    for at in 0..LEFT {
                        leave(address, cookie, ["/customers", "/", "/customers?search=tekstil", "/people"][at % 4])?;
                        // One in ten is read to its end, so that the server is never only closing.
                        if at % 10 == 0 {
                            request(address, "GET", "/customers", cookie, "")
                                .map_err(|error| std::io::Error::other(error.to_string()))?;
                        }
                    }
                    std::io::Result::Ok(())
                })
            })
            .collect();
        clients.into_iter().try_for_each(|client| client.join().map_err(|_| "a client panicked")?.map_err(Into::into))
    })
}

#[tokio::test]
async fn thousands_of_aborted_pages_leave_no_panic_and_flat_memory() -> TestResult {
    let fresh = fresh_sqlite().await?;
    tokio::task::spawn_blocking(move || -> TestResult {
        defter(&fresh.url, &["seed", "--demo"], "")?;
        let program = Program::serve(&fresh.url)?;
        let cookie = sign_in(program.address, "global.admin@demo.example", server::seed::DEMO_PASSWORD)?;
        leave_many(program.address, &cookie)?;
        let half = program.memory_bytes()?;
        leave_many(program.address, &cookie)?;
        let end = program.memory_bytes()?;
        #[expect(clippy::print_stdout, reason = "a figure to read with --nocapture")]
        {
            println!(
                "memory after {} aborted pages: {} KiB, after as many again: {} KiB",
                CLIENTS * LEFT,
                half / 1_024,
                end / 1_024
            );
        }
        assert!(end < half + MOST_BYTES, "{half} bytes grew to {end}");
        let (ended_well, log) = program.terminate()?;
        assert!(ended_well && !log.contains("panicked"), "{log}");
        Ok(())
    })
    .await?
}
