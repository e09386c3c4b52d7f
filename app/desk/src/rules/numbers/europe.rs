//! Europe outside the Union, Russia and its neighbours. Sources: docs/rules.md names one for each.

use super::kind::{CheckAt, Kind, Place};
use super::people::{ukrainian_day, ukrainian_person};
use super::sums::{at, is_date, last, mod_11_10, number, weighted};

const LAST: CheckAt = CheckAt::Last(1);

/// What says behind a Swiss UID that its holder is registered for VAT (MWSTG art. 26, UIDV annex; in English VAT is written
/// too). HR or RC, for the register of companies, says nothing about tax and is dropped.
const SWISS_VAT: &[(&str, &str)] = &[("MWST", "MWST"), ("TVA", "TVA"), ("IVA", "IVA"), ("VAT", "MWST")];

/// HM Revenue and Customs, Notice 700/63: a branch's three digits stand behind the nine.
const BRITISH_GROUPS: &[&[usize]] = &[&[9, 3], &[3, 4, 2, 3], &[3, 4, 2]];

/// The kinds, by country.
pub const KINDS: &[Kind] = &[
    Kind::new("gb_vat", "GB", "VAT registration number", "980780684", &["ddddddddd", "dddddddddddd"])
        .vat("GB")
        .grouped(BRITISH_GROUPS)
        .sum(britain, CheckAt::Two(7)),
    Kind::new("gb_vat_government", "GB", "VAT registration number (government)", "GD100", &["GDddd"])
        .vat("GB")
        .part(|text| number(&text[2..]) < 500),
    Kind::new("gb_vat_health", "GB", "VAT registration number (health)", "HA500", &["HAddd"])
        .vat("GB")
        .part(|text| text.starts_with("HA") && number(&text[2..]) >= 500),
    Kind::new(
        "xi_vat",
        "GB",
        "VAT registration number (Northern Ireland)",
        "980780684",
        &["ddddddddd", "dddddddddddd"],
    )
    .vat("XI")
    .grouped(BRITISH_GROUPS)
    .sum(britain, CheckAt::Two(7)),
    Kind::new("xi_vat_government", "GB", "VAT registration number (Northern Ireland, government)", "GD100", &["GDddd"])
        .vat("XI")
        .part(|text| number(&text[2..]) < 500),
    Kind::new("xi_vat_health", "GB", "VAT registration number (Northern Ireland, health)", "HA500", &["HAddd"])
        .vat("XI")
        .part(|text| text.starts_with("HA") && number(&text[2..]) >= 500),
    Kind::new("ch_uid", "CH", "UID / IDE / IDI", "107787577", &["ddddddddd"])
        .vat("CHE")
        .around(&["CHE"], &["HR", "RC"])
        .vat_marks(&[], SWISS_VAT)
        .place(Place::Both)
        .sum(|text| (11 - weighted(text, &[5, 4, 3, 2, 7, 6, 5, 4]) % 11) % 11 == last(text), LAST),
    Kind::new("li_uid", "LI", "UID", "107787577", &["ddddddddd"])
        .vat("CHE")
        .around(&["CHE"], &["HR", "RC"])
        .vat_marks(&[], SWISS_VAT)
        .place(Place::Both)
        .sum(|text| (11 - weighted(text, &[5, 4, 3, 2, 7, 6, 5, 4]) % 11) % 11 == last(text), LAST),
    Kind::new("no_orgnr", "NO", "Organisasjonsnummer", "988077917", &["ddddddddd"])
        // Foretaksregisterloven § 10-1: companies print it behind the number; it says nothing about tax.
        .around(&["NO"], &["FORETAKSREGISTERET"])
        .vat_marks(&[], &[("MVA", "MVA"), ("VAT", "MVA")])
        .place(Place::Both)
        .sum(|text| (11 - weighted(text, &[3, 2, 7, 6, 5, 4, 3, 2]) % 11) % 11 == last(text), LAST),
    Kind::new("is_vsk", "IS", "VSK-númer", "00621", &["ddddd", "dddddd"]).around(&["IS", "VSK"], &[]),
    Kind::new("is_kennitala", "IS", "Kennitala", "4504013150", &["dddddddddd"])
        .place(Place::Both)
        .part(iceland_date)
        .sum(|text| (11 - weighted(text, &[3, 2, 7, 6, 5, 4, 3, 2]) % 11) % 11 == at(text, 8), CheckAt::At(8))
        // Þjóðskrá, "Um kennitölur": since 18 February 2026 numbers are given without the check digit
        // (HermannBjorgvin/Kennitala#46).
        .sum_not_kept(),
    Kind::new("rs_pib", "RS", "PIB", "101134702", &["ddddddddd"])
        .around(&["RS"], &[])
        .place(Place::Both)
        .sum(mod_11_10, LAST),
    Kind::new("ua_edrpou", "UA", "Код ЄДРПОУ", "32855961", &["dddddddd"])
        .place(Place::Both)
        .sum(ukraine, LAST)
        .written_before(&["dddddddddddd"]),
    Kind::new("ua_rnokpp", "UA", "РНОКПП", "1759013776", &["dddddddddd"])
        .part(ukrainian_day)
        // The tax service has given numbers that break the sum (edenlabllc/ehealth.api#3185).
        .sum(ukrainian_person, LAST)
        .sum_not_kept(),
    Kind::new("ua_ipn", "UA", "Індивідуальний податковий номер", "328559612345", &["dddddddddddd"]),
    Kind::new("ru_inn", "RU", "ИНН", "7707083893", &["dddddddddd"])
        .place(Place::Both)
        .sum(|text| russia(text, &[2, 4, 10, 3, 5, 9, 4, 6, 8]), LAST)
        // Federal Tax Service, form of the счёт-фактура, lines 2б and 6б: "ИНН/КПП", the КПП after a stroke.
        .written_before(&["ddddXXddd"]),
    Kind::new("ru_inn_person", "RU", "ИНН физического лица", "123456789047", &["dddddddddddd"])
        .place(Place::Both)
        .sum(russian_person, CheckAt::Last(2)),
    Kind::new("ru_kpp", "RU", "КПП", "770943002", &["ddddXXddd"]).place(Place::Registration),
    Kind::new("ru_ogrn", "RU", "ОГРН", "1022200525819", &["ddddddddddddd"])
        .place(Place::Registration)
        .part(ogrn_part)
        .sum(|text| number(&text[..12]) % 11 % 10 == u128::from(last(text)), LAST),
    Kind::new("ru_ogrnip", "RU", "ОГРНИП", "304500116000157", &["ddddddddddddddd"])
        .place(Place::Registration)
        .part(ogrn_part)
        .sum(|text| number(&text[..14]) % 13 % 10 == u128::from(last(text)), LAST),
    Kind::new("by_unp", "BY", "УНП", "200988541", &["ddddddddd", "AAddddddd"])
        .place(Place::Both)
        .part(belarus_part)
        .sum(belarus, LAST),
    Kind::new("md_idno", "MD", "IDNO", "1008600038413", &["ddddddddddddd"])
        .place(Place::Both)
        .sum(|text| weighted(text, &[7, 3, 1, 7, 3, 1, 7, 3, 1, 7, 3, 1]) % 10 == last(text), LAST),
    Kind::new("am_hvhh", "AM", "ՀՎՀՀ", "00123456", &["dddddddd"]).place(Place::Both),
    Kind::new("az_voen", "AZ", "VÖEN", "1400057421", &["ddddddddd1", "ddddddddd2"])
        .padded(10)
        .place(Place::Both)
        .sum(|text| weighted(text, &[4, 1, 8, 6, 2, 7, 5, 3]) % 11 == at(text, 8), CheckAt::At(8)),
    Kind::new("ge_id", "GE", "საიდენტიფიკაციო კოდი", "204378869", &["ddddddddd", "ddddddddddd"]).place(Place::Both),
    Kind::new("me_pib", "ME", "PIB", "02655284", &["dddddddd"])
        .place(Place::Both)
        .sum(|text| (11 - weighted(text, &[8, 7, 6, 5, 4, 3, 2]) % 11) % 11 % 10 == last(text), LAST),
    Kind::new("mk_edb", "MK", "ЕДБ", "4030000375897", &["ddddddddddddd"])
        // Управа за јавни приходи: МК before it says that the holder is registered for VAT (ДДВ).
        .vat_marks(&[("MK", "MK")], &[])
        .place(Place::Both)
        .sum(|text| (11 - weighted(text, &[7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11) % 11 % 10 == last(text), LAST),
    Kind::new("al_nipt", "AL", "NIPT", "J91402501L", &["AddddddddA"])
        .around(&["AL"], &[])
        .place(Place::Both)
        .part(|text| ("A"..="M").contains(&&text[..1])),
    Kind::new("ad_nrt", "AD", "NRT", "U132950X", &["AddddddA"]).place(Place::Both).part(andorra_part),
    Kind::new("mc_tva", "MC", "Numéro de TVA", "53000004605", &["dd000dddddd"])
        .vat("FR")
        .sum(|text| number(&format!("{}12", &text[2..])) % 97 == number(&text[..2]), CheckAt::Two(0)),
    Kind::new("fo_vn", "FO", "V-tal", "623857", &["dddddd"]).around(&["FO"], &[]),
];

/// Two ways of checking, the second ("9755") since 2010 and for numbers from 100 on: HM Revenue and Customs, VAT
/// registration number checks.
fn britain(text: &str) -> bool {
    let sum = weighted(text, &[8, 7, 6, 5, 4, 3, 2, 10, 1]);
    let rest = sum % 97;
    rest == 0 || ([42, 55].contains(&rest) && number(&text[..3]) >= 100)
}

fn iceland_date(text: &str) -> bool {
    let day = number(&text[..2]);
    // Companies add 40 to the day.
    let day = if day > 40 { day - 40 } else { day };
    let century = match at(text, 9) {
        9 => 1900,
        0 => 2000,
        _ => return false,
    };
    let (year, month) = (century + number(&text[4..6]), number(&text[2..4]));
    // Some of February 1969 have a day too many (island-is/island.is#18332).
    is_date(year, month, day) || ((year, month) == (1969, 2) && day <= 31)
}

/// The weights depend on where the number lies.
fn ukraine(text: &str) -> bool {
    let is_middle = (30_000_000..=60_000_000).contains(&number(text));
    let sum = |shift: u32| {
        let weights: Vec<u32> = if is_middle { vec![7, 1, 2, 3, 4, 5, 6] } else { vec![1, 2, 3, 4, 5, 6, 7] };
        let weights: Vec<u32> = weights.into_iter().map(|weight| weight + shift).collect();
        weighted(text, &weights) % 11
    };
    let first = sum(0);
    (if first < 10 { first } else { sum(2) % 10 }) == last(text)
}

fn russia(text: &str, weights: &[u32]) -> bool {
    weighted(text, weights) % 11 % 10 == at(text, weights.len())
}

fn russian_person(text: &str) -> bool {
    russia(text, &[7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) && russia(text, &[3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8])
}

/// Residents' F numbers end at 699999, companies' A and L numbers lie between that and 800000 (Govern d'Andorra).
fn andorra_part(text: &str) -> bool {
    let middle = number(&text[1..7]);
    match &text[..1] {
        "F" => middle <= 699_999,
        "A" | "L" => (700_000..800_000).contains(&middle),
        kind => "CDEGOPU".contains(kind),
    }
}

fn ogrn_part(text: &str) -> bool {
    !text.starts_with('0')
}

fn belarus_part(text: &str) -> bool {
    let region = text.as_bytes()[0];
    if text.as_bytes()[1].is_ascii_digit() {
        (b'1'..=b'7').contains(&region)
    } else {
        b"ABCEHKM".contains(&region) && b"ABCEHKMOPT".contains(&text.as_bytes()[1])
    }
}

/// A second letter stands for its place among ten.
fn belarus(text: &str) -> bool {
    let second = text.as_bytes()[1];
    let digits = match b"ABCEHKMOPT".iter().position(|letter| *letter == second) {
        Some(place) => format!("{}{place}{}", &text[..1], &text[2..]),
        None => text.to_owned(),
    };
    weighted(&digits, &[29, 23, 19, 17, 13, 7, 5, 3]) % 11 == last(text)
}
