//! What `defter check` prints: a line a record with findings, and a summary by code.

use super::broken::Broken;
use super::columns;
use super::records::ReadAs;
use crate::failure::Failure;
use app::texts::Texts;
use model::countries::RULES_VERSION as VERSION;
use model::customers::{CustomerText, Field, Reviewed};
use model::fields::{Finding, Severity};
use model::language::Language;
use serde::{Serialize, Serializer};
use serde_json::json;
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
    path: &'a str,
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
        let held = columns::PRINTED
            .iter()
            // Whether there is a billing address says this already.
            .filter(|field| **field != Field::BillingSameAsCompany)
            .map(|field| (columns::name(*field), self.0.get(*field)))
            .filter(|(_, text)| !text.is_empty());
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
fn name_of(path: &str) -> &str {
    match Field::of_name(path) {
        Some(field) => columns::name(field),
        None => path,
    }
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
            let sentence = app::words::problem_sentence(finding, texts);
            writeln!(out, "line {line}: {severity}: {}: {code}: {sentence}", name_of(&finding.path))?;
        }
        Ok(())
    }

    /// One record without a finding, of which nothing is printed.
    pub fn count_clean(&mut self) {
        self.records += 1;
    }

    /// A line that is no record, or several that were taken for one row.
    ///
    /// # Errors
    /// If the output cannot be written.
    pub fn broken(&mut self, out: &mut impl Write, broken: &Broken) -> Result<(), Failure> {
        let lines = broken.lines();
        self.broken += lines;
        *self.codes.entry((broken.code().to_owned(), "unread")).or_default() += lines;
        let sentence = broken.sentence();
        if self.is_json {
            let mut printed = json!({ "line": broken.line, "error": broken.code(), "message": sentence });
            if lines > 1 {
                printed["last_line"] = json!(broken.last_line);
            }
            if let Some(column) = broken.column() {
                printed["column"] = json!(column);
            }
            writeln!(out, "{printed}")?;
            return Ok(());
        }
        let (first, last) = (broken.line, broken.last_line);
        let place = if lines > 1 { format!("lines {first} to {last}") } else { format!("line {first}") };
        writeln!(out, "{place}: {}: {sentence}", broken.code())?;
        Ok(())
    }

    /// The summary, and how the program ends.
    ///
    /// # Errors
    /// If the output cannot be written.
    pub fn end(&self, out: &mut impl Write) -> Result<ExitCode, Failure> {
        self.summarize(out, None)?;
        Ok(self.code())
    }

    /// The summary of a file: how it was read, and what of it was not looked at. A file without a record ends with 2.
    ///
    /// # Errors
    /// If the output cannot be written.
    pub fn end_of_file(&self, out: &mut impl Write, read_as: &ReadAs) -> Result<ExitCode, Failure> {
        let mut beside = std::io::stderr();
        if read_as.encoding != encoding_rs::UTF_8.name() {
            writeln!(beside, "defter: {}", encoding_sentence(read_as))?;
        }
        if !read_as.not_looked_at.is_empty() {
            let heads: Vec<String> = read_as.not_looked_at.iter().map(|head| format!("“{head}”")).collect();
            let heads = heads.join(", ");
            writeln!(
                beside,
                "defter: these columns were not looked at: {heads}; docs/checking.md lists the names that are known"
            )?;
        }
        for (head, number) in &read_as.rounded {
            writeln!(
                beside,
                "defter: the numbers under “{head}” were rounded by a spreadsheet (“{number}”), and their last digits are lost; \
                 make it a column of text where they still stand, and save it again"
            )?;
        }
        let is_nothing = self.records == 0 && self.broken == 0;
        if is_nothing {
            writeln!(beside, "defter: no record was read, so nothing was checked")?;
        }
        self.summarize(out, Some(read_as))?;
        if is_nothing {
            return Ok(ExitCode::from(2));
        }
        Ok(self.code())
    }

    fn code(&self) -> ExitCode {
        match (self.broken, self.with_findings) {
            (0, 0) => ExitCode::SUCCESS,
            (0, _) => ExitCode::from(1),
            _ => ExitCode::from(2),
        }
    }

    fn summarize(&self, out: &mut impl Write, read_as: Option<&ReadAs>) -> Result<(), Failure> {
        // The lines are for programs, and so is the summary: it goes beside them.
        if self.is_json {
            out.flush()?;
            writeln!(std::io::stderr(), "{}", json!({ "summary": self.summary(read_as) }))?;
            return Ok(());
        }
        for ((code, severity), count) in &self.codes {
            writeln!(out, "{count:>8} {severity:<6} {code}")?;
        }
        let (records, with_findings, broken) = (self.records, self.with_findings, self.broken);
        write!(out, "{records} records, {with_findings} with findings, {broken} could not be read")?;
        if let Some(read_as) = read_as {
            let (empty, columns) = (read_as.empty, read_as.not_looked_at.len());
            write!(out, ", {empty} passed over (empty), {columns} columns not looked at")?;
        }
        writeln!(out, "; rules of {VERSION}")?;
        Ok(out.flush()?)
    }

    /// The summary as programs read it.
    fn summary(&self, read_as: Option<&ReadAs>) -> serde_json::Value {
        let codes: Vec<_> = self
            .codes
            .iter()
            .map(|((code, severity), count)| json!({ "code": code, "severity": severity, "count": count }))
            .collect();
        let mut summary = json!({
            "records": self.records,
            "with_findings": self.with_findings,
            "could_not_be_read": self.broken,
            "codes": codes,
            "rules": VERSION,
        });
        if let Some(read_as) = read_as {
            summary["passed_over"] = json!(read_as.empty);
            summary["not_looked_at"] = json!(read_as.not_looked_at);
            summary["encoding"] = json!(read_as.encoding);
            summary["separator"] = json!(read_as.separator);
        }
        summary
    }
}

