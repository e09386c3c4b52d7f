//! The languages and currencies of each country (Unicode CLDR).

use std::collections::HashMap;
use std::sync::OnceLock;

struct Usual {
    languages: Vec<&'static str>,
    currencies: Vec<&'static str>,
}

/// Currencies that are billed in everywhere.
const INTERNATIONAL: &[&str] = &["EUR", "USD"];
/// The language that customers everywhere are written to in.
const EVERYWHERE: &str = "en";

fn usual(country: &str) -> Option<&'static Usual> {
    static USUAL: OnceLock<HashMap<&'static str, Usual>> = OnceLock::new();
    let all = USUAL.get_or_init(|| {
        let row = |line: &'static str| {
            let mut columns = line.split('\t');
            let (country, languages, currencies) = (columns.next()?, columns.next()?, columns.next()?);
            Some((
                country,
                Usual { languages: languages.split(' ').collect(), currencies: currencies.split(' ').collect() },
            ))
        };
        include_str!("usual.tsv").lines().filter(|line| !line.starts_with('#')).filter_map(row).collect()
    });
    all.get(country)
}

/// The languages of a country, as BCP 47 has them; none of one that is not known.
#[must_use]
pub fn usual_languages(country: &str) -> &'static [&'static str] {
    usual(country).map_or(&[], |usual| &usual.languages)
}

/// Whether people in a country are written to in a language.
#[must_use]
pub fn is_usual_language(country: &str, language: &str) -> bool {
    language == EVERYWHERE || usual(country).is_none_or(|usual| usual.languages.contains(&language))
}

/// Whether customers in a country are billed in a currency.
#[must_use]
pub fn is_usual_currency(country: &str, currency: &str) -> bool {
    INTERNATIONAL.contains(&currency) || usual(country).is_none_or(|usual| usual.currencies.contains(&currency))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_what_a_country_speaks_and_pays_in() {
        assert!(is_usual_language("CH", "it") && is_usual_language("TR", "tr") && is_usual_language("TR", "en"));
        assert!(!is_usual_language("TR", "ja"));
        assert!(is_usual_currency("TR", "TRY") && is_usual_currency("TR", "USD"));
        assert!(!is_usual_currency("TR", "JPY"));
        assert!(super::usual("XX").is_none() && usual_languages("XX").is_empty());
        assert_eq!(usual_languages("IS"), ["is"]);
    }

    #[test]
    fn every_country_has_a_row() {
        for (code, _) in model::countries::country_choices(model::language::Language::English) {
            assert!(usual(code).is_some(), "{code}");
        }
    }
}
