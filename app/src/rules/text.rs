//! Text as rules look at it: one form of each character, digits of any script as ASCII.

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
    crate::customers::fold(text).chars().filter(|letter| letter.is_alphanumeric()).collect()
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
    fn one_name_typed_in_many_ways_is_one() {
        for typed in ["İstanbul", "ISTANBUL", "istanbul", "I\u{307}stanbul", "ıstanbul"] {
            assert_eq!(folded(typed), "istanbul", "{typed}");
        }
        assert_eq!(folded("Île-de-France"), folded("ile de france"));
    }
}
