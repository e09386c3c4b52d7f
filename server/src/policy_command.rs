//! `defter policy`: which changes wait for a second person, put in force and shown from the command line.

use crate::config::PolicyCommand;
use crate::router::system_clock;
use crate::serve::Failure;
use app::changes::{ChangePolicy, policy_of, policy_version, set_policy};
use app::database::Database;
use std::io::Write;

/// Sets the policy or says which is in force.
///
/// # Errors
/// A sentence for whoever asked.
pub async fn run(database: &Database, command: &PolicyCommand, out: &mut impl Write) -> Result<(), Failure> {
    let failed = |_| Failure::from("the database failed; the log of the program says why");
    match command {
        PolicyCommand::Set { file } => {
            let text = std::fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
            // Editors of Windows begin a file with a byte-order mark.
            let text = text.trim_start_matches('\u{feff}');
            ChangePolicy::parse(text).map_err(|why| format!("{}: {why}", file.display()))?;
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
