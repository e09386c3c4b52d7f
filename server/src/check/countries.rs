//! The encoding that a file's countries tell: the one that their spreadsheets save text in.

use super::columns;
use super::rows::of_text_cell;
use app::customers::Field;
use app::rules::country_names::meant;
use csv::{ByteRecord, ReaderBuilder};
use encoding_rs::{
    BIG5, EUC_KR, Encoding, GBK, SHIFT_JIS, WINDOWS_874, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252, WINDOWS_1253,
    WINDOWS_1254, WINDOWS_1255, WINDOWS_1256, WINDOWS_1257, WINDOWS_1258,
};

/// The encodings that countries tell, the most usual first.
static ENCODINGS: [&Encoding; 14] = [
    WINDOWS_1252,
    WINDOWS_1254,
    WINDOWS_1250,
    WINDOWS_1251,
    WINDOWS_1253,
    WINDOWS_1255,
    WINDOWS_1256,
    WINDOWS_1257,
    WINDOWS_1258,
    WINDOWS_874,
    SHIFT_JIS,
    GBK,
    BIG5,
    EUC_KR,
];

/// A row with letters beyond ASCII, and the encoding that its country tells.
pub type Told = (Vec<u8>, &'static Encoding);

/// The encoding that Windows saves text in where it is set up for a country (its "ANSI code page", by the country's main
/// language: Microsoft, National Language Support, locale table). `None` where no one of them is usual.
pub fn of_country(code: &str) -> Option<&'static Encoding> {
    Some(match code {
        "AL" | "BA" | "CZ" | "HR" | "HU" | "MD" | "ME" | "PL" | "RO" | "SI" | "SK" => WINDOWS_1250,
        "BG" | "BY" | "KG" | "KZ" | "MK" | "MN" | "RS" | "RU" | "TJ" | "UA" => WINDOWS_1251,
        "CY" | "GR" => WINDOWS_1253,
        "TR" => WINDOWS_1254,
        "IL" => WINDOWS_1255,
        "AE" | "BH" | "DZ" | "EG" | "IQ" | "JO" | "KW" | "LB" | "LY" | "MA" | "MR" | "OM" | "PS" | "QA" | "SA"
        | "SD" | "SY" | "TN" | "YE" => WINDOWS_1256,
        "EE" | "LT" | "LV" => WINDOWS_1257,
        "VN" => WINDOWS_1258,
        "TH" => WINDOWS_874,
        "JP" => SHIFT_JIS,
        "CN" | "SG" => GBK,
        "HK" | "MO" | "TW" => BIG5,
        "KR" => EUC_KR,
        "AD" | "AR" | "AT" | "AU" | "BE" | "BO" | "BR" | "BS" | "BZ" | "CA" | "CH" | "CL" | "CO" | "CR" | "CU"
        | "DE" | "DK" | "DO" | "EC" | "ES" | "FI" | "FO" | "FR" | "GB" | "GL" | "GT" | "GY" | "HN" | "HT" | "IE"
        | "IS" | "IT" | "JM" | "LI" | "LU" | "MC" | "MX" | "NI" | "NL" | "NO" | "NZ" | "PA" | "PE" | "PR" | "PT"
        | "PY" | "SE" | "SM" | "SR" | "SV" | "TT" | "US" | "UY" | "VA" | "VE" | "ZA" => WINDOWS_1252,
        _ => return None,
    })
}

/// The rows with letters beyond ASCII whose country tells an encoding, and the row of heads where its letters tell one.
pub fn rows_told(sample: &[u8]) -> Vec<Told> {
    b",;\t|".iter().find_map(|separator| rows_between(sample, *separator)).unwrap_or_default()
}

/// `None` if no head is the country's with this separator.
fn rows_between(sample: &[u8], separator: u8) -> Option<Vec<Told>> {
    let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).delimiter(separator).from_reader(sample);
    let mut rows = reader.byte_records().filter_map(Result::ok);
    let heads = rows.find(|row| !is_before_heads(row))?;
    let at = country_column(&heads)?;
    let mut told: Vec<Told> = Vec::new();
    if let Some(encoding) = heads.iter().find_map(of_head_letters) {
        told.push((heads.as_slice().to_vec(), encoding));
    }
    for row in rows.filter(|row| !row.as_slice().is_ascii()) {
        if let Some(encoding) = row.get(at).and_then(of_country_cell) {
            told.push((row.as_slice().to_vec(), encoding));
        }
    }
    Some(told)
}

/// A line `sep=;`, or one that says nothing.
fn is_before_heads(row: &ByteRecord) -> bool {
    let text = row.as_slice().trim_ascii();
    text.is_empty() || text.get(..4).is_some_and(|begin| begin.eq_ignore_ascii_case(b"sep="))
}

/// The column of the company's country, or else of the country that invoices go to.
fn country_column(heads: &ByteRecord) -> Option<usize> {
    let column = |field| heads.iter().position(|head| readings(head).any(|(head, _)| meaning(&head) == Some(field)));
    column(Field::CompanyCountry).or_else(|| column(Field::BillingCountry))
}

fn meaning(head: &str) -> Option<Field> {
    columns::of_head(head).or_else(|| columns::of_loose_head(head))
}

/// The encoding in which a head with letters beyond ASCII is known.
fn of_head_letters(head: &[u8]) -> Option<&'static Encoding> {
    if head.is_ascii() {
        return None;
    }
    readings(head).find(|(head, _)| meaning(head).is_some()).map(|(_, encoding)| encoding)
}

/// The encoding that a country tells. One whose own name has letters beyond ASCII is read in the encoding it tells.
fn of_country_cell(cell: &[u8]) -> Option<&'static Encoding> {
    let told = |text: &str| meant(text.trim()).and_then(of_country);
    if cell.is_ascii() {
        return readings(cell).next().and_then(|(text, _)| told(&text));
    }
    readings(cell).find(|(text, encoding)| told(text) == Some(*encoding)).map(|(_, encoding)| encoding)
}

/// A value in every encoding in which it is a text.
fn readings(value: &[u8]) -> impl Iterator<Item = (String, &'static Encoding)> {
    let value = of_text_cell(value).into_owned();
    ENCODINGS.into_iter().filter_map(move |encoding| {
        let text = encoding.decode_without_bom_handling_and_without_replacement(&value)?;
        Some((text.into_owned(), encoding))
    })
}
