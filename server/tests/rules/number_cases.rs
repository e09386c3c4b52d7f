//! Tax and registration numbers that people could not enter, or that came out otherwise than they were meant: public
//! reports, and others of the same kinds.

use app::rules::numbers::{Place, check};

/// What is found at a number: the stored form, the code, the severity and the hint.
fn found(country: &str, place: Place, typed: &str) -> (String, String) {
    let (stored, found) = check(country, place, typed);
    let said = found.map(|found| {
        let severity = format!("{:?}", found.severity).to_lowercase();
        format!("{severity} {} {}", found.problem.code(), found.hint).trim().to_owned()
    });
    (stored, said.unwrap_or_default())
}

/// Country, typed, stored, found.
fn tax_numbers(cases: &[(&str, &str, &str, &str)]) {
    for (country, typed, stored, said) in cases {
        assert_eq!(found(country, Place::Tax, typed), ((*stored).to_owned(), (*said).to_owned()), "{country} {typed}");
    }
}

/// Country, typed, found, where a number is refused: it stays as typed.
fn refused(cases: &[(&str, &str, &str)]) {
    for (country, typed, said) in cases {
        let said = format!("block {said}");
        assert_eq!(found(country, Place::Tax, typed), ((*typed).to_owned(), said), "{country} {typed}");
    }
}

#[test]
fn a_sum_that_the_office_does_not_keep_to_is_a_doubt_and_no_block() {
    tax_numbers(&[
        ("MX", "RDE7910023J3", "RDE7910023J3", "warn check_digit_unkept RFC"),
        ("MX", "FNI970829JR9", "FNI970829JR9", "warn check_digit_unkept RFC"),
        ("MX", "CCA 980429 MD4", "CCA980429MD4", "warn check_digit_unkept RFC"),
        ("MX", "AUGJ651117623", "AUGJ651117623", "warn check_digit_unkept RFC de persona física"),
        ("EC", "1793213150001", "1793213150001", "warn check_digit_unkept RUC"),
        ("EC", "0993381661001", "0993381661001", "warn check_digit_unkept RUC"),
        ("DO", "101581601", "101581601", "warn check_digit_unkept RNC"),
        ("CN", "91350203M0001QKT19", "91350203M0001QKT19", "warn check_digit_unkept 统一社会信用代码"),
    ]);
    // A person's number in Ecuador has its cédula's digit, and dates and provinces are looked at everywhere.
    refused(&[
        ("EC", "1714307104001", "check_digit 3"),
        ("EC", "9993381661001", "number_part RUC: 1792060346001"),
        ("MX", "RDE7913023J3", "number_part RFC: MAB9307148T4"),
    ]);
}

