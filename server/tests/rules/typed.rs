//! Text as it comes from mails, documents, input methods and spreadsheets: what is meant is stored, or it is said.

use super::oracle::ask;
use crate::support::TestResult;
use desk::rules::emails::EmailPolicy;
use desk::rules::{Extent, country_names, review};
use model::countries::country_choices;
use model::customers::{CustomerText, Field, Reviewed};
use model::fields::{Finding, Problem, Severity, is_hidden};
use model::language::Language;

/// A record of one country, billed where it is.
fn look(country: &str, fields: &[(Field, &str)]) -> Reviewed {
    let mut text = CustomerText::default();
    text.set(Field::BillingSameAsCompany, "true");
    text.set(Field::CompanyCountry, country);
    for (field, value) in fields {
        text.set(*field, *value);
    }
    review(&text, Extent::Record, &EmailPolicy::default())
}

fn at(reviewed: &Reviewed, field: Field) -> Vec<&Finding> {
    reviewed.findings.iter().filter(|finding| finding.path == field.name()).collect()
}

/// What is stored of one field, and what is found there.
fn one(country: &str, field: Field, typed: &str) -> (String, Vec<(Problem, Severity, String)>) {
    let reviewed = look(country, &[(field, typed)]);
    let found = at(&reviewed, field).into_iter().map(|one| (one.problem, one.severity, one.hint.clone())).collect();
    (reviewed.text.get(field).to_owned(), found)
}

