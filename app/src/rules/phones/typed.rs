//! A telephone number as somebody typed it, taken apart.

use super::extensions::{Sign, split};
use super::labels::{without_labels, without_remark};
use crate::customers::fold;
use crate::rules::text::{code, whole_number};
use std::borrow::Cow;
use std::ops::Range;

/// The longest digits in brackets that may be dialled at home only: "(0)", "(06)".
const MAX_TRUNK: usize = 2;

/// What a spreadsheet's number has behind it.
const DECIMALS: &[&str] = &["0", "00"];

/// What is printed in place of digits: Brazil's for the carrier's code (Anatel, Resolução 86/1998, art. 3 and 23, "Código
/// de Seleção de Prestadora"; Resolução 749/2022), and a
/// tilde for the wait before the second tone (libphonenumber, `preferredInternationalPrefix` of Russia).
const PLACEHOLDERS: &[(&str, &str)] = &[("0xx", "0"), ("0**", "0"), ("8~10", "810")];

/// The digits of a number and what was said about them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    /// Every digit of the number.
    pub digits: String,
    /// Whether a plus stands before them.
    pub has_plus: bool,
    /// The place of one or two digits in brackets behind others.
    pub bracket: Option<Range<usize>>,
    /// The signs between digits: how many digits are before each, and what it is, a hyphen or slash if one is there.
    pub marks: Vec<(usize, char)>,
    /// The digits of the extension; empty where there is none.
    pub extension: String,
    /// How sure it is that it is one.
    pub sign: Sign,
    /// Whether a word before the number says that a fax answers.
    pub is_fax: bool,
}

/// The last hyphen or slash between digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tail {
    /// Which of them.
    pub sign: char,
    /// How many digits are before it.
    pub at: usize,
    /// How many of those no other sign parts from it.
    pub group: usize,
}

