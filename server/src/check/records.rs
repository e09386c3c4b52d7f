//! Records from JSON lines or CSV, one at a time, each with its line; a broken one is said to be and the next one read.

use super::broken::{Broken, Why};
use super::lines::{Length, Lines};
use super::objects::of_object;
use super::rows::{Row, is_blank};
use super::source::{Reason, Source};
use super::table::Table;
use crate::config::{Charset, Format};
use crate::failure::Failure;
use desk::folding::fold;
use model::customers::{AddressFields, CustomerText, Field};
use std::io::Read;

/// A record as it is held against the rules.
#[derive(Debug)]
pub struct Record {
    /// Its line, from 1.
    pub line: u64,
    /// Its text.
    pub text: CustomerText,
}

/// How a file was read, and what of it was not looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadAs {
    /// The encoding's name.
    pub encoding: &'static str,
    /// Whether nothing but the look of the bytes says so.
    pub is_guessed: bool,
    /// A word with letters that no name has so, where such words are many.
    pub odd_word: Option<String>,
    /// What separates values; `None` for JSON lines.
    pub separator: Option<char>,
    /// Rows of nothing but blanks and separators.
    pub empty: u64,
    /// Heads of columns that no field has.
    pub not_looked_at: Vec<String>,
    /// Heads of columns with numbers of which a spreadsheet has kept the first digits only, each with the first of them.
    pub rounded: Vec<(String, String)>,
}

/// Reads records.
pub struct Records {
    lines: Lines,
    format: Format,
    max_bytes: usize,
    table: Option<Table>,
    empty: u64,
}

impl std::fmt::Debug for Records {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        to.debug_struct("Records")
            .field("format", &self.format)
            .field("line", &self.lines.line())
            .finish_non_exhaustive()
    }
}

impl Records {
    /// Records of some input; a record may take so many bytes at most. The encoding shows in the input.
    #[must_use]
    pub fn new(input: Box<dyn Read>, format: Format, max_bytes: usize) -> Self {
        Self::in_encoding(None, input, format, max_bytes)
    }

    /// Records of some input in an encoding; `None` where it shows in the input. A byte-order mark has the last word.
    #[must_use]
    pub fn in_encoding(charset: Option<Charset>, input: Box<dyn Read>, format: Format, max_bytes: usize) -> Self {
        let lines = Lines::new(Source::new(input, charset, format == Format::Csv));
        Self { lines, format, max_bytes, table: None, empty: 0 }
    }

    /// How the input was read so far.
    #[must_use]
    pub fn read_as(&self) -> ReadAs {
        let (charset, reason) = self.lines.source().charset();
        ReadAs {
            encoding: charset.name(),
            is_guessed: reason == Reason::Guessed,
            odd_word: self.lines.source().odd_word().map(str::to_owned),
            separator: self.table.as_ref().map(|table| char::from(table.separator)),
            empty: self.empty,
            not_looked_at: self.table.as_ref().map(|table| table.heads.not_looked_at()).unwrap_or_default(),
            rounded: self.table.as_ref().map(|table| table.heads.rounded()).unwrap_or_default(),
        }
    }

    /// Whether the next line has come, so that nothing need be waited for.
    #[must_use]
    pub fn has_line(&self) -> bool {
        self.lines.has_line()
    }

    /// Whether the file has columns of the billing address and none of the company's.
    #[must_use]
    pub fn is_of_billing(&self) -> bool {
        self.table.as_ref().is_some_and(|table| table.heads.is_of_billing())
    }

    /// The next record, or why the next line is none; `None` at the end.
    ///
    /// # Errors
    /// If the input cannot be read on, or its first line does not name the columns.
    pub fn next_record(&mut self) -> Result<Option<Result<Record, Broken>>, Failure> {
        match self.format {
            Format::Jsonl => self.next_object(),
            Format::Csv => self.next_row(),
        }
    }

    fn next_object(&mut self) -> Result<Option<Result<Record, Broken>>, Failure> {
        loop {
            let line = self.lines.line();
            let length = match self.lines.length(self.max_bytes)? {
                Length::Bytes(length) => length,
                Length::TooLong => {
                    let is_array = self.lines.rest().trim_ascii_start().starts_with(b"[");
                    self.lines.skip_line()?;
                    let why = if is_array { Why::Array } else { Why::TooLong };
                    return Ok(Some(Err(self.broken(line, why))));
                }
                Length::End => return Ok(None),
            };
            let read = match std::str::from_utf8(&self.lines.rest()[..length]) {
                Ok(text) => {
                    let text = text.trim_start_matches('\u{feff}');
                    if is_blank(text.as_bytes()) { None } else { Some(of_object(text)) }
                }
                Err(_) => Some(Err(self.lines.not_decoded(None))),
            };
            self.lines.take(length);
            self.lines.take_end()?;
            match read {
                Some(Ok(text)) => return Ok(Some(Ok(Record { line, text }))),
                Some(Err(why)) => return Ok(Some(Err(self.broken(line, why)))),
                None => self.empty += 1,
            }
        }
    }

