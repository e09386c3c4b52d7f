//! Postal codes as their countries write them: people leave out spaces, add the country's letter, or neither.

use super::shape::Shape;
use crate::rules::text::plain;

/// The most characters that a postal code is looked at with; the longest has ten.
const MAX_CHARS: usize = 24;

/// A typed postal code as the country writes it, if it is one there. Where no pattern is known, any text is.
pub fn tidy(shape: &Shape, typed: &str) -> Option<String> {
    let typed = plain(typed.trim().trim_start_matches('〒').trim_start()).to_uppercase();
    let typed = typed.replace(['\u{2010}', '\u{2011}', '\u{2013}', '\u{2212}', '\u{30fc}'], "-");
    if shape.is_postal_code(&typed) == Some(true) {
        return Some(canonical(shape, typed));
    }
    if shape.postal_pattern.is_empty() {
        return Some(typed);
    }
    if typed.chars().count() > MAX_CHARS {
        return None;
    }
    let bare: String = typed.chars().filter(|letter| !" -.".contains(*letter)).collect();
    let country = shape.country;
    let mut tries = vec![bare.clone()];
    // "D-10115", "CH-8000", "LV 1010": the country's letters before the code.
    for letters in [country, &country[..1]] {
        tries.extend(bare.strip_prefix(letters).map(str::to_owned));
    }
    // "1010" for "LV-1010", where the country's letters are part of the code.
    for start in [format!("{country}-"), country.to_owned(), format!("{country} ")] {
        tries.push(format!("{start}{bare}"));
    }
    tries.into_iter().find_map(|code| spaced(shape, &code))
}

/// A code with the separator of the sample put where the sample has it.
fn spaced(shape: &Shape, code: &str) -> Option<String> {
    if shape.is_postal_code(code) == Some(true) {
        return Some(canonical(shape, code.to_owned()));
    }
    let letters: Vec<char> = code.chars().collect();
    (1..letters.len()).rev().find_map(|at| {
        [' ', '-'].into_iter().find_map(|separator| {
            let tried: String =
                letters[..at].iter().copied().chain([separator]).chain(letters[at..].iter().copied()).collect();
            (shape.is_postal_code(&tried) == Some(true)).then(|| canonical(shape, tried))
        })
    })
}

/// A right code with or without its separator, as the country's sample has it.
fn canonical(shape: &Shape, code: String) -> String {
    let bare = |text: &str| text.chars().filter(|letter| !" -".contains(*letter)).collect::<String>();
    let wanted = bare(&code);
    for sample in shape.postal_samples.split(',') {
        let Some((at, separator)) = sample.char_indices().find(|(_, letter)| " -".contains(*letter)) else { continue };
        // The British code ends in three characters, whatever its length.
        let at =
            if bare(sample).len() == wanted.len() { at } else { wanted.len().saturating_sub(bare(sample).len() - at) };
        if wanted.is_char_boundary(at) && at > 0 && at < wanted.len() {
            let tried = format!("{}{separator}{}", &wanted[..at], &wanted[at..]);
            if shape.is_postal_code(&tried) == Some(true) {
                return tried;
            }
        }
    }
    code
}

#[cfg(test)]
mod tests {
    use super::super::shape::shape;
    use super::*;

    fn tidied(country: &str, typed: &str) -> Option<String> {
        shape(country).and_then(|shape| tidy(shape, typed))
    }

    #[test]
    fn writes_codes_as_their_country_does() {
        for (country, typed, written) in [
            ("GB", "sw1a1aa", "SW1A 1AA"),
            ("GB", "EC1Y8SY", "EC1Y 8SY"),
            ("GB", "m1 1ae", "M1 1AE"),
            ("CA", "h3z2y7", "H3Z 2Y7"),
            ("JP", "1540023", "154-0023"),
            ("JP", "１５４－００２３", "154-0023"),
            ("BR", "40301110", "40301-110"),
            ("DE", "D-10115", "10115"),
            ("CH", "CH-8000", "8000"),
            ("LV", "1010", "LV-1010"),
            ("TR", "٣٤٠٠٠", "34000"),
            ("IE", "a65f4e2", "A65 F4E2"),
            ("NL", "1234ab", "1234 AB"),
            ("US", "22162 1010", "22162-1010"),
        ] {
            assert_eq!(tidied(country, typed).as_deref(), Some(written), "{country} {typed}");
        }
    }

    #[test]
    fn refuses_codes_that_the_country_does_not_have() {
        for (country, typed) in [
            ("TR", "3400"),
            ("TR", "34A00"),
            ("US", "1234"),
            ("GB", "SW1A"),
            ("DE", "101155"),
            ("CA", "D1D 1D1 1"),
            ("JP", ""),
        ] {
            assert_eq!(tidied(country, typed), None, "{country} {typed}");
        }
    }
}