impl Typed {
    /// Takes a text apart; `None` if it holds what no number does.
    pub fn read(text: &str) -> Option<Self> {
        let folded = fold(&cell(text));
        let (text, is_fax) = without_labels(whole_number(folded.trim_end_matches([' ', ',', ';']), DECIMALS));
        let text = with_digits(without_remark(text));
        let (number, extension, sign) = split(&text)?;
        let mut typed = Self { extension: extension.to_owned(), sign, is_fax, ..Self::default() };
        let mut open = None;
        for sign in number.chars() {
            match sign {
                '0'..='9' => typed.digits.push(sign),
                '+' if typed.digits.is_empty() && !typed.has_plus => typed.has_plus = true,
                '(' | '[' | ')' | ']' | ' ' | '-' | '.' | '/' | '\u{b7}' => {
                    typed.mark(sign);
                    match sign {
                        '(' | '[' => open = Some(typed.digits.len()),
                        ')' | ']' => typed.close(open.take()),
                        _ => {}
                    }
                }
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

    fn mark(&mut self, sign: char) {
        let at = self.digits.len();
        match self.marks.last_mut().filter(|(last, _)| *last == at) {
            Some((_, before)) if is_joining(sign) => *before = sign,
            None if at > 0 => self.marks.push((at, sign)),
            _ => {}
        }
    }

    /// How many digits stand before the first sign between them; all where there is none.
    pub fn lead(&self) -> usize {
        self.marks.first().map_or(self.digits.len(), |(at, _)| *at)
    }

    /// The last hyphen or slash with digits on both sides.
    pub fn tail(&self) -> Option<Tail> {
        let index = self.marks.iter().rposition(|(at, sign)| is_joining(*sign) && *at < self.digits.len())?;
        let (at, sign) = *self.marks.get(index)?;
        let before = index.checked_sub(1).and_then(|before| self.marks.get(before)).map_or(0, |(at, _)| *at);
        Some(Tail { sign, at, group: at - before })
    }

    /// The first digits of the number, with what was said about them.
    pub fn front(&self, count: usize) -> Self {
        Self {
            digits: self.digits.get(..count).unwrap_or(&self.digits).to_owned(),
            bracket: self.bracket.clone().filter(|bracket| bracket.end <= count),
            marks: self.marks.iter().copied().filter(|(at, _)| *at < count).collect(),
            ..self.clone()
        }
    }

    /// The same number without so many digits at its front, as if a plus stood there.
    pub fn without_front(&self, count: usize) -> Self {
        let bracket = self.bracket.clone().filter(|bracket| bracket.start >= count);
        Self {
            digits: self.digits.get(count..).unwrap_or_default().to_owned(),
            has_plus: true,
            bracket: bracket.map(|bracket| bracket.start - count..bracket.end - count),
            marks: self.marks.iter().filter(|(at, _)| *at > count).map(|(at, sign)| (at - count, *sign)).collect(),
            ..self.clone()
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

fn is_joining(sign: char) -> bool {
    matches!(sign, '-' | '/')
}

/// The text of a cell: some write `="0212…"`, so that a spreadsheet leaves the zeros.
fn cell(text: &str) -> String {
    let text = code(text);
    text.strip_prefix('=').map(code).unwrap_or(text)
}

/// A text with the digits that [`PLACEHOLDERS`] stand for.
fn with_digits(text: &str) -> Cow<'_, str> {
    PLACEHOLDERS
        .iter()
        .find_map(|(placeholder, digits)| {
            let at = text.find(placeholder)?;
            let (before, behind) = (text.get(..at)?, text.get(at + placeholder.len()..)?);
            let is_first = before.ends_with('(') || !before.contains(|sign: char| sign.is_ascii_digit());
            is_first.then(|| Cow::Owned(format!("{before}{digits}{behind}")))
        })
        .unwrap_or(Cow::Borrowed(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_off_what_a_spreadsheet_adds_and_nothing_else() {
        for typed in
            ["3471234567.0", "3471234567,0", "3471234567.00", "3471234567,00", "=\"3471234567\"", "=3471234567"]
        {
            assert_eq!(
                Typed::read(typed).map(|typed| (typed.digits, typed.extension)),
                Some(("3471234567".to_owned(), String::new())),
                "{typed}"
            );
        }
        for (typed, digits) in
            [("347 1234567.0", "34712345670"), ("3471234567.1", "34712345671"), ("3471234567-0", "34712345670")]
        {
            assert_eq!(Typed::read(typed).map(|typed| typed.digits), Some(digits.to_owned()), "{typed}");
        }
    }

    #[test]
    fn knows_where_signs_stand() {
        let tail = |typed: &str| Typed::read(typed).and_then(|typed| typed.tail());
        for (typed, sign, at, group) in [
            ("030 901820/21", '/', 9, 6),
            ("030 901820 / 21", '/', 9, 6),
            ("030/901820", '/', 3, 3),
            ("02/12345678-9", '-', 10, 8),
            ("08-12 34 56", '-', 2, 2),
        ] {
            assert_eq!(tail(typed), Some(Tail { sign, at, group }), "{typed}");
        }
        for typed in ["030 901820", "030901820/", "/030901820", "030.90.18"] {
            assert_eq!(tail(typed), None, "{typed}");
        }
        for (typed, lead) in [("+44 20", 2), ("(+44) 20", 2), ("+ 4420", 4), ("+(201) 555-0123", 3), ("4420", 4)] {
            assert_eq!(Typed::read(typed).map(|typed| typed.lead()), Some(lead), "{typed}");
        }
    }

    #[test]
    fn puts_digits_for_what_stands_for_them_and_only_where_it_does() {
        for (typed, digits) in [
            ("(0xx11) 2345-6789", "01123456789"),
            ("0XX11 2345-6789", "01123456789"),
            ("(0**11) 2345-6789", "01123456789"),
            ("+55 (0xx11) 2345-6789", "5501123456789"),
            ("8~10 44 20 7946 0000", "810442079460000"),
        ] {
            assert_eq!(Typed::read(typed).map(|typed| typed.digits), Some(digits.to_owned()), "{typed}");
        }
        for typed in ["0212 555 01 00xx", "2125550100**12", "18~1012345678", "0212 55* 01 00", "02-2123-456 8~10"] {
            assert!(Typed::read(typed).is_none_or(|typed| typed.sign != Sign::Clear), "{typed}");
        }
    }
}
