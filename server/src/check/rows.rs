//! Rows of a CSV file, one at a time, as Excel reads them; csv-core finds where values and rows end.

use super::lines::Lines;
use crate::failure::Failure;
use csv_core::{ReadFieldResult, ReadRecordResult, Reader, ReaderBuilder};

/// What stands next in a CSV file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Row {
    /// Values: [`Rows::value`] has them.
    Values,
    /// Nothing: an empty line.
    Empty,
    /// More bytes than may be; it was passed over.
    TooLong,
    /// Values, of which the one of this column, from 0, has quotation marks that do not enclose it.
    StrayQuote(usize),
    /// The rest of the file, with a quotation mark that is never closed.
    OpenQuote,
}

/// Rows of a CSV file.
pub struct Rows {
    reader: Reader,
    fields: Reader,
    max_bytes: usize,
    /// The values of the row one after the other, and where each ends.
    text: Vec<u8>,
    ends: Vec<usize>,
    count: usize,
    scratch: Vec<u8>,
}

/// How a row was found to end.
enum End {
    /// After so many bytes; the end of its line not among them.
    Bytes(usize),
    TooLong(usize),
    OpenQuote,
}

impl Rows {
    /// Rows with a separator.
    pub fn new(separator: u8, max_bytes: usize) -> Self {
        // Two that are built: a clone of csv-core's reader (0.1.13) has lost what separates values.
        let built = || ReaderBuilder::new().delimiter(separator).build();
        Self {
            fields: built(),
            reader: built(),
            max_bytes,
            text: Vec::new(),
            ends: Vec::new(),
            count: 0,
            scratch: Vec::new(),
        }
    }

    /// Reads the next row; `None` at the end of the file.
    ///
    /// # Errors
    /// If the input cannot be read on.
    pub fn next_row(&mut self, lines: &mut Lines) -> Result<Option<Row>, Failure> {
        self.count = 0;
        if lines.take_end()? {
            return Ok(Some(Row::Empty));
        }
        if lines.rest().is_empty() {
            return Ok(None);
        }
        let length = match self.read(lines)? {
            End::Bytes(length) => length,
            End::TooLong(length) => {
                self.reader.reset();
                lines.take(length);
                lines.skip_line()?;
                return Ok(Some(Row::TooLong));
            }
            End::OpenQuote => {
                let all = lines.rest().len();
                lines.take(all);
                return Ok(Some(Row::OpenQuote));
            }
        };
        let written = &lines.rest()[..length];
        // Only the last line has no end.
        let is_last = lines.rest().len() == length;
        let written = if is_last { without_end_of_dos(written) } else { written };
        let row = self.stray_quote(written).map_or(Row::Values, Row::StrayQuote);
        if is_last {
            self.trim_end_of_dos();
        }
        lines.take(length);
        lines.take_end()?;
        Ok(Some(row))
    }

    /// Takes the end of a file of DOS away from the last value.
    fn trim_end_of_dos(&mut self) {
        let Some(last) = self.count.checked_sub(1) else { return };
        let begin = if last == 0 { 0 } else { self.ends[last - 1] };
        self.ends[last] = begin + without_end_of_dos(&self.text[begin..self.ends[last]]).len();
    }

    /// How many values the row has.
    pub fn count(&self) -> usize {
        self.count
    }

    /// A value of the row, by its column from 0; empty past the last.
    pub fn value(&self, column: usize) -> &[u8] {
        if column >= self.count {
            return &[];
        }
        let begin = if column == 0 { 0 } else { self.ends[column - 1] };
        &self.text[begin..self.ends[column]]
    }

    /// Whether no value of the row holds more than blanks.
    pub fn is_blank(&self) -> bool {
        let end = self.count.checked_sub(1).map_or(0, |last| self.ends[last]);
        is_blank(&self.text[..end])
    }

    /// Finds where the row ends that the rest begins with.
    fn read(&mut self, lines: &mut Lines) -> Result<End, Failure> {
        let (mut length, mut written) = (0, 0);
        loop {
            if length > self.max_bytes {
                return Ok(End::TooLong(length));
            }
            if lines.rest().len() == length && !lines.more()? {
                // The last line may have no end; one that is within quotation marks ends no row.
                return Ok(if self.step(b"\n", &mut 0, &mut written) { End::Bytes(length) } else { End::OpenQuote });
            }
            let rest = lines.rest();
            let input = &rest[length..rest.len().min(self.max_bytes + 2)];
            if self.step(input, &mut length, &mut written) {
                // The end of the line is taken by itself: it may be two bytes.
                return Ok(End::Bytes(length - 1));
            }
        }
    }

    /// Gives bytes to the reader; answers whether the row ends with them.
    fn step(&mut self, input: &[u8], length: &mut usize, written: &mut usize) -> bool {
        let mut from = 0;
        loop {
            // Every byte becomes at most one.
            self.text.resize(self.text.len().max(*written + input.len() + 1), 0);
            self.ends.resize(self.ends.len().max(self.count + 64), 0);
            let (result, read, wrote, ended) =
                self.reader.read_record(&input[from..], &mut self.text[*written..], &mut self.ends[self.count..]);
            from += read;
            *length += read;
            *written += wrote;
            self.count += ended;
            match result {
                ReadRecordResult::Record => return true,
                ReadRecordResult::OutputFull | ReadRecordResult::OutputEndsFull => {}
                ReadRecordResult::InputEmpty | ReadRecordResult::End => return false,
            }
        }
    }

    /// The first column whose quotation marks do not enclose its value. The reader takes such a value as it comes, and leaves
    /// some of its marks out.
    fn stray_quote(&mut self, row: &[u8]) -> Option<usize> {
        if !row.contains(&b'"') {
            return None;
        }
        self.fields.reset();
        self.scratch.resize(self.scratch.len().max(row.len() + 1), 0);
        let mut from = 0;
        for column in 0.. {
            if from >= row.len() {
                break;
            }
            let (result, read, wrote) = self.fields.read_field(&row[from..], &mut self.scratch);
            let is_last = !matches!(result, ReadFieldResult::Field { .. });
            let written = &row[from..from + read - usize::from(!is_last)];
            if !is_enclosed(written, &self.scratch[..wrote]) {
                return Some(column);
            }
            if is_last {
                break;
            }
            from += read;
        }
        None
    }
}

/// Whether a value's quotation marks enclose it and those inside are doubled, or it has none to enclose it. A mark in the
/// middle of a value without them (`5" pipe`) is a sign like any other, as Excel reads it.
fn is_enclosed(written: &[u8], value: &[u8]) -> bool {
    if written.first() != Some(&b'"') {
        return !written.trim_ascii_start().starts_with(b"\"");
    }
    let inside: usize = value.iter().map(|byte| usize::from(*byte == b'"')).sum();
    written.len() == value.len() + 2 + inside && written.trim_ascii_end().ends_with(b"\"")
}

/// Bytes without the Ctrl-Z, and the zeros behind it, that DOS ends files with.
fn without_end_of_dos(bytes: &[u8]) -> &[u8] {
    let end = bytes.iter().rposition(|byte| !matches!(byte, 0 | 0x1A)).map_or(0, |last| last + 1);
    if bytes[end..].first() == Some(&0x1A) { &bytes[..end] } else { bytes }
}

/// Whether some bytes are a text of blanks only, or of the signs that DOS ends files with.
pub fn is_blank(bytes: &[u8]) -> bool {
    let is_nothing = |letter: char| letter.is_whitespace() || matches!(letter, '\0' | '\u{1a}');
    std::str::from_utf8(bytes).is_ok_and(|text| text.trim_start_matches(is_nothing).is_empty())
}
