//! The Americas beside the usual numbers.

use crate::rules::numbers::kind::{CheckAt, Kind};
use crate::rules::numbers::north_america::costa_rica_part;
use crate::rules::numbers::sums::{at, last, luhn, number, weighted};

const LAST: CheckAt = CheckAt::Last(1);

/// The kinds, by country.
pub const KINDS: &[Kind] = &[
    // Internal Revenue Service, "Individual taxpayer identification number": persons who cannot have a social security
    // number. That number itself has nothing to tell it from a wrong EIN by, and is no number to ask a business for.
    Kind::new("us_itin", "US", "Individual Taxpayer Identification Number (ITIN)", "912903456", &["9dddddddd"])
        .part(itin_part),
    // Canada Revenue Agency and the provinces that share the business number with it: letters of a province's own
    // programme are like a slip in the agency's.
    Kind::new(
        "ca_bn_province",
        "CA",
        "Business number of a province's programme",
        "123456782BC0001",
        &["dddddddddAAdddd"],
    )
    .sum(|text| luhn(&text[..9]), CheckAt::At(8))
    .doubted(),
    // ARCA, kinds of documents of the buyer, 96: DNI of persons.
    Kind::new("ar_dni", "AR", "DNI", "20123456", &["ddddddd", "dddddddd"]),
    // Revenu Québec, "Format of identification numbers".
    Kind::new("ca_qst", "CA", "QST number", "1234567890TQ1234", &["ddddddddddTQdddd"]),
    // British Columbia, "Provincial sales tax": PST-1234-5678; Saskatchewan and Manitoba: seven digits.
    Kind::new("ca_pst_bc", "CA", "PST number (British Columbia)", "PST12345678", &["PSTdddddddd"]),
    Kind::new("ca_pst", "CA", "PST number (Manitoba, Saskatchewan)", "1234567", &["ddddddd"]),
    // DIAN, anexo técnico de la factura electrónica, kinds of identification 13 and 22: persons without a check digit.
    // Ten digits begin with 1 (Registraduría, NUIP), nine do not occur.
    Kind::new(
        "co_cedula",
        "CO",
        "Cédula de ciudadanía",
        "1020304050",
        &["dddddd", "ddddddd", "dddddddd", "dddddddddd"],
    )
    .part(|text| text.len() < 10 || text.starts_with('1'))
    .doubted(),
    // SUNAT, catálogo 06: DNI of persons.
    Kind::new("pe_dni", "PE", "DNI", "10117410", &["dddddddd"]),
    // The same, type 4: carné de extranjería of residents from abroad, nine digits; as a DNI with one too many.
    Kind::new("pe_ce", "PE", "Carné de extranjería", "001234567", &["ddddddddd"]).doubted(),
    // SENIAT: C before the RIF of a consejo comunal.
    Kind::new("ve_rif_comunal", "VE", "RIF de consejo comunal", "C000000017", &["Cddddddddd"]),
    // DGI, formato de los CFE, kind of document 3: cédula de identidad.
    Kind::new("uy_ci", "UY", "Cédula de identidad", "11111111", &["ddddddd", "dddddddd"]).sum(uruguay_person, LAST),
    // SRI, ficha técnica de comprobantes electrónicos, table 6: cédula of persons.
    Kind::new("ec_ci", "EC", "Cédula", "1714307103", &["dddddddddd"])
        .part(|text| {
            let province = number(&text[..2]);
            ((1..=24).contains(&province) || province == 30 || province == 50) && at(text, 2) <= 6
        })
        .sum(luhn, LAST),
    // DGII: a person's cédula is its RNC. The Junta Central Electoral has given numbers that break the sum: python-stdnum
    // keeps a list of those that DGII knows.
    Kind::new("do_cedula", "DO", "Cédula (RNC de persona física)", "00112345673", &["ddddddddddd"])
        .sum(luhn, LAST)
        .sum_not_kept(),
    // SAT and RENAP: persons are taxed under their CUI. Eight digits, a check digit, the municipality.
    Kind::new("gt_cui", "GT", "CUI", "2567891260101", &["ddddddddddddd"])
        .part(|text| (1..=22).contains(&number(&text[9..11])) && (1..=33).contains(&number(&text[11..])))
        .sum(|text| weighted(text, &[2, 3, 4, 5, 6, 7, 8, 9]) % 11 == at(text, 8), CheckAt::At(8)),
    // Ministerio de Hacienda, decree 203 of 2021 (homologación): the DUI is a person's NIT.
    Kind::new("sv_dui", "SV", "DUI", "000162975", &["ddddddddd"])
        .sum(|text| (10 - weighted(text, &[9, 8, 7, 6, 5, 4, 3, 2]) % 10) % 10 == last(text), LAST),
    // Ministerio de Hacienda, Número de Registro de Contribuyente: the number of those registered for IVA.
    Kind::new("sv_nrc", "SV", "NRC", "1234567", &["dd", "ddd", "dddd", "ddddd", "dddddd", "ddddddd"]),
    // Ministerio de Hacienda, anexos y estructuras v4.4, tipo de identificación 01, 03 and 04.
    Kind::new("cr_cpf", "CR", "Cédula de persona física", "106130584", &["ddddddddd"])
        .part(|text| !text.starts_with('0'))
        // As a cédula jurídica begins: rather one with a digit too few.
        .grouped(&[&[1, 4, 4]])
        .doubted_bare(costa_rica_part),
    Kind::new("cr_dimex", "CR", "DIMEX", "122200569906", &["1dddddddddd", "1ddddddddddd"]),
    Kind::new("cr_nite", "CR", "NITE", "1120000000", &["dddddddddd"]).part(|text| !text.starts_with('0')).doubted(),
];

/// The fourth and fifth digits lie in groups that are kept for it.
fn itin_part(text: &str) -> bool {
    matches!(number(&text[3..5]), 50..=65 | 70..=88 | 90..=92 | 94..=99)
}

/// Seven digits are the old ones, with a zero before them.
fn uruguay_person(text: &str) -> bool {
    let padded = format!("{text:0>8}");
    (10 - weighted(&padded, &[2, 9, 8, 7, 6, 3, 4]) % 10) % 10 == last(text)
}
