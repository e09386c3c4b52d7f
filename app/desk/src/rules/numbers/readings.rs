//! What a typed text can be read as: as it stands, behind what the number is called, behind its country's letters.

use super::kind::Place;
use super::kinds_of;
use super::names::{unnamed, without_fillers};

/// One way of reading a text, without separators.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading<'a> {
    /// The number, if it is one.
    pub text: &'a str,
    /// Whether its letters can be another country's: those of "No." are none of Norway's.
    pub is_for_abroad: bool,
}

impl<'a> Reading<'a> {
    pub(super) const fn new(text: &'a str, is_for_abroad: bool) -> Self {
        Self { text, is_for_abroad }
    }
}

/// The readings of a text, the whole one first and the barest last. A register's number keeps the letters before it: what
/// a register prints may belong to it.
pub fn readings<'a>(country: &str, place: Place, typed: &str, compact: &'a str) -> Vec<Reading<'a>> {
    let is_signed = begins_with_number_sign(typed);
    let mut all = vec![Reading::new(compact, !is_signed)];
    let start = if is_signed { compact.get(2..).unwrap_or_default() } else { compact };
    if is_signed && !start.is_empty() {
        all.push(Reading::new(start, true));
    }
    all.extend(unnamed(country, start).into_iter().map(|rest| Reading::new(rest, !is_filled(rest))));
    if place == Place::Registration {
        return all;
    }
    let repeated: Vec<&str> = all.iter().filter_map(|reading| without_repeated(country, reading.text)).collect();
    all.extend(repeated.into_iter().map(|rest| Reading::new(rest, false)));
    let bare: Vec<&str> = all.iter().filter_map(|reading| without_country(country, reading.text)).collect();
    all.extend(bare.into_iter().map(|rest| Reading::new(rest, false)));
    all
}

/// The readings of a text that begins with what stands between a name and its number: "Id 204378869". Letters of a country
/// are meant first ("NO 988077917"), and a letter that others follow at once is no "N": "NL111222334".
pub fn behind_filler<'a>(country: &str, typed: &str, compact: &'a str) -> Vec<Reading<'a>> {
    let rest = without_fillers(compact);
    let filler_chars = compact.chars().count() - rest.chars().count();
    if typed.trim_start().chars().take_while(|sign| sign.is_alphabetic()).count() > filler_chars {
        return Vec::new();
    }
    if rest.is_empty() || rest.len() == compact.len() || !unnamed(country, compact).is_empty() {
        return Vec::new();
    }
    [rest].into_iter().chain(unnamed(country, rest)).map(|rest| Reading::new(rest, false)).collect()
}

/// Whether a text begins with "No.", "No" or "no", apart from what follows: "NO" and "no1" are Norway's letters.
fn begins_with_number_sign(typed: &str) -> bool {
    let typed = crate::rules::text::plain(typed.trim_start());
    let Some((sign, rest)) = typed.split_at_checked(2) else { return false };
    let next = rest.chars().next();
    match sign {
        "No" | "no" => next.is_some_and(|next| !next.is_alphanumeric()),
        "NO" => next.is_some_and(|next| matches!(next, '.' | ':' | '#' | '°')),
        _ => false,
    }
}

/// Whether a number stands behind no more than what is written between a name and it: "NO", "ID".
fn is_filled(rest: &str) -> bool {
    let number = without_fillers(rest);
    number.len() < rest.len() && number.starts_with(|sign: char| sign.is_ascii_digit())
}

/// A VAT ID whose letters stand there twice: forms print the country beside a field, and people type both ("DE DE136695976").
fn without_repeated<'a>(country: &str, compact: &'a str) -> Option<&'a str> {
    let letters = || kinds_of(country).iter().flat_map(|kind| kind.all_vat_letters());
    let is_lettered = |rest: &&'a str| letters().any(|letters| rest.starts_with(letters));
    let behind_country = compact.strip_prefix(country).filter(is_lettered);
    behind_country.or_else(|| letters().find_map(|letters| compact.strip_prefix(letters).filter(is_lettered)))
}

/// A number behind its own country's letters. Where those make a VAT ID of another number, only what can hardly be
/// anything else.
fn without_country<'a>(country: &str, compact: &'a str) -> Option<&'a str> {
    let number = compact.strip_prefix(country).filter(|number| !number.is_empty())?;
    let kinds = kinds_of(country);
    let has_meaning = kinds.iter().any(|kind| kind.all_vat_letters().any(|letters| letters == country));
    (!has_meaning || kinds.iter().any(|kind| kind.is_unmistakable(number))).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(country: &str, typed: &str) -> Vec<(String, bool)> {
        let compact = super::super::compact(typed);
        let all = readings(country, Place::Tax, typed, &compact);
        all.into_iter().map(|reading| (reading.text.to_owned(), reading.is_for_abroad)).collect()
    }

    #[test]
    fn reads_a_text_whole_and_behind_what_is_no_part_of_the_number() {
        let is = |country: &str, typed: &str, wanted: &[(&str, bool)]| {
            let wanted: Vec<_> = wanted.iter().map(|(text, abroad)| ((*text).to_owned(), *abroad)).collect();
            assert_eq!(read(country, typed), wanted, "{country} {typed}");
        };
        is("DE", "VAT No. 105911238", &[("VATNO105911238", true), ("NO105911238", false), ("105911238", true)]);
        is("PT", "No. 501964843", &[("NO501964843", false), ("501964843", true)]);
        is("SE", "NO 988077917", &[("NO988077917", true)]);
        is("SE", "no988077917", &[("NO988077917", true)]);
        is("US", "US911144442", &[("US911144442", true), ("911144442", false)]);
        is("TR", "Kızılay V.D. 4540536920", &[("KIZILAYVD4540536920", true)]);
        // The letters of its state make a VAT ID of a number, and only of that one.
        is("FR", "FR552008443", &[("FR552008443", true)]);
        is("DE", "DE136695976", &[("DE136695976", true)]);
        is("DE", "DE DE136695976", &[("DEDE136695976", true), ("DE136695976", false)]);
        is("US", "US", &[("US", true)]);
        is("DE", "", &[("", true)]);
    }

    #[test]
    fn a_filler_is_a_name_only_where_nothing_else_is_meant() {
        let behind_filler = |country: &str, compact: &'static str| behind_filler(country, compact, compact);
        let all = behind_filler("GE", "ID204378869");
        assert_eq!(all, [Reading { text: "204378869", is_for_abroad: false }]);
        assert_eq!(behind_filler("GE", "204378869"), []);
        assert_eq!(behind_filler("GE", "ID"), []);
        assert_eq!(behind_filler("PL", "REGON143454575"), [], "a name that begins like one");
        assert_eq!(behind_filler("TW", "NL111222334"), [], "letters of the Netherlands");
        let apart = super::behind_filler("TW", "N L111222334", "NL111222334");
        assert_eq!(apart, [Reading { text: "L111222334", is_for_abroad: false }]);
        assert_eq!(behind_filler("NL", "NL004495445801"), [], "letters of the number");
    }
}
