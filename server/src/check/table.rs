//! The rows of a CSV file below their heads, as records.

use super::broken::Why;
use super::cells::{Apostrophes, Judge, SAMPLE_BYTES, bare, is_rounded};
use super::heads::{Heads, is_blank_line, known, likely_separator, text_of, told_separator};
use super::lines::{Length, Lines};
use super::records::of_values;
use super::rows::{Row, Rows, is_blank};
use crate::failure::Failure;
use model::customers::{CustomerText, Field};

/// Fields whose values spreadsheets take for numbers.
const OF_DIGITS: [Field; 5] = [
    Field::BillingPhone,
    Field::TaxNumber,
    Field::RegistrationNumber,
    Field::CompanyPostalCode,
    Field::BillingPostalCode,
];

/// The rows of a CSV file below their heads.
pub struct Table {
    /// What separates values.
    pub separator: u8,
    /// What the columns are.
    pub heads: Heads,
    /// The row that was read last.
    pub rows: Rows,
    /// The heads as they are written.
    written: Vec<Vec<u8>>,
    is_first: bool,
    apostrophes: Vec<Apostrophes>,
    /// Judges the apostrophes, until the first or the end of the sample.
    judge: Option<Judge>,
    /// Where the rows begin.
    begin: usize,
}

impl Table {
    /// Reads the heads; `None` where the file has no line that says something. Empty lines before them are counted.
    ///
    /// # Errors
    /// If the input cannot be read, or nothing but the country would be looked at.
    pub fn begin(lines: &mut Lines, max_bytes: usize, empty: &mut u64) -> Result<Option<Self>, Failure> {
        let told = told_separator(lines)?;
        loop {
            match lines.length(max_bytes)? {
                Length::End => return Ok(None),
                Length::Bytes(length) if is_blank_line(&lines.rest()[..length]) => {
                    lines.take(length);
                    lines.take_end()?;
                    *empty += 1;
                }
                _ => break,
            }
        }
        if is_json(lines.rest()) {
            return Err("the file looks like JSON; --format jsonl reads it, one object a line".into());
        }
        let separator = match told {
            Some(separator) => separator,
            None => likely_separator(lines, max_bytes)?,
        };
        let line = lines.line();
        let mut rows = Rows::new(separator, max_bytes);
        let why = match rows.next_row(lines)? {
            Some(Row::TooLong) => Some(Why::TooLong),
            Some(Row::OpenQuote) => Some(Why::OpenQuote),
            Some(Row::StrayQuote(column)) => Some(Why::StrayQuote { column: format!("column {}", column + 1) }),
            Some(Row::Values | Row::Empty) | None => None,
        };
        if let Some(why) = why {
            return Err(format!("line {line} should name the columns: {}", why.sentence()).into());
        }
        let heads: Vec<String> = (0..rows.count()).map(|column| text_of(rows.value(column))).collect();
        let heads = Heads::new(&heads, line, lines)?;
        let written = (0..rows.count()).map(|column| rows.value(column).to_vec()).collect();
        let judge = Some(Judge::new(heads.count()));
        let begin = lines.taken();
        Ok(Some(Self { separator, heads, rows, written, is_first: true, apostrophes: Vec::new(), judge, begin }))
    }

    /// Learns from the row that was just read, and from those below it where it has an apostrophe.
    ///
    /// # Errors
    /// If the input cannot be read on, or the row below the heads names more columns than they do.
    pub fn learn(&mut self, lines: &mut Lines, line: u64) -> Result<(), Failure> {
        if std::mem::take(&mut self.is_first) {
            let values: Vec<String> = (0..self.rows.count()).map(|column| text_of(self.rows.value(column))).collect();
            let heads: Vec<String> = self.written.iter().map(|head| text_of(head)).collect();
            if known(&values) > known(&heads).max(1) {
                return Err(format!(
                    "line {line} looks as if it named the columns, and not the line above it: take that out"
                )
                .into());
            }
        }
        let Some(mut judge) = self.judge.take() else { return Ok(()) };
        let left = SAMPLE_BYTES.saturating_sub(lines.taken() - self.begin);
        if judge.count(&self.rows) {
            // However the input is cut, the same rows are judged.
            while lines.rest().len() < left && lines.more()? {}
            self.apostrophes = judge.judge(&lines.rest()[..lines.rest().len().min(left)], self.separator);
        } else if left > 0 {
            self.judge = Some(judge);
        }
        Ok(())
    }

    /// The record of the row that was just read.
    ///
    /// # Errors
    /// Why it is none.
    pub fn record(&mut self, lines: &Lines) -> Result<CustomerText, Why> {
        let (heads, values) = (self.heads.count(), self.rows.count());
        if values == heads && (0..heads).all(|column| self.rows.value(column) == self.written[column]) {
            return Err(Why::HeadsAgain);
        }
        // Values that are missing at the end are empty, and empty ones too many are none: spreadsheets write both.
        if (heads..values).any(|column| !is_blank(self.rows.value(column))) {
            return Err(Why::TooManyValues { heads, values });
        }
        let mut read = Vec::with_capacity(heads);
        for column in 0..heads.min(values) {
            let value = self.rows.value(column);
            match self.heads.field(column) {
                Some(field) => {
                    let apostrophes = self.apostrophes.get(column).copied().unwrap_or_default();
                    match std::str::from_utf8(&bare(value, apostrophes)) {
                        Ok(text) => {
                            if OF_DIGITS.contains(&field) && is_rounded(text.as_bytes()) {
                                self.heads.note_rounded(column, text);
                            }
                            read.push((field, text.to_owned()));
                        }
                        Err(_) => return Err(lines.not_decoded(Some(self.heads.head(column)))),
                    }
                }
                None if self.heads.is_bare(column) && !is_blank(value) => self.heads.note_value(column),
                None => {}
            }
        }
        Ok(of_values(read))
    }
}

/// Whether a file begins as JSON does and no table.
fn is_json(begin: &[u8]) -> bool {
    let inside = begin.strip_prefix(b"{").or_else(|| begin.strip_prefix(b"["));
    inside.is_some_and(|inside| {
        let next = inside.trim_ascii_start();
        next.starts_with(b"{") || next.starts_with(b"\"") && begin.starts_with(b"{")
    })
}
