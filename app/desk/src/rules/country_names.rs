//! Countries by what people call them: names in many languages, and codes of three letters or digits. `EL` and `UK` are the
//! European Union's own for Greece and the United Kingdom (Interinstitutional style guide, 7.1.1), `XI` for Northern Ireland.

use super::country_parts;
use super::country_styles::{self, is_style};
use super::text::{composed, folded, slips, slips_within};
use crate::folding::fold;
use model::countries::{Named, country, country_choices};
use model::language::Language;
use std::collections::HashMap;
use std::sync::OnceLock;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Names of two countries, each with both, as [`called`] gives them: no name of either, with a style before them or without.
const SHARED: &[(&[&str], [&str; 2])] = &[
    (&["congo", "kongo", "конго", "конга", "κονγκο"], ["CG", "CD"]),
    (
        &[
            "virginislands",
            "virginadalari",
            "virjinadalari",
            "jungferninseln",
            "ilesvierges",
            "islasvirgenes",
            "isolevergini",
            "ilhasvirgens",
            "maagdeneilanden",
            "виргинскиеострова",
        ],
        ["VG", "VI"],
    ),
    (&["korea", "kore", "coree", "corea", "coreia", "корея", "koreja", "κορεα"], ["KR", "KP"]),
    (&["stmartin", "saomartinho", "sanmartin", "sintmartin", "سانتمارتن", "سنتمارتن", "سينٹمارٹن"], ["MF", "SX"]),
    (&["guiana"], ["GF", "GY"]),
];

/// A name that is another country's code of three letters: Russia's in Vietnamese. Written as a code it is one.
const LIKE_CODES: &[(&str, [&str; 2])] = &[("Nga", ["NG", "RU"])];

/// Names that are another country's code but for their marks, which no code has: Belgium's in Vietnamese is no Burundi.
const MARKED: &[(&str, &str)] = &[("Áo", "AT"), ("Bỉ", "BE"), ("Mỹ", "US"), ("Ý", "IT")];

/// Above a letter in Turkish and Azerbaijani codes too: "İT".
const DOT_ABOVE: char = '\u{307}';

/// What stands in brackets behind a country whose north another administration holds: neither may be meant without a doubt.
const OF_CYPRUS: &[&str] = &["north", "northern", "nord", "norte", "kuzey", "trnc", "kktc"];

/// Territories with a code of their own, by the state that they belong to (ISO 3166-1, remarks, part 2; United Nations,
/// M49). In brackets behind a territory the state is a remark.
const TERRITORIES: &[(&str, &str)] = &[
    ("AU", "CC CX HM NF"),
    ("CN", "HK MO"),
    ("DK", "FO GL"),
    ("FI", "AX"),
    ("FR", "BL GF GP MF MQ NC PF PM RE TF WF YT"),
    ("GB", "AI BM FK GG GI GS IM IO JE KY MS PN SH TC VG"),
    ("NL", "AW BQ CW SX"),
    ("NO", "BV SJ"),
    ("NZ", "CK NU TK"),
    ("US", "AS GU MP PR UM VI"),
];

/// The fewest characters of a part of a territory's name that can be meant by itself: "Saba".
const MIN_PART_CHARS: usize = 4;

/// Codes of two letters that people write with dots.
const DOTTED: &[&str] = &["uk", "us"];

/// The most characters of a country's code.
const MAX_CODE_CHARS: usize = 3;

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
            if !name.is_empty() && shared(&name).is_none() {
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
    if name.chars().any(has_vowel_signs) {
        return with_vowel_signs(name);
    }
    let folded = fold(name);
    let words: Vec<&str> =
        folded.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    // "AND" is Andorra's code.
    if let [word] = words[..] {
        return word.to_owned();
    }
    // "S. Africa", and not "S.A.".
    let is_compass = words.get(1).is_some_and(|second| second.chars().count() > 2);
    let kept = words.into_iter().enumerate().filter(|(_, word)| !matches!(*word, "and" | "the"));
    kept.map(|(at, word)| match word {
        "saint" | "sainte" | "ste" => "st",
        "rep" => "republic",
        "dem" => "democratic",
        "n" if at == 0 && is_compass => "north",
        "s" if at == 0 && is_compass => "south",
        "e" if at == 0 && is_compass => "east",
        "w" if at == 0 && is_compass => "west",
        word => word,
    })
    .collect()
}

