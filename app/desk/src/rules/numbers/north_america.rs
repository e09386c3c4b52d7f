//! North America with Central America and the Caribbean. Sources: docs/rules.md names one for each.

use super::kind::{CheckAt, Kind, Place};
use super::sums::{ends_in_k, is_date, last, luhn, mod_11_from_end, number, weighted};

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

/// Class and kind of a legal person (Registro Nacional de Costa Rica).
/// The class of a legal person's number, by its first four digits.
pub(super) fn costa_rica_part(text: &str) -> bool {
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

/// Numbers given before 1994 (sequence up to 100) are weighted otherwise.
fn el_salvador(text: &str) -> bool {
    let check = if &text[10..13] <= "100" {
        weighted(text, &[14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11 % 10
    } else {
        (11 - weighted(text, &[2, 7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11) % 11 % 10
    };
    check == last(text)
}
