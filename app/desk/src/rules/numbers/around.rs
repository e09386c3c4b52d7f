//! Words around a number that are no part of it: the office that keeps it, what it is called behind it, and any other.

use super::names::is_name;
use super::{Kind, compact, kinds, kinds_of};
use crate::rules::country_names::meant;
use crate::rules::text::{folded, plain};
use model::fields::NUMBER_SEPARATORS;
use std::ops::Range;

/// The most words that a text is parted into; more are prose.
const MAX_WORDS: usize = 14;
/// The most words of an office's name as the tables have it.
const MAX_OFFICE_WORDS: usize = 2;
/// The fewest letters of a word that nobody has listed: fewer are a country's, or part of the number.
const MIN_LETTERS: usize = 3;
/// The most letters of a country's code (ISO 3166-1).
const MAX_CODE: usize = 3;

/// What is left of a text without words around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inner<'a> {
    /// The number, if it is one.
    pub text: &'a str,
    /// The words that nobody has listed, as they were typed; empty where all are known.
    pub unknown: String,
}

/// A word or the signs of a number between blanks.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Word {
    /// Where it stands in the text without separators.
    at: Range<usize>,
    shown: String,
    has_digit: bool,
}

/// What a text can be without the words around it, those first that leave out the fewest. Nothing where none stands there,
/// or where one of them can say of which country the number is.
pub fn inner<'a>(country: &str, typed: &str, compact_text: &'a str) -> Vec<Inner<'a>> {
    let words = words(typed, compact_text);
    let Some(first) = words.iter().position(|word| word.has_digit) else { return Vec::new() };
    let behind = words.iter().rev().take_while(|word| !word.has_digit).count();
    let ways = (1..=first + behind).flat_map(|all| (0..=all).map(move |before| (before, all - before)));
    ways.filter(|(before, after)| *before <= first && *after <= behind)
        .filter_map(|(before, after)| {
            let kept = &words[before..words.len() - after];
            let text = compact_text.get(kept.first()?.at.start..kept.last()?.at.end)?;
            let unknown = unknown(country, compact_text, &words[..before], &words[words.len() - after..])?;
            Some(Inner { text, unknown })
        })
        .collect()
}

/// What a text can be without other numbers of the holder and their words, the longest first: the number at its beginning
/// or behind what it is called, up to a word for another ("DE136695976, HRB 1067", `KvK 12345678 BTW NL004495445B01`).
pub fn among_others<'a>(country: &str, typed: &str, compact_text: &'a str) -> Vec<Inner<'a>> {
    let words = words(typed, compact_text);
    let is_called =
        |word: &Word| !word.has_digit && is_name(country, compact_text.get(word.at.clone()).unwrap_or_default());
    let is_word = |word: &Word| !word.has_digit;
    // Behind words that nobody has listed, as where nothing else stands there: no country's.
    let is_of_none = |word: &Word| {
        let letters = compact_text.get(word.at.clone()).unwrap_or_default();
        !word.has_digit && meant(&word.shown).is_none() && !begins_abroad(country, letters)
    };
    let starts = (0..words.len()).filter(|start| {
        let before = &words[..*start];
        before.last().is_none_or(is_called) || before.iter().all(is_of_none)
    });
    let ends = |start: usize| (start + 1..=words.len()).rev();
    let spans = starts.flat_map(|start| ends(start).map(move |end| start..end));
    let is_told = |span: &Range<usize>| {
        let mut left = words[..span.start].iter().chain(&words[span.end..]);
        words.get(span.end).is_none_or(is_word) && left.any(|word| word.has_digit)
    };
    spans
        .filter(is_told)
        .filter_map(|span| {
            let kept = words.get(span.clone())?;
            let text = compact_text.get(kept.first()?.at.start..kept.last()?.at.end)?;
            let left = words[..span.start].iter().chain(&words[span.end..]).filter(|word| !is_called(word));
            let unknown = left.map(|word| word.shown.as_str()).collect::<Vec<_>>().join(" ");
            Some(Inner { text, unknown })
        })
        .collect()
}

