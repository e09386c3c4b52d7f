//! What a register's number is called before it: "Company No. 01234567". A known name is no part of it; any other word stays,
//! for a register's numbers have words of their own ("HRB 1067").
//!
//! Three tables of labels stay three. Tax numbers have letters, so theirs (`names`) are held against a text without separators,
//! the longest first; a register's words stand apart, and are whole or none; a telephone number has no letters, so that its
//! labels (`phones::labels`) are taken off one after the other from folded text. No word is wanted in two of them ("Reg. No." is
//! a tax number's filler, "Company" a register's, "Tel" neither's), and one function for all would ask three times what it is.

use super::compact;
use super::names::is_name;
use crate::rules::text::folded;
use std::borrow::Cow;

/// What registers of companies call their numbers, beside the names that tax numbers have: the registers' own forms and
/// extracts. Turkey: Ticaret Sicili Yönetmeliği (MERSİS); Companies House; Kamer van Koophandel; Registro delle imprese (REA);
/// ONRC; Cégbíróság; Ministry of Corporate Affairs (CIN); ACRA; ASIC; Receita Federal (NIRE); SAIJ; Brønnøysundregistrene.
const NAMES: &[&str] = &[
    "Ticaret Sicil",
    "Ticaret Sicili",
    "Tic. Sic.",
    "Tic. Sicil",
    "Sicil",
    "Oda Sicil",
    "MERSİS",
    "Company",
    "Company registration",
    "Company reg",
    "Companies House",
    "Registered",
    "Registered company",
    "Registration",
    "Business registration",
    "Entity",
    "CRN",
    "CIN",
    "CRO",
    "KvK",
    "Kamer van Koophandel",
    "Handelsregister",
    "Handelsregisternummer",
    "Firmenbuch",
    "Firmenbuchnummer",
    "Registernummer",
    "REA",
    "Registre du commerce",
    "Registro Mercantil",
    "Matrícula mercantil",
    "Matrícula",
    "Registrul Comerțului",
    "ORC",
    "Cégjegyzékszám",
    "NIRE",
    "Registrikood",
    "Reģistrācijas numurs",
    "Įmonės kodas",
    "Број регистра",
    "Матични број",
    "Matični broj",
    "ОГРН",
    "ОГРНИП",
    "سجل تجاري",
    "رقم السجل التجاري",
    "注册号",
    "登记证号",
    "商業登記",
    "会社法人等番号",
    "법인등록번호",
];

/// What stands between such a name and its number.
const FILLERS: &[&str] = &["no", "nr", "num", "number", "numara", "numarası", "numero", "nummer", "n", "код", "id"];

/// The fewest letters of a name of Latin letters: fewer are a register's own ("SC 123456").
const MIN_LETTERS: usize = 3;

/// A register's number without what it is called. Only where nothing but names stands before the first word with a digit.
pub fn unlabelled<'a>(country: &str, typed: Cow<'a, str>) -> Cow<'a, str> {
    if typed.starts_with(|sign: char| sign.is_ascii_digit()) {
        return typed;
    }
    let has_digit = |word: &str| word.chars().any(|sign| sign.is_ascii_digit());
    let is_end = |sign: char| sign.is_whitespace() || ":.#°)=".contains(sign);
    let mut starts = typed.char_indices().filter(|(_, sign)| is_end(*sign)).map(|(at, sign)| at + sign.len_utf8());
    let first = starts.find(|start| {
        let word = typed.get(*start..).and_then(|rest| rest.split(char::is_whitespace).next());
        word.is_some_and(has_digit) && !typed.get(..*start).is_some_and(has_digit)
    });
    let Some(start) = first.filter(|start| typed.get(..*start).is_some_and(|name| is_label(country, name))) else {
        return typed;
    };
    let number = typed.get(start..).unwrap_or_default().trim_start_matches([' ', ':', '.', '#', '°', '=']);
    Cow::Owned(number.to_owned())
}

fn is_label(country: &str, name: &str) -> bool {
    let letters = folded(name);
    if letters.is_ascii() && letters.len() < MIN_LETTERS {
        return false;
    }
    let is_listed = |name: &str| NAMES.iter().any(|listed| folded(listed) == name);
    let mut rest = letters.as_str();
    loop {
        if is_listed(rest) {
            return true;
        }
        match FILLERS.iter().find_map(|filler| rest.strip_suffix(folded(filler).as_str())) {
            Some(shorter) if !shorter.is_empty() => rest = shorter,
            _ => break,
        }
    }
    is_called(country, name)
}

/// Whether every word is one that the country's numbers are called by.
fn is_called(country: &str, name: &str) -> bool {
    let whole = compact(name);
    let mut words = name.split(char::is_whitespace).map(compact).filter(|word| !word.is_empty());
    is_name(country, &whole) || words.all(|word| is_name(country, &word))
}

#[cfg(test)]
mod tests {
    use super::super::cases::found;
    use crate::rules::numbers::Place;

    #[test]
    fn a_known_name_is_left_out_and_any_other_word_stays() {
        for (country, typed, stored) in [
            ("TR", "Ticaret Sicil No: 404286", "404286"),
            ("TR", "TİCARET SİCİL NUMARASI 404286-5", "404286-5"),
            ("TR", "MERSİS: 0454053692000015", "0454053692000015"),
            ("TR", "Mersis No. 0454053692000015", "0454053692000015"),
            ("GB", "Company No. 01234567", "01234567"),
            ("GB", "Company No: SC123456", "SC123456"),
            ("NL", "KvK 12345678", "12345678"),
            ("NL", "KvK-nummer: 12345678", "12345678"),
            ("IT", "REA MI-1234567", "MI-1234567"),
            ("HU", "Cégjegyzékszám: 07-09-020430", "07-09-020430"),
            ("PL", "REGON 192598184", "192598184"),
            ("PL", "KRS 0000028860", "0000028860"),
            ("TR", "404286.0", "404286"),
            // Words that are a register's own, or that nobody has listed.
            ("DE", "HRB 1067 BS", "HRB 1067 BS"),
            ("DE", "Amtsgericht Charlottenburg HRB 123456 B", "Amtsgericht Charlottenburg HRB 123456 B"),
            ("GB", "SC 123456", "SC 123456"),
            ("GB", "SC123456", "SC123456"),
            ("TR", "İstanbul 404286", "İstanbul 404286"),
            ("FR", "RCS Paris B 552 008 444", "RCS Paris B 552 008 444"),
            ("RO", "J40/1234/2020", "J40/1234/2020"),
        ] {
            assert_eq!(found(country, Place::Registration, typed).0, stored, "{country} {typed}");
        }
    }
}
