//! Which subdivision a text names: by its code, by any of its names, or by a name with another word for what it is
//! ("Guangdong Province", "Provincia de Lima").

use super::kinds::{bare, halves, loose};
use super::shape::Subdivision;
use crate::rules::text::folded;
use std::collections::HashMap;
use std::sync::OnceLock;

/// What stands between two names of one place.
const BETWEEN_NAMES: [char; 6] = ['/', '(', ')', '[', ']', ','];
/// The same, between blanks: "Кемеровская область — Кузбасс". Without them they stand inside a name.
const DASHES: [char; 4] = ['-', '–', '—', '−'];

/// What a text names in a country's list of subdivisions.
#[derive(Clone, Debug)]
pub enum Named<'a> {
    /// None of them.
    Nothing,
    /// One of them.
    One(&'a Subdivision),
    /// Several have this name, and the postal code does not say which is meant.
    Several(Vec<&'a Subdivision>),
}

/// The names of a country's subdivisions, folded, with the places that have them.
#[derive(Debug)]
pub(super) struct Names {
    /// Codes, keys and what is stored: of one place each.
    own: HashMap<String, usize>,
    /// All names, these among them.
    full: HashMap<String, Vec<usize>>,
    /// Names without the word for what the place is. Most texts are found without it: it is made when one is not.
    bare: OnceLock<HashMap<String, Vec<usize>>>,
    /// The words of names in any order, and halves of joined ones: what is looked at last.
    loose: OnceLock<HashMap<String, Vec<usize>>>,
}

impl Names {
    /// Reads the names of a country's places.
    pub(super) fn of(country: &str, places: &[Subdivision]) -> Self {
        let mut names =
            Self { own: HashMap::new(), full: HashMap::new(), bare: OnceLock::new(), loose: OnceLock::new() };
        for (at, one) in places.iter().enumerate() {
            let code = if one.iso.is_empty() { String::new() } else { format!("{country}-{}", one.iso) };
            for text in [one.key, one.written, one.iso, code.as_str()] {
                let name = folded(text);
                names.own.entry(name.clone()).or_insert(at);
                note(&mut names.full, name, at);
            }
            for text in one.names() {
                note(&mut names.full, folded(text), at);
            }
        }
        names
    }

    /// The place that a text names, with one name or with several ("Bolzano/Bozen").
    pub(super) fn find<'a>(&self, places: &'a [Subdivision], text: &str, postal_code: &str) -> Named<'a> {
        let whole = self.find_one(places, text, postal_code);
        if !matches!(whole, Named::Nothing) {
            return whole;
        }
        let parts: Vec<&str> = text.split(BETWEEN_NAMES).collect();
        let several = self.find_all(places, &parts, postal_code);
        if !matches!(several, Named::Nothing) {
            return several;
        }
        let is_dash = |word: &str| word.chars().all(|letter| DASHES.contains(&letter));
        let words: Vec<&str> = text.split_whitespace().collect();
        let parts: Vec<String> = words.split(|word| is_dash(word)).map(|part| part.join(" ")).collect();
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        let several = self.find_all(places, &parts, postal_code);
        if matches!(several, Named::Nothing) { self.find_loose(places, text) } else { several }
    }

    /// The places of several names, if each is one.
    fn find_all<'a>(&self, places: &'a [Subdivision], parts: &[&str], postal_code: &str) -> Named<'a> {
        let mut found: Vec<&Subdivision> = Vec::new();
        for part in parts.iter().filter(|part| !folded(part).is_empty()) {
            let Named::One(one) = self.find_one(places, part, postal_code) else { return Named::Nothing };
            if !found.iter().any(|other| std::ptr::eq(*other, one)) {
                found.push(one);
            }
        }
        if let [one] = found[..] {
            return Named::One(one);
        }
        if found.is_empty() { Named::Nothing } else { Named::Several(found) }
    }

    /// The one place whose name has these words in any order, or this half; "6" is number 06.
    fn find_loose<'a>(&self, places: &'a [Subdivision], text: &str) -> Named<'a> {
        let name = folded(text);
        if let [digit @ b'1'..=b'9'] = name.as_bytes() {
            let number = format!("0{}", char::from(*digit));
            return self.own.get(&number).map_or(Named::Nothing, |at| Named::One(&places[*at]));
        }
        match self.loose(places).get(&loose(text)).map(Vec::as_slice) {
            Some([one]) => Named::One(&places[*one]),
            _ => Named::Nothing,
        }
    }

    fn loose(&self, places: &[Subdivision]) -> &HashMap<String, Vec<usize>> {
        self.loose.get_or_init(|| {
            let mut names = HashMap::new();
            for (at, one) in places.iter().enumerate() {
                for text in [one.key, one.written].into_iter().chain(one.names()) {
                    note(&mut names, loose(text), at);
                }
                for text in [one.key, one.written, one.english, one.turkish] {
                    for half in halves(text) {
                        note(&mut names, half, at);
                    }
                }
            }
            names
        })
    }

    /// The place of one name. Of several that have it the postal code decides, where it lies in one of them only; else
    /// the one that the country itself writes so.
    fn find_one<'a>(&self, places: &'a [Subdivision], text: &str, postal_code: &str) -> Named<'a> {
        let name = folded(text);
        let full = self.full.get(&name);
        let Some(at) = full.or_else(|| self.bare(places).get(&bare(text))) else { return Named::Nothing };
        let near: Vec<usize> = at.iter().copied().filter(|at| lies_in(&places[*at], postal_code)).collect();
        match (at.as_slice(), near.as_slice(), self.own.get(&name)) {
            ([one], ..) | (_, [one], _) => Named::One(&places[*one]),
            (_, _, Some(own)) => Named::One(&places[*own]),
            _ => Named::Several(at.iter().map(|at| &places[*at]).collect()),
        }
    }

    fn bare(&self, places: &[Subdivision]) -> &HashMap<String, Vec<usize>> {
        self.bare.get_or_init(|| {
            let mut names = HashMap::new();
            for (at, one) in places.iter().enumerate() {
                for text in [one.key, one.written].into_iter().chain(one.names()) {
                    note(&mut names, bare(text), at);
                }
            }
            names
        })
    }
}

