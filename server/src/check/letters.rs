//! Letters that no name has where they stand: signs that a file's encoding was taken for another.
//!
//! The encodings of DOS (code pages 437, 850, 857) and of the Mac before OS X are unknown to chardetng ("Notes About
//! Encodings"): their ü and ö are the signs and capital letters of Windows: `Kšln`, `M„ller`, `AndrŽ`. Where a file is in none
//! that is known ([`super::guess`]), such words are left.

use super::encoding::most_named_country;
use crate::config::Charset;
use encoding_rs::{WINDOWS_1252, WINDOWS_1254};

/// Countries whose names have carons and acutes on consonants (CLDR's main letters of their languages), as top-level domains.
const WITH_CARONS: [&[u8; 2]; 15] =
    [b"al", b"ba", b"cz", b"ee", b"fi", b"hr", b"hu", b"lt", b"lv", b"me", b"pl", b"ro", b"rs", b"si", b"sk"];

/// So many odd words tell a wrong encoding.
const LEAST_ODD: usize = 2;

/// A word of a file that is odd in an encoding, where one in four of those with more than ASCII is.
pub fn odd_word(bytes: &[u8], charset: Charset) -> Option<String> {
    let are_carons_odd = match most_named_country(bytes) {
        Some(country) => !WITH_CARONS.contains(&&country),
        // Those who write them have encodings of their own, which the detector knows.
        None => [WINDOWS_1252, WINDOWS_1254].map(Charset::Standard).contains(&charset),
    };
    odd_among(&charset.decoded(bytes), are_carons_odd)
}

fn odd_among(text: &str, are_carons_odd: bool) -> Option<String> {
    let is_between = |letter: char| letter.is_whitespace() || letter.is_ascii_punctuation();
    let (mut all, mut odd, mut first) = (0_usize, 0_usize, None);
    for word in text.split(is_between).filter(|word| !word.is_ascii()) {
        all += 1;
        if is_odd(word, are_carons_odd) {
            odd += 1;
            first.get_or_insert(word);
        }
    }
    // One may be a name from abroad.
    first.filter(|_| odd >= LEAST_ODD && odd * 4 >= all).map(|word| word.replace(char::is_control, "\u{fffd}"))
}

fn is_odd(word: &str, are_carons_odd: bool) -> bool {
    let mut before = None;
    let mut letters = word.chars().peekable();
    while let Some(letter) = letters.next() {
        if is_odd_letter(before, letter, letters.peek().copied(), are_carons_odd) {
            return true;
        }
        before = Some(letter);
    }
    false
}

/// Whether no name has a letter between two others.
fn is_odd_letter(before: Option<char>, letter: char, after: Option<char>, are_carons_odd: bool) -> bool {
    match letter {
        _ if letter.is_ascii() => false,
        '\u{80}'..='\u{9f}' => true,
        'Š' | 'š' | 'Ś' | 'ś' | 'Ť' | 'ť' | 'Ž' | 'ž' | 'Ź' | 'ź' | 'Ÿ' if are_carons_odd => true,
        '–' | '—' => [before, after].iter().all(|next| next.is_some_and(char::is_lowercase)),
        '’' | '‘' | '´' | '·' | '®' | '\u{300}'..='\u{36f}' => false,
        '™' | '˜' | '†' | '‡' => after.is_some_and(is_latin),
        _ if is_latin(letter) => is_odd_case(before, letter, after),
        _ => before.is_some_and(is_latin) && after.is_some_and(is_latin),
    }
}

/// Whether a letter is a capital behind a small one, and none of several.
pub fn is_odd_case(before: Option<char>, letter: char, after: Option<char>) -> bool {
    let is_before_small = after.is_none_or(|after| !after.is_uppercase());
    letter.is_uppercase() && before.is_some_and(char::is_lowercase) && is_before_small
}

/// Whether a letter is of the Latin script.
pub fn is_latin(letter: char) -> bool {
    letter.is_alphabetic() && matches!(letter, '\0'..'\u{250}' | '\u{1e00}'..'\u{1f00}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::WINDOWS_1250;

    #[test]
    fn letters_of_dos_and_the_mac_are_odd() {
        for (text, are_carons_odd, word) in [
            ("DE;Kšln;MŸller", true, "Kšln"),
            ("FR;AndrŽ;Lyon", true, "AndrŽ"),
            ("DE;M\u{81}ller", true, "M\u{fffd}ller"),
            ("DE;J„ger", true, "J„ger"),
            ("DE;K”ln", true, "K”ln"),
            ("AT;™sterreich", true, "™sterreich"),
            ("ES;M‡laga", true, "M‡laga"),
            ("ES;Espa–a", true, "Espa–a"),
            ("TR;Do§an", true, "Do§an"),
            ("DE;MЃller", false, "MЃller"),
        ] {
            assert_eq!(odd_among(&[text, text].join(";"), are_carons_odd).as_deref(), Some(word), "{text}");
        }
    }

    #[test]
    fn carons_are_of_countries_that_write_them() {
        for (bytes, encoding, word) in [
            (&b"DE;K\x9Aln;M\x9Fller"[..], WINDOWS_1252, Some("Kšln")),
            (b"DE;K\x9Aln;M\x9Fller", WINDOWS_1250, Some("Kšln")),
            (b"K\x9Aln;M\x9Fller", WINDOWS_1252, Some("Kšln")),
            (b"CZ;\x8Akoda;Plze\xF2", WINDOWS_1250, None),
            (b"FI;\x8Eeki", WINDOWS_1252, None),
            (b"\x8Akoda", WINDOWS_1250, None),
        ] {
            assert_eq!(odd_word(bytes, Charset::Standard(encoding)).as_deref(), word, "{bytes:?}");
        }
    }

    #[test]
    fn names_as_they_are_written_are_not_odd() {
        for (text, are_carons_odd) in [
            ("DE;Köln;Müller & Söhne – „Zum Löwen“ 5 € Straße", true),
            ("FR;L’Œuvre;Sacré-Cœur;d’Été;N°5 Nº3", true),
            ("TR;Şişli;IĞDIR;İnşaat;Ağrı", true),
            ("CZ;Škoda;Plzeň;Žďár", false),
            ("RU;ООО Ромашка;Москва", false),
            ("VN;Nguyê\u{303}n;Đa\u{300}", false),
            ("ES;L·l;Marca™ X;Köln–Bonn", true),
            ("JP;ABC株式会社", true),
            // One foreign name among many of the country.
            ("DE;Tomaš;Köln;Müller;Jäger;Österreich", true),
            ("DE;Bonn", true),
            ("", true),
        ] {
            assert_eq!(odd_among(&[text, text].join(";"), are_carons_odd), None, "{text}");
        }
    }
}
