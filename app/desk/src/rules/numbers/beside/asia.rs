//! Turkey, Asia, Africa and Oceania beside the usual numbers.

use crate::rules::country_names::{alpha3, meant};
use crate::rules::numbers::asia::{gstin, japan};
use crate::rules::numbers::kind::{CheckAt, Kind};
use crate::rules::numbers::sums::{at, is_date, last, luhn, number, value, weighted};

const LAST: CheckAt = CheckAt::Last(1);

/// The kinds, by country.
pub const KINDS: &[Kind] = &[
    // GST Network, kinds of GSTIN on services.gst.gov.in: non-residents (NR), suppliers of online services (OS), bodies of
    // the United Nations and others notified (UN, ON). State, year and country come before the number.
    Kind::new(
        "in_gstin_abroad",
        "IN",
        "GSTIN (non-resident, OIDAR, UIN)",
        "9922JPN29001OSU",
        &["99ddAAAdddddOSX", "ddddAAAdddddNRX", "ddddAAAdddddUNX", "ddddAAAdddddONX"],
    )
    .part(|text| is_state(&text[..2]))
    .sum(gstin, CheckAt::LastSign),
    // The same list: deductors of tax have their TAN in it.
    Kind::new("in_gstin_tds", "IN", "GSTIN (TDS)", "27PNEA06819B1DE", &["ddAAAAXddddAXDX", "ddAAAAdddddAXZX"])
        .part(|text| is_state(&text[..2]) && &text[12..13] != "0")
        .sum(gstin, CheckAt::LastSign),
    // Income Tax Department, "TAN": deductors of income tax.
    Kind::new("in_tan", "IN", "TAN", "MUMA12345B", &["AAAAdddddA"]),
    // GB 11643-1999: sole traders are taxed under their holder's resident identity number where they have no code.
    Kind::new("cn_ric", "CN", "居民身份证号码", "360426199101010071", &["dddddddddddddddddX"])
        .part(|text| is_date(number(&text[6..10]), number(&text[10..12]), number(&text[12..14])))
        .sum(chinese_person, CheckAt::LastSign),
    // GB 11643-1989: the number of fifteen digits that persons had until 1999, without a check digit.
    Kind::new("cn_ric_old", "CN", "居民身份证号码（15位）", "360426910101007", &["ddddddddddddddd"])
        .part(|text| is_date(1900 + number(&text[6..8]), number(&text[8..10]), number(&text[10..12])))
        .doubted(),
    // National Tax Agency, 登録番号: T says that the holder issues qualified invoices, so it stays. Companies have their
    // corporate number behind it, others digits that are nobody's corporate number.
    Kind::new("jp_trn", "JP", "登録番号", "T7000012050002", &["Tddddddddddddd"])
        .part(|text| !text.starts_with("T0"))
        .sum(|text| japan(&text[1..]), CheckAt::At(1)),
    // Ministry of the Interior and Safety: tax invoices to persons have it. Since October 2020 six of its digits follow no
    // rule, the check digit among them.
    Kind::new("kr_rrn", "KR", "주민등록번호", "9710139019902", &["ddddddddddddd"])
        .part(korean_date)
        .sum(|text| (11 - weighted(text, &[2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]) % 11) % 10 == last(text), LAST)
        .sum_not_kept(),
    // IRAS, "GST Registered Business Search": numbers that are no UEN.
    Kind::new("sg_gst", "SG", "GST registration number", "M91234567X", &["MddddddddX", "MRdddddddX"]),
    // IRAS, "Tax reference number (individuals)": NRIC and FIN.
    Kind::new("sg_nric", "SG", "NRIC / FIN", "S1234567D", &["AdddddddA"])
        .part(|text| "STFGM".contains(&text[..1]))
        .sum(singapore_person, CheckAt::LastSign),
    // Law 26/2023/QH15 art. 12, Circular 86/2024/TT-BTC: persons and household businesses, since July 2025.
    Kind::new("vn_cccd", "VN", "Số định danh cá nhân", "079185001234", &["dddddddddddd"])
        .part(|text| (1..=96).contains(&number(&text[..3])))
        // Twelve digits are also what is left of a branch's thirteen.
        .doubted(),
    // PMK 112/PMK.03/2022, as amended by PMK 136 of 2023: NITKU, a place of business: the NPWP and six digits.
    Kind::new("id_nitku", "ID", "NITKU", "0016090524017000000001", &["dddddddddddddddddddddd"]).grouped(&[&[16, 6]]),
    // Lembaga Hasil Dalam Negeri, e-Invoice guideline, registration number of persons: MyKad.
    Kind::new("my_nric", "MY", "MyKad", "770305021234", &["dddddddddddd"]).part(|text| {
        let (year, month, day) = (number(&text[..2]), number(&text[2..4]), number(&text[4..6]));
        number(&text[6..8]) > 0 && (is_date(1900 + year, month, day) || is_date(2000 + year, month, day))
    }),
    // Australian Taxation Office: ARN of those abroad with simplified GST, WPN of withholders without an ABN.
    Kind::new("au_arn", "AU", "ATO Reference Number (ARN)", "123456789123", &["dddddddddddd"]).doubted(),
    Kind::new("au_wpn", "AU", "Withholding Payer Number (WPN)", "123456789", &["ddddddddd"]).doubted(),
    // Zakat, Tax and Customs Authority, TIN: the ten digits that the VAT number begins with.
    Kind::new("sa_tin", "SA", "الرقم المميز", "3000000003", &["3ddddddddd"]),
    // Zakat, Tax and Customs Authority, e-invoicing, XML implementation standard, BT-46-1: other identifications of a buyer:
    // 700 (unified number of a company), NAT and IQA (persons), CRN (commercial registration, ten digits and no sum).
    Kind::new("sa_unified", "SA", "الرقم الوطني الموحد", "7000000001", &["700ddddddd"]),
    Kind::new("sa_person", "SA", "رقم الهوية", "1000000008", &["1ddddddddd", "2ddddddddd"]).sum(luhn, LAST),
    Kind::new("sa_crn", "SA", "رقم السجل التجاري", "1010000001", &["dddddddddd"]).doubted(),
    // Ministry of Finance and Federal Tax Authority, electronic invoicing guidelines: the TIN, the ten digits that the TRN
    // begins with, names a participant (PINT AE, electronic address scheme 0235; Crowe UAE, "Have you noticed the TIN in your
    // EmaraTax portal", 9 March 2026).
    Kind::new("ae_tin", "AE", "TIN", "1000000000", &["1ddddddddd"]),
    // Egyptian Tax Authority, e-invoicing, receiver of type P: national number.
    Kind::new("eg_nid", "EG", "الرقم القومي", "29001011234567", &["2ddddddddddddd", "3ddddddddddddd"]).part(|text| {
        let century = 1700 + 100 * u128::from(at(text, 0));
        is_date(century + number(&text[1..3]), number(&text[3..5]), number(&text[5..7]))
    }),
    // Ghana Revenue Authority, April 2021: the Ghana Card's number is a person's TIN. National Identification Authority:
    // it begins with the holder's country (ISO 3166-1, three letters).
    Kind::new("gh_card", "GH", "Ghana Card PIN", "GHA1234567891", &["AAAdddddddddd"])
        .part(|text| is_country(&text[..3])),
    // Direction générale des impôts du Maroc, identifiant fiscal.
    Kind::new("ma_if", "MA", "Identifiant fiscal (IF)", "1234567", &["ddddddd", "dddddddd"]),
    // Cabinet of Ministers of Uzbekistan: ПИНФЛ of persons; the certificate of VAT has twelve digits.
    Kind::new("uz_pinfl", "UZ", "JShShIR / ПИНФЛ", "31009851234567", &["dddddddddddddd"])
        .part(|text| (1..=6).contains(&at(text, 0)) && is_date(2000, number(&text[3..5]), number(&text[1..3]))),
    Kind::new("uz_qqs", "UZ", "QQS / НДС", "326012345678", &["dddddddddddd"]),
    // Ministry of Finance and National Immigration Agency: persons, 1 and 2 behind the letter; residents from abroad, 8 and 9.
    Kind::new("tw_nid", "TW", "國民身分證統一編號", "A123456789", &["Addddddddd"])
        .part(|text| "1289".contains(&text[1..2]))
        .sum(taiwanese_person, LAST),
    // National Immigration Agency, 統一證號: residents' numbers of before 2021, A to D behind the letter; they stay valid.
    Kind::new("tw_arc_old", "TW", "統一證號（舊式）", "AC01234567", &["AAdddddddd"])
        .part(|text| ("A"..="D").contains(&&text[1..2]))
        .sum(taiwanese_resident, LAST),
];

