//! Italy's codice fiscale of persons (Agenzia delle Entrate, decree of 23 December 1976). Bodies have eleven digits, by the
//! sum of the partita IVA.

use crate::rules::numbers::kind::{CheckAt, Kind};
use crate::rules::numbers::sums::{is_date, luhn, value};
use crate::rules::numbers::vat_id_sums::italy_part;

/// The kinds.
pub const KINDS: &[Kind] = &[
    // FatturaPA 1.4.1.2 CodiceFiscale. Where two persons would have the same, digits are written as letters (omocodia).
    Kind::new("it_cf", "IT", "Codice fiscale", "RSSMRA85T10A562S", &["AAAAAAXXAXXAXXXA"])
        .part(part)
        .sum(sum, CheckAt::LastSign),
    // Agenzia delle Entrate, codice fiscale of bodies without a partita IVA: it begins with 8 or 9. IT before it is written
    // by those that are registered for VAT under it (decree 633/1972, art. 35).
    Kind::new("it_cf_body", "IT", "Codice fiscale di ente", "80078750587", &["8dddddddddd", "9dddddddddd"])
        .vat_marks(&[("IT", "IT")], &[])
        .part(italy_part)
        .sum(luhn, CheckAt::Last(1)),
];

/// The letters that stand for 0 to 9 in an omocodia.
const OMOCODIA: &str = "LMNPQRSTUV";
/// The letters of the months.
const MONTHS: &str = "ABCDEHLMPRST";

fn digit(sign: char) -> Option<u128> {
    sign.to_digit(10).map(u128::from).or_else(|| Some(OMOCODIA.find(sign)? as u128))
}

/// Year, month and day of birth (a woman's day counts from 41), and the three digits of the place.
fn part(text: &str) -> bool {
    let signs: Vec<char> = text.chars().collect();
    let number =
        |places: &[usize]| places.iter().try_fold(0, |number, place| Some(number * 10 + digit(*signs.get(*place)?)?));
    let month = signs.get(8).and_then(|sign| MONTHS.find(*sign));
    let (Some(year), Some(month), Some(day), Some(_)) =
        (number(&[6, 7]), month, number(&[9, 10]), number(&[12, 13, 14]))
    else {
        return false;
    };
    let (month, day) = (month as u128 + 1, day % 40);
    is_date(1900 + year, month, day) || is_date(2000 + year, month, day)
}

/// Signs in odd places count by a table of their own.
fn sum(text: &str) -> bool {
    const ODD: [u32; 26] =
        [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];
    let sum: u32 = text
        .bytes()
        .take(15)
        .enumerate()
        .map(|(place, sign)| {
            // A digit and the letter of the same rank count alike.
            let rank = if sign.is_ascii_digit() { value(sign) } else { value(sign) - 10 };
            if place % 2 == 0 { ODD.get(rank as usize).copied().unwrap_or_default() } else { rank }
        })
        .sum();
    text.bytes().last().is_some_and(|end| u32::from(end) == u32::from(b'A') + sum % 26)
}
