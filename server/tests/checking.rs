//! `defter check` on the files that spreadsheets and other programs write.

use crate::support::{TestResult, Tried};
use encoding_rs::{WINDOWS_1252, WINDOWS_1254};
use model::customers::{CustomerText, Field};
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};
use serde_json::{Value, json};
use server::check::Records;
use server::config::Format;
use std::io::{BufRead, BufReader, Cursor, Write};
use std::process::{Child, Command, Stdio};

/// How `defter check` ended and what it said.
struct Checked {
    code: Option<i32>,
    out: String,
    err: String,
}

impl Checked {
    /// The lines of standard output as JSON.
    fn lines(&self) -> Tried<Vec<Value>> {
        self.out.lines().map(|line| Ok(serde_json::from_str(line)?)).collect()
    }

    /// The summary that programs read.
    fn summary(&self) -> Tried<Value> {
        let last: Value = serde_json::from_str(self.err.lines().last().unwrap_or_default())?;
        Ok(last["summary"].clone())
    }
}

/// Runs `defter check` over a file.
fn check_file(name: &str, bytes: &[u8], arguments: &[&str]) -> Tried<Checked> {
    let folder = tempfile::TempDir::new()?;
    let path = folder.path().join(name);
    std::fs::write(&path, bytes)?;
    let output =
        Command::new(env!("CARGO_BIN_EXE_defter")).args(["check", "--file"]).arg(&path).args(arguments).output()?;
    Ok(Checked {
        code: output.status.code(),
        out: String::from_utf8(output.stdout)?,
        err: String::from_utf8(output.stderr)?,
    })
}

fn check_csv(bytes: &[u8]) -> Tried<Checked> {
    check_file("records.csv", bytes, &["--json"])
}

/// The codes of what was found in a line, with the names of the fields.
fn findings(line: &Value) -> Vec<(&str, &str)> {
    let findings = line["findings"].as_array().into_iter().flatten();
    findings
        .filter(|finding| finding["severity"] != "info")
        .map(|finding| (finding["path"].as_str().unwrap_or_default(), finding["code"].as_str().unwrap_or_default()))
        .collect()
}

#[test]
fn a_head_is_known_by_its_letters_and_a_strange_one_is_named() -> TestResult {
    for head in ["taxID", "tax_id", "Tax ID", "VERGİ NO"] {
        let checked = check_csv(format!("country,companyName,{head}\nTR,Lale,4540536921\n").as_bytes())?;
        assert_eq!(findings(&checked.lines()?[0]), [("taxId", "check_digit")], "{head}");
        assert_eq!((checked.code, checked.summary()?["not_looked_at"].clone()), (Some(1), json!([])), "{head}");
    }
    let checked = check_csv(b"country,companyName,taxx,\nTR,Lale,4540536921,\nTR,Lale,,unnamed\n")?;
    assert_eq!(checked.summary()?["not_looked_at"], json!(["taxx", "column 4"]));
    assert!(checked.err.contains("not looked at: “taxx”, “column 4”"), "{}", checked.err);
    assert_eq!(checked.code, Some(0));
    Ok(())
}

#[test]
fn a_file_of_which_nothing_would_be_looked_at_is_refused() -> TestResult {
    for (file, why) in [
        ("id,name,country\n1,Lale,TR\n", "no name but the country is known (not known: “id”, “name”)"),
        ("country\nTR\n", "no name but the country is known"),
        ("a;b\n1;2\n", "no name at all is known (not known: “a”, “b”)"),
        ("taxID,tax_id,city\n1,2,Bursa\n", "two columns for taxId: “taxID” and “tax_id”"),
        ("country,companyName\r\n", "no record was read"),
        ("country,companyName\n,\n\n", "no record was read"),
        ("", "no record was read"),
        ("sep=x\ncountry\n", "names no separator"),
        ("PK\u{3}\u{4}", "a zip archive; unpack it"),
        ("%PDF-1.7\n", "a PDF; it is no text"),
        ("<html><table>", "an HTML page, which some programs name .xls; save it as CSV UTF-8"),
        (
            "Customers of 2026\n\ncountry,companyName\nTR,Lale\n",
            "line 3 looks as if it did: take out what stands above it",
        ),
        ("country^companyName\nTR^Lale\n", "write a line sep=^ above them"),
        ("Müşteri\nLale\n", "is there a title above the names"),
    ] {
        let checked = check_csv(file.as_bytes())?;
        assert_eq!(checked.code, Some(2), "{file:?}");
        assert!(checked.err.contains(why) && checked.out.is_empty(), "{file:?}: {}", checked.err);
    }
    let checked = check_file("records.jsonl", b"\n", &[])?;
    assert_eq!(checked.code, Some(2));
    assert!(checked.out.contains("0 records") && checked.err.contains("no record was read"), "{}", checked.err);
    Ok(())
}

