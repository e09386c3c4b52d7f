//! What `defter check` prints: a line a record with findings, and a summary by code.

use super::records::{Broken, NAMES};
use crate::serve::Failure;
use app::customers::{CustomerText, Field, Reviewed};
use app::fields::{Finding, Severity};
use app::language::{Language, Texts};
use app::rules::VERSION;
use serde::{Serialize, Serializer};
use serde_json::json;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::Write;
use std::process::ExitCode;

/// What is printed of one record.
#[derive(Serialize)]
struct PrintedRecord<'a> {
    line: u64,
    findings: Vec<PrintedFinding<'a>>,
    normalized: Normalized<'a>,
}

#[derive(Serialize)]
struct PrintedFinding<'a> {
    path: Cow<'a, str>,
    code: String,
    severity: &'static str,
    hint: &'a str,
    rules: &'static str,
}

impl<'a> PrintedFinding<'a> {
    fn of(finding: &'a Finding) -> Self {
        Self {
            path: name_of(&finding.path),
            code: finding.problem.code(),
            severity: severity_name(finding.severity),
            hint: &finding.hint,
            rules: VERSION,
        }
    }
}

/// The record as it would be stored, without what it does not have.
struct Normalized<'a>(&'a CustomerText);

impl Serialize for Normalized<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let held = NAMES.iter().map(|(name, field)| (name, self.0.get(*field))).filter(|(_, text)| !text.is_empty());
        serializer.collect_map(held)
    }
}

/// Counts what was found and prints it.
#[derive(Debug)]
pub struct Report {
    is_json: bool,
    records: u64,
    with_findings: u64,
    broken: u64,
    codes: BTreeMap<(String, &'static str), u64>,
}

/// The name of a severity, as programs read it.
#[must_use]
pub fn severity_name(severity: Severity) -> &'static str {
    match severity {
        Severity::Info => "info",
        Severity::Warn => "warn",
        Severity::Block => "block",
    }
}

/// The name that records have for a field.
fn name_of(path: &str) -> Cow<'_, str> {
    let field = Field::of_name(path);
    NAMES.iter().find(|(_, known)| Some(*known) == field).map_or(Cow::Borrowed(path), |(name, _)| Cow::Borrowed(name))
}

impl Report {
    /// A report in JSON lines or in sentences.
    #[must_use]
    pub fn new(is_json: bool) -> Self {
        Self { is_json, records: 0, with_findings: 0, broken: 0, codes: BTreeMap::new() }
    }

    /// One record.
    ///
    /// # Errors
    /// If the output cannot be written.
    pub fn findings(&mut self, out: &mut impl Write, line: u64, reviewed: &Reviewed) -> Result<(), Failure> {
        self.records += 1;
        // What was only tidied or is good to know is no fault of the record.
        self.with_findings += u64::from(reviewed.findings.iter().any(|finding| finding.severity > Severity::Info));
        for finding in &reviewed.findings {
            *self.codes.entry((finding.problem.code(), severity_name(finding.severity))).or_default() += 1;
        }
        if self.is_json {
            let findings = reviewed.findings.iter().map(PrintedFinding::of).collect();
            serde_json::to_writer(
                &mut *out,
                &PrintedRecord { line, findings, normalized: Normalized(&reviewed.text) },
            )?;
            return Ok(writeln!(out)?);
        }
        let texts = Texts { language: Language::English };
        for finding in &reviewed.findings {
            let (severity, code) = (severity_name(finding.severity), finding.problem.code());
            let sentence = app::ui::problem_sentence(finding, texts);
            writeln!(out, "line {line}: {severity}: {}: {code}: {sentence}", name_of(&finding.path))?;
        }
        Ok(())
    }

    /// One record without a finding, of which nothing is printed.
    pub fn count_clean(&mut self) {
        self.records += 1;
    }

    /// A line that is no record.
    ///
    /// # Errors
    /// If the output cannot be written.
    pub fn broken(&mut self, out: &mut impl Write, broken: &Broken) -> Result<(), Failure> {
        self.broken += 1;
        *self.codes.entry((broken.code.to_owned(), "unread")).or_default() += 1;
        if self.is_json {
            writeln!(out, "{}", json!({ "line": broken.line, "error": broken.code }))?;
            return Ok(());
        }
        let sentence = match broken.code {
            "not_utf8" => "this is no UTF-8",
            "too_long" => "this line is too long to be a record",
            _ => "this is no record: a JSON object of known names, or a CSV line with as many values as the header",
        };
        writeln!(out, "line {}: {}: {sentence}", broken.line, broken.code)?;
        Ok(())
    }

    /// The summary, and how the program ends.
    ///
    /// # Errors
    /// If the output cannot be written.
    pub fn end(&self, out: &mut impl Write) -> Result<ExitCode, Failure> {
        let (records, with_findings, broken) = (self.records, self.with_findings, self.broken);
        let summary =
            format!("{records} records, {with_findings} with findings, {broken} could not be read; rules of {VERSION}");
        // The lines are for programs: the summary goes beside them.
        let mut beside = std::io::stderr();
        let to: &mut dyn Write = if self.is_json { &mut beside } else { out };
        for ((code, severity), count) in &self.codes {
            writeln!(to, "{count:>8} {severity:<6} {code}")?;
        }
        writeln!(to, "{summary}")?;
        out.flush()?;
        Ok(match (broken, with_findings) {
            (0, 0) => ExitCode::SUCCESS,
            (0, _) => ExitCode::from(1),
            _ => ExitCode::from(2),
        })
    }
}
