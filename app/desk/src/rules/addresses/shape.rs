//! How each country writes an address: Google's address data, read from the tables beside this file at first use.

use super::names::{Asked, Named, Names};
use crate::rules::text::folded;
use regex::Regex;
use std::collections::HashMap;
use std::sync::OnceLock;

/// Before beginnings of postal codes that are some of a subdivision's: Ireland's routing keys follow no boundary.
const SOME: char = '+';

/// One country's address.
#[derive(Debug)]
pub struct Shape {
    /// ISO 3166-1 alpha-2.
    pub country: &'static str,
    /// Google's format: `%A` street lines, `%C` locality, `%S` subdivision, `%Z` postal code, `%n` new line.
    pub format: &'static str,
    /// The same for Latin letters; empty where it is the same.
    pub latin_format: &'static str,
    /// The letters of the parts that an address must have.
    pub required: &'static str,
    /// The letters of the parts that letters to there have in capitals.
    pub upper: &'static str,
    /// The pattern of a postal code; empty where none is known.
    pub postal_pattern: &'static str,
    /// One or two right postal codes, with commas.
    pub postal_samples: &'static str,
    /// What its subdivisions are: `province`, `state`, `emirate`, …
    pub subdivision_kind: &'static str,
    /// What its localities are: `city`, `district`, `post_town`, `suburb`.
    pub locality_kind: &'static str,
    /// What its postal codes are: `postal`, `zip`, `pin`, `eircode`.
    pub postal_kind: &'static str,
    /// The first language addresses are written in, BCP 47; empty where unknown.
    pub language: &'static str,
    /// Its subdivisions, if they are listed.
    pub subdivisions: Vec<Subdivision>,
    names: OnceLock<Names>,
    postal: OnceLock<Option<Regex>>,
}

/// A province, state, emirate, prefecture.
#[derive(Debug)]
pub struct Subdivision {
    /// ISO 3166-2 (2026) without the country; empty where it has none.
    pub iso: &'static str,
    /// How the country itself writes it: Google's key, or its new name since.
    pub key: &'static str,
    /// How it is written on a letter in Latin letters: what is stored.
    pub written: &'static str,
    /// In English (Unicode CLDR).
    pub english: &'static str,
    /// In Turkish (by hand; the local name elsewhere).
    pub turkish: &'static str,
    further: &'static str,
    postal_start: &'static str,
    within: &'static str,
    postal: OnceLock<Option<Regex>>,
}

impl Shape {
    /// Whether an address there has this part at all.
    #[must_use]
    pub fn writes(&self, letter: char) -> bool {
        self.format.split('%').skip(1).any(|part| part.starts_with(letter))
    }

    /// Whether an address there is not complete without this part.
    #[must_use]
    pub fn requires(&self, letter: char) -> bool {
        self.required.contains(letter)
    }

