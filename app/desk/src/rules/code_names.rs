//! Languages and currencies by what people call them: names, codes of three letters, signs, abbreviations of trade.

use super::text::folded;
use super::usual;
use std::collections::HashMap;
use std::sync::OnceLock;

/// The longest text that a language or a currency is looked for in.
const MAX_CHARS: usize = 60;
/// The most currencies that a hint names.
const MAX_HINTED: usize = 4;

/// Names and signs of a table, each with the codes that have it.
type Codes = HashMap<String, Vec<&'static str>>;

fn rows(table: &'static str) -> impl Iterator<Item = [&'static str; 3]> {
    table.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
        let mut columns = line.split('\t');
        Some([columns.next()?, columns.next()?, columns.next()?])
    })
}

fn add(codes: &mut Codes, name: String, code: &'static str) {
    if !name.is_empty() {
        let of = codes.entry(name).or_default();
        if !of.contains(&code) {
            of.push(code);
        }
    }
}

/// A sign as it is looked up: in any case, without blanks and the full stop of an abbreviation.
fn sign(text: &str) -> String {
    let bare: String = text.chars().filter(|letter| !letter.is_whitespace()).flat_map(char::to_lowercase).collect();
    bare.trim_end_matches('.').to_owned()
}

fn languages() -> &'static Codes {
    static LANGUAGES: OnceLock<Codes> = OnceLock::new();
    LANGUAGES.get_or_init(|| {
        let mut codes = Codes::new();
        for [code, others, names] in rows(include_str!("language_names.tsv")) {
            for name in others.split(' ').chain(names.split('|')) {
                add(&mut codes, folded(name), code);
            }
        }
        codes
    })
}

fn signs() -> &'static Codes {
    static SIGNS: OnceLock<Codes> = OnceLock::new();
    SIGNS.get_or_init(|| {
        let mut codes = Codes::new();
        for [code, signs, _] in rows(include_str!("currency_names.tsv")) {
            signs.split('|').for_each(|text| add(&mut codes, sign(text), code));
        }
        codes
    })
}

fn currencies() -> &'static Codes {
    static CURRENCIES: OnceLock<Codes> = OnceLock::new();
    CURRENCIES.get_or_init(|| {
        let mut codes = Codes::new();
        for [code, _, names] in rows(include_str!("currency_names.tsv")) {
            names.split('|').for_each(|name| add(&mut codes, folded(name), code));
        }
        codes
    })
}

fn only(codes: Option<&Vec<&'static str>>) -> Option<&'static str> {
    match codes.map(Vec::as_slice) {
        Some([code]) => Some(code),
        _ => None,
    }
}

/// The language that a text means: the code of a name in one of the languages of the table ("Türkçe", "German"), with or
/// without a country in brackets ("English (Ireland)"), or of another code ("deu", "no-NO").
#[must_use]
pub fn language(typed: &str) -> Option<&'static str> {
    if typed.chars().count() > MAX_CHARS {
        return None;
    }
    let before_bracket = typed.split_once('(').filter(|(_, behind)| behind.trim_end().ends_with(')'));
    let base = typed.split_once(['-', '_']).filter(|(base, _)| base.len() <= 3).map(|(base, _)| base);
    // A code has no signs in it.
    let name = Some(folded(typed)).filter(|name| name.len() > 3 || typed.chars().all(char::is_alphanumeric));
    let whole = name.and_then(|name| only(languages().get(&name)));
    whole
        .or_else(|| only(languages().get(&folded(before_bracket?.0))))
        .or_else(|| only(languages().get(&base?.to_ascii_lowercase())))
}

