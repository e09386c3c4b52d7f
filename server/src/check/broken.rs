//! Lines that are no record, and what to do about each.

use encoding_rs::UTF_8;

/// A line that is no record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// The line, from 1.
    pub line: u64,
    /// Why it is none.
    pub why: Why,
}

/// Why a line is no record. Columns and names stand as the file writes them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// Its bytes are no letters of the encoding.
    NotDecoded {
        /// The encoding's name.
        encoding: &'static str,
        /// The column, where there are columns.
        column: Option<String>,
    },
    /// More bytes than a record has.
    TooLong,
    /// No JSON object.
    NotJson,
    /// A JSON array, or where one begins.
    Array,
    /// A JSON object with a name that no field has.
    UnknownName {
        /// The name.
        name: String,
        /// The name that was meant, if it is known under another spelling.
        meant: Option<&'static str>,
    },
    /// A JSON object with a name twice.
    RepeatedName(String),
    /// A JSON object with something else than text.
    NotText(String),
    /// A row with more values than there are heads.
    TooManyValues {
        /// How many heads there are.
        heads: usize,
        /// How many values the row has.
        values: usize,
    },
    /// A value with quotation marks that do not enclose it.
    StrayQuote {
        /// Its column.
        column: String,
    },
    /// A quotation mark that is never closed.
    OpenQuote,
}

impl Broken {
    /// The code that programs read.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match &self.why {
            Why::NotDecoded { encoding, .. } if *encoding == UTF_8.name() => "not_utf8",
            Why::NotDecoded { .. } => "not_decoded",
            Why::TooLong => "too_long",
            _ => "not_a_record",
        }
    }

    /// The column or name that is wrong, where it is one.
    #[must_use]
    pub fn column(&self) -> Option<&str> {
        match &self.why {
            Why::NotDecoded { column, .. } => column.as_deref(),
            Why::UnknownName { name, .. }
            | Why::RepeatedName(name)
            | Why::NotText(name)
            | Why::StrayQuote { column: name } => Some(name),
            _ => None,
        }
    }

    /// What is wrong and what to do, for people.
    #[must_use]
    pub fn sentence(&self) -> String {
        match &self.why {
            Why::NotDecoded { encoding, column: Some(column) } => {
                format!("the value under “{column}” is not {encoding}; {SAVE_AS_UTF8}")
            }
            Why::NotDecoded { encoding, column: None } => format!("this line is not {encoding}; {SAVE_AS_UTF8}"),
            Why::TooLong => {
                "this is too long to be a record; look for a quotation mark that is opened and never closed".to_owned()
            }
            Why::NotJson => "this is not a JSON object; if the file is CSV, say --format csv".to_owned(),
            Why::Array => {
                "this is a JSON array; write one object a line without brackets and commas around them, or CSV".to_owned()
            }
            Why::UnknownName { name, meant: Some(meant) } => {
                format!("the name “{name}” is not known; write it as “{meant}”")
            }
            Why::UnknownName { name, meant: None } => {
                format!("the name “{name}” is not known; correct it or take it out")
            }
            Why::RepeatedName(name) => format!("the name “{name}” is there twice; take one out"),
            Why::NotText(name) => format!("the value of “{name}” is not text; put it in quotation marks"),
            Why::TooManyValues { heads, values } => format!(
                "this row has {values} values and the file has {heads} column heads; put values that hold a separator in quotation marks"
            ),
            Why::StrayQuote { column } => format!(
                "the value under “{column}” has quotation marks inside it; write each of those twice (\"\") and the value in quotation marks"
            ),
            Why::OpenQuote => {
                "a quotation mark is opened in this row and never closed, so nothing after it was read; close it or take it out"
                    .to_owned()
            }
        }
    }
}

const SAVE_AS_UTF8: &str = "save the file as CSV UTF-8, or name its encoding with --encoding";
