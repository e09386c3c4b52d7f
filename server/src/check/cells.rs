//! What spreadsheets write around a value so that it stays a text: `="16120"`, and Excel's apostrophe before it (`'01067`).

use super::lines::Lines;
use super::rows::{Row, Rows};
use std::borrow::Cow;

/// So much of a file is looked at to know its apostrophes, in bytes.
pub const SAMPLE_BYTES: usize = 1 << 16;
/// So many values tell an apostrophe that is no letter of a name.
const LEAST_VALUES: usize = 3;

/// What the apostrophes before a column's values are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Apostrophes {
    /// Parts of names: `'t Hooft`.
    #[default]
    OfNames,
    /// Excel's sign that what follows is text.
    Before,
    /// Quotation marks: `'Dresden'`.
    Around,
}

/// A column's values, as they begin.
#[derive(Clone, Copy, Default)]
struct Counted {
    plain: usize,
    dutch: usize,
    marked: usize,
    enclosed: usize,
}

impl Counted {
    fn add(&mut self, value: &[u8]) {
        match value {
            [] => {}
            _ if is_dutch(value) => self.dutch += 1,
            [b'\'', .., last] => {
                self.marked += 1;
                self.enclosed += usize::from(*last == b'\'');
            }
            _ => self.plain += 1,
        }
    }

    /// Whether nearly all values have one: nine of ten.
    fn is_marked(self) -> bool {
        self.marked > 0 && self.marked >= self.plain.saturating_mul(9)
    }

    fn apostrophes(self) -> Apostrophes {
        if self.enclosed * 10 >= self.marked * 9 { Apostrophes::Around } else { Apostrophes::Before }
    }
}

/// What the apostrophes of each column are, judged by the rows that a file begins with: one name may begin with one, a column
/// of names does not. The `'s-` and `'t` of Dutch names tell nothing. Rows before the first apostrophe are counted as they
/// come, so that nobody waits for a file that has none.
pub struct Judge {
    counted: Vec<Counted>,
    rows: usize,
}

impl Judge {
    /// A judge of so many columns.
    pub fn new(columns: usize) -> Self {
        Self { counted: vec![Counted::default(); columns], rows: 0 }
    }

    /// Counts a row; answers whether one of its values begins with an apostrophe.
    pub fn count(&mut self, rows: &Rows) -> bool {
        if rows.is_blank() {
            return false;
        }
        self.rows += 1;
        let mut has_one = false;
        for (column, counted) in self.counted.iter_mut().enumerate().take(rows.count()) {
            let value = rows.value(column).trim_ascii();
            has_one |= value.starts_with(b"'");
            counted.add(value);
        }
        has_one
    }

    /// What they are, by the rows that were counted and those of a sample.
    pub fn judge(mut self, sample: &[u8], separator: u8) -> Vec<Apostrophes> {
        let mut lines = Lines::of_text(sample);
        let mut rows = Rows::new(separator, sample.len());
        while let Ok(Some(row)) = rows.next_row(&mut lines) {
            if row == Row::Values {
                self.count(&rows);
            }
        }
        // A file of one row or two tells it by several columns of which every value has one.
        let is_whole = |counted: &Counted| counted.is_marked() && counted.marked + counted.dutch == self.rows;
        let in_whole: usize =
            self.counted.iter().filter(|counted| is_whole(counted)).map(|counted| counted.marked).sum();
        let is_sign = |counted: &Counted| {
            counted.is_marked() && (counted.marked >= LEAST_VALUES || is_whole(counted) && in_whole >= LEAST_VALUES)
        };
        let apostrophes = |counted: &Counted| {
            if is_sign(counted) { counted.apostrophes() } else { Apostrophes::OfNames }
        };
        self.counted.iter().map(apostrophes).collect()
    }
}

/// Whether a value begins as Dutch names do: an apostrophe, one letter, and a blank or a hyphen (`'s-Hertogenbosch`, `'t Hooft`).
fn is_dutch(value: &[u8]) -> bool {
    matches!(value, [b'\'', b's' | b't' | b'n' | b'S' | b'T' | b'N', b' ' | b'-', ..])
}

/// Whether a value is a number that a spreadsheet has written in short, so that its last digits are lost: `9.02243E+11`,
/// `4,54E+09`. One with as many decimals as its power of ten has lost none.
pub fn is_rounded(value: &[u8]) -> bool {
    let Some(at) = value.iter().position(|byte| matches!(byte, b'E' | b'e')) else { return false };
    let (digits, power) = (&value[..at], &value[at + 1..]);
    let are_digits = |bytes: &[u8]| bytes.iter().all(u8::is_ascii_digit);
    let decimals = match digits {
        [first, b'.' | b',', decimals @ ..] if first.is_ascii_digit() && are_digits(decimals) => decimals.len(),
        [first] if first.is_ascii_digit() => 0,
        _ => return false,
    };
    let Some(power) = power.strip_prefix(b"+").filter(|power| are_digits(power)) else { return false };
    let power = std::str::from_utf8(power).ok().and_then(|power| power.parse::<usize>().ok());
    power.is_some_and(|power| decimals < power)
}

