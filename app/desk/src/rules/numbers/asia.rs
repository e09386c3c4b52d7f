//! Turkey and Asia but for the Middle East. Sources: docs/rules.md names one for each.

use super::kind::{CheckAt, Kind, Place};
use super::people::turkish_citizen;
use super::sums::{at, is_date, last, luhn, number, value, weighted};

const LAST: CheckAt = CheckAt::Last(1);

/// Invoices have the tax office beside the number (Vergi Usul Kanunu, art. 230): "Kadıköy V.D. 4540536920", "VD: Kadıköy,
/// VN: 4540536920".
const TURKISH_OFFICES: &[&str] = &["V.D.", "V.D.B.", "Vergi Dairesi", "Vergi D.", "Mal Müdürlüğü", "Mal Md.", "V.N."];

/// The kinds, by country.
pub const KINDS: &[Kind] = &[
    Kind::new("tr_vkn", "TR", "Vergi Kimlik Numarası (VKN)", "4540536920", &["dddddddddd"])
        .around(&["TR"], &[])
        .place(Place::Both)
        .kept_by(TURKISH_OFFICES)
        .sum(turkey, LAST),
    Kind::new("tr_tckn", "TR", "T.C. Kimlik Numarası", "17291716060", &["ddddddddddd"])
        .around(&["TR"], &[])
        .kept_by(TURKISH_OFFICES)
        .part(not_zero_first)
        .sum(turkish_citizen, CheckAt::Last(2)),
    Kind::new("in_gstin", "IN", "GSTIN", "27AAPFU0939F1ZV", &["ddAAAAAddddAXXX"])
        .part(gstin_part)
        .sum(gstin, CheckAt::LastSign),
    Kind::new("in_pan", "IN", "PAN", "ACUPA7085R", &["AAAAAddddA"])
        .place(Place::Both)
        .part(|text| INDIAN_HOLDERS.contains(&text[3..4]) && &text[5..9] != "0000"),
    Kind::new("cn_uscc", "CN", "统一社会信用代码", "91110000600037341L", &["XXddddddXXXXXXXXXX"])
        .place(Place::Both)
        .part(|text| text.chars().all(|sign| USCC.contains(sign)))
        .sum(china, CheckAt::LastSign)
        // Codes given before 2016 (Xiamen's, among others) break the sum and are in use (chinabugotech/hutool#4119).
        .sum_not_kept(),
    Kind::new("jp_cn", "JP", "法人番号", "7000012050002", &["ddddddddddddd"])
        .place(Place::Both)
        .part(not_zero_first)
        .sum(japan, CheckAt::At(0)),
    Kind::new("kr_brn", "KR", "사업자등록번호", "1348672683", &["dddddddddd"])
        .place(Place::Both)
        .part(|text| &text[..3] >= "101" && &text[3..5] != "00" && &text[5..9] != "0000")
        .sum(korea, LAST),
    Kind::new("sg_uen_local", "SG", "UEN", "197401143C", &["dddddddddX"])
        .place(Place::Both)
        .part(|text| (1800..=2100).contains(&number(&text[..4])))
        .sum(|text| sign("ZKCMDNERGWH", weighted(text, &[10, 8, 6, 4, 9, 7, 5, 3, 1]) % 11, text), CheckAt::LastSign),
    Kind::new("sg_uen_business", "SG", "UEN", "00192200M", &["ddddddddX"])
        .place(Place::Both)
        .sum(|text| sign("XMKECAWLJDB", weighted(text, &[10, 4, 9, 3, 8, 2, 7, 1]) % 11, text), CheckAt::LastSign),
    Kind::new("sg_uen_other", "SG", "UEN", "S16FC0121D", &["AddAXddddX"])
        .place(Place::Both)
        .part(singapore_part)
        .sum(singapore, CheckAt::LastSign),
    Kind::new("th_tin", "TH", "เลขประจำตัวผู้เสียภาษี", "0994000617721", &["ddddddddddddd"])
        .place(Place::Both)
        .part(|text| !text.starts_with('9'))
        // Revenue Department, notification of the Director-General on VAT (No. 197): invoices say whether the buyer's number
        // is its head office's or which branch's, by five digits.
        .kept_by(&["สำนักงานใหญ่", "Head Office"])
        .written_before(&["ddddd"])
        .sum(|text| (11 - weighted(text, &[13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11) % 10 == last(text), LAST),
    Kind::new("vn_mst", "VN", "Mã số thuế", "0100233488", &["dddddddddd", "ddddddddddddd"])
        .place(Place::Both)
        .part(vietnam_part)
        // Circular 86/2024/TT-BTC, art. 5: a unit's three digits stand behind the ten.
        .grouped(&[&[10, 3]])
        .sum(vietnam, CheckAt::At(9)),
    Kind::new("id_npwp", "ID", "NPWP", "016090524017000", &["ddddddddddddddd"])
        .place(Place::Both)
        .sum(|text| luhn(&text[..9]), CheckAt::At(8)),
    // PMK 112/PMK.03/2022, art. 2: residents have their NIK, others a zero and the number of fifteen digits; companies
    // registered since 2024 have numbers that begin with 1000.
    Kind::new("id_npwp16", "ID", "NPWP (16 digit)", "0016090524017000", &["dddddddddddddddd"])
        .place(Place::Both)
        .part(indonesia_part),
    Kind::new("id_npwp16_other", "ID", "NPWP (16 digit)", "1234567890123456", &["dddddddddddddddd"])
        .place(Place::Both)
        .doubted(),
    Kind::new("my_ssm", "MY", "Nombor pendaftaran SSM", "201901000005", &["dddddddddddd"])
        .place(Place::Both)
        .part(|text| (1900..=2100).contains(&number(&text[..4])) && (1..=6).contains(&number(&text[4..6])))
        // Suruhanjaya Syarikat Malaysia: the number of before 2019 stands behind it in brackets.
        .written_before(&["dddddA", "ddddddA", "dddddddA", "dddddddddA", "LLPdddddddAAA", OLD_SSM_OFFICE]),
    Kind::new("my_ssm_old", "MY", "Nombor pendaftaran SSM (lama)", "123456A", OLD_SSM).place(Place::Both),
    // Businesses: two letters of the office. Ireland's VAT IDs have the same shape.
    Kind::new("my_ssm_office", "MY", "Nombor pendaftaran SSM (lama)", "PG0123456X", &[OLD_SSM_OFFICE])
        .place(Place::Both)
        .part(|text| !text.starts_with("IE")),
    Kind::new(
        "my_tin",
        "MY",
        "Nombor pengenalan cukai",
        "C20880050010",
        &["Adddddddddd", "Addddddddddd", "AAdddddddddd", "AAddddddddddd", "Addddddddd", "AAddddddddd"],
    )
    .part(|text| MALAYSIAN_FILES.contains(&text.trim_end_matches(|sign: char| sign.is_ascii_digit()))),
    Kind::new("my_sst", "MY", "Nombor SST", "W10180832000008", &["Adddddddddddddd", "AddAddddddddddd"]),
    // Bureau of Internal Revenue, invoicing: V or VAT behind it for who is registered for VAT, NV or NON-VAT for others.
    Kind::new("ph_tin", "PH", "TIN", "123456789000", &["ddddddddd", "dddddddddddd", "dddddddddddddd"])
        .around(&[], &["NONVAT", "VAT", "NV", "V"])
        .place(Place::Both),
    Kind::new("kz_bin", "KZ", "БСН / БИН", "980540000397", &["dddddddddddd"])
        .place(Place::Both)
        .part(kazakhstan_part)
        .sum(kazakhstan, LAST),
    Kind::new("kg_inn", "KG", "ИНН", "01234567890123", &["dddddddddddddd"]).place(Place::Both),
    Kind::new("mm_tin", "MM", "TIN", "123456789", &["ddddddddd"]).place(Place::Both),
    Kind::new("tj_inn", "TJ", "ИНН", "123456789", &["ddddddddd"]).place(Place::Both),
    Kind::new("uz_inn", "UZ", "STIR / ИНН", "201053918", &["ddddddddd"]).place(Place::Both),
    Kind::new("tw_ubn", "TW", "統一編號", "00501503", &["dddddddd"]).place(Place::Both).sum(taiwan, LAST),
];

/// Suruhanjaya Syarikat Malaysia, forms of the registration number of before 11 October 2019, which stay in force: companies,
/// businesses (nine digits, or two letters of the office and seven), limited liability partnerships.
const OLD_SSM: &[&str] = &["dddddA", "ddddddA", "dddddddA", "dddddddddA", "LLPdddddddAAA"];
const OLD_SSM_OFFICE: &str = "AAdddddddA";

/// The letters of the kinds of files. Lembaga Hasil Dalam Negeri, TIN (OECD, tax identification numbers: Malaysia): SG and
/// OG were those of individuals until 2023, TF stands in the older sheet; H in practitioners' lists.
const MALAYSIAN_FILES: &[&str] =
    &["C", "CS", "D", "E", "F", "FA", "H", "IG", "J", "LE", "OG", "PT", "SG", "TA", "TC", "TF", "TN", "TP", "TR"];

/// A NIK has the day of birth in it, a woman's raised by 40.
fn indonesia_part(text: &str) -> bool {
    if text.starts_with('0') {
        return luhn(&text[1..10]);
    }
    let (day, month, year) = (number(&text[6..8]), number(&text[8..10]), number(&text[10..12]));
    let day = if day > 40 { day - 40 } else { day };
    text.starts_with("1000") || is_date(1900 + year, month, day) || is_date(2000 + year, month, day)
}

fn not_zero_first(text: &str) -> bool {
    !text.starts_with('0')
}

fn sign(alphabet: &str, place: u32, text: &str) -> bool {
    alphabet.chars().nth(place as usize).is_some_and(|right| text.ends_with(right))
}

/// Turkey's VKN: Gelir İdaresi Başkanlığı. Each of nine digits, plus its place from the end, is raised by a power of two modulo 9.
fn turkey(text: &str) -> bool {
    let sum: u32 = (0..9_u32)
        .map(|place| {
            let digit = (at(text, place as usize) + 9 - place) % 10;
            let raised = digit * 2_u32.pow(9 - place) % 9;
            if digit != 0 && raised == 0 { 9 } else { raised }
        })
        .sum();
    (10 - sum % 10) % 10 == last(text)
}

/// The fourth letter of a PAN, the holder's status: Income Tax Department, "Permanent Account Number".
const INDIAN_HOLDERS: &str = "ABCFGHJLPTK";
/// A limited liability partnership by some lists and none of the department's: where a sum speaks for the number it is one.
const PARTNERSHIP: &str = "E";

fn gstin_part(text: &str) -> bool {
    let state = number(&text[..2]);
    let holder = &text[5..6];
    // Z stands for nothing as yet; C is a collector of tax, D a deductor, and other signs are kept for later.
    ((1..=38).contains(&state) || state == 97 || state == 99)
        && (INDIAN_HOLDERS.contains(holder) || holder == PARTNERSHIP)
        && &text[7..11] != "0000"
        && &text[12..13] != "0"
        && "Z123456789ABCDEFGHIJ".contains(&text[13..14])
}

/// Modulo 36, every second sign doubled, as the GST Network computes it.
pub fn gstin(text: &str) -> bool {
    let sum: u32 = text[..14]
        .bytes()
        .rev()
        .enumerate()
        .map(|(place, sign)| {
            let product = value(sign) * if place % 2 == 0 { 2 } else { 1 };
            product / 36 + product % 36
        })
        .sum();
    (36 - sum % 36) % 36 == last(text)
}

/// The signs of GB 32100-2015: no I, O, Z, S, V.
const USCC: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";

fn china(text: &str) -> bool {
    let place = |sign: char| USCC.find(sign).unwrap_or_default();
    let mut weight = 1;
    let mut sum = 0;
    for sign in text[..17].chars() {
        sum += place(sign) * weight;
        weight = weight * 3 % 31;
    }
    (31 - sum % 31) % 31 == place(text[17..].chars().next().unwrap_or_default())
}

pub fn japan(text: &str) -> bool {
    let sum: u32 =
        text[1..].bytes().rev().enumerate().map(|(place, sign)| value(sign) * if place % 2 == 0 { 1 } else { 2 }).sum();
    9 - sum % 9 == at(text, 0)
}

fn korea(text: &str) -> bool {
    let sum = weighted(text, &[1, 3, 7, 1, 3, 7, 1, 3, 5]) + at(text, 8) * 5 / 10;
    (10 - sum % 10) % 10 == last(text)
}

const SINGAPORE_KINDS: &[&str] = &[
    "CC", "CD", "CH", "CL", "CM", "CP", "CS", "CX", "DP", "FB", "FC", "FM", "FN", "GA", "GB", "GS", "HS", "LL", "LP",
    "MB", "MC", "MD", "MH", "MM", "MQ", "NB", "NR", "PA", "PB", "PF", "RF", "RP", "SM", "SS", "TC", "TU", "VH", "XL",
];

fn singapore_part(text: &str) -> bool {
    "RST".contains(&text[..1]) && SINGAPORE_KINDS.contains(&&text[3..5])
}

fn singapore(text: &str) -> bool {
    const SIGNS: &str = "ABCDEFGHJKLMNPQRSTUVWX0123456789";
    let place = |sign: char| u32::try_from(SIGNS.find(sign).unwrap_or_default()).unwrap_or_default();
    let sum: u32 = text[..9].chars().zip([4, 3, 5, 3, 10, 2, 2, 5, 7]).map(|(sign, weight)| place(sign) * weight).sum();
    SIGNS.chars().nth(((sum + 11 - 5) % 11) as usize).is_some_and(|right| text.ends_with(right))
}

fn vietnam_part(text: &str) -> bool {
    &text[2..9] != "0000000" && (text.len() == 10 || &text[10..] != "000")
}

fn vietnam(text: &str) -> bool {
    10 - (weighted(text, &[31, 29, 23, 19, 17, 13, 7, 5, 3]) % 11).cast_signed() == at(text, 9).cast_signed()
}

/// Month of registration, and 4 to 6 for a legal person; a person's number begins with the date of birth.
fn kazakhstan_part(text: &str) -> bool {
    let month = number(&text[2..4]);
    match at(text, 4) {
        4..=6 => (1..=12).contains(&month),
        _ => {
            is_date(1900 + number(&text[..2]), month, number(&text[4..6]))
                || is_date(2000 + number(&text[..2]), month, number(&text[4..6]))
        }
    }
}

fn kazakhstan(text: &str) -> bool {
    let first = weighted(text, &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]) % 11;
    let check = if first == 10 { weighted(text, &[3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2]) % 11 } else { first };
    check == last(text)
}

/// The seventh digit 7 makes 10, which counts as 1 or as 0 (財政部, 營利事業統一編號檢查碼邏輯修正說明:
/// multiples of 5 since April 2023).
fn taiwan(text: &str) -> bool {
    let sum: u32 = text
        .bytes()
        .zip([1, 2, 1, 2, 1, 2, 4, 1])
        .map(|(sign, weight)| {
            let product = value(sign) * weight;
            product / 10 + product % 10
        })
        .sum();
    sum.is_multiple_of(5) || (at(text, 6) == 7 && (sum + 1).is_multiple_of(5))
}
