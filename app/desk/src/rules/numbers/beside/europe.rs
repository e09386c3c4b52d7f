//! Europe outside the Union, beside the usual numbers.

use crate::rules::numbers::kind::{CheckAt, Kind};
use crate::rules::numbers::people::{norwegian_date, yugoslav_person};
use crate::rules::numbers::sums::{at, number, weighted};

/// The kinds, by country.
pub const KINDS: &[Kind] = &[
    // HM Revenue & Customs, "Find your UTR number": ten digits, a K behind them on some letters.
    Kind::new("gb_utr", "GB", "Unique Taxpayer Reference (UTR)", "1955839661", &["dddddddddd"])
        .around(&[], &["K"])
        .sum(british_taxpayer, CheckAt::At(0)),
    // Steuerverwaltung Liechtenstein, "Mehrwertsteuer": the number of five digits beside the UID.
    Kind::new("li_vat", "LI", "MWST-Nummer", "59876", &["ddddd"]).around(&["LI"], &[]),
    // Steuerverwaltung Liechtenstein, PEID: persons and companies; zeros fill it up.
    Kind::new("li_peid", "LI", "PEID", "00001234567", &["ddddddd", "ddddddddddd", "dddddddddddd"])
        .part(|text| text.len() == 7 || text.starts_with('0')),
    // Ufficio Tributario, codice operatore economico: invoices from Italy have it behind SM.
    Kind::new("sm_coe", "SM", "Codice operatore economico (COE)", "24165", &["ddddd", "dddd", "ddd", "dd"])
        .vat("SM")
        // The office prints five digits, zeros first: fewer are a slip as well.
        .doubted_bare(|text| text.len() < 5),
    // Skatteetaten, "National identity number and D number": persons, also those who do not live there.
    Kind::new("no_fnr", "NO", "Fødselsnummer / D-nummer", "15108695088", &["ddddddddddd"])
        .part(norwegian_date)
        .sum(norwegian_person, CheckAt::Last(2)),
    // Skatteetaten, "VAT on e-commerce (VOEC)": sellers from abroad.
    Kind::new("no_voec", "NO", "VOEC number", "VOEC2021234", &["VOECddddddd"])
        .left_out("VOEC", "")
        .part(|text| number(&text[4..]) > 0),
    // Þjóðskrá, "Kerfiskennitala": persons who do not live in the country; no date and no sum.
    Kind::new("is_kerfiskennitala", "IS", "Kerfiskennitala", "8123456789", &["8ddddddddd", "9ddddddddd"]).doubted(),
    // Ministry of Finance, order 1307 of 31 December 2015 (form of the податкова накладна, kinds of the number, 3): who is
    // not in the ЄДРПОУ, with no sum, and as many digits as one of its codes with one too many.
    Kind::new("ua_oblik", "UA", "Реєстраційний (обліковий) номер", "123456789", &["ddddddddd"]).doubted(),
    // Zakon o jedinstvenom matičnom broju građana: persons.
    Kind::new("rs_jmbg", "RS", "JMBG", "0101006500006", &["ddddddddddddd"])
        .part(yugoslav_date)
        .sum(yugoslav_person, CheckAt::Last(1)),
    Kind::new("me_jmbg", "ME", "JMBG", "0101006500006", &["ddddddddddddd"])
        .part(yugoslav_date)
        .sum(yugoslav_person, CheckAt::Last(1)),
    // Serviciul Fiscal de Stat, cod TVA.
    Kind::new("md_tva", "MD", "Cod TVA", "0123456", &["ddddddd"]),
    // TAKS, P-tal: persons.
    Kind::new("fo_ptal", "FO", "P-tal", "010180123", &["ddddddddd"]),
];

fn yugoslav_date(text: &str) -> bool {
    // Three digits of the year: 001 to 799 lie after 2000.
    let year = number(&text[4..7]);
    let year = if year < 800 { 2000 + year } else { 1000 + year };
    crate::rules::numbers::sums::is_date(year, number(&text[2..4]), number(&text[..2]))
}

/// The check digit comes first.
fn british_taxpayer(text: &str) -> bool {
    let place = weighted(&text[1..], &[6, 7, 8, 9, 10, 5, 4, 3, 2]) % 11;
    "21987654321".chars().nth(place as usize).is_some_and(|right| text.starts_with(right))
}

fn norwegian_person(text: &str) -> bool {
    let check = |weights: &[u32]| (11 - weighted(text, weights) % 11) % 11;
    check(&[3, 7, 6, 1, 8, 9, 4, 5, 2]) == at(text, 9) && check(&[5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) == at(text, 10)
}