#[test]
fn lines_that_end_with_cr_alone_and_values_between_semicolons_are_read() -> TestResult {
    for file in [
        "country,companyName,taxId\rTR,Lale,4540536921\rDE,Xenia,DE1\r",
        "country;companyName;taxId\r\nTR;Lale;4540536921\r\nDE;Xenia;DE1\r\n",
        "country\tcompanyName\ttaxId\nTR\tLale\t4540536921\nDE\tXenia\tDE1",
        "country|companyName|taxId\nTR|Lale|4540536921\nDE|Xenia|DE1\n",
        "sep=;\r\ncountry;companyName;taxId\r\nTR;Lale;4540536921\r\nDE;Xenia;DE1\r\n",
        "\u{feff}\"sep=|\"\ncountry|companyName|taxId\nTR|Lale|4540536921\nDE|Xenia|DE1\n",
    ] {
        let checked = check_csv(file.as_bytes())?;
        let lines = checked.lines()?;
        assert_eq!(lines.len(), 2, "{file:?}");
        assert_eq!(findings(&lines[0]), [("taxId", "check_digit")], "{file:?}");
        assert_eq!(findings(&lines[1]).first().map(|(path, _)| *path), Some("taxId"), "{file:?}");
        assert_eq!(checked.code, Some(1), "{file:?}");
    }
    Ok(())
}

#[test]
fn letters_of_windows_are_read_and_the_choice_is_said() -> TestResult {
    let file = "country;companyName\r\nTR;Şişli Ağaç İnşaat\r\n";
    let ansi = WINDOWS_1254.encode(file).0.into_owned();
    let checked = check_csv(&ansi)?;
    assert_eq!(checked.lines()?[0]["normalized"]["companyName"], "Şişli Ağaç İnşaat");
    assert!(checked.err.contains("windows-1254 (Turkish)") && checked.err.contains("--encoding"), "{}", checked.err);
    assert_eq!((checked.code, checked.summary()?["encoding"].clone()), (Some(0), json!("windows-1254")));
    // Who knows better says so.
    let checked = check_file("records.csv", &ansi, &["--json", "--encoding", "windows-1252"])?;
    assert_eq!(checked.lines()?[0]["normalized"]["companyName"], "Þiþli Aðaç Ýnþaat");
    let checked = check_file("records.csv", &ansi, &["--encoding", "ebcdic"])?;
    assert!(checked.code == Some(2) && checked.err.contains("no encoding that is known"), "{}", checked.err);
    Ok(())
}

#[test]
fn bytes_that_are_no_letters_are_an_error_of_their_line() -> TestResult {
    let mut file = WINDOWS_1254.encode("country;companyName\nTR;Şişli Ağaç\nTR;İş").0.into_owned();
    file.extend(b"\x81\nTR;Lale\n");
    let checked = check_csv(&file)?;
    let lines = checked.lines()?;
    assert_eq!((lines.len(), checked.code), (3, Some(2)));
    assert_eq!(
        (&lines[1]["line"], &lines[1]["error"], &lines[1]["column"]),
        (&json!(3), &json!("not_decoded"), &json!("companyName"))
    );
    // A file that is UTF-8 stays so where one place is broken.
    let mut file = "country,companyName\nTR,Şişli\nTR,".as_bytes().to_vec();
    file.extend(b"\xFE\nTR,Lale\n");
    let checked = check_file("records.csv", &file, &[])?;
    assert!(checked.out.contains("line 3: not_utf8: the value under “companyName” is not UTF-8"), "{}", checked.out);
    assert!(checked.out.contains("CSV UTF-8"), "{}", checked.out);
    Ok(())
}

