//! How names are found and ordered: by letters that people hold for the same, in the order of their alphabet.

use crate::language::Language;
use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorBorrowed};
use std::sync::OnceLock;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The longest order value: it stands in four indexes and in the URL of every next page.
pub const MAX_KEY_BYTES: usize = 1_024;

/// Text as it is searched: lower case, without marks, the four Turkish i's as one.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.nfkd().filter(|letter| !is_combining_mark(*letter)).flat_map(char::to_lowercase) {
        match letter {
            // Lower case of İ is i and a combining dot.
            '\u{307}' => {}
            'ı' => folded.push('i'),
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'đ' | 'ð' => folded.push('d'),
            'þ' => folded.push_str("th"),
            letter if letter.is_whitespace() => folded.push(' '),
            letter => folded.push(letter),
        }
    }
    folded
}

/// Bytes that compare as a language orders names (Unicode collation, CLDR's tailoring).
#[must_use]
pub fn key(name: &str, language: Language) -> Vec<u8> {
    let mut key = Vec::with_capacity(name.len() * 2);
    let Some(collator) = collator(language) else {
        return name.as_bytes().to_vec();
    };
    if collator.write_sort_key_to(name, &mut key).is_err() {
        key = name.as_bytes().to_vec();
    }
    // Some signs are words in one letter; names that are alike this far are told apart by their ID.
    key.truncate(MAX_KEY_BYTES);
    key
}

fn collator(language: Language) -> Option<&'static CollatorBorrowed<'static>> {
    static ENGLISH: OnceLock<Option<CollatorBorrowed<'static>>> = OnceLock::new();
    static TURKISH: OnceLock<Option<CollatorBorrowed<'static>>> = OnceLock::new();
    let (cell, locale) = match language {
        Language::English => (&ENGLISH, icu_locale_core::locale!("en")),
        Language::Turkish => (&TURKISH, icu_locale_core::locale!("tr")),
    };
    cell.get_or_init(|| Collator::try_new(locale.into(), CollatorOptions::default()).ok()).as_ref()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_four_ways_to_write_istanbul_are_one() {
        for name in ["İSTANBUL", "istanbul", "ISTANBUL", "ıstanbul", "İstanbul"] {
            assert_eq!(fold(name), "istanbul");
        }
        assert_eq!(fold("ÇAĞDAŞ Gümüş Öz"), "cagdas gumus oz");
        assert_eq!(fold("Straße Łódź"), "strasse lodz");
    }

    #[test]
    fn orders_by_the_alphabet_and_not_by_bytes() {
        let ordered = |language, mut names: Vec<&'static str>| {
            names.sort_by_key(|name| key(name, language));
            names
        };
        assert_eq!(
            ordered(Language::Turkish, vec!["Zeytin", "Şeker", "Su", "İnci", "Irmak", "Çay", "Cam"]),
            ["Cam", "Çay", "Irmak", "İnci", "Su", "Şeker", "Zeytin"]
        );
        assert_eq!(
            ordered(Language::English, vec!["zebra", "Émile", "Apple", "emu"]),
            ["Apple", "Émile", "emu", "zebra"]
        );
    }
}