    /// A right postal code.
    #[must_use]
    pub fn postal_sample(&self) -> &'static str {
        self.postal_samples.split(',').next().unwrap_or_default()
    }

    /// Whether a text is a postal code there; `None` where no pattern is known.
    #[must_use]
    pub fn is_postal_code(&self, text: &str) -> Option<bool> {
        compiled(&self.postal, || format!("^(?:{})$", self.postal_pattern), self.postal_pattern)
            .map(|pattern| pattern.is_match(text))
    }

    /// What a text names: by a name in any of its languages, its key or its code. Of several places with one name the
    /// postal code (empty where none is known) decides, if it can.
    #[must_use]
    pub fn named(&self, text: &str, postal_code: &str) -> Named<'_> {
        self.names().find(Asked { places: &self.subdivisions, text, postal_code })
    }

    fn names(&self) -> &Names {
        self.names.get_or_init(|| Names::of(self.country, &self.subdivisions))
    }

    /// The one place that has the name with another word for what it is ("Washington County"), unless the postal code lies
    /// elsewhere: it may be meant.
    pub(super) fn of_another_kind(&self, text: &str, postal_code: &str) -> Option<&Subdivision> {
        let found = self.names().of_another_kind(&self.subdivisions, text);
        let is_elsewhere =
            |one: &Subdivision| !postal_code.is_empty() && one.has_postal_code(postal_code) == Some(false);
        if let [one] = found[..] { Some(one).filter(|one| !is_elsewhere(one)) } else { None }
    }

    /// The one subdivision that a part of a text names: "Kadıköy/İstanbul".
    pub(super) fn in_part(&self, text: &str) -> Option<&Subdivision> {
        self.names().in_part(&self.subdivisions, text)
    }

    /// The one subdivision that holds a district or quarter: "Freeport" is on Grand Bahama, "Tai Po" in the New Territories.
    pub(super) fn around(&self, text: &str) -> Option<&Subdivision> {
        let name = folded(text);
        self.subdivisions.iter().find(|one| !name.is_empty() && one.within().any(|place| folded(place) == name))
    }

    /// The subdivision whose name is the nearest to a text that names none.
    pub(super) fn nearest(&self, text: &str) -> Option<&Subdivision> {
        self.names().nearest(&self.subdivisions, text)
    }

    /// The one subdivision that a text names; `None` if it names none or several.
    #[must_use]
    pub fn subdivision(&self, text: &str) -> Option<&Subdivision> {
        match self.named(text, "") {
            Named::One(one) => Some(one),
            Named::Nothing | Named::Several(_) => None,
        }
    }

    /// Whether a postal code lies in another subdivision: it begins as none of this one's, or as only another's.
    #[must_use]
    pub(super) fn is_elsewhere(&self, place: &Subdivision, postal_code: &str) -> bool {
        match place.has_postal_code(postal_code) {
            Some(is_here) => !is_here,
            None => self.subdivision_of_postal_code(postal_code).is_some(),
        }
    }

    /// The subdivisions whose postal codes begin like this one.
    #[must_use]
    pub fn subdivisions_of_postal_code(&self, postal_code: &str) -> Vec<&Subdivision> {
        self.subdivisions.iter().filter(|one| one.has_postal_code(postal_code) == Some(true)).collect()
    }

    /// The one subdivision whose postal codes begin like this one; `None` if none or several do.
    #[must_use]
    pub fn subdivision_of_postal_code(&self, postal_code: &str) -> Option<&Subdivision> {
        match self.subdivisions_of_postal_code(postal_code).as_slice() {
            [one] => Some(one),
            _ => None,
        }
    }
}

impl Subdivision {
    /// Its names beside its key and how it is written.
    pub(super) fn names(&self) -> impl Iterator<Item = &'static str> {
        [self.english, self.turkish].into_iter().chain(self.further.split('|'))
    }

    /// Its names, and what it is written as.
    pub(super) fn all_names(&self) -> impl Iterator<Item = &'static str> {
        [self.key, self.written].into_iter().chain(self.names())
    }

    /// Districts and quarters that people write in its place.
    fn within(&self) -> impl Iterator<Item = &'static str> {
        self.within.split('|').filter(|place| !place.is_empty())
    }

    /// Whether a postal code can lie here; `None` where the beginnings are not known, or it begins as none of those that are.
    #[must_use]
    pub fn has_postal_code(&self, postal_code: &str) -> Option<bool> {
        let some = self.postal_start.strip_prefix(SOME);
        let start = some.unwrap_or(self.postal_start);
        compiled(&self.postal, || format!("^(?:{start})"), start)
            .map(|pattern| pattern.is_match(postal_code))
            .filter(|is_here| *is_here || some.is_none())
    }
}

fn compiled<'a>(
    cell: &'a OnceLock<Option<Regex>>,
    pattern: impl FnOnce() -> String,
    source: &str,
) -> Option<&'a Regex> {
    if source.is_empty() {
        return None;
    }
    // The patterns are the tables' own: a test compiles every one.
    cell.get_or_init(|| Regex::new(&pattern()).ok()).as_ref()
}

/// The address of a country, by its code in capitals.
#[must_use]
pub fn shape(country: &str) -> Option<&'static Shape> {
    shapes().get(country)
}