    fn next_row(&mut self) -> Result<Option<Result<Record, Broken>>, Failure> {
        loop {
            let Some(table) = &mut self.table else {
                let begun = Table::begin(&mut self.lines, self.max_bytes, &mut self.empty)?;
                let Some(begun) = begun else { return Ok(None) };
                self.table = Some(begun);
                continue;
            };
            let line = self.lines.line();
            let Some(row) = table.rows.next_row(&mut self.lines)? else { return Ok(None) };
            if row == Row::Empty || row == Row::Values && table.rows.is_blank() {
                self.empty += 1;
                continue;
            }
            if row == Row::Values {
                table.learn(&mut self.lines, line)?;
            }
            let why = match row {
                Row::Values | Row::Empty => match table.record(&self.lines) {
                    Ok(text) => return Ok(Some(Ok(Record { line, text }))),
                    Err(why) => why,
                },
                Row::StrayQuote(column) => Why::StrayQuote { column: table.heads.head(column) },
                Row::TooLong => Why::TooLong,
                Row::OpenQuote => Why::OpenQuote,
            };
            return Ok(Some(Err(self.broken(line, why))));
        }
    }

    /// What was just read, from a line on.
    fn broken(&self, line: u64, why: Why) -> Broken {
        Broken { line, last_line: self.lines.last_line().max(line), why }
    }
}

/// A record of its values. Invoices go to the company's address unless another is given, whatever the switch says: what is
/// given is looked at. One that names no country is in the company's.
pub fn of_values(values: Vec<(Field, String)>) -> CustomerText {
    let mut record = CustomerText::default();
    for (field, value) in values {
        record.set(field, value);
    }
    let has_address = AddressFields::BILLING.all().into_iter().any(|field| !record.get(field).trim().is_empty());
    if is_answer(record.get(Field::BillingSameAsCompany)) {
        record.set(Field::BillingSameAsCompany, if has_address { "" } else { "true" });
    }
    if has_address && record.get(Field::BillingCountry).trim().is_empty() {
        let country = record.get(Field::CompanyCountry).to_owned();
        record.set(Field::BillingCountry, country);
    }
    record
}

