//! Countries by what people call them: names in many languages, and codes of three letters or digits. `EL` and `UK` are the
//! European Union's own for Greece and the United Kingdom (Interinstitutional style guide, 7.1.1).

use super::text::folded;
use crate::countries::{Named, country, country_choices};
use crate::customers::fold;
use crate::language::Language;
use std::collections::HashMap;
use std::sync::OnceLock;

/// The words before "of" in the official names of states: "Federal Democratic Republic of Nepal" (United Nations, UNTERM).
const STYLES: &str = "republic kingdom state states commonwealth duchy principality sultanate union emirate territory \
    collectivity confederation government the grand federal federative federated islamic democratic people's people’s \
    peoples socialist plurinational bolivarian arab hashemite independent eastern oriental united co-operative cooperative \
    former yugoslav rep rep. dem dem. fed fed.";

/// Names of two countries, each with both: with a style before them only the whole name is one.
const SHARED: &[(&str, [&str; 2])] =
    &[("congo", ["CG", "CD"]), ("kongo", ["CG", "CD"]), ("virginislands", ["VG", "VI"]), ("korea", ["KR", "KP"])];

/// Codes of two letters that people write with dots.
const DOTTED: &[&str] = &["uk", "us"];

/// The longest text that a country is looked for in.
const MAX_CHARS: usize = 100;

/// A country's codes and names in the table.
struct Row {
    code: &'static str,
    codes: Vec<&'static str>,
    names: Vec<&'static str>,
}

fn lines(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.lines().filter(|line| !line.starts_with('#'))
}

fn rows() -> impl Iterator<Item = Row> {
    lines(include_str!("country_names.tsv")).filter_map(|line| {
        let mut columns = line.split('\t');
        let (code, letters, digits, names) = (columns.next()?, columns.next()?, columns.next()?, columns.next()?);
        let split = |text: &'static str| text.split('|').filter(|one| !one.is_empty()).collect::<Vec<_>>();
        Some(Row { code, codes: split(letters).into_iter().chain(split(digits)).collect(), names: split(names) })
    })
}

/// Every name and code, folded, with the country's code.
fn names() -> &'static HashMap<String, &'static str> {
    static NAMES: OnceLock<HashMap<String, &'static str>> = OnceLock::new();
    NAMES.get_or_init(|| {
        let mut names = HashMap::new();
        let mut add = |name: &str, code: &'static str| {
            let name = called(name);
            if !name.is_empty() {
                names.entry(name).or_insert(code);
            }
        };
        for language in [Language::English, Language::Turkish] {
            for (code, name) in country_choices(language) {
                add(code, code);
                add(name, code);
            }
        }
        for (code, further) in lines(include_str!("country_further.tsv")).filter_map(|line| line.split_once('\t')) {
            further.split('|').for_each(|name| add(name, code));
        }
        for row in rows() {
            row.codes.iter().chain(&row.names).for_each(|name| add(name, row.code));
        }
        names
    })
}

/// A name as it is looked up: "St. Kitts & Nevis" is "Saint Kitts and Nevis", and an article is nothing. Folded.
fn called(name: &str) -> String {
    let folded = fold(name);
    let words: Vec<&str> =
        folded.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    // "AND" is Andorra's code.
    if let [word] = words[..] {
        return word.to_owned();
    }
    let kept = words.into_iter().filter(|word| !matches!(*word, "and" | "the"));
    kept.map(|word| match word {
        "saint" | "sainte" | "ste" => "st",
        "rep" => "republic",
        "dem" => "democratic",
        word => word,
    })
    .collect()
}

/// The country that a text means: ISO 3166-1 alpha-2 of a code, or of a name in one of the languages of the tables.
#[must_use]
pub fn meant(typed: &str) -> Option<&'static str> {
    let is_control = |letter: char| letter.is_control() && !letter.is_whitespace();
    if typed.chars().count() > MAX_CHARS || typed.chars().any(is_control) {
        return None;
    }
    let typed = typed.trim();
    let name = folded(typed);
    // "n/a" is nobody's code.
    if name.len() == 2 && typed.len() > 2 && !DOTTED.contains(&name.as_str()) {
        return None;
    }
    styled(typed).or_else(|| turned(typed)).or_else(|| bracketed(typed))
}

/// The country of a name, with or without what its official name begins with.
fn styled(name: &str) -> Option<&'static str> {
    if let Some(known) = names().get(&called(name)).copied() {
        return Some(known);
    }
    let lower = name.to_lowercase();
    let mut rest = lower.as_str();
    while let Some((style, name)) = rest.split_once(" of ") {
        if !is_style(style) {
            return None;
        }
        rest = name;
        let called = called(rest);
        if let Some(known) = unshared(&called) {
            return Some(known);
        }
    }
    None
}

