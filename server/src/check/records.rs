//! Records from JSON lines or CSV, one at a time, each with its line; a broken one is said to be and the next one read.

use crate::serve::Failure;
use app::customers::{CustomerText, Field};
use clap::ValueEnum;
use serde::Deserialize;
use std::io::{BufRead, Read};
use std::path::Path;

/// How records are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Comma-separated values with a header line (RFC 4180).
    Csv,
    /// One JSON object a line.
    Jsonl,
}

impl Format {
    /// By a file's name; JSON lines where it says nothing.
    #[must_use]
    pub fn of_path(path: Option<&Path>) -> Self {
        let ending = path.and_then(Path::extension).and_then(|ending| ending.to_str()).unwrap_or_default();
        if ending.eq_ignore_ascii_case("csv") { Self::Csv } else { Self::Jsonl }
    }
}

/// The names of a record's parts, and the fields they are held against.
pub const NAMES: [(&str, Field); 10] = [
    ("country", Field::CompanyCountry),
    ("companyName", Field::CompanyName),
    ("addressLine1", Field::CompanyAddressLine1),
    ("addressLine2", Field::CompanyAddressLine2),
    ("city", Field::CompanyLocality),
    ("state", Field::CompanySubdivision),
    ("postalCode", Field::CompanyPostalCode),
    ("phone", Field::BillingPhone),
    ("email", Field::BillingEmail),
    ("taxId", Field::TaxNumber),
];

/// A record as it is held against the rules.
#[derive(Debug)]
pub struct Record {
    /// Its line, from 1.
    pub line: u64,
    /// Its text.
    pub text: CustomerText,
}

/// A line that is no record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// The line, from 1.
    pub line: u64,
    /// Why: a code.
    pub code: &'static str,
}

/// One JSON object.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
struct Json {
    country: Option<String>,
    company_name: Option<String>,
    address_line1: Option<String>,
    address_line2: Option<String>,
    city: Option<String>,
    state: Option<String>,
    postal_code: Option<String>,
    phone: Option<String>,
    email: Option<String>,
    tax_id: Option<String>,
}

/// Reads records.
pub struct Records {
    input: Box<dyn BufRead>,
    format: Format,
    max_bytes: usize,
    line: u64,
    columns: Option<Vec<Option<Field>>>,
}

impl std::fmt::Debug for Records {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        to.debug_struct("Records").field("format", &self.format).field("line", &self.line).finish_non_exhaustive()
    }
}

impl Records {
    /// Records of some input.
    #[must_use]
    pub fn new(input: Box<dyn BufRead>, format: Format, max_bytes: usize) -> Self {
        Self { input, format, max_bytes, line: 0, columns: None }
    }

    /// The next record, or why the next line is none; `None` at the end.
    ///
    /// # Errors
    /// If the input cannot be read on.
    pub fn next_record(&mut self) -> Result<Option<Result<Record, Broken>>, Failure> {
        loop {
            let first_line = self.line + 1;
            let broken = |code| Ok(Some(Err(Broken { line: first_line, code })));
            let bytes = match self.next_lines()? {
                Lines::Some(bytes) => bytes,
                Lines::TooLong => return broken("too_long"),
                Lines::Open => return broken("not_a_record"),
                Lines::End => return Ok(None),
            };
            let Ok(text) = String::from_utf8(bytes) else { return broken("not_utf8") };
            let text = text.trim_start_matches('\u{feff}').trim_end_matches(['\r', '\n']);
            if text.trim().is_empty() {
                continue;
            }
            let read = match self.format {
                Format::Jsonl => of_json(text),
                Format::Csv => match &self.columns {
                    Some(columns) => of_csv(text, columns),
                    None => match header(text) {
                        Some(columns) => {
                            self.columns = Some(columns);
                            continue;
                        }
                        None => {
                            return Err(
                                "the first line of the CSV names no column that is known (country, companyName, …), or one twice"
                                    .into(),
                            );
                        }
                    },
                },
            };
            return match read {
                Some(text) => Ok(Some(Ok(Record { line: first_line, text }))),
                None => broken("not_a_record"),
            };
        }
    }

    /// The next line, or lines while a quoted CSV value goes on.
    fn next_lines(&mut self) -> Result<Lines, Failure> {
        let mut bytes = Vec::new();
        let (mut is_too_long, mut is_open) = (false, false);
        loop {
            let before = bytes.len();
            let room = self.max_bytes.saturating_sub(before) as u64 + 1;
            let read = self.input.by_ref().take(room).read_until(b'\n', &mut bytes);
            let read = read.map_err(|error| format!("the input cannot be read on: {error}"))?;
            if read == 0 {
                return Ok(match (is_too_long, before) {
                    (true, _) => Lines::TooLong,
                    (false, 0) => Lines::End,
                    // A quote that is never closed has swallowed what follows.
                    (false, _) if is_open => Lines::Open,
                    (false, _) => Lines::Some(bytes),
                });
            }
            let is_whole = bytes.last() == Some(&b'\n');
            // Only what was just read is looked at: a quote that is never closed may have very many lines.
            is_open ^=
                self.format == Format::Csv && bytes[before..].iter().fold(false, |odd, byte| odd ^ (*byte == b'"'));
            if !is_whole && bytes.len() > self.max_bytes {
                is_too_long = true;
                bytes.clear();
                continue;
            }
            self.line += 1;
            if is_too_long {
                return Ok(Lines::TooLong);
            }
            if !is_whole && is_open {
                return Ok(Lines::Open);
            }
            if !is_whole || !is_open {
                return Ok(Lines::Some(bytes));
            }
        }
    }
}