#[test]
fn takes_what_offices_give_beside_the_usual_number() {
    tax_numbers(&[
        ("DE", "151/815/08156", "15181508156", ""),
        ("DE", "93815/08152", "9381508152", ""),
        ("DE", "133/8150/8159", "13381508159", ""),
        ("DE", "2893081508152", "2893081508152", ""),
        ("DE", "DE136695976-00001", "DE13669597600001", ""),
        ("DE", "36 574 261 809", "36574261809", ""),
        ("IT", "RSSMRA85T10A562S", "RSSMRA85T10A562S", ""),
        ("IT", "rss mra 85t10 a562s", "RSSMRA85T10A562S", ""),
        ("VN", "079185001234", "079185001234", "warn number_unchecked Số định danh cá nhân"),
        ("CR", "1-0613-0584", "106130584", ""),
        ("CR", "122200569906", "122200569906", ""),
        ("CR", "3-101-999999", "3101999999", ""),
        ("DO", "001-1234567-3", "00112345673", ""),
        ("SG", "M91234567X", "M91234567X", ""),
        ("SG", "MR-8500147-X", "MR8500147X", ""),
        ("SG", "M2-0080023-5", "M200800235", ""),
        ("SG", "S1234567D", "S1234567D", ""),
        ("IN", "9922JPN29001OSU", "9922JPN29001OSU", ""),
        ("IN", "27AABCU9603R1DW", "27AABCU9603R1DW", ""),
        ("IN", "27PNEA06819B1DE", "27PNEA06819B1DE", ""),
        ("IN", "32AADCK5978M1Z0", "32AADCK5978M1Z0", ""),
        ("CA", "123456782 RR 0001", "123456782RR0001", ""),
        ("CA", "123456782rz0001", "123456782RZ0001", ""),
        ("CA", "1234567890 TQ 1234", "1234567890TQ1234", ""),
        ("GT", "2567 89126 0101", "2567891260101", ""),
        ("SV", "00016297-5", "000162975", ""),
        ("PE", "10117410", "10117410", ""),
        ("EC", "171430710-3", "1714307103", ""),
        ("UY", "1.111.111-1", "11111111", ""),
        ("AE", "104000000000003", "104000000000003", ""),
        ("AT", "59-119/9013", "591199013", ""),
        ("BE", "85.07.30-033 28", "85073003328", ""),
        ("EE", "12345678", "12345678", ""),
        ("FI", "131052-308T", "131052308T", ""),
        ("FR", "30 23 217 600 053", "3023217600053", ""),
        ("IE", "CHY12345", "CHY12345", ""),
        ("LT", "306135253", "306135253", ""),
        ("NL", "111222333", "111222333", ""),
        ("PL", "44051401359", "44051401359", ""),
        ("GB", "19558 39661", "1955839661", ""),
        ("LI", "59876", "59876", ""),
        ("NO", "VOEC2021234", "VOEC2021234", ""),
        ("NO", "151086 95088", "15108695088", ""),
        ("US", "912-90-3456", "912903456", ""),
        ("AU", "123456789123", "123456789123", "warn number_unchecked ATO Reference Number (ARN)"),
        ("ID", "0016090524017000000001", "0016090524017000000001", ""),
        ("GH", "GHA-123456789-1", "GHA1234567891", ""),
        ("UZ", "326012345678", "326012345678", ""),
        ("SA", "3000000003", "3000000003", ""),
        ("TW", "A123456789", "A123456789", ""),
    ]);
}

#[test]
fn refuses_what_looks_like_one_of_them_and_is_none() {
    refused(&[
        // The month is a letter that is none, the day is none, the check letter is another.
        ("IT", "RSSMRA85F10A562S", "number_part Codice fiscale: RSSMRA85T10A562S"),
        ("IT", "RSSMRA85T33A562S", "number_part Codice fiscale: RSSMRA85T10A562S"),
        ("IT", "RSSMRA85T10A562T", "check_digit S"),
        ("VN", "979185001234", "number_part Số định danh cá nhân: 079185001234"),
        ("IN", "9922JPN29001OSV", "check_digit U"),
        ("IN", "27AABCU9603R1DV", "check_digit W"),
        ("CA", "123456789 RR 0001", "check_digit 2"),
        ("GT", "2567 89125 0101", "check_digit 6"),
        ("SG", "S1234567E", "check_digit D"),
        ("PL", "44051401358", "check_digit 9"),
        ("JP", "T7000012050003", "check_digit 6"),
        ("DE", "9999199999999", "number_part Steuernummer: 2893081508152"),
    ]);
}

#[test]
fn what_nothing_tells_from_a_slip_is_taken_with_a_doubt() {
    tax_numbers(&[
        (
            "CA",
            "123456782 BC 0001",
            "123456782BC0001",
            "warn number_unchecked Business number of a province's programme",
        ),
        ("CO", "1020304050", "1020304050", "warn number_unchecked Cédula de ciudadanía"),
        ("CR", "1120000000", "1120000000", "warn number_unchecked NITE"),
    ]);
    // A Colombian company's number is longer than a person's, and has its digit.
    refused(&[("CO", "9001234561", "check_digit 8")]);
}

