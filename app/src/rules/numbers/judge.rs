//! How a text is held against one kind of number.

use super::kind::{CheckAt, Kind};
use super::names::without_fillers;
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
            Err(Fault::Check(right)) => {
                let whole = |number: String| format!("{before}{number}{after}");
                Err(self.checked(body).map_or_else(
                    || Fault::Check(self.behind_letters(body).map_or(right, whole)),
                    |number| Fault::Incomplete(whole(number)),
                ))
            }
            Err(Fault::Length) => Err(self
                .completed(body)
                .map_or(Fault::Length, |whole| Fault::Incomplete(format!("{before}{whole}{after}")))),
            Err(fault) => Err(fault),
        }
    }

    /// The letters of its state that a number begins with as it is stored, where they make a VAT ID of it.
    #[must_use]
    pub fn vat_letters(&self, stored: &str) -> Option<&'static str> {
        self.all_vat_letters().find(|letters| stored.starts_with(letters))
    }

    /// The letters that make a VAT ID of its numbers, as they are stored.
    pub(super) fn all_vat_letters(&self) -> impl Iterator<Item = &'static str> + use<> {
        let [before, _] = self.marks;
        let letters = [self.stored_prefix].into_iter().chain(before.iter().map(|(_, stored)| *stored));
        letters.filter(|letters| !letters.is_empty())
    }

    /// Whether a number ends, as it is stored, with what says that the holder is registered for VAT.
    #[must_use]
    pub fn has_vat_mark(&self, stored: &str) -> bool {
        let [_, after] = self.marks;
        after.iter().any(|(_, mark)| stored.ends_with(mark))
    }

    /// Whether a text is written as a VAT ID of this kind is where the country is not said: with its letters, or with what
    /// says that the holder is registered.
    #[must_use]
    pub fn is_written_abroad(&self, compact: &str) -> bool {
        let [before, after] = self.marks;
        if before.iter().any(|(written, _)| compact.starts_with(written)) {
            return true;
        }
        if self.stored_prefix.is_empty() {
            return after.iter().any(|(written, _)| compact.ends_with(written) || compact.starts_with(written));
        }
        // A word for VAT alone says nothing of the country: the letters have to stand behind it.
        let number = self.without_mark_first(compact).map_or(compact, |(number, _)| number);
        self.prefixes.iter().chain([&self.stored_prefix]).any(|letters| number.starts_with(letters))
    }

    /// Whether its numbers can begin with any letter, so that a word before another number looks like part of one.
    #[must_use]
    pub fn is_open_at_start(&self) -> bool {
        self.patterns.iter().any(|pattern| pattern.starts_with(['A', 'X']))
    }

    /// A number that another number of the holder is written behind, as stored, and that other one.
    #[must_use]
    pub fn before_another<'a>(&self, compact: &'a str) -> Option<(String, &'a str)> {
        let lengths = self.patterns.iter().map(|pattern| pattern.chars().count());
        lengths.filter_map(|length| compact.split_at_checked(length)).find_map(|(number, other)| {
            let is_other = self.written_behind.iter().any(|pattern| fits(pattern, other));
            Some((self.check(number).ok().filter(|_| is_other)?, other))
        })
    }

    /// Whether a right number behind its country's letters can hardly be anything else: more than so many digits is looked
    /// at.
    #[must_use]
    pub fn is_told_by_country(&self) -> bool {
        let is_shaped = self.patterns.iter().all(|pattern| pattern.chars().any(|sign| sign != 'd'));
        !self.is_doubted && (self.is_verified() || is_shaped)
    }

    /// Whether a right number can hardly be anything else, wherever it is typed: letters in its midst, and a sum.
    #[must_use]
    pub fn is_unmistakable(&self, compact: &str) -> bool {
        const LEAST_CHARS: usize = 11;
        let has_letters = |pattern: &str| {
            let is_letter = |sign: char| sign.is_alphabetic() && !matches!(sign, 'd' | 'X');
            let all = pattern.chars().filter(|sign| is_letter(*sign)).count();
            let is_at_an_end = pattern.starts_with(is_letter) || pattern.ends_with(is_letter);
            all > 1 || (all == 1 && !is_at_an_end)
        };
        self.sum.is_some()
            && !self.is_doubted
            && compact.len() >= LEAST_CHARS
            && self.patterns.iter().any(|pattern| has_letters(pattern) && fits(pattern, compact))
    }

    /// The number between what is stored before and after it. A beginning is only taken off where the rest has a known
    /// length: the letters could belong to the number.
    fn parts<'a>(&self, compact: &'a str) -> (&'static str, &'a str, &'static str) {
        let (body, after) = self.without_end(compact);
        let (body, after) = self.without_mark_first(body).unwrap_or((body, after));
        let (before, body) = self.without_letters(body);
        (before, body, after)
    }

    /// Without what people write behind it, several words too (Switzerland's MWST/TVA/IVA), and what is stored for that: of
    /// several the first.
    fn without_end<'a>(&self, compact: &'a str) -> (&'a str, &'static str) {
        let [_, marks] = self.marks;
        let (mut body, mut after) = (compact, "");
        loop {
            let marked = marks.iter().find_map(|(written, stored)| Some((body.strip_suffix(written)?, *stored)));
            let dropped = self.suffixes.iter().find_map(|suffix| Some((body.strip_suffix(suffix)?, after)));
            match marked.or(dropped).filter(|(rest, _)| !rest.is_empty()) {
                Some(shorter) => (body, after) = shorter,
                None => return (body, after),
            }
        }
    }

    /// Without what says before it that the holder is registered for VAT where that is stored behind it.
    fn without_mark_first<'a>(&self, body: &'a str) -> Option<(&'a str, &'static str)> {
        let [_, marks] = self.marks;
        let (mut rest, first) =
            marks.iter().find_map(|(written, stored)| Some((body.strip_prefix(written)?, *stored)))?;
        while let Some(shorter) = marks.iter().find_map(|(written, _)| rest.strip_prefix(written)) {
            rest = shorter;
        }
        let rest = without_fillers(rest);
        (!rest.is_empty()).then_some((rest, first))
    }

    /// Without the letters before it, and what is stored for them.
    fn without_letters<'a>(&self, body: &'a str) -> (&'static str, &'a str) {
        let [marks, _] = self.marks;
        let dropped = self.prefixes.iter().chain([&self.stored_prefix]).map(|prefix| (*prefix, self.stored_prefix));
        marks
            .iter()
            .copied()
            .chain(dropped)
            .filter(|(written, _)| !written.is_empty())
            .filter_map(|(written, stored)| Some((stored, body.strip_prefix(written)?)))
            .find(|(_, rest)| !self.has_shape(body) || self.has_shape(rest))
            .unwrap_or((self.stored_prefix, body))
    }

    /// The first fault of a number without what is written around it.
    fn judge(&self, body: &str) -> Result<(), Fault> {
        self.shape(body)?;
        let is_nothing = body.chars().all(|sign| sign == '0');
        if is_nothing || !self.has_parts(body) {
            return Err(Fault::Part);
        }
        if self.has_sum(body) {
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
        if !self.is_verified() || chars == 0 {
            return None;
        }
        let lengths = self.patterns.iter().map(|pattern| pattern.chars().count());
        let zeros = lengths
            .filter(|length| (chars + 1..=chars + MAX_LOST_ZEROS).contains(length))
            .map(|length| format!("{}{body}", "0".repeat(length - chars)));
        let (before, after) = self.left_out;
        let added = format!("{before}{body}{after}");
        let is_whole = |whole: &String| {
            let is_nothing = whole.chars().all(|sign| sign == '0');
            self.has_shape(whole) && !is_nothing && self.has_parts(whole)
        };
        let whole = zeros.chain([added]).find(|whole| is_whole(whole) && self.has_sum(whole));
        whole.or_else(|| self.with_zero(body).filter(is_whole))
    }

    /// With one zero before it, where the office does not keep its sum: the parts alone have to speak for it.
    fn with_zero(&self, body: &str) -> Option<String> {
        let is_digits = self.patterns.iter().all(|pattern| pattern.chars().all(|sign| sign == 'd'));
        (!self.keeps_sum && self.part.is_some() && is_digits).then(|| format!("0{body}"))
    }

    /// A number of the kind's shape with the check digit that was not typed, where that is what it rather lacks.
    fn checked(&self, body: &str) -> Option<String> {
        self.is_without_check.filter(|is_without| is_without(body))?;
        let mut all = ('0'..='9').chain(['K']).map(|sign| format!("{body}{sign}"));
        all.find(|whole| self.has_shape(whole) && self.has_parts(whole) && self.has_sum(whole))
    }

    /// The number with its check characters where the letters of its state stand in their place: France's SIREN behind FR.
    fn behind_letters(&self, body: &str) -> Option<String> {
        let has_letters = !self.stored_prefix.is_empty() && body.starts_with(self.stored_prefix);
        has_letters.then(|| self.corrected(body)).flatten().map(|(number, _)| number)
    }

    /// Whether more than the shape is looked at.
    const fn is_verified(&self) -> bool {
        self.part.is_some() || self.sum.is_some()
    }

    fn has_parts(&self, body: &str) -> bool {
        self.part.is_none_or(|part| part(body))
    }

    fn has_sum(&self, body: &str) -> bool {
        self.sum.is_none_or(|sum| sum(body))
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
            CheckAt::At(at) => (at, 1),
            CheckAt::Two(at) => (at, 2),
        };
        let tries: Vec<String> = match self.check_at {
            CheckAt::LastSign => ('0'..='9').chain('A'..='Z').map(String::from).collect(),
            _ => (0..10_usize.pow(u32::try_from(count).ok()?)).map(|value| format!("{value:0count$}")).collect(),
        };
        tries.into_iter().find_map(|right| {
            let tried: String =
                chars[..at].iter().copied().chain(right.chars()).chain(chars[at + count..].iter().copied()).collect();
            let is_right = self.has_shape(&tried) && self.has_parts(&tried) && self.has_sum(&tried);
            is_right.then_some((tried, right))
        })
    }
}