/// Whether a letter is of a script that writes vowels as marks: Devanagari to Sinhala, Thai, Lao, Burmese, Khmer.
fn has_vowel_signs(letter: char) -> bool {
    matches!(letter, '\u{900}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}')
}

/// A name with its vowels: without them मोलदोवा (Moldova) is मालदीव (the Maldives).
fn with_vowel_signs(name: &str) -> String {
    /// The dot below that tells borrowed sounds; many leave it out.
    const NUKTA: char = '\u{93c}';
    let is_kept = |letter: &char| (letter.is_alphanumeric() || is_combining_mark(*letter)) && *letter != NUKTA;
    name.nfkd().filter(is_kept).flat_map(char::to_lowercase).collect()
}

/// The two countries that share a name.
fn shared(called: &str) -> Option<[&'static str; 2]> {
    SHARED.iter().find(|(names, _)| names.contains(&called)).map(|(_, codes)| *codes)
}

/// Two countries that a name may mean: both have it, or one has it and the other writes it for a code.
fn either(typed: &str) -> Option<[&'static str; 2]> {
    let like_code = LIKE_CODES.iter().find(|(name, _)| *name == typed.trim()).map(|(_, codes)| *codes);
    like_code.or_else(|| shared(&called(typed))).or_else(|| match official(typed) {
        Some(Official::Either(codes)) => Some(codes),
        _ => None,
    })
}

/// The country of a name that only its marks tell from another's code.
fn by_marks(typed: &str) -> Option<&'static str> {
    let lower = composed(typed).to_lowercase();
    MARKED.iter().find(|(name, _)| name.to_lowercase() == lower).map(|(_, code)| *code)
}

/// Whether a text would be a country's code without its marks.
fn is_code_with_marks(typed: &str) -> bool {
    let has_mark = || typed.nfd().any(|letter| is_combining_mark(letter) && letter != DOT_ABOVE);
    let name = called(typed);
    name.len() <= MAX_CODE_CHARS && names().get(&name).is_some_and(|code| is_code(&name, code)) && has_mark()
}

/// Whether a name is nothing but a country's code of two or three letters.
fn is_code(name: &str, code: &str) -> bool {
    name.eq_ignore_ascii_case(code) || alpha3(code).iter().any(|of| of.eq_ignore_ascii_case(name))
}

