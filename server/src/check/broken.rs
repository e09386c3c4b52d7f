//! Lines that are no record, and what to do about each.

use encoding_rs::UTF_8;

/// A line that is no record, or lines that were taken for one row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// The line, from 1.
    pub line: u64,
    /// The last line: a row goes on where a quotation mark is open.
    pub last_line: u64,
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
    /// What does not begin as a JSON object does.
    NotAnObject,
    /// A JSON object that is none from a column on.
    NotJson {
        /// The column, from 1, in letters.
        column: usize,
        /// What is wrong, in the parser's words.
        says: String,
    },
    /// A JSON object that ends on another line, if at all.
    BrokenOff,
    /// A JSON object with something behind it.
    AfterObject {
        /// The column, from 1, in letters.
        column: usize,
    },
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
    /// A row of the column heads, below them.
    HeadsAgain,
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

    /// How many lines were not read.
    #[must_use]
    pub fn lines(&self) -> u64 {
        self.last_line.saturating_sub(self.line) + 1
    }

    /// What is wrong and what to do, for people.
    #[must_use]
    pub fn sentence(&self) -> String {
        match &self.why {
            Why::StrayQuote { column } if self.lines() > 1 => format!(
                "a quotation mark is opened under “{column}” and not closed in its row, so these lines were taken for one row; \
                 close it or take it out"
            ),
            why => why.sentence(),
        }
    }
}

impl Why {
    /// What is wrong and what to do, for people.
    #[must_use]
    pub fn sentence(&self) -> String {
        match self {
            Self::NotDecoded { encoding, column: Some(column) } => format!(
                "the value under “{column}” is not {encoding}; save the file as CSV UTF-8, or name its encoding with --encoding"
            ),
            Self::NotDecoded { encoding, column: None } => {
                format!("this line is not {encoding}; save the file as UTF-8, or name its encoding with --encoding")
            }
            Self::TooLong => {
                "this is too long to be a record; look for a quotation mark that is opened and never closed".to_owned()
            }
            Self::UnknownName { name, meant: Some(meant) } => {
                format!("the name “{name}” is not known; write it as “{meant}”")
            }
            Self::UnknownName { name, meant: None } => {
                format!("the name “{name}” is not known; correct it or take it out")
            }
            Self::RepeatedName(name) => format!("the name “{name}” is there twice; take one out"),
            Self::NotText(name) => format!("the value of “{name}” is not text; put it in quotation marks"),
            Self::TooManyValues { heads, values } => format!(
                "this row has {values} values and the file has {heads} column heads; put values that hold a separator in quotation marks"
            ),
            Self::StrayQuote { column } => format!(
                "the value under “{column}” has quotation marks inside it; write each of those twice (\"\") and the value in quotation marks"
            ),
            Self::OpenQuote => {
                "a quotation mark is opened in this row and never closed, so nothing after it was read; close it or take it out"
                    .to_owned()
            }
            Self::HeadsAgain => "this row repeats the column heads; take it out".to_owned(),
            Self::NotAnObject | Self::NotJson { .. } | Self::BrokenOff | Self::AfterObject { .. } | Self::Array => {
                self.json_sentence()
            }
        }
    }

    /// What is wrong with a line of JSON.
    fn json_sentence(&self) -> String {
        match self {
            Self::NotJson { column, says } => format!("this is not JSON at column {column}: {says}"),
            Self::BrokenOff => "the JSON object is not closed in this line; write each object on one line".to_owned(),
            Self::AfterObject { column } => {
                format!(
                    "something stands behind the JSON object, at column {column}; write each object on a line of its own"
                )
            }
            Self::Array => {
                "this is a JSON array; write one object a line without brackets and commas around them, or CSV"
                    .to_owned()
            }
            _ => "this is not a JSON object; if the file is CSV, say --format csv".to_owned(),
        }
    }
}