#[test]
fn a_registration_elsewhere_is_taken_with_a_doubt_that_says_where() {
    tax_numbers(&[
        ("LU", "IT00743110157", "IT00743110157", "warn foreign_number IT: Partita IVA"),
        ("LU", "it 007 4311 0157", "IT00743110157", "warn foreign_number IT: Partita IVA"),
        ("US", "EU372041333", "EU372041333", "warn foreign_number EU: One Stop Shop"),
        ("US", "GR094259216", "EL094259216", "warn foreign_number GR: ΑΦΜ"),
        ("IE", "XI 980 7806 84", "XI980780684", "warn foreign_number GB: VAT registration number (Northern Ireland)"),
        ("FR", "GB980780684", "GB980780684", "warn foreign_number GB: VAT registration number"),
        ("DE", "CHE-116.281.710 MWST", "CHE116281710MWST", "warn foreign_number CH: UID / IDE / IDI"),
        ("SE", "NO 988 077 917 MVA", "988077917MVA", "warn foreign_number NO: Organisasjonsnummer"),
        ("TR", "ATU13585627", "ATU13585627", "warn foreign_number AT: UID-Nummer"),
    ]);
    refused(&[
        // Said of the number that was meant.
        ("LU", "IT00743110158", "check_digit 7"),
        // Without the letters it could be anything, and no state registers for the Union under 999.
        ("LU", "00743110157", "number_part Matricule: 19802200176"),
        ("US", "EU999041333", "number_length Employer Identification Number (EIN): 911144442"),
        ("SE", "NO988077918", "number_length Momsregistreringsnummer: SE123456789701"),
    ]);
}

#[test]
fn what_says_registered_for_vat_stays_and_is_never_added() {
    tax_numbers(&[
        ("CH", "CHE-116.281.710 MWST", "CHE116281710MWST", ""),
        ("CH", "CHE-116.281.710 tva", "CHE116281710TVA", ""),
        ("CH", "CHE-116.281.710 IVA", "CHE116281710IVA", ""),
        ("CH", "CHE-116.281.710 VAT", "CHE116281710MWST", ""),
        ("CH", "CHE-116.281.710 HR/MWST", "CHE116281710MWST", ""),
        ("CH", "CHE-116.281.710 HR", "CHE116281710", ""),
        ("CH", "CHE-116.281.710", "CHE116281710", ""),
        ("LI", "CHE-116.281.710 MWST", "CHE116281710MWST", ""),
        ("NO", "NO 988 077 917 MVA", "988077917MVA", ""),
        ("NO", "988077917", "988077917", ""),
        ("MK", "MK4030000375897", "MK4030000375897", ""),
        ("MK", "МК4030000375897", "MK4030000375897", ""),
        ("MK", "4030000375897", "4030000375897", ""),
        ("JP", "T7000012050002", "T7000012050002", ""),
        ("JP", "7000012050002", "7000012050002", ""),
    ]);
    refused(&[
        ("CH", "CHE-116.281.711 MWST", "check_digit 0"),
        ("CH", "MWST", "number_length UID / IDE / IDI: CHE107787577"),
    ]);
}

#[test]
fn a_registers_number_is_not_judged_as_a_tax_number_of_as_many_digits() {
    for (country, typed, stored) in [
        ("PL", "0000123456", "0000123456"),
        ("PL", "0000803909", "0000803909"),
        ("PL", "192598184", "192598184"),
        ("US", "602 123 457", "602123457"),
        ("US", "000123456", "000123456"),
        ("CA", "102012346", "102012346"),
        ("CO", "01234567", "01234567"),
        ("GT", "123456", "123456"),
        ("VN", "4103001234", "4103001234"),
        // None that is known: as typed.
        ("HR", "080123456", "080123456"),
        ("RO", "J40/1234/2020", "J40/1234/2020"),
        ("HU", "07-09-020430", "07-09-020430"),
        ("IT", "MI-1234567", "MI-1234567"),
        ("ES", "M-506281-8", "M-506281-8"),
        ("DE", "HRB 1067 BS", "HRB 1067 BS"),
        ("GB", "SC123456", "SC123456"),
        ("CZ", "26463199", "26463199"),
    ] {
        assert_eq!(found(country, Place::Registration, typed), (stored.to_owned(), String::new()), "{country} {typed}");
    }
    // A number that only the tax office gives, and one with the register's own sum, are still doubted.
    assert_eq!(found("TR", Place::Registration, "4540536921").1, "warn check_digit 0");
    assert_eq!(found("FR", Place::Registration, "552008444").1, "warn check_digit 3");
    assert_eq!(found("PL", Place::Registration, "192598185").1, "warn check_digit 4");
}

