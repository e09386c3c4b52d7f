//! What tests stand on.

mod answer;
mod before_log;
mod certificate;
mod databases;
mod log;
mod office;
mod program;

pub use answer::Answer;
pub use certificate::Certificate;
pub use databases::{
    Fresh, admin_postgres, filled, fresh_postgres, fresh_postgres_in, fresh_sqlite, is_writer_in_use, postgres_at,
    test_key, waiting_for_locks,
};
pub use log::Heard;
pub use office::{Desk, MOVE_TO_BERLIN, NOW_US, PASSWORD, Who, an_hour_ahead, call, lale_text, send};
pub use program::{Program, defter, defter_ending, key_file, request, request_as, sign_in};

/// What a test returns.
pub type TestResult = Result<(), Box<dyn std::error::Error + Send + Sync>>;
/// What a test's helper returns.
pub type Tried<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// Says something past the test harness, which keeps what a passing test prints to itself.
pub fn say(line: &str) {
    use std::io::Write;
    let _ = writeln!(std::io::stderr(), "{line}");
}

/// Makes of each test two: one on `SQLite`, one on `PostgreSQL`, named so.
macro_rules! on_each_database {
    ($($(#[$doc:meta])* async fn $name:ident($desk:ident: Desk) -> TestResult $body:block)*) => {$(
        $(#[$doc])*
        mod $name {
            use super::*;

            async fn run($desk: Desk) -> TestResult {
                $body
                $desk.ends_well()
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() -> TestResult {
                run(Desk::on_sqlite().await?).await
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() -> TestResult {
                run(Desk::on_postgres().await?).await
            }
        }
    )*};
}
pub(crate) use on_each_database;
