//! The rows of a CSV file below their heads, as records.

use super::broken::{Broken, Why};
use super::heads::{Heads, is_blank_line, likely_separator, text_of, told_separator};
use super::lines::{Length, Lines};
use super::records::of_values;
use super::rows::{Row, Rows, is_blank, of_text_cell};
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
            return Err(format!("line {line} should name the columns: {}", Broken { line, why }.sentence()).into());
        }
        let heads = (0..rows.count()).map(|column| text_of(rows.value(column))).collect();
        Ok(Some(Self { separator, heads: Heads::new(heads, line)?, rows }))
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
                Some(field) => match std::str::from_utf8(&of_text_cell(value)) {
                    Ok(text) => read.push((field, text.to_owned())),
                    Err(_) => return Err(lines.not_decoded(Some(self.heads.head(column)))),
                },
                None if self.heads.is_bare(column) && !is_blank(value) => self.heads.note_value(column),
                None => {}
            }
        }
        Ok(of_values(read))
    }
}
