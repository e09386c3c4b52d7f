//! A telephone number as somebody typed it, taken apart.

use super::extensions::{Rest, Sign, left, split};
use super::labels::{is_listed, without_labels, without_remark, without_words};
use crate::folding::fold;
use crate::rules::text::{code, zero_decimals};
use std::borrow::Cow;
use std::ops::Range;

/// The longest digits in brackets that may be dialled at home only: "(0)", "(06)".
const MAX_TRUNK: usize = 2;

/// The fewest digits of a number that a spreadsheet's decimals stand behind.
const MIN_BEFORE_DECIMALS: usize = 6;

/// What is printed in place of digits: Brazil's for the carrier's code (Anatel, Resolução 86/1998, art. 3 and 23, "Código
/// de Seleção de Prestadora"; Resolução 749/2022), and a
/// tilde for the wait before the second tone (libphonenumber, `preferredInternationalPrefix` of Russia).
const PLACEHOLDERS: &[(&str, &str)] = &[("0xx", "0"), ("0**", "0"), ("8~10", "810")];

/// What parts the digits of a number: marks, and the bullets and stops that documents and input methods have for them.
const BETWEEN: &[char] = &[
    '(', '[', ')', ']', ' ', '-', '.', '/', '\\', ':', '_', '|', '\u{b7}', '\u{2022}', '\u{2219}', '\u{22c5}',
    '\u{3001}', '\u{3002}', '\u{30fb}',
];
/// What a list, a table or a form has before a number and behind one, and no number begins or ends with.
const BEFORE: &[char] = &[
    ' ', '-', '.', '/', '\\', ':', ';', ',', '_', '|', '*', '#', '<', '{', '\u{b7}', '\u{2022}', '\u{2219}', '\u{30fb}',
];
const BEHIND: &[char] = &[' ', ',', ';', '/', '\\', '_', '|', '*', '>', '}', '\u{b7}', '\u{2022}'];

/// Parameters of a telephone address that are no part of the number (RFC 3966, 3): where a local number is of, and the
/// subaddress within a house.
const CONTEXT: &str = ";phone-context=";
const SUBADDRESS: &str = ";isub=";

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
    /// What the words before the number say.
    pub before: Before,
    /// Whether its first digit stands by itself behind a word, as one that counts numbers does.
    pub is_counted: bool,
    /// What stands behind it.
    pub rest: Rest,
    /// How many digits stand before what can be decimals: ".00" is a group of two as well.
    pub decimals_at: Option<usize>,
}

