//! The Americas. Sources: docs/rules.md names one for each.

use super::kind::{CheckAt, Kind, Place};
use super::sums::{at, is_date, last, luhn, mod_11_from_end, number, value, weighted};

const LAST: CheckAt = CheckAt::Last(1);

/// The kinds, by country.
pub const KINDS: &[Kind] = &[
    Kind::new("us_ein", "US", "Employer Identification Number (EIN)", "911144442", &["ddddddddd"])
        .place(Place::Both)
        .part(|text| EIN_PREFIXES.contains(&number(&text[..2]))),
    Kind::new("ca_bn", "CA", "Business Number (BN)", "123026635", &["ddddddddd"]).place(Place::Both).sum(luhn, LAST),
    Kind::new("ca_bn_account", "CA", "GST/HST account", "123026635RT0001", &["dddddddddAAdddd"])
        .part(|text| CANADIAN_PROGRAMMES.contains(&&text[9..11]))
        .sum(|text| luhn(&text[..9]), CheckAt::At(8)),
    Kind::new(
        "mx_rfc",
        "MX",
        "RFC",
        "MAB9307148T4",
        &[
            "AAAddddddXXX",
            "&AAddddddXXX",
            "A&AddddddXXX",
            "AA&ddddddXXX",
            "ÑAAddddddXXX",
            "AÑAddddddXXX",
            "AAÑddddddXXX",
        ],
    )
    .place(Place::Both)
    .part(|text| mexico_date(text, 3))
    // SAT publishes the sum, and has given numbers that break it (its answer to a request by the freedom of information,
    // in eclipxe13/CfdiUtils#37; manuelmhtr/validate-rfc#24 and #31). Its schema of invoices has the pattern alone.
    .sum(mexico, CheckAt::LastSign)
    .sum_not_kept(),
    Kind::new(
        "mx_rfc_person",
        "MX",
        "RFC de persona física",
        "GODE561231GR8",
        &["AAAAddddddXXX", "ÑAAAddddddXXX", "AÑAAddddddXXX", "AAÑAddddddXXX", "AAAÑddddddXXX"],
    )
    .part(|text| mexico_date(text, 4))
    .sum(mexico, CheckAt::LastSign)
    .sum_not_kept(),
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
        .sum(paraguay, LAST)
        // DNIT: companies' numbers have eight digits that begin with 80, and their check digit behind them.
        .often_without_check(|text| text.len() == 8 && text.starts_with("80")),
    Kind::new("do_rnc", "DO", "RNC", "101850043", &["ddddddddd"])
        .place(Place::Both)
        // DGII knows numbers that break the sum: python-stdnum keeps a list of them.
        .sum(dominican_republic, LAST)
        .sum_not_kept(),
    Kind::new(
        "gt_nit",
        "GT",
        "NIT",
        "39525503",
        &[
            "dX",
            "ddX",
            "dddX",
            "ddddX",
            "dddddX",
            "ddddddX",
            "dddddddX",
            "ddddddddX",
            "dddddddddX",
            "ddddddddddX",
            "dddddddddddX",
        ],
    )
    .place(Place::Both)
    .part(guatemala_part)
    .sum(guatemala, CheckAt::LastSign),
    Kind::new("sv_nit", "SV", "NIT", "06140507071048", &["dddddddddddddd"])
        .around(&["SV"], &[])
        .place(Place::Both)
        .part(|text| "019".contains(&text[..1]))
        .sum(el_salvador, LAST),
    Kind::new("cr_cpj", "CR", "Cédula de persona jurídica", "3101999999", &["dddddddddd"])
        .place(Place::Both)
        .part(costa_rica_part),
];

/// Canada Revenue Agency, "Program accounts you may need": GST/HST, payroll, corporations, imports and exports, charities,
/// information returns, excise duty and taxes, air travellers, insurance premiums, underused housing, luxury, fuel charge,
/// softwood lumber.
const CANADIAN_PROGRAMMES: &[&str] =
    &["RT", "RP", "RC", "RM", "RR", "RZ", "RD", "RE", "RG", "RI", "RN", "RU", "LT", "CT", "SL"];
