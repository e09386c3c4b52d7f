//! Official names of countries: what stands beside the name ("Bundesrepublik Deutschland", "Türkiye Cumhuriyeti"). Names that
//! are no part of their official one ("République française") are rows of `country_further.tsv`.

use crate::folding::fold;
use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;
use unicode_normalization::char::is_combining_mark;

/// The most words of a phrase of the table: "xã hội chủ nghĩa".
const MAX_PHRASE: usize = 4;

/// What the words beside a name say of the state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Style {
    /// Whether they say what it is: "Republik". Links and what is federal say nothing without it.
    pub is_state: bool,
    /// Whether it is a people's one: China's, and not Taiwan's; Korea's north.
    pub is_peoples: bool,
    /// Whether it is a democratic one: the Congo of Kinshasa.
    pub is_democratic: bool,
}

impl Style {
    fn of(kind: &str) -> Self {
        Self {
            is_state: matches!(kind, "noun" | "people"),
            is_peoples: kind == "people",
            is_democratic: kind == "democratic",
        }
    }

    /// Which of two states with one name has an official name of this kind.
    pub(super) fn of_two(self, codes: [&'static str; 2]) -> Option<&'static str> {
        match (codes, self.is_peoples, self.is_democratic) {
            ([china @ "CN", _], true, _) => Some(china),
            (["KR", north], true, true) => Some(north),
            ([south @ "KR", _], false, false) => Some(south),
            (["CG", kinshasa], false, true) => Some(kinshasa),
            ([brazzaville @ "CG", _], false, false) => Some(brazzaville),
            _ => None,
        }
    }

    fn and(self, other: Self) -> Self {
        Self {
            is_state: self.is_state || other.is_state,
            is_peoples: self.is_peoples || other.is_peoples,
            is_democratic: self.is_democratic || other.is_democratic,
        }
    }
}

type Phrases = HashMap<Vec<String>, Style>;

/// The table: words before "of", phrases before a name and behind one.
#[derive(Default)]
struct Styles {
    of: HashSet<&'static str>,
    before: Phrases,
    after: Phrases,
}

fn styles() -> &'static Styles {
    static STYLES: OnceLock<Styles> = OnceLock::new();
    STYLES.get_or_init(|| {
        let mut styles = Styles::default();
        for line in include_str!("country_styles.tsv").lines().filter(|line| !line.starts_with('#')) {
            let mut columns = line.split('\t');
            let (Some(place), Some(kind), Some(list)) = (columns.next(), columns.next(), columns.next()) else {
                continue;
            };
            for phrase in list.split(' ') {
                if place == "of" {
                    styles.of.insert(phrase);
                    continue;
                }
                let phrases = if place == "before" { &mut styles.before } else { &mut styles.after };
                phrases.insert(words(phrase), Style::of(kind));
            }
        }
        styles
    })
}

/// Words, folded. "d'Angola" is two.
fn words(text: &str) -> Vec<String> {
    let words = text.split(|letter: char| !letter.is_alphanumeric() && !is_combining_mark(letter));
    words.map(fold).filter(|word| !word.is_empty()).collect()
}

/// Whether these are words before "of" in an English official name.
pub(super) fn is_style(text: &str) -> bool {
    text.split_whitespace().all(|word| styles().of.contains(word))
}

/// A name without what its official form has beside it, in every way to take it off, the least first.
pub(super) fn without(name: &str) -> Vec<(String, Style)> {
    let words = words(name);
    let mut found = Vec::new();
    for (start, before) in peeled(&words, &styles().before, Side::Front) {
        let rest = &words[start..];
        for (count, after) in peeled(rest, &styles().after, Side::Back) {
            let style = before.and(after);
            if style.is_state {
                found.push((rest[..rest.len() - count].join(" "), style));
            }
        }
    }
    found
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Front,
    Back,
}

/// How many words can be taken off a side, phrase by phrase, and what they say: none first. A word at least is left.
fn peeled(words: &[String], phrases: &Phrases, side: Side) -> Vec<(usize, Style)> {
    let mut taken = vec![(0, Style::default())];
    while let Some((count, style)) = taken.last().copied() {
        let rest = if side == Side::Front { &words[count..] } else { &words[..words.len() - count] };
        let most = MAX_PHRASE.min(rest.len().saturating_sub(1));
        let next = (1..=most).rev().find_map(|more| {
            let phrase = if side == Side::Front { &rest[..more] } else { &rest[rest.len() - more..] };
            phrases.get(phrase).map(|found| (count + more, style.and(*found)))
        });
        let Some(next) = next else { break };
        taken.push(next);
    }
    taken
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rests(name: &str) -> Vec<String> {
        without(name).into_iter().map(|(rest, _)| rest).collect()
    }

    #[test]
    fn takes_the_words_for_the_state_off_in_any_language() {
        for (name, rest) in [
            ("Bundesrepublik Deutschland", "deutschland"),
            ("Islamische Republik Afghanistan", "afghanistan"),
            ("République d’Angola", "angola"),
            ("República de la India", "india"),
            ("Grand-Duché de Luxembourg", "luxembourg"),
            ("Union der Komoren", "komoren"),
            ("Türkiye Cumhuriyeti", "turkiye"),
            ("Afganistan İslam Cumhuriyeti", "afganistan"),
            ("Birleşik Tanzanya Cumhuriyeti", "tanzanya"),
            ("Cộng hòa xã hội chủ nghĩa Việt Nam", "viet nam"),
            ("Республика Казахстан", "казахстан"),
        ] {
            assert!(rests(name).contains(&rest.to_owned()), "{name}: {:?}", rests(name));
        }
    }

    #[test]
    fn links_alone_and_words_of_people_are_no_style() {
        for name in [
            "Deutschland",
            "der Deutschland",
            "Islamische Afghanistan",
            "Türkische Republik Nordzypern",
            "Kuzey Kıbrıs",
            "Staten Island",
            "Union Island",
            "Republik",
            "Cumhuriyeti",
            "",
        ] {
            assert_eq!(rests(name), Vec::<String>::new(), "{name}");
        }
        assert!(!rests("Kuzey Kıbrıs Türk Cumhuriyeti").contains(&"kuzey kibris".to_owned()));
    }

    #[test]
    fn every_row_of_the_table_is_read() {
        let rows = include_str!("country_styles.tsv").lines().filter(|line| !line.starts_with('#'));
        for row in rows {
            let columns: Vec<&str> = row.split('\t').collect();
            assert!(
                matches!(columns[..], ["of" | "before" | "after", "noun" | "people" | "democratic" | "link", _]),
                "{row}"
            );
        }
        assert!(styles().before.len() > 100 && styles().after.len() > 20);
        assert!(styles().before.keys().chain(styles().after.keys()).all(|phrase| phrase.len() <= MAX_PHRASE));
    }
}