fn is_style(words: &str) -> bool {
    words.split_whitespace().all(|word| STYLES.split_whitespace().any(|style| style == word))
}

fn unshared(called: &str) -> Option<&'static str> {
    let is_shared = SHARED.iter().any(|(shared, _)| *shared == called);
    names().get(called).copied().filter(|_| !is_shared)
}

/// The country of a name as lists sort it: "Micronesia, Federated States of", "Virgin Islands, British", "Yemen, Rep.".
fn turned(name: &str) -> Option<&'static str> {
    let (last, first) = name.split_once(',')?;
    let is_style = is_style(&first.to_lowercase());
    let named = styled(&format!("{} {}", first.trim(), last.trim()));
    named.or_else(|| unshared(&called(last)).filter(|_| is_style && !first.trim().is_empty()))
}

/// The country of a name with another beside it in brackets: "Korea (North)", "Turkey (Türkiye)". Two countries are none.
fn bracketed(name: &str) -> Option<&'static str> {
    let (before, rest) = name.split_once(['(', '['])?;
    let (within, after) = rest.split_once([')', ']'])?;
    if !after.trim().is_empty() {
        return None;
    }
    let (before, within) = (before.trim(), within.trim());
    let both = [format!("{within} {before}"), format!("{before} {within}")];
    if let Some(known) = both.iter().find_map(|name| styled(name)) {
        return Some(known);
    }
    let alone = |name: &str| styled(name).or_else(|| turned(name));
    match (alone(before), alone(within)) {
        (Some(one), Some(other)) => (one == other).then_some(one),
        // What is in the brackets says which part or what it was, and is no name itself.
        (one, other) => one.or(other),
    }
}

/// The codes of three letters that a country has had (ISO 3166-1 alpha-3).
pub(super) fn alpha3(code: &str) -> Vec<&'static str> {
    static ALPHA3: OnceLock<HashMap<&'static str, Vec<&'static str>>> = OnceLock::new();
    let all = ALPHA3.get_or_init(|| {
        let letters = |codes: Vec<&'static str>| {
            codes.into_iter().filter(|code| code.chars().all(|sign| sign.is_ascii_uppercase())).collect::<Vec<_>>()
        };
        rows().map(|row| (row.code, letters(row.codes))).collect()
    });
    all.get(code).cloned().unwrap_or_default()
}

/// What a text that names no country may mean: the nearest name, with its code, or both countries that have the name.
/// Empty where none is near.
#[must_use]
pub fn near(typed: &str) -> String {
    let typed = called(typed);
    let length = typed.chars().count();
    let shown = |country: &Named| format!("{} ({})", country.name(Language::English), country.code);
    if let Some((_, codes)) = SHARED.iter().find(|(shared, _)| *shared == typed) {
        let both: Vec<String> = codes.iter().filter_map(|code| country(code)).map(shown).collect();
        return both.join(" / ");
    }
    if !(4..=MAX_CHARS).contains(&length) {
        return String::new();
    }
    let allowed = if length < 7 { 1 } else { 2 };
    let nearest = names()
        .iter()
        .filter(|(name, _)| name.chars().count() > 3)
        .filter_map(|(name, code)| {
            let slips = slips(&typed, name);
            let begins = length >= 5 && name.starts_with(&typed);
            (slips <= allowed || begins).then_some((slips, name, code))
        })
        // The name itself decides between two that are as near: the order of a map is none.
        .min();
    nearest.and_then(|(_, _, code)| country(code)).map(shown).unwrap_or_default()
}

