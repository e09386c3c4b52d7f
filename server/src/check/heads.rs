//! The first row of a CSV file: which sign separates values, and which column is which field.

use super::cells::of_text_cell;
use super::lines::{Length, Lines};
use super::rows::{Row, Rows, is_blank};
use super::{advice, columns};
use crate::failure::Failure;
use model::customers::{AddressFields, Field};

/// The signs that separate values, the usual first.
pub const SEPARATORS: [u8; 4] = [b',', b';', b'\t', b'|'];
/// A head is printed up to so many characters.
const MAX_SHOWN_CHARS: usize = 60;
/// So many heads are printed where none is known.
const MAX_SHOWN_HEADS: usize = 12;

/// The columns of a file.
#[derive(Debug, Default)]
pub struct Heads {
    columns: Vec<Column>,
}

#[derive(Debug)]
struct Column {
    head: String,
    field: Option<Field>,
    has_values: bool,
    /// The first number in it of which a spreadsheet has kept the first digits only.
    rounded: Option<String>,
}

impl Heads {
    /// The columns of the heads that stand in a line; what was read below them helps to say what is wrong.
    ///
    /// # Errors
    /// A sentence if two heads mean one field, or nothing but the country would be looked at.
    pub fn new(heads: &[String], line: u64, below: &Lines) -> Result<Self, Failure> {
        let mut columns: Vec<Column> = heads
            .iter()
            .map(|head| Column { field: columns::of_head(head), head: shown(head), has_values: false, rounded: None })
            .collect();
        give_way(&mut columns);
        understand_loose_heads(&mut columns);
        for (at, column) in columns.iter().enumerate() {
            let Some(field) = column.field else { continue };
            if let Some(first) = columns[..at].iter().find(|other| other.field == Some(field)) {
                return Err(format!(
                    "line {line} has two columns for {}: “{}” and “{}”; take one out or name it otherwise",
                    columns::name(field),
                    first.head,
                    column.head
                )
                .into());
            }
        }
        let says_nothing = [Field::CompanyCountry, Field::BillingCountry, Field::BillingSameAsCompany];
        if columns.iter().filter_map(|column| column.field).all(|field| says_nothing.contains(&field)) {
            let advice = advice::of_unknown_heads(heads, below);
            return Err(format!("{}; {advice}", nothing_known(&columns, line)).into());
        }
        Ok(Self { columns })
    }

    /// Whether the billing address is there and nothing of the company's.
    pub fn is_of_billing(&self) -> bool {
        let has = |fields: AddressFields| {
            self.columns.iter().filter_map(|column| column.field).any(|field| fields.all().contains(&field))
        };
        has(AddressFields::BILLING) && !has(AddressFields::COMPANY)
    }

    /// How many columns there are.
    pub fn count(&self) -> usize {
        self.columns.len()
    }

    /// The field of a column, from 0.
    pub fn field(&self, column: usize) -> Option<Field> {
        self.columns.get(column).and_then(|column| column.field)
    }

    /// The head of a column, from 0, as the file writes it; its number where it has none.
    pub fn head(&self, column: usize) -> String {
        match self.columns.get(column) {
            Some(Column { head, .. }) if !head.is_empty() => head.clone(),
            _ => format!("column {}", column + 1),
        }
    }

    /// Notes that a column without a head holds something.
    pub fn note_value(&mut self, column: usize) {
        if let Some(column) = self.columns.get_mut(column) {
            column.has_values = true;
        }
    }

    /// Notes a number of which a spreadsheet has kept the first digits only.
    pub fn note_rounded(&mut self, column: usize, value: &str) {
        if let Some(column) = self.columns.get_mut(column) {
            column.rounded.get_or_insert_with(|| value.to_owned());
        }
    }

    /// The columns with such numbers, each with its first.
    pub fn rounded(&self) -> Vec<(String, String)> {
        let columns = self.columns.iter().enumerate();
        columns.filter_map(|(at, column)| Some((self.head(at), column.rounded.clone()?))).collect()
    }

    /// Whether a column says neither what it is nor, so far, anything.
    pub fn is_bare(&self, column: usize) -> bool {
        self.columns.get(column).is_some_and(|column| column.head.is_empty() && !column.has_values)
    }

    /// The heads of the columns that are not looked at. One without a head and without a value is none.
    pub fn not_looked_at(&self) -> Vec<String> {
        let is_passed = |column: &Column| column.field.is_none() && (!column.head.is_empty() || column.has_values);
        self.columns.iter().enumerate().filter(|(_, column)| is_passed(column)).map(|(at, _)| self.head(at)).collect()
    }
}

/// Where several columns mean one field, those whose heads say it less plainly give way to the one that is left, and mean
/// what such a head means beside it, unless another column does.
fn give_way(columns: &mut [Column]) {
    for at in 0..columns.len() {
        let Some(field) = columns[at].field else { continue };
        let is_plainer = |other: &Column| other.field == Some(field) && !columns::is_less_plain(&other.head);
        if columns::is_less_plain(&columns[at].head) && columns.iter().any(is_plainer) {
            let otherwise = columns::beside_plainer(&columns[at].head);
            let is_free = |field: Field| columns.iter().all(|other| other.field != Some(field));
            columns[at].field = otherwise.filter(|field| is_free(*field));
        }
    }
}

