//! Provinces and states: every name and code of ISO 3166-2 against second opinions, and names that people have met.

use super::oracle::ask;
use crate::support::{TestResult, Tried};
use desk::rules::addresses::{Named, Shape, check, shapes};
use desk::rules::country_form;
use model::countries::{Address, AddressPart};
use model::fields::{Problem, Severity};
use model::language::Language;

/// Of ISO 3166-2, what is no part of an address there: the level above the one that is, or below.
const OTHER_LEVELS: [(&str, &str); 11] = [
    ("BS", "District"),
    ("CV", "Geographical region"),
    ("CV", "Municipality"),
    ("ES", "Autonomous community"),
    ("ID", "Geographical unit"),
    ("IE", "Province"),
    ("IT", "Region"),
    ("IT", "Autonomous region"),
    ("KN", "Parish"),
    ("PH", "Region"),
    // Pattaya lies in Chon Buri.
    ("TH", "Special administrative city"),
];
/// Names that ISO 3166-2 gives two places of a country: asked, never taken.
const TWO_PLACES: [(&str, &str); 4] = [("MZ", "Maputo"), ("PE", "Lima"), ("TW", "Chiayi"), ("TW", "Hsinchu")];

/// What a text leads to.
#[derive(Debug, PartialEq, Eq)]
enum Led {
    /// To the place of the code.
    Right,
    /// To it and others: it is asked.
    Asked,
    /// To none.
    Nowhere,
    /// To another place.
    Wrong,
}

fn led(shape: &Shape, code: &str, text: &str) -> Led {
    match shape.named(text, "") {
        Named::One(one) if one.iso == code => Led::Right,
        Named::Several(places) if places.iter().any(|one| one.iso == code) => Led::Asked,
        Named::One(_) | Named::Several(_) => Led::Wrong,
        Named::Nothing => Led::Nowhere,
    }
}

/// The country's list and the code without the country, where there is a list.
fn listed(code: &str) -> Option<(&'static Shape, &str)> {
    let (country, number) = code.split_once('-')?;
    let shape = shapes().get(country).filter(|shape| !shape.subdivisions.is_empty())?;
    Some((shape, number))
}

/// "Girona [Gerona]" is two names, and both together.
fn names(name: &str) -> Vec<&str> {
    match name.strip_suffix(']').and_then(|both| both.split_once(" [")) {
        Some((one, other)) => vec![name, one, other],
        None => vec![name],
    }
}

#[test]
fn every_code_and_name_of_iso_3166_2_leads_to_that_very_place() -> TestResult {
    let (mut right, mut asked, mut faults) = (0, 0, Vec::new());
    for line in ask("subdivision_oracle.py", &[], "")? {
        let entry: serde_json::Value = serde_json::from_str(&line)?;
        let text = |name: &str| entry[name].as_str().unwrap_or_default();
        let Some((shape, number)) = listed(text("code")) else { continue };
        if !shape.subdivisions.iter().any(|one| one.iso == number) {
            // Wake Island and its like have no post office.
            let is_known = OTHER_LEVELS.contains(&(shape.country, text("kind"))) || text("code") == "US-UM";
            if !is_known {
                faults.push(format!("{entry} is in no list"));
            }
            continue;
        }
        for typed in [text("code")].into_iter().chain(names(text("name"))) {
            match led(shape, number, typed) {
                Led::Right => right += 1,
                Led::Asked if TWO_PLACES.contains(&(shape.country, typed)) => asked += 1,
                other => faults.push(format!("{entry} {typed}: {other:?}")),
            }
        }
    }
    crate::support::say(&format!(
        "ISO 3166-2: {right} names and codes right, {asked} asked, {} wrong or unknown",
        faults.len()
    ));
    assert!(right > 2_500, "{right}");
    assert!(faults.is_empty(), "{faults:#?}");
    Ok(())
}

