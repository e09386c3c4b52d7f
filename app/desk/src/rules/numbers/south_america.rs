//! South America. Sources: docs/rules.md names one for each.

use super::kind::{CheckAt, Kind, Place};
use super::sums::{at, ends_in_k, last, luhn, mod_11_from_end, number, value, weighted};

const LAST: CheckAt = CheckAt::Last(1);

/// The kinds, by country.
pub const KINDS: &[Kind] = &[
    Kind::new("br_cnpj", "BR", "CNPJ", "16727230000197", &["XXXXXXXXXXXXdd"])
        .place(Place::Both)
        .part(|text| !text.bytes().all(|sign| Some(&sign) == text.as_bytes().first()))
        .sum(cnpj, CheckAt::Last(2)),
    Kind::new("br_cpf", "BR", "CPF", "39053344705", &["ddddddddddd"])
        .part(|text| !text.bytes().all(|sign| Some(&sign) == text.as_bytes().first()))
        .sum(cpf, CheckAt::Last(2)),
    Kind::new("ar_cuit", "AR", "CUIT", "20055361682", &["ddddddddddd"])
        .place(Place::Both)
        .part(|text| CUIT_TYPES.contains(&&text[..2]))
        .sum(|text| argentina(text) == last(text), LAST),
    Kind::new("cl_rut", "CL", "RUT", "760864285", &["dddddddX", "ddddddddX"])
        .around(&["CL"], &[])
        .place(Place::Both)
        .part(|text| text.ends_with(|end: char| end.is_ascii_digit() || end == 'K'))
        .sum(chile, CheckAt::LastSign)
        // SII: companies' numbers begin with these; persons' do not reach them with a check digit in the eighth place.
        .often_without_check(|text| {
            text.len() == 8 && ["76", "77", "78", "96"].contains(&&text[..2]) && !text.ends_with('K')
        }),
    Kind::new(
        "co_nit",
        "CO",
        "NIT",
        "2131234321",
        &[
            "dddddddd",
            "ddddddddd",
            "dddddddddd",
            "ddddddddddd",
            "dddddddddddd",
            "ddddddddddddd",
            "dddddddddddddd",
            "ddddddddddddddd",
            "dddddddddddddddd",
        ],
    )
    .place(Place::Both)
    // DIAN, form 001 (RUT), box 6: the check digit is called DV.
    .check_called(&["DV"])
    .sum(colombia, LAST)
    // DIAN: a company's NIT has nine digits that begin with 8 or 9, and its check digit behind them, which forms ask for
    // in a field of its own.
    .often_without_check(|text| text.len() == 9 && text.starts_with(['8', '9'])),
    Kind::new("pe_ruc", "PE", "RUC", "20512333797", &["ddddddddddd"])
        .place(Place::Both)
        .part(|text| ["10", "15", "16", "17", "20"].contains(&&text[..2]))
        .sum(|text| (11 - weighted(text, &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11) % 10 == last(text), LAST),
    Kind::new("ve_rif", "VE", "RIF", "V114702834", &["Addddddddd"])
        .place(Place::Both)
        .part(|text| "VEJPG".contains(&text[..1]))
        .sum(venezuela, LAST),
    Kind::new("uy_rut", "UY", "RUT", "211003420017", &["dddddddddddd"])
        .around(&["UY"], &[])
        .place(Place::Both)
        .part(|text| (1..=22).contains(&number(&text[..2])) && number(&text[2..8]) > 0 && &text[8..11] == "001")
        .sum(|text| (11 - weighted(text, &[4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]) % 11) % 11 == last(text), LAST),
    Kind::new("ec_ruc", "EC", "RUC", "1792060346001", &["ddddddddddddd"])
        .place(Place::Both)
        // SRI: numbers of companies and public bodies are given without a sum (its statement in koblas/stdnum-js#168;
        // arthurdejong/python-stdnum#497). A person's begins with the cédula, which has one.
        .part(|text| ecuador_part(text) && at(text, 2) > 5)
        .sum(ecuador, CheckAt::Two(8))
        .sum_not_kept(),
    Kind::new("ec_ruc_person", "EC", "RUC de persona natural", "1714307103001", &["ddddddddddddd"])
        .place(Place::Both)
        .part(|text| ecuador_part(text) && at(text, 2) < 6)
        .sum(ecuador, CheckAt::At(9)),
    Kind::new("py_ruc", "PY", "RUC", "800000358", &["ddddd", "dddddd", "ddddddd", "dddddddd", "ddddddddd"])
        .place(Place::Both)
        .check_called(&["DV"])
        .sum(paraguay, LAST)
        // DNIT: companies' numbers have eight digits that begin with 80, and their check digit behind them.
        .often_without_check(|text| text.len() == 8 && text.starts_with("80")),
];

const CUIT_TYPES: &[&str] = &["20", "23", "24", "25", "26", "27", "30", "33", "34", "50", "51", "55"];

/// Letters count by their ASCII code less 48 (Receita Federal, Instrução Normativa RFB 2.229 of 15 October 2024, since
/// July 2026).
fn cnpj(text: &str) -> bool {
    let value = |at: usize| u32::from(text.as_bytes()[at] - b'0');
    let check = |digits: usize| {
        let sum: u32 =
            (0..digits).map(|at| value(at) * u32::try_from((digits + 7 - at) % 8 + 2).unwrap_or_default()).sum();
        let rest = sum % 11;
        if rest < 2 { 0 } else { 11 - rest }
    };
    check(12) == value(12) && check(13) == value(13)
}

fn cpf(text: &str) -> bool {
    let check = |digits: usize| {
        let sum: u32 =
            (0..digits).map(|place| at(text, place) * u32::try_from(digits + 1 - place).unwrap_or_default()).sum();
        (11 - sum % 11) % 11 % 10
    };
    check(9) == at(text, 9) && check(10) == at(text, 10)
}

fn argentina(text: &str) -> u32 {
    let rest = weighted(text, &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11;
    match (11 - rest) % 11 {
        10 => 9,
        check => check,
    }
}

fn chile(text: &str) -> bool {
    ends_in_k(text, mod_11_from_end(&text[..text.len() - 1], 6))
}

fn colombia(text: &str) -> bool {
    const WEIGHTS: [u32; 15] = [3, 7, 13, 17, 19, 23, 29, 37, 41, 43, 47, 53, 59, 67, 71];
    let sum: u32 = text[..text.len() - 1].bytes().rev().zip(WEIGHTS).map(|(sign, weight)| value(sign) * weight).sum();
    let rest = sum % 11;
    (if rest < 2 { rest } else { 11 - rest }) == last(text)
}

fn venezuela(text: &str) -> bool {
    let kind = match &text[..1] {
        "V" => 4,
        "E" => 8,
        "J" => 12,
        "P" => 16,
        _ => 20,
    };
    let sum = kind + weighted(&text[1..], &[3, 2, 7, 6, 5, 4, 3, 2]);
    (match 11 - sum % 11 {
        10 | 11 => 0,
        check => check,
    }) == last(text)
}

fn ecuador_part(text: &str) -> bool {
    let province = number(&text[..2]);
    ((1..=24).contains(&province) || province == 30 || province == 50) && ![7, 8].contains(&at(text, 2))
}

/// The third digit says whose it is: below 6 a person's, 6 a public body's or a person's, 9 a company's or a public body's.
fn ecuador(text: &str) -> bool {
    let person = luhn(&text[..10]) && number(&text[10..]) > 0;
    let public = weighted(text, &[3, 2, 7, 6, 5, 4, 3, 2, 1]).is_multiple_of(11) && number(&text[9..]) > 0;
    match at(text, 2) {
        9 => public || (weighted(text, &[4, 3, 2, 7, 6, 5, 4, 3, 2, 1]).is_multiple_of(11) && number(&text[10..]) > 0),
        6 => public || person,
        _ => person,
    }
}

fn paraguay(text: &str) -> bool {
    mod_11_from_end(&text[..text.len() - 1], text.len()) % 10 == last(text)
}