/// What was read of the input.
enum Lines {
    Some(Vec<u8>),
    TooLong,
    Open,
    End,
}

fn of_json(text: &str) -> Option<CustomerText> {
    // A list would be taken for the parts in their order.
    let json: Json = serde_json::from_str(text).ok().filter(|_| text.trim_start().starts_with('{'))?;
    let values = [
        json.country,
        json.company_name,
        json.address_line1,
        json.address_line2,
        json.city,
        json.state,
        json.postal_code,
        json.phone,
        json.email,
        json.tax_id,
    ];
    let mut record = CustomerText::default();
    record.set(Field::BillingSameAsCompany, "true");
    for ((_, field), value) in NAMES.into_iter().zip(values) {
        record.set(field, value.unwrap_or_default());
    }
    Some(record)
}

fn header(line: &str) -> Option<Vec<Option<Field>>> {
    let columns: Vec<Option<Field>> = values(line)?
        .iter()
        .map(|name| NAMES.iter().find(|(known, _)| known == name).map(|(_, field)| *field))
        .collect();
    let mut known: Vec<&Field> = columns.iter().flatten().collect();
    known.sort_unstable();
    let is_twice = known.windows(2).any(|two| two[0] == two[1]);
    (!known.is_empty() && !is_twice).then_some(columns)
}

fn of_csv(line: &str, columns: &[Option<Field>]) -> Option<CustomerText> {
    let values = values(line)?;
    if values.len() != columns.len() {
        return None;
    }
    let mut record = CustomerText::default();
    record.set(Field::BillingSameAsCompany, "true");
    for (field, value) in columns.iter().zip(values) {
        if let Some(field) = field {
            record.set(*field, value);
        }
    }
    Some(record)
}

/// The values of one CSV record.
fn values(line: &str) -> Option<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(line.as_bytes());
    let record = reader.records().next()?.ok()?;
    Some(record.iter().map(str::to_owned).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    fn read(format: Format, input: &[u8]) -> Vec<Result<(u64, String), Broken>> {
        let mut records = Records::new(Box::new(Cursor::new(input.to_vec())), format, 200);
        let mut all = Vec::new();
        while let Ok(Some(record)) = records.next_record() {
            all.push(record.map(|record| (record.line, record.text.get(Field::CompanyName).to_owned())));
        }
        all
    }

    fn broken(line: u64, code: &'static str) -> Result<(u64, String), Broken> {
        Err(Broken { line, code })
    }

    #[test]
    fn a_broken_line_in_the_middle_is_named_and_the_next_is_read() {
        let input =
            b"{\"country\":\"TR\",\"companyName\":\"a\"}\n{broken\n\n{\"country\":\"TR\",\"companyName\":\"b\"}";
        assert_eq!(read(Format::Jsonl, input), [Ok((1, "a".into())), broken(2, "not_a_record"), Ok((4, "b".into()))]);
    }

    #[test]
    fn what_is_no_utf8_or_far_too_long_is_named() {
        let mut input = b"{\"companyName\":\"\xff\"}\n{\"companyName\":\"".to_vec();
        input.extend(std::iter::repeat_n(b'x', 1_000));
        input.extend(b"\"}\n{\"companyName\":\"c\"}\n");
        assert_eq!(read(Format::Jsonl, &input), [broken(1, "not_utf8"), broken(2, "too_long"), Ok((3, "c".into()))]);
    }

    #[test]
    fn reads_quoted_values_over_several_lines_of_csv() {
        let input = b"country,companyName,other\nTR,\"Lale, \"\"Ltd\"\"\nSti\",x\nTR,too,many,values\nDE,b,y\n";
        assert_eq!(
            read(Format::Csv, input),
            [Ok((2, "Lale, \"Ltd\"\nSti".into())), broken(4, "not_a_record"), Ok((5, "b".into()))]
        );
    }

    #[test]
    fn an_empty_file_holds_nothing_and_a_header_alone_neither() {
        assert_eq!(read(Format::Jsonl, b""), []);
        assert_eq!(read(Format::Csv, b"country,companyName\n"), []);
        let mut nothing_known = Records::new(Box::new(Cursor::new(b"a,b\n1,2\n".to_vec())), Format::Csv, 200);
        assert!(nothing_known.next_record().is_err());
        let mut twice = Records::new(Box::new(Cursor::new(b"city,city\n1,2\n".to_vec())), Format::Csv, 200);
        assert!(twice.next_record().is_err());
        assert_eq!(read(Format::Csv, b"country,companyName\nTR,\"abc\nDE,b\n"), [broken(2, "not_a_record")]);
    }

    #[test]
    fn refuses_a_misspelt_name_instead_of_overlooking_it() {
        assert_eq!(
            read(Format::Jsonl, b"{\"contry\":\"TR\"}\n[]\n1\n"),
            [broken(1, "not_a_record"), broken(2, "not_a_record"), broken(3, "not_a_record")]
        );
    }
}
