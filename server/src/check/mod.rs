//! `defter check`: records held against the rules without storing anything.

mod advice;
mod alphabets;
mod broken;
mod cells;
mod columns;
mod encoding;
mod further_synonyms;
mod guess;
mod heads;
mod kinds;
mod letters;
mod lines;
mod objects;
mod records;
mod report;
mod rows;
mod source;
mod stored;
mod synonyms;
mod table;

pub use broken::{Broken, Why};

pub use records::{ReadAs, Record, Records};
pub use stored::check_stored;

use crate::config::{Check, Format};
use crate::failure::Failure;
use desk::rules::emails::EmailPolicy;
use desk::rules::{Extent, review};
use desk::settings::Policy;
use model::customers::{CustomerText, Field, Reviewed};
use model::fields::Problem;
use report::Report;
use std::fs::File;
use std::io::{Read, Write};
use std::process::ExitCode;

/// The most that one record may take, in bytes: far more than any address, far less than would fill the memory.
const MAX_RECORD_BYTES: usize = 1024 * 1024;

/// Checks a file or standard input, one record at a time. Answers 0 for clean, 1 for findings, 2 for what could not be read.
///
/// # Errors
/// A sentence if the input cannot be read at all, or the output not be written.
pub fn check(settings: &Check, out: &mut impl Write) -> Result<ExitCode, Failure> {
    let input: Box<dyn Read> = match &settings.file {
        Some(path) if path.is_dir() => {
            return Err(format!("{} is a directory; name a file in it", path.display()).into());
        }
        Some(path) => {
            Box::new(File::open(path).map_err(|error| format!("{} cannot be read: {error}", path.display()))?)
        }
        None => Box::new(std::io::stdin()),
    };
    let format = settings.format.unwrap_or_else(|| Format::of_path(settings.file.as_deref()));
    let policy = policy(&settings.blocked_email_domains, Vec::new());
    let mut report = Report::new(settings.json);
    let mut records = Records::in_encoding(settings.encoding, input, format, MAX_RECORD_BYTES);
    loop {
        // Who writes into a pipe little by little is answered before the next is waited for.
        if !records.has_line() {
            out.flush()?;
        }
        let Some(record) = records.next_record()? else { break };
        match record {
            Ok(Record { line, text }) => {
                let mut reviewed = look_at(&text, &policy);
                if records.is_of_billing() {
                    forgive_company(&mut reviewed);
                }
                report.findings(out, line, &reviewed)?;
            }
            Err(broken) => report.broken(out, &broken)?,
        }
    }
    report.end_of_file(out, &records.read_as())
}

/// What the rules are held against: domains that no customer's e-mail is at, and the partner's own.
fn policy(blocked: &[String], partner: Vec<String>) -> Policy {
    Policy { emails: EmailPolicy { partner, blocked: blocked.to_vec() }, ..Policy::default() }
}

/// A file of billing addresses has no country of the company: the one that invoices go to is enough.
fn forgive_company(reviewed: &mut Reviewed) {
    if reviewed.text.get(Field::BillingCountry).is_empty() {
        return;
    }
    let company = Field::CompanyCountry.name();
    reviewed.findings.retain(|finding| finding.problem != Problem::Missing || finding.path != company);
}

fn look_at(text: &CustomerText, policy: &Policy) -> Reviewed {
    review(text, Extent::Record, &policy.emails)
}
