//! `defter audit …`: verify, export, sign, erase.

use super::clock::clock;
use super::erase::erase;
use crate::config::{Audit, Command, Config, database_file, file_refused};
use crate::failure::Failure;
use crate::router::system_clock;
use desk::audit::walk::{is_of_other_keys, newest};
use desk::audit::{Fault, Head, NewEntry, Source, append_alone, export, said, sign_now, verify_among};
use desk::canonical;
use desk::database::Database;
use desk::error::Error;
use desk::key::LogKey;
use desk::own_file::own_file;
use desk::verify::{Differs, StaffDiffers, first_of_staff_that_differs, first_that_differs};
use model::audit::Kind;
use model::customers::FieldChange;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use uuid::Uuid;

/// An Ed25519 key's public half.
const PUBLIC_KEY_BYTES: usize = 32;
const DAY_US: i64 = 86_400 * 1_000_000;

/// A database with the key of this machine: named by the settings, or a file beside the database. A key is made where there
/// is no log yet; where there is one, only for who says so: another key would take its entries for somebody else's.
/// What such a key would write into the log is refused likewise.
///
/// # Errors
/// A sentence if the key cannot be read, may not be made, or is not the log's.
pub async fn sealed(database: Database, config: &Config) -> Result<Database, Failure> {
    let path = key_path(config);
    let was_there = path.exists();
    if !was_there {
        let entries = entries_of(&database).await?;
        let checks = matches!(config.command, Command::Audit(_));
        if checks || (entries > 0 && !config.new_log_key) {
            return Err(format!(
                "there is no key of a log at {}, and this database has a log of {entries} entries: --log-key names its key; \
                 --new-log-key makes another, for another server, or where the old one is lost",
                path.display()
            )
            .into());
        }
    }
    let key = LogKey::of_file(&path).map_err(|error| {
        let why = file_refused(&path, &error).unwrap_or_else(|| error.to_string());
        format!("the log's key {}: {why}", path.display())
    })?;
    if matches!(config.command, Command::Serve(_)) {
        warn_of_readers(config);
        if was_there && !migrations::has_log(database.writer()).await? {
            tracing::warn!(
                key = %path.display(),
                "the log's key was there and the database is new and empty: unless this is its first start, --database-url names a \
                 wrong place; end this server, name the database that the key belongs to, and take the new one away"
            );
        }
    }
    let database = database.sealing_with(key);
    // A database of before the log has none to spoil.
    if config.command.writes() && !config.new_log_key && migrations::has_log(database.writer()).await? {
        require_own_key(&database).await?;
    }
    Ok(database)
}

/// Refuses a key that sealed nothing in a log which has entries: after an entry of such a key, `verify` with the log's own key
/// says that the log is not whole.
///
/// # Errors
/// A sentence that says which way out there is.
pub async fn require_own_key(database: &Database) -> Result<(), Failure> {
    if is_of_other_keys(database).await.map_err(failed)? {
        return Err("no entry of this log was sealed with this machine's key, and nothing is written with it: --log-key names \
                    the log's key; --new-log-key says that this one is meant, for another server, or where the old one is lost"
            .into());
    }
    Ok(())
}

fn key_path(config: &Config) -> PathBuf {
    let beside = || {
        let file = database_file(&config.database_url).unwrap_or_else(|| PathBuf::from("data/defter"));
        PathBuf::from(format!("{}.log-key", file.display()))
    };
    config.log_key.clone().unwrap_or_else(beside)
}

/// How many entries a database's log has; none where there is no log yet.
async fn entries_of(database: &Database) -> Result<i64, Failure> {
    // Not taken for empty where it cannot be read: a key would be made that nobody asked for.
    if !migrations::has_log(database.writer()).await? {
        return Ok(0);
    }
    Ok(newest(database).await.map_err(failed)?.seq)
}

