//! The European Union beside VAT IDs, but for Germany and Italy. Sources: the office or act beside each; the Commission's
//! TIN portal ("TIN by country") and the OECD's list of tax identification numbers show all of them.

use crate::rules::numbers::kind::{CheckAt, Kind, Place};
use crate::rules::numbers::people::{
    belgian_person, bulgarian_foreigner, bulgarian_person, czech_birth_number, danish_date, estonian_date,
    latvian_person, lithuanian_date, polish_date, romanian_person,
};
use crate::rules::numbers::sums::{at, is_date, last, luhn, mod_11_in_rounds, number, weighted};

const LAST: CheckAt = CheckAt::Last(1);

/// The kinds, by country.
pub const KINDS: &[Kind] = &[
    // Bundesministerium für Finanzen, Abgabenkontonummer: office, number, check digit.
    Kind::new("at_stnr", "AT", "Steuernummer (Abgabenkontonummer)", "591199013", &["ddddddddd"]).sum(luhn, LAST),
    // Registre national, royal decree of 3 April 1984: persons; the month of the BIS number is raised by 20 or 40.
    Kind::new("be_nn", "BE", "Numéro national / Rijksregisternummer", "85073003328", &["ddddddddddd"])
        .part(|text| number(&text[2..4]) % 20 <= 12)
        .sum(belgian_person, CheckAt::Last(2)),
    // Търговски регистър, ЕИК of a branch: its company's nine digits and four more.
    Kind::new("bg_eik_branch", "BG", "ЕИК на клон", "1750747520019", &["ddddddddddddd"])
        .place(Place::Both)
        .sum(bulgarian_branch, LAST),
    // Закон за гражданската регистрация, art. 11 (ЕГН); Закон за чужденците (ЛНЧ); ЗДДС art. 94 (2): BG before it says that
    // the holder is registered for VAT.
    Kind::new("bg_egn", "BG", "ЕГН", "7523169263", &["dddddddddd"])
        .vat_marks(&[("BG", "BG"), ("БГ", "BG")], &[])
        .sum(bulgarian_person, LAST),
    Kind::new("bg_lnch", "BG", "ЛНЧ", "7111042925", &["dddddddddd"])
        .vat_marks(&[("BG", "BG"), ("БГ", "BG")], &[])
        .sum(bulgarian_foreigner, LAST),
    // Zákon č. 133/2000 Sb., § 13: persons; zákon č. 280/2009 Sb., § 130: behind CZ it is their DIČ.
    Kind::new("cz_rc", "CZ", "Rodné číslo", "7103192745", &["ddddddddd", "dddddddddd"])
        .vat_marks(&[("CZ", "CZ")], &[])
        .sum(czech_birth_number, LAST),
    // Zákon č. 301/1995 Z. z.: persons; behind SK only where they are registered for VAT.
    Kind::new("sk_rc", "SK", "Rodné číslo", "7103192745", &["ddddddddd", "dddddddddd"])
        .vat_marks(&[("SK", "SK")], &[])
        .sum(czech_birth_number, LAST),
    // Lov om Det Centrale Personregister: persons; no sum since 2007.
    Kind::new("dk_cpr", "DK", "CPR-nummer", "2110625629", &["dddddddddd"]).part(danish_date),
    // Registrite ja Infosüsteemide Keskus, äriregister.
    Kind::new("ee_registrikood", "EE", "Registrikood", "12345678", &["dddddddd"])
        .place(Place::Both)
        .part(|text| "1789".contains(&text[..1]))
        .sum(mod_11_in_rounds, LAST),
    Kind::new("ee_ik", "EE", "Isikukood", "36805280109", &["ddddddddddd"])
        .part(estonian_date)
        .sum(mod_11_in_rounds, LAST),
    // Digi- ja väestötietovirasto, henkilötunnus: the sign of the century is one of several since 2023; the hyphen is
    // taken for a separator.
    Kind::new("fi_hetu", "FI", "Henkilötunnus", "131052A308T", &["ddddddAdddX", "dddddd+dddX", "dddddddddX"])
        .part(|text| {
            let century = &text[6..7];
            is_date(2000, number(&text[2..4]), number(&text[..2]))
                && (text.len() == 10 || "+ABCDEFYXWVU".contains(century))
        })
        .sum(finnish_person, CheckAt::LastSign),
    // Direction générale des Finances publiques, numéro SPI: persons.
    Kind::new("fr_spi", "FR", "Numéro fiscal (SPI)", "3023217600053", &["ddddddddddddd"])
        .part(|text| "0123".contains(&text[..1]))
        .sum(|text| number(&text[..10]) % 511 == number(&text[10..]), CheckAt::Last(2)),
    // 1996. évi XX. törvény, adóazonosító jel: persons.
    Kind::new("hu_adojel", "HU", "Adóazonosító jel", "8071592102", &["8ddddddddd"])
        .sum(|text| weighted(text, &[1, 2, 3, 4, 5, 6, 7, 8, 9]) % 11 == last(text), LAST),
    // Revenue, "Charities: CHY number".
    Kind::new("ie_chy", "IE", "CHY number", "CHY12345", &["CHYddddd", "CHYdddd"]),
    // Registrų centras, juridinio asmens kodas.
    Kind::new("lt_kodas", "LT", "Juridinio asmens kodas", "306135253", &["ddddddddd"])
        .place(Place::Both)
        .sum(mod_11_in_rounds, LAST),
    Kind::new("lt_asmens", "LT", "Asmens kodas", "33309240064", &["ddddddddddd"])
        .part(lithuanian_date)
        .sum(mod_11_in_rounds, LAST),
    // Loi du 19 juin 2013, numéro d'identification (matricule): year, legal form or day, number.
    Kind::new("lu_matricule", "LU", "Matricule", "19802200176", &["ddddddddddd", "ddddddddddddd"])
        .part(|text| (1800..=2100).contains(&number(&text[..4]))),
    // Fizisko personu reģistra likums, personas kods: LV before it says that the holder is registered for VAT.
    Kind::new("lv_pk", "LV", "Personas kods", "16117519997", &["ddddddddddd"])
        .vat_marks(&[("LV", "LV")], &[])
        .part(|text| at(text, 0) < 4)
        .sum(latvian_person, LAST),
    // Commissioner for Tax and Customs: the identity card's number, or nine digits, as a VAT number with one too many.
    Kind::new("mt_tin", "MT", "TIN", "0123456M", &["dddddddA"]).part(|text| "MGAPLHBZ".contains(&text[7..])),
    Kind::new("mt_tin_digits", "MT", "TIN", "123456789", &["ddddddddd"]).doubted(),
    // Kamer van Koophandel, RSIN; Belastingdienst, BSN: bodies and persons without VAT.
    Kind::new("nl_rsin", "NL", "RSIN / BSN", "111222333", &["ddddddddd"])
        .sum(|text| weighted(text, &[9, 8, 7, 6, 5, 4, 3, 2]) % 11 == last(text), LAST),
    // Ustawa z dnia 13 października 1995 r. o zasadach ewidencji, art. 2: persons without a business.
    Kind::new("pl_pesel", "PL", "PESEL", "44051401359", &["ddddddddddd"])
        .part(polish_date)
        .sum(|text| (10 - weighted(text, &[1, 3, 7, 9, 1, 3, 7, 9, 1, 3]) % 10) % 10 == last(text), LAST),
    // Ordonanța de urgență 97/2005, cod numeric personal: no VAT ID, whatever letters stand before it (VIES: two to ten
    // digits).
    Kind::new("ro_cnp", "RO", "Cod numeric personal (CNP)", "1630615123457", &["ddddddddddddd"])
        .around(&["RO"], &[])
        .sum(romanian_person, LAST),
];

/// The last four digits have a sum of their own, from the ninth digit on.
fn bulgarian_branch(text: &str) -> bool {
    let parent = |weights: &[u32]| weighted(text, weights) % 11;
    let branch = |weights: &[u32]| weighted(&text[8..], weights) % 11;
    let check = |first: u32, second: u32| if first == 10 { second % 10 } else { first };
    check(parent(&[1, 2, 3, 4, 5, 6, 7, 8]), parent(&[3, 4, 5, 6, 7, 8, 9, 10])) == at(text, 8)
        && check(branch(&[2, 7, 3, 5]), branch(&[4, 9, 5, 7])) == last(text)
}

fn finnish_person(text: &str) -> bool {
    const SIGNS: &str = "0123456789ABCDEFHJKLMNPRSTUVWXY";
    let running = &text[text.len() - 4..text.len() - 1];
    let rest = number(&format!("{}{running}", &text[..6])) % 31;
    SIGNS.chars().nth(usize::try_from(rest).unwrap_or_default()).is_some_and(|right| text.ends_with(right))
}