/// What the words before a number say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Before {
    /// That it is a telephone's, or there are none.
    #[default]
    Phone,
    /// That a fax answers.
    Fax,
    /// Nothing that is known.
    Unknown,
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
        let bare = with_context(folded.trim_start_matches(BEFORE).trim_end_matches(BEHIND));
        let (whole, may_be_decimals) = without_decimals(&bare);
        let (unlabelled, is_fax) = without_labels(whole);
        let (text, has_words) = without_words(unlabelled);
        let is_counted = text.len() < whole.len() && is_listed(text);
        let text = with_digits(without_remark(text));
        let (number, extension, sign, rest) = match split(&text) {
            Some((number, extension, sign)) => (number, extension, sign, Rest::None),
            None => left(&text).map(|(number, rest)| (number, "", Sign::Unknown, rest))?,
        };
        let before = match (has_words, is_fax) {
            (true, _) => Before::Unknown,
            (false, true) => Before::Fax,
            (false, false) => Before::Phone,
        };
        let extension = extension.to_owned();
        let mut typed = Self { extension, sign, before, is_counted, rest, ..Self::default() };
        let mut open = None;
        for sign in number.chars() {
            match sign {
                '0'..='9' => typed.digits.push(sign),
                // Some write it twice, and libphonenumber takes that too (`PhoneNumberUtil`, viable numbers).
                '+' if typed.digits.is_empty() => typed.has_plus = true,
                _ if BETWEEN.contains(&sign) => {
                    // These part two numbers as a stroke does.
                    typed.mark(if matches!(sign, ':' | '|' | '\\') { '/' } else { sign });
                    match sign {
                        '(' | '[' => open = Some(typed.digits.len()),
                        ')' | ']' => typed.close(open.take()),
                        _ => {}
                    }
                }
                _ => return None,
            }
        }
        typed.decimals_at = may_be_decimals.then(|| typed.digits.len().saturating_sub(2));
        (!typed.digits.is_empty()).then_some(typed)
    }

    /// Whether words stand around it that nobody has listed.
    pub fn is_among_words(&self) -> bool {
        self.before == Before::Unknown || self.rest != Rest::None
    }

    /// Where another number or an extension may begin: behind strokes first.
    pub fn breaks(&self) -> impl Iterator<Item = usize> {
        let is_stroke = |sign: &char| *sign == '/';
        let within = self.marks.iter().filter(|(at, _)| *at < self.digits.len());
        let strokes = within.clone().filter(move |(_, sign)| is_stroke(sign));
        strokes.chain(within.filter(move |(_, sign)| !is_stroke(sign))).map(|(at, _)| *at)
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

/// What stands around a number as it was typed: the words before it, and all that is behind so many digits, if they are asked
/// for.
pub fn around(text: &str, digits: Option<usize>, with_words_before: bool) -> String {
    let text = cell(text);
    let is_digit = |sign: char| sign.is_ascii_digit();
    let is_sign = |sign: char| sign.is_whitespace() || " ,.:;-/()[]+=|\\_•".contains(sign);
    let first = text.find(|sign: char| sign == '+' || is_digit(sign)).unwrap_or(text.len());
    let before = text.get(..first).filter(|_| with_words_before).unwrap_or_default().trim_matches(is_sign);
    let end = digits
        .and_then(|count| count.checked_sub(1))
        .and_then(|last| text.char_indices().filter(|(_, sign)| is_digit(*sign)).nth(last));
    let behind = end.and_then(|(at, _)| text.get(at + 1..)).unwrap_or_default().trim_matches(is_sign);
    [before, behind].into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(", ")
}

/// A text with zeros for the letters O in its number; `None` where there is none. A letter of a word stays.
pub fn with_zeros(text: &str) -> Option<String> {
    let signs: Vec<char> = cell(text).chars().collect();
    let is_letter_o = |sign: char| matches!(sign, 'o' | 'O' | '\u{43e}' | '\u{41e}' | '\u{3bf}' | '\u{39f}');
    let at = |at: Option<usize>| at.and_then(|at| signs.get(at)).copied().unwrap_or(' ');
    let with: String = signs
        .iter()
        .enumerate()
        .map(|(place, sign)| {
            let (before, behind) = (at(place.checked_sub(1)), at(Some(place + 1)));
            let is_in_word = [before, behind].into_iter().any(|near| near.is_alphabetic() && !is_letter_o(near));
            let is_in_number = before.is_ascii_digit() || behind.is_ascii_digit() || (before == '(' && behind == ')');
            if is_letter_o(*sign) && is_in_number && !is_in_word { '0' } else { *sign }
        })
        .collect();
    (!with.chars().eq(signs.iter().copied())).then_some(with)
}

/// A text without a spreadsheet's decimals, and whether it still ends in what can be some: two zeros behind a number that is
/// written in groups.
fn without_decimals(text: &str) -> (&str, bool) {
    let Some((whole, zeros)) = zero_decimals(text) else { return (text, false) };
    let is_digit = |sign: char| sign.is_ascii_digit();
    let run = whole.len() - whole.trim_end_matches(is_digit).len();
    let is_sure = run >= MIN_BEFORE_DECIMALS || zeros.len() == 1;
    match whole.chars().filter(|sign| is_digit(*sign)).count() {
        count if count < MIN_BEFORE_DECIMALS => (text, false),
        _ if is_sure => (whole, false),
        _ => (text, zeros.len() == 2),
    }
}

/// The text of a cell: some write `="0212…"`, so that a spreadsheet leaves the zeros.
fn cell(text: &str) -> String {
    let text = code(text);
    text.strip_prefix('=').map(code).unwrap_or(text)
}

/// A folded telephone address without its parameters, but for its extension: a local number behind where it is of.
fn with_context(text: &str) -> Cow<'_, str> {
    let (number, subaddress) = text.split_once(SUBADDRESS).map_or((text, ""), |(number, behind)| (number, behind));
    let behind = subaddress.find(';').and_then(|at| subaddress.get(at..)).unwrap_or_default();
    let (number, context) = number.split_once(CONTEXT).unwrap_or((number, ""));
    let (context, extension) = context.find(';').map_or((context, ""), |at| context.split_at(at));
    if number.len() == text.len() {
        return Cow::Borrowed(text);
    }
    let local = number.trim_start_matches("tel:");
    let is_local = context.starts_with('+') && !local.starts_with('+');
    let before = if is_local { format!("{context}-") } else { String::new() };
    Cow::Owned(format!("{before}{local}{extension}{behind}"))
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
        for (typed, digits) in [
            ("347 1234567.0", "3471234567"),
            ("+4930901820.0", "4930901820"),
            ("+390266307129,0", "390266307129"),
            ("08-12 34 56.0", "08123456"),
            ("Tel. 030 901820.0", "030901820"),
            ("3471234567.000", "3471234567"),
            ("3471234567.1", "34712345671"),
            ("3471234567-0", "34712345670"),
            ("01.23.45.67.00", "0123456700"),
            ("0212 555 01.00", "02125550100"),
        ] {
            assert_eq!(Typed::read(typed).map(|typed| typed.digits), Some(digits.to_owned()), "{typed}");
        }
    }

    #[test]
    fn says_what_stands_around_a_number_as_it_was_typed() {
        for (typed, digits, with_words, around_it) in [
            ("Ahmet Bey: 0532 555 01 01", Some(11), true, "Ahmet Bey"),
            ("Ahmet 0212 555 01 00 dahili 12", None, true, "Ahmet"),
            ("0212 555 01 00 (Ayşe Hanım)", Some(11), false, "Ayşe Hanım"),
            ("0212 555 01 00 / 12", Some(11), false, "12"),
            ("Ali 0212 555 01 00 - 01", Some(11), true, "Ali, 01"),
            ("0212 555 01 00", Some(11), true, ""),
        ] {
            assert_eq!(around(typed, digits, with_words), around_it, "{typed}");
        }
    }

    #[test]
    fn a_letter_in_a_number_is_a_zero_and_in_a_word_a_letter() {
        for (typed, zeros) in [
            ("0212 555 01 0o", Some("0212 555 01 00")),
            ("O212 555 01 00", Some("0212 555 01 00")),
            ("+44(O)20 7946 0958", Some("+44(0)20 7946 0958")),
            ("Tel o212 555 01 00", Some("Tel 0212 555 01 00")),
            ("no 0212 555 01 00", None),
            ("Ofis 0212 555 01 00", None),
            ("0212 555 01 00 o", None),
        ] {
            assert_eq!(with_zeros(typed).as_deref(), zeros, "{typed}");
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