/// A text without the name or code of a country at its beginning or end, with that country.
pub fn beside_country<'a>(typed: &str, compact_text: &'a str) -> Vec<(&'static str, &'a str)> {
    let words = words(typed, compact_text);
    let of = |word: Option<&Word>| word.filter(|word| !word.has_digit).and_then(|word| meant(&word.shown));
    let first =
        of(words.first()).zip(words.get(1)).and_then(|(of, next)| Some((of, compact_text.get(next.at.start..)?)));
    let last = of(words.last()).zip(words.last()).and_then(|(of, last)| Some((of, compact_text.get(..last.at.start)?)));
    first.into_iter().chain(last).collect()
}

/// The words of a text, letters and digits apart. Nothing where the text is long.
fn words(typed: &str, compact_text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut start = 0;
    let plain = plain(typed);
    for piece in plain.split(|sign: char| sign.is_whitespace() || "-/:,;|()[]".contains(sign)) {
        let whole = compact(piece);
        let is_digit = |sign: char| sign.is_ascii_digit();
        let digits =
            whole.find(is_digit).unwrap_or(whole.len())..whole.rfind(is_digit).map_or(whole.len(), |at| at + 1);
        for (part, has_digit) in
            [(&whole[..digits.start], false), (&whole[digits.clone()], true), (&whole[digits.end..], false)]
        {
            if part.is_empty() {
                continue;
            }
            let shown = if part == whole { piece.trim_matches(is_separator) } else { part };
            words.push(Word { at: start..start + part.len(), shown: shown.to_owned(), has_digit });
            start += part.len();
        }
    }
    if start == compact_text.len() && words.len() <= MAX_WORDS { words } else { Vec::new() }
}

fn is_separator(sign: char) -> bool {
    sign.is_ascii_punctuation() || NUMBER_SEPARATORS.contains(&sign)
}

/// Which of the words before and behind a number nobody has listed; `None` where they cannot be left out. Beside the name of
/// an office the place that it is of stands, too.
fn unknown(country: &str, text: &str, before: &[Word], after: &[Word]) -> Option<String> {
    let letters = |word: &Word| text.get(word.at.clone()).unwrap_or_default().to_owned();
    let is_own_code = |at: usize, word: &str| word == country && at + 1 < before.len();
    let all: Vec<(String, &Word, bool)> = before
        .iter()
        .chain(after)
        .enumerate()
        .map(|(at, word)| (letters(word), word, is_own_code(at, &letters(word))))
        .collect();
    if [before, after].into_iter().any(|side| has_office(country, side)) {
        let is_plain = |(word, shown, is_own): &(String, &Word, bool)| {
            let is_listed = offices(country).any(|office| folded(office) == folded(&shown.shown));
            let is_known = *is_own || is_listed || is_name(country, word);
            is_known || (word != country && (is_dotted(shown) || !is_code_of_another(country, word)))
        };
        return all.iter().all(is_plain).then(String::new);
    }
    let mut unknown = Vec::new();
    for (word, shown, is_own) in all {
        let of = meant(&shown.shown);
        // Letters that make a VAT ID of a number stay; another code of the country (UK) says nothing that is not known.
        let is_country = of == Some(country) && word != country;
        if is_own || is_name(country, &word) || is_country {
            continue;
        }
        // Letters of scripts without capitals are part of no number.
        let fewest = if word.chars().any(char::is_uppercase) { MIN_LETTERS } else { 1 };
        if word.chars().filter(|sign| sign.is_alphabetic()).count() < fewest
            || of.is_some()
            || begins_abroad(country, &word)
        {
            return None;
        }
        unknown.push(shown.shown.clone());
    }
    Some(unknown.join(" "))
}

/// Whether a word is what numbers of another country begin with: Austria's ATU.
fn begins_abroad(country: &str, word: &str) -> bool {
    let is_begun = |kind: &Kind| {
        let begun = kind.sample.find(|sign: char| sign.is_ascii_digit()).and_then(|at| kind.sample.get(..at));
        begun.is_some_and(|letters| word.strip_prefix(kind.stored_prefix) == Some(letters))
    };
    kinds().any(|kind| kind.country != country && is_begun(kind))
}

