//! The program `defter`.

use desk::database::{Database, Limits, of_opening};
use desk::key::LogKey;
use server::check::{check, check_stored};
use server::config::{Command, Config, User, database_refused, database_url, files_refused, no_level};
use server::log_writer::LogWriter;
use server::responses::ACCESS_LOG;
use server::serve::{migrate, require_current, serve};
use server::{Failure, audit, backup, panics, partner, policy_command, seed, setup, staff};
use std::io::{BufWriter, IsTerminal, Write};
use std::process::ExitCode;
use tracing_subscriber::EnvFilter;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[tokio::main]
async fn main() -> ExitCode {
    let config = Config::read();
    // Whatever is said goes one way, in its order; the end waits for it.
    let (mut log, _ending) = match LogWriter::into(std::io::stderr()) {
        Ok(begun) => begun,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "defter: the log cannot be written: {error}");
            return ExitCode::from(2);
        }
    };
    match run(config, &log).await {
        Ok(code) => code,
        Err(failure) => {
            // What the database says is said as it is where it is opened.
            let why = failure.downcast_ref().map_or_else(|| failure.to_string(), of_opening);
            let _ = log.write_all(format!("defter: {why}\n").as_bytes());
            // Findings end with 1: what could not be done ends with 2.
            ExitCode::from(2)
        }
    }
}

async fn run(config: Config, log: &LogWriter) -> Result<ExitCode, Failure> {
    let filter = log_filter(&config)?;
    let is_terminal = std::io::stderr().is_terminal();
    let writer = log.clone();
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(is_terminal)
        .with_writer(move || writer.clone())
        .log_internal_errors(false)
        .init();
    panics::say_panics(log.clone());
    panics::count_panics();
    if let Command::Check(settings) = &config.command
        && !settings.stored
    {
        return check(settings, &mut BufWriter::new(std::io::stdout().lock()));
    }
    let url = database_url(&config.database_url, config.command.makes_database())
        .map_err(|error| format!("the setting DEFTER_DATABASE_URL (--database-url): {error}"))?;
    if config.command.writes()
        && let Some(why) = files_refused(&url)
    {
        return Err(format!("the database cannot be written: {why}").into());
    }
    let database = audit::sealed(open(&url, Limits::None).await?, &config).await?;
    let (done, database) = match config.command {
        Command::Serve(settings) => {
            migrate(&database).await?;
            let key = database.log_key().clone();
            database.close().await;
            // Requests end after a while; what went before them did not.
            let database = open(&url, Limits::OfRequests).await?.sealing_with(key);
            (serve(database.clone(), &settings).await.map(|()| ExitCode::SUCCESS), database)
        }
        other => (command(other, &database).await, database),
    };
    // What a log beside the file still holds goes into the file: it can be copied alone.
    database.close().await;
    done
}

/// What is logged: by the setting, and requests where they are wanted.
fn log_filter(config: &Config) -> Result<EnvFilter, Failure> {
    let malformed = |why: String| format!("the setting DEFTER_LOG (--log) is malformed: {why}");
    if let Some(word) = no_level(&config.log) {
        return Err(malformed(format!("{word} is no level; there are off, error, warn, info, debug and trace")).into());
    }
    let filter = EnvFilter::try_new(&config.log).map_err(|error| malformed(error.to_string()))?;
    let is_wanted = matches!(&config.command, Command::Serve(settings) if settings.access_log);
    let level = if is_wanted { "info" } else { "off" };
    Ok(filter.add_directive(format!("{ACCESS_LOG}={level}").parse()?))
}

async fn open(url: &str, limits: Limits) -> Result<Database, Failure> {
    let opened = Database::open_within(url, LogKey::passing()?, limits).await;
    Ok(opened.map_err(|error| {
        let why = database_refused(url).unwrap_or_else(|| of_opening(&error));
        format!("the database cannot be opened: {why}")
    })?)
}

/// Makes a database where there is none yet; one that is there must be up to date, or a server that runs would find another
/// under itself.
async fn require(database: &Database) -> Result<(), Failure> {
    if migrations::has_log(database.writer()).await? {
        return require_current(database).await;
    }
    migrate(database).await.map(|_| ())
}

async fn command(command: Command, database: &Database) -> Result<ExitCode, Failure> {
    let mut out = std::io::stdout();
    match command {
        Command::Check(settings) => {
            require_current(database).await?;
            audit::note_command(database, "check --stored").await?;
            return check_stored(database, &settings, &mut out).await;
        }
        // Served above, on connections of its own.
        Command::Serve(_) => {}
        Command::Audit(settings) => {
            require_current(database).await?;
            return audit::run(database, settings, &mut BufWriter::new(out)).await;
        }
        Command::Backup { file } => backup::back_up(database, &file, &mut out).await?,
        Command::Policy(settings) => {
            require_current(database).await?;
            policy_command::run(database, &settings, &mut out).await?;
        }
        Command::Partner(settings) => {
            require(database).await?;
            partner::set(database, settings, &mut out).await?;
        }
        Command::Migrate => {
            let ran = migrate(database).await?;
            audit::note_command(database, "migrate").await?;
            writeln!(out, "the database is up to date; migrations run now: {ran}")?;
        }
        Command::Seed(settings) => {
            migrate(database).await?;
            seed::seed(database, &settings, &mut out).await?;
            audit::note_command(database, "seed").await?;
        }
        Command::SetupLink(settings) => {
            require(database).await?;
            setup::make(database, &settings, &mut out).await?;
        }
        Command::User(user @ User::Add { .. }) => {
            require(database).await?;
            staff::keep(database, user, &mut out).await?;
        }
        Command::User(user) => {
            require_current(database).await?;
            staff::keep(database, user, &mut out).await?;
        }
    }
    Ok(ExitCode::SUCCESS)
}
