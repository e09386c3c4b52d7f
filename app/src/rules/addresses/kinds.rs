//! Words for what a subdivision is: people write another one than the list has, or none.

use crate::rules::text::folded;
use std::collections::HashSet;
use std::sync::OnceLock;

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

/// A name, folded, without the words for what the place is; of nothing but such words, the last.
pub(super) fn bare(text: &str) -> String {
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
        assert_eq!(bare("광주광역시"), folded("광주"));
        assert_eq!(bare("จังหวัดกระบี่"), folded("กระบี่"));
        assert_eq!(bare("Киевская область"), folded("Киевская"));
    }
}