#[test]
fn says_which_fixed_sign_differs_and_not_that_a_letter_stands_there() {
    refused(&[
        ("AE", "204000000000003", "number_beginning 1"),
        ("SE", "SE123456789702", "number_ending 01"),
        ("BE", "BE2403019261", "number_beginning 0, 1"),
        ("SA", "300000000000004", "number_ending 3"),
        ("AZ", "1400057423", "number_ending 1, 2"),
        ("NZ", "9529041535110", "number_beginning 94"),
        ("NL", "NL004495445C01", "number_part Btw-identificatienummer: NL004495445B01"),
        // A letter where a digit stands is said to be one.
        ("AE", "1O4000000000003", "number_shape TRN: 100000000000003"),
        ("SE", "SE12345678970I", "number_shape Momsregistreringsnummer: SE123456789701"),
    ]);
}

#[test]
fn offers_the_zeros_that_a_spreadsheet_ate_and_what_the_office_adds() {
    refused(&[
        ("IT", "743110157", "number_incomplete IT00743110157"),
        ("IT", "IT743110157", "number_incomplete IT00743110157"),
        ("TR", "123456789", "number_incomplete 0123456789"),
        ("FR", "3265045", "number_length Numéro de TVA: FR40303265045"),
        ("US", "11144442", "number_incomplete 011144442"),
        ("EC", "993381661001", "number_incomplete 0993381661001"),
        ("EC", "93381661001", "number_length RUC: 1792060346001"),
        ("EC", "992106891001", "number_incomplete 0992106891001"),
        ("DO", "3123456786", "number_incomplete 03123456786"),
        ("SE", "556012-5790", "number_incomplete SE556012579001"),
        ("AT", "AT13585627", "number_incomplete ATU13585627"),
        // The sum speaks against it.
        ("TR", "123456788", "number_length Vergi Kimlik Numarası (VKN): 4540536920"),
        ("SE", "556012-5791", "number_length Momsregistreringsnummer: SE123456789701"),
    ]);
    // Where the table fills zeros up, it goes on doing so.
    tax_numbers(&[("BE", "403019261", "BE0403019261", ""), ("GR", "94259216", "EL094259216", "")]);
}

#[test]
fn letters_that_say_registered_are_kept_and_never_added() {
    tax_numbers(&[
        ("RO", "18547290", "18547290", ""),
        ("RO", "RO 18547290", "RO18547290", ""),
        ("RO", "1630615123457", "1630615123457", ""),
        ("RO", "RO1630615123457", "1630615123457", ""),
        ("BG", "7523169263", "7523169263", ""),
        ("BG", "BG 7523169263", "BG7523169263", ""),
        ("BG", "7111042925", "7111042925", ""),
        ("BG", "175074752", "175074752", ""),
        ("BG", "BG 175074752", "BG175074752", ""),
        ("CZ", "710319/2745", "7103192745", ""),
        ("CZ", "CZ7103192745", "CZ7103192745", ""),
        ("CZ", "991231123", "991231123", ""),
        ("CZ", "25123891", "CZ25123891", ""),
        ("SK", "7103192745", "7103192745", ""),
        ("SK", "SK7103192745", "SK7103192745", ""),
        ("SK", "2022749619", "2022749619", ""),
        ("SK", "SK 2022749619", "SK2022749619", ""),
        ("SI", "50223054", "50223054", ""),
        ("SI", "SI 50223054", "SI50223054", ""),
        ("IT", "80078750587", "80078750587", ""),
        ("IT", "IT 80078750587", "IT80078750587", ""),
        ("LV", "161175-19997", "16117519997", ""),
        ("LV", "LV16117519997", "LV16117519997", ""),
        ("LV", "40003521600", "LV40003521600", ""),
        // Where the letters are the number's habit and say nothing, they stand.
        ("DE", "136695976", "DE136695976", ""),
        ("IT", "00743110157", "IT00743110157", ""),
    ]);
    refused(&[
        ("RO", "18547291", "check_digit 0"),
        ("RO", "1630615123458", "check_digit 7"),
        ("CZ", "7103192746", "check_digit 5"),
    ]);
}

