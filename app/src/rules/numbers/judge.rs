//! How a text is held against one kind of number.

use super::kind::{CheckAt, Kind};
use super::patterns::{FixedSigns, fits, fits_but_for_fixed_signs, fixed_signs};

/// What is wrong with a number, the first thing that is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Too many or too few characters.
    Length,
    /// A letter where a digit belongs, or the other way about.
    Shape,
    /// It does not begin with what all of its kind begin with: this.
    Beginning(String),
    /// It does not end with what all of its kind end with: this.
    Ending(String),
    /// A part of it that means something (a date, a region, a legal form) means nothing.
    Part,
    /// Characters are left out; with them it would be this number.
    Incomplete(String),
    /// The check characters are wrong; these would be right.
    Check(String),
    /// The check characters are not those of the office's sum, which the office does not always keep. This is stored.
    Unkept(String),
}

/// The most zeros at the beginning that a number is completed with: spreadsheets drop them, and with every further one it
/// is less likely that a number was meant.
const MAX_LOST_ZEROS: usize = 3;

impl Kind {
    /// The number as stored, if a text without separators and in capitals is one.
    ///
    /// # Errors
    /// The first fault.
    pub fn check(&self, compact: &str) -> Result<String, Fault> {
        let (before, body, after) = self.parts(compact);
        let padded = if body.len() + 1 == self.padded_chars { format!("0{body}") } else { String::new() };
        let body = if padded.is_empty() { body } else { &padded };
        let stored = || format!("{before}{body}{after}");
        match self.judge(body) {
            Ok(()) => Ok(stored()),
            Err(Fault::Check(_)) if !self.keeps_sum => Err(Fault::Unkept(stored())),
            Err(Fault::Length) => Err(self
                .completed(body)
                .map_or(Fault::Length, |whole| Fault::Incomplete(format!("{before}{whole}{after}")))),
            Err(fault) => Err(fault),
        }
    }

    /// Whether its numbers are VAT IDs: those have letters of their state.
    #[must_use]
    pub const fn is_vat(&self) -> bool {
        !self.stored_prefix.is_empty()
    }

    /// Whether a text is written as a VAT ID of this kind is where the country is not said: with its letters, or with what
    /// says that the holder is registered.
    #[must_use]
    pub fn is_written_abroad(&self, compact: &str) -> bool {
        let [before, after] = self.marks;
        let mut letters = self.prefixes.iter().chain([&self.stored_prefix]);
        (self.is_vat() && letters.any(|letters| compact.starts_with(letters)))
            || before.iter().any(|(written, _)| compact.starts_with(written))
            || after.iter().any(|(written, _)| compact.ends_with(written))
    }

    /// The number between what is stored before and after it. A beginning is only taken off where the rest has a known
    /// length: the letters could belong to the number.
    fn parts<'a>(&self, compact: &'a str) -> (&'static str, &'a str, &'static str) {
        let (mut before, mut body, mut after) = (self.stored_prefix, compact, "");
        let [marks_before, marks_after] = self.marks;
        let marked = marks_after.iter().find_map(|(written, stored)| Some((compact.strip_suffix(written)?, *stored)));
        if let Some((rest, stored)) = marked.filter(|(rest, _)| !rest.is_empty()) {
            (body, after) = (rest, stored);
        }
        let whole = body;
        let unended = self.suffixes.iter().find_map(|suffix| whole.strip_suffix(suffix));
        if let Some(rest) = unended.filter(|rest| !rest.is_empty()) {
            body = rest;
        }
        let dropped = self.prefixes.iter().chain([&self.stored_prefix]).map(|prefix| (*prefix, self.stored_prefix));
        for (written, stored) in marks_before.iter().copied().chain(dropped).filter(|(written, _)| !written.is_empty())
        {
            if let Some(rest) = body.strip_prefix(written)
                && (!self.has_shape(body) || self.has_shape(rest))
            {
                (before, body) = (stored, rest);
                break;
            }
        }
        (before, body, after)
    }

    /// The first fault of a number without what is written around it.
    fn judge(&self, body: &str) -> Result<(), Fault> {
        self.shape(body)?;
        let is_nothing = body.chars().all(|sign| sign == '0');
        if is_nothing || !(self.part)(body) {
            return Err(Fault::Part);
        }
        if (self.sum)(body) {
            return Ok(());
        }
        if !self.keeps_sum {
            return Err(Fault::Check(String::new()));
        }
        Err(self.corrected(body).map_or(Fault::Part, |(_, right)| Fault::Check(right)))
    }

    /// A number that is too short with what was left out: zeros at its beginning (a spreadsheet takes them for nothing),
    /// or what the tax office adds. Only where more than the shape speaks for it.
    fn completed(&self, body: &str) -> Option<String> {
        let chars = body.chars().count();
        if !self.is_verified || chars == 0 {
            return None;
        }
        let lengths = self.patterns.iter().map(|pattern| pattern.chars().count());
        let zeros = lengths
            .filter(|length| (chars + 1..=chars + MAX_LOST_ZEROS).contains(length))
            .map(|length| format!("{}{body}", "0".repeat(length - chars)));
        let (before, after) = self.left_out;
        let added = format!("{before}{body}{after}");
        zeros.chain([added]).find(|whole| {
            let is_nothing = whole.chars().all(|sign| sign == '0');
            self.has_shape(whole) && !is_nothing && (self.part)(whole) && (self.sum)(whole)
        })
    }

    fn has_shape(&self, body: &str) -> bool {
        self.patterns.iter().any(|pattern| fits(pattern, body))
    }

    fn shape(&self, body: &str) -> Result<(), Fault> {
        if self.has_shape(body) {
            return Ok(());
        }
        let length = body.chars().count();
        let mut of_length =
            self.patterns.iter().copied().filter(|pattern| pattern.chars().count() == length).peekable();
        if of_length.peek().is_none() {
            return Err(Fault::Length);
        }
        let near: Vec<&str> = of_length.filter(|pattern| fits_but_for_fixed_signs(pattern, body)).collect();
        if near.is_empty() {
            return Err(Fault::Shape);
        }
        Err(match fixed_signs(&near, body) {
            FixedSigns::Beginning(right) => Fault::Beginning(right),
            FixedSigns::Ending(right) => Fault::Ending(right),
            FixedSigns::Middle => Fault::Part,
        })
    }

    /// The number with the check characters that would be right for the rest of it, and those characters.
    #[must_use]
    pub fn corrected(&self, body: &str) -> Option<(String, String)> {
        let chars: Vec<char> = body.chars().collect();
        let (at, count) = match self.check_at {
            CheckAt::Last(count) => (chars.len().checked_sub(count)?, count),
            CheckAt::LastSign => (chars.len().checked_sub(1)?, 1),
            CheckAt::Two(at) => (at, 2),
        };
        let tries: Vec<String> = match self.check_at {
            CheckAt::LastSign => ('0'..='9').chain('A'..='Z').map(String::from).collect(),
            _ => (0..10_usize.pow(u32::try_from(count).ok()?)).map(|value| format!("{value:0count$}")).collect(),
        };
        tries.into_iter().find_map(|right| {
            let tried: String =
                chars[..at].iter().copied().chain(right.chars()).chain(chars[at + count..].iter().copied()).collect();
            let is_right = self.has_shape(&tried) && (self.part)(&tried) && (self.sum)(&tried);
            is_right.then_some((tried, right))
        })
    }
}
