//! Text as rules look at it: one form of each character, digits of any script as ASCII.

use model::fields::is_blank;
use std::borrow::Cow;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// The zeros of the scripts that have decimal digits of their own (Unicode, general category Nd).
const ZEROS: &[u32] = &[
    0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66, 0x0DE6, 0x0E50,
    0x0ED0, 0x0F20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90, 0x1B50, 0x1BB0, 0x1C40, 0x1C50,
    0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0, 0xFF10,
];

/// A number, code or phone in plain signs: compatibility forms (full-width letters) made usual, digits of any script
/// made ASCII.
#[must_use]
pub fn plain(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.nfkc().map(ascii_digit).collect())
}

/// What stands for a hyphen in numbers and codes, every width of it: Unicode 16, `Dash=Yes` (`PropList.txt`), and the signs
/// that are drawn like one (`confusables.txt`, and the bullets, blocks and minus signs of keyboards).
const HYPHENS: &[char] = &[
    '\u{2d7}',
    '\u{58a}',
    '\u{5be}',
    '\u{1400}',
    '\u{1806}',
    '\u{2010}',
    '\u{2011}',
    '\u{2012}',
    '\u{2013}',
    '\u{2014}',
    '\u{2015}',
    '\u{2027}',
    '\u{2043}',
    '\u{2053}',
    '\u{207b}',
    '\u{208b}',
    '\u{2212}',
    '\u{25ac}',
    '\u{2796}',
    '\u{2e17}',
    '\u{2e1a}',
    '\u{2e3a}',
    '\u{2e3b}',
    '\u{2e40}',
    '\u{2e5d}',
    '\u{301c}',
    '\u{3030}',
    '\u{30a0}',
    '\u{fe31}',
    '\u{fe32}',
    '\u{fe58}',
    '\u{fe63}',
    '\u{10110}',
    '\u{10d6e}',
    '\u{10ead}',
];
/// The long-vowel mark, the Korean vowel and the line of box drawings that input methods give for a hyphen between digits.
const LONG_MARKS: &[char] = &['\u{1173}', '\u{2500}', '\u{2501}', '\u{30fc}', '\u{3161}'];
/// What a copied number or code stands between: quotes of any language, Japan's postal marks.
const AROUND: &[char] = &[
    '"', '\'', '`', '\u{b4}', '\u{ab}', '\u{bb}', '\u{2018}', '\u{2019}', '\u{201a}', '\u{201b}', '\u{201c}',
    '\u{201d}', '\u{201e}', '\u{201f}', '\u{2039}', '\u{203a}', '\u{300c}', '\u{300d}', '\u{300e}', '\u{300f}',
    '\u{301d}', '\u{301e}', '\u{301f}', '\u{ff02}', '\u{ff07}', '\u{3012}', '\u{3020}', '\u{3036}',
];

/// A number, code or phone as it is looked at: without what nobody sees and what stands around it, in plain signs, with
/// one hyphen.
#[must_use]
pub fn code(typed: &str) -> String {
    let seen = model::fields::seen(typed);
    let is_around = |sign: char| is_blank(sign) || AROUND.contains(&sign);
    // Before and after: quotes of half a width become others.
    let text = plain(seen.trim_matches(is_around));
    let mut code = String::with_capacity(text.len());
    for sign in text.trim_matches(is_around).chars() {
        if matches!(sign, ' '..='~') {
            code.push(sign);
            continue;
        }
        let is_hyphen = HYPHENS.contains(&sign)
            || (LONG_MARKS.contains(&sign) && code.chars().next_back().is_some_and(|before| before.is_ascii_digit()));
        // A line end inside a cell of a spreadsheet is a blank, and so is one that only a font has.
        let is_other_blank = is_blank(sign) && (sign.is_control() || !sign.is_whitespace());
        code.push(match sign {
            _ if is_hyphen => '-',
            _ if is_other_blank => ' ',
            sign => sign,
        });
    }
    code
}

/// A whole number as a spreadsheet's column of numbers writes it, without its decimals: "16120.0", "5325550101,00". Which
/// decimals can be none of it, the caller says.
#[must_use]
pub fn whole_number<'a>(text: &'a str, decimals: &[&str]) -> &'a str {
    let is_plain = |digits: &str| digits.bytes().all(|digit| digit.is_ascii_digit());
    let whole = zero_decimals(text).filter(|(digits, behind)| decimals.contains(behind) && is_plain(digits));
    whole.map_or(text, |(digits, _)| digits)
}

/// A text that ends in a spreadsheet's decimals, and those: one to three zeros behind a stop or comma that is the only one
/// between digits. Three of them behind no more than three digits are a group of thousands.
#[must_use]
pub fn zero_decimals(text: &str) -> Option<(&str, &str)> {
    const MOST: usize = 3;
    let (whole, zeros) = text.rsplit_once(['.', ','])?;
    let is_zeros = (1..=MOST).contains(&zeros.len()) && zeros.bytes().all(|zero| zero == b'0');
    if !is_zeros || !whole.ends_with(|sign: char| sign.is_ascii_digit()) {
        return None;
    }
    let run = whole.len() - whole.trim_end_matches(|sign: char| sign.is_ascii_digit()).len();
    let is_between = |signs: &[u8]| {
        matches!(signs, [before, sign, behind]
            if before.is_ascii_digit() && matches!(sign, b'.' | b',') && behind.is_ascii_digit())
    };
    let is_group = (zeros.len() == MOST && run <= MOST) || whole.as_bytes().windows(3).any(is_between);
    (!is_group).then_some((whole, zeros))
}

