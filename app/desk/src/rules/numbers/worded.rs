//! Numbers with words around them: offices, names, other numbers, and words that nobody has listed.

use super::cases::{found, refused, tax};
use super::{Place, shortened};

#[test]
fn words_of_an_office_are_no_part_of_a_number_and_its_place_neither() {
    tax(&[
        ("TR", "Kadıköy Vergi Dairesi Müdürlüğü - 4540536920", "4540536920", ""),
        ("TR", "KADIKÖY VERGİ DAİRESİ 454 053 6920", "4540536920", ""),
        ("TR", "kadikoy vergi dairesi 4540536920", "4540536920", ""),
        ("TR", "Kaş Mal Müdürlüğü 4540536920", "4540536920", ""),
        ("TR", "Kaş Malmüdürlüğü / 4540536920", "4540536920", ""),
        ("TR", "V.D.4540536920", "4540536920", ""),
        ("TR", "Ulus VD. / VN: 4540536920", "4540536920", ""),
        ("TR", "17291716060 (Kadıköy V.D.)", "17291716060", ""),
        ("TR", "Kadıköy V.D. 1111111111", "1111111111", "warn placeholder_number"),
        ("BE", "RPR Brussel 0403.019.261", "BE0403019261", ""),
        ("BE", "BTW BE0403.019.261 RPR Brussel", "BE0403019261", ""),
        ("FR", "552 008 443 RCS Paris", "552008443", ""),
        ("FR", "RCS Paris B 552 008 443", "552008443", ""),
        ("IT", "Reg. Imprese Milano 00743110157", "IT00743110157", ""),
        ("TH", "0994000617721 สำนักงานใหญ่", "0994000617721", ""),
        ("TH", "0994000617721 (Head Office)", "0994000617721", ""),
        ("TH", "0994000617721 สาขาที่ 00001", "0994000617721", "warn number_left_out 00001"),
        ("TH", "0994000617721 (00000)", "0994000617721", "warn number_left_out 00000"),
    ]);
    refused(&[
        ("TR", "Kadıköy V.D. 4540536921", "check_digit 0"),
        ("TR", "Kadıköy V.D. 454053692", "number_length Vergi Kimlik Numarası (VKN): 4540536920"),
        ("FR", "552 008 444 RCS Paris", "check_digit 3"),
    ]);
}

#[test]
fn words_that_nobody_has_listed_are_left_out_and_said() {
    tax(&[
        ("TR", "Kadıköy / 4540536920", "4540536920", "warn number_left_out Kadıköy"),
        ("TR", "Bursa Lale Tekstil 4540536920", "4540536920", "warn number_left_out Bursa Lale Tekstil"),
        ("DE", "136695976 (Zentrale)", "DE136695976", "warn number_left_out Zentrale"),
        ("JP", "本社 7000012050002", "7000012050002", "warn number_left_out 本社"),
        // The country's own name says nothing that is not known.
        ("TR", "Türkiye 4540536920", "4540536920", ""),
        // Another country's letters say whose number it is.
        ("TR", "DE 4540536920", "DE4540536920", "warn foreign_number DE: Steuernummer"),
    ]);
    refused(&[
        ("TR", "DEU 4540536920", "number_shape Vergi Kimlik Numarası (VKN): 4540536920"),
        ("TR", "Almanya 4540536920", "number_shape Vergi Kimlik Numarası (VKN): 4540536920"),
        ("TR", "AB 4540536920", "number_shape Vergi Kimlik Numarası (VKN): 4540536920"),
        ("TR", "DE V.D. 4540536920", "number_shape Vergi Kimlik Numarası (VKN): 4540536920"),
        ("TR", "Kadıköy / 4540536921", "check_digit 0"),
        // Nothing but its shape would speak for the number.
        ("SA", "Company 7001234567", "number_length الرقم الضريبي: 300000000000003"),
    ]);
}

