//! Extensions in the words and signs that people write before them.

use super::labels::{FAXES, LABELS};
use super::words::{BEHIND, COUNTERS, ENDINGS, EXTENSIONS, JOINING, NUMBER_WORDS, RANGES, SLIGHT, TELEPHONES};
use crate::folding::fold;
use std::sync::OnceLock;

/// What stands before the extension of a stored number (RFC 3966).
pub const EXTENSION: &str = ";ext=";
/// What is left at the end of a number before a word or a bracket.
const ENDS: [char; 7] = [' ', ',', '.', '-', '/', '(', '['];
/// The fewest digits of another number within a town.
const MIN_ANOTHER_DIGITS: usize = 5;
/// The fewest letters of a word that stands behind an extension in any country: shorter ones are abbreviations of others.
const MIN_WORD_BEHIND: usize = 3;
/// The most digits of an extension; private exchanges have fewer.
const MAX_DIGITS: usize = 9;
/// The most digits behind [`SLIGHT`] and [`RANGES`].
const MAX_SLIGHT_DIGITS: usize = 5;
/// The most digits behind a word that is not known, and before a hash (libphonenumber, `extLimitWhenNotSure`).
const MAX_UNSURE_DIGITS: usize = 6;

/// How sure it is that digits behind a number are its extension.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sign {
    /// A word or sign says so, or there is none.
    #[default]
    Clear,
    /// It is written as it is stored: it was understood before.
    Stored,
    /// A sign that stands elsewhere too: it is one behind a number that is valid by itself.
    Slight,
    /// A word that is not known, or a sign for further lines: as above, and doubted.
    Unknown,
}

/// Lists as [`fold`] leaves text, the longest word first.
pub fn folded(lists: &[&[&str]]) -> Vec<String> {
    let mut words: Vec<String> = lists.concat().into_iter().map(fold).collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    words
}

fn words() -> &'static [String] {
    static FOLDED: OnceLock<Vec<String>> = OnceLock::new();
    FOLDED.get_or_init(|| folded(&[EXTENSIONS, SLIGHT, RANGES]))
}

fn number_words() -> &'static [String] {
    static FOLDED: OnceLock<Vec<String>> = OnceLock::new();
    FOLDED.get_or_init(|| folded(&[NUMBER_WORDS]))
}

/// Words before another number: it is no extension, however short.
fn another() -> &'static [String] {
    static FOLDED: OnceLock<Vec<String>> = OnceLock::new();
    FOLDED.get_or_init(|| folded(&[JOINING, LABELS, FAXES]))
}

fn words_behind() -> &'static [String] {
    static FOLDED: OnceLock<Vec<String>> = OnceLock::new();
    FOLDED.get_or_init(|| folded(&[BEHIND]))
}

/// Extension words alone: none of those that join another number.
fn extension_words() -> &'static [String] {
    static FOLDED: OnceLock<Vec<String>> = OnceLock::new();
    FOLDED.get_or_init(|| folded(&[EXTENSIONS]))
}

fn counters() -> &'static [String] {
    static FOLDED: OnceLock<Vec<String>> = OnceLock::new();
    FOLDED.get_or_init(|| folded(&[COUNTERS]))
}

fn telephones() -> &'static [String] {
    static FOLDED: OnceLock<Vec<String>> = OnceLock::new();
    FOLDED.get_or_init(|| folded(&[TELEPHONES]))
}

/// Words that say what sort of line a number is.
fn labels() -> &'static [String] {
    static FOLDED: OnceLock<Vec<String>> = OnceLock::new();
    FOLDED.get_or_init(|| folded(&[LABELS]))
}

/// What stands between a word and its digits; Armenian has signs of its own for a stop.
fn is_between(sign: char) -> bool {
    " .,:=-#/()[]°\u{55d}\u{589}".contains(sign)
}

/// A folded text without a word for "number" at its beginning.
pub fn without_number_word(text: &str) -> &str {
    number_words().iter().find_map(|word| text.strip_prefix(word.as_str())).unwrap_or(text)
}

