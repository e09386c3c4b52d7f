//! An address on a letter, line by line.

use super::shape::{Shape, shape};
use model::countries::{Address, AddressPart};

/// Like most of the world: street, postal code and locality, subdivision.
const UNKNOWN: &str = "%A%n%Z %C%n%S";

/// The lines of an address as its country writes them, without name and country, empty lines left out. A part that the
/// country does not write is shown all the same: stored text is never hidden.
#[must_use]
pub fn lines(address: &Address) -> Vec<String> {
    let shape = shape(&address.country);
    let format = shape.map_or(UNKNOWN, |shape| format_for(shape, address));
    let written: Vec<String> = format.split("%n").flat_map(|line| fill(address, line)).collect();
    let missing = [
        (AddressPart::Subdivision, &address.subdivision),
        (AddressPart::PostalCode, &address.postal_code),
        (AddressPart::Locality, &address.locality),
    ];
    let extra =
        missing.into_iter().filter(|(part, text)| !text.is_empty() && !format.contains(&format!("%{}", part.letter())));
    written.into_iter().chain(extra.map(|(_, text)| text.clone())).collect()
}

/// The same with the parts in capitals that the country's post wants so, as on an envelope.
#[must_use]
pub fn postal_lines(address: &Address) -> Vec<String> {
    let Some(shape) = shape(&address.country) else { return lines(address) };
    let mut capital = address.clone();
    let raise = |text: &mut String| *text = text.to_uppercase();
    for letter in shape.upper.chars() {
        match letter {
            'A' => [&mut capital.line1, &mut capital.line2].into_iter().for_each(raise),
            'C' => raise(&mut capital.locality),
            'S' => raise(&mut capital.subdivision),
            'Z' => raise(&mut capital.postal_code),
            _ => {}
        }
    }
    lines(&capital)
}

/// The Latin order for Latin letters: a Japanese address in English goes from small to large.
fn format_for(shape: &Shape, address: &Address) -> &'static str {
    let is_latin = [&address.line1, &address.line2, &address.locality, &address.subdivision]
        .into_iter()
        .all(|text| is_latin(text));
    if is_latin && !shape.latin_format.is_empty() { shape.latin_format } else { shape.format }
}

/// Whether all letters of a text are Latin.
pub(super) fn is_latin(text: &str) -> bool {
    text.chars()
        .filter(|letter| letter.is_alphabetic())
        .all(|letter| u32::from(letter) < 0x0250 || (0x1E00..0x1F00).contains(&u32::from(letter)))
}

/// One line of a format, filled; literals stand only between parts that are there.
fn fill(address: &Address, format: &str) -> Vec<String> {
    // "ÅLAND": a line that every letter there has.
    if !format.contains('%') && !format.trim().is_empty() {
        return vec![format.trim().to_owned()];
    }
    let mut text = String::new();
    let mut literal = String::new();
    let mut letters = format.chars();
    let mut lines = Vec::new();
    while let Some(letter) = letters.next() {
        if letter != '%' {
            literal.push(letter);
            continue;
        }
        let part = match letters.next() {
            Some('A') => {
                let street: Vec<&str> = [&address.line1, &address.line2]
                    .into_iter()
                    .map(String::as_str)
                    .filter(|line| !line.is_empty())
                    .collect();
                // All but the last street line stand alone; what the format writes behind the street follows the last.
                let (last, before) = street.split_last().map_or(("", &[][..]), |(last, before)| (*last, before));
                lines.extend(before.iter().map(|line| (*line).to_owned()));
                last
            }
            Some('C') => &address.locality,
            Some('S') => &address.subdivision,
            Some('Z') => &address.postal_code,
            _ => "",
        };
        if !part.is_empty() {
            let keep = if text.is_empty() {
                literal.trim_start_matches(|c: char| c.is_whitespace() || ",-/".contains(c))
            } else {
                &literal
            };
            text.push_str(keep);
            text.push_str(part);
        }
        if !part.is_empty() || text.is_empty() {
            literal.clear();
        }
    }
    if !text.trim().is_empty() {
        lines.push(text.trim().to_owned());
    }
    lines
}
#[cfg(test)]
mod tests {
    use super::*;

    fn address(country: &str, parts: [&str; 5]) -> Vec<String> {
        let [line1, line2, locality, subdivision, postal_code] = parts.map(str::to_owned);
        lines(&Address { line1, line2, locality, subdivision, postal_code, country: country.to_owned() })
    }

    #[test]
    fn writes_addresses_the_way_their_country_does() {
        assert_eq!(
            address("TR", ["Nilüfer Cad. 12", "", "Osmangazi", "Bursa", "16120"]),
            ["Nilüfer Cad. 12", "16120 Osmangazi/Bursa"]
        );
        assert_eq!(
            address("US", ["1 Main St", "Suite 2", "Austin", "TX", "78701"]),
            ["1 Main St", "Suite 2", "Austin, TX 78701"]
        );
        assert_eq!(address("DE", ["Hauptstr. 5", "", "Berlin", "", "10115"]), ["Hauptstr. 5", "10115 Berlin"]);
        assert_eq!(address("AE", ["Tower 3", "", "", "Dubai", ""]), ["Tower 3", "Dubai"]);
    }

    #[test]
    fn leaves_out_the_marks_between_parts_that_are_missing() {
        assert_eq!(address("TR", ["Cad. 1", "", "Kadıköy", "", ""]), ["Cad. 1", "Kadıköy"]);
        assert_eq!(address("TR", ["Cad. 1", "", "", "Bursa", ""]), ["Cad. 1", "Bursa"]);
        assert_eq!(address("US", ["1 Main St", "", "Austin", "", ""]), ["1 Main St", "Austin"]);
    }

    #[test]
    fn hides_nothing_that_the_country_would_not_write() {
        assert_eq!(address("DE", ["Str. 1", "", "Berlin", "BE", "10115"]), ["Str. 1", "10115 Berlin", "BE"]);
        assert_eq!(address("??", ["Str. 1", "", "Town", "", "1"]), ["Str. 1", "1 Town"]);
    }
}
