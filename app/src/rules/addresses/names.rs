//! Which subdivision a text names: by its code, by any of its names, or by a name with another word for what it is
//! ("Guangdong Province", "Provincia de Lima").

use super::shape::Subdivision;
use crate::rules::text::folded;
use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

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
}

impl Names {
    /// Reads the names of a country's places.
    pub(super) fn of(country: &str, places: &[Subdivision]) -> Self {
        let mut names = Self { own: HashMap::new(), full: HashMap::new(), bare: OnceLock::new() };
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

    /// The place that a text names. Of several that have the name the postal code decides, where it lies in one of them
    /// only; else the one that the country itself writes so.
    pub(super) fn find<'a>(&self, places: &'a [Subdivision], text: &str, postal_code: &str) -> Named<'a> {
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

/// What stands before a name and says what the place is.
const BEFORE: &str = "province provincia provincie provinsi prov region regione regiao estado edo state stato governorate \
    oblast respublika republic republica county co contae district distrito department departamento dept depto \
    prefecture emirate municipality municipalidad municipio comunidad principado city ciudad cidade territory ostan \
    tinh changwat республика республіка город місто محافظة إمارة منطقة استان จังหวัด";
/// What stands behind a name and says what the place is.
const AFTER: &str = "province provincia provinsi prov region state governorate oblast respublika republic republits \
    county district department prefecture parish emirate municipality metropolitan special self governing city territory \
    kray krai kraj okrug autonomous avtonomnyy avtonomnyi avtonomnyj avtonomnaya sheng shi xian zizhiqu do si gun ken fu \
    to ili vilayeti ostani область обл край республика республіка округ автономный автономная автономний";
/// What stands between the two: "Provincia de Lima".
const LINKS: &str = "of de del the do da di du d della dei";
/// The same written without a space, the longer before the shorter.
const GLUED_BEFORE: &str = "จังหวัด";
/// The same behind a name.
const GLUED_AFTER: &str = "特別行政區 特别行政区 壮族自治区 回族自治区 维吾尔自治区 自治区 自治區 省 市 县 縣 都 府 県 \
    특별자치도 특별자치시 특별시 광역시 직할시 도 시";

struct Kinds {
    before: HashSet<String>,
    after: HashSet<String>,
    links: HashSet<String>,
    glued_before: Vec<String>,
    glued_after: Vec<String>,
}

fn kinds() -> &'static Kinds {
    static KINDS: OnceLock<Kinds> = OnceLock::new();
    KINDS.get_or_init(|| Kinds {
        before: BEFORE.split_whitespace().map(folded).collect(),
        after: AFTER.split_whitespace().map(folded).collect(),
        links: LINKS.split_whitespace().map(folded).collect(),
        glued_before: GLUED_BEFORE.split_whitespace().map(folded).collect(),
        glued_after: GLUED_AFTER.split_whitespace().map(folded).collect(),
    })
}

/// A name, folded, without the words for what the place is; never nothing.
fn bare(text: &str) -> String {
    let kinds = kinds();
    let is_between =
        |letter: char| letter.is_whitespace() || letter.is_ascii_punctuation() || "–—’‘،・".contains(letter);
    let words: Vec<String> = text.split(is_between).map(folded).filter(|word| !word.is_empty()).collect();
    let mut rest = words.as_slice();
    while let [first, after @ ..] = rest
        && !after.is_empty()
        && kinds.before.contains(first)
    {
        rest = after;
        while let [link, after @ ..] = rest
            && !after.is_empty()
            && kinds.links.contains(link)
        {
            rest = after;
        }
    }
    // "Asturias, Principado de": the order of lists.
    loop {
        rest = match rest {
            [before @ .., last] if !before.is_empty() && kinds.after.contains(last) => before,
            [before @ .., kind, link]
                if !before.is_empty() && kinds.links.contains(link) && kinds.before.contains(kind) =>
            {
                before
            }
            _ => break,
        };
    }
    match rest {
        [word] => unglued(kinds, word).to_owned(),
        words => words.concat(),
    }
}

/// A word without what is written together with it: 東京 for 東京都.
fn unglued<'a>(kinds: &Kinds, word: &'a str) -> &'a str {
    let before = kinds.glued_before.iter().find_map(|kind| word.strip_prefix(kind.as_str()));
    let after = kinds.glued_after.iter().find_map(|kind| word.strip_suffix(kind.as_str()));
    before.or(after).filter(|rest| !rest.is_empty()).unwrap_or(word)
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
    fn takes_the_kind_off_a_name_whatever_its_language() {
        for (text, name) in [
            ("Guangdong Province", "guangdong"),
            ("Provincia de Lima", "lima"),
            ("Asturias, Principado de", "asturias"),
            ("Nenets Autonomous Okrug", "nenets"),
            ("Busan Metropolitan City", "busan"),
            ("広島県", "広島"),
            ("Province", "province"),
            ("State of", "of"),
            ("", ""),
        ] {
            assert_eq!(bare(text), folded(name), "{text}");
        }
        assert_eq!(bare("광주광역시"), folded("광주"));
        assert_eq!(bare("จังหวัดกระบี่"), folded("กระบี่"));
        assert_eq!(bare("Киевская область"), folded("Киевская"));
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
