//! `defter policy`: which changes wait for a second person, put in force and shown from the command line.

use crate::config::PolicyCommand;
use crate::failure::Failure;
use crate::router::system_clock;
use desk::changes::{policy_of, policy_version, set_policy};
use desk::database::Database;
use model::changes::ChangePolicy;
use model::limits::POLICY_BYTES;
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;

/// Of a byte-order mark in UTF-8.
const MARK_BYTES: u64 = 3;

/// Sets the policy or says which is in force.
///
/// # Errors
/// A sentence for whoever asked.
pub async fn run(database: &Database, command: &PolicyCommand, out: &mut impl Write) -> Result<(), Failure> {
    let failed = |_| Failure::from("the database failed; the log of the program says why");
    match command {
        PolicyCommand::Set { file } => {
            let text = read(file).map_err(|error| format!("{}: {error}", file.display()))?;
            // Editors of Windows begin a file with a byte-order mark.
            let text = text.trim_start_matches('\u{feff}');
            ChangePolicy::parse_new(text).map_err(|why| format!("{}: {why}", file.display()))?;
            match set_policy(database, text, system_clock()).await.map_err(failed)? {
                Some(written) => writeln!(out, "in force from entry {} of the log on, on every server", written.seq)?,
                None => writeln!(out, "it is in force already")?,
            }
        }
        PolicyCommand::Show => match policy_version(database).await.map_err(failed)? {
            0 => writeln!(out, "# the table that is built in\n{}", ChangePolicy::default().text())?,
            seq => {
                let policy = policy_of(database, seq).await.map_err(failed)?;
                let policy = policy
                    .ok_or("the policy in force cannot be read, and everything waits: defter policy set --file …")?;
                writeln!(out, "# entry {seq} of the log\n{}", policy.text())?;
            }
        },
    }
    Ok(())
}

/// No more of a file than shows that it is too long: it may have no end.
fn read(file: &Path) -> io::Result<String> {
    let mut bytes = Vec::new();
    let most = u64::try_from(POLICY_BYTES).unwrap_or(u64::MAX);
    File::open(file)?.take(most.saturating_add(MARK_BYTES + 1)).read_to_end(&mut bytes)?;
    if bytes.len() > POLICY_BYTES {
        // Perhaps cut within a letter: it is refused for its length.
        return Ok(String::from_utf8_lossy(&bytes).into_owned());
    }
    String::from_utf8(bytes).map_err(|_| io::Error::other("it is no text in UTF-8"))
}
