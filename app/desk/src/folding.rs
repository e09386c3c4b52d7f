//! How names are found and ordered: by letters that people hold for the same, in the order of their alphabet.

use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorBorrowed};
use model::fields::is_hidden;
use model::language::Language;
use std::sync::OnceLock;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The longest order value: it stands in four indexes and in the URL of every next page.
pub const MAX_KEY_BYTES: usize = 1_024;

/// What is typed for an apostrophe: quotes, primes, accents that stand alone, letters that look like one. "O’Brien" is
/// looked for with any of them and with none.
const APOSTROPHES: &[char] = &[
    '\'', '`', '\u{b4}', '\u{2b9}', '\u{2bb}', '\u{2bc}', '\u{2bd}', '\u{2be}', '\u{2bf}', '\u{2c8}', '\u{2ca}',
    '\u{2cb}', '\u{55a}', '\u{5f3}', '\u{2018}', '\u{2019}', '\u{201a}', '\u{201b}', '\u{2032}', '\u{2035}',
    '\u{a78b}', '\u{a78c}', '\u{ff07}', '\u{ff40}',
];

/// Double quotes, and single ones that are written in pairs (Unicode, `Quotation_Mark`), and what is typed for them: a name is
/// found with those of any language and with none.
const QUOTES: &[char] = &[
    '"', '\u{ab}', '\u{bb}', '\u{2ba}', '\u{2dd}', '\u{5f4}', '\u{201c}', '\u{201d}', '\u{201e}', '\u{201f}',
    '\u{2033}', '\u{2036}', '\u{2039}', '\u{203a}', '\u{275d}', '\u{275e}', '\u{2e42}', '\u{300c}', '\u{300d}',
    '\u{300e}', '\u{300f}', '\u{301d}', '\u{301e}', '\u{301f}', '\u{ff02}', '\u{ff62}', '\u{ff63}',
];

/// What is typed for a hyphen (Unicode, `Dash`, without those of East Asian words).
const HYPHENS: &[char] = &[
    '\u{58a}', '\u{5be}', '\u{1400}', '\u{1806}', '\u{2010}', '\u{2011}', '\u{2012}', '\u{2013}', '\u{2014}',
    '\u{2015}', '\u{2043}', '\u{207b}', '\u{208b}', '\u{2212}', '\u{2e3a}', '\u{2e3b}', '\u{fe58}', '\u{fe63}',
    '\u{ff0d}',
];

/// The line that stretches a word of Arabic script.
const TATWEEL: char = '\u{640}';

/// A letter of Arabic script as one of those that keyboards give for it: yeh and alef maksura, kaf, heh and teh marbuta,
/// alef (ISIRI 6219, the note on the Arabic yeh and kaf; Unicode, `confusables.txt`, and chapter 9.2 on their shapes).
const fn arabic(letter: char) -> char {
    match letter {
        '\u{649}' | '\u{6cc}' => '\u{64a}',
        '\u{6a9}' | '\u{6aa}' => '\u{643}',
        '\u{629}' | '\u{6be}' | '\u{6c1}' | '\u{6c3}' | '\u{6d5}' => '\u{647}',
        '\u{671}' => '\u{627}',
        other => other,
    }
}