#[test]
fn short_rows_are_read_long_ones_refused_and_empty_ones_counted() -> TestResult {
    let file = "country,companyName,addressLine1,addressLine2,city,postalCode,phone,email,taxId\r\n\
        TR,Lale Tekstil,Cad. 1,Nilufer,Bursa,16120\r\n,,,,,,,,\r\n , \r\nTR,Lale\r\n\
        TR,a,b,c,d,e,f,g,h,too many\r\nTR,Lale,,,,,,,,,\r\n";
    let checked = check_csv(file.as_bytes())?;
    let lines = checked.lines()?;
    assert_eq!(lines[0]["normalized"]["city"], "Bursa");
    assert_eq!(lines[1]["line"], 5);
    assert_eq!((&lines[2]["line"], &lines[2]["error"]), (&json!(6), &json!("not_a_record")));
    let message = lines[2]["message"].as_str().unwrap_or_default();
    assert!(message.contains("10 values") && message.contains("9 column heads"), "{message}");
    assert_eq!(lines[3]["line"], 7);
    let summary = checked.summary()?;
    assert_eq!(
        (&summary["records"], &summary["could_not_be_read"], &summary["passed_over"]),
        (&json!(3), &json!(1), &json!(2))
    );
    assert_eq!(checked.code, Some(2));
    Ok(())
}

#[test]
fn a_value_with_quotation_marks_inside_is_refused_and_not_stored_broken() -> TestResult {
    for value in [r#""Lale "Tekstil" Ltd. Şti.""#, r#""Lale \"Tekstil\" Ltd.""#] {
        let file = format!("country,companyName,city\nTR,{value},Bursa\nTR,Lale,\n");
        let checked = check_csv(file.as_bytes())?;
        let lines = checked.lines()?;
        assert_eq!((&lines[0]["line"], &lines[0]["error"]), (&json!(2), &json!("not_a_record")), "{value}");
        assert_eq!(lines[0]["column"], "companyName", "{value}");
        assert_eq!(lines[1]["normalized"]["companyName"], "Lale", "{value}");
        let human = check_file("records.csv", file.as_bytes(), &[])?;
        assert!(human.out.contains("line 2: not_a_record: the value under “companyName” has quotation marks"));
    }
    let checked = check_csv(b"country,companyName\nTR,\"Lale\nTR,Lale\n")?;
    assert_eq!((checked.code, checked.lines()?[0]["line"].clone()), (Some(2), json!(2)));
    assert!(checked.out.contains("never closed"), "{}", checked.out);
    Ok(())
}

#[test]
fn what_the_form_judges_is_a_column() -> TestResult {
    let heads = "country,companyName,domain,registrationNumber,language,currency,firstName,billToCountry,billToCity,\
        billToAddressLine1,billToPostalCode";
    let too_long = "x".repeat(51);
    let row = format!("TR,Lale,no domain,#,tlh,TRL,{too_long},DE,Berlin,Weg 1,1234567");
    let checked = check_csv(format!("{heads}\n{row}\n").as_bytes())?;
    let lines = checked.lines()?;
    let found: Vec<&str> = findings(&lines[0]).into_iter().map(|(path, _)| path).collect();
    for path in ["domain", "registrationNumber", "language", "currency", "firstName", "billToPostalCode"] {
        assert!(found.contains(&path), "{path}: {lines:?}");
    }
    // Every field is a column by its own name, which no table of the command lists.
    let heads: Vec<&str> = Field::OF_TEXT.iter().map(|field| field.name()).collect();
    let checked = check_csv(format!("{}\nLale\n", heads.join(";")).as_bytes())?;
    assert_eq!(checked.summary()?["not_looked_at"], json!([]));
    Ok(())
}

#[test]
fn a_misspelt_name_in_json_lines_is_said() -> TestResult {
    let file =
        "{\"country\":\"TR\",\"taxID\":\"1\"}\n{\"contry\":\"TR\"}\r{\"country\":\"TR\",\"companyName\":\"Lale\"}\n";
    let checked = check_file("records.jsonl", file.as_bytes(), &[])?;
    assert!(checked.out.contains("line 1: not_a_record: the name “taxID” is not known; write it as “taxId”"));
    assert!(checked.out.contains("line 2: not_a_record: the name “contry” is not known"), "{}", checked.out);
    assert!(checked.out.contains("1 records, 0 with findings, 2 could not be read, 0 passed over"), "{}", checked.out);
    assert_eq!(checked.code, Some(2));
    // A file of UTF-16, as PowerShell writes it.
    let wide: Vec<u8> = "\u{feff}{\"country\":\"TR\",\"companyName\":\"Şişli\"}\r\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let checked = check_file("records.jsonl", &wide, &["--json"])?;
    assert_eq!((checked.code, &checked.lines()?[0]["normalized"]["companyName"]), (Some(0), &json!("Şişli")));
    Ok(())
}

