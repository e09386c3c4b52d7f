//! A telephone number as somebody typed it, taken apart.

use super::extensions::{Sign, split};
use crate::customers::fold;
use crate::rules::text::code;
use std::ops::Range;

/// The longest digits in brackets that may be dialled at home only: "(0)", "(06)".
const MAX_TRUNK: usize = 2;

/// What stands before a number in a link (RFC 3966).
const SCHEME: &str = "tel:";

/// The digits of a number and what was said about them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    /// Every digit of the number.
    pub digits: String,
    /// Whether a plus stands before them.
    pub has_plus: bool,
    /// The place of one or two digits in brackets behind others.
    pub bracket: Option<Range<usize>>,
    /// The digits of the extension; empty where there is none.
    pub extension: String,
    /// How sure it is that it is one.
    pub sign: Sign,
}

impl Typed {
    /// Takes a text apart; `None` if it holds what no number does.
    pub fn read(text: &str) -> Option<Self> {
        let folded = fold(&code(text));
        let (number, extension, sign) = split(folded.strip_prefix(SCHEME).unwrap_or(&folded))?;
        let mut typed = Self { extension: extension.to_owned(), sign, ..Self::default() };
        let mut open = None;
        for sign in number.chars() {
            match sign {
                '0'..='9' => typed.digits.push(sign),
                '+' if typed.digits.is_empty() && !typed.has_plus => typed.has_plus = true,
                '(' | '[' => open = Some(typed.digits.len()),
                ')' | ']' => typed.close(open.take()),
                ' ' | '-' | '.' | '/' | '\u{b7}' => {}
                _ => return None,
            }
        }
        (!typed.digits.is_empty()).then_some(typed)
    }

    fn close(&mut self, open: Option<usize>) {
        let Some(start) = open.filter(|start| *start > 0 && self.bracket.is_none()) else { return };
        if (1..=MAX_TRUNK).contains(&(self.digits.len() - start)) {
            self.bracket = Some(start..self.digits.len());
        }
    }

    /// The same number without so many digits at its front, as if a plus stood there.
    pub fn without_front(&self, count: usize) -> Self {
        let bracket = self.bracket.clone().filter(|bracket| bracket.start >= count);
        Self {
            digits: self.digits.get(count..).unwrap_or_default().to_owned(),
            has_plus: true,
            bracket: bracket.map(|bracket| bracket.start - count..bracket.end - count),
            extension: self.extension.clone(),
            sign: self.sign,
        }
    }

    /// The digits in brackets.
    pub fn bracketed(&self) -> Option<&str> {
        self.digits.get(self.bracket.clone()?)
    }

    /// The digits without those in brackets.
    pub fn without_bracket(&self) -> Option<String> {
        let bracket = self.bracket.clone()?;
        Some(format!("{}{}", self.digits.get(..bracket.start)?, self.digits.get(bracket.end..)?))
    }
}
