//! Characters that nobody sees: they come along with a paste and are taken away before anything looks at a text.

use std::borrow::Cow;

/// Unicode 16, `Default_Ignorable_Code_Point`, which holds all of `Bidi_Control`: soft hyphen, fillers, joiners, marks of
/// direction, byte-order mark, variation selectors, tags (`DerivedCoreProperties.txt`; UAX #44). U+FFFC is what is left of a
/// picture or table in a pasted text, U+FFF9 to U+FFFB of a gloss over a word (Unicode, chapter 23.8), U+F000 to U+F0FF of a
/// bullet or sign of a symbol font, as word processors keep it (Microsoft, OpenType, `cmap`, "Symbol").
const HIDDEN: &[(char, char)] = &[
    ('\u{ad}', '\u{ad}'),
    ('\u{34f}', '\u{34f}'),
    ('\u{61c}', '\u{61c}'),
    ('\u{115f}', '\u{1160}'),
    ('\u{17b4}', '\u{17b5}'),
    ('\u{180b}', '\u{180f}'),
    ('\u{200b}', '\u{200f}'),
    ('\u{202a}', '\u{202e}'),
    ('\u{2060}', '\u{206f}'),
    ('\u{3164}', '\u{3164}'),
    ('\u{f000}', '\u{f0ff}'),
    ('\u{fe00}', '\u{fe0f}'),
    ('\u{feff}', '\u{feff}'),
    ('\u{ffa0}', '\u{ffa0}'),
    ('\u{fff0}', '\u{fffc}'),
    ('\u{1bca0}', '\u{1bca3}'),
    ('\u{1d173}', '\u{1d17a}'),
    ('\u{e0000}', '\u{e0fff}'),
];

/// Scripts in whose words a joiner changes what is read (UAX #31, 2.3, "Layout and Format Control Characters"): Arabic with
/// its Persian and Kurdish letters, and the scripts of India and Sri Lanka, each in blocks of its own.
const JOINED: &[(char, char)] = &[
    ('\u{600}', '\u{6ff}'),
    ('\u{750}', '\u{77f}'),
    ('\u{870}', '\u{8ff}'),
    ('\u{fb50}', '\u{fdcf}'),
    ('\u{fe70}', '\u{fefe}'),
    ('\u{900}', '\u{dff}'),
];

/// The signs that end a consonant without its vowel, in the same scripts (Unicode, `Indic_Syllabic_Category=Virama`).
const VIRAMAS: &[char] = &[
    '\u{94d}', '\u{9cd}', '\u{a4d}', '\u{acd}', '\u{b4d}', '\u{bcd}', '\u{c4d}', '\u{ccd}', '\u{d3b}', '\u{d3c}',
    '\u{d4d}', '\u{dca}',
];

/// The letters of windows-1252 at 0x80 to 0x9F that have another code in Unicode, in order; U+FFFD where it has none.
const WINDOWS_1252: &str = "€\u{fffd}‚ƒ„…†‡ˆ‰Š‹Œ\u{fffd}Ž\u{fffd}\u{fffd}‘’“”•–—˜™š›œ\u{fffd}žŸ";

const NON_JOINER: char = '\u{200c}';
const JOINER: char = '\u{200d}';

fn is_in(letter: char, ranges: &[(char, char)]) -> bool {
    ranges.iter().any(|(first, last)| (*first..=*last).contains(&letter))
}

/// What a control of the second set was before a program read windows-1252 as Latin-1: U+0092 is a ’ (WHATWG, Encoding,
/// where every name of Latin-1 is one of windows-1252). A line end (U+0085) is one.
fn of_windows_1252(letter: char) -> Option<char> {
    let at = u32::from(letter).checked_sub(0x80).filter(|_| letter.is_control() && !letter.is_whitespace())?;
    WINDOWS_1252.chars().nth(usize::try_from(at).ok()?).filter(|sign| *sign != char::REPLACEMENT_CHARACTER)
}

/// Whether a character is one that nobody sees, wherever it stands: a control that is no blank and no letter of another
/// encoding among them.
#[must_use]
pub fn is_hidden(letter: char) -> bool {
    match letter {
        ' '..='~' => false,
        _ if letter.is_control() => !letter.is_whitespace() && of_windows_1252(letter).is_none(),
        _ => is_in(letter, HIDDEN),
    }
}

