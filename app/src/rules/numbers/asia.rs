//! Turkey, Asia, Africa and Oceania. Sources: docs/rules.md names one for each.

use super::kind::{CheckAt, Kind, Place};
use super::people::turkish_citizen;
use super::sums::{at, is_date, last, luhn, number, value, weighted};

const LAST: CheckAt = CheckAt::Last(1);

/// The kinds, by country.
pub const KINDS: &[Kind] = &[
    Kind::new("tr_vkn", "TR", "Vergi Kimlik Numarası (VKN)", "4540536920", &["dddddddddd"])
        .around(&["TR"], &[])
        .place(Place::Both)
        .sum(turkey, LAST),
    Kind::new("tr_tckn", "TR", "T.C. Kimlik Numarası", "17291716060", &["ddddddddddd"])
        .around(&["TR"], &[])
        .part(not_zero_first)
        .sum(turkish_citizen, CheckAt::Last(2)),
    Kind::new("in_gstin", "IN", "GSTIN", "27AAPFU0939F1ZV", &["ddAAAAAddddAXXX"])
        .part(gstin_part)
        .sum(gstin, CheckAt::LastSign),
    Kind::new("in_pan", "IN", "PAN", "ACUPA7085R", &["AAAAAddddA"])
        .place(Place::Both)
        .part(|text| "ABCFGHJLPTK".contains(&text[3..4]) && &text[5..9] != "0000"),
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
        .sum(|text| (11 - weighted(text, &[13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11) % 10 == last(text), LAST),
    Kind::new("vn_mst", "VN", "Mã số thuế", "0100233488", &["dddddddddd", "ddddddddddddd"])
        .place(Place::Both)
        .part(vietnam_part)
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
        .written_before(&["dddddA", "ddddddA", "dddddddA"]),
    Kind::new("my_ssm_old", "MY", "Nombor pendaftaran SSM (lama)", "123456A", &["dddddA", "ddddddA", "dddddddA"])
        .place(Place::Both),
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
    Kind::new("au_abn", "AU", "ABN", "83914571673", &["ddddddddddd"])
        .place(Place::Both)
        .part(|text| number(&text[..2]) > 10)
        .sum(abn, CheckAt::Two(0)),
    Kind::new("au_acn", "AU", "ACN", "004085616", &["ddddddddd"])
        .place(Place::Registration)
        .sum(|text| (10 - weighted(text, &[8, 7, 6, 5, 4, 3, 2, 1]) % 10) % 10 == last(text), LAST),
    Kind::new("nz_ird", "NZ", "IRD number", "049091850", &["dddddddd", "ddddddddd"])
        .part(|text| (10_000_001..150_000_000).contains(&number(text)))
        .sum(new_zealand, LAST),
    Kind::new("nz_nzbn", "NZ", "NZBN", "9429041535110", &["94ddddddddddd"])
        .place(Place::Both)
        .sum(|text| (10 - weighted(text, &[1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3]) % 10) % 10 == last(text), LAST),
    Kind::new("il_hp", "IL", "מספר חברה", "516179157", &["ddddddddd"])
        .place(Place::Both)
        .part(|text| text.starts_with('5'))
        .sum(luhn, LAST),
    Kind::new("il_idnr", "IL", "עוסק מורשה", "039337423", &["ddddddddd"])
        .padded(9)
        .part(|text| number(text) > 0)
        .sum(luhn, LAST),
    Kind::new("sa_vat", "SA", "الرقم الضريبي", "300000000000003", &["3ddddddddddddd3"]),
    Kind::new("sa_cr", "SA", "رقم السجل التجاري", "1010000001", &["dddddddddd"]).place(Place::Registration),
    Kind::new("ae_trn", "AE", "TRN", "100000000000003", &["1dddddddddddddd"]).place(Place::Both),
    Kind::new("bh_vat", "BH", "VAT account number", "200000000000002", &["ddddddddddddddd"]),
    Kind::new("om_vat", "OM", "VATIN", "OM1100000000", &["OMdddddddddd"])
        .left_out("OM", "")
        .part(|text| number(&text[2..]) > 0),
    Kind::new("za_tin", "ZA", "Tax reference number", "0001339050", &["dddddddddd"])
        .place(Place::Both)
        .part(|text| "01239".contains(&text[..1]))
        .sum(luhn, LAST),
    // South African Revenue Service: ten digits, of which the first is 4. It publishes no sum for them, and programs look
    // for modulo 10 (Infor M3, localization of South Africa): what fits is taken, the rest with a doubt.
    Kind::new("za_vat", "ZA", "VAT number", "4000000002", &["4ddddddddd"]).part(luhn),
    Kind::new("za_vat_other", "ZA", "VAT number", "4000000004", &["4ddddddddd"]).doubted(),
    Kind::new("eg_tn", "EG", "رقم التسجيل الضريبي", "100531385", &["ddddddddd"]).place(Place::Both),
    Kind::new("ke_pin", "KE", "KRA PIN", "P051365947M", &["AdddddddddA"])
        .place(Place::Both)
        .part(|text| "AP".contains(&text[..1])),
    Kind::new("gh_tin", "GH", "TIN", "C0000803561", &["AdddddddddX"])
        .place(Place::Both)
        .part(|text| "PCGQV".contains(&text[..1]) && &text[1..3] == "00")
        .sum(ghana, CheckAt::LastSign),
    Kind::new("ma_ice", "MA", "ICE", "001561191000066", &["ddddddddddddddd"])
        .place(Place::Both)
        .sum(|text| number(text).is_multiple_of(97), CheckAt::Last(2)),
    Kind::new("kz_bin", "KZ", "БСН / БИН", "980540000397", &["dddddddddddd"])
        .place(Place::Both)
        .part(kazakhstan_part)
        .sum(kazakhstan, LAST),
    Kind::new("iq_tin", "IQ", "الرقم الضريبي", "123456789", &["ddddddddd", "dddddddddd"]).place(Place::Both),
    Kind::new("kg_inn", "KG", "ИНН", "01234567890123", &["dddddddddddddd"]).place(Place::Both),
    Kind::new("mm_tin", "MM", "TIN", "123456789", &["ddddddddd"]).place(Place::Both),
    Kind::new("ss_tin", "SS", "TIN", "123456789", &["ddddddddd"]).place(Place::Both),
    Kind::new("tj_inn", "TJ", "ИНН", "123456789", &["ddddddddd"]).place(Place::Both),
    Kind::new("uz_inn", "UZ", "STIR / ИНН", "201053918", &["ddddddddd"]).place(Place::Both),
    Kind::new("tw_ubn", "TW", "統一編號", "00501503", &["dddddddd"]).place(Place::Both).sum(taiwan, LAST),
];

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

fn gstin_part(text: &str) -> bool {
    let state = number(&text[..2]);
    let holder = &text[5..6];
    // Z stands for nothing as yet; C is a collector of tax, D a deductor, and other signs are kept for later.
    ((1..=38).contains(&state) || state == 97 || state == 99)
        && "ABCFGHJLPTK".contains(holder)
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

fn abn(text: &str) -> bool {
    let sum = weighted(text, &[10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19]);
    (sum - 10).is_multiple_of(89)
}

fn new_zealand(text: &str) -> bool {
    let padded = format!("{text:0>9}");
    let check = |weights: &[u32]| (11 - weighted(&padded, weights) % 11) % 11;
    let first = check(&[3, 2, 7, 6, 5, 4, 3, 2]);
    (if first == 10 { check(&[7, 4, 3, 2, 5, 2, 7, 6]) } else { first }) == last(text)
}

fn ghana(text: &str) -> bool {
    let check = weighted(&text[1..], &[1, 2, 3, 4, 5, 6, 7, 8, 9]) % 11;
    text.ends_with(if check == 10 { 'X' } else { char::from_digit(check, 10).unwrap_or_default() })
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

/// The seventh digit 7 makes 10, which counts as 1 or as 0 (Ministry of Finance, rule of April 2023: multiples of 5).
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