#[test]
fn marks_of_vat_are_understood_before_and_behind_a_number() {
    tax_numbers(&[
        ("CH", "CHE-116.281.710 MWST/TVA/IVA", "CHE116281710MWST", ""),
        ("CH", "CHE-116.281.710 TVA/IVA", "CHE116281710TVA", ""),
        ("CH", "MWST CHE-116.281.710", "CHE116281710MWST", ""),
        ("CH", "MWST-Nr. CHE-116.281.710", "CHE116281710MWST", ""),
        ("CH", "TVA CHE-116.281.710", "CHE116281710TVA", ""),
        ("CH", "UID CHE-116.281.710", "CHE116281710", ""),
        ("NO", "988077917 Foretaksregisteret", "988077917", ""),
        ("NO", "NO 988 077 917 MVA Foretaksregisteret", "988077917MVA", ""),
        ("NO", "Foretaksregisteret NO 988 077 917 MVA", "988077917MVA", ""),
        ("NO", "MVA 988077917", "988077917MVA", ""),
        ("IS", "VSK 12345", "12345", ""),
        ("IS", "VSK-númer 12345", "12345", ""),
    ]);
    refused(&[
        ("CH", "MWST CHE-116.281.711", "check_digit 0"),
        ("NO", "988077918 Foretaksregisteret", "check_digit 7"),
    ]);
}

#[test]
fn a_number_is_taken_behind_its_own_name() {
    tax_numbers(&[
        ("TR", "VKN: 4540536920", "4540536920", ""),
        ("TR", "Vergi No: 4540536920", "4540536920", ""),
        ("TR", "Vergi Kimlik Numarası 4540536920", "4540536920", ""),
        ("AU", "ABN 51 824 753 556", "51824753556", ""),
        ("PL", "NIP: PL8567346215", "PL8567346215", ""),
        ("PL", "NIP 856-734-62-15", "PL8567346215", ""),
        ("RU", "ИНН 7707083893", "7707083893", ""),
        ("IT", "P.IVA 00743110157", "IT00743110157", ""),
        ("IT", "P. IVA IT 00743110157", "IT00743110157", ""),
        ("BY", "УНП 200988541", "200988541", ""),
        ("DE", "USt-IdNr. DE136695976", "DE136695976", ""),
        ("DE", "USt-IdNr.: 136695976", "DE136695976", ""),
        ("FR", "TVA FR40303265045", "FR40303265045", ""),
        ("FR", "N° de TVA intracommunautaire : FR40303265045", "FR40303265045", ""),
        ("ES", "NIF: 54362315K", "ES54362315K", ""),
        ("AR", "CUIT 20-05536168-2", "20055361682", ""),
        ("MX", "RFC: MAB9307148T4", "MAB9307148T4", ""),
        ("PE", "R.U.C. 20512333797", "20512333797", ""),
        ("IN", "GSTIN: 27AAPFU0939F1ZV", "27AAPFU0939F1ZV", ""),
        ("US", "EIN 91-1144442", "911144442", ""),
        ("RO", "CUI: 18547290", "18547290", ""),
        ("RO", "C.I.F. RO18547290", "RO18547290", ""),
        ("CZ", "DIČ: CZ25123891", "CZ25123891", ""),
        ("GB", "VAT Reg. No. GB 980 7806 84", "GB980780684", ""),
        ("MX", "RFC RDE7910023J3", "RDE7910023J3", "warn check_digit_unkept RFC"),
        ("AT", "USt-IdNr. DE136695976", "DE136695976", "warn foreign_number DE: Umsatzsteuer-Identifikationsnummer"),
        ("TR", "VKN 1111111111", "1111111111", "warn placeholder_number"),
    ]);
    // A name makes no wrong number right, and the fault that is said is the number's.
    refused(&[
        ("TR", "VKN: 4540536921", "check_digit 0"),
        ("DE", "USt-IdNr. DE136695977", "check_digit 6"),
        ("AU", "ABN 51 824 753 557", "check_digit 32"),
        ("TR", "VKN", "number_length Vergi Kimlik Numarası (VKN): 4540536920"),
    ]);
    assert_eq!(found("FR", Place::Registration, "SIREN 552 008 443"), ("552008443".to_owned(), String::new()));
    assert_eq!(found("PL", Place::Registration, "KRS 0000028860"), ("0000028860".to_owned(), String::new()));
    assert_eq!(found("HU", Place::Registration, "Cg. 07-09-020430"), ("Cg. 07-09-020430".to_owned(), String::new()));
}