/// A text without the characters that nobody sees, and with those that a control was in another encoding. The two joiners
/// stay inside words of scripts that are read otherwise without them.
#[must_use]
pub fn seen(text: &str) -> Cow<'_, str> {
    let is_printable = text.bytes().all(|byte| matches!(byte, b' '..=b'~'));
    if is_printable || !text.chars().any(|letter| is_hidden(letter) || of_windows_1252(letter).is_some()) {
        return Cow::Borrowed(text);
    }
    let mut kept = String::with_capacity(text.len());
    for (at, letter) in text.char_indices() {
        let letter = of_windows_1252(letter).unwrap_or(letter);
        if !is_hidden(letter) {
            kept.push(letter);
        } else if letter == NON_JOINER || letter == JOINER {
            let before = kept.chars().next_back();
            let after = text[at..].chars().find(|letter| !is_hidden(*letter));
            if before.is_some_and(|before| joins(before, letter, after)) {
                kept.push(letter);
            }
        }
    }
    Cow::Owned(kept)
}

/// Whether a joiner means something between two characters. A joiner after a virama may end a word: Malayalam's chillus.
fn joins(before: char, joiner: char, after: Option<char>) -> bool {
    let is_virama = VIRAMAS.contains(&before);
    if joiner == JOINER && is_virama {
        return true;
    }
    let is_of_word = |letter: char| is_in(letter, JOINED) && (letter.is_alphabetic() || VIRAMAS.contains(&letter));
    after.is_some_and(|after| (is_of_word(before) || is_virama) && is_of_word(after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_away_every_character_that_nobody_sees() {
        for (first, last) in HIDDEN {
            for hidden in *first..=*last {
                assert_eq!(seen(&format!("{hidden}No{hidden}rd {hidden}AG{hidden}")), "Nord AG", "{hidden:?}");
                assert_eq!(seen(&hidden.to_string()), "", "{hidden:?}");
            }
        }
        for hidden in ('\0'..='\u{9f}').filter(|letter| is_hidden(*letter)) {
            assert_eq!(seen(&format!("{hidden}No{hidden}rd {hidden}AG{hidden}")), "Nord AG", "{hidden:?}");
        }
        assert_eq!(('\0'..='\u{9f}').filter(|letter| is_hidden(*letter)).count(), 27 + 1 + 5);
    }

    #[test]
    fn a_control_of_the_second_set_is_the_letter_that_it_was() {
        for (typed, kept) in [
            ("O\u{92}Brien", "O’Brien"),
            ("Nord \u{96} S\u{fc}d", "Nord – Süd"),
            ("\u{8a}koda \u{80} 5", "Škoda € 5"),
            ("Alfa\u{81} \u{8d}Beta\u{9d}", "Alfa Beta"),
            ("Alfa\u{85}Beta", "Alfa\u{85}Beta"),
        ] {
            assert_eq!(seen(typed), kept, "{typed:?}");
        }
    }

    #[test]
    fn leaves_everything_that_somebody_sees() {
        for text in ["Lale Tekstil A.Ş.", "株式会社", "e\u{301}", "a\tb", "a\u{b}b", "a\r\nb", "👩", "\u{a0}", "𝟗"]
        {
            assert_eq!(seen(text), text);
        }
    }

    #[test]
    fn keeps_joiners_inside_words_that_are_read_otherwise_without_them() {
        for word in
            ["می\u{200c}خواهم", "क्\u{200d}ष", "क्\u{200c}ष", "ශ්\u{200d}රී", "র\u{200d}্য", "അവന്\u{200d}", "نامه\u{200c}ها"]
        {
            assert_eq!(seen(word), word, "{word:?}");
        }
    }

    #[test]
    fn takes_joiners_away_where_nothing_is_joined() {
        for (typed, kept) in [
            ("Mül\u{200c}ler", "Müller"),
            ("می\u{200c}", "می"),
            ("\u{200c}می", "می"),
            ("می\u{200c} خواهم", "می خواهم"),
            ("می\u{200c}\u{200c}خ", "می\u{200c}خ"),
            ("می\u{200b}\u{200c}\u{2060}خ", "می\u{200c}خ"),
            ("٣\u{200d}٤", "٣٤"),
            ("👩\u{200d}👧", "👩👧"),
            ("1\u{200d}2", "12"),
        ] {
            assert_eq!(seen(typed), kept, "{typed:?}");
            assert_eq!(seen(kept), kept, "what was tidied stays as it is");
        }
    }
}