/// (country, field, as typed, as stored): nothing is found.
const TAKEN: &[(&str, Field, &str, &str)] = &[
    // As they stand in mails: with a label, a name, a scheme, a page.
    ("TR", Field::BillingPhone, "Tel: 0532 111 22 33", "+905321112233"),
    ("TR", Field::BillingPhone, "+90 322 413 89 70 dahili 12", "+903224138970;ext=12"),
    ("TR", Field::BillingEmail, "Ayşe <ayse@lale.example>", "ayse@lale.example"),
    ("TR", Field::BillingEmail, "mailto:ayse@lale.example", "ayse@lale.example"),
    ("TR", Field::Domain, "https://www.lale.example/iletisim", "lale.example"),
    ("TR", Field::TaxNumber, "VKN 454 053 6920", "4540536920"),
    // What nobody sees: profiles of messengers, address books, PDF, spreadsheets.
    ("TR", Field::BillingPhone, "\u{2068}+90 224 225 01 00\u{2069}", "+902242250100"),
    ("IN", Field::BillingPhone, "\u{202a}+91 98765 43210\u{202c}", "+919876543210"),
    ("RU", Field::BillingPhone, "\u{200e}79022222222", "+79022222222"),
    ("DE", Field::TaxNumber, "DE136695976\u{200b}", "DE136695976"),
    ("DE", Field::CompanyName, "Müller\u{200b} GmbH", "Müller GmbH"),
    ("DE", Field::CompanyName, "\u{feff}Mu\u{ad}\u{308}ller GmbH", "Müller GmbH"),
    ("IR", Field::CompanyName, "شرکت می\u{200c}خواهم", "شرکت می\u{200c}خواهم"),
    ("TR", Field::BillingEmail, "\u{200b}elif@lale.example\u{2060}", "elif@lale.example"),
    // Postal codes by hyphens of documents and input methods, with marks and countries' letters.
    ("JP", Field::CompanyPostalCode, "100\u{2010}0001", "100-0001"),
    ("JP", Field::CompanyPostalCode, "100\u{2015}0001", "100-0001"),
    ("JP", Field::CompanyPostalCode, "１００ー０００１", "100-0001"),
    ("JP", Field::CompanyPostalCode, "〒100-0001", "100-0001"),
    ("FI", Field::CompanyPostalCode, "FIN-00100", "00100"),
    ("SE", Field::CompanyPostalCode, "SE-114 55", "114 55"),
    ("SE", Field::CompanyPostalCode, "11455", "114 55"),
    ("FR", Field::CompanyPostalCode, "75 008", "75008"),
    ("DE", Field::CompanyPostalCode, "D-10115", "10115"),
    ("TR", Field::CompanyPostalCode, "TR-34000", "34000"),
    ("BR", Field::CompanyPostalCode, "06184280\u{2019}", "06184-280"),
    ("SA", Field::CompanyPostalCode, "13321-6454", "13321-6454"),
    ("IE", Field::CompanyPostalCode, "d6wry72", "D6W RY72"),
    // Longer than a code may be, as typed: words, letters of countries, blanks, spreadsheets.
    ("IR", Field::CompanyPostalCode, "IRN 11936-12345", "11936-12345"),
    ("LB", Field::CompanyPostalCode, "LBN 2038 3054", "2038 3054"),
    ("GB", Field::CompanyPostalCode, "E C 1 Y 8 S Y", "EC1Y 8SY"),
    ("BR", Field::CompanyPostalCode, "CEP 40301-110", "40301-110"),
    ("IN", Field::CompanyPostalCode, "PIN - 110 034", "110034"),
    ("KR", Field::CompanyPostalCode, "(우) 03051", "03051"),
    ("CN", Field::CompanyPostalCode, "邮编：266033", "266033"),
    ("TR", Field::CompanyPostalCode, "=\"16120\"", "16120"),
    ("TR", Field::CompanyPostalCode, "16120.0", "16120"),
    ("PT", Field::CompanyPostalCode, "2725~079", "2725-079"),
    // Line breaks of a cell, and what is left of a picture.
    ("DE", Field::CompanyAddressLine1, "Hauptstr. 5\u{b}2. Stock", "Hauptstr. 5 2. Stock"),
    ("DE", Field::CompanyName, "Nord\u{c}AG\u{2028}Bonn\u{85}", "Nord AG Bonn"),
    ("DE", Field::CompanyLocality, "\u{fffc}Bonn", "Bonn"),
    // Calling codes before what is dialled at home, exit codes, extensions.
    ("IT", Field::BillingPhone, "+39 (0)2 6630 7129", "+390266307129"),
    ("IT", Field::BillingPhone, "0039 (0)2 6630 7129", "+390266307129"),
    ("RU", Field::BillingPhone, "+7 8 495 123-45-67", "+74951234567"),
    ("ID", Field::BillingPhone, "0062 218350123", "+62218350123"),
    ("BR", Field::BillingPhone, "0055 1123456789", "+551123456789"),
    ("VA", Field::BillingPhone, "+39 (0)6 6988 2345", "+390669882345"),
    ("RU", Field::BillingPhone, "8 (423) 202-25-11, доб. 100", "+74232022511;ext=100"),
    ("US", Field::BillingPhone, "(586) 485-7783;55", "+15864857783;ext=55"),
    ("US", Field::BillingPhone, "(512) 555-0100 #12", "+15125550100;ext=12"),
    ("TR", Field::BillingPhone, "0212 555 01 00 dahili 12", "+902125550100;ext=12"),
    ("AZ", Field::BillingPhone, "012 312 34 56 (daxili) 12", "+994123123456;ext=12"),
    ("JP", Field::BillingPhone, "03-1234-5678 内線番号 12", "+81312345678;ext=12"),
    ("US", Field::BillingPhone, "tel:+1-201-555-0123;ext=12", "+12015550123;ext=12"),
    ("US", Field::BillingPhone, "(201) 555-0123 - 12#", "+12015550123;ext=12"),
    // The own calling code without a plus.
    ("DE", Field::BillingPhone, "49 171 6783154", "+491716783154"),
    ("XK", Field::BillingPhone, "383 44 665 017", "+38344665017"),
    ("ID", Field::BillingPhone, "62218350123", "+62218350123"),
    // Full-width letters of an input method.
    ("JP", Field::BillingEmail, "info＠example.co.jp", "info@example.co.jp"),
];