/// Says which of the files that hold everything others on the machine can read.
fn warn_of_readers(config: &Config) {
    for file in [Some(key_path(config)), database_file(&config.database_url)].into_iter().flatten() {
        let mode = std::fs::metadata(&file).map_or(0, |metadata| metadata.permissions().mode());
        if mode & 0o077 != 0 {
            tracing::warn!(file = %file.display(), "others on this machine can read it: chmod 600");
        }
    }
}

/// Does what was asked about the log.
///
/// # Errors
/// A sentence for whoever asked.
pub async fn run(database: &Database, audit: Audit, out: &mut impl Write) -> Result<ExitCode, Failure> {
    match audit {
        Audit::Verify { head, other_key, accounts } => {
            let code = verified(database, head.as_deref(), &other_key, out).await?;
            let is_whole = !accounts || accounts_agree(database, out).await?;
            return Ok(if is_whole { code } else { ExitCode::from(1) });
        }
        Audit::Export { out: file } => exported(database, file.as_deref(), out).await?,
        Audit::Sign { out: file } => {
            let file = file.as_deref().map(new_file).transpose()?;
            let head = sign_now(database, system_clock()).await.map_err(failed)?;
            let text = serde_json::to_string(&head)? + "\n";
            match file {
                Some(mut file) => file.write_all(text.as_bytes())?,
                None => write!(out, "{text}")?,
            }
        }
        Audit::Erase { customer, person, yes } => {
            erase(database, customer, &person.unwrap_or_default(), yes, out).await?;
        }
        Audit::Clock { yes } => clock(database, yes, out).await?,
        Audit::Key => writeln!(out, "{}", canonical::hex(database.log_key().public()))?,
    }
    Ok(ExitCode::SUCCESS)
}

pub(super) fn failed(_: Error) -> Failure {
    "the database failed; the log of the program says why".into()
}

/// Notes that a command ran which writes no entry of its own.
///
/// # Errors
/// A sentence if the log cannot be written.
pub async fn note_command(database: &Database, command: &str) -> Result<(), Failure> {
    note(database, Kind::CommandRun, &[said("command", command)]).await
}

/// Notes that the log was read or taken.
async fn note(database: &Database, kind: Kind, values: &[FieldChange]) -> Result<(), Failure> {
    let source = Source::program(system_clock());
    let entry = NewEntry { source, kind, subject_id: Uuid::nil(), version: 0, values };
    append_alone(database, entry).await.map_err(failed)?;
    Ok(())
}

async fn verified(
    database: &Database,
    head: Option<&Path>,
    other_keys: &[String],
    out: &mut impl Write,
) -> Result<ExitCode, Failure> {
    let others = other_keys
        .iter()
        .map(|key| {
            canonical::of_hex(key)
                .filter(|key| key.len() == PUBLIC_KEY_BYTES)
                .ok_or_else(|| Failure::from(format!("{key} is no public key")))
        })
        .collect::<Result<Vec<_>, _>>()?;
    let kept: Option<Head> = match head {
        Some(file) => {
            let text = std::fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
            Some(serde_json::from_str(&text).map_err(|_| format!("{} holds no head of a log", file.display()))?)
        }
        None => None,
    };
    // Clocks of several servers differ by less than that.
    let until_us = system_clock() + DAY_US;
    let found = verify_among(database, kept.as_ref(), &others, until_us).await.map_err(failed)?;
    if let Some(fault) = &found.fault {
        writeln!(out, "NOT WHOLE: {fault}")?;
        if matches!(fault, Fault::Inserted(_)) && others.is_empty() {
            writeln!(out, "if another server of this database wrote it, name its key with --other-key")?;
        }
        note_checked(database, format!("audit verify: {fault}"), out).await?;
        return Ok(ExitCode::from(1));
    }
    writeln!(out, "whole: {} entries of log {}, {} signed heads", found.entries, found.log_id, found.heads)?;
    for (first, last) in &found.ahead {
        writeln!(
            out,
            "entries {first} to {last} are stamped ahead of their time by a clock that was wrong, as entry {} says",
            last + 1
        )?;
    }
    if found.erased_values > 0 {
        writeln!(out, "{} values were erased on request; their hashes stand in the chain", found.erased_values)?;
    }
    if found.sealed_elsewhere > 0 {
        writeln!(out, "{} entries were sealed by other machines: verify there too", found.sealed_elsewhere)?;
    }
    match &kept {
        Some(kept) if canonical::of_hex(&kept.public_key).as_deref() == Some(database.log_key().public()) => {
            writeln!(out, "the head at entry {} is signed by this machine", kept.seq)?;
        }
        Some(kept) => writeln!(out, "the head at entry {} is signed by the key {}", kept.seq, kept.public_key)?,
        None => writeln!(out, "without a head nobody can tell whether the newest entries were cut off: --head")?,
    }
    note_checked(database, "audit verify".to_owned(), out).await?;
    Ok(ExitCode::SUCCESS)
}