/// Whether a text is yes, no or nothing, as spreadsheets write it in English and Turkish.
fn is_answer(text: &str) -> bool {
    const ANSWERS: [&str; 10] = ["true", "false", "yes", "no", "1", "0", "evet", "hayir", "dogru", "yanlis"];
    let text = text.trim();
    text.is_empty() || ANSWERS.contains(&fold(text).as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    fn records(format: Format, input: &[u8]) -> Records {
        Records::new(Box::new(Cursor::new(input.to_vec())), format, 200)
    }

    /// The company names of records with their lines, or the code of what is none.
    /// A line with what was read, or with why it was not.
    type Line = Result<(u64, String), (u64, &'static str)>;

    fn read(format: Format, input: &[u8]) -> Vec<Line> {
        let mut records = records(format, input);
        let mut all = Vec::new();
        while let Ok(Some(record)) = records.next_record() {
            all.push(match record {
                Ok(record) => Ok((record.line, record.text.get(Field::CompanyName).to_owned())),
                Err(broken) => Err((broken.line, broken.code())),
            });
        }
        all
    }

    fn refusal(input: &str) -> String {
        records(Format::Csv, input.as_bytes()).next_record().err().map(|error| error.to_string()).unwrap_or_default()
    }

    #[test]
    fn a_broken_line_in_the_middle_is_named_and_the_next_is_read() {
        let input =
            b"{\"country\":\"TR\",\"companyName\":\"a\"}\n{broken\n\n{\"country\":\"TR\",\"companyName\":\"b\"}";
        assert_eq!(read(Format::Jsonl, input), [Ok((1, "a".into())), Err((2, "not_a_record")), Ok((4, "b".into()))]);
    }

    #[test]
    fn what_is_no_utf8_or_far_too_long_is_named() {
        let mut input = b"{\"companyName\":\"\xff\"}\n{\"companyName\":\"".to_vec();
        input.extend(std::iter::repeat_n(b'x', 1_000));
        input.extend(b"\"}\n{\"companyName\":\"c\"}\n");
        assert_eq!(read(Format::Jsonl, &input), [Err((1, "not_utf8")), Err((2, "too_long")), Ok((3, "c".into()))]);
        let mut input = b"companyName,city\n".to_vec();
        input.extend(std::iter::repeat_n(b'x', 1_000));
        input.extend(b",y\nc,d\n");
        assert_eq!(read(Format::Csv, &input), [Err((2, "too_long")), Ok((3, "c".into()))]);
    }

    #[test]
    fn reads_quoted_values_over_several_lines_of_csv() {
        let input = b"country,companyName,other\nTR,\"Lale, \"\"Ltd\"\"\nSti\",x\nTR,too,many,values\nDE,b,y\n";
        assert_eq!(
            read(Format::Csv, input),
            [Ok((2, "Lale, \"Ltd\"\nSti".into())), Err((4, "not_a_record")), Ok((5, "b".into()))]
        );
    }

    #[test]
    fn an_empty_file_holds_nothing_and_a_header_alone_neither() {
        assert_eq!(read(Format::Jsonl, b""), []);
        assert_eq!(read(Format::Csv, b""), []);
        assert_eq!(read(Format::Csv, b"\n\n"), []);
        assert_eq!(read(Format::Csv, b"country,companyName\n"), []);
        assert_eq!(read(Format::Csv, b"country,companyName\nTR,\"abc\nDE,b\n"), [Err((2, "not_a_record"))]);
    }

    #[test]
    fn heads_of_which_nothing_is_known_or_one_twice_are_refused_by_name() {
        assert!(refusal("a,b\n1,2\n").contains("at all is known (not known: “a”, “b”)"), "{}", refusal("a,b\n1,2\n"));
        assert!(refusal("id,name,country\n1,Lale,TR\n").contains("but the country is known (not known: “id”, “name”)"));
        assert!(refusal("tax_id;Vergi No;city\n").contains("two columns for taxId: “tax_id” and “Vergi No”"));
        assert!(refusal("city,\"companyName\n").contains("line 1 should name the columns"));
        assert_eq!(refusal("id,city\n1,Bursa\n"), "");
    }

    #[test]
    fn a_head_that_says_less_gives_way_to_one_that_says_more() {
        let read = |input: &str, field: Field| {
            let mut records = records(Format::Csv, input.as_bytes());
            match records.next_record() {
                Ok(Some(Ok(record))) => record.text.get(field).to_owned(),
                other => format!("{other:?}"),
            }
        };
        // Şehir is the province where İlçe stands beside it, and the town where it does not.
        for (input, city, state) in [
            ("Ünvan;Şehir;İlçe\nLale;Bursa;Nilüfer\n", "Nilüfer", "Bursa"),
            ("Ünvan;İlçe;Şehir\nLale;Nilüfer;Bursa\n", "Nilüfer", "Bursa"),
            ("unvan;sehir;ilce;il\nLale;x;Nilüfer;Bursa\n", "Nilüfer", "Bursa"),
            ("Ünvan;Şehir;İl\nLale;Nilüfer;Bursa\n", "Nilüfer", "Bursa"),
            ("Ünvan;Şehir\nLale;Nilüfer\n", "Nilüfer", ""),
        ] {
            assert_eq!(read(input, Field::CompanyLocality), city, "{input}");
            assert_eq!(read(input, Field::CompanySubdivision), state, "{input}");
        }
        assert_eq!(read("Customer Name,Company Name,City\nAyşe,Lale,Bursa\n", Field::CompanyName), "Lale");
        assert_eq!(read("email,billing_email,city\na@x.com,b@x.com,Bursa\n", Field::BillingEmail), "b@x.com");
        assert_eq!(read("Müşteri Adı;Şehir\nLale;Bursa\n", Field::CompanyName), "Lale");
        // Two that say as much are still asked.
        assert!(refusal("Ilce;ilçe;city\n1;2;3\n").contains("two columns for city"));
        assert!(refusal("Customer Name,Müşteri Adı,city\n1,2,3\n").contains("two columns for companyName"));
    }

    #[test]
    fn heads_of_further_languages_and_programs_are_read() {
        let company = |input: &str| read(Format::Csv, input.as_bytes());
        for heads in [
            "Название;Город;ИНН;Страна",
            "Název firmy;Město;DIČ;Země",
            "Cégnév;Város;Adószám;Ország",
            "Denumire;Oraș;CUI;Țara",
            "Επωνυμία;Πόλη;ΑΦΜ;Χώρα",
            "会社名;市区町村;法人番号;国",
            "公司名称;城市;税号;国家",
            "회사명;도시;사업자등록번호;국가",
            "اسم الشركة;المدينة;الرقم الضريبي;الدولة",
            "_address_company;_address_city;taxvat;_address_country_id",
            "Firma Adı / Ünvanı;Ort 1;Vergi Numarası / TCKN;Land 1",
        ] {
            assert_eq!(company(&format!("{heads}\na;b;c;d\n")), [Ok((2, "a".into()))], "{heads}");
            let mut records = records(Format::Csv, format!("{heads}\na;b;c;d\n").as_bytes());
            let Ok(Some(Ok(record))) = records.next_record() else { panic!("{heads}") };
            for (field, value) in [(Field::CompanyLocality, "b"), (Field::CompanyCountry, "d")] {
                assert_eq!(record.text.get(field), value, "{heads} {field:?}");
            }
        }
    }

    #[test]
    fn quotation_marks_that_enclose_no_value_are_refused_and_those_that_excel_reads_are_read() {
        let row = |value: &str| read(Format::Csv, format!("city,companyName\nx,{value}\ny,b\n").as_bytes());
        for stray in [
            "\"Lale \"Tekstil\" Ltd.\"",
            "\"Lale \"Tekstil",
            "\"Lale \\\"Tekstil\\\" Ltd.\"",
            "\"Lale\"Tekstil\"",
            "\"Lale \"\"Tekstil\" Ltd.\"",
            " \"Lale\"",
        ] {
            assert_eq!(row(stray), [Err((2, "not_a_record")), Ok((3, "b".into()))], "{stray}");
        }
        for (written, value) in [
            ("\"Lale \"\"Tekstil\"\" Ltd.\"", "Lale \"Tekstil\" Ltd."),
            ("\"\"\"Lale\"\"\"", "\"Lale\""),
            ("Lale \"Tekstil\" Ltd.", "Lale \"Tekstil\" Ltd."),
            ("5\" pipe", "5\" pipe"),
            ("\"\"", ""),
        ] {
            assert_eq!(row(written), [Ok((2, value.into())), Ok((3, "b".into()))], "{written}");
        }
    }

    #[test]
    fn rows_that_a_quotation_mark_swallows_are_named_to_the_last() {
        let swallowed = |format: Format, input: &str| {
            let mut records = records(format, input.as_bytes());
            let mut lines = Vec::new();
            while let Ok(Some(record)) = records.next_record() {
                lines.extend(record.err().map(|broken| (broken.line, broken.last_line)));
            }
            lines
        };
        let stray = "country,companyName,city\nDE,\"Beta GmbH,Berlin\nDE,Gamma,Bonn\nDE,\"Delta\",x\nDE,Eta,Ulm\n";
        let long = "x".repeat(300);
        for (input, lines) in [
            (stray.to_owned(), vec![(2, 4)]),
            (stray.replace('\n', "\r\n"), vec![(2, 4)]),
            (stray.replace('\n', "\r"), vec![(2, 4)]),
            ("city,companyName\nx,\"Lale\nx,a\nx,b".into(), vec![(2, 4)]),
            ("city,companyName\nx,\"Lale\nx,a\nx,b\n".into(), vec![(2, 4)]),
            ("city\n\"a\" b".into(), vec![(2, 2)]),
            ("city\na\n\"a\" b\n\nc\n".into(), vec![(3, 3)]),
            ("city\n\"a\nb\",c\n".into(), vec![(2, 3)]),
            (format!("city,companyName\nx,\"a\n{long}\nx,b\n"), vec![(2, 3)]),
            ("city\n\"a\nb\"\n".into(), vec![]),
        ] {
            assert_eq!(swallowed(Format::Csv, &input), lines, "{input:?}");
        }
        assert_eq!(swallowed(Format::Jsonl, "{\n\n[]"), [(1, 1), (3, 3)]);
        assert_eq!(swallowed(Format::Jsonl, &format!("[{long}\n{{{long}")), [(1, 1), (2, 2)]);
    }

    #[test]
    fn a_billing_address_is_looked_at_once_there_is_one() {
        let text = |heads: &str, row: &str| {
            let mut records = records(Format::Csv, format!("companyName,country,{heads}\na,TR,{row}\n").as_bytes());
            records.next_record().ok().flatten().and_then(Result::ok).map(|record| record.text).unwrap_or_default()
        };
        let none = text("billToCity", " ");
        assert!(none.is_billed_at_company());
        let there = text("Same address as the company,billToCity", "evet,Bursa");
        assert!(!there.is_billed_at_company());
        assert_eq!((there.get(Field::BillingLocality), there.get(Field::BillingCountry)), ("Bursa", "TR"));
        assert!(text("billing_same_as_company", "YANLIŞ").is_billed_at_company());
        assert_eq!(text("billing_same_as_company", "perhaps").get(Field::BillingSameAsCompany), "perhaps");
    }
}
