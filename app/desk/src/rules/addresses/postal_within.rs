//! A postal code with its place beside it: "34710 Kadıköy", "75008 CEDEX 08".

use super::postal::tidy;
use super::shape::Shape;
use crate::rules::text::code;

/// Words that one code is written in at most: "D 10115", "LIMA 1".
const MOST_WORDS: usize = 3;
/// The most words that are looked at: an address in one line.
const MOST_LOOKED_AT: usize = 40;

/// The one postal code among the words of a text, as the country writes it. Nothing where there are several: nobody knows which
/// is meant.
pub fn postal_within(shape: &Shape, typed: &str) -> Option<String> {
    if shape.postal_pattern.is_empty() {
        return None;
    }
    let text = code(typed);
    among(shape, &text, is_between).or_else(|| among(shape, &text, |sign| sign == '-' || is_between(sign)))
}

fn is_between(sign: char) -> bool {
    sign.is_whitespace() || ",;:/()[]|".contains(sign)
}

/// The one code in the longest run of words that is one.
fn among(shape: &Shape, text: &str, is_between: impl Fn(char) -> bool) -> Option<String> {
    let words: Vec<&str> = text.split(is_between).filter(|word| !word.is_empty()).take(MOST_LOOKED_AT).collect();
    let mut found: Option<String> = None;
    for length in (1..=MOST_WORDS).rev() {
        for run in
            words.windows(length).filter(|run| run.iter().any(|word| word.contains(|sign: char| sign.is_ascii_digit())))
        {
            match tidy(shape, &run.join(" ")) {
                Some(code) if found.as_ref().is_some_and(|known| *known != code) => return None,
                Some(code) => found = Some(code),
                None => {}
            }
        }
        if found.is_some() {
            break;
        }
    }
    found
}