/// What an official name in another language than English means.
enum Official {
    One(&'static str),
    /// "Republik China" is Taiwan's own name, and may be a slip.
    Either([&'static str; 2]),
}

fn official(name: &str) -> Option<Official> {
    if names().contains_key(&called(name)) {
        return None;
    }
    country_styles::without(name).into_iter().find_map(|(rest, style)| {
        let rest = called(&rest);
        let of_two = |codes| style.of_two(codes).map_or(Official::Either(codes), Official::One);
        match names().get(&rest).copied() {
            // A code is no name: "Cộng hoà Ao" is Austria, and not AO.
            Some(code) if is_code(&rest, code) => None,
            Some("CN") => Some(of_two(["CN", "TW"])),
            Some(code) => Some(Official::One(code)),
            None => shared(&rest).map(of_two),
        }
    })
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
    if let Some(code) = by_marks(typed) {
        return Some(code);
    }
    // "n/a" is nobody's code.
    let is_marked = name.len() == 2 && composed(typed).chars().count() > 2 && !DOTTED.contains(&name.as_str());
    if is_marked || is_code_with_marks(typed) || either(typed).is_some() {
        return None;
    }
    if let Some(code) = country_parts::flag(typed) {
        return styled(&code);
    }
    let written = styled(typed).or_else(|| turned(typed)).or_else(|| bracketed(typed));
    written.or_else(|| country_parts::same(typed, |part| either(part).is_none().then(|| styled(part)).flatten()))
}

/// The country of a name, with or without what its official name begins with.
fn styled(name: &str) -> Option<&'static str> {
    if let Some(known) = names().get(&called(name)).copied() {
        return Some(known);
    }
    let lower = name.to_lowercase();
    let mut rest = lower.as_str();
    while let Some((_, name)) = rest.split_once(" of ").filter(|(style, _)| is_style(style)) {
        rest = name;
        if let Some(known) = names().get(&called(rest)).copied() {
            return Some(known);
        }
    }
    match official(name) {
        Some(Official::One(code)) => Some(code),
        Some(Official::Either(_)) | None => None,
    }
}

/// The country of a name as lists sort it: "Micronesia, Federated States of", "Virgin Islands, British", "Yemen, Rep.".
fn turned(name: &str) -> Option<&'static str> {
    let (last, first) = name.split_once(',')?;
    let is_style = is_style(&first.to_lowercase());
    let named = styled(&format!("{} {}", first.trim(), last.trim()));
    named.or_else(|| names().get(&called(last)).copied().filter(|_| is_style && !first.trim().is_empty()))
}

/// A name and what stands behind it in brackets.
fn split_bracket(name: &str) -> Option<(&str, &str)> {
    let (before, rest) = name.split_once(['(', '['])?;
    let (within, after) = rest.split_once([')', ']'])?;
    after.trim().is_empty().then_some((before.trim(), within.trim()))
}

/// The country of a name with another beside it in brackets: "Korea (North)", "Turkey (Türkiye)". Two countries are none,
/// unless one belongs to the other.
fn bracketed(name: &str) -> Option<&'static str> {
    let (before, within) = split_bracket(name)?;
    let both = [format!("{within} {before}"), format!("{before} {within}")];
    if let Some(known) = both.iter().find_map(|name| styled(name)) {
        return Some(known);
    }
    let alone = |name: &str| styled(name).or_else(|| turned(name));
    let state = alone(within);
    if let Some(territory) = state.and_then(|state| territory(before, state)) {
        return Some(territory);
    }
    let known = alone(before)?;
    if known == "CY" && OF_CYPRUS.contains(&folded(within).as_str()) {
        return None;
    }
    // Of an island of two countries the brackets say which half: what cannot be read may be the other.
    if state.is_none() && matches!(known, "MF" | "SX") {
        return None;
    }
    // What is in the brackets says which part or what it was, and is no name itself.
    state.is_none_or(|state| state == known).then_some(known)
}

