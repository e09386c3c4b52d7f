//! The arithmetic that many countries share. Every text here has the shape its kind asks for.

/// A digit's value; letters count on from 10, as ISO 7064 and most offices have it.
pub fn value(sign: u8) -> u32 {
    match sign {
        b'0'..=b'9' => u32::from(sign - b'0'),
        b'A'..=b'Z' => u32::from(sign - b'A') + 10,
        _ => 0,
    }
}

/// The sum of digits by weights, over as many as there are weights.
pub fn weighted(text: &str, weights: &[u32]) -> u32 {
    text.bytes().zip(weights).map(|(sign, weight)| value(sign) * weight).sum()
}

/// The last digit.
pub fn last(text: &str) -> u32 {
    text.bytes().last().map(value).unwrap_or_default()
}

/// The digit at a position from 0.
pub fn at(text: &str, position: usize) -> u32 {
    text.as_bytes().get(position).copied().map(value).unwrap_or_default()
}

/// A part as a number; 0 where there is none. Never longer than 38 digits here.
pub fn number(text: &str) -> u128 {
    text.parse().unwrap_or_default()
}

/// Whether a text ends in its check digit, where ten is written K (Chile, Guatemala).
pub fn ends_in_k(text: &str, check: u32) -> bool {
    text.ends_with(if check == 10 { 'K' } else { char::from_digit(check, 10).unwrap_or_default() })
}

/// Luhn (ISO/IEC 7812-1, annex B).
pub fn luhn(text: &str) -> bool {
    let sum: u32 = text
        .bytes()
        .rev()
        .map(value)
        .enumerate()
        .map(|(place, digit)| if place % 2 == 0 { digit } else { digit * 2 / 10 + digit * 2 % 10 })
        .sum();
    sum.is_multiple_of(10)
}

/// ISO 7064, MOD 11,10.
pub fn mod_11_10(text: &str) -> bool {
    let check = text.bytes().fold(5, |check, sign| ((if check == 0 { 10 } else { check }) * 2 % 11 + value(sign)) % 10);
    check == 1
}

/// ISO 7064, MOD 97-10, letters as two digits.
pub fn mod_97_10(text: &str) -> bool {
    let rest = text.bytes().fold(0_u32, |rest, sign| {
        let value = value(sign);
        (if value > 9 { rest * 100 + value } else { rest * 10 + value }) % 97
    });
    rest == 1
}

/// What is missing to a multiple of 11 when digits weigh 2, 3, … from the end, beginning again after so many.
pub fn mod_11_from_end(text: &str, cycle: usize) -> u32 {
    let weight = |place: usize| u32::try_from(place % cycle + 2).unwrap_or_default();
    let sum: u32 = text.bytes().rev().enumerate().map(|(place, sign)| value(sign) * weight(place)).sum();
    (11 - sum % 11) % 11
}

/// The last digit is the rest modulo 11 of the others, weighing 1 to 9 and 1 again, or, where that is 10, beginning at 3.
pub fn mod_11_in_rounds(text: &str) -> bool {
    let digits = text.len() - 1;
    let rest = |shift: usize| -> u32 {
        let weight = |place: usize| u32::try_from(1 + (place + shift) % 9).unwrap_or_default();
        (0..digits).map(|place| at(text, place) * weight(place)).sum::<u32>() % 11
    };
    let check = match rest(0) {
        10 => rest(2) % 10,
        first => first,
    };
    check == last(text)
}

/// Whether a year, a month and a day make a date.
pub fn is_date(year: u128, month: u128, day: u128) -> bool {
    let is_leap = (year.is_multiple_of(4) && !year.is_multiple_of(100)) || year.is_multiple_of(400);
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if is_leap => 29,
        2 => 28,
        _ => 0,
    };
    (1..=days).contains(&day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shared_sums_are_those_of_their_standards() {
        assert_eq!(value(b'A'), 10);
        assert!(luhn("79927398713") && !luhn("79927398710"));
        assert!(mod_11_10("794623") && !mod_11_10("794624"));
        assert!(mod_97_10("3214282912345698765432161182") && !mod_97_10("3214282912345698765432161181"));
    }

    #[test]
    fn the_twenty_ninth_of_february_is_a_date_in_leap_years() {
        assert!(is_date(2000, 2, 29) && is_date(2024, 2, 29));
        assert!(!is_date(1900, 2, 29) && !is_date(2023, 2, 29) && !is_date(2024, 13, 1) && !is_date(2024, 0, 1));
    }
}