/// Every country's address, by its code.
#[must_use]
pub fn shapes() -> &'static HashMap<&'static str, Shape> {
    static SHAPES: OnceLock<HashMap<&'static str, Shape>> = OnceLock::new();
    SHAPES.get_or_init(read)
}

fn read() -> HashMap<&'static str, Shape> {
    let mut shapes: HashMap<&'static str, Shape> = rows(include_str!("addresses.tsv"))
        .map(
            |[
                country,
                format,
                latin_format,
                required,
                upper,
                postal_pattern,
                postal_samples,
                subdivision_kind,
                locality_kind,
                postal_kind,
                language,
            ]| {
                let shape = Shape {
                    country,
                    format,
                    latin_format,
                    required,
                    upper,
                    postal_pattern,
                    postal_samples,
                    subdivision_kind,
                    locality_kind,
                    postal_kind,
                    language,
                    subdivisions: Vec::new(),
                    names: OnceLock::new(),
                    postal: OnceLock::new(),
                };
                (country, shape)
            },
        )
        .collect();
    for [country, iso, key, written, english, turkish, further, postal_start, within] in
        rows(include_str!("subdivisions.tsv"))
    {
        let subdivision =
            Subdivision { iso, key, written, english, turkish, further, postal_start, within, postal: OnceLock::new() };
        if let Some(shape) = shapes.get_mut(country) {
            shape.subdivisions.push(subdivision);
        }
    }
    shapes
}

fn rows<const COLUMNS: usize>(table: &'static str) -> impl Iterator<Item = [&'static str; COLUMNS]> {
    table
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split('\t').collect::<Vec<_>>().try_into().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read_and_every_pattern_compiles() {
        let lines = |table: &str| table.lines().filter(|line| !line.starts_with('#')).count();
        assert_eq!(shapes().len(), lines(include_str!("addresses.tsv")));
        assert_eq!(shapes().len(), 250);
        let read: usize = shapes().values().map(|shape| shape.subdivisions.len()).sum();
        assert_eq!(read, lines(include_str!("subdivisions.tsv")));
        for shape in shapes().values() {
            assert_eq!(shape.is_postal_code("").is_some(), !shape.postal_pattern.is_empty(), "{}", shape.country);
            for one in &shape.subdivisions {
                assert_eq!(
                    one.has_postal_code("").is_some(),
                    !one.postal_start.is_empty() && !one.postal_start.starts_with(SOME),
                    "{} {}",
                    shape.country,
                    one.key
                );
            }
        }
    }

    #[test]
    fn every_sample_is_a_postal_code_of_its_country() {
        for shape in shapes().values().filter(|shape| !shape.postal_pattern.is_empty()) {
            for sample in shape.postal_samples.split(',').filter(|sample| !sample.is_empty()) {
                assert_eq!(shape.is_postal_code(sample), Some(true), "{} {sample}", shape.country);
            }
        }
    }

    #[test]
    fn finds_a_subdivision_by_any_of_its_names() {
        let found =
            |country: &str, text: &str| shape(country).and_then(|shape| shape.subdivision(text)).map(|one| one.written);
        for text in ["İstanbul", "ISTANBUL", "istanbul", "34", "TR-34", "Istanbul"] {
            assert_eq!(found("TR", text), Some("İstanbul"), "{text}");
        }
        assert_eq!(found("US", "california"), Some("CA"));
        assert_eq!(found("JP", "東京都"), Some("Tokyo"));
        assert_eq!(found("CA", "Québec"), Some("QC"));
        assert_eq!(found("AE", "دبي"), Some("Dubai"));
        for (country, text, written) in [
            ("CN", "Guangdong", "Guangdong Sheng"),
            ("CN", "北京", "Beijing Shi"),
            ("JP", "東京", "Tokyo"),
            ("IN", "TS", "Telangana"),
        ] {
            assert_eq!(found(country, text), Some(written), "{text}");
        }
        assert_eq!(found("TR", "Bavaria"), None);
    }
}
