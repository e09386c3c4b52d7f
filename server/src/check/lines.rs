//! A source with its lines counted. A line ends with LF, CR LF, or CR alone as Excel writes it on a Mac.

use super::broken::Why;
use super::source::Source;
use crate::config::Charset;
use crate::failure::Failure;
use encoding_rs::UTF_8;
use std::io::Cursor;

/// A source with its lines counted.
pub struct Lines {
    source: Source,
    line: u64,
    /// Whether the rest begins a line.
    is_begin: bool,
}

/// How long the next line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Length {
    /// So many bytes, without its end.
    Bytes(usize),
    /// More than may be.
    TooLong,
    /// There is none.
    End,
}

impl Lines {
    /// The lines of a source.
    pub fn new(source: Source) -> Self {
        Self { source, line: 1, is_begin: true }
    }

    /// The lines of a text that is UTF-8 already.
    pub fn of_text(text: &[u8]) -> Self {
        Self::new(Source::new(Box::new(Cursor::new(text.to_vec())), Some(Charset::Standard(UTF_8)), false))
    }

    /// The line that the rest begins in, from 1.
    pub fn line(&self) -> u64 {
        self.line
    }

    /// The line of what was taken last, from 1.
    pub fn last_line(&self) -> u64 {
        self.line - u64::from(self.is_begin && self.line > 1)
    }

    /// The source itself.
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// What is wrong with bytes that are no letters.
    pub fn not_decoded(&self, column: Option<String>) -> Why {
        Why::NotDecoded { encoding: self.source.charset().0.name(), column }
    }

    /// What was read and not taken yet.
    pub fn rest(&self) -> &[u8] {
        self.source.rest()
    }

    /// How many bytes of the text were taken.
    pub fn taken(&self) -> usize {
        self.source.taken()
    }

    /// Whether what was read holds the end of a line, so that nothing need be waited for.
    pub fn has_line(&self) -> bool {
        self.rest().iter().any(|byte| matches!(byte, b'\n' | b'\r'))
    }

    /// Reads on; false at the end.
    ///
    /// # Errors
    /// If the input cannot be read on.
    pub fn more(&mut self) -> Result<bool, Failure> {
        self.source.more()
    }

    /// Takes bytes away that may hold the ends of lines.
    pub fn take(&mut self, count: usize) {
        let taken = &self.source.rest()[..count];
        // Seldom: quoted values have some.
        if taken.iter().any(|byte| matches!(byte, b'\n' | b'\r')) {
            let ends = |at: usize| taken[at] == b'\n' || taken[at] == b'\r' && taken.get(at + 1) != Some(&b'\n');
            self.line += (0..taken.len()).filter(|at| ends(*at)).count() as u64;
        }
        if let Some(last) = taken.last() {
            self.is_begin = matches!(last, b'\n' | b'\r');
        }
        self.source.take(count);
    }

    /// Takes the end of a line away, if the rest begins with one; answers whether it does.
    ///
    /// # Errors
    /// If the input cannot be read on.
    pub fn take_end(&mut self) -> Result<bool, Failure> {
        let count = loop {
            match self.rest() {
                [b'\r', b'\n', ..] => break 2,
                [b'\n', ..] | [b'\r', _, ..] => break 1,
                [b'\r'] => {
                    if !self.more()? {
                        break 1;
                    }
                }
                [] => {
                    if !self.more()? {
                        return Ok(false);
                    }
                }
                _ => return Ok(false),
            }
        };
        self.source.take(count);
        self.line += 1;
        self.is_begin = true;
        Ok(true)
    }

    /// How long the next line is.
    ///
    /// # Errors
    /// If the input cannot be read on.
    pub fn length(&mut self, max_bytes: usize) -> Result<Length, Failure> {
        let mut looked_at = 0;
        loop {
            let found = self.rest()[looked_at..].iter().position(|byte| matches!(byte, b'\n' | b'\r'));
            match found.map(|at| looked_at + at) {
                Some(length) if length <= max_bytes => return Ok(Length::Bytes(length)),
                Some(_) => return Ok(Length::TooLong),
                None => {}
            }
            looked_at = self.rest().len();
            if looked_at > max_bytes {
                return Ok(Length::TooLong);
            }
            if !self.more()? {
                return Ok(if looked_at == 0 { Length::End } else { Length::Bytes(looked_at) });
            }
        }
    }

    /// Takes everything away up to the next line.
    ///
    /// # Errors
    /// If the input cannot be read on.
    pub fn skip_line(&mut self) -> Result<(), Failure> {
        loop {
            let end = self.rest().iter().position(|byte| matches!(byte, b'\n' | b'\r'));
            let passed = end.unwrap_or(self.rest().len());
            self.is_begin &= passed == 0;
            self.source.take(passed);
            if end.is_some() || !self.more()? {
                self.take_end()?;
                return Ok(());
            }
        }
    }
}