/// A folded text as the number, its extension, which may be empty, and how sure that is; `None` if what follows the number
/// is none.
pub fn split(folded: &str) -> Option<(&str, &str, Sign)> {
    let begins = |(at, sign): &(usize, char)| {
        sign.is_alphabetic() || "#;~×*".contains(*sign) || (*sign == ',' && is_before_digits(folded, *at))
    };
    let Some((at, _)) = folded.char_indices().find(begins) else { return Some((folded, "", Sign::Clear)) };
    if let Some(found) = before_word(folded) {
        return Some(found);
    }
    let (number, rest) = folded.split_at(at);
    if rest.trim_end_matches([' ', ')', ']']) == "#" {
        return before_hash(number);
    }
    let found = known(rest).or_else(|| behind_telephone(rest)).or_else(|| behind_labels(rest));
    let (digits, sign) = found.or_else(|| unknown(rest))?;
    Some((number.trim_end_matches(ENDS), digits, sign))
}

/// What stands behind a number that is no extension.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Rest {
    /// Nothing.
    #[default]
    None,
    /// Words that say something else, or few digits with them.
    Words,
    /// A word for an extension without digits that can be one.
    Extension,
    /// Another number.
    Another,
}

/// A folded text of which [`split`] makes nothing as the number and what stands behind it; `None` where no word does.
pub fn left(folded: &str) -> Option<(&str, Rest)> {
    let at = folded.find(|sign: char| sign.is_alphabetic() || "#;~,×".contains(sign))?;
    let (number, rest) = folded.split_at(at);
    let digits = rest.bytes().filter(u8::is_ascii_digit).count();
    let words = || rest.split(|sign: char| !sign.is_alphabetic()).filter(|word| !word.is_empty());
    let is_joined = || words().any(|word| another().iter().any(|another| another == word));
    let kind = if digits >= MIN_ANOTHER_DIGITS || (digits > 0 && is_joined()) {
        Rest::Another
    } else if words().any(|word| extension_words().iter().any(|known| known == word)) {
        Rest::Extension
    } else if words().next().is_some() {
        Rest::Words
    } else {
        return None;
    };
    Some((number.trim_end_matches(ENDS), kind))
}

/// The digits behind "tel. wew.", "Tel.-App.": a telephone of an exchange.
fn behind_telephone(rest: &str) -> Option<(&str, Sign)> {
    let behind = ["telefon", "tel"].iter().find_map(|word| rest.strip_prefix(word))?.trim_start_matches(is_between);
    let is_word = |word: &String| behind.starts_with(word.as_str()) && word.starts_with(char::is_alphabetic);
    extension_words().iter().any(is_word).then(|| known(behind)).flatten()
}

/// The digits behind a word for an extension that words for the line stand before: "(santral) dahili 12", "switchboard, ext 12".
fn behind_labels(rest: &str) -> Option<(&str, Sign)> {
    let mut text = rest;
    while text.starts_with(char::is_alphabetic) {
        let end = text.find(|sign: char| !sign.is_alphabetic()).unwrap_or(text.len());
        let (word, behind) = text.split_at(end);
        if !labels().iter().any(|label| label == word) {
            return None;
        }
        text = behind.trim_start_matches(is_between);
        if text.starts_with(char::is_alphabetic)
            && let Some(found) = known(text)
        {
            return Some(found);
        }
    }
    None
}

/// Whether the commas at a place stand before digits, and not before a word or another sign.
fn is_before_digits(text: &str, at: usize) -> bool {
    let behind = text.get(at..).unwrap_or_default().trim_start_matches(',');
    behind.trim_start_matches([' ', '.', ':']).starts_with(|sign: char| sign.is_ascii_digit())
}

/// "… - 12#", as North America writes it (libphonenumber, `americanStyleExtn`). Without a blank the hyphen may be the
/// number's own. Behind nothing but digits a hash says nothing.
fn before_hash(number: &str) -> Option<(&str, &str, Sign)> {
    let number = number.trim_end();
    let before = number.trim_end_matches(|sign: char| sign.is_ascii_digit());
    if before.trim_end_matches('+').is_empty() {
        return Some((number, "", Sign::Unknown));
    }
    let digits = extension(number.get(before.len()..)?, MAX_UNSURE_DIGITS)?;
    let bare = before.trim_end_matches([' ', '-']);
    let between = before.get(bare.len()..)?;
    let sign = if is_apart(between) { Sign::Slight } else { Sign::Unknown };
    (!between.is_empty()).then_some((bare, digits, sign))
}

/// Whether a hyphen stands by itself: within a number it has no blanks.
fn is_apart(between: &str) -> bool {
    between.contains('-') && between.contains(' ')
}