/// CLDR's own English names under its own codes, but for Iran, which it counts as ISO did before November 2020.
#[test]
fn every_english_name_of_unicode_leads_to_its_code() {
    let table = include_str!("corpus/subdivisions.tsv");
    let mut right = 0;
    for (code, name) in table.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t')) {
        let Some((shape, number)) = listed(code) else { continue };
        // Codes that ISO has given up since lead to what has become of them, or to nothing.
        if !shape.subdivisions.iter().any(|one| one.iso == number) {
            continue;
        }
        let is_two = TWO_PLACES.contains(&(shape.country, name)) || (code, name) == ("RU-AL", "Altai");
        let wanted = match code {
            // The province has the name to itself: it is what the country writes.
            "AR-C" => Led::Wrong,
            _ if is_two => Led::Asked,
            _ => Led::Right,
        };
        assert_eq!(led(shape, number, name), wanted, "{code} {name}");
        right += 1;
    }
    assert!(right > 1_250, "{right}");
}

fn address(country: &str, locality: &str, subdivision: &str, postal_code: &str) -> Address {
    let [country, locality, subdivision, postal_code] =
        [country, locality, subdivision, postal_code].map(str::to_owned);
    Address { line1: "x 1".to_owned(), locality, subdivision, postal_code, country, ..Address::default() }
}

/// What is stored, and what is said about the subdivision and the postal code.
fn judged(address: &Address) -> (String, Vec<(Problem, Severity, String)>) {
    let checked = check(address);
    let parts = [AddressPart::Subdivision, AddressPart::PostalCode];
    let found = checked.found.into_iter().filter(|(part, _)| parts.contains(part));
    (checked.address.subdivision, found.map(|(_, found)| (found.problem, found.severity, found.hint)).collect())
}

#[test]
fn what_offices_and_people_write_is_taken_without_a_doubt() {
    for (country, locality, typed, postal_code, stored) in [
        ("IR", "Shiraz", "Fars", "71348-14336", "Fars Province"),
        ("IR", "Isfahan", "Isfahan", "81467-13131", "Isfahan Province"),
        ("IR", "تهران", "تهران", "", "استان تهران"),
        ("ID", "Merauke", "Papua Selatan", "99611", "Papua Selatan"),
        ("ID", "Nabire", "Central Papua", "", "Papua Tengah"),
        ("ID", "Wamena", "Papua Pegunungan", "", "Papua Pegunungan"),
        ("ID", "Sorong", "ID-PD", "", "Papua Barat Daya"),
        ("KR", "Jeonju-si", "전북특별자치도", "54968", "전북특별자치도"),
        ("KR", "Jeonju-si", "Jeonbuk State", "54968", "Jeonbuk State"),
        ("KR", "Jeonju-si", "Jeollabuk-do", "54968", "Jeonbuk State"),
        ("KR", "Chuncheon-si", "강원도", "24266", "강원특별자치도"),
        ("IT", "Olbia", "Gallura Nord-Est Sardegna", "07026", "OT"),
        ("IT", "Carbonia", "Sulcis Iglesiente", "09013", "CI"),
        ("IT", "Aosta", "Valle d'Aosta", "11100", "AO"),
        ("VE", "Maiquetía", "La Guaira", "1160", "La Guaira"),
        ("VE", "Maiquetía", "Vargas", "1160", "La Guaira"),
        ("VE", "Caracas", "Distrito Federal", "1010", "Distrito Capital"),
        ("CL", "Santiago", "Región Metropolitana de Santiago", "8340457", "Región Metropolitana"),
        ("CL", "Santiago", "Santiago Metropolitan", "8340457", "Región Metropolitana"),
        ("CN", "Hohhot", "Inner Mongolia", "010000", "Neimenggu Zizhiqu"),
        ("CN", "Lhasa", "Tibet", "850000", "Xizang Zizhiqu"),
        ("CN", "Urumqi", "Xinjiang", "830000", "Xinjiang Weiwuerzizhiqu"),
        ("CN", "Shenzhen", "Guangdong Province", "518000", "Guangdong Sheng"),
        ("CN", "深圳", "广东", "518000", "广东省"),
        ("CN", "Nanning", "CN-GX", "530000", "Guangxi Zhuangzuzizhiqu"),
        ("NI", "Bluefields", "Costa Caribe Sur", "", "Región Autónoma de la Costa Caribe Sur"),
        ("CO", "Bogotá", "Distrito Capital de Bogotá", "110231", "Bogotá"),
        ("UA", "Boryspil", "Kyivska oblast", "08300", "Kyiv oblast"),
        ("UA", "Бориспіль", "Київська обл.", "08300", "Київська область"),
        ("IN", "Puducherry", "Pondicherry", "605001", "Puducherry"),
        ("IN", "Hyderabad", "TG", "500001", "Telangana"),
        ("PH", "Nabunturan", "Compostela Valley", "8800", "Davao de Oro"),
        ("TR", "Merkez", "Afyon", "03100", "Afyonkarahisar"),
        ("EG", "Cairo", "Al Qahirah", "", "Cairo Governorate"),
        ("PE", "Huacho", "Departamento de Lima", "15136", "Gobierno Regional de Lima"),
        ("TW", "Zhubei", "Hsinchu", "302", "Hsinchu County"),
        ("TW", "East", "Hsinchu", "300", "Hsinchu City"),
    ] {
        assert_eq!(judged(&address(country, locality, typed, postal_code)), (stored.to_owned(), vec![]), "{typed}");
    }
}