/// The one territory of a state with this name, or with it in its name: "Virgin Islands (UK)", "Polynesia (France)".
fn territory(name: &str, state: &str) -> Option<&'static str> {
    let (_, codes) = TERRITORIES.iter().find(|(of, _)| *of == state)?;
    let is_of_state = |code: &str| codes.split(' ').any(|of| of == code);
    let name = called(name);
    if let Some(code) = names().get(&name).copied().filter(|code| is_of_state(code)) {
        return Some(code);
    }
    if name.chars().count() < MIN_PART_CHARS {
        return None;
    }
    let with_it = names().iter().filter(|(whole, code)| is_of_state(code) && whole.contains(&name));
    let mut found: Vec<&'static str> = with_it.map(|(_, code)| *code).collect();
    found.sort_unstable();
    found.dedup();
    if let [one] = found[..] { Some(one) } else { None }
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
    // What stands in brackets is another country's, or a remark.
    let typed = split_bracket(typed.trim()).map_or(typed, |(before, _)| before);
    let shown = |country: &Named| format!("{} ({})", country.name(Language::English), country.code);
    if let Some(codes) = either(typed) {
        let both: Vec<String> = codes.iter().filter_map(|code| country(code)).map(shown).collect();
        return both.join(" / ");
    }
    let typed = called(typed);
    let length = typed.chars().count();
    if !(4..=MAX_CHARS).contains(&length) {
        return String::new();
    }
    let allowed = if length < 7 { 1 } else { 2 };
    let nearest = names()
        .iter()
        .filter(|(name, _)| name.chars().count() > 3)
        .filter_map(|(name, code)| {
            let begins = length >= 5 && name.starts_with(&typed);
            let slips = if begins { Some(slips(&typed, name)) } else { slips_within(&typed, name, allowed) };
            Some((slips?, name, code))
        })
        // The name itself decides between two that are as near: the order of a map is none.
        .min();
    nearest.and_then(|(_, _, code)| country(code)).map(shown).unwrap_or_default()
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
                    // St. Martin is asked: its other half is called so too.
                    if either(&typed).is_some() {
                        continue;
                    }
                    assert_eq!(meant(&typed), Some(code), "{typed}");
                    asked += 1;
                }
            }
        }
        for row in rows() {
            assert!(country(row.code).is_some(), "{}", row.code);
            assert!(!alpha3(row.code).is_empty(), "{}", row.code);
            for typed in row.codes.iter().chain(&row.names).filter(|typed| either(typed).is_none()) {
                assert_eq!(meant(typed), Some(row.code), "{typed}");
                asked += 1;
            }
        }
        assert!(asked > 3_000, "{asked}");
    }

    /// Vowels of Devanagari are marks, and tell Moldova from the Maldives; halves of an island are told by their brackets.
    #[test]
    fn names_that_differ_in_marks_or_brackets_are_not_taken_for_each_other() {
        for (typed, code) in [
            ("मालदीव", Some("MV")),
            ("मोलदोवा", None),
            ("ไทย", Some("TH")),
            ("ประเทศไทย", Some("TH")),
            ("سانت مارتن (الجزء الفرنسي)", None),
            ("سینٹ مارٹن (ولندیزی حصہ)", None),
            ("Saint Martin (Dutch part)", Some("SX")),
        ] {
            assert_eq!(meant(typed), code, "{typed}");
        }
    }

    /// Unicode CLDR's short and other names, and what countries are called beside it.
    #[test]
    fn understands_names_in_the_languages_of_the_list() {
        for (typed, code) in [
            ("香港", "HK"),
            ("Гонконг", "HK"),
            ("홍콩", "HK"),
            ("澳門", "MO"),
            ("Чешская Республика", "CZ"),
            ("República Tcheca", "CZ"),
            ("Wybrzeże Kości Słoniowej", "CI"),
            ("Палестина", "PS"),
            ("ΗΠΑ", "US"),
            ("SAD", "US"),
            ("Amerikai Egyesült Államok", "US"),
            ("Spojené státy americké", "US"),
            ("Yhdistynyt kuningaskunta", "GB"),
            ("Weißrussland", "BY"),
            ("Wit-Rusland", "BY"),
            ("Beyaz Rusya", "BY"),
            ("BEYAZ RUSYA", "BY"),
            ("Batı Sahara", "EH"),
            ("Doğu Timor", "TL"),
            ("Ekvator", "EC"),
            ("Güney Kıbrıs Rum Yönetimi", "CY"),
            ("ЮАР", "ZA"),
            ("Южная Корея", "KR"),
            ("Северная Корея", "KP"),
            ("호주", "AU"),
            ("터키", "TR"),
            ("السعودية", "SA"),
            ("روسيا البيضاء", "BY"),
            ("הממלכה המאוחדת", "GB"),
            ("Santa Sede", "VA"),
            ("Saudi-Arabië", "SA"),
        ] {
            assert_eq!(meant(typed), Some(code), "{typed}");
        }
        for typed in ["Kuzey Kıbrıs Türk Cumhuriyeti", "Rusya Beyaz", "RA", "VK", "TR-variant"] {
            assert_eq!(meant(typed), None, "{typed}");
        }
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
    fn a_state_in_brackets_behind_its_territory_is_a_remark() {
        for (typed, code) in [
            ("Virgin Islands (UK)", "VG"),
            ("Virgin Islands [GB]", "VG"),
            ("Virgin Islands (USA)", "VI"),
            ("Jungferninseln (USA)", "VI"),
            ("Îles Vierges (États-Unis)", "VI"),
            ("Virgin Adaları (ABD)", "VI"),
            ("Faroes (Denmark)", "FO"),
            ("Faeroe Islands (Denmark)", "FO"),
            ("Polynesia (France)", "PF"),
            ("Guyane (France)", "GF"),
            ("Cayman (UK)", "KY"),
            ("Saba (Netherlands)", "BQ"),
            ("Mariana Islands (USA)", "MP"),
            ("Christmas (Australia)", "CX"),
            ("Greenland (Denmark)", "GL"),
            ("Samoa (USA)", "AS"),
            ("Azores (Portugal)", "PT"),
            ("Saint-Martin (Royaume des Pays-Bas)", "SX"),
            ("Saint Martin (France)", "MF"),
            ("Guyane", "GF"),
        ] {
            assert_eq!(meant(typed), Some(code), "{typed}");
        }
    }

    #[test]
    fn understands_names_in_the_languages_of_the_list_and_shortened_ones() {
        for (typed, code) in [
            ("NGA", "NG"),
            ("nga", "NG"),
            ("N. Ireland", "GB"),
            ("S. Africa", "ZA"),
            ("N. Macedonia", "MK"),
            ("P.R. China", "CN"),
            ("Oesterreich", "AT"),
            ("Vereinigte Staaten von Amerika", "US"),
            ("États-Unis d'Amérique", "US"),
            ("République Tchèque", "CZ"),
            ("Großbritannien", "GB"),
            ("Российская Федерация", "RU"),
            ("República Argentina", "AR"),
            ("Kina", "CN"),
            ("Grekland", "GR"),
            ("Polandia", "PL"),
            ("Kinë", "CN"),
            ("İsveçrə", "CH"),
            ("ドイツ", "DE"),
            ("Nemecko", "DE"),
        ] {
            assert_eq!(meant(typed), Some(code), "{typed}");
        }
    }

    #[test]
    fn understands_official_names_in_other_languages() {
        for (typed, code) in [
            ("République française", "FR"),
            ("Bundesrepublik Deutschland", "DE"),
            ("BUNDESREPUBLIK DEUTSCHLAND", "DE"),
            ("Türkiye Cumhuriyeti", "TR"),
            ("TÜRKİYE CUMHURİYETİ", "TR"),
            ("Kingdom of the Netherlands", "NL"),
            ("Koninkrijk België", "BE"),
            ("Royaume de Belgique", "BE"),
            ("Republik Österreich", "AT"),
            ("Schweizerische Eidgenossenschaft", "CH"),
            ("Reino de España", "ES"),
            ("República de Chile", "CL"),
            ("República Oriental del Uruguay", "UY"),
            ("Grand-Duché de Luxembourg", "LU"),
            ("Repubblica di San Marino", "SM"),
            ("Rzeczpospolita Polska", "PL"),
            ("Republika Hrvatska", "HR"),
            ("Konungariket Sverige", "SE"),
            ("Lietuvos Respublika", "LT"),
            ("Ελληνική Δημοκρατία", "GR"),
            ("Република България", "BG"),
            ("Республика Казахстан", "KZ"),
            ("Azərbaycan Respublikası", "AZ"),
            ("جمهورية العراق", "IQ"),
            ("Republik Indonesia", "ID"),
            ("Cộng hòa xã hội chủ nghĩa Việt Nam", "VN"),
            ("中华人民共和国", "CN"),
            ("Almanya Federal Cumhuriyeti", "DE"),
            ("Birleşik Tanzanya Cumhuriyeti", "TZ"),
            // Two states of one name are told apart as their official names do it.
            ("Republik Korea", "KR"),
            ("Kore Cumhuriyeti", "KR"),
            ("Kore Demokratik Halk Cumhuriyeti", "KP"),
            ("República Popular Democrática de Corea", "KP"),
            ("République du Congo", "CG"),
            ("República Democrática del Congo", "CD"),
            ("Республика Конго", "CG"),
            ("Volksrepublik China", "CN"),
            ("Republic of China", "TW"),
        ] {
            assert_eq!(meant(typed), Some(code), "{typed}");
        }
        for typed in [
            "Republik China",
            "Çin Cumhuriyeti",
            "República de China",
            "Demokratische Republik Korea",
            "Kuzey Kıbrıs Türk Cumhuriyeti",
            "República Turca del Norte de Chipre",
            "Republika Srpska",
            "Staten Island",
            "Republik Bayern",
            "Freistaat Sachsen",
            "Cumhuriyeti",
            "der Republik",
        ] {
            assert_eq!(meant(typed), None, "{typed}");
        }
        assert_eq!(near("Çin Cumhuriyeti"), "China (CN) / Taiwan (TW)");
    }

    #[test]
    fn understands_names_in_the_varieties_of_a_language() {
        for (typed, code) in [
            ("Polónia", "PL"),
            ("Vietname", "VN"),
            ("Irão", "IR"),
            ("法國", "FR"),
            ("德國", "DE"),
            ("土耳其", "TR"),
            ("Nemačka", "DE"),
            ("Њемачка", "DE"),
            ("Austerrike", "AT"),
            ("Alemaña", "DE"),
            ("Ujerumani", "DE"),
        ] {
            assert_eq!(meant(typed), Some(code), "{typed}");
        }
        assert_eq!(near("Конго"), "Congo - Brazzaville (CG) / Congo - Kinshasa (CD)");
    }

    #[test]
    fn understands_a_country_that_is_written_twice_and_its_flag() {
        for (typed, code) in [
            ("DE - Germany", "DE"),
            ("TR Türkiye", "TR"),
            ("Germany DE", "DE"),
            ("Türkiye / Turkey", "TR"),
            ("Deutschland | Germany", "DE"),
            ("Österreich - Austria", "AT"),
            ("Bosnia - Herzegovina", "BA"),
            ("\u{1f1f9}\u{1f1f7}", "TR"),
            ("\u{1f1e9}\u{1f1ea} Germany", "DE"),
            ("XI", "GB"),
        ] {
            assert_eq!(meant(typed), Some(code), "{typed}");
        }
        for typed in ["DE - France", "Germany / France", "FR Germany", "Korea / Corea", "Alfa / DE", "NY - New York"] {
            assert_eq!(meant(typed), None, "{typed}");
        }
    }

    /// No code has marks but the dot of Turkish capitals.
    #[test]
    fn a_name_with_marks_is_no_code() {
        for (typed, code) in [
            ("Bỉ", "BE"),
            ("BỈ", "BE"),
            ("Áo", "AT"),
            ("Mỹ", "US"),
            ("Ý", "IT"),
            ("İT", "IT"),
            ("İta", "IT"),
            ("Çin", "CN"),
            ("Çad", "TD"),
        ] {
            assert_eq!(meant(typed), Some(code), "{typed}");
        }
        for typed in ["Ñó", "Dé", "TŘ", "Bĕ", "Ŕús"] {
            assert_eq!(meant(typed), None, "{typed}");
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
            "Cyprus (North)",
            "Kıbrıs (KKTC)",
            "Formosa (China)",
            "Antilles (Netherlands)",
            "Alfa GmbH (DE)",
            "Islands (UK)",
            "Tibet (China)",
            "Germany (UK)",
            "Saint Martin",
            "St. Martin",
            "São Martinho",
            "Saint Martin (hollandsk side)",
            "Korea",
            "Kore",
            "Guiana",
            "Nga",
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
        assert_eq!(near("Korea"), "South Korea (KR) / North Korea (KP)");
        assert_eq!(near("Nga"), "Nigeria (NG) / Russia (RU)");
        assert_eq!(near("Alfa GmbH (DE)"), "");
        assert_eq!(near("Congo"), "Congo - Brazzaville (CG) / Congo - Kinshasa (CD)");
        assert_eq!(near("The Virgin Islands"), "British Virgin Islands (VG) / U.S. Virgin Islands (VI)");
    }
}