#[test]
fn a_right_number_behind_its_countrys_letters_is_foreign_though_no_vat_id() {
    for (country, typed, stored) in [
        ("DE", "RS101134702", "RS101134702"),
        ("DE", "TR 454 053 69 20", "TR4540536920"),
        ("DE", "AU51824753556", "AU51824753556"),
        ("GB", "IN27AAPFU0939F1ZV", "IN27AAPFU0939F1ZV"),
        ("DE", "NZ49098576", "NZ49098576"),
        ("DE", "US911144442", "US911144442"),
        ("DE", "CA123026635RT0001", "CA123026635RT0001"),
        ("SE", "NO988077917", "NO988077917"),
        ("IT", "SM12345", "SM12345"),
        ("DE", "OM1100000000", "OM1100000000"),
        ("US", "123026635RT0001", "123026635RT0001"),
        ("US", "27AAPFU0939F1ZV", "27AAPFU0939F1ZV"),
        ("LU", "RO18547290", "RO18547290"),
    ] {
        let (once, said) = found(country, Place::Tax, typed);
        assert_eq!(once, stored, "{country} {typed}");
        assert!(said.starts_with("warn foreign_number "), "{country} {typed}: {said}");
        assert_eq!(found(country, Place::Tax, &once), (once, said), "{country} {typed}");
    }
    for (country, typed) in [
        ("DE", "RS101134703"),
        ("DE", "TR4540536921"),
        ("DE", "AU51824753557"),
        ("DE", "US071144442"),
        ("US", "123026636RT0001"),
        ("US", "27AAPFU0939F1ZW"),
        ("DE", "LI59876"),
        ("DE", "TR"),
    ] {
        assert!(found(country, Place::Tax, typed).1.starts_with("block "), "{country} {typed}");
    }
}

#[test]
fn a_companys_number_without_its_check_digit_is_offered_whole() {
    refused(&[
        ("CO", "860002964", "number_incomplete 8600029644"),
        ("CO", "860.002.964", "number_incomplete 8600029644"),
        ("CL", "76086428", "number_incomplete 760864285"),
        ("PY", "80000035", "number_incomplete 800000358"),
        // Of another beginning it may be a slip in a whole one.
        ("CO", "213123433", "check_digit 7"),
    ]);
    tax_numbers(&[("CO", "860002964-4", "8600029644", "")]);
}

#[test]
fn takes_what_buyers_have_in_place_of_a_tax_number() {
    tax_numbers(&[
        ("AR", "20.123.456", "20123456", ""),
        ("AR", "4.123.456", "4123456", ""),
        ("LI", "00001234567", "00001234567", ""),
        ("SA", "7001234567", "7001234567", ""),
        ("SA", "1010000001", "1010000001", "warn number_unchecked رقم السجل التجاري"),
        ("CN", "360426910101007", "360426910101007", "warn number_unchecked 居民身份证号码（15位）"),
        ("AE", "100000000000003", "100000000000003", ""),
    ]);
    refused(&[
        ("AR", "123.456", "number_length CUIT: 20055361682"),
        ("LI", "10001234567", "number_part PEID: 00001234567"),
        ("SA", "70012345678", "number_length الرقم الضريبي: 300000000000003"),
        ("CN", "360426911301007", "number_part 居民身份证号码（15位）: 360426910101007"),
    ]);
    for kind in ["25", "26"] {
        let whole = (0..10).map(|check| format!("{kind}12345678{check}"));
        let right = whole.filter(|typed| found("AR", Place::Tax, typed).1.is_empty()).count();
        assert_eq!(right, 1, "{kind}");
    }
}