#[test]
fn the_countries_of_a_file_tell_its_encoding() -> TestResult {
    for (label, country, name) in [
        ("windows-1250", "PL", "Łódź Żółć"),
        ("windows-1251", "RU", "Москва Уфа"),
        ("windows-1253", "GR", "Αθήνα"),
        ("windows-1255", "IL", "שלום"),
        ("windows-1256", "EG", "القاهرة"),
        ("windows-1257", "LV", "Rīga"),
        ("windows-874", "TH", "กรุงเทพ"),
        ("shift_jis", "JP", "東京"),
        ("gbk", "CN", "北京"),
        ("big5", "TW", "臺北"),
        ("euc-kr", "KR", "서울"),
    ] {
        let encoding = encoding_rs::Encoding::for_label(label.as_bytes()).ok_or(label)?;
        let bytes = encoding.encode(&format!("country;companyName\n{country};{name}\n")).0.into_owned();
        let checked = check_csv(&bytes)?;
        assert_eq!(checked.lines()?[0]["normalized"]["companyName"], name, "{label}: {}", checked.err);
        assert!(checked.err.contains("--encoding"), "{label}: {}", checked.err);
    }
    // A false mark is said row by row, and nothing is guessed.
    let checked = check_csv(b"\xEF\xBB\xBFcity\nK\xF6ln\n")?;
    assert!(checked.code == Some(2) && checked.out.contains("not_utf8"), "{}{}", checked.out, checked.err);
    Ok(())
}

#[test]
fn text_cells_ends_of_dos_arrays_and_other_heads_are_understood() -> TestResult {
    let checked = check_csv(b"Country (ISO),companyName,PLZ,Region\nTR,Lale,=\"16120\",Bursa\n\x1A\0\0")?;
    assert_eq!((checked.lines()?.len(), &checked.lines()?[0]["normalized"]["postalCode"]), (1, &json!("16120")));
    let checked = check_file("records.jsonl", b"[{\"country\":\"TR\"}]\n", &[])?;
    assert!(checked.code == Some(2) && checked.out.contains("JSON array"), "{}", checked.out);
    let checked = check_csv(b"Billing Country,Billing City,Billing Zip/Postal Code\nDE,Berlin,10115\n")?;
    let findings = checked.lines()?[0]["findings"].clone();
    let paths: Vec<&str> =
        findings.as_array().into_iter().flatten().filter_map(|finding| finding["path"].as_str()).collect();
    assert_eq!(paths, ["billToAddressLine1"], "the company's country is not asked for: {}", checked.out);
    Ok(())
}

#[test]
fn rows_that_a_quotation_mark_swallows_are_named_and_counted() -> TestResult {
    let file =
        "country,companyName,city\nDE,\"Beta GmbH,Berlin\nDE,Gamma GmbH,Bonn\nDE,\"Delta GmbH\",Ulm\nDE,Eta GmbH,Ulm\n";
    let checked = check_csv(file.as_bytes())?;
    let lines = checked.lines()?;
    assert_eq!((&lines[0]["line"], &lines[0]["last_line"]), (&json!(2), &json!(4)));
    assert_eq!((lines.len(), &lines[1]["line"]), (2, &json!(5)));
    assert_eq!(checked.summary()?["could_not_be_read"], 3);
    let checked = check_file("records.csv", file.as_bytes(), &[])?;
    assert!(checked.out.contains("lines 2 to 4: not_a_record: a quotation mark is opened under “companyName”"));
    assert!(checked.out.contains("1 records, 1 with findings, 3 could not be read"), "{}", checked.out);
    let checked = check_file("records.csv", b"country,companyName\nDE,\"Beta GmbH\nDE,Gamma GmbH\n", &[])?;
    assert!(checked.out.contains("lines 2 to 3: not_a_record") && checked.out.contains("2 could not be read"));
    Ok(())
}

