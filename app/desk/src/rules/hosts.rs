//! Hosts that can be looked up, and letters in them that look like others.

use model::fields::{Found, Problem};

/// Small letters of Cyrillic and Greek that are drawn like a Latin one (Unicode, `confusables.txt`, UTS 39).
const ALIKE: &[(char, char)] = &[
    ('а', 'a'),
    ('е', 'e'),
    ('о', 'o'),
    ('р', 'p'),
    ('с', 'c'),
    ('у', 'y'),
    ('х', 'x'),
    ('і', 'i'),
    ('ј', 'j'),
    ('ѕ', 's'),
    ('һ', 'h'),
    ('ԁ', 'd'),
    ('ԛ', 'q'),
    ('ԝ', 'w'),
    ('ӏ', 'l'),
    ('α', 'a'),
    ('ο', 'o'),
    ('ρ', 'p'),
    ('ν', 'v'),
];
/// The most characters of a host (RFC 1035).
const MAX_CHARS: usize = 253;
/// What a label begins with that stands for letters of other alphabets (RFC 5890).
const ENCODED: &str = "xn--";

/// A host in the letters that are looked up (IDNA, UTS 46): a ligature is its letters. Encoded ones stay. `None` for a host
/// that cannot be looked up.
#[must_use]
pub fn looked_up(host: &str) -> Option<String> {
    idna::domain_to_ascii(host).ok().filter(|ascii| ascii.len() <= MAX_CHARS)?;
    if host.is_ascii() || host.contains(ENCODED) {
        return Some(host.to_owned());
    }
    let (mapped, is_right) = idna::domain_to_unicode(host);
    is_right.ok().map(|()| mapped)
}

/// A doubt about a host with a label of nothing but Latin letters and others that are drawn like them: registries let one
/// script stand in a label (ICANN, Guidelines for the Implementation of Internationalized Domain Names 4.1, 14; UTS 39, 5).
/// Where the top is of another alphabet, so are the labels.
#[must_use]
pub fn doubt_alike(host: &str) -> Option<Found> {
    if host.rsplit('.').next().is_some_and(|top| !top.is_ascii()) {
        return None;
    }
    let latin = |letter: char| ALIKE.iter().find(|(alike, _)| *alike == letter).map_or(letter, |(_, latin)| *latin);
    let labels = host.split('.').map(|label| {
        let drawn: String = label.chars().map(latin).collect();
        if drawn.is_ascii() { drawn } else { label.to_owned() }
    });
    let meant = labels.collect::<Vec<_>>().join(".");
    // Both look the same: which letter differs is said.
    let mut pairs = host.chars().zip(meant.chars()).filter(|(letter, drawn)| letter != drawn);
    let (odd, drawn) = pairs.next()?;
    let which = format!("{odd} U+{:04X} → {drawn}", u32::from(odd));
    Some(Found::warn(Problem::EmailSlip).hint(format!("{meant} ({which})")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_hosts_of_any_alphabet_and_ligatures_for_their_letters() {
        for (host, stored) in [
            ("lale.example", "lale.example"),
            ("\u{fb01}rma.example", "firma.example"),
            ("faß.example", "faß.example"),
            ("ışık.com.tr", "ışık.com.tr"),
            ("xn--mller-kva.example", "xn--mller-kva.example"),
            ("l·lull.cat", "l·lull.cat"),
            ("пример.рф", "пример.рф"),
        ] {
            assert_eq!(looked_up(host).as_deref(), Some(stored), "{host}");
        }
        assert_eq!(looked_up("xn--0.example"), None);
    }

    #[test]
    fn doubts_letters_that_are_drawn_like_latin_ones() {
        for (host, meant) in [
            ("l\u{430}le.example", "lale.example (\u{430} U+0430 → a)"),
            ("\u{430}\u{440}\u{440}\u{4cf}\u{435}.example", "apple.example (\u{430} U+0430 → a)"),
        ] {
            assert_eq!(doubt_alike(host), Some(Found::warn(Problem::EmailSlip).hint(meant)), "{host}");
        }
        for host in ["lale.example", "ışık.example", "пример.example", "сор.рф", "αθήνα.gr", "müller.example"]
        {
            assert_eq!(doubt_alike(host), None, "{host}");
        }
    }
}
