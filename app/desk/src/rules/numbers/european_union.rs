//! VAT IDs of the European Union and Northern Ireland. Shapes: the Commission's VIES questions and answers, Q11; sums:
//! the offices' own notices, as the tests' oracle has them too.

use super::kind::{CheckAt, Kind, Place};
use super::sums::{at, last, luhn, mod_11_10, mod_11_in_rounds, number, weighted};
use super::vat_id_sums::{
    austria, belgium, bulgaria, cyprus, czechia, france, france_part, greece, hungary, hungary_long, ireland,
    ireland_part, italy_part, netherlands, not_zero_first, romania, siret, slovenia, spain, spain_part,
};

const LAST: CheckAt = CheckAt::Last(1);

/// The kinds, by country.
pub const KINDS: &[Kind] = &[
    Kind::new("at_uid", "AT", "UID-Nummer", "U13585627", &["Udddddddd"]).vat("AT").left_out("U", "").sum(austria, LAST),
    Kind::new("be_vat", "BE", "Numéro de TVA / btw-nummer", "0403019261", &["0ddddddddd", "1ddddddddd"])
        .vat("BE")
        .padded(10)
        // Code des sociétés et des associations / WVV, art. 2:20: RPM or RPR and the court stand beside it.
        .kept_by(&["RPM", "RPR"])
        .sum(belgium, CheckAt::Last(2)),
    // ЗДДС art. 94 (2): BG before the ЕИК says that the holder is registered for VAT.
    Kind::new("bg_vat", "BG", "ЕИК / ДДС номер", "175074752", &["ddddddddd", "dddddddddd"])
        .vat_marks(&[("BG", "BG"), ("БГ", "BG")], &[])
        .sum(bulgaria, LAST),
    Kind::new("cy_vat", "CY", "Αριθμός ΦΠΑ", "10259033P", &["ddddddddA"])
        .vat("CY")
        .part(|text| !text.starts_with("12"))
        .sum(cyprus, CheckAt::LastSign),
    Kind::new("cz_dic", "CZ", "DIČ", "25123891", &["dddddddd", "6dddddddd"]).vat("CZ").sum(czechia, LAST),
    Kind::new("de_vat", "DE", "Umsatzsteuer-Identifikationsnummer", "136695976", &["ddddddddd"])
        .vat("DE")
        .part(not_zero_first)
        .sum(mod_11_10, LAST),
    Kind::new("dk_cvr", "DK", "CVR-nummer", "13585628", &["dddddddd"])
        .vat("DK")
        .part(not_zero_first)
        .sum(|text| weighted(text, &[2, 7, 6, 5, 4, 3, 2, 1]).is_multiple_of(11), LAST),
    Kind::new("ee_kmkr", "EE", "KMKR number", "100931558", &["ddddddddd"])
        .vat("EE")
        .sum(|text| weighted(text, &[3, 7, 1, 3, 7, 1, 3, 7, 1]).is_multiple_of(10), LAST),
    Kind::new("es_nif", "ES", "NIF", "54362315K", &["XdddddddX"])
        .vat("ES")
        .part(spain_part)
        .sum(spain, CheckAt::LastSign),
    Kind::new("fi_alv", "FI", "ALV-numero", "20774740", &["dddddddd"])
        .vat("FI")
        .sum(|text| weighted(text, &[7, 9, 10, 5, 8, 4, 2, 1]).is_multiple_of(11), LAST),
    Kind::new("fr_tva", "FR", "Numéro de TVA", "40303265045", &["XXddddddddd"])
        .vat("FR")
        .part(france_part)
        .sum(france, CheckAt::Two(0)),
    // Code de commerce, art. R123-237: RCS and the town of its registry stand behind it.
    Kind::new("fr_siren", "FR", "SIREN", "552008443", &["ddddddddd"])
        .place(Place::Both)
        .kept_by(&["RCS"])
        .sum(luhn, LAST),
    Kind::new("fr_siret", "FR", "SIRET", "73282932000074", &["dddddddddddddd"])
        .place(Place::Both)
        .part(|text| luhn(&text[..9]))
        .sum(siret, LAST),
    Kind::new("gr_vat", "GR", "ΑΦΜ", "094259216", &["ddddddddd"])
        .vat("EL")
        .around(&["EL", "GR", "EΛ"], &[])
        .padded(9)
        // N. 4308/2014, art. 9: invoices have the tax office (ΔΟΥ) and its place beside the number.
        .kept_by(&["Δ.Ο.Υ."])
        .sum(greece, LAST),
    Kind::new("hr_oib", "HR", "OIB", "33392005961", &["ddddddddddd"]).vat("HR").sum(mod_11_10, LAST),
    Kind::new("hu_vat", "HU", "Közösségi adószám", "12892312", &["dddddddd"]).vat("HU").sum(hungary, LAST),
    Kind::new("hu_adoszam", "HU", "Adószám", "12892312241", &["ddddddddddd"])
        .around(&["HU"], &[])
        .place(Place::Both)
        .part(|text| (1..=5).contains(&at(text, 8)))
        .sum(hungary_long, LAST),
    Kind::new("ie_vat", "IE", "VAT number", "6433435F", &["dddddddA", "dddddddAA", "dAdddddA", "d+dddddA", "d*dddddA"])
        .vat("IE")
        .part(ireland_part)
        .sum(ireland, CheckAt::LastSign),
    Kind::new("it_iva", "IT", "Partita IVA", "00743110157", &["ddddddddddd"])
        .vat("IT")
        // Codice civile, art. 2250: the register of companies and its town stand beside the number.
        .kept_by(&["Registro Imprese", "Reg. Imprese", "Reg. Imp."])
        .part(|text| italy_part(text) && !text.starts_with(['8', '9']))
        .sum(luhn, LAST),
    Kind::new("lt_pvm", "LT", "PVM mokėtojo kodas", "119511515", &["ddddddddd", "dddddddddddd"])
        .vat("LT")
        .part(|text| at(text, text.len() - 2) == 1)
        .sum(mod_11_in_rounds, LAST),
    Kind::new("lu_tva", "LU", "Numéro de TVA", "15027442", &["dddddddd"])
        .vat("LU")
        .sum(|text| number(&text[..6]) % 89 == number(&text[6..]), CheckAt::Last(2)),
    Kind::new("lv_pvn", "LV", "PVN numurs", "40003521600", &["ddddddddddd"])
        .vat("LV")
        .part(|text| at(text, 0) > 3)
        .sum(|text| weighted(text, &[9, 1, 4, 8, 3, 10, 2, 5, 7, 6, 1]) % 11 == 3, LAST),
    Kind::new("mt_vat", "MT", "VAT number", "11679112", &["dddddddd"])
        .vat("MT")
        .part(not_zero_first)
        .sum(|text| weighted(text, &[3, 4, 6, 7, 8, 9, 10, 1]).is_multiple_of(37), CheckAt::Last(2)),
    Kind::new("nl_btw", "NL", "Btw-identificatienummer", "004495445B01", &["dddddddddBdd"])
        .vat("NL")
        .part(|text| number(&text[10..]) > 0 && number(&text[..9]) > 0)
        .sum(netherlands, CheckAt::Last(2)),
    // Krajowy Rejestr Sądowy: ten digits as the NIP has, and no sum, so none of the two is judged as the other.
    Kind::new("pl_krs", "PL", "Numer KRS", "0000028860", &["dddddddddd"]).place(Place::Registration),
    Kind::new("pl_nip", "PL", "NIP", "8567346215", &["dddddddddd"])
        .vat("PL")
        .place(Place::Both)
        // Ministerstwo Finansów, schema of structured invoices, type TNrNIP: no zero first, nor both behind it.
        .part(|text| not_zero_first(text) && &text[1..3] != "00")
        .sum(|text| weighted(text, &[6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11 == last(text), LAST),
    Kind::new("pt_nif", "PT", "NIF", "501964843", &["ddddddddd"])
        .vat("PT")
        .part(not_zero_first)
        .sum(|text| (11 - weighted(text, &[9, 8, 7, 6, 5, 4, 3, 2]) % 11) % 11 % 10 == last(text), LAST),
    Kind::new(
        "ro_cui",
        "RO",
        "Cod de înregistrare fiscală",
        "18547290",
        &["dd", "ddd", "dddd", "ddddd", "dddddd", "ddddddd", "dddddddd", "ddddddddd", "dddddddddd"],
    )
    // Codul fiscal (Legea 227/2015), art. 317 and 319: RO before it says that the holder is registered for VAT.
    .vat_marks(&[("RO", "RO")], &[])
    .part(not_zero_first)
    .sum(romania, LAST),
    Kind::new("se_vat", "SE", "Momsregistreringsnummer", "123456789701", &["dddddddddd01"])
        .vat("SE")
        .left_out("", "01")
        .sum(|text| luhn(&text[..10]), CheckAt::At(9)),
    // Davčna uprava (DURS), "What is the tax number": seven digits of which the first is no zero, a check digit modulo 11;
    // SI before it makes the number for VAT of it.
    Kind::new("si_ddv", "SI", "Davčna številka / ID za DDV", "50223054", &["dddddddd"])
        .vat_marks(&[("SI", "SI")], &[])
        .part(not_zero_first)
        .sum(slovenia, LAST),
    // Zákon č. 222/2004 Z. z., § 4: SK before the DIČ makes the IČ DPH of it, for those who are registered for VAT.
    Kind::new("sk_dph", "SK", "DIČ / IČ DPH", "2022749619", &["dddddddddd"])
        .vat_marks(&[("SK", "SK")], &[])
        .part(|text| not_zero_first(text) && "234789".contains(&text[2..3]))
        .sum(|text| number(text).is_multiple_of(11), LAST),
];
