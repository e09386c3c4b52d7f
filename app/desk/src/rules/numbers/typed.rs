//! Numbers as people type them: with what they are called, with their country's letters, in other alphabets.

use super::cases::{found, refused, tax};
use super::{Place, check, kinds, shortened};

#[test]
fn the_own_label_is_taken_off_before_anybody_looks_abroad() {
    tax(&[
        ("DE", "VAT No. 105911238", "DE105911238", ""),
        ("US", "Tax No. 342007848", "342007848", ""),
        ("CL", "RUT nº 76.086.428-5", "760864285", ""),
        ("DE", "VAT: 726068718", "DE726068718", ""),
        ("CA", "GST No. 493316095", "493316095", ""),
        ("PT", "No. 501964843", "PT501964843", ""),
        ("GE", "ID 204378869", "204378869", ""),
        // What is Norway's or Switzerland's, and says so.
        ("SE", "NO 988077917", "NO988077917", "warn foreign_number NO: Organisasjonsnummer"),
        ("SE", "VAT: NO 988 077 917 MVA", "988077917MVA", "warn foreign_number NO: Organisasjonsnummer"),
        ("DE", "MWST-Nr. CHE-107.787.577", "CHE107787577MWST", "warn foreign_number CH: UID / IDE / IDI"),
    ]);
    refused(&[
        // Wrong at home, right by Norway's sum and Switzerland's: neither was meant.
        ("DE", "VAT No. 342007848", "check_digit 4"),
        ("SE", "VAT: 726068718", "number_length Momsregistreringsnummer: SE123456789701"),
        ("SE", "No. 988077917", "number_length Momsregistreringsnummer: SE123456789701"),
        ("SE", "988077917 VAT", "number_length Momsregistreringsnummer: SE123456789701"),
    ]);
}

#[test]
fn a_label_is_no_part_of_a_number_that_takes_letters() {
    tax(&[
        ("BR", "CPF 31053342705", "31053342705", ""),
        ("FR", "Nr. 592008445", "592008445", ""),
        ("FR", "RC 683626998", "683626998", ""),
        ("FR", "SN 592008445", "592008445", ""),
        // A word that is in no table, and letters that are the number's.
        ("FR", "Wb 683626998", "683626998", ""),
        ("FR", "FR RC 683626998", "FRRC683626998", ""),
        ("MX", "RFC MAB9307148T4", "MAB9307148T4", ""),
        ("ES", "NIF B58378431", "ESB58378431", ""),
        ("CN", "91110000600037341L", "91110000600037341L", ""),
    ]);
    refused(&[("BR", "CPF 31053342706", "check_digit 05")]);
}

#[test]
fn letters_of_malaysia_and_ghana_are_those_of_their_offices() {
    tax(&[
        ("MY", "C20880050010", "C20880050010", ""),
        ("MY", "IG115002000", "IG115002000", ""),
        ("MY", "DE136695976", "DE136695976", "warn foreign_number DE: Umsatzsteuer-Identifikationsnummer"),
        ("MY", "GB980780684", "GB980780684", "warn foreign_number GB: VAT registration number"),
        ("GH", "GHA-123456789-1", "GHA1234567891", ""),
        ("GH", "NGA-123456789-1", "NGA1234567891", ""),
        ("GH", "GH C0000803561", "C0000803561", ""),
        ("GH", "No C0000803561", "C0000803561", ""),
    ]);
    refused(&[
        ("MY", "DE136695977", "check_digit 6"),
        ("MY", "IT00743110158", "check_digit 7"),
        ("MY", "XX123456789", "number_part Nombor pengenalan cukai: C20880050010"),
        ("GH", "XYZ-123456789-0", "number_part Ghana Card PIN: GHA1234567891"),
    ]);
}

#[test]
fn the_own_countrys_letters_are_left_out_where_they_make_no_vat_id() {
    tax(&[
        ("US", "US911144442", "911144442", ""),
        ("BR", "BR16727230000197", "16727230000197", ""),
        ("AU", "AU83914571673", "83914571673", ""),
        ("IN", "IN27AAPFU0939F1ZV", "27AAPFU0939F1ZV", ""),
        ("CH", "CH-107.787.577", "CHE107787577", ""),
        ("OM", "OM1100000000", "OM1100000000", ""),
        ("IT", "IT RSSMRA85T10A562S", "RSSMRA85T10A562S", ""),
    ]);
    refused(&[
        ("US", "US071144442", "number_part Employer Identification Number (EIN): 911144442"),
        ("BR", "BR16727230000198", "check_digit 97"),
        // A VAT ID without its sign, and one of another kind's digits.
        ("NL", "NL111222333", "number_length Btw-identificatienummer: NL004495445B01"),
        ("AT", "AT13585627", "number_incomplete ATU13585627"),
    ]);
    // Every kind that VAT IDs do not begin with.
    let plain = kinds().filter(|kind| {
        let has_letters =
            kinds().any(|other| other.country == kind.country && other.all_vat_letters().next().is_some());
        !has_letters && kind.place != Place::Registration
    });
    for kind in plain {
        let once = check(kind.country, Place::Tax, kind.sample);
        let lettered = check(kind.country, Place::Tax, &format!("{} {}", kind.country, kind.sample));
        assert_eq!(lettered, once, "{}", kind.id);
    }
}