/// The currency that a text means: the code of a name ("Euro", "Türk lirası"), or of a sign or an abbreviation that one
/// currency has as its own (₺, TL, RMB).
///
/// # Errors
/// Those that the text may mean in a country, with commas: `$` is many. Empty where it means none, or too many to be told.
pub fn currency(typed: &str, country: &str) -> Result<&'static str, String> {
    if typed.chars().count() > MAX_CHARS {
        return Err(String::new());
    }
    let of_sign = signs().get(&sign(typed));
    if let Some(code) = only(of_sign).or_else(|| only(currencies().get(&folded(typed)))) {
        return Ok(code);
    }
    let mut meant: Vec<&str> = of_sign.cloned().unwrap_or_default();
    if meant.iter().any(|code| usual::is_usual_currency(country, code)) {
        meant.retain(|code| usual::is_usual_currency(country, code));
    }
    Err(if meant.len() > MAX_HINTED { String::new() } else { meant.join(", ") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_languages_by_what_people_call_them() {
        for (typed, code) in [
            ("Türkçe", "tr"),
            ("TURKISH", "tr"),
            ("turkce", "tr"),
            ("Almanca", "de"),
            ("German", "de"),
            ("Deutsch", "de"),
            ("allemand", "de"),
            ("Swiss High German", "de"),
            ("English (Ireland)", "en"),
            ("English (United States)", "en"),
            ("İngilizce", "en"),
            ("(German)", "de"),
            ("deu", "de"),
            ("ger", "de"),
            ("TUR", "tr"),
            ("eng-GB", "en"),
            ("no", "nb"),
            ("no-NO", "nb"),
            ("Norwegian", "nb"),
            ("iw", "he"),
            ("中文", "zh"),
            ("Simplified Chinese", "zh"),
            ("日本語", "ja"),
            ("русский", "ru"),
            ("العربية", "ar"),
            ("فارسي", "fa"),
            ("português (Brasil)", "pt"),
        ] {
            assert_eq!(language(typed), Some(code), "{typed}");
        }
    }

    #[test]
    fn refuses_languages_that_are_none_or_several() {
        let long = "German ".repeat(20);
        for typed in [
            "Klingon",
            "tlh",
            "de/fr",
            "German, French",
            "English French",
            "cn",
            "jp",
            "",
            "-",
            "_",
            "d-e",
            "Serbo-Croatian",
            "sh",
            "Swedish Chef",
            long.as_str(),
        ] {
            assert_eq!(language(typed), None, "{typed}");
        }
    }

    #[test]
    fn knows_currencies_by_signs_names_and_abbreviations_of_trade() {
        for (typed, code) in [
            ("TL", "TRY"),
            ("tl", "TRY"),
            ("TL.", "TRY"),
            ("₺", "TRY"),
            ("YTL", "TRY"),
            ("Türk Lirası", "TRY"),
            ("turk lirasi", "TRY"),
            ("€", "EUR"),
            ("Euro", "EUR"),
            ("EUROS", "EUR"),
            ("евро", "EUR"),
            ("US$", "USD"),
            ("US $", "USD"),
            ("US Dollar", "USD"),
            ("ABD Doları", "USD"),
            ("RMB", "CNY"),
            ("人民币", "CNY"),
            ("Stg", "GBP"),
            ("British Pound", "GBP"),
            ("₽", "RUB"),
            ("руб.", "RUB"),
            ("₴", "UAH"),
            ("грн", "UAH"),
            ("₹", "INR"),
            ("₪", "ILS"),
            ("NT$", "TWD"),
            ("R$", "BRL"),
            ("zł", "PLN"),
            ("Kč", "CZK"),
            ("Ft", "HUF"),
            ("円", "JPY"),
        ] {
            assert_eq!(currency(typed, ""), Ok(code), "{typed}");
        }
    }

    #[test]
    fn refuses_signs_of_several_currencies_and_says_which() {
        for (typed, country, hint) in [
            ("$", "", ""),
            ("$", "TR", "USD"),
            ("$", "CA", "CAD, USD"),
            ("$", "AU", "AUD, USD"),
            ("¥", "", "CNY, JPY"),
            ("¥", "JP", "JPY"),
            ("£", "GB", "GBP"),
            ("kr", "", "DKK, ISK, NOK, SEK"),
            ("kr.", "DK", "DKK"),
            ("₩", "KR", "KRW"),
            ("Rs.", "PK", "PKR"),
            ("CFA", "", "XAF, XOF"),
            ("Bs", "BO", "BOB"),
            ("dollar", "US", ""),
            ("TRL", "TR", ""),
            ("KZ", "KZ", ""),
            ("AR", "AR", ""),
            ("KW", "", ""),
            ("Galleon", "", ""),
            ("", "", ""),
            (".", "", ""),
            ("¤", "", ""),
        ] {
            assert_eq!(currency(typed, country), Err(hint.to_owned()), "{typed} {country}");
        }
    }

    #[test]
    fn every_name_is_of_one_language_or_currency() {
        for codes in [languages(), currencies()] {
            let shared: Vec<_> = codes.iter().filter(|(_, codes)| codes.len() > 1).collect();
            assert!(codes.len() > 500 && shared.is_empty(), "{shared:?}");
        }
        assert!(rows(include_str!("language_names.tsv")).all(|[code, ..]| model::countries::language(code).is_some()));
        assert!(rows(include_str!("currency_names.tsv")).all(|[code, ..]| model::countries::currency(code).is_some()));
    }
}