/// The first two digits that campuses of the Internal Revenue Service give ("How EINs are assigned and valid EIN
/// prefixes", irs.gov).
const EIN_PREFIXES: &[u128] = &[
    1, 2, 3, 4, 5, 6, 10, 11, 12, 13, 14, 15, 16, 20, 21, 22, 23, 24, 25, 26, 27, 30, 31, 32, 33, 34, 35, 36, 37, 38,
    39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63, 64, 65, 66, 67, 68,
    71, 72, 73, 74, 75, 76, 77, 80, 81, 82, 83, 84, 85, 86, 87, 88, 90, 91, 92, 93, 94, 95, 98, 99,
];
const CUIT_TYPES: &[&str] = &["20", "23", "24", "25", "26", "27", "30", "33", "34", "50", "51", "55"];

/// Class and kind of a legal person (Registro Nacional de Costa Rica).
fn costa_rica_part(text: &str) -> bool {
    let kind = number(&text[1..4]);
    match &text[..1] {
        "2" => [100, 200, 300, 400].contains(&kind),
        "3" => (2..=14).contains(&kind) || (101..=110).contains(&kind),
        "4" => kind == 0,
        "5" => kind == 1,
        _ => false,
    }
}

fn mexico_date(text: &str, letters: usize) -> bool {
    let digits: String = text.chars().skip(letters).take(6).collect();
    // The century is not written: a 29 February belongs to whichever has one.
    let is = |century: u128| is_date(century + number(&digits[..2]), number(&digits[2..4]), number(&digits[4..]));
    is(1900) || is(2000)
}

/// The check sign of the RFC: Anexo 20 of the tax office (SAT), "dígito verificador".
fn mexico(text: &str) -> bool {
    const SIGNS: &str = "0123456789ABCDEFGHIJKLMN&OPQRSTUVWXYZ Ñ";
    let chars: Vec<char> = text.chars().collect();
    let (Some(end), padded) = (chars.last(), 13 - chars.len()) else { return false };
    let place = |sign: char| SIGNS.chars().position(|known| known == sign).unwrap_or_default();
    let blank = std::iter::repeat_n(' ', padded);
    let sum: usize = blank
        .chain(chars[..chars.len() - 1].iter().copied())
        .enumerate()
        .map(|(at, sign)| (13 - at) * place(sign))
        .sum();
    let check = (11 - sum % 11) % 11;
    *end == if check == 10 {
        'A'
    } else {
        char::from_digit(u32::try_from(check).unwrap_or_default(), 10).unwrap_or_default()
    }
}

/// Letters count by their ASCII code less 48 (Receita Federal, technical note of the alphanumeric CNPJ, July 2026).
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

fn dominican_republic(text: &str) -> bool {
    let rest = weighted(text, &[7, 9, 8, 6, 5, 4, 3, 2]) % 11;
    (match rest {
        0 => 2,
        1 => 1,
        rest => 11 - rest,
    }) == last(text)
}

fn guatemala_part(text: &str) -> bool {
    text.trim_start_matches('0').len() >= 2 && text.ends_with(|end: char| end.is_ascii_digit() || end == 'K')
}

fn guatemala(text: &str) -> bool {
    ends_in_k(text, mod_11_from_end(&text[..text.len() - 1], text.len()))
}

/// Ten is written K.
fn ends_in_k(text: &str, check: u32) -> bool {
    text.ends_with(if check == 10 { 'K' } else { char::from_digit(check, 10).unwrap_or_default() })
}

/// Numbers given before 1994 (sequence up to 100) are weighted otherwise.
fn el_salvador(text: &str) -> bool {
    let check = if &text[10..13] <= "100" {
        weighted(text, &[14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11 % 10
    } else {
        (11 - weighted(text, &[2, 7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11) % 11 % 10
    };
    check == last(text)
}
