//! What tells which kind a number is of: what it is called, and where its digits are parted.

use super::compact;
use super::kind::{Kind, Place};
use super::kinds_at;
use super::names::named;
use super::readings::Reading;
use crate::rules::text::plain;
use model::fields::{Found, NUMBER_SEPARATORS, Problem};

/// Signs that stand between two numbers rather than within one.
const PARTING: &[char] = &['/', ',', ';', '|', '(', '[', ':', '\u{60c}', '\u{3001}', '\n', '\r'];

/// A tax number of a country as it was typed.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The country, ISO 3166-1 alpha-2.
    pub country: &'a str,
    /// As it was typed, without decimals.
    pub typed: &'a str,
    /// The same without separators.
    pub compact: &'a str,
}

/// A right number of a kind, as stored.
#[derive(Clone, Debug)]
pub struct Right<'a> {
    /// Its kind.
    pub kind: &'static Kind,
    /// As it is stored.
    pub stored: String,
    /// What was read of the text without separators.
    pub text: &'a str,
}

/// Where signs part a number: how many of its characters stand before them, and whether they part two numbers rather.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Parting {
    at: usize,
    is_strong: bool,
}

impl Asked<'_> {
    /// A right number as stored and what was found. What stands behind a number that is right without it is left out and
    /// said: no other kind's number is made of both. Where the text's own word names another kind, or only a word could
    /// tell a kind that has no sum from a slip, it is doubted.
    pub fn judged(&self, right: Right) -> (String, Option<Found>) {
        if let Some((front, rest)) = self.without_rest(right.kind, right.text) {
            return (front, Some(Found::warn(Problem::NumberLeftOut).hint(rest)));
        }
        let found = self.doubt(&right);
        (right.stored, found)
    }

    /// The right number that a text begins with, and what stands behind it, where the whole is only taken for a number
    /// because no sum speaks against it.
    pub fn without_rest<'b>(&self, kind: &Kind, text: &'b str) -> Option<(String, &'b str)> {
        let partings = self.partings(text);
        if partings.is_empty() {
            return None;
        }
        let groups = groups(text, &partings);
        if kind.is_grouped(&groups) || is_by_thousands(&groups) {
            return None;
        }
        partings.iter().rev().find_map(|parting| {
            // A mark of VAT is no number: "MWST", "(MVA)".
            let is_number = |(_, rest): &(&str, &str)| rest.bytes().any(|sign| sign.is_ascii_digit());
            let (front, rest) = text.split_at_checked(parting.at).filter(is_number)?;
            let is_meant = |other: &&Kind| {
                if kind.sum.is_some() {
                    return parting.is_strong && other.id == kind.id;
                }
                parting.is_strong || other.sum.is_some()
            };
            let mut certain = kinds_at(self.country, Place::Tax).filter(|other| !other.is_doubted).filter(is_meant);
            Some((certain.find_map(|other| other.check(front).ok())?, rest))
        })
    }

    fn doubt(&self, right: &Right) -> Option<Found> {
        let kind = right.kind;
        let before = self.compact.find(right.text).and_then(|at| self.compact.get(..at)).unwrap_or_default();
        let named = named(self.country, before, kind.sum.is_some());
        if named.as_ref().is_some_and(|ids| !ids.contains(&kind.id)) {
            return Some(Found::warn(Problem::NumberOtherKind).hint(kind.name));
        }
        let is_untold = kind.is_untold(right.text) && named.is_none();
        let is_doubted = is_untold && !kind.is_grouped(&groups(right.text, &self.partings(right.text)));
        is_doubted.then(|| Found::warn(Problem::NumberUnchecked).hint(kind.name))
    }

    /// Where a part of the text without separators was parted as it was typed.
    fn partings(&self, text: &str) -> Vec<Parting> {
        if self.typed.len() == self.compact.len() {
            return Vec::new();
        }
        let Some(start) = self.compact.find(text) else { return Vec::new() };
        let (mut all, mut count, mut is_strong, mut is_parted) = (Vec::new(), 0, false, false);
        let mut letter = [0; 4];
        for sign in plain(self.typed).chars() {
            if sign.is_whitespace() || NUMBER_SEPARATORS.contains(&sign) {
                is_parted = true;
                is_strong |= PARTING.contains(&sign);
                continue;
            }
            if is_parted && (start + 1..start + text.len()).contains(&count) {
                all.push(Parting { at: count - start, is_strong });
            }
            (is_strong, is_parted) = (false, false);
            count += if sign.is_ascii() { 1 } else { compact(sign.encode_utf8(&mut letter)).len() };
        }
        if count == self.compact.len() { all } else { Vec::new() }
    }
}

/// How many characters stand in each group.
fn groups(text: &str, partings: &[Parting]) -> Vec<usize> {
    let ends = partings.iter().map(|parting| parting.at).chain([text.len()]);
    let starts = std::iter::once(0).chain(partings.iter().map(|parting| parting.at));
    ends.zip(starts).map(|(end, start)| end - start).collect()
}

/// Whether the groups are those of any amount: three digits each, but for the first.
fn is_by_thousands(groups: &[usize]) -> bool {
    matches!(groups, [first, rest @ ..] if *first <= 3 && rest.iter().all(|count| *count == 3))
}

/// The doubted numbers of a country that a text can be, without what stands behind a right one.
pub fn unchecked(asked: &Asked, reading: &Reading) -> Option<(String, Option<Found>)> {
    let mut doubted = kinds_at(asked.country, Place::Tax).filter(|kind| kind.is_doubted);
    let (kind, stored) = doubted.find_map(|kind| Some((kind, kind.check(reading.text).ok()?)))?;
    if let Some((front, rest)) = asked.without_rest(kind, reading.text) {
        return Some((front, Some(Found::warn(Problem::NumberLeftOut).hint(rest))));
    }
    Some((stored, Some(Found::warn(Problem::NumberUnchecked).hint(kind.name))))
}