#[test]
fn apostrophes_of_a_spreadsheet_go_and_those_of_names_stay() -> TestResult {
    let file =
        "country,companyName,city\nDE,'Alfa GmbH,'Dresden\nDE,'Beta GmbH,'Berlin\nNL,'Gamma B.V.,'s-Hertogenbosch\n";
    let checked = check_csv(file.as_bytes())?;
    let lines = checked.lines()?;
    assert_eq!(lines[0]["normalized"]["companyName"], "Alfa GmbH");
    assert_eq!(
        (&lines[1]["normalized"]["city"], &lines[2]["normalized"]["companyName"]),
        (&json!("Berlin"), &json!("Gamma B.V."))
    );
    let city = |line: &Value| line["normalized"]["city"].as_str().map(|city| city.starts_with(['\'', '’']));
    assert_eq!(city(&lines[2]), Some(true), "{lines:?}");
    let checked = check_csv(b"country,companyName,lastName\nNL,Gamma B.V.,'t Hooft\nUS,'Ohana Foods Inc.,Kahale\n")?;
    let lines = checked.lines()?;
    for (line, name) in [(0, "lastName"), (1, "companyName")] {
        let value = lines[line]["normalized"][name].as_str().unwrap_or_default();
        assert!(value.starts_with(['\'', '’']), "{value}");
    }
    Ok(())
}

#[test]
fn letters_of_dos_and_the_mac_are_read_and_what_is_in_neither_is_said() -> TestResult {
    for (file, encoding, city) in [
        (&b"country;companyName;city\nDE;M\x9Fller S\x9Ahne GmbH;K\x9Aln\n"[..], "macintosh", "Köln"),
        (b"country;companyName;city\rDE;M\x9Fller S\x9Ahne GmbH;K\x9Aln\r", "macintosh", "Köln"),
        (b"country;companyName;city\nDE;J\x84ger S\x94hne GmbH;K\x94ln\n", "IBM850", "Köln"),
        (b"country;companyName;city\nDE;M\x81ller S\x94hne GmbH;K\x94ln\n", "IBM850", "Köln"),
        (b"country;companyName;city\nTR;Do\xA7an G\x8Dda;\x98stanbul\n", "IBM857", "İstanbul"),
    ] {
        let checked = check_csv(file)?;
        assert_eq!(checked.lines()?[0]["normalized"]["city"], city, "{file:?}: {}", checked.err);
        let said = format!("read as {encoding} (");
        assert!(checked.err.contains(&said) && checked.err.contains("--encoding"), "{file:?}: {}", checked.err);
    }
    // Turkish letters of the Mac, of which no decoder is known: ğ is 0xDB, İ is 0xDC, ş is 0xDF.
    let checked = check_csv(b"country;companyName;city\nTR;Do\xDBan;\xDCstanbul\nTR;Gne\xDF;Mu\xDF\n")?;
    assert!(checked.err.contains("--encoding"), "{}", checked.err);
    let dos = b"country;companyName;city\nDE;M\x81ller GmbH;K\x94ln\n";
    let checked = check_file("records.csv", dos, &["--json", "--encoding", "cp850"])?;
    assert_eq!(checked.lines()?[0]["normalized"]["city"], "Köln");
    assert!(!checked.err.contains("letters look"), "{}", checked.err);
    let mac = b"country;companyName;city\nDE;M\x9Fller GmbH;K\x9Aln\n";
    let checked = check_file("records.csv", mac, &["--json", "--encoding", "macintosh"])?;
    assert_eq!(checked.lines()?[0]["normalized"]["city"], "Köln");
    assert!(!checked.err.contains("are odd"), "{}", checked.err);
    let western = WINDOWS_1252.encode("country;companyName;city\nDE;Müller GmbH;Köln\n").0.into_owned();
    assert!(!check_csv(&western)?.err.contains("are odd"));
    Ok(())
}