/// "…/12 mellék", "… 12-es mellék", as Hungary writes it: the word stands behind the digits. Others do so too, where a sign
/// parts those from the number: "… (12 dahili)", "… - 12 (Durchwahl)".
fn before_word(folded: &str) -> Option<(&str, &str, Sign)> {
    let text = folded.trim_end_matches([' ', '.', ')', ']']);
    let usual = words_behind().iter().find_map(|word| text.strip_suffix(word.as_str()));
    let is_long = |word: &&String| word.chars().count() >= MIN_WORD_BEHIND && word.chars().all(char::is_alphabetic);
    let other = || {
        let mut words = extension_words().iter().filter(|word| is_long(word) || !word.is_ascii());
        words.find_map(|word| text.strip_suffix(word.as_str()))
    };
    let text = usual.or_else(other)?.trim_end_matches([' ', '.', '(', '[']);
    let text = ENDINGS.iter().find_map(|ending| text.strip_suffix(ending)).unwrap_or(text).trim_end_matches([' ', '.']);
    let before = text.trim_end_matches(|sign: char| sign.is_ascii_digit());
    let digits = extension(text.get(before.len()..)?, MAX_UNSURE_DIGITS)?;
    let bare = before.trim_end_matches([' ', ',', '-', '/', '(', '[']);
    let between = before.get(bare.len()..)?;
    let is_parted =
        if usual.is_some() { !between.is_empty() } else { between.contains(['/', '(', '[']) || is_apart(between) };
    is_parted.then_some((bare, digits, Sign::Slight))
}

/// The digits behind a word or sign of the list.
fn known(rest: &str) -> Option<(&str, Sign)> {
    let word = words().iter().find(|word| rest.starts_with(word.as_str()))?;
    let behind = rest.get(word.len()..)?.trim_start_matches(is_between);
    // "; ext 12", ";extension=12": a sign and a word for the same.
    if !word.contains(char::is_alphabetic)
        && behind.starts_with(char::is_alphabetic)
        && let Some(found) = known(behind)
    {
        return Some(found);
    }
    let behind = without_number_word(without_telephone(behind));
    let (most, sign) = match word.as_str() {
        EXTENSION => (MAX_DIGITS, Sign::Stored),
        word if RANGES.contains(&word) => (MAX_SLIGHT_DIGITS, Sign::Unknown),
        word if SLIGHT.contains(&word) => (MAX_SLIGHT_DIGITS, Sign::Slight),
        _ => (MAX_DIGITS, Sign::Clear),
    };
    let digits = extension(behind, most)?;
    // "local 5550101" is as likely a second number of the same town.
    let is_long = digits.len() > MAX_UNSURE_DIGITS && sign == Sign::Clear;
    Some((digits, if is_long { Sign::Unknown } else { sign }))
}

/// A text behind a word for an extension without a word for the telephone: "dahili tel. 12", "внутр. тел. 12".
fn without_telephone(text: &str) -> &str {
    let behind = telephones().iter().find_map(|word| text.strip_prefix(word.as_str()));
    behind.map_or(text, |behind| behind.trim_start_matches(is_between))
}

/// The digits behind a word that is not of the list.
fn unknown(rest: &str) -> Option<(&str, Sign)> {
    if !rest.starts_with(char::is_alphabetic) {
        return None;
    }
    let behind = rest.trim_start_matches(|sign: char| sign.is_alphabetic() || is_between(sign));
    let word = rest.strip_suffix(behind)?;
    let is_another = |word: &str| another().iter().any(|another| another == word);
    if word.split(|sign: char| !sign.is_alphabetic()).any(is_another) {
        return None;
    }
    Some((extension(behind, MAX_UNSURE_DIGITS)?, Sign::Unknown))
}