#[test]
fn what_people_paste_is_stored_as_it_is_meant() {
    for (country, field, typed, stored) in TAKEN {
        // The place of a postal code is not asked for here.
        let (text, found) = one(country, *field, typed);
        assert_eq!(text, *stored, "{country} {typed:?}");
        assert!(found.iter().all(|(_, severity, _)| *severity == Severity::Info), "{country} {typed:?}: {found:?}");
    }
}

#[test]
fn what_cannot_be_meant_is_refused_with_what_may_be() {
    for (country, field, typed, problem, hint) in [
        ("IE", Field::CompanyPostalCode, "BT79 0HR", Problem::NotAPostalCode, "A65 F4E2"),
        ("DE", Field::CompanyPostalCode, "1067", Problem::NotAPostalCode, "01067"),
        ("US", Field::CompanyPostalCode, "4101", Problem::NotAPostalCode, "04101"),
        ("FR", Field::CompanyPostalCode, "1000", Problem::NotAPostalCode, "01000"),
        ("BR", Field::CompanyPostalCode, "1310100", Problem::NotAPostalCode, "01310-100"),
        ("FI", Field::CompanyPostalCode, "100", Problem::NotAPostalCode, "00100"),
        ("BR", Field::CompanyPostalCode, "06184#280", Problem::NotAPostalCode, "40301-110"),
        ("TR", Field::BillingPhone, "call me", Problem::NotAPhone, "+90 212 345 67 89"),
        ("Germny", Field::CompanyCountry, "Germny", Problem::UnknownCountry, "Germany (DE)"),
        ("XX", Field::CompanyCountry, "XX", Problem::UnknownCountry, ""),
    ] {
        let (text, found) = one(country, field, typed);
        assert_eq!(text, typed, "what was typed stays");
        assert_eq!(found, [(problem, Severity::Block, hint.to_owned())], "{country} {typed:?}");
    }
    // Two numbers in one field, and what a spreadsheet made of one.
    for (typed, problem) in [
        ("0212 555 01 00 / 0532 555 01 01", Problem::PhoneTwoNumbers),
        ("0212 555 01 00 veya 01", Problem::PhoneTwoNumbers),
        ("0212 555 01 00, 5550101", Problem::PhoneTwoNumbers),
        ("4.41E+11", Problem::NotAPhone),
        ("+90 555 ext ten", Problem::NotAPhone),
    ] {
        assert_eq!(one("TR", Field::BillingPhone, typed).1[0].0, problem, "{typed}");
    }
}

/// Where reasonable people differ: what is done is done on purpose, and what was typed stays.
#[test]
fn what_can_be_seen_in_two_ways_is_kept_asked_or_refused() {
    for (country, field, typed, problem, severity, hint) in [
        // Some of the country's programs have codes and its post delivers without: kept with a reason.
        ("PA", Field::CompanyPostalCode, "0801", Problem::UnexpectedPart, Severity::Warn, ""),
        ("GH", Field::CompanyPostalCode, "GA-183-8164", Problem::UnexpectedPart, Severity::Warn, ""),
        // Nobody abroad can dial it.
        ("FR", Field::BillingPhone, "3900", Problem::NotAPhone, Severity::Block, "+33 1 23 45 67 89"),
        // Persons have such names; where invoices come from a company's is refused.
        ("GB", Field::CompanyName, "X", Problem::NotAName, Severity::Block, ""),
    ] {
        let address = [(Field::CompanyAddressLine1, "9 Feng Yuen Road"), (Field::CompanyLocality, "Tai Po")];
        let reviewed = look(country, &[&address[..], &[(field, typed)]].concat());
        let found: Vec<_> =
            at(&reviewed, field).into_iter().map(|one| (one.problem, one.severity, &*one.hint)).collect();
        assert_eq!(found, [(problem, severity, hint)], "{country} {typed:?}");
        assert_eq!((reviewed.text.get(field), reviewed.text.get(Field::CompanyLocality)), (typed, "Tai Po"));
    }
    // A place in Hong Kong says in which of its parts it is.
    let tai_po = [(Field::CompanyAddressLine1, "9 Feng Yuen Road"), (Field::CompanyLocality, "Tai Po")];
    let reviewed = look("HK", &tai_po);
    let filled: Vec<_> = at(&reviewed, Field::CompanySubdivision)
        .into_iter()
        .map(|one| (one.problem, one.severity, one.hint.clone()))
        .collect();
    assert_eq!(filled, [(Problem::SubdivisionFilledIn, Severity::Info, "New Territories".to_owned())]);
    // Of names of persons one letter is enough.
    assert_eq!(one("GB", Field::ContactFirstName, "X"), ("X".to_owned(), vec![]));
}