/// ISO 3166-1 alpha-3.
fn is_country(code: &str) -> bool {
    meant(code).is_some_and(|country| alpha3(country).contains(&code))
}

fn is_state(digits: &str) -> bool {
    matches!(number(digits), 1..=38 | 97 | 99)
}

/// ISO 7064, MOD 11-2.
fn chinese_person(text: &str) -> bool {
    let rest = text.bytes().take(17).fold(0, |rest, sign| (rest + value(sign)) * 2 % 11);
    match (12 - rest) % 11 {
        10 => text.ends_with('X'),
        check => check == last(text),
    }
}

fn korean_date(text: &str) -> bool {
    let century = match at(text, 6) {
        1 | 2 | 5 | 6 => 1900,
        3 | 4 | 7 | 8 => 2000,
        _ => 1800,
    };
    is_date(century + number(&text[..2]), number(&text[2..4]), number(&text[4..6]))
}

/// The letter counts as two digits, by the order in which the places of registration were named.
fn taiwanese_person(text: &str) -> bool {
    const PLACES: &str = "ABCDEFGHJKLMNPQRSTUVXYWZIO";
    let place = PLACES.find(&text[..1]).and_then(|place| u32::try_from(place + 10).ok()).unwrap_or_default();
    let sum = place / 10 + place % 10 * 9 + weighted(&text[1..], &[8, 7, 6, 5, 4, 3, 2, 1, 1]);
    sum.is_multiple_of(10)
}

/// The second letter counts as the last of its two digits.
fn taiwanese_resident(text: &str) -> bool {
    let second = value(text.as_bytes()[1]) % 10;
    taiwanese_person(&format!("{}{second}{}", &text[..1], &text[2..]))
}

/// The first letter shifts the sum, and says which alphabet the check letter is of.
fn singapore_person(text: &str) -> bool {
    let (shift, alphabet) = match &text[..1] {
        "S" => (0, "JZIHGFEDCBA"),
        "T" => (4, "JZIHGFEDCBA"),
        "F" => (0, "XWUTRQPNMLK"),
        "G" => (4, "XWUTRQPNMLK"),
        _ => (3, "XWUTRQPNJLK"),
    };
    let place = (shift + weighted(&text[1..], &[2, 7, 6, 5, 4, 3, 2])) % 11;
    alphabet.chars().nth(place as usize).is_some_and(|right| text.ends_with(right))
}
