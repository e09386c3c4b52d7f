//! `defter check --stored`: today's rules over every customer, and what an upgrade of the rules changes.

use super::report::{Report, severity_name};
use crate::config::Check;
use crate::failure::Failure;
use desk::customers::each_customer;
use desk::database::Database;
use desk::own_file::own_file;
use desk::partner::find_partner;
use desk::rules::{Extent, review};
use model::countries::RULES_VERSION as VERSION;
use model::customers::CustomerText;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{File, Permissions};
use std::io::{BufRead, BufReader, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::ExitCode;
use uuid::Uuid;

/// What was found about one customer, as a line of a rules file: `--keep` writes them, `--against` reads them.
#[derive(Debug, Serialize, Deserialize)]
struct Kept {
    id: Uuid,
    rules: String,
    findings: BTreeSet<String>,
}

/// Looks at every stored customer; prints what is found, or what differs from an older run.
///
/// # Errors
/// A sentence if the database or a file cannot be read.
pub async fn check_stored(database: &Database, settings: &Check, out: &mut impl Write) -> Result<ExitCode, Failure> {
    let is_json = settings.json;
    let older = settings.against.as_deref().map(read_kept).transpose()?;
    let mut keeping = settings
        .keep
        .as_deref()
        // It names customers.
        .map(|path| {
            let file = own_file().create(true).truncate(true).open(path)?;
            // It may stand there from a day when others could read it.
            file.set_permissions(Permissions::from_mode(0o600))?;
            Ok(file)
        })
        .transpose()
        .map_err(|error: std::io::Error| format!("the file to keep cannot be made: {error}"))?;
    let partner = find_partner(database).await.map_err(|_| "the partner cannot be read; the log says why")?;
    let policy =
        super::policy(&settings.blocked_email_domains, partner.map(|partner| partner.domain).into_iter().collect());
    let mut report = Report::new(is_json);
    let mut row = 0;
    let mut differences = 0_u64;
    let mut look = |id: Uuid, text: &CustomerText| -> Result<(), Failure> {
        row += 1;
        let reviewed = review(text, Extent::Account, &policy.emails);
        let findings: BTreeSet<String> = reviewed
            .findings
            .iter()
            .map(|finding| format!("{} {} {}", severity_name(finding.severity), finding.path, finding.problem.code()))
            .collect();
        if let Some(file) = &mut keeping {
            let kept = Kept { id, rules: VERSION.to_owned(), findings: findings.clone() };
            writeln!(file, "{}", serde_json::to_string(&kept)?)?;
        }
        match &older {
            Some(older) => differences += u64::from(print_difference(out, id, older.get(&id), &findings)?),
            None if !reviewed.findings.is_empty() || is_json => {
                if !is_json {
                    writeln!(out, "customer {id}")?;
                }
                report.findings(out, row, &reviewed)?;
            }
            None => report.count_clean(),
        }
        Ok(())
    };
    each_customer::<Looking>(database, &mut |id, text| look(id, text).map_err(Looking)).await?;
    if older.is_some() {
        writeln!(out, "{differences} customers differ from the older rules; rules of {VERSION}")?;
        return Ok(if differences == 0 { ExitCode::SUCCESS } else { ExitCode::from(1) });
    }
    let ended = report.end(out)?;
    // What was found is kept: whoever upgrades goes on from there.
    Ok(if settings.keep.is_some() { ExitCode::SUCCESS } else { ended })
}

/// Why a look at every customer ended early.
#[derive(Debug)]
struct Looking(Failure);

impl From<desk::error::Error> for Looking {
    fn from(_: desk::error::Error) -> Self {
        Self("the customers cannot be read; the log says why".into())
    }
}

impl std::fmt::Display for Looking {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(to)
    }
}

impl std::error::Error for Looking {}

fn read_kept(path: &Path) -> Result<BTreeMap<Uuid, BTreeSet<String>>, Failure> {
    let file = File::open(path).map_err(|error| format!("{} cannot be read: {error}", path.display()))?;
    let mut all = BTreeMap::new();
    for (at, line) in BufReader::new(file).lines().enumerate() {
        let kept: Kept = serde_json::from_str(&line?)
            .map_err(|_| format!("{}: line {} is none that --keep wrote", path.display(), at + 1))?;
        all.insert(kept.id, kept.findings);
    }
    Ok(all)
}

/// Prints what appeared and what went; answers whether anything did.
fn print_difference(
    out: &mut impl Write,
    id: Uuid,
    before: Option<&BTreeSet<String>>,
    now: &BTreeSet<String>,
) -> Result<bool, Failure> {
    let nothing = BTreeSet::new();
    let before = before.unwrap_or(&nothing);
    for new in now.difference(before) {
        writeln!(out, "customer {id}: + {new}")?;
    }
    for gone in before.difference(now) {
        writeln!(out, "customer {id}: - {gone}")?;
    }
    Ok(before != now)
}
