//! How a text is held against one kind of number.

use super::kind::Kind;
use super::patterns::{FixedSigns, fits, fits_but_for_fixed_signs, fixed_signs};

/// The most check characters that are named where several are right: Britain's two sums leave three.
const MAX_RIGHT: usize = 3;

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

impl Kind {
    /// Whether a sum tells most slips.
    #[must_use]
    pub fn is_summed(&self) -> bool {
        self.sum.is_some()
    }

    /// The number as stored, if a text without separators and in capitals is one.
    ///
    /// # Errors
    /// The first fault.
    pub fn check(&self, compact: &str) -> Result<String, Fault> {
        let compact = &*self.without_check_word(compact);
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
            Err(Fault::Ending(right)) => Err(self
                .without_century(body)
                .map_or(Fault::Ending(right), |whole| Fault::Incomplete(format!("{before}{whole}{after}")))),
            Err(Fault::Length) => Err(self
                .completed(body)
                .map_or(Fault::Length, |whole| Fault::Incomplete(format!("{before}{whole}{after}")))),
            Err(fault) => Err(fault),
        }
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
        let right: Vec<String> = self.all_corrected(body).map(|(_, right)| right).take(MAX_RIGHT).collect();
        Err(if right.is_empty() { Fault::Part } else { Fault::Check(right.join(", ")) })
    }

    /// Whether more than the shape is looked at.
    pub(super) const fn is_verified(&self) -> bool {
        self.part.is_some() || self.sum.is_some()
    }

    pub(super) fn has_parts(&self, body: &str) -> bool {
        self.part.is_none_or(|part| part(body))
    }

    pub(super) fn has_sum(&self, body: &str) -> bool {
        self.sum.is_none_or(|sum| sum(body))
    }

    pub(super) fn has_shape(&self, body: &str) -> bool {
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
}