#[test]
fn heads_that_come_again_or_stand_a_line_below_are_said() -> TestResult {
    let checked = check_csv(b"country,companyName\nTR,Lale\ncountry,companyName\nDE,Alfa GmbH\n")?;
    let lines = checked.lines()?;
    assert_eq!((lines.len(), &lines[1]["line"], &lines[1]["error"]), (3, &json!(3), &json!("not_a_record")));
    assert!(lines[1]["message"].as_str().is_some_and(|message| message.contains("repeats the column heads")));
    assert_eq!((checked.code, checked.summary()?["records"].clone()), (Some(2), json!(2)));
    let checked = check_csv("Firma;Adres;;\nUnvan;Ülke;Şehir;Posta Kodu\nLale;TR;Bursa;16120\n".as_bytes())?;
    assert!(
        checked.code == Some(2) && checked.err.contains("line 2 looks as if it named the columns"),
        "{}",
        checked.err
    );
    // One value that is a head's name is a value.
    let checked = check_csv(b"country,companyName,city\nTR,Firma,Bursa\n")?;
    assert_eq!(checked.lines()?[0]["normalized"]["companyName"], "Firma");
    Ok(())
}

#[test]
fn what_is_no_table_says_what_it_is() -> TestResult {
    for (file, why) in [
        ("\"country,companyName\"\n\"TR,Lale\"\n", "the whole line stands in quotation marks"),
        ("{\"country\":\"TR\",\"companyName\":\"Lale\"}\n", "--format jsonl reads it"),
        ("[\n{\"country\":\"TR\"}\n]\n", "--format jsonl reads it"),
    ] {
        let checked = check_csv(file.as_bytes())?;
        assert!(checked.code == Some(2) && checked.err.contains(why), "{file:?}: {}", checked.err);
    }
    // Excel's “Unicode text”.
    let wide: Vec<u8> =
        "\u{feff}country\tcompanyName\r\nTR\tŞişli\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let checked = check_file("records.txt", &wide, &["--json"])?;
    assert_eq!((checked.code, &checked.lines()?[0]["normalized"]["companyName"]), (Some(0), &json!("Şişli")));
    Ok(())
}

#[test]
fn numbers_that_a_spreadsheet_rounded_are_named_by_their_columns() -> TestResult {
    let checked = check_csv(
        b"country;companyName;phone;taxId\nTR;Lale;9,02243E+11;4540536920\nTR;Lale;9,02244E+11;4,54054E+09\n",
    )?;
    assert!(checked.err.contains("under “phone” were rounded by a spreadsheet (“9,02243E+11”)"), "{}", checked.err);
    assert!(checked.err.contains("under “taxId” were rounded by a spreadsheet (“4,54054E+09”)"), "{}", checked.err);
    let checked = check_csv(b"country,companyName,taxId\nTR,1E+10 Ltd,4540536920.0\n")?;
    assert!(!checked.err.contains("rounded") && checked.code == Some(0), "{}{}", checked.out, checked.err);
    Ok(())
}

#[test]
fn a_file_of_dos_ends_behind_its_last_value() -> TestResult {
    for end in [&b"\x1A"[..], b"\x1A\0\0", b"\r\n\x1A", b"\r\n\x1A\x1A"] {
        for last in ["Bursa", "\"Bursa\""] {
            let file = [format!("country,companyName,city\r\nTR,Lale,{last}").as_bytes(), end].concat();
            let checked = check_csv(&file)?;
            assert_eq!(checked.lines()?.len(), 1, "{file:?}: {}", checked.out);
            assert_eq!(checked.lines()?[0]["normalized"]["city"], "Bursa", "{file:?}");
        }
    }
    Ok(())
}