/// Whether a word is the code of another country.
fn is_code_of_another(country: &str, word: &str) -> bool {
    word.len() <= MAX_CODE && word.is_ascii() && meant(word).is_some_and(|of| of != country)
}

/// Whether a word has a stop between its letters, as an abbreviation has and no country's code: "V.N.".
fn is_dotted(word: &Word) -> bool {
    word.shown.contains('.')
}

/// What the country's kinds have for their offices.
fn offices(country: &str) -> impl Iterator<Item = &'static str> {
    kinds_of(country).iter().flat_map(|kind| kind.offices.iter().copied())
}

/// Whether an office is named among words. What is a country's code as well (Turkey's VN, Vietnam) names none by itself.
fn has_office(country: &str, words: &[Word]) -> bool {
    let is_office = |words: &[Word]| {
        let said: String = words.iter().map(|word| folded(&word.shown)).collect();
        let is_code = is_code_of_another(country, &said) && !words.iter().any(is_dotted);
        !is_code && offices(country).any(|office| folded(office) == said)
    };
    (1..=MAX_OFFICE_WORDS).any(|count| words.windows(count).any(is_office))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn left(country: &str, typed: &str) -> Vec<(String, String)> {
        let compact = compact(typed);
        inner(country, typed, &compact).into_iter().map(|inner| (inner.text.to_owned(), inner.unknown)).collect()
    }

    #[test]
    fn words_of_an_office_are_known_with_its_place_and_others_are_said() {
        let is = |country: &str, typed: &str, text: &str, unknown: &str| {
            let all = left(country, typed);
            assert_eq!(all.last(), Some(&(text.to_owned(), unknown.to_owned())), "{country} {typed}: {all:?}");
        };
        for typed in [
            "Kadıköy V.D. 4540536920",
            "KADIKÖY VERGİ DAİRESİ 454 053 69 20",
            "kadıköy vergi dairesi müdürlüğü: 4540536920",
            "Kadıköy VD/4540536920",
            "V.D.4540536920",
            "4540536920 (Kadıköy VD)",
            "Kaş Mal Müdürlüğü 4540536920",
            "Kaş Malmüdürlüğü - 4540536920",
            "Ulus VD. / VN: 4540536920",
            "V.N. 4540536920",
            "Vergi Dairesi: Ulus, Vergi No: 4540536920",
        ] {
            is("TR", typed, "4540536920", "");
        }
        is("TR", "Kadıköy / 4540536920", "4540536920", "Kadıköy");
        is("TR", "Büyük Müşteri 4540536920", "4540536920", "Büyük Müşteri");
        is("TR", "4540536920 VKN", "4540536920", "");
        is("FR", "552 008 443 RCS Paris", "552008443", "");
        is("GR", "094259216 ΔΟΥ Α Αθηνών", "094259216", "");
        is("GB", "GB VAT 980 7806 84", "980780684", "");
        is("GB", "UK VAT No: 980 7806 84", "980780684", "");
        is("TR", "TUR 4540536920", "4540536920", "");
    }

    #[test]
    fn letters_that_may_be_a_countrys_or_the_numbers_are_left() {
        for (country, typed) in [
            ("TR", "DE 4540536920"),
            ("TR", "DEU 4540536920"),
            ("TR", "Almanya 4540536920"),
            ("TR", "AB 4540536920"),
            ("TR", "ATU 4540536920"),
            ("TR", "CHE 4540536920"),
            ("TR", "DE V.D. 4540536920"),
            ("TR", "VN 4540536920"),
            ("NL", "NL111222333"),
            ("FR", "FR 552008443"),
            ("TR", "4540536920"),
            ("TR", "Kadıköy V.D."),
            ("TR", ""),
        ] {
            let all = left(country, typed);
            assert!(!all.iter().any(|(text, _)| text.chars().all(|sign| sign.is_ascii_digit())), "{typed}: {all:?}");
        }
    }
}
