//! What a text may mean that names no place: the place beside a town, or the nearest name.

use super::{Asked, BETWEEN_NAMES, DASHES, MAX_CODE_CHARS, Named, Names};
use crate::rules::addresses::shape::Subdivision;
use crate::rules::text::{folded, slips_within};

/// The most words of a place's name behind a town: "Villa Mercedes San Luis".
const MAX_END_WORDS: usize = 3;
/// The longest text that a nearest name is looked for of.
const MAX_NEAR_CHARS: usize = 60;

impl Names {
    /// The one place that a part of a text names beside something else: "Kadıköy/İstanbul", "Austin, TX", "NSW 2000", "Austin
    /// TX", 广东省深圳市.
    pub(in crate::rules::addresses) fn in_part<'a>(
        &self,
        places: &'a [Subdivision],
        text: &str,
    ) -> Option<&'a Subdivision> {
        if text.contains(BETWEEN_NAMES) {
            return self.between_signs(places, text);
        }
        let found = self.between_signs(places, text).or_else(|| self.at_end(places, text));
        found.or_else(|| self.at_begin(places, text))
    }

    /// The one place that the last words of a text name, behind a town.
    fn at_end<'a>(&self, places: &'a [Subdivision], text: &str) -> Option<&'a Subdivision> {
        let words: Vec<&str> = text.split_whitespace().collect();
        let most = MAX_END_WORDS.min(words.len().saturating_sub(1));
        (1..=most).rev().find_map(|count| {
            let text = words[words.len() - count..].join(" ");
            let is_name = text.chars().count() > 3 || text.chars().all(char::is_uppercase);
            match self.find_one(Asked { places, text: &text, postal_code: "" }) {
                Named::One(one) if is_name && text.chars().count() > 1 => Some(one),
                _ => None,
            }
        })
    }

    /// The one place whose name a text begins with in a script that has no blanks between words: 东京都千代田区, 경기도 수원시.
    fn at_begin<'a>(&self, places: &'a [Subdivision], text: &str) -> Option<&'a Subdivision> {
        // Before it is folded: that takes Korean syllables apart.
        if !text.trim_start().chars().next().is_some_and(is_without_blanks) {
            return None;
        }
        let text = folded(text);
        let begins = |name: &str| name.chars().count() > 1 && text.starts_with(name);
        let mut found: Vec<usize> =
            self.bare(places).iter().filter(|(name, _)| begins(name)).flat_map(|(_, at)| at.iter().copied()).collect();
        found.sort_unstable();
        found.dedup();
        if let [one] = found[..] { places.get(one) } else { None }
    }

    fn between_signs<'a>(&self, places: &'a [Subdivision], text: &str) -> Option<&'a Subdivision> {
        let plain = |text: &str| {
            let words = text.split_whitespace().filter(|word| !word.chars().any(char::is_numeric));
            words.collect::<Vec<_>>().join(" ")
        };
        let mut found: Vec<&Subdivision> = Vec::new();
        for part in text.split(BETWEEN_NAMES).map(plain).filter(|part| !part.is_empty()) {
            match self.find_one(Asked { places, text: &part, postal_code: "" }) {
                Named::One(one) if !found.iter().any(|other| std::ptr::eq(*other, one)) => found.push(one),
                Named::One(_) | Named::Nothing => {}
                Named::Several(_) => return None,
            }
        }
        if let [one] = found[..] { Some(one) } else { None }
    }

    /// The place whose name is the nearest to a text that names none; `None` where none is near.
    pub(in crate::rules::addresses) fn nearest<'a>(
        &self,
        places: &'a [Subdivision],
        text: &str,
    ) -> Option<&'a Subdivision> {
        let typed = self.kinds().bare(text);
        let length = typed.chars().count();
        if !(4..=MAX_NEAR_CHARS).contains(&length) {
            return None;
        }
        let allowed = if length < 7 { 1 } else { 2 };
        // A code is near others by chance, and near is no advice then.
        let country = self.country.to_lowercase();
        let is_code = |name: &str| name.len() <= MAX_CODE_CHARS + 2 && name.starts_with(&country);
        if text.chars().any(char::is_numeric) || (text.contains(DASHES) && is_code(&typed)) {
            return None;
        }
        let names = self.bare(places).iter().chain(&self.full);
        let names =
            names.filter(|(name, _)| name.chars().count() > 3 && !(is_code(name) && self.own.contains_key(*name)));
        // The name itself decides between two that are as near: the order of a map is none.
        let near = names.filter_map(|(name, at)| Some((slips_within(&typed, name, allowed)?, name, *at.first()?)));
        let nearest = near.min()?;
        places.get(nearest.2)
    }
}

/// Whether a letter is of East Asia's scripts.
fn is_without_blanks(letter: char) -> bool {
    matches!(letter, '\u{3005}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}')
}

#[cfg(test)]
mod tests {
    use super::super::super::shape::shape;

    fn in_part(country: &str, text: &str) -> Option<&'static str> {
        shape(country).and_then(|shape| shape.in_part(text)).map(|one| one.written)
    }

    #[test]
    fn a_place_behind_a_town_or_written_together_with_one_may_be_meant() {
        for (country, text, place) in [
            ("US", "Austin TX", "TX"),
            ("US", "Houston Texas", "TX"),
            ("US", "Charlotte North Carolina", "NC"),
            ("TR", "Kadıköy İstanbul", "İstanbul"),
            ("AR", "Villa Mercedes San Luis", "San Luis"),
            ("CN", "广东省深圳市", "Guangdong Sheng"),
            ("CN", "上海市浦东新区", "Shanghai Shi"),
            ("JP", "東京都千代田区", "Tokyo"),
            ("JP", "大阪府大阪市", "Osaka"),
            ("KR", "경기도 수원시", "Gyeonggi-do"),
            ("KR", "서울 강남구", "Seoul"),
        ] {
            assert_eq!(in_part(country, text), Some(place), "{country} {text}");
        }
        for (country, text) in [
            ("US", "Austin"),
            ("US", "Kansas City"),
            ("US", "Route to me"),
            ("US", "The old or"),
            ("CN", "深圳市"),
            ("JP", "横浜市"),
            ("TR", "Kadıköy"),
        ] {
            assert_eq!(in_part(country, text), None, "{country} {text}");
        }
    }

    #[test]
    fn a_code_is_near_none() {
        for (country, text) in [("ES", "ES-CL"), ("BS", "BS-XX"), ("PH", "PH-01"), ("TR", "TR310"), ("ID", "ID-SM")] {
            assert_eq!(shape(country).and_then(|shape| shape.nearest(text)).map(|one| one.written), None, "{text}");
        }
        let near =
            |country: &str, text: &str| shape(country).and_then(|shape| shape.nearest(text)).map(|one| one.written);
        assert_eq!(near("TR", "Istambull"), Some("İstanbul"));
        assert_eq!(near("IN", "Maharashtar"), Some("Maharashtra"));
    }
}
