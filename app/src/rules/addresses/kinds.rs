//! Words for what a subdivision is: people write another one than the list has, or none.

use crate::rules::text::folded;
use std::collections::HashSet;
use std::sync::OnceLock;

/// What stands before a name and says what the place is.
const BEFORE: &str = "province provincia provincie provinsi prov region regione regiao estado edo state stato governorate \
    oblast respublika republic republica county co contae district distrito department departamento dept depto \
    prefecture emirate municipality municipalidad municipio comunidad principado city ciudad cidade territory ostan \
    tinh changwat citta metropolitana metropolis libero consorzio comunale республика республіка город місто محافظة إمارة منطقة استان จังหวัด";
/// What stands behind a name and says what the place is.
const AFTER: &str = "province provincia provinsi prov region state governorate oblast respublika republic republits \
    county district department prefecture parish emirate municipality metropolitan special self governing city territory \
    metropolis kray krai kraj okrug autonomous avtonomnyy avtonomnyi avtonomnyj avtonomnaya sheng shi xian zizhiqu do si gun ken fu \
    to ili vilayeti ostani область обл край республика республіка округ автономный автономная автономний";
/// What stands between the two: "Provincia de Lima".
const LINKS: &str = "of de del the do da di du d della dei";
/// What people leave out between the words of a name ("Norte Santander"), and what joins two ("Monza e Brianza").
const LEFT_OUT: &str = "la el las los le les lo il and und et e y ve va i";
/// Words that tell a place from its neighbour or stand before many names: alone they are none.
const NO_NAMES: &str = "north south east west northern southern eastern western central upper lower new great norte sur sul \
    este oeste leste nord sud est ouest ovest nueva nuevo nova novo saint sankt santa san sant greater islands island \
    kepulauan utara selatan barat timur tengah kuzey guney dogu bati yeni";
/// The same written without a space, the longer before the shorter.
const GLUED_BEFORE: &str = "จังหวัด";
/// The same behind a name.
const GLUED_AFTER: &str = "特別行政區 特别行政区 壮族自治区 回族自治区 维吾尔自治区 自治区 自治區 省 市 县 縣 都 府 県 \
    특별자치도 특별자치시 특별시 광역시 직할시 도 시";

/// The fewest characters of half a name that can be meant by itself.
const MIN_HALF_CHARS: usize = 4;

struct Kinds {
    before: HashSet<String>,
    after: HashSet<String>,
    links: HashSet<String>,
    left_out: HashSet<String>,
    no_names: HashSet<String>,
    glued_before: Vec<String>,
    glued_after: Vec<String>,
}

fn kinds() -> &'static Kinds {
    static KINDS: OnceLock<Kinds> = OnceLock::new();
    KINDS.get_or_init(|| Kinds {
        before: BEFORE.split_whitespace().map(folded).collect(),
        after: AFTER.split_whitespace().map(folded).collect(),
        links: LINKS.split_whitespace().map(folded).collect(),
        left_out: LEFT_OUT.split_whitespace().map(folded).collect(),
        no_names: NO_NAMES.split_whitespace().map(folded).collect(),
        glued_before: GLUED_BEFORE.split_whitespace().map(folded).collect(),
        glued_after: GLUED_AFTER.split_whitespace().map(folded).collect(),
    })
}

/// A name, folded, without the words for what the place is; of nothing but such words, the last.
pub(super) fn bare(text: &str) -> String {
    words(text).concat()
}

/// A name's words, without those for what the place is, without articles and links, in the order of the alphabet:
/// "Khorasan Razavi" is "Razavi Khorasan", "Guajira" is "La Guajira". Empty if nothing is left that can be a name.
pub(super) fn loose(text: &str) -> String {
    let kinds = kinds();
    let is_small = |word: &String| kinds.links.contains(word) || kinds.left_out.contains(word);
    let mut words: Vec<String> = words(text).into_iter().filter(|word| !is_small(word)).collect();
    let is_name =
        |word: &String| ![&kinds.no_names, &kinds.before, &kinds.after].into_iter().any(|kind| kind.contains(word));
    if !words.iter().any(is_name) {
        return String::new();
    }
    words.sort_unstable();
    words.join(" ")
}

/// The halves of a joined name that can be names: "Forlì-Cesena", "Pesaro and Urbino".
pub(super) fn halves(text: &str) -> Vec<String> {
    let is_joint = |word: &str| matches!(folded(word).as_str(), "" | "and" | "e" | "y" | "et" | "und" | "ve" | "va");
    let mut halves = vec![String::new()];
    let spaced = text.replace(['-', '–', '/'], " - ").replace('&', " & ");
    for word in spaced.split_whitespace() {
        if is_joint(word) {
            halves.push(String::new());
        } else if let Some(half) = halves.last_mut() {
            half.push_str(word);
            half.push(' ');
        }
    }
    if halves.len() < 2 {
        return Vec::new();
    }
    halves.iter().map(|half| loose(half)).filter(|half| half.chars().count() >= MIN_HALF_CHARS).collect()
}

fn words(text: &str) -> Vec<String> {
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
        [word] => vec![unglued(kinds, word).to_owned()],
        words => words.to_vec(),
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
    use super::*;

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
        for (text, name) in [("Tokyo Metropolis", "tokyo"), ("Città metropolitana di Milano", "milano")] {
            assert_eq!(bare(text), name, "{text}");
        }
        assert_eq!(bare("광주광역시"), folded("광주"));
        assert_eq!(bare("จังหวัดกระบี่"), folded("กระบี่"));
        assert_eq!(bare("Киевская область"), folded("Киевская"));
    }
    #[test]
    fn words_in_another_order_and_without_links_are_one_name() {
        assert_eq!(loose("Khorasan Razavi"), loose("Razavi Khorasan Province"));
        assert_eq!(loose("Norte Santander"), loose("Norte de Santander"));
        assert_eq!(loose("Guajira"), loose("La Guajira"));
        assert_eq!(halves("Forlì-Cesena"), ["forli", "cesena"]);
        assert_eq!(halves("Pesaro and Urbino"), ["pesaro", "urbino"]);
        for nothing in ["Norte", "La", "Province", "New", ""] {
            assert_eq!(loose(nothing), "", "{nothing}");
            assert_eq!(halves(nothing), Vec::<String>::new(), "{nothing}");
        }
        assert_eq!(halves("North-East"), Vec::<String>::new());
    }
}