/// A value without what a spreadsheet wrote around it.
pub fn bare(value: &[u8], apostrophes: Apostrophes) -> Cow<'_, [u8]> {
    if apostrophes == Apostrophes::OfNames {
        return of_text_cell(value);
    }
    let trimmed = value.trim_ascii();
    let Some(inside) = trimmed.strip_prefix(b"'").filter(|_| !is_dutch(trimmed)) else { return of_text_cell(value) };
    let is_around = apostrophes == Apostrophes::Around;
    Cow::Borrowed(inside.strip_suffix(b"'").filter(|_| is_around).unwrap_or(inside))
}

/// A value without what makes spreadsheets take it for a text: `="16120"` is 16120.
pub fn of_text_cell(value: &[u8]) -> Cow<'_, [u8]> {
    let inside = value.trim_ascii().strip_prefix(b"=").map(<[u8]>::trim_ascii_start);
    let inside = inside.and_then(|value| value.strip_prefix(b"\"")).and_then(|value| value.strip_suffix(b"\""));
    match inside {
        None => Cow::Borrowed(value),
        Some(inside) if !inside.contains(&b'"') => Cow::Borrowed(inside),
        Some(inside) => undoubled(inside).map_or(Cow::Borrowed(value), Cow::Owned),
    }
}

/// A text whose quotation marks are written twice; `None` if one stands alone, so that it is more than a text.
fn undoubled(inside: &[u8]) -> Option<Vec<u8>> {
    let mut plain = Vec::with_capacity(inside.len());
    let mut bytes = inside.iter().copied();
    while let Some(byte) = bytes.next() {
        if byte == b'"' && bytes.next() != Some(b'"') {
            return None;
        }
        plain.push(byte);
    }
    Some(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(sample: &str, columns: usize) -> Vec<Apostrophes> {
        Judge::new(columns).judge(sample.as_bytes(), b',')
    }

    #[test]
    fn a_column_of_apostrophes_is_a_spreadsheets_and_one_name_is_not() {
        use Apostrophes::{Around, Before, OfNames};
        assert_eq!(judged("'Alfa GmbH,'Dresden,'Str 1\n", 3), [Before; 3]);
        assert_eq!(judged("'a,'b\n'c,'s-Heerenberg\n", 2), [Before; 2]);
        assert_eq!(judged("'a,DE\n'b,DE\n'c,\n,DE\n", 2), [Before, OfNames]);
        assert_eq!(judged("'a','x'\n'b','y'\n'c',z\n", 2), [Around, OfNames]);
        for (names, columns) in [
            ("'s-Graveland,'Ewa Beach\n", 2),
            ("'t Hooft,'s-Hertogenbosch\n'T HOOFT,'s Gravenmoer\n't Hart,'s-Heerenberg\n", 2),
            ("'Ewa Beach,a\nb,c\n", 2),
            ("'Abd al-Rahman,a,b\n", 3),
            ("'a,'1\nb,'2\nc,3\n", 2),
            ("'47 Brand\n'47 Brand\nb\n", 1),
            ("',\n',\n',\n", 2),
            ("", 2),
            ("a,b\n", 2),
        ] {
            assert_eq!(judged(names, columns), vec![OfNames; columns], "{names}");
        }
    }

    #[test]
    fn a_number_in_short_has_lost_its_digits() {
        for rounded in ["9.02243E+11", "4,54E+09", "1E+10", "1.2e+5"] {
            assert!(is_rounded(rounded.as_bytes()), "{rounded}");
        }
        for whole in
            ["", "E", "E+11", "4.540536921E+09", "12E+3", "9.02243E+", "1.2E11", "1,2,3E+9", "a.1E+9", "ATU1E+9"]
        {
            assert!(!is_rounded(whole.as_bytes()), "{whole}");
        }
    }

    #[test]
    fn a_value_loses_its_sign_and_keeps_what_is_its_own() {
        use Apostrophes::{Around, Before, OfNames};
        for (written, apostrophes, value) in [
            ("'Alfa GmbH", Before, "Alfa GmbH"),
            (" '01067", Before, "01067"),
            ("''s-Hertogenbosch", Before, "'s-Hertogenbosch"),
            ("'s-Hertogenbosch", Before, "'s-Hertogenbosch"),
            ("'t Hooft", Before, "'t Hooft"),
            ("'Friends'", Before, "Friends'"),
            ("'Dresden'", Around, "Dresden"),
            ("'Dresden", Around, "Dresden"),
            ("O'Brien", Before, "O'Brien"),
            ("Alfa", Before, "Alfa"),
            ("'", Before, ""),
            ("", Before, ""),
            ("=\"16120\"", Before, "16120"),
            ("'Ewa Beach", OfNames, "'Ewa Beach"),
            ("'Dresden'", OfNames, "'Dresden'"),
        ] {
            assert_eq!(bare(written.as_bytes(), apostrophes), value.as_bytes(), "{written}");
        }
    }
}