/// How many signs are to be put in, taken out or changed to make one text of another (Levenshtein).
fn slips(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut before: Vec<usize> = (0..=other.len()).collect();
    for (at, letter) in one.chars().enumerate() {
        let mut row = vec![at + 1];
        for (column, with) in other.iter().enumerate() {
            let changed = before[column] + usize::from(letter != *with);
            row.push(changed.min(before[column + 1] + 1).min(row[column] + 1));
        }
        before = row;
    }
    before.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_country_is_understood_by_its_codes_and_its_names() {
        let mut asked = 0;
        for language in [Language::English, Language::Turkish] {
            for (code, name) in country_choices(language) {
                for typed in [code.to_owned(), code.to_lowercase(), name.to_owned(), name.to_uppercase()] {
                    assert_eq!(meant(&typed), Some(code), "{typed}");
                    asked += 1;
                }
            }
        }
        for row in rows() {
            assert!(country(row.code).is_some(), "{}", row.code);
            assert!(!alpha3(row.code).is_empty(), "{}", row.code);
            for typed in row.codes.iter().chain(&row.names) {
                assert_eq!(meant(typed), Some(row.code), "{typed}");
                asked += 1;
            }
        }
        assert!(asked > 3_000, "{asked}");
    }

    #[test]
    fn understands_what_people_call_countries() {
        for (typed, code) in [
            ("Germany", "DE"),
            ("Almanya", "DE"),
            ("Deutschland", "DE"),
            ("Turkey", "TR"),
            ("Türkiye", "TR"),
            ("USA", "US"),
            ("U.S.A.", "US"),
            ("Holland", "NL"),
            ("Ivory Coast", "CI"),
            ("EL", "GR"),
            ("uk", "GB"),
            ("U.K.", "GB"),
            ("U.S.", "US"),
            ("276", "DE"),
            ("DEU", "DE"),
            ("Federal Republic of Germany", "DE"),
            ("Republic of Korea", "KR"),
            ("Republic of China", "TW"),
            ("Kingdom of the Netherlands", "NL"),
            ("Ελλάδα", "GR"),
            ("日本", "JP"),
            ("Côte d’Ivoire", "CI"),
            ("Virgin Islands, U.S.", "VI"),
            ("Virgin Islands, British", "VG"),
            ("Virgin Islands (US)", "VI"),
            ("Holy See (Vatican City State)", "VA"),
            ("Micronesia, Federated States of", "FM"),
            ("Korea, Democratic People's Republic of", "KP"),
            ("Korea (North)", "KP"),
            ("Korea (South)", "KR"),
            ("Palestine, State of", "PS"),
            ("Falkland Islands (Malvinas)", "FK"),
            ("Saint Kitts and Nevis", "KN"),
            ("St Kitts & Nevis", "KN"),
            ("Saint Vincent and the Grenadines", "VC"),
            ("St. Vincent", "VC"),
            ("Saint Martin (French part)", "MF"),
            ("Sint Maarten (Dutch part)", "SX"),
            ("Bonaire, Sint Eustatius and Saba", "BQ"),
            ("Saint Helena, Ascension and Tristan da Cunha", "SH"),
            ("Congo, The Democratic Republic of the", "CD"),
            ("Congo (Kinshasa)", "CD"),
            ("Congo (Brazzaville)", "CG"),
            ("Slovak Republic", "SK"),
            ("French Republic", "FR"),
            ("Swiss Confederation", "CH"),
            ("United Mexican States", "MX"),
            ("Turkey (Türkiye)", "TR"),
            ("Hong Kong SAR", "HK"),
            ("KSA", "SA"),
            ("Trinidad", "TT"),
            ("Republic of the Union of Myanmar", "MM"),
            ("Federal Democratic Republic of Nepal", "NP"),
            ("Co-operative Republic of Guyana", "GY"),
            ("Iran (Islamic Republic of)", "IR"),
            ("Yemen, Rep.", "YE"),
            ("Egypt, Arab Rep.", "EG"),
            ("AND", "AD"),
            ("South\u{b}Africa", "ZA"),
        ] {
            assert_eq!(meant(typed), Some(code), "{typed}");
        }
    }

    #[test]
    fn refuses_what_names_no_country_and_says_what_is_near() {
        for typed in [
            "XX",
            "Congo",
            "Kongo",
            "Virgin Islands",
            "People's Republic of Korea",
            "China (Germany)",
            "Germany (France)",
            "Bank of Germany",
            "Germany, France",
            "(Mordor)",
            "of",
            "the",
            "Mordor",
            "",
            "123456",
            "Bavaria",
            "n/a",
            "Ger\0many",
            "x".repeat(10_000).as_str(),
        ] {
            assert_eq!(meant(typed), None, "{typed}");
        }
        assert_eq!(near("Germny"), "Germany (DE)");
        assert_eq!(near("Almanyaa"), "Germany (DE)");
        assert_eq!(near("Switzer"), "Switzerland (CH)");
        assert_eq!(near("Mordor"), "");
        assert_eq!(near("Congo"), "Congo - Brazzaville (CG) / Congo - Kinshasa (CD)");
        assert_eq!(near("The Virgin Islands"), "British Virgin Islands (VG) / U.S. Virgin Islands (VI)");
    }
}