#[test]
fn separators_and_letters_of_other_alphabets_change_nothing() {
    tax(&[
        ("DE", "DE 136,695,976", "DE136695976", ""),
        ("DE", "136\u{2022}695\u{b7}976", "DE136695976", ""),
        ("CH", "CHE-107.787.577 (MWST)", "CHE107787577MWST", ""),
        ("IL", "ח״פ 516179157", "516179157", ""),
        ("IL", "ח\"פ 516179157", "516179157", ""),
        ("BY", "МА7043419", "MA7043419", ""),
        ("BY", "УНП СМ5634148", "CM5634148", ""),
        ("GR", "ΕL094259216", "EL094259216", ""),
        ("BG", "ВG175074752", "BG175074752", ""),
        ("GR", "Α.Φ.Μ. 094259216", "EL094259216", ""),
        ("RU", "ИНН 7707083893", "7707083893", ""),
    ]);
    refused(&[
        ("BY", "ДФ7043419", "number_shape УНП: 200988541"),
        ("GR", "ΩL094259216", "number_shape ΑΦΜ: EL094259216"),
    ]);
}

#[test]
fn names_are_known_as_invoices_print_them() {
    tax(&[
        ("FR", "No TVA FR40303265045", "FR40303265045", ""),
        ("FR", "TVA intracom FR40303265045", "FR40303265045", ""),
        ("FR", "N° TVA : FR40303265045", "FR40303265045", ""),
        ("PT", "NIPC 501964843", "PT501964843", ""),
        ("DK", "SE-nr. 13585628", "DK13585628", ""),
        ("HR", "PDV ID 33392005961", "HR33392005961", ""),
        ("CA", "TPS 123026635RT0001", "123026635RT0001", ""),
        ("US", "Federal ID 91-1144442", "911144442", ""),
        ("GB", "VRN 980 7806 84", "GB980780684", ""),
        ("GB", "VAT Registration No 980 7806 84", "GB980780684", ""),
        ("IT", "P.I. 00743110157", "IT00743110157", ""),
        ("BR", "CNPJ/MF 16.727.230/0001-97", "16727230000197", ""),
        ("CY", "ΑΦΤ 10259033P", "CY10259033P", ""),
        ("IL", "ע.מ. 516179157", "516179157", ""),
        ("KR", "사업자번호 134-86-72683", "1348672683", ""),
        ("TR", "Kızılay V.D. 4540536920", "4540536920", ""),
        ("TR", "Vergi Dairesi: Kızılay, Vergi No: 4540536920", "4540536920", ""),
        ("TR", "4540536920 Kadıköy VD", "4540536920", ""),
        ("IT", "C.F. e P.IVA 00743110157", "IT00743110157", ""),
        ("DE", "W-IdNr. DE136695976-00001", "DE13669597600001", ""),
        ("JP", "インボイス番号 T7000012050002", "T7000012050002", ""),
    ]);
    refused(&[("TR", "Kızılay V.D. 4540536921", "check_digit 0"), ("PT", "NIPC 501964844", "check_digit 3")]);
}

#[test]
fn another_number_behind_the_tax_number_is_left_out_and_said() {
    tax(&[
        ("RU", "ИНН/КПП 7707083893/770701001", "7707083893", "warn number_left_out 770701001"),
        ("MY", "201901000005 (1312525-A)", "201901000005", "warn number_left_out 1312525A"),
        ("PH", "123-456-789 VAT", "123456789", ""),
        ("PH", "123-456-789-000 NV", "123456789000", ""),
    ]);
    refused(&[
        ("RU", "ИНН/КПП 7707083894/770701001", "number_length ИНН: 7707083893"),
        ("RU", "7707083893/77070100", "number_length ИНН: 7707083893"),
    ]);
}

#[test]
fn what_an_office_prescribes_for_none_may_have_no_digit() {
    tax(&[
        ("GT", "CF", "CF", "warn placeholder_number"),
        ("GT", "C/F", "CF", "warn placeholder_number"),
        ("GT", "NIT: CF", "CF", "warn placeholder_number"),
        ("IN", "URP", "URP", "warn placeholder_number"),
    ]);
    refused(&[
        ("GT", "URP", "number_shape NIT: 39525503"),
        ("IT", "CF", "number_length Partita IVA: IT00743110157"),
        ("AQ", "CF", "not_a_number"),
    ]);
}

