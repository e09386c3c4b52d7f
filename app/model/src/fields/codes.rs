//! Values that are one of a list.

use super::{Input, Problem, Rule};
use crate::countries;

/// ISO 3166-1 alpha-2; `UK` and `EL`, which the European Union writes, become `GB` and `GR`. Names are the server's to
/// understand (`rules::country_names`); a text of any length is a country or none, so none is too long.
pub const COUNTRY: Rule = Rule { input: Input { kind: "select", ..Input::text(usize::MAX) }, check: country };

/// The code of the language that a customer is written to in: BCP 47, in any case and with a region or script behind it,
/// which is not kept. Names are the server's to understand (`rules::code_names`), and so are a currency's.
pub const LANGUAGE: Rule = Rule { input: Input { kind: "select", ..Input::text(usize::MAX) }, check: language };

/// The ISO 4217 code of the currency that a customer is billed in.
pub const CURRENCY: Rule = Rule { input: Input { kind: "select", ..Input::text(usize::MAX) }, check: currency };

/// A check box: `true`, or nothing.
pub const SWITCH: Rule = Rule { input: Input { kind: "checkbox", ..Input::text(5) }, check: switch };

fn country(typed: &str) -> Result<String, Problem> {
    let code = typed.to_ascii_uppercase();
    let code = match code.as_str() {
        "UK" => "GB",
        "EL" => "GR",
        code => code,
    };
    countries::country(code).map(|known| known.code.to_owned()).ok_or(Problem::UnknownCountry)
}

fn language(typed: &str) -> Result<String, Problem> {
    // POSIX writes "tr_TR.UTF-8".
    let mut subtags = typed.split(['-', '_', '.']);
    let base = subtags.next().unwrap_or_default().to_ascii_lowercase();
    let is_subtag =
        |subtag: &str| (1..=8).contains(&subtag.len()) && subtag.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let known = countries::language(&base).filter(|_| subtags.all(is_subtag));
    known.map(|known| known.code.to_owned()).ok_or(Problem::UnknownLanguage)
}

fn currency(typed: &str) -> Result<String, Problem> {
    let code = typed.to_ascii_uppercase();
    countries::currency(&code).map(|known| known.code.to_owned()).ok_or(Problem::UnknownCurrency)
}

fn switch(typed: &str) -> Result<String, Problem> {
    if typed == "true" { Ok(typed.to_owned()) } else { Err(Problem::UnknownChoice) }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{refuses, takes};
    use super::*;

    #[test]
    fn understands_the_codes_people_write() {
        takes(COUNTRY, &[("tr", "TR"), ("UK", "GB"), ("el", "GR"), (" de ", "DE")]);
        takes(CURRENCY, &[("try", "TRY")]);
        takes(LANGUAGE, &[("DE", "de"), ("tr-TR", "tr"), ("TR_tr", "tr"), ("zh-Hant-TW", "zh"), ("tr_TR.UTF-8", "tr")]);
    }

    #[test]
    fn refuses_codes_that_stand_in_no_list() {
        let unknown = Problem::UnknownCountry;
        refuses(COUNTRY, &[("XX", unknown), ("Mordor", unknown), (&"x".repeat(5_000), unknown)]);
        for typed in ["tlh", "tr-", "-tr", "tr--TR", "tr TR", "de/fr", "de-ÄÖ", "de-123456789", &"x".repeat(5_000)] {
            refuses(LANGUAGE, &[(typed, Problem::UnknownLanguage)]);
        }
        for typed in ["TRL", "TRYY", "$", "TL", &"x".repeat(5_000)] {
            refuses(CURRENCY, &[(typed, Problem::UnknownCurrency)]);
        }
        refuses(SWITCH, &[("yes", Problem::UnknownChoice)]);
    }
}