#[cfg(test)]
mod tests {
    use super::super::cases::{refused, tax};

    #[test]
    fn no_decimals_of_a_spreadsheet_become_digits() {
        tax(&[
            ("DE", "136695976.0", "DE136695976", ""),
            ("DE", "USt-IdNr. DE 136695976,00", "DE136695976", ""),
            ("RO", "1854729.0", "1854729", ""),
            ("IS", "12345.0", "12345", ""),
            ("EE", "12345678.0", "12345678", ""),
            ("LI", "59876.0", "59876", ""),
            ("SM", "24165.0", "SM24165", ""),
            ("UZ", "201053918.000", "201053918", ""),
            ("TR", "VKN: 4540536920.0", "4540536920", ""),
            ("TR", "454 053 69 20.0", "4540536920", ""),
            ("TR", "4540536920.0 (Kadıköy VD)", "4540536920", ""),
            ("BE", "0403019261,00", "BE0403019261", ""),
        ]);
        refused(&[
            ("RO", "1854728.0", "check_digit 9"),
            // Groups of thousands, and digits that are none of a decimal.
            ("DE", "136.695.000", "check_digit 5"),
        ]);
    }

    #[test]
    fn what_stands_behind_a_right_number_is_never_glued_to_it() {
        tax(&[
            ("DE", "136695976/12", "DE136695976", "warn number_left_out 12"),
            ("DE", "136695976, 4", "DE136695976", "warn number_left_out 4"),
            ("DE", "136695976 (1)", "DE136695976", "warn number_left_out 1"),
            ("DE", "136695976\n12", "DE136695976", "warn number_left_out 12"),
            ("DE", "136695976 12", "DE136695976", "warn number_left_out 12"),
            ("DE", "136695976-12", "DE136695976", "warn number_left_out 12"),
            ("IS", "12345/6", "12345", "warn number_left_out 6"),
            ("UZ", "201053918 / 326", "201053918", "warn number_left_out 326"),
            ("LI", "59876/12", "59876", "warn number_left_out 12"),
            ("PH", "123456789/98765", "123456789", "warn number_left_out 98765"),
            ("MA", "1234567/8", "1234567", "warn number_left_out 8"),
            // An own way of grouping, and a number of another kind's signs.
            ("DE", "133/8150/8159", "13381508159", ""),
            ("PH", "123-456-789-000", "123456789000", ""),
            ("AR", "20.123.456", "20123456", ""),
            ("RO", "18 547 290", "18547290", ""),
            ("GB", "980 7806 84 001", "GB980780684001", ""),
        ]);
    }

    #[test]
    fn a_word_that_names_a_kind_binds_it() {
        tax(&[
            ("DE", "USt-IdNr.: 1366959760", "1366959760", "warn number_other_kind Steuernummer"),
            ("CR", "Cédula jurídica 310199999", "310199999", "warn number_other_kind Cédula de persona física"),
            ("EE", "KMKR 12345678", "12345678", "warn number_other_kind Registrikood"),
            ("MA", "ICE 1234567", "1234567", "warn number_other_kind Identifiant fiscal (IF)"),
            ("CA", "BN 1234567", "1234567", "warn number_other_kind PST number (Manitoba, Saskatchewan)"),
            ("AR", "CUIT 20123456", "20123456", "warn number_other_kind DNI"),
            // Named as what it is, or by no kind's name.
            ("DE", "Steuernummer 1366959760", "1366959760", ""),
            ("DE", "St.-Nr. 13381508159", "13381508159", ""),
            ("MA", "IF 1234567", "1234567", ""),
            ("AR", "DNI 20123456", "20123456", ""),
            ("EE", "KMKR EE100931558", "EE100931558", ""),
            ("EE", "Registrikood 12345678", "12345678", ""),
            ("IT", "Codice fiscale 00743110157", "IT00743110157", ""),
            ("CZ", "DIČ CZ7103192745", "CZ7103192745", ""),
        ]);
    }

    #[test]
    fn bare_digits_that_a_slip_makes_are_doubted() {
        tax(&[
            ("DE", "1366959760", "1366959760", "warn number_unchecked Steuernummer"),
            // A Turkish VKN whose customer has moved.
            ("DE", "4540536920", "4540536920", "warn number_unchecked Steuernummer"),
            ("DE", "93815/08152", "9381508152", ""),
            ("DE", "12/345/67890", "1234567890", ""),
            ("DE", "2893081508152", "2893081508152", ""),
            ("CR", "310199999", "310199999", "warn number_unchecked Cédula de persona física"),
            ("CR", "3-1019-9999", "310199999", ""),
            ("CR", "106130584", "106130584", ""),
            ("SM", "2416", "SM2416", "warn number_unchecked Codice operatore economico (COE)"),
            ("SM", "COE 2416", "SM2416", ""),
            ("SM", "24165", "SM24165", ""),
        ]);
    }

    #[test]
    fn no_digit_is_named_where_another_number_was_meant() {
        refused(&[
            ("GB", "980 7806 85", "check_digit 29, 42, 84"),
            ("TR", "45405369200", "number_length Vergi Kimlik Numarası (VKN): 4540536920"),
            ("TR", "44540536920", "number_length Vergi Kimlik Numarası (VKN): 4540536920"),
            ("TR", "17291716061", "check_digit 60"),
        ]);
    }
}
