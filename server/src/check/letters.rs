//! Letters that no name has where they stand: signs that a file's encoding was taken for another.
//!
//! The encodings of DOS (code pages 437, 850, 857) and of the Mac before OS X are told by nobody (chardetng, "Notes About
//! Encodings"): their ü and ö are the signs and capital letters of Windows: `Kšln`, `M„ller`, `AndrŽ`.

use encoding_rs::{Encoding, WINDOWS_1252, WINDOWS_1254};

/// A word of a text that is odd, where one in four of those with more than ASCII is.
pub fn odd_word(text: &str, encoding: &'static Encoding) -> Option<String> {
    let is_western = encoding == WINDOWS_1252 || encoding == WINDOWS_1254;
    let is_between = |letter: char| letter.is_whitespace() || letter.is_ascii_punctuation();
    let (mut all, mut odd, mut first) = (0_usize, 0_usize, None);
    for word in text.split(is_between).filter(|word| !word.is_ascii()) {
        all += 1;
        if is_odd(word, is_western) {
            odd += 1;
            first.get_or_insert(word);
        }
    }
    first.filter(|_| odd * 4 >= all).map(|word| word.replace(char::is_control, "\u{fffd}"))
}

fn is_odd(word: &str, is_western: bool) -> bool {
    let mut before = None;
    let mut letters = word.chars().peekable();
    while let Some(letter) = letters.next() {
        if is_odd_letter(before, letter, letters.peek().copied(), is_western) {
            return true;
        }
        before = Some(letter);
    }
    false
}

/// Whether no name has a letter between two others.
fn is_odd_letter(before: Option<char>, letter: char, after: Option<char>, is_western: bool) -> bool {
    match letter {
        _ if letter.is_ascii() => false,
        '\u{80}'..='\u{9f}' => true,
        // Those who write them have encodings of their own, which the detector knows.
        'Š' | 'š' | 'Ž' | 'ž' | 'Ÿ' if is_western => true,
        '–' | '—' => [before, after].iter().all(|next| next.is_some_and(char::is_lowercase)),
        '’' | '‘' | '´' | '·' | '®' | '\u{300}'..='\u{36f}' => false,
        '™' | '˜' | '†' | '‡' => after.is_some_and(is_latin),
        _ if is_latin(letter) => {
            let is_before_small = after.is_none_or(char::is_lowercase);
            letter.is_uppercase() && before.is_some_and(char::is_lowercase) && is_before_small
        }
        _ => before.is_some_and(is_latin) && after.is_some_and(is_latin),
    }
}

fn is_latin(letter: char) -> bool {
    letter.is_alphabetic() && matches!(letter, '\0'..'\u{250}' | '\u{1e00}'..'\u{1f00}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::{WINDOWS_1250, WINDOWS_1251, WINDOWS_1258};

    #[test]
    fn letters_of_dos_and_the_mac_are_odd() {
        for (text, encoding, word) in [
            ("DE;Kšln;MŸller", WINDOWS_1252, "Kšln"),
            ("FR;AndrŽ;Lyon", WINDOWS_1252, "AndrŽ"),
            ("DE;M\u{81}ller", WINDOWS_1252, "M\u{fffd}ller"),
            ("DE;J„ger", WINDOWS_1252, "J„ger"),
            ("DE;K”ln", WINDOWS_1254, "K”ln"),
            ("AT;™sterreich", WINDOWS_1252, "™sterreich"),
            ("ES;M‡laga", WINDOWS_1252, "M‡laga"),
            ("ES;Espa–a", WINDOWS_1252, "Espa–a"),
            ("TR;Do§an", WINDOWS_1254, "Do§an"),
            ("DE;MЃller", WINDOWS_1251, "MЃller"),
        ] {
            assert_eq!(odd_word(text, encoding).as_deref(), Some(word), "{text}");
        }
        assert_eq!(odd_word(&WINDOWS_1252.decode(b"DE;K\x9Aln;M\x9Fller").0, WINDOWS_1252).as_deref(), Some("Kšln"));
    }

    #[test]
    fn names_as_they_are_written_are_not_odd() {
        for (text, encoding) in [
            ("DE;Köln;Müller & Söhne – „Zum Löwen“ 5 € Straße", WINDOWS_1252),
            ("FR;L’Œuvre;Sacré-Cœur;d’Été;N°5 Nº3", WINDOWS_1252),
            ("TR;Şişli;IĞDIR;İnşaat;Ağrı", WINDOWS_1254),
            ("CZ;Škoda;Plzeň;Žďár", WINDOWS_1250),
            ("RU;ООО Ромашка;Москва", WINDOWS_1251),
            ("VN;Nguyê\u{303}n;Đa\u{300}", WINDOWS_1258),
            ("ES;L·l;Marca™ X;Köln–Bonn", WINDOWS_1252),
            ("JP;ABC株式会社", WINDOWS_1252),
            // One foreign name among many of the country.
            ("DE;Tomaš;Köln;Müller;Jäger;Österreich", WINDOWS_1252),
            ("DE;Bonn", WINDOWS_1252),
            ("", WINDOWS_1252),
        ] {
            assert_eq!(odd_word(text, encoding), None, "{text}");
        }
    }
}