/// An area that has the calling code too, and a word before an extension that nobody told.
#[test]
fn a_number_that_can_be_meant_in_two_ways_is_kept_and_doubted() {
    for (country, typed) in [
        ("SE", "46 8 123 456"),
        ("NL", "318001234"),
        ("VN", "84 199 2000"),
        ("BR", "55 4004 1234"),
        ("TR", "0212 555 01 00 bureau 12"),
    ] {
        let (stored, found) = one(country, Field::BillingPhone, typed);
        assert!(stored.starts_with('+'), "{country} {typed}: {stored}");
        let found: Vec<_> = found.iter().map(|(problem, severity, _)| (*problem, *severity)).collect();
        assert_eq!(found, [(Problem::PhoneUnusual, Severity::Warn)], "{country} {typed}");
    }
}

#[test]
fn a_country_is_understood_by_any_of_its_names_and_never_too_long() {
    for language in [Language::English, Language::Turkish] {
        for (code, name) in country_choices(language) {
            let reviewed = look(name, &[]);
            // Its other half is called so too: it is asked.
            if code == "MF" {
                let hints: Vec<_> = at(&reviewed, Field::CompanyCountry).iter().map(|one| one.hint.clone()).collect();
                assert!(
                    matches!(hints.as_slice(), [both] if both.contains("(MF)") && both.contains("(SX)")),
                    "{hints:?}"
                );
                continue;
            }
            assert_eq!(reviewed.text.get(Field::CompanyCountry), code, "{name}");
            let found = at(&reviewed, Field::CompanyCountry);
            let alias = found.iter().map(|one| (one.problem, one.severity, one.hint.as_str())).collect::<Vec<_>>();
            assert_eq!(alias, [(Problem::CountryAlias, Severity::Info, code)], "{name}");
        }
    }
    for (typed, code) in
        [("EL", "GR"), ("uk", "GB"), ("Deutschland", "DE"), ("USA", "US"), ("792", "TR"), ("ＴＲ", "TR")]
    {
        assert_eq!(look(typed, &[]).text.get(Field::CompanyCountry), code, "{typed}");
    }
    for typed in ["Mordor", "Congo", "n/a", "Germany ".repeat(50).as_str()] {
        let found = one(typed, Field::CompanyCountry, typed).1;
        assert_eq!(found.first().map(|(problem, ..)| *problem), Some(Problem::UnknownCountry), "{typed}");
    }
}

/// Congo alone is the short name of one in ISO 3166-1 and the usual one of two: it is asked.
#[test]
fn every_code_and_name_of_iso_3166_1_is_understood() -> TestResult {
    let (mut right, mut faults) = (0, Vec::new());
    for line in ask("country_oracle.py", &[], "")? {
        let (code, name) = line.split_once('\t').ok_or("no name")?;
        if name == "Congo" {
            let hint = one(name, Field::CompanyCountry, name).1.into_iter().map(|(.., hint)| hint).collect::<Vec<_>>();
            assert_eq!(hint, ["Congo - Brazzaville (CG) / Congo - Kinshasa (CD)"]);
            continue;
        }
        match country_names::meant(name) {
            Some(known) if known == code => right += 1,
            other => faults.push(format!("{code} {name}: {other:?}")),
        }
    }
    crate::support::say(&format!("ISO 3166-1: {right} codes and names right, {} wrong or unknown", faults.len()));
    assert!(right > 1_100, "{right}");
    assert!(faults.is_empty(), "{faults:#?}");
    Ok(())
}