fn note(names: &mut HashMap<String, Vec<usize>>, name: String, at: usize) {
    if name.is_empty() {
        return;
    }
    let places = names.entry(name).or_default();
    if !places.contains(&at) {
        places.push(at);
    }
}

fn lies_in(place: &Subdivision, postal_code: &str) -> bool {
    !postal_code.is_empty() && place.has_postal_code(postal_code) == Some(true)
}

#[cfg(test)]
mod tests {
    use super::super::shape::{shape, shapes};
    use super::*;

    fn written(country: &str, text: &str, postal_code: &str) -> Vec<&'static str> {
        match shape(country).map_or(Named::Nothing, |shape| shape.named(text, postal_code)) {
            Named::Nothing => Vec::new(),
            Named::One(one) => vec![one.written],
            Named::Several(places) => places.into_iter().map(|one| one.written).collect(),
        }
    }

    #[test]
    fn every_place_is_found_by_what_is_stored_and_by_its_code() {
        for shape in shapes().values() {
            for one in &shape.subdivisions {
                let code = format!("{}-{}", shape.country, one.iso);
                let texts = [one.key, one.written, code.as_str()];
                for text in &texts[..if one.iso.is_empty() { 2 } else { 3 }] {
                    assert_eq!(written(shape.country, text, ""), [one.written], "{} {text}", shape.country);
                }
            }
        }
    }

    #[test]
    fn every_name_of_a_place_names_it_alone_or_among_others() {
        for shape in shapes().values() {
            for one in &shape.subdivisions {
                for text in one.names().filter(|text| !text.is_empty()) {
                    let named = written(shape.country, text, "");
                    let is_own_of_another =
                        shape.subdivisions.iter().any(|other| folded(other.written) == folded(text));
                    assert!(named.contains(&one.written) || is_own_of_another, "{} {text}: {named:?}", shape.country);
                }
            }
        }
    }

    #[test]
    fn a_name_of_two_places_is_what_the_postal_code_says_or_both() {
        assert_eq!(written("TW", "Hsinchu", "302"), ["Hsinchu County"]);
        assert_eq!(written("TW", "Hsinchu", "300"), ["Hsinchu City"]);
        assert_eq!(written("TW", "新竹", ""), ["Hsinchu City", "Hsinchu County"]);
        assert_eq!(written("TW", "Chiayi", "600"), ["Chiayi City"]);
        assert_eq!(written("MZ", "Maputo", "1100").len(), 2);
        assert_eq!(written("PE", "Lima", "15136").len(), 2);
        assert_eq!(written("PE", "Provincia de Lima", "").len(), 2);
        assert_eq!(written("HK", "Hong Kong", "").len(), 3);
        assert_eq!(written("RU", "Altai", "").len(), 2);
        // What is mostly meant: the province by its own name, the city that everybody knows, the state.
        assert_eq!(written("AR", "Buenos Aires", ""), ["Buenos Aires"]);
        assert_eq!(written("RU", "Moscow", ""), ["Moskva"]);
        assert_eq!(written("RU", "Moscow Oblast", ""), ["Moskovskaya oblast'"]);
        assert_eq!(written("US", "Washington", ""), ["WA"]);
        assert_eq!(written("CN", "Shanxi", ""), ["Shanxi Sheng"]);
    }

    #[test]
    fn two_names_of_one_place_are_one_and_of_two_places_two() {
        assert_eq!(written("IT", "Bolzano / Bozen", ""), ["BZ"]);
        assert_eq!(written("IN", "Puducherry (Pondicherry)", ""), ["Puducherry"]);
        assert_eq!(written("IT", "Valle d'Aosta, Vallée d'Aoste", ""), ["AO"]);
        assert_eq!(written("US", "New York / New Jersey", ""), ["NY", "NJ"]);
        assert_eq!(written("US", "Austin, TX", ""), Vec::<&str>::new());
        assert_eq!(written("US", "/", ""), Vec::<&str>::new());
    }

    #[test]
    fn names_in_another_order_or_by_half_are_found_where_one_place_has_them() {
        for (country, text, stored) in [
            ("IR", "Khorasan Razavi", "Razavi Khorasan Province"),
            ("CO", "Guajira", "La Guajira"),
            ("CO", "Norte Santander", "Norte de Santander"),
            ("IT", "Monza", "MB"),
            ("IT", "Monza Brianza", "MB"),
            ("IT", "Forlì", "FC"),
            ("IT", "Pesaro", "PU"),
            ("IT", "Città metropolitana di Milano", "MI"),
            ("JP", "Tokyo Metropolis", "Tokyo"),
            ("TH", "Bangkok Metropolis", "Bangkok"),
            ("TR", "6", "Ankara"),
            ("US", "Carolina, North", "NC"),
        ] {
            assert_eq!(written(country, text, ""), [stored], "{country} {text}");
        }
        for (country, text) in
            [("US", "Carolina"), ("US", "North"), ("CO", "Norte"), ("TR", "0"), ("IT", "Reggio"), ("US", "6")]
        {
            assert_eq!(written(country, text, ""), Vec::<&str>::new(), "{country} {text}");
        }
    }

    #[test]
    fn a_name_of_no_place_names_none() {
        for (country, text) in [
            ("TR", "Bavaria"),
            ("IT", "Lombardia"),
            ("ES", "Comunidad Valenciana"),
            ("CN", "Province"),
            ("US", "State"),
            ("PE", "de"),
            ("RU", "---"),
            ("DE", "Bayern"),
        ] {
            assert_eq!(written(country, text, ""), Vec::<&str>::new(), "{country} {text}");
        }
    }
}