/// Text as it is searched: lower case, without marks, apostrophes, quotes and what nobody sees, the four Turkish i's as one, every
/// hyphen as one, a letter of Arabic script as one whichever keyboard gave it. Whoever changes this adds a migration: it is
/// what makes `search_text` anew.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    // A lone accent would decompose into a blank, so apostrophes go first.
    let is_quote = |letter: &char| APOSTROPHES.contains(letter) || QUOTES.contains(letter);
    let shown = text.chars().filter(|letter| !is_quote(letter) && !is_hidden(*letter));
    for letter in shown.nfkd().filter(|letter| !is_combining_mark(*letter)).flat_map(char::to_lowercase) {
        match letter {
            // Lower case of İ is i and a combining dot.
            '\u{307}' | TATWEEL => {}
            'ı' => folded.push('i'),
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'đ' | 'ð' => folded.push('d'),
            'þ' => folded.push_str("th"),
            letter if HYPHENS.contains(&letter) => folded.push('-'),
            letter if letter.is_whitespace() => folded.push(' '),
            letter => folded.push(arabic(letter)),
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

/// The range of keys, its end not among them, of names that are written with the same letters, in whatever case and with whatever
/// marks. A key holds its letters first, and one byte between them and the rest (Unicode collation, levels).
pub(crate) fn same_letters(name: &str, language: Language) -> (Vec<u8>, Vec<u8>) {
    const BETWEEN_LEVELS: u8 = 1;
    let mut first = key(name, language);
    let letters = first.iter().position(|byte| *byte == BETWEEN_LEVELS).unwrap_or(first.len());
    first.truncate(letters);
    let mut after = first.clone();
    first.push(BETWEEN_LEVELS);
    after.push(BETWEEN_LEVELS + 1);
    (first, after)
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
    fn apostrophes_hyphens_and_what_nobody_sees_are_alike() {
        for apostrophe in APOSTROPHES {
            assert_eq!(fold(&format!("O{apostrophe}Brien & Sons Ltd")), "obrien & sons ltd", "{apostrophe:?}");
        }
        for quote in QUOTES {
            assert_eq!(fold(&format!("{quote}Bahçe{quote} Mobilya")), "bahce mobilya", "{quote:?}");
        }
        assert_eq!(fold("„Bahçe“ «Deniz»"), fold("\"BAHÇE\" “deniz”"));
        for hyphen in HYPHENS {
            assert_eq!(fold(&format!("Wal{hyphen}Mart")), "wal-mart", "{hyphen:?}");
        }
        assert_eq!(fold("Nord\u{200b}AG \u{202a}می\u{200c}خواهم\u{202c}"), fold("nordag میخواهم"));
        assert_eq!(fold("obrien"), fold("O’Brien"));
    }

    #[test]
    fn letters_of_two_arabic_keyboards_are_alike() {
        for alike in [
            &["کرمان", "كرمان", "ﻛﺮﻣﺎﻥ", "کـرمان"][..],
            &["یزد", "يزد", "ىزد"],
            &["گیلان", "گيلان"],
            &["القاهرة", "القاهره", "ٱلقاهرة", "اَلْقَاهِرَة"],
            &["الإسكندرية", "الاسكندريه", "الأسکندریة", "الآسكندرية"],
            &["دبي", "دبى", "دبی"],
            &["لاہور", "لاهور", "لاھور"],
            &["آذربایجان", "اذربايجان", "أذربایجان"],
        ] {
            assert!(alike.iter().all(|name| fold(name) == fold(alike[0])), "{alike:?}");
        }
        for (one, other) in
            [("دبي", "دبا"), ("کرمان", "گرمان"), ("یزد", "ئزدا"), ("طه", "ته"), ("سعد", "صعد"), ("ے", "ی")]
        {
            assert_ne!(fold(one), fold(other), "{one} {other}");
        }
    }

    #[test]
    fn names_of_the_same_letters_lie_in_one_range_of_keys() {
        let is_within = |name: &str, other: &str, language| {
            let (first, after) = same_letters(name, language);
            let key = key(other, language);
            first <= key && key < after
        };
        for (name, other, language) in [
            ("Lale Tekstil A.Ş.", "LALE TEKSTİL A.Ş.", Language::English),
            ("Çınar Yazılım", "ÇINAR YAZILIM", Language::Turkish),
            ("Irmak", "irmak", Language::English),
            ("Irmak", "ırmak", Language::Turkish),
            ("Société Générale", "SOCIETE GENERALE", Language::English),
        ] {
            assert!(is_within(name, other, language) && is_within(other, name, language), "{name} {other}");
        }
        for (name, other) in [("Lale", "Lale Tekstil"), ("Lale Tekstil", "Lale"), ("Lale", "Lalf"), ("Lale", "")] {
            assert!(!is_within(name, other, Language::English), "{name} {other}");
        }
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