/// None leads to another country. Half-translated ones and adjectives ("Kirghize") are left to the rows.
#[test]
fn official_names_in_other_languages_are_understood() -> TestResult {
    let languages = ["de", "fr", "es", "it", "pt", "nl", "tr", "da", "sv", "ru", "hr", "id", "uk", "bg"];
    let (mut right, mut unknown, mut faults) = (0, 0, Vec::new());
    for line in ask("country_oracle.py", &languages, "")? {
        let (code, name) = line.split_once('\t').ok_or("no name")?;
        match country_names::meant(name) {
            Some(known) if known == code => right += 1,
            Some(known) => faults.push(format!("{code} {name}: {known}")),
            None => unknown += 1,
        }
    }
    crate::support::say(&format!("official names: {right} right, {unknown} unknown, {} wrong", faults.len()));
    assert!(right > 1_800, "{right}");
    assert!(faults.is_empty(), "{faults:#?}");
    Ok(())
}

/// Every character that nobody sees, before, inside and behind the text of every field: it is as if it were not there.
#[test]
fn what_nobody_sees_changes_nothing_in_any_field() {
    let right = crate::support::lale_text();
    let plain = review(&right, Extent::Account, &EmailPolicy::default());
    // One of each range, and the ends of the long ones.
    let hidden: Vec<char> = ('\0'..=char::MAX).filter(|letter| is_hidden(*letter)).collect();
    let few = hidden.iter().enumerate().filter(|(at, mark)| at % 97 == 0 || u32::from(**mark) < 0xfff0);
    for (_, mark) in few {
        let mut text = right.clone();
        let typed = |field: &&Field| !right.get(**field).is_empty() && **field != Field::BillingSameAsCompany;
        for field in Field::OF_TEXT.iter().filter(typed) {
            let (first, last) = right.get(*field).split_at(1);
            text.set(*field, format!("{mark}{first}{mark}{last}{mark}"));
        }
        let reviewed = review(&text, Extent::Account, &EmailPolicy::default());
        assert_eq!(reviewed.text, plain.text, "{mark:?}");
        assert_eq!(reviewed.findings, plain.findings, "{mark:?}");
        // Nothing but such is nothing.
        for field in [Field::CompanyAddressLine1, Field::CompanyName, Field::CompanyLocality] {
            let mut empty = right.clone();
            empty.set(field, format!("{mark} {mark}"));
            let reviewed = review(&empty, Extent::Account, &EmailPolicy::default());
            let is_missing = at(&reviewed, field).iter().any(|found| found.problem == Problem::Missing);
            assert!(is_missing && reviewed.text.get(field).is_empty(), "{field:?} {mark:?}: {:?}", reviewed.findings);
        }
    }
}

/// A control may be what is left of a letter: those of windows-1252 at 0x80 to 0x9F.
#[test]
fn what_is_no_character_is_refused_in_every_field() {
    let right = crate::support::lale_text();
    for field in Field::OF_TEXT.iter().filter(|field| !right.get(**field).is_empty()) {
        for mark in ['\u{fffd}', '\u{fffe}', '\u{1ffff}', '\u{e000}'] {
            let mut text = right.clone();
            let (first, last) = right.get(*field).split_at(1);
            text.set(*field, format!("{first}{mark}{last}"));
            let reviewed = review(&text, Extent::Account, &EmailPolicy::default());
            let is_refused = reviewed.findings.iter().any(|found| found.severity == Severity::Block);
            assert!(is_refused, "{field:?} {mark:?}");
        }
    }
}
