//! Germany's tax numbers beside the VAT ID: § 14 (4) no. 2 `UStG` lets invoices have either.

use crate::rules::numbers::kind::{CheckAt, Kind};
use crate::rules::numbers::sums::mod_11_10;

/// The kinds, the one with check digits first.
pub const KINDS: &[Kind] = &[
    // § 139b AO; Bundeszentralamt für Steuern, "Steuerliche Identifikationsnummer". Persons.
    Kind::new("de_idnr", "DE", "Steuerliche Identifikationsnummer", "36574261809", &["ddddddddddd"])
        .part(identification_part)
        .sum(mod_11_10, CheckAt::Last(1)),
    // ELSTER, "Prüfung der Steuer- und Steueridentifikationsnummer": the Länder write 10 digits (11/222/33334) or 11
    // (111/222/33334, in North Rhine-Westphalia 111/2222/3334), the federation 13. Each Land has a sum of its own, and
    // ten or eleven digits do not say which Land they are of.
    Kind::new("de_stnr", "DE", "Steuernummer", "2893081508152", &["dddddddddd", "ddddddddddd", "ddddddddddddd"])
        .part(|text| federal_part(text) && !is_like_idnr(text))
        // ELSTER's table of the Länder's ways of writing; bare, ten or eleven digits are a VAT ID with a slip as well.
        .grouped(&[&[2, 3, 5], &[3, 3, 5], &[3, 4, 4], &[5, 5]])
        .doubted_bare(|text| text.len() < 13),
    // Of eleven digits, and with digits repeated as in an Identifikationsnummer: rather one of those with a slip.
    Kind::new("de_stnr_like_idnr", "DE", "Steuernummer", "36574261808", &["ddddddddddd"]).part(is_like_idnr).doubted(),
    // § 139c AO; Bundeszentralamt für Steuern, "Wirtschafts-Identifikationsnummer": given since November 2024, as a VAT ID
    // and a number of five digits for each business.
    Kind::new("de_widnr", "DE", "Wirtschafts-Identifikationsnummer", "DE13669597600001", &["DEdddddddddddddd"])
        .left_out("DE", "")
        .part(|text| !text.starts_with("DE0") && !text.ends_with("00000"))
        .sum(|text| mod_11_10(&text[2..11]), CheckAt::At(10)),
];

/// Of the first ten digits exactly one stands there twice or three times.
fn identification_part(text: &str) -> bool {
    let times = |digit: u8| text.bytes().take(10).filter(|sign| *sign == digit).count();
    let repeated: Vec<usize> = (b'0'..=b'9').map(times).filter(|times| *times > 1).collect();
    !text.starts_with('0') && matches!(repeated.as_slice(), [2 | 3])
}

fn is_like_idnr(text: &str) -> bool {
    text.len() == 11 && identification_part(text)
}

/// The federal form begins with the Land's digits and has a zero in the fifth place.
fn federal_part(text: &str) -> bool {
    const LAENDER: [&str; 16] =
        ["10", "11", "21", "22", "23", "24", "26", "27", "28", "30", "31", "32", "40", "41", "5", "9"];
    text.len() < 13 || (&text[4..5] == "0" && LAENDER.iter().any(|land| text.starts_with(land)))
}
