//! Submits a second through the whole write path, beside a bare transaction of the same rows written by hand in the same
//! run; how fast a million entries are verified, and how fast Activity shows them. `make bench` runs it.
//! `TEST_POSTGRES_URL` names a `PostgreSQL` to measure too.
#![expect(clippy::print_stdout, clippy::disallowed_methods, reason = "a measurement prints, and has one setting")]

mod million;
mod office;
mod units;
mod writes;

use million::a_million;
use office::{Desk, Tried};
use sea_orm::ConnectionTrait;
use units::units;
use writes::compare;

#[tokio::main]
async fn main() -> Tried<()> {
    let folder = std::env::temp_dir().join(format!("defter-bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let desk = Desk::open(&format!("sqlite:{}?mode=rwc", folder.join("bench.db").display())).await?;
    compare("SQLite, synchronous=FULL", &desk).await?;
    desk.database.writer().execute_unprepared("PRAGMA synchronous = NORMAL").await?;
    compare("SQLite, synchronous=NORMAL", &desk).await?;
    desk.database.writer().execute_unprepared("PRAGMA synchronous = FULL").await?;
    units("SQLite, synchronous=FULL", &desk).await?;
    let fresh = Desk::open(&format!("sqlite:{}?mode=rwc", folder.join("log.db").display())).await?;
    a_million("SQLite", &fresh).await?;
    std::fs::remove_dir_all(&folder)?;
    if let Ok(url) = std::env::var("TEST_POSTGRES_URL") {
        let cluster = url.rsplit_once('/').map_or(url.as_str(), |(cluster, _)| cluster).to_owned();
        let admin = sea_orm::Database::connect(&url).await?;
        for name in ["bench_writes", "bench_log"] {
            admin.execute_unprepared(&format!("CREATE DATABASE {name}")).await?;
        }
        let desk = Desk::open(&format!("{cluster}/bench_writes")).await?;
        compare("PostgreSQL", &desk).await?;
        units("PostgreSQL", &desk).await?;
        a_million("PostgreSQL", &Desk::open(&format!("{cluster}/bench_log")).await?).await?;
    }
    Ok(())
}
