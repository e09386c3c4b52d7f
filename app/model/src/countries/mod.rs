//! Countries, languages and currencies: codes, and names in both languages (Unicode CLDR; `convert.py` makes the tables).
//! How each country writes an address is the rules' (`crate::rules::addresses`).

mod address;
mod form;

pub use address::{Address, AddressPart, AddressShown};
pub use form::{CountryForm, FormPart, RULES_VERSION};

use crate::language::Language;

include!(concat!(env!("OUT_DIR"), "/tables.rs"));

/// A code with its names.
#[derive(Debug, PartialEq, Eq)]
pub struct Named {
    /// ISO 3166-1 alpha-2, BCP 47 or ISO 4217.
    pub code: &'static str,
    english: &'static str,
    turkish: &'static str,
    order_en: u16,
    order_tr: u16,
}

impl Named {
    /// The name in a language.
    #[must_use]
    pub fn name(&self, language: Language) -> &'static str {
        match language {
            Language::English => self.english,
            Language::Turkish => self.turkish,
        }
    }

    fn order(&self, language: Language) -> u16 {
        match language {
            Language::English => self.order_en,
            Language::Turkish => self.order_tr,
        }
    }
}

/// The country of an ISO 3166-1 alpha-2 code in capitals.
#[must_use]
pub fn country(code: &str) -> Option<&'static Named> {
    COUNTRIES.binary_search_by(|country| country.code.cmp(code)).ok().map(|at| &COUNTRIES[at])
}

/// The language of a BCP 47 code that customers can be written to in.
#[must_use]
pub fn language(code: &str) -> Option<&'static Named> {
    LANGUAGES.binary_search_by(|language| language.code.cmp(code)).ok().map(|at| &LANGUAGES[at])
}

/// The currency of an ISO 4217 code in capitals.
#[must_use]
pub fn currency(code: &str) -> Option<&'static Named> {
    CURRENCIES.binary_search_by(|currency| currency.code.cmp(code)).ok().map(|at| &CURRENCIES[at])
}

/// A country's name, or the code itself where it is unknown: an old row never takes a page down.
#[must_use]
pub fn country_name(code: &str, language: Language) -> String {
    country(code).map_or_else(|| code.to_owned(), |country| country.name(language).to_owned())
}

/// Codes and names of all countries in the order of a language.
#[must_use]
pub fn country_choices(language: Language) -> Vec<(&'static str, &'static str)> {
    choices(COUNTRIES.iter().collect(), language)
}

/// Codes and names of all languages in the order of a language.
#[must_use]
pub fn language_choices(language: Language) -> Vec<(&'static str, &'static str)> {
    choices(LANGUAGES.iter().collect(), language)
}

/// Codes and names of all currencies in the order of a language.
#[must_use]
pub fn currency_choices(language: Language) -> Vec<(&'static str, &'static str)> {
    choices(CURRENCIES.iter().collect(), language)
}

fn choices(mut named: Vec<&'static Named>, language: Language) -> Vec<(&'static str, &'static str)> {
    named.sort_by_key(|one| one.order(language));
    named.into_iter().map(|one| (one.code, one.name(language))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_every_country_it_lists() {
        assert_eq!(COUNTRIES.len(), 250);
        for row in COUNTRIES {
            assert_eq!(country(row.code), Some(row));
        }
        for row in LANGUAGES {
            assert_eq!(language(row.code), Some(row));
        }
        for row in CURRENCIES {
            assert_eq!(currency(row.code), Some(row));
        }
    }

    #[test]
    fn refuses_codes_that_do_not_exist() {
        assert_eq!(country("UK"), None);
        assert_eq!(country("tr"), None);
        assert_eq!(country(""), None);
        assert_eq!(currency("TRL"), None);
    }

    #[test]
    fn orders_turkish_names_by_the_turkish_alphabet() {
        let names: Vec<_> = country_choices(Language::Turkish).into_iter().map(|(_, name)| name).collect();
        let place = |name| names.iter().position(|one| *one == name);
        assert!(place("Cibuti") < place("Çad"));
        assert!(place("Çin") < place("Danimarka"));
        assert!(place("Irak") < place("İran"));
        assert!(place("Surinam") < place("Şili"));
    }
}
