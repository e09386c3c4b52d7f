//! The program `defter`.

use app::database::Database;
use server::config::{Command, Config};
use server::serve::{Failure, migrate, serve};
use server::{panics, seed, staff};
use std::io::Write;
use std::process::ExitCode;
use tracing_subscriber::EnvFilter;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[tokio::main]
async fn main() -> ExitCode {
    let config = Config::read();
    match run(config).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            let _ = writeln!(std::io::stderr(), "defter: {failure}");
            ExitCode::FAILURE
        }
    }
}

async fn run(config: Config) -> Result<(), Failure> {
    let filter = EnvFilter::try_new(&config.log)
        .map_err(|error| format!("the setting DEFTER_LOG (--log) is malformed: {error}"))?;
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    panics::count_panics();
    let database = Database::open(&config.database_url)
        .await
        .map_err(|error| format!("the database cannot be opened: {error}"))?;
    let mut out = std::io::stdout();
    match config.command {
        Command::Serve(settings) => serve(database, &settings).await,
        Command::Migrate => {
            let ran = migrate(&database).await?;
            writeln!(out, "the database is up to date ({ran} migrations ran)")?;
            Ok(())
        }
        Command::Seed(settings) => {
            migrate(&database).await?;
            seed::seed(&database, &settings, &mut out).await
        }
        Command::User(user) => {
            migrate(&database).await?;
            staff::keep(&database, user, &mut std::io::stdin().lock(), &mut out).await
        }
    }
}
