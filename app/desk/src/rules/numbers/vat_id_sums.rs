//! The sums and parts of VAT IDs of the European Union. Sources: the offices' own notices, as the tests' oracle has them too.

use super::people::{bulgarian_foreigner, bulgarian_person, spanish_letter};
use super::sums::{at, last, luhn, mod_97_10, number, weighted};

pub fn not_zero_first(text: &str) -> bool {
    !text.starts_with('0')
}

pub fn austria(text: &str) -> bool {
    let sum: u32 = text[1..8]
        .chars()
        .filter_map(|digit| digit.to_digit(10))
        .enumerate()
        .map(|(place, digit)| if place % 2 == 0 { digit } else { digit * 2 / 10 + digit * 2 % 10 })
        .sum();
    (96 - sum) % 10 == last(text)
}

pub fn belgium(text: &str) -> bool {
    (number(&text[..8]) + number(&text[8..])).is_multiple_of(97)
}

pub fn bulgaria(text: &str) -> bool {
    if text.len() == 9 {
        let first = weighted(text, &[1, 2, 3, 4, 5, 6, 7, 8]) % 11;
        let check = if first == 10 { weighted(text, &[3, 4, 5, 6, 7, 8, 9, 10]) % 11 % 10 } else { first };
        return check == last(text);
    }
    // A person's number is a kind of its own: the letters are not added to it.
    let is_persons = bulgarian_person(text) || bulgarian_foreigner(text);
    !is_persons && (11 - weighted(text, &[4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11) % 11 == last(text)
}

pub fn cyprus(text: &str) -> bool {
    const ODD: [u32; 10] = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21];
    let sum: u32 = text[..8]
        .bytes()
        .enumerate()
        .map(|(place, sign)| {
            let digit = u32::from(sign - b'0');
            if place % 2 == 0 { ODD[digit as usize] } else { digit }
        })
        .sum();
    text.bytes().last().map(u32::from) == Some(u32::from(b'A') + sum % 26)
}

pub fn czechia(text: &str) -> bool {
    if text.len() == 8 {
        let check = (11 - weighted(text, &[8, 7, 6, 5, 4, 3, 2]) % 11) % 11;
        return !text.starts_with('9') && (if check == 0 { 1 } else { check }) % 10 == last(text);
    }
    let check = weighted(&text[1..], &[8, 7, 6, 5, 4, 3, 2]) % 11;
    (8 - ((10 + 11 - check) % 11).cast_signed()).rem_euclid(10) == last(text).cast_signed()
}

pub fn spain_part(text: &str) -> bool {
    let (first, end) = (text.as_bytes()[0], text.as_bytes()[8]);
    match first {
        b'0'..=b'9' | b'K' | b'L' | b'M' | b'X' | b'Y' | b'Z' => end.is_ascii_uppercase(),
        // Which kinds of organisation end in a letter and which in a digit is told differently; both are written.
        b'A'..=b'H' | b'J' | b'N' | b'P'..=b'S' | b'U'..=b'W' => true,
        _ => false,
    }
}

pub fn spain(text: &str) -> bool {
    let end = text[8..].chars().next();
    match text.as_bytes()[0] {
        b'0'..=b'9' => end == Some(spanish_letter(&text[..8])),
        b'K' | b'L' | b'M' => end == Some(spanish_letter(&text[1..8])),
        first @ (b'X' | b'Y' | b'Z') => {
            let whole = format!("{}{}", first - b'X', &text[1..8]);
            end == Some(spanish_letter(&whole))
        }
        _ => {
            let digit = (0..10).find(|digit| luhn(&format!("{}{digit}", &text[1..8]))).unwrap_or_default();
            let letter = "JABCDEFGHI".chars().nth(digit as usize);
            end == letter || end == char::from_digit(digit, 10)
        }
    }
}

pub fn france_part(text: &str) -> bool {
    !text[..2].contains(['I', 'O']) && (luhn(&text[2..]) || &text[2..5] == "000")
}

pub fn france(text: &str) -> bool {
    const SIGNS: &str = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    let siren = number(&text[2..]);
    if text[..2].bytes().all(|sign| sign.is_ascii_digit()) {
        return number(&format!("{}12", &text[2..])) % 97 == number(&text[..2]);
    }
    let place = |at: usize| SIGNS.find(&text[at..=at]).unwrap_or_default() as u128;
    let is_digit_first = text.as_bytes()[0].is_ascii_digit();
    let key = if is_digit_first { place(0) * 24 + place(1) } else { place(0) * 34 + place(1) };
    let Some(key) = key.checked_sub(if is_digit_first { 10 } else { 100 }) else { return false };
    (siren + 1 + key / 11) % 11 == key % 11
}

/// La Poste's establishments are numbered by a sum of digits instead (INSEE).
pub fn siret(text: &str) -> bool {
    let sum: u128 = text.chars().map(|digit| number(digit.encode_utf8(&mut [0; 4]))).sum();
    luhn(text) || (text.starts_with("356000000") && sum.is_multiple_of(5))
}

pub fn greece(text: &str) -> bool {
    let sum = text[..8].bytes().fold(0, |sum, sign| sum * 2 + u32::from(sign - b'0'));
    sum * 2 % 11 % 10 == last(text)
}

pub fn hungary(text: &str) -> bool {
    weighted(text, &[9, 7, 3, 1, 9, 7, 3, 1]).is_multiple_of(10)
}

pub fn hungary_long(text: &str) -> bool {
    hungary(&text[..8])
}

pub fn ireland_part(text: &str) -> bool {
    const LETTERS: &str = "WABCDEFGHIJKLMNOPQRSTUV";
    LETTERS.contains(&text[7..8]) && (text.len() == 8 || LETTERS.contains(&text[8..]))
}

pub fn ireland(text: &str) -> bool {
    const LETTERS: &str = "WABCDEFGHIJKLMNOPQRSTUV";
    // The old shape has a letter or a sign in the second place: its number is the digits after it and the first.
    let is_old = !text.as_bytes()[1].is_ascii_digit();
    let digits = if is_old { format!("0{}{}", &text[2..7], &text[..1]) } else { text[..7].to_owned() };
    let second = if text.len() == 9 { LETTERS.find(&text[8..]).unwrap_or_default() } else { 0 };
    let sum = weighted(&digits, &[8, 7, 6, 5, 4, 3, 2]) as usize + 9 * second;
    LETTERS.get(sum % 23..=sum % 23) == text.get(7..8)
}

/// Number, province of the office or a special register, check digit (decree of 23 December 1976, art. 7).
pub fn italy_part(text: &str) -> bool {
    let office = number(&text[7..10]);
    number(&text[..7]) > 0 && ((1..=100).contains(&office) || [120, 121, 888, 999].contains(&office))
}

pub fn netherlands(text: &str) -> bool {
    let is_citizen = weighted(text, &[9, 8, 7, 6, 5, 4, 3, 2]) % 11 == at(text, 8);
    is_citizen || mod_97_10(&format!("NL{text}"))
}

pub fn romania(text: &str) -> bool {
    let padded = format!("{text:0>10}");
    weighted(&padded, &[7, 5, 3, 2, 1, 7, 5, 3, 2]) * 10 % 11 % 10 == last(text)
}

pub fn slovenia(text: &str) -> bool {
    let check = 11 - weighted(text, &[8, 7, 6, 5, 4, 3, 2]) % 11;
    (if check == 10 { 0 } else { check }) == last(text)
}