/// Notes a check, or what it found. A full disk or a log that is broken may take no entry any more, and a key that is not the
/// log's must write none: that changes nothing about the answer.
async fn note_checked(database: &Database, checked: String, out: &mut impl Write) -> Result<(), Failure> {
    let values = [said("command", checked)];
    if require_own_key(database).await.is_err() || note(database, Kind::LogRead, &values).await.is_err() {
        writeln!(out, "that it was checked could not be noted in the log")?;
    }
    Ok(())
}

/// Holds the accounts and the staff against the log, and says whether they agree.
async fn accounts_agree(database: &Database, out: &mut impl Write) -> Result<bool, Failure> {
    let found = first_that_differs(database).await.map_err(failed)?;
    match &found {
        None => writeln!(out, "every account is as its newest changes made it; what was never changed says nothing")?,
        Some(Differs { customer_id, field }) => {
            writeln!(out, "NOT AS LOGGED: customer {customer_id}: {field} is not as the log says")?;
            let fault = format!("audit verify --accounts: {customer_id}: {field}");
            note_checked(database, fault, out).await?;
        }
    }
    let staff = first_of_staff_that_differs(database).await.map_err(failed)?;
    match &staff {
        None => writeln!(out, "the staff are as the log says: names, e-mails, roles, states")?,
        Some(StaffDiffers { who, what }) => {
            writeln!(out, "NOT AS LOGGED: staff {who}: {what} is not as the log says")?;
            note_checked(database, format!("audit verify --accounts: staff {who}: {what}"), out).await?;
        }
    }
    Ok(found.is_none() && staff.is_none())
}

async fn exported(database: &Database, file: Option<&Path>, out: &mut impl Write) -> Result<(), Failure> {
    let file = file.map(new_file).transpose()?;
    note(database, Kind::LogExport, &[said("command", "audit export")]).await?;
    let head = sign_now(database, system_clock()).await.map_err(failed)?;
    match file {
        Some(file) => write_export(database, &head, &mut BufWriter::new(file)).await,
        None => write_export(database, &head, out).await,
    }
}

/// A file that was not there: an older head or export is what the newer one is held against.
fn new_file(file: &Path) -> Result<File, Failure> {
    own_file()
        .create_new(true)
        .open(file)
        .map_err(|error| format!("{}: {error}; name a new file", file.display()).into())
}

async fn write_export(database: &Database, head: &Head, out: &mut impl Write) -> Result<(), Failure> {
    writeln!(out, "{}", export::first_line(database).await.map_err(failed)?)?;
    let mut after = 0;
    while let Some((last, lines)) = export::lines(database, after).await.map_err(failed)? {
        for line in lines.iter().filter(|line| line["seq"].as_i64() <= Some(head.seq)) {
            writeln!(out, "{line}")?;
        }
        if last >= head.seq {
            break;
        }
        after = last;
    }
    writeln!(out, "{}", export::last_line(head))?;
    Ok(out.flush()?)
}
