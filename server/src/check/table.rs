//! The rows of a CSV file below their heads, as records.

use super::broken::Why;
use super::cells::{Apostrophes, SAMPLE_BYTES, apostrophes, bare};
use super::heads::{Heads, is_blank_line, likely_separator, text_of, told_separator};
use super::lines::{Length, Lines};
use super::records::of_values;
use super::rows::{Row, Rows, is_blank};
use crate::serve::Failure;
use app::customers::CustomerText;

/// The rows of a CSV file below their heads.
pub struct Table {
    /// What separates values.
    pub separator: u8,
    /// What the columns are.
    pub heads: Heads,
    /// The row that was read last.
    pub rows: Rows,
    apostrophes: Vec<Apostrophes>,
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
        // However the input is cut, the same rows are judged.
        while lines.rest().len() < SAMPLE_BYTES && lines.more()? {}
        let sample = &lines.rest()[..lines.rest().len().min(SAMPLE_BYTES)];
        let apostrophes = apostrophes(sample, separator, heads.count());
        Ok(Some(Self { separator, heads, rows, apostrophes }))
    }

    /// The record of the row that was just read.
    ///
    /// # Errors
    /// Why it is none.
    pub fn record(&mut self, lines: &Lines) -> Result<CustomerText, Why> {
        let (heads, values) = (self.heads.count(), self.rows.count());
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
                        Ok(text) => read.push((field, text.to_owned())),
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