/// Gives a column whose head may mean a field that field, where no other column is or may be it.
fn understand_loose_heads(columns: &mut [Column]) {
    let loose: Vec<Option<Field>> = columns
        .iter()
        .map(|column| if column.field.is_none() { columns::of_loose_head(&column.head) } else { None })
        .collect();
    for at in 0..columns.len() {
        let Some(field) = loose[at] else { continue };
        let is_taken = columns.iter().any(|column| column.field == Some(field));
        if !is_taken && loose.iter().filter(|other| **other == Some(field)).count() == 1 {
            columns[at].field = Some(field);
        }
    }
}

/// Takes a first line `sep=;` away, by which Excel is told the separator; answers the separator.
///
/// # Errors
/// If the input cannot be read, or the line names no separator.
pub fn told_separator(lines: &mut Lines) -> Result<Option<u8>, Failure> {
    /// `"sep=;"` and no more.
    const MAX_BYTES: usize = 7;
    let Length::Bytes(length) = lines.length(MAX_BYTES)? else { return Ok(None) };
    let line = &lines.rest()[..length];
    let line = line.strip_prefix(b"\"").and_then(|line| line.strip_suffix(b"\"")).unwrap_or(line);
    if line.len() != 5 || !line[..4].eq_ignore_ascii_case(b"sep=") {
        return Ok(None);
    }
    let separator = line[4];
    if !separator.is_ascii() || separator.is_ascii_alphanumeric() || separator == b'"' {
        return Err("line 1 (sep=) names no separator; write sep=, or sep=;".into());
    }
    lines.take(length);
    lines.take_end()?;
    Ok(Some(separator))
}

/// The separator with which the row that comes next has the most heads that are known, and then the most heads.
///
/// # Errors
/// If the input cannot be read.
pub fn likely_separator(lines: &mut Lines, max_bytes: usize) -> Result<u8, Failure> {
    loop {
        let rest = lines.rest();
        let begin = &rest[..rest.len().min(max_bytes)];
        let heads = SEPARATORS.map(|separator| (separator, first_row(begin, separator)));
        // A head may go over several lines, and not all of it be read.
        let is_whole =
            heads.iter().all(|(_, heads)| heads.is_some()) && begin.iter().any(|byte| b"\r\n".contains(byte));
        if !is_whole && begin.len() < max_bytes && lines.more()? {
            continue;
        }
        let weight = |heads: &[String]| (known(heads), heads.len());
        let mut best = (SEPARATORS[0], (0, 0));
        for (separator, heads) in &heads {
            let weight = weight(heads.as_deref().unwrap_or_default());
            if weight > best.1 {
                best = (*separator, weight);
            }
        }
        return Ok(best.0);
    }
}

/// How many heads are known.
pub fn known(heads: &[String]) -> usize {
    heads.iter().filter(|head| columns::is_known(head)).count()
}

/// The first row of some text; `None` if it is not whole.
pub fn first_row(text: &[u8], separator: u8) -> Option<Vec<String>> {
    let mut lines = Lines::of_text(text);
    let mut rows = Rows::new(separator, text.len());
    match rows.next_row(&mut lines) {
        Ok(Some(Row::OpenQuote | Row::TooLong) | None) | Err(_) => None,
        Ok(Some(_)) => Some((0..rows.count()).map(|column| text_of(rows.value(column))).collect()),
    }
}

/// A head as text. What is no letter is shown as such: such a head is not known.
pub fn text_of(value: &[u8]) -> String {
    String::from_utf8_lossy(&of_text_cell(value)).into_owned()
}

/// Whether a line holds nothing but blanks and signs that may separate values.
pub fn is_blank_line(line: &[u8]) -> bool {
    let letters: Vec<u8> = line.iter().copied().filter(|byte| !SEPARATORS.contains(byte) && *byte != b'"').collect();
    is_blank(&letters)
}

/// A head as it is printed: on one line, and not without end.
fn shown(head: &str) -> String {
    let plain: String = head.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    let plain = plain.trim();
    match plain.char_indices().nth(MAX_SHOWN_CHARS) {
        Some((end, _)) => format!("{}…", &plain[..end]),
        None => plain.to_owned(),
    }
}

fn nothing_known(columns: &[Column], line: u64) -> String {
    let mut heads: Vec<String> = columns
        .iter()
        .filter(|column| column.field.is_none() && !column.head.is_empty())
        .map(|column| format!("“{}”", column.head))
        .collect();
    if heads.len() > MAX_SHOWN_HEADS {
        heads.truncate(MAX_SHOWN_HEADS);
        heads.push("…".to_owned());
    }
    let known = if columns.iter().any(|column| column.field.is_some()) { "but the country" } else { "at all" };
    let others = if heads.is_empty() { String::new() } else { format!(" (not known: {})", heads.join(", ")) };
    format!("line {line} should name the columns, and no name {known} is known{others}")
}
