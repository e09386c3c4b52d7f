//! Numbers that persons have and that sole traders are taxed under: dates of birth are parts of them.

use super::sums::{at, is_date, last, number, value, weighted};

/// Bulgaria's ЕГН: month 21 to 32 is the 19th century, 41 to 52 the 21st.
pub fn bulgarian_person(text: &str) -> bool {
    let month = number(&text[2..4]);
    let (century, month) = match month {
        41.. => (2000, month - 40),
        21.. => (1800, month - 20),
        _ => (1900, month),
    };
    is_date(century + number(&text[..2]), month, number(&text[4..6]))
        && weighted(text, &[2, 4, 8, 5, 10, 9, 7, 3, 6]) % 11 % 10 == last(text)
}

/// Bulgaria's ЛНЧ of foreigners who live there.
pub fn bulgarian_foreigner(text: &str) -> bool {
    weighted(text, &[21, 19, 17, 13, 11, 9, 7, 3, 1]) % 10 == last(text)
}

/// Czechia's and Slovakia's rodné číslo: women's months count from 51, a full day's from 21; nine digits until 1953.
pub fn czech_birth_number(text: &str) -> bool {
    let short = number(&text[..2]);
    let month = number(&text[2..4]) % 50 % 20;
    let year = match text.len() {
        9 if short >= 80 => 1800 + short,
        9 if short > 53 => return false,
        9 => 1900 + short,
        _ if short < 54 => 2000 + short,
        _ => 1900 + short,
    };
    if !is_date(year, month, number(&text[4..6])) {
        return false;
    }
    text.len() == 9 || number(&text[..9]) % 11 % 10 == u128::from(last(text))
}

/// Latvia's personas kods; those that begin with 32 hold no date.
pub fn latvian_person(text: &str) -> bool {
    if !text.starts_with("32") {
        let century = 1800 + 100 * u128::from(at(text, 6));
        if !is_date(century + number(&text[4..6]), number(&text[2..4]), number(&text[..2])) {
            return false;
        }
    }
    (1 + weighted(text, &[10, 5, 8, 4, 2, 1, 6, 3, 7, 9])) % 11 % 10 == last(text)
}

/// Romania's CNP.
pub fn romanian_person(text: &str) -> bool {
    let century = match at(text, 0) {
        3 | 4 => 1800,
        5 | 6 => 2000,
        0 => return false,
        _ => 1900,
    };
    let county = number(&text[7..9]);
    let check = weighted(text, &[2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9]) % 11;
    is_date(century + number(&text[1..3]), number(&text[3..5]), number(&text[5..7]))
        && ((1..=48).contains(&county) || [51, 52, 70, 80, 81, 82, 83].contains(&county))
        && (if check == 10 { 1 } else { check }) == last(text)
}

/// The letter after the digits of a Spanish DNI.
pub fn spanish_letter(digits: &str) -> char {
    let place = usize::try_from(number(digits) % 23).unwrap_or_default();
    "TRWAGMYFPDXBNJZSQVHLCKE".chars().nth(place).unwrap_or_default()
}

/// Turkey's T.C. kimlik numarası (General Directorate of Population): the tenth digit checks the first nine, the
/// eleventh the first ten.
pub fn turkish_citizen(text: &str) -> bool {
    let odd: u32 = (0..9).step_by(2).map(|place| at(text, place)).sum();
    let even: u32 = (1..8).step_by(2).map(|place| at(text, place)).sum();
    let all: u32 = text.bytes().take(10).map(value).sum();
    (odd * 7 + 10 * 9 - even) % 10 == at(text, 9) && all % 10 == at(text, 10)
}

/// The first five digits of a РНОКПП count the days from 31 December 1899 to the day of birth: none is born after 2099 yet.
pub fn ukrainian_day(text: &str) -> bool {
    const LAST_DAY: u128 = 73_050;
    (1..=LAST_DAY).contains(&number(&text[..5]))
}

/// Ukraine's РНОКПП of a person.
pub fn ukrainian_person(text: &str) -> bool {
    // The first weight is -1: 10 modulo 11.
    weighted(text, &[10, 5, 7, 9, 4, 6, 10, 5, 7]) % 11 % 10 == last(text)
}

/// Belgium's national number: those born since 2000 count with a 2 before it.
pub fn belgian_person(text: &str) -> bool {
    let is = |digits: &str| 97 - number(digits) % 97 == number(&text[9..]);
    is(&text[..9]) || is(&format!("2{}", &text[..9]))
}

/// Denmark's CPR: the seventh digit and the year say the century.
pub fn danish_date(text: &str) -> bool {
    let year = number(&text[4..6]);
    let century = match (at(text, 6), year) {
        (5..=8, 58..) => 1800,
        (0..=3, _) | (4 | 9, 37..) => 1900,
        _ => 2000,
    };
    is_date(century + year, number(&text[2..4]), number(&text[..2]))
}

/// Estonia's isikukood: two first digits for each century from the 19th on.
pub fn estonian_date(text: &str) -> bool {
    let century = match at(text, 0) {
        first @ 1..=8 => 1800 + 100 * u128::from((first - 1) / 2),
        _ => return false,
    };
    is_date(century + number(&text[1..3]), number(&text[3..5]), number(&text[5..7]))
}

/// Lithuania's asmens kodas is Estonia's, so far until the 21st century; those that begin with 9 hold no date.
pub fn lithuanian_date(text: &str) -> bool {
    text.starts_with('9') || (at(text, 0) <= 6 && estonian_date(text))
}

/// Norway's fødselsnummer: the D number's day is raised by 40, the H number's month too; the running number and the year
/// say the century.
pub fn norwegian_date(text: &str) -> bool {
    let lowered = |part: u128| if part > 40 { part - 40 } else { part };
    let (day, month) = (lowered(number(&text[..2])), lowered(number(&text[2..4])));
    let (year, running) = (number(&text[4..6]), number(&text[6..9]));
    let century = match (running, year) {
        (..500, _) | (900.., 40..) => 1900,
        (500..750, 54..) => 1800,
        (_, ..40) => 2000,
        _ => return false,
    };
    is_date(century + year, month, day)
}

/// Poland's PESEL: the month is raised by 20 for each century after the 20th, by 80 for the 19th.
pub fn polish_date(text: &str) -> bool {
    let month = number(&text[2..4]);
    let century = match month / 20 {
        4 => 1800,
        later => 1900 + 100 * later,
    };
    is_date(century + number(&text[..2]), month % 20, number(&text[4..6]))
}

/// The JMBG of the states that were Yugoslavia.
pub fn yugoslav_person(text: &str) -> bool {
    (11 - weighted(text, &[7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11) % 11 % 10 == last(text)
}