#[test]
fn a_pipe_is_answered_before_the_next_line_comes() -> TestResult {
    let mut child = Command::new(env!("CARGO_BIN_EXE_defter"))
        .args(["check", "--format", "csv", "--json"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    let said = one_after_the_other(&mut child);
    child.kill()?;
    child.wait()?;
    assert_eq!(said?, ["Şişli A.Ş.", "Lale"]);
    Ok(())
}

/// Gives a row once the one before it was answered; it hangs where more is waited for.
fn one_after_the_other(child: &mut Child) -> Tried<Vec<String>> {
    let mut input = child.stdin.take().ok_or("no input")?;
    let mut lines = BufReader::new(child.stdout.take().ok_or("no output")?).lines();
    let mut said = Vec::new();
    for given in [
        "country,companyName,addressLine1,city,postalCode\nTR,Şişli A.Ş.,Cad. 1,Bursa,16120\n",
        "TR,Lale,Cad. 2,Bursa,16120\n",
    ] {
        input.write_all(given.as_bytes())?;
        let line: Value = serde_json::from_str(&lines.next().ok_or("no line")??)?;
        said.push(line["normalized"]["companyName"].as_str().unwrap_or_default().to_owned());
    }
    Ok(said)
}

#[test]
fn exports_of_other_programs_are_read_by_their_own_heads() -> TestResult {
    for (heads, not_looked_at) in [
        (
            "Name,Billing Address Line1,Billing Address City,Billing Address State,Billing Address Postal Code,\
             Billing Address Country,Business Vat ID",
            json!(["Name"]),
        ),
        ("BILLINGSTREET,BILLINGCITY,BILLINGSTATE,BILLINGSTATECODE,BILLINGCOUNTRY", json!(["BILLINGSTATECODE"])),
        ("Customer name,Primary domain name,Microsoft ID,Country", json!(["Microsoft ID"])),
        ("Razão Social,CNPJ,Endereço,Cidade,UF,País,Telefone", json!([])),
        ("Empresa,Morada,Código Postal,Localidade,Distrito,País,NIF,Telefone,E-mail", json!([])),
    ] {
        let checked = check_csv(format!("{heads}\nLale\n").as_bytes())?;
        assert_eq!(checked.summary()?["not_looked_at"], not_looked_at, "{heads}");
    }
    Ok(())
}

#[test]
fn what_is_wrong_with_a_line_of_json_is_said() -> TestResult {
    let file = b"{\"country\":\"TR\",}\n{\"country\":\"TR\"}{}\n{\"country\":\n{\"city\":\"K\xF6ln\"}\ncountry,city\n";
    let checked = check_file("records.jsonl", file, &[])?;
    for said in [
        "line 1: not_a_record: this is not JSON at column 17: trailing comma",
        "line 2: not_a_record: something stands behind the JSON object, at column 17",
        "line 3: not_a_record: the JSON object is not closed in this line",
        "line 4: not_utf8: this line is not UTF-8; save the file as UTF-8",
        "line 5: not_a_record: this is not a JSON object; if the file is CSV, say --format csv",
    ] {
        assert!(checked.out.contains(said), "{said}: {}", checked.out);
    }
    let folder = tempfile::TempDir::new()?;
    let output = Command::new(env!("CARGO_BIN_EXE_defter")).args(["check", "--file"]).arg(folder.path()).output()?;
    let said = String::from_utf8(output.stderr)?;
    assert!(said.contains("is a directory; name a file in it") && output.status.code() != Some(0), "{said}");
    Ok(())
}

#[test]
fn what_gives_way_is_a_field_where_nothing_else_is() -> TestResult {
    let checked =
        check_csv(b"Country Code,Raz\xC3\xB3n social,GSM,TCKN,Ad Soyad\nTR,Lale,+905321234567,4540536921,Ali\n")?;
    assert_eq!(checked.summary()?["not_looked_at"], json!(["Ad Soyad"]));
    let checked = check_csv(b"Country,Country Code,companyName,Telefon,GSM\nTR,TR,Lale,,\n")?;
    assert_eq!(checked.summary()?["not_looked_at"], json!(["Country Code", "GSM"]));
    Ok(())
}

const HEADS: [&str; 5] = ["Country", "company_name", "Şehir", "Posta kodu", "TAX ID"];
const ROWS: [[&str; 5]; 4] = [
    ["TR", "Lale, \"Tekstil\"; Ltd|Şti\tA.Ş.", "Şişli", "34360", "4540536920"],
    ["TR", "Iğdır Ağaç\nİnşaat", "Iğdır", "", ""],
    ["DE", "Müller", "", "10115", ""],
    ["FR", "5\" tuyaux", "Orléans", "", ""],
];

/// The rows as a program writes them.
fn written(separator: &str, end: &str, quotes_all: bool, is_short: bool) -> String {
    let value = |value: &str| {
        let is_special = value.contains(['"', '\n', '\r', ',', ';', '\t', '|']);
        if quotes_all || is_special { format!("\"{}\"", value.replace('"', "\"\"")) } else { value.to_owned() }
    };
    let row = |values: &[&str]| {
        let filled = values.iter().rposition(|value| !value.is_empty()).map_or(0, |last| last + 1);
        let values = if is_short { &values[..filled] } else { values };
        values.iter().map(|text| value(text)).collect::<Vec<_>>().join(separator) + end
    };
    let empty = separator.repeat(HEADS.len() - 1) + end;
    [row(&HEADS), row(&ROWS[0]), empty, row(&ROWS[1]), row(&ROWS[2]), row(&ROWS[3])].concat()
}

/// A text in every encoding that is read by itself.
fn encoded(text: &str) -> Vec<(&'static str, Vec<u8>)> {
    let wide = |mark: &str, bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
        [mark, text].concat().encode_utf16().flat_map(bytes).collect()
    };
    vec![
        ("UTF-8", text.into()),
        ("UTF-8 with its mark", ["\u{feff}", text].concat().into()),
        ("UTF-16LE with its mark", wide("\u{feff}", u16::to_le_bytes)),
        ("UTF-16BE with its mark", wide("\u{feff}", u16::to_be_bytes)),
        ("UTF-16LE", wide("", u16::to_le_bytes)),
        ("UTF-16BE", wide("", u16::to_be_bytes)),
        ("Windows-1254", WINDOWS_1254.encode(text).0.into_owned()),
    ]
}

fn read_whole(bytes: Vec<u8>) -> Tried<(Vec<CustomerText>, u64)> {
    let mut records = Records::new(Box::new(Cursor::new(bytes)), Format::Csv, 10_000);
    let mut all = Vec::new();
    while let Some(record) = records.next_record()? {
        all.push(record.map_err(|broken| format!("line {}: {}", broken.line, broken.sentence()))?.text);
    }
    Ok((all, records.read_as().empty))
}

#[test]
fn however_a_spreadsheet_writes_them_the_records_are_the_same() -> TestResult {
    let fields =
        [Field::CompanyCountry, Field::CompanyName, Field::CompanyLocality, Field::CompanyPostalCode, Field::TaxNumber];
    let expected: Vec<CustomerText> = ROWS
        .iter()
        .map(|row| {
            let mut text = CustomerText::default();
            text.set(Field::BillingSameAsCompany, "true");
            for (field, value) in fields.iter().zip(row) {
                text.set(*field, *value);
            }
            text
        })
        .collect();
    let mut count = 0;
    for separator in [",", ";", "\t", "|"] {
        for end in ["\n", "\r\n", "\r"] {
            for (quotes_all, is_short) in [(false, false), (false, true), (true, false), (true, true)] {
                let text = written(separator, end, quotes_all, is_short);
                let told = format!("sep={separator}{end}{text}");
                let unended = text.trim_end_matches(['\r', '\n']).to_owned();
                for text in [text, told, unended] {
                    for (encoding, bytes) in encoded(&text) {
                        let (records, empty) =
                            read_whole(bytes).map_err(|why| format!("{encoding}, {text:?}: {why}"))?;
                        assert_eq!((records, empty), (expected.clone(), 1), "{encoding}, {text:?}");
                        count += 1;
                    }
                }
            }
        }
    }
    assert_eq!(count, 4 * 3 * 4 * 3 * 7);
    Ok(())
}

#[test]
fn whatever_bytes_a_file_holds_it_is_read_to_its_end() {
    let pieces: [&[u8]; 16] = [
        b"country",
        b"companyName",
        b"taxId",
        b",",
        b";",
        b"\t",
        b"\"",
        b"\"\"",
        b"\n",
        b"\r",
        b"sep=;",
        b"\xEF\xBB\xBF",
        b"\xFF\xFE",
        b"\0",
        b"\xC5\x9F",
        b"\xFD",
    ];
    let mut chance = StdRng::seed_from_u64(1254);
    for at in 0..6_000 {
        let mut bytes = if at % 3 == 0 { Vec::new() } else { b"country,companyName,taxId\n".to_vec() };
        for _ in 0..chance.random_range(0..60) {
            if chance.random_range(0..4) == 0 {
                bytes.push(chance.random());
            } else {
                bytes.extend(pieces.choose(&mut chance).copied().unwrap_or_default());
            }
        }
        let format = if at % 2 == 0 { Format::Csv } else { Format::Jsonl };
        let mut records = Records::new(Box::new(Cursor::new(bytes)), format, 100);
        let mut before = 0;
        while let Ok(Some(record)) = records.next_record() {
            let line = record.map_or_else(|broken| broken.line, |record| record.line);
            assert!(line > before, "every record has a line of its own");
            before = line;
        }
    }
}