fn ascii_digit(letter: char) -> char {
    let code = u32::from(letter);
    let zero = ZEROS.iter().find(|zero| (**zero..**zero + 10).contains(&code));
    zero.and_then(|zero| char::from_digit(code - zero, 10)).unwrap_or(letter)
}

/// Text composed to one form (NFC), so that two ways of typing a letter are one.
#[must_use]
pub fn composed(text: &str) -> Cow<'_, str> {
    // Most text is composed already, and a look at it says so.
    if text.is_ascii() || is_nfc_quick(text.chars()) == IsNormalized::Yes {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.nfc().collect())
}

/// Names that people would call the same: folded as for searching, letters and digits only.
#[must_use]
pub fn folded(text: &str) -> String {
    if text.is_ascii() {
        return text
            .bytes()
            .filter(u8::is_ascii_alphanumeric)
            .map(|byte| char::from(byte.to_ascii_lowercase()))
            .collect();
    }
    crate::folding::fold(text).chars().filter(|letter| letter.is_alphanumeric()).collect()
}

/// The same as [`slips`], if it is no more than a few: most of a long list is told by its length alone.
#[must_use]
pub fn slips_within(one: &str, other: &str, most: usize) -> Option<usize> {
    let is_as_long = one.chars().count().abs_diff(other.chars().count()) <= most;
    is_as_long.then(|| slips(one, other)).filter(|slips| *slips <= most)
}

/// How many signs are to be put in, taken out or changed to make one text of another (Levenshtein).
#[must_use]
pub fn slips(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut before: Vec<usize> = (0..=other.len()).collect();
    for (at, letter) in one.chars().enumerate() {
        let mut row = vec![at + 1];
        for (column, with) in other.iter().enumerate() {
            let changed = before[column] + usize::from(letter != *with);
            row.push(changed.min(before[column + 1] + 1).min(row[column] + 1));
        }
        before = row;
    }
    before.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_digits_of_every_script() {
        assert_eq!(plain("٣٤٠٠٠"), "34000");
        assert_eq!(plain("３４０００"), "34000");
        assert_eq!(plain("०१२"), "012");
        assert_eq!(plain("ＡＢ－１"), "AB-1");
    }

    #[test]
    fn a_code_typed_in_many_ways_is_one() {
        for hyphen in HYPHENS.iter().chain(LONG_MARKS).chain(&['-', '\u{ff0d}', '\u{ff70}']) {
            assert_eq!(code(&format!("１００{hyphen}０００１")), "100-0001", "{hyphen:?}");
        }
        for around in AROUND {
            assert_eq!(code(&format!("{around}06184280{around}")), "06184280", "{around:?}");
        }
        assert_eq!(code("\u{2068}\u{3012}100-0001\u{2069} "), "100-0001");
        assert_eq!(code("第ー号"), "第ー号", "a mark of a word is none");
        assert_eq!(code("\u{2800}TR\u{2800} "), "TR");
        for blank in ['\t', '\n', '\u{b}', '\u{c}', '\r', '\u{85}', '\u{2800}'] {
            assert_eq!(code(&format!("0618{blank}4280")), "0618 4280", "{blank:?}");
        }
    }

    #[test]
    fn only_a_whole_number_loses_its_decimals() {
        for typed in ["16120.0", "16120,0", "16120.00", "16120,00", "16120"] {
            assert_eq!(whole_number(typed, &["0", "00"]), "16120", "{typed}");
        }
        assert_eq!(whole_number("110.00", &["0"]), "110.00");
        for typed in ["16120.5", "16120.000", "1.612.0", ".0", "A16.0", "16 120.0", "16120.", "+16120.0", ""] {
            assert_eq!(whole_number(typed, &["0", "00"]), typed);
        }
    }

    #[test]
    fn decimals_stand_behind_whatever_is_written_of_a_number() {
        for (typed, whole, zeros) in [
            ("+4930901820.0", "+4930901820", "0"),
            ("08-12 34 56.0", "08-12 34 56", "0"),
            ("VKN: 4540536920,00", "VKN: 4540536920", "00"),
            ("V.D. 4540536920.0", "V.D. 4540536920", "0"),
            ("201053918.000", "201053918", "000"),
        ] {
            assert_eq!(zero_decimals(typed), Some((whole, zeros)), "{typed}");
        }
        for typed in
            ["1.612.0", "136.695.000", "695.000", "695 000.000", "01.23.45.67.00", "16120.0000", "16120.5", "A.0", ".0"]
        {
            assert_eq!(zero_decimals(typed), None, "{typed}");
        }
    }

    #[test]
    fn one_name_typed_in_many_ways_is_one() {
        for typed in ["İstanbul", "ISTANBUL", "istanbul", "I\u{307}stanbul", "ıstanbul"] {
            assert_eq!(folded(typed), "istanbul", "{typed}");
        }
        assert_eq!(folded("Île-de-France"), folded("ile de france"));
    }
}
