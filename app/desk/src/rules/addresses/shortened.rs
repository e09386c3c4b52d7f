//! Names of which only some words are written out: "N. Carolina", "С.-Петербург", "Libertador Gral. Bernardo O'Higgins".

use super::kinds::{is_no_name, is_small};
use crate::rules::text::folded;

/// The fewest characters of a word that is written out, beside the shortened ones.
const MIN_FULL_CHARS: usize = 3;

/// Shortened words that are written without the full stop too: Mount, Saint, General, President.
const WITHOUT_STOP: &[&str] = &["mt", "st", "ste", "sta", "sto", "gral", "pres"];

/// The words of a text of which at least one is shortened: to one letter, or with a full stop behind it.
pub(super) struct Shortened(Vec<Word>);

struct Word {
    text: String,
    is_shortened: bool,
}

impl Shortened {
    /// Reads a text; `None` if no word is shortened, or none is written out that is a name.
    pub(super) fn read(text: &str) -> Option<Self> {
        let stopped = text.replace('.', ". ");
        let words = stopped.split(|letter: char| letter.is_whitespace() || "-–/&".contains(letter));
        let words = words.filter_map(|word| {
            let text = folded(word);
            let is_shortened =
                word.ends_with('.') || text.chars().count() == 1 || WITHOUT_STOP.contains(&text.as_str());
            let is_kept = !text.is_empty() && (is_shortened || !is_small(&text));
            is_kept.then_some(Word { text, is_shortened })
        });
        let words: Vec<Word> = words.collect();
        let is_long = |word: &Word| word.text.chars().count() >= MIN_FULL_CHARS;
        let is_name = |word: &Word| !word.is_shortened && !is_no_name(&word.text) && is_long(word);
        // "Neg. Occ." and "Ank." have so many letters that they tell a name by themselves.
        let are_long = words.iter().all(is_long);
        let is_one = words.iter().any(|word| word.is_shortened) && (are_long || words.iter().any(is_name));
        is_one.then_some(Self(words))
    }

    /// Whether these are the words of a name, each whole or shortened.
    pub(super) fn is_of(&self, name: &str) -> bool {
        let words = name.split(|letter: char| letter.is_whitespace() || "-–/&".contains(letter)).map(folded);
        let words: Vec<String> = words.filter(|word| !word.is_empty() && !is_small(word)).collect();
        // Where no word is written out, each is the beginning of one.
        let is_beginning = self.0.iter().all(|word| word.is_shortened);
        words.len() == self.0.len()
            && self.0.iter().zip(&words).all(|(word, of)| match word.is_shortened {
                true if is_beginning => of.starts_with(&word.text),
                true => is_short_for(&word.text, of),
                false => *of == word.text,
            })
    }
}

/// Whether a word begins like another and has no letter that the other has not, in its order: "Kep." for Kepulauan, "Gral."
/// for General.
fn is_short_for(short: &str, word: &str) -> bool {
    let mut letters = word.chars();
    let is_next = |letter: char| letters.any(|of| of == letter);
    short.chars().next() == word.chars().next() && short.chars().all(is_next)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_of(text: &str, name: &str) -> bool {
        Shortened::read(text).is_some_and(|shortened| shortened.is_of(name))
    }

    #[test]
    fn a_word_may_be_its_first_letters_only() {
        for (text, name) in [
            ("N. Carolina", "North Carolina"),
            ("W Virginia", "West Virginia"),
            ("Q. Roo", "Quintana Roo"),
            ("N. de Santander", "Norte de Santander"),
            ("N.Sembilan", "Negeri Sembilan"),
            ("С.-Петербург", "Санкт-Петербург"),
            ("Prince Edward Is.", "Prince Edward Island"),
            ("Kep. Riau", "Kepulauan Riau"),
            ("Libertador Gral. Bernardo O'Higgins", "Libertador General Bernardo O’Higgins"),
            ("Mt. Province", "Mountain Province"),
            ("Mt Province", "Mountain Province"),
            ("Sta. Cruz de Tenerife", "Santa Cruz de Tenerife"),
            ("Sto Domingo", "Santo Domingo"),
        ] {
            assert!(is_of(text, name), "{text}");
        }
    }

    #[test]
    fn words_that_are_left_out_or_others_are_no_shortening() {
        for (text, name) in [
            ("N. Carolina", "South Carolina"),
            ("Ha Giang", "Hau Giang"),
            ("N. C.", "North Carolina"),
            ("North C.", "North Carolina"),
            ("Carolina", "North Carolina"),
            ("N. Carolina X", "North Carolina"),
            ("N. Carol", "North Carolina"),
            ("Grla. Bernardo", "General Bernardo"),
            ("Nt. Province", "Mountain Province"),
            ("Mnx. Province", "Mountain Province"),
            ("Ml Province", "Mountain Province"),
            ("Mountain St.", "Mountain Province"),
            ("", "North Carolina"),
            (".", "North Carolina"),
        ] {
            assert!(!is_of(text, name), "{text}");
        }
    }
}