/// One to so many digits and nothing else.
fn extension(text: &str, most: usize) -> Option<&str> {
    let is_end = |sign: char| " .#)]".contains(sign);
    let text = text.trim_start_matches(is_between).trim_end_matches(is_end);
    let counted = counters().iter().find_map(|word| text.strip_suffix(word.as_str()));
    let digits = counted.map_or(text, |text| text.trim_end_matches(is_end));
    let is_number = (1..=most).contains(&digits.len()) && digits.bytes().all(|digit| digit.is_ascii_digit());
    is_number.then_some(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_stands_before_an_extension_in_every_way_it_is_written() {
        for word in EXTENSIONS {
            for typed in [
                format!("0212 555 01 00 {word} 12"),
                format!("0212 555 01 00{word}12"),
                format!("0212 555 01 00, {word}. 12"),
                format!("0212 555 01 00 ({word}: 12)"),
                format!("0212 555 01 00 {} 12", word.to_uppercase()),
            ] {
                let sign = if *word == EXTENSION { Sign::Stored } else { Sign::Clear };
                assert_eq!(split(&fold(&typed)), Some(("0212 555 01 00", "12", sign)), "{typed}");
            }
        }
        assert_eq!(split(&fold("0212 555 01 00 Dahili No: 12")), Some(("0212 555 01 00", "12", Sign::Clear)));
        assert_eq!(split("0212 555 01 00"), Some(("0212 555 01 00", "", Sign::Clear)));
        assert_eq!(split(&fold("0212 555 01 00 内線番号 12")), Some(("0212 555 01 00", "12", Sign::Clear)));
        assert_eq!(split("0212 555 01 00 (dahili) 12"), Some(("0212 555 01 00", "12", Sign::Clear)));
        assert_eq!(split(&fold("0212 555 01 00 (내선 12번)")), Some(("0212 555 01 00", "12", Sign::Clear)));
        assert_eq!(split("02125550100#"), Some(("02125550100", "", Sign::Unknown)));
    }

    #[test]
    fn is_less_sure_of_signs_that_stand_elsewhere_and_of_words_that_it_does_not_know() {
        for (typed, sign) in [
            ("0212 555 01 00,12", Sign::Unknown),
            ("0212 555 01 00 , 12", Sign::Unknown),
            ("0212 555 01 00~12", Sign::Unknown),
            ("0212 555 01 00 ~ 12", Sign::Unknown),
            ("0212 555 01 00/12 mellek", Sign::Slight),
            ("0212 555 01 00 12-es mellek", Sign::Slight),
            ("0212 555 01 00 (12. mell.)", Sign::Slight),
            ("0212 555 01 00 m. 12", Sign::Slight),
            ("0212 555 01 00 - 12#", Sign::Slight),
            ("0212 555 01 00-12#", Sign::Unknown),
            ("0212 555 01 00 bureau 12", Sign::Unknown),
            ("0212 555 01 00 (extra line: 12)", Sign::Unknown),
            ("0212 555 01 00 internal no. 12", Sign::Unknown),
            // The word behind the digits, where a sign parts them from the number.
            ("0212 555 01 00 (12 dahili)", Sign::Slight),
            ("0212 555 01 00/12 dahili", Sign::Slight),
            ("0212 555 01 00 - 12 (durchwahl)", Sign::Slight),
            ("0212 555 01 00 -12 分机", Sign::Slight),
            // Two signs, a word for the telephone between, words for the line before.
            ("0212 555 01 00; ext 12", Sign::Clear),
            ("0212 555 01 00;extension=12", Sign::Clear),
            ("0212 555 01 00 dahili tel. 12", Sign::Clear),
            ("0212 555 01 00 внутр. тел. 12", Sign::Clear),
            ("0212 555 01 00 (santral) dahili 12", Sign::Clear),
            ("0212 555 01 00 switchboard, ext 12", Sign::Clear),
            ("0212 555 01 00 extensao n.o 12", Sign::Clear),
            ("0212 555 01 00 内線12番", Sign::Clear),
            ("0212 555 01 00 ներքին\u{55d} 12", Sign::Clear),
            ("0212 555 01 00 *12", Sign::Unknown),
        ] {
            assert_eq!(split(typed), Some(("0212 555 01 00", "12", sign)), "{typed}");
        }
        for (typed, sign) in [
            ("0212 555 01 00 local 5550101", Sign::Unknown),
            ("0212 555 01 00 ext 1234567", Sign::Unknown),
            ("0212 555 01 00 ext 123456", Sign::Clear),
            ("0212 555 01 00;ext=1234567", Sign::Stored),
        ] {
            assert_eq!(split(typed).map(|(_, _, sign)| sign), Some(sign), "{typed}");
        }
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
            "0212 555 01 00 or 01",
            "0212 555 01 00 / fax 55501",
            "0212 555 01 00 fax: 12",
            "030 901820, 901821",
            "030 901820 m 901821",
            "030 901820 bureau 9018212",
            "030 901820 bureau 90 18 21",
            "0212 555 01 00, 0212 555 01 01",
            "0212 555 01 00 -#",
            "0212 555 01 00 ~ 5550101",
            "0212 555 01 00 ph 12",
            "0212 555 01 00 dahili",
            "0212-555-01-00 dahili",
            "0212 555 01 00 santral 12",
            "0212555010012-es mellek",
            "4.41e+11",
        ] {
            assert_eq!(split(typed), None, "{typed}");
        }
    }
}