fn encoding_sentence(read_as: &ReadAs) -> String {
    let language = match read_as.encoding {
        "windows-1254" | "ISO-8859-9" => " (Turkish)",
        "windows-1252" => " (Western European)",
        "macintosh" | "x-mac-cyrillic" => " (the Mac before OS X)",
        "IBM437" | "IBM850" => " (Western European, of DOS)",
        "IBM852" => " (Central European, of DOS)",
        "IBM857" => " (Turkish, of DOS)",
        "IBM737" | "IBM869" => " (Greek, of DOS)",
        "windows-1250" | "ISO-8859-2" => " (Central European)",
        "windows-1251" | "KOI8-U" | "IBM866" | "ISO-8859-5" => " (Cyrillic)",
        "windows-1253" | "ISO-8859-7" => " (Greek)",
        "windows-1257" | "ISO-8859-4" | "ISO-8859-13" => " (Baltic)",
        "windows-1255" | "ISO-8859-8" => " (Hebrew)",
        "windows-1256" | "ISO-8859-6" => " (Arabic)",
        "Shift_JIS" | "EUC-JP" => " (Japanese)",
        "GBK" | "gb18030" | "Big5" => " (Chinese)",
        "EUC-KR" => " (Korean)",
        _ => "",
    };
    let read = format!("the file was read as {}{language}", read_as.encoding);
    let save = if read_as.separator.is_some() { "CSV UTF-8" } else { "UTF-8" };
    match &read_as.odd_word {
        _ if !read_as.is_guessed => read,
        Some(word) => format!(
            "{read}, and letters as in “{word}” are odd: it may be of DOS or an old Mac; try --encoding ibm850, ibm857 or \
             macintosh, or save the file as {save}"
        ),
        None => format!(
            "{read}, as its letters look; if some of them are wrong, name its encoding with --encoding or save the file as {save}"
        ),
    }
}
