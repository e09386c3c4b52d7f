//! What is written before and behind a number, and what a number tells of itself by it.

use super::kind::Kind;
use super::names::{unnamed, without_fillers};
use super::patterns::fits;
use std::borrow::Cow;

/// A number of the holder behind another one.
#[derive(Clone, Copy, Debug)]
pub struct Another<'a> {
    /// Without what it is called.
    pub text: &'a str,
    /// Whether the first one's kind is often written before it.
    pub is_usual: bool,
}

impl Kind {
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
            // A word that another country has too says nothing of this one.
            let marks = after.iter().filter(|(written, stored)| written == stored).map(|(written, _)| written);
            return marks.into_iter().any(|mark| compact.ends_with(mark) || compact.starts_with(mark));
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

    /// A number that another number of the holder is written behind, as stored, and that other one: one of the kinds that
    /// stand there, or any behind its name.
    #[must_use]
    pub fn before_another<'a>(&self, compact: &'a str) -> Option<(String, Another<'a>)> {
        let letters = self.stored_prefix.len();
        let lengths = self.patterns.iter().map(|pattern| pattern.len()).flat_map(|length| [length, length + letters]);
        lengths.filter_map(|length| compact.split_at_checked(length)).find_map(|(number, behind)| {
            let names = unnamed(self.country, behind);
            let text = names.last().copied().unwrap_or(behind);
            let is_usual = self.written_behind.iter().any(|pattern| fits(pattern, text));
            let is_named = self.sum.is_some() && !names.is_empty();
            let another = Another { text, is_usual };
            // What says that the holder is registered for VAT is a name too, and belongs to the first.
            let [_, marks] = self.marks;
            let mark =
                marks.iter().find(|(written, _)| behind.starts_with(written)).map_or(0, |(written, _)| written.len());
            let number = compact.get(..number.len() + mark)?;
            Some((self.check(number).ok().filter(|_| is_usual || is_named)?, another))
        })
    }

    /// Whether a right number behind its country's letters can hardly be anything else: more than so many digits is looked
    /// at.
    #[must_use]
    pub fn is_told_by_country(&self) -> bool {
        let is_shaped = self.patterns.iter().all(|pattern| pattern.chars().any(|sign| sign != 'd'));
        !self.is_doubted && (self.is_verified() || is_shaped)
    }

    /// Whether a right number can hardly be anything else, wherever it is typed: letters of its own, and a sum.
    #[must_use]
    pub fn is_unmistakable(&self, compact: &str) -> bool {
        const LEAST_CHARS: usize = 11;
        /// With one letter at an end, as Japan's T and thirteen digits.
        const LEAST_CHARS_AT_END: usize = 14;
        let has_letters = |pattern: &str| {
            let is_letter = |sign: char| sign.is_alphabetic() && !matches!(sign, 'd' | 'X');
            let all = pattern.chars().filter(|sign| is_letter(*sign)).count();
            let is_at_an_end = pattern.starts_with(is_letter) || pattern.ends_with(is_letter);
            all > 1 || (all == 1 && (!is_at_an_end || pattern.len() >= LEAST_CHARS_AT_END))
        };
        self.sum.is_some()
            && !self.is_doubted
            && compact.len() >= LEAST_CHARS
            && self.patterns.iter().any(|pattern| has_letters(pattern) && fits(pattern, compact))
    }

    /// Whether a text has the groups in which the office writes it.
    pub(super) fn is_grouped(&self, groups: &[usize]) -> bool {
        self.groups.contains(&groups)
    }

    /// Whether only its groups or a word would tell a number from a slip.
    pub(super) fn is_untold(&self, compact: &str) -> bool {
        self.untold.is_some_and(|untold| untold(self.parts(compact).1))
    }

    /// Without what stands before its check digit: Colombia's "860002964 DV 4".
    pub(super) fn without_check_word<'a>(&self, compact: &'a str) -> Cow<'a, str> {
        let parted = self.check_words.iter().find_map(|word| compact.rsplit_once(word));
        let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|sign| sign.is_ascii_digit());
        let whole = parted.filter(|(number, check)| is_digits(number) && is_digits(check));
        whole.map_or(Cow::Borrowed(compact), |(number, check)| Cow::Owned(format!("{number}{check}")))
    }

    /// The number between what is stored before and after it. A beginning is only taken off where the rest has a known
    /// length: the letters could belong to the number.
    pub(super) fn parts<'a>(&self, compact: &'a str) -> (&'static str, &'a str, &'static str) {
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
}
