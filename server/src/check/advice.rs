//! What may be amiss with a file whose first line names nothing that is known.

use super::heads::{SEPARATORS, first_row, known};
use super::lines::Lines;

/// So many lines below are looked at for heads.
const MAX_LINES: usize = 10;
/// So much of them, in bytes: heads are short.
const MAX_BYTES: usize = 1 << 14;

/// What to do about heads of which none is known. What is below them was read, and not taken.
pub fn of_unknown_heads(heads: &[String], below: &Lines) -> String {
    if let [head] = heads
        && let Some(separator) = other_separator(head)
    {
        if SEPARATORS.contains(&u8::try_from(separator).unwrap_or_default()) {
            return "the whole line stands in quotation marks, so that it is one value: take out those around the lines"
                .to_owned();
        }
        return format!(
            "“{separator}” seems to separate the columns: write a line sep={separator} above them, or separate them with commas"
        );
    }
    let rest = below.rest();
    if let Some(at) = heads_below(&rest[..rest.len().min(MAX_BYTES)]) {
        let line = below.line() + at;
        return format!("line {line} looks as if it did: take out what stands above it");
    }
    let names = "use names such as country, companyName, city, postalCode, taxId: docs/checking.md lists them";
    if heads.len() == 1 {
        return format!(
            "is there a title above the names, or is the separator another than comma, semicolon, tab and |? (a first line \
             such as sep=^ names it); {names}"
        );
    }
    names.to_owned()
}

/// A sign that is no usual separator and with which the heads are known.
fn other_separator(head: &str) -> Option<char> {
    let is_unusual = |sign: char| sign.is_ascii_punctuation() && sign != '"';
    head.chars().filter(|sign| is_unusual(*sign)).find(|sign| {
        let parts: Vec<String> = head.split(*sign).map(str::to_owned).collect();
        // A head of several words falls apart at its own signs: Zip/Postal code.
        let least = if matches!(sign, '^' | '~') { 1 } else { 2 };
        known(&parts) >= least
    })
}

/// How many lines further down a line names columns.
fn heads_below(text: &[u8]) -> Option<u64> {
    let end = if text.contains(&b'\n') { b'\n' } else { b'\r' };
    let names_columns = |line: &[u8]| {
        SEPARATORS.iter().any(|separator| first_row(line, *separator).is_some_and(|heads| known(&heads) >= 2))
    };
    let mut lines = (0..).zip(text.split(|byte| *byte == end)).take(MAX_LINES);
    lines.find(|(_, line)| names_columns(line)).map(|(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn advice(heads: &[&str], below: &str) -> String {
        let heads: Vec<String> = heads.iter().map(|head| (*head).to_owned()).collect();
        let mut lines = Lines::of_text(below.as_bytes());
        assert!(lines.more().is_ok());
        of_unknown_heads(&heads, &lines)
    }

    #[test]
    fn a_strange_separator_and_a_title_are_named() {
        assert!(advice(&["country^name"], "").contains("sep=^"));
        assert!(advice(&["Ülke~Müşteri~Şehir"], "").contains("sep=~"));
        assert!(advice(&["country:companyName"], "").contains("sep=:"));
        assert!(advice(&["country,companyName,city"], "").contains("the whole line stands in quotation marks"));
        assert!(advice(&["Title"], "\ncountry;city\n").contains("line 2 looks"));
        assert!(advice(&["EXTF", "700"], "Konto;PLZ;Ort\r\n1;2;3\r\n").contains("line 1 looks"));
        assert!(advice(&["Title"], "\rcountry\tcity\r").contains("line 2 looks"));
    }

    #[test]
    fn what_is_not_known_to_be_amiss_is_asked() {
        for head in ["Müşteri", "Zip-Name", "a^b", "a/b", ""] {
            let advice = advice(&[head], "country\n1\n");
            assert!(advice.contains("is there a title"), "{head}: {advice}");
        }
        assert!(advice(&["a", "b"], "1,2\n").starts_with("use names such as"));
    }
}