#[test]
fn names_behind_a_number_and_behind_its_countrys_letters_are_known() {
    tax(&[
        ("TR", "4540536920 VKN", "4540536920", ""),
        ("TR", "17291716060 (TCKN)", "17291716060", ""),
        ("IL", "516179157 ח.פ", "516179157", ""),
        ("IL", "עוסק מורשה מס' 516179157", "516179157", ""),
        ("AU", "ABN 51 824 753 556 GST", "51824753556", ""),
        ("CH", "CHE-116.281.710 MWST-Nr.", "CHE116281710MWST", ""),
        ("GB", "GB VAT 980 7806 84", "GB980780684", ""),
        ("GB", "UK VAT No: 980 7806 84", "GB980780684", ""),
        ("IE", "CBL IE6433435F", "IE6433435F", "warn number_left_out CBL"),
        ("ZA", "Tax Ref. No. 0001339050", "0001339050", ""),
        ("FI", "Business ID 2077474-0", "FI20774740", ""),
        ("TW", "營利事業統一編號 00501503", "00501503", ""),
        ("TW", "AC01234567", "AC01234567", ""),
        // The eight digits are a company's number as well.
        ("TW", "AB10000004", "AB10000004", ""),
        ("AE", "1001234567", "1001234567", ""),
        ("AE", "TRN 1001234567", "1001234567", "warn number_other_kind TIN"),
        ("PE", "001234567", "001234567", "warn number_unchecked Carné de extranjería"),
        ("NO", "NO 988 077 917 VAT", "988077917MVA", ""),
        ("HU", "HU12892312-2-41", "12892312241", ""),
        ("HU", "EU adószám: HU12892312", "HU12892312", ""),
        ("BG", "ИН по ЗДДС BG175074752", "BG175074752", ""),
        ("BG", "БГ 175074752", "BG175074752", ""),
        ("BG", "ЕИК/ПИК 175074752", "175074752", ""),
        ("GR", "ΕΛ 094259216", "EL094259216", ""),
        ("AL", "NUIS J91402501L", "J91402501L", ""),
        ("MA", "I.F. : 1234567", "1234567", ""),
        ("EC", "C.I. 1714307103", "1714307103", ""),
        ("ID", "NIK 3171014506900001", "3171014506900001", ""),
        ("PT", "NPC 501964843", "PT501964843", ""),
        ("BR", "CPF/MF 390.533.447-05", "39053344705", ""),
        ("CO", "C.C. 1.020.304.050", "1020304050", "warn number_unchecked Cédula de ciudadanía"),
        ("CO", "NIT 860.002.964 DV 4", "8600029644", ""),
        ("CO", "860002964 DV: 4", "8600029644", ""),
        ("PY", "RUC 80000035 DV 8", "800000358", ""),
        ("JP", "インボイス登録番号 T7000012050002", "T7000012050002", ""),
        ("JP", "登録No. T7000012050002", "T7000012050002", ""),
        ("KR", "고유번호 134-86-72683", "1348672683", ""),
        ("CN", "統一社會信用代碼：91110000600037341L", "91110000600037341L", ""),
        ("TW", "公司統編:00501503", "00501503", ""),
        ("VN", "Mã số doanh nghiệp: 0100233488", "0100233488", ""),
        ("EG", "ب.ض 100-531-385", "100531385", ""),
        ("UA", "ІНН 1759013776", "1759013776", ""),
        ("IN", "जीएसटीआईएन 27AAPFU0939F1ZV", "27AAPFU0939F1ZV", ""),
        ("MY", "Co. No. 201901000005", "201901000005", ""),
    ]);
    refused(&[
        ("CO", "860.002.964 DV 5", "check_digit 4"),
        ("GB", "GB VAT 980 7806 85", "check_digit 29, 42, 84"),
        // The word for VAT in another language makes no number Norway's.
        ("SE", "VAT 988077917", "number_length Momsregistreringsnummer: SE123456789701"),
    ]);
}

