//! Characters that nobody sees: they come along with a paste and are taken away before anything looks at a text.

use std::borrow::Cow;

/// Unicode 16, `Default_Ignorable_Code_Point`, which holds all of `Bidi_Control`: soft hyphen, fillers, joiners, marks of
/// direction, byte-order mark, variation selectors, tags (`DerivedCoreProperties.txt`; UAX #44). U+FFFC is what is left of a
/// picture or table in a pasted text (Unicode, chapter 23.8), U+F000 to U+F0FF of a bullet or sign of a symbol font, as word
/// processors keep it (Microsoft, OpenType, `cmap`, "Symbol").
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
    ('\u{fff0}', '\u{fff8}'),
    ('\u{fffc}', '\u{fffc}'),
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

const NON_JOINER: char = '\u{200c}';
const JOINER: char = '\u{200d}';

fn is_in(letter: char, ranges: &[(char, char)]) -> bool {
    ranges.iter().any(|(first, last)| (*first..=*last).contains(&letter))
}

/// Whether a character is one that nobody sees, wherever it stands.
#[must_use]
pub fn is_hidden(letter: char) -> bool {
    letter > '~' && is_in(letter, HIDDEN)
}

/// A text without the characters that nobody sees. The two joiners stay inside words of scripts that are read otherwise
/// without them.
#[must_use]
pub fn seen(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut kept = String::with_capacity(text.len());
    for (at, letter) in text.char_indices() {
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
    }

    #[test]
    fn leaves_everything_that_somebody_sees() {
        for text in ["Lale Tekstil A.Ş.", "株式会社", "e\u{301}", "a\tb", "a\0b", "👩", "\u{a0}", "𝟗"] {
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
