//! Extensions in the words and signs that people write before them.

use crate::customers::fold;
use std::sync::OnceLock;

/// What stands before the extension of a stored number (RFC 3966).
pub const EXTENSION: &str = ";ext=";
/// The most digits of an extension; private exchanges have fewer.
const MAX_DIGITS: usize = 9;

/// Words and signs by language: those of libphonenumber (`PhoneNumberUtil`, extension patterns) and the words that offices
/// print elsewhere.
const WORDS: &[&str] = &[
    // Signs, English and Spanish as libphonenumber has them.
    EXTENSION,
    ";",
    "#",
    "~",
    ",,",
    "x",
    "ext",
    "extn",
    "extension",
    "int",
    "anexo",
    // Turkish, German, French.
    "dahili",
    "dah",
    "durchwahl",
    "dw",
    "apparat",
    "app",
    "nebenstelle",
    "nst",
    "klappe",
    "kl",
    "poste",
    // Spanish, Portuguese, Italian.
    "extensión",
    "interno",
    "ramal",
    "extensão",
    // Dutch, Swedish, Norwegian, Danish, Finnish.
    "toestel",
    "tst",
    "anknytning",
    "ankn",
    "lokal",
    "alanumero",
    // Polish, Czech, Slovak, Hungarian, Romanian.
    "wewn",
    "wew",
    "wewnętrzny",
    "linka",
    "klapka",
    "mellék",
    "interior",
    // Russian, Ukrainian, Greek.
    "доб",
    "добавочный",
    "вн",
    "внутр",
    "дод",
    "внутрішній",
    "εσωτ",
    "εσωτερικό",
    // Chinese, Japanese, Korean, Thai, Vietnamese, Indonesian.
    "分机",
    "分機",
    "转",
    "轉",
    "内線",
    "內線",
    "내선",
    "ต่อ",
    "máy lẻ",
    "pesawat",
    // Arabic, Persian, Hebrew.
    "تحويلة",
    "داخلي",
    "داخلی",
    "שלוחה",
];
/// What may stand between the word and its number: "dahili no: 12".
const NUMBER_WORDS: &[&str] = &["numara", "number", "nr", "no", "n"];

/// The words as [`fold`] leaves text, the longest first.
fn words() -> &'static [String] {
    static FOLDED: OnceLock<Vec<String>> = OnceLock::new();
    FOLDED.get_or_init(|| {
        let mut words: Vec<String> = WORDS.iter().map(|word| fold(word)).collect();
        words.sort_by_key(|word| std::cmp::Reverse(word.len()));
        words
    })
}

/// A folded text as the number and its extension, which may be empty; `None` if what follows the number is none.
pub fn split(folded: &str) -> Option<(&str, &str)> {
    let begins = |(at, sign): &(usize, char)| {
        sign.is_alphabetic() || "#;~".contains(*sign) || (*sign == ',' && folded[*at..].starts_with(",,"))
    };
    let Some((at, _)) = folded.char_indices().find(begins) else { return Some((folded, "")) };
    let (number, rest) = folded.split_at(at);
    Some((number.trim_end_matches([' ', ',', '.', '-', '/', '(', '[']), extension(rest)?))
}

fn extension(rest: &str) -> Option<&str> {
    let between = |sign: char| " .:=-#/".contains(sign);
    let rest = words().iter().find_map(|word| rest.strip_prefix(word.as_str()))?.trim_start_matches(between);
    let digits = NUMBER_WORDS.iter().find_map(|word| rest.strip_prefix(*word)).unwrap_or(rest);
    let digits = digits.trim_start_matches(between).trim_end_matches([' ', '.', '#', ')', ']']);
    let is_number = (1..=MAX_DIGITS).contains(&digits.len()) && digits.bytes().all(|digit| digit.is_ascii_digit());
    is_number.then_some(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_stands_before_an_extension_in_every_way_it_is_written() {
        for word in WORDS {
            for typed in [
                format!("0212 555 01 00 {word} 12"),
                format!("0212 555 01 00{word}12"),
                format!("0212 555 01 00, {word}. 12"),
                format!("0212 555 01 00 ({word}: 12)"),
                format!("0212 555 01 00 {} 12", word.to_uppercase()),
            ] {
                assert_eq!(split(&fold(&typed)), Some(("0212 555 01 00", "12")), "{typed}");
            }
        }
        assert_eq!(split(&fold("0212 555 01 00 Dahili No: 12")), Some(("0212 555 01 00", "12")));
        assert_eq!(split("0212 555 01 00"), Some(("0212 555 01 00", "")));
    }

    #[test]
    fn refuses_words_that_are_none_and_extensions_that_are_no_number() {
        for typed in [
            "555-call-now",
            "0212 555 01 00 ext ten",
            "0212 555 01 00 x",
            "0212 555 01 00 x1234567890",
            "0212 555 01 00 x12/x13",
            "0212 555 01 00 or 0212 555 01 01",
            "4.41e+11",
        ] {
            assert_eq!(split(typed), None, "{typed}");
        }
    }
}