#[test]
fn another_number_behind_its_name_is_left_out_and_said() {
    tax(&[
        ("RU", "ИНН 7707083893 КПП 773601001", "7707083893", "warn number_left_out 773601001"),
        ("RU", "INN/KPP 7707083893/773601001", "7707083893", "warn number_left_out 773601001"),
        ("RU", "ОГРН 1027700132195 ИНН 7707083893", "7707083893", "warn number_left_out 1027700132195"),
        ("PL", "NIP 856-734-62-15 REGON 192598184", "PL8567346215", "warn number_left_out 192598184"),
        ("PL", "NIP PL8567346215, REGON 192598184", "PL8567346215", "warn number_left_out 192598184"),
        ("AU", "ACN 004085616 ABN 83914571673", "83914571673", "warn number_left_out 004085616"),
        ("RS", "PIB 101134702, MB 17001892", "101134702", "warn number_left_out 17001892"),
        // The number for VAT is asked for, and what says so stays.
        ("FR", "SIRET 73282932000074 TVA FR40303265045", "FR40303265045", "warn number_left_out 73282932000074"),
        ("IT", "C.F. RSSMRA85T10A562S P.IVA 00743110157", "IT00743110157", "warn number_left_out RSSMRA85T10A562S"),
        ("BG", "ЕИК 175074752 ДДС BG175074752", "BG175074752", ""),
        ("NO", "NO 988 077 917 MVA / 988 077 917", "988077917MVA", ""),
        // Numbers that are none of the tax office's.
        ("DE", "DE136695976, HRB 1067", "DE136695976", "warn number_left_out HRB 1067"),
        ("DE", "USt-IdNr. DE136695976 HRB 1067 Bonn", "DE136695976", "warn number_left_out HRB 1067 Bonn"),
        ("NL", "KvK 12345678 BTW NL004495445B01", "NL004495445B01", "warn number_left_out KvK 12345678"),
        ("NL", "NL004495445B01 KvK 12345678", "NL004495445B01", "warn number_left_out KvK 12345678"),
        ("IT", "CF/PIVA 00743110157 SDI ABC1234", "IT00743110157", "warn number_left_out SDI ABC 1234"),
        (
            "CH",
            "CHE-107.787.577 MWST / CH-020.3.021.181-9",
            "CHE107787577MWST",
            "warn number_left_out CH 020.3.021.181 9",
        ),
        ("AT", "ATU13585627 FN 123456a", "ATU13585627", "warn number_left_out FN 123456 A"),
        ("RO", "RO 18547290 / J40/1234/2020", "RO18547290", "warn number_left_out J 40 1234 2020"),
        ("NL", "KvK: 12345678 | BTW: NL004495445B01", "NL004495445B01", "warn number_left_out KvK 12345678"),
        (
            "TR",
            "Kadıköy V.D. 4540536920 Mersis 0454053692000015",
            "4540536920",
            "warn number_left_out Kadıköy V.D Mersis 0454053692000015",
        ),
        // What stands beside a right one may be wrong.
        ("PL", "REGON 192598185 NIP 856-734-62-15", "PL8567346215", "warn number_left_out 192598185"),
        ("CZ", "IČ 25123891, DIČ CZ25123892", "CZ25123891", "warn number_left_out CZ 25123892"),
        // Twice the same.
        ("CZ", "IČ 25123891, DIČ CZ25123891", "CZ25123891", ""),
    ]);
    refused(&[
        ("PL", "NIP 856-734-62-16 REGON 192598184", "check_digit 5"),
        ("DE", "DE136695977, HRB 1067", "check_digit 6"),
        ("TR", "4540536920 / 17291716060", "number_length Vergi Kimlik Numarası (VKN): 4540536920"),
        ("TR", "DE 4540536920 Mersis 0454053692000015", "number_length Vergi Kimlik Numarası (VKN): 4540536920"),
        ("TR", "Almanya 4540536920 Mersis 0454053692000015", "number_length Vergi Kimlik Numarası (VKN): 4540536920"),
    ]);
}

#[test]
fn a_phrase_of_the_law_before_a_number_is_not_counted() {
    for (country, typed, wanted) in [
        ("DE", "Umsatzsteuer-Identifikationsnummer gemäß § 27 a UStG: DE136695976", "DE136695976"),
        ("DE", "USt-IdNr. gem. § 27a Umsatzsteuergesetz: DE136695976", "DE136695976"),
        ("AE", "رقم التسجيل الضريبي 100000000000003", "100000000000003"),
        ("TH", "Tax ID: 0994000617721 (สำนักงานใหญ่)", "0994000617721"),
    ] {
        let short = shortened(country, Place::Tax, typed, 30).unwrap_or_default();
        assert_eq!(found(country, Place::Tax, &short), (wanted.to_owned(), String::new()), "{typed}: {short}");
    }
}

#[test]
fn decimals_of_a_spreadsheet_are_no_part_of_a_number() {
    tax(&[
        ("TR", "4540536920.0", "4540536920", ""),
        ("TR", "4540536920,00", "4540536920", ""),
        ("BR", "16727230000197.0", "16727230000197", ""),
        ("US", "911144442.0", "911144442", ""),
        ("AD", "U13295.0X", "U132950X", ""),
        ("SG", "001922.00M", "00192200M", ""),
    ]);
    refused(&[
        ("TR", "4540536921.0", "check_digit 0"),
        ("TR", "4540536920.5", "number_length Vergi Kimlik Numarası (VKN): 4540536920"),
    ]);
}