#[test]
fn a_name_of_two_places_is_kept_and_asked_unless_the_postal_code_decides() {
    for (country, typed, postal_code, hint) in [
        ("PE", "Lima", "15136", "Gobierno Regional de Lima / Municipalidad Metropolitana de Lima"),
        ("MZ", "Maputo", "1100", "Cidade de Maputo / Província de Maputo"),
        ("HK", "Hong Kong", "", "Kowloon / Hong Kong Island / New Territories"),
        ("PH", "Maguindanao", "9600", "Maguindanao del Norte / Maguindanao del Sur"),
    ] {
        let asked = vec![(Problem::AmbiguousSubdivision, Severity::Warn, hint.to_owned())];
        assert_eq!(judged(&address(country, "y", typed, postal_code)), (typed.to_owned(), asked), "{country}");
    }
}

#[test]
fn regions_above_the_provinces_and_places_elsewhere_are_not_taken() {
    for (country, typed) in [
        ("ES", "Andalucía"),
        ("IT", "Lombardia"),
        ("IE", "Leinster"),
        ("PH", "Calabarzon"),
        ("TR", "Bavaria"),
        ("US", "Ontario"),
        ("IR", "Baghdad"),
        ("CN", "Province"),
        ("JP", "県"),
    ] {
        let (_, found) = judged(&address(country, "y", typed, ""));
        let problems: Vec<Problem> = found.into_iter().map(|(problem, _, _)| problem).collect();
        assert!(problems.contains(&Problem::UnknownSubdivision), "{country} {typed}: {problems:?}");
    }
}

/// What a form shows and what it stores is one place.
#[test]
fn every_choice_of_a_form_stores_the_place_that_it_names() {
    for shape in shapes().values().filter(|shape| !shape.subdivisions.is_empty()) {
        for language in [Language::English, Language::Turkish] {
            let form = country_form(shape.country, language);
            let choices = form.parts.into_iter().flat_map(|part| part.choices);
            for (written, name) in choices {
                let of = |text: &str| shape.subdivision(text).map(|one| one.written);
                assert_eq!(of(&name), of(&written), "{} {written} {name}", shape.country);
                assert_eq!(of(&written), Some(written.as_str()), "{}", shape.country);
            }
        }
    }
}

#[test]
fn irans_provinces_are_named_in_english_as_they_are_stored() -> Tried<()> {
    let form = country_form("IR", Language::English);
    let part = form.parts.into_iter().find(|part| part.part == AddressPart::Subdivision).ok_or("no provinces")?;
    assert_eq!(part.choices.len(), 31);
    for (written, name) in part.choices {
        assert_eq!(written, format!("{name} Province"));
    }
    Ok(())
}
