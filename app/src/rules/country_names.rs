//! Countries by what people call them: names in many languages, and codes of three letters or digits. `EL` and `UK` are the
//! European Union's own for Greece and the United Kingdom (Interinstitutional style guide, 7.1.1).

use super::text::folded;
use crate::countries::{country, country_choices};
use crate::language::Language;
use std::collections::HashMap;
use std::sync::OnceLock;

/// What stands before a country's name in its official one.
const STYLES: &[&str] = &[
    "the ",
    "republic of ",
    "federal republic of ",
    "federative republic of ",
    "islamic republic of ",
    "kingdom of ",
    "state of ",
    "commonwealth of ",
    "grand duchy of ",
    "principality of ",
    "sultanate of ",
];

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
            let name = folded(name);
            if !name.is_empty() {
                names.entry(name).or_insert(code);
            }
        };
        for language in [Language::English, Language::Turkish] {
            for (code, name) in country_choices(language) {
                add(code, code);
                add(name, code);
                // "Hong Kong SAR China", "Saint Kitts & Nevis".
                add(&name.replace('&', "and"), code);
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

/// The country that a text means: ISO 3166-1 alpha-2 of a code, or of a name in one of the languages of the tables.
#[must_use]
pub fn meant(typed: &str) -> Option<&'static str> {
    if typed.chars().count() > MAX_CHARS || typed.chars().any(char::is_control) {
        return None;
    }
    let (typed, name) = (typed.trim(), folded(typed));
    // "n/a" is nobody's code.
    if name.len() == 2 && typed.len() > 2 && !DOTTED.contains(&name.as_str()) {
        return None;
    }
    if let Some(known) = names().get(&name).copied() {
        return Some(known);
    }
    let lower = typed.to_lowercase();
    STYLES.iter().find_map(|style| {
        let name = lower.strip_prefix(style)?;
        let name = name.strip_prefix("the ").unwrap_or(name);
        names().get(&folded(name)).copied()
    })
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

/// What a text that names no country may mean: the nearest name, with its code. Empty where none is near.
#[must_use]
pub fn near(typed: &str) -> String {
    let typed = folded(typed);
    let length = typed.chars().count();
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
    nearest
        .and_then(|(_, _, code)| country(code))
        .map(|country| format!("{} ({})", country.name(Language::English), country.code))
        .unwrap_or_default()
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
        ] {
            assert_eq!(meant(typed), Some(code), "{typed}");
        }
    }

    #[test]
    fn refuses_what_names_no_country_and_says_what_is_near() {
        for typed in ["XX", "Congo", "Mordor", "", "123456", "Bavaria", "n/a", "Ger\0many", "x".repeat(10_000).as_str()]
        {
            assert_eq!(meant(typed), None, "{typed}");
        }
        assert_eq!(near("Germny"), "Germany (DE)");
        assert_eq!(near("Almanyaa"), "Germany (DE)");
        assert_eq!(near("Switzer"), "Switzerland (CH)");
        assert_eq!(near("Mordor"), "");
    }
}