#[test]
fn what_only_its_shape_speaks_for_is_doubted_beside_a_kind_with_a_sum() {
    tax(&[
        ("AU", "839145716730", "839145716730", "warn number_unchecked ATO Reference Number (ARN)"),
        ("VN", "031268778001", "031268778001", "warn number_unchecked Số định danh cá nhân"),
        ("MT", "116786136", "116786136", "warn number_unchecked TIN"),
        ("ZA", "4203086848", "4203086848", "warn number_unchecked VAT number"),
        ("ZA", "4920118959", "4920118959", ""),
        ("ID", "1234567890123456", "1234567890123456", "warn number_unchecked NPWP (16 digit)"),
        ("ID", "0016090524017000", "0016090524017000", ""),
        ("ID", "3171014506900001", "3171014506900001", ""),
        ("DE", "36574261808", "36574261808", "warn number_unchecked Steuernummer"),
        ("DE", "36574261809", "36574261809", ""),
        ("DE", "151/815/08156", "15181508156", ""),
    ]);
}

#[test]
fn the_hint_names_one_digit_where_one_is_the_check_digit() {
    refused(&[
        ("VN", "0100233481", "check_digit 8"),
        ("SE", "SE856012579001", "check_digit 4"),
        ("JP", "7000012050005", "check_digit 4"),
        ("JP", "T7000012050003", "check_digit 6"),
        ("ID", "013121690001110", "check_digit 4"),
        ("CA", "123026935RT0001", "check_digit 2"),
        ("AZ", "1400057411", "check_digit 2"),
        ("GT", "2567891250101", "check_digit 6"),
        ("EC", "1714307104001", "check_digit 3"),
        ("GB", "2955839662", "check_digit 8"),
        ("DE", "DE136695977-00001", "check_digit 6"),
        // Two digits where two are.
        ("AU", "51 824 753 557", "check_digit 32"),
    ]);
    // With the hint a number is right, whichever it is.
    for kind in kinds().filter(|kind| kind.keeps_sum) {
        if let Some((corrected, _)) = kind.corrected(kind.sample) {
            assert!(kind.check(&corrected).is_ok(), "{}: {corrected}", kind.id);
        }
    }
}

#[test]
fn no_other_holders_number_is_offered() {
    refused(&[
        ("PL", "143454575", "number_length NIP: PL8567346215"),
        ("PL", "REGON 143454575", "number_length NIP: PL8567346215"),
        ("PL", "KRS 0000028860", "number_part NIP: PL8567346215"),
        ("FR", "FR552008443", "check_digit FR19552008443"),
        ("DE", "FR552008443", "check_digit FR19552008443"),
        ("FR", "FR552008444", "number_part Numéro de TVA: FR40303265045"),
    ]);
    assert_eq!(found("PL", Place::Registration, "KRS 0000028860"), ("0000028860".to_owned(), String::new()));
}

#[test]
fn what_a_number_is_called_is_not_counted() {
    for (country, typed, wanted) in [
        ("DE", "Steuernummer: 151 / 815 / 08156", "STEUERNUMMER15181508156"),
        ("NO", "Foretaksregisteret NO 988 077 917 MVA", "NO988077917MVA"),
        ("TH", "เลขประจำตัวผู้เสียภาษี 0994000617721", "0994000617721"),
        ("CN", "VAT Reg. No. 91110000600037341L", "VATREGNO91110000600037341L"),
    ] {
        assert_eq!(shortened(country, Place::Tax, typed, 30).as_deref(), Some(wanted), "{typed}");
        assert_eq!(found(country, Place::Tax, wanted), found(country, Place::Tax, typed), "{typed}");
    }
    for (country, typed, wanted) in [
        ("NO", "Foretaksregisteret Organisasjonsnummer 988 077 917", Some("988077917")),
        ("FR", "SIREN de la société mère : 552 008 443 Paris", None),
        ("DE", "Amtsgericht Charlottenburg HRB 123456 B Berlin", None),
    ] {
        assert_eq!(shortened(country, Place::Registration, typed, 40).as_deref(), wanted, "{typed}");
    }
    assert_eq!(shortened("DE", Place::Tax, &"1".repeat(31), 30), None);
    assert_eq!(shortened("DE", Place::Tax, &format!("{}136695976", "VAT ".repeat(30)), 30), None);
}

#[test]
fn a_number_is_taken_behind_its_own_name() {
    tax(&[
        ("TR", "VKN: 4540536920", "4540536920", ""),
        ("TR", "Vergi No: 4540536920", "4540536920", ""),
        ("TR", "Vergi Kimlik Numarası 4540536920", "4540536920", ""),
        ("AU", "ABN 51 824 753 556", "51824753556", ""),
        ("PL", "NIP: PL8567346215", "PL8567346215", ""),
        ("PL", "NIP 856-734-62-15", "PL8567346215", ""),
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
