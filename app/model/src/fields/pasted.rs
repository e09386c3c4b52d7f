//! Addresses of mail and of the web as they are pasted: with a name, a label, a scheme, what ended the sentence. Only where one
//! address is surely meant: what else stands beside one is refused.

use super::host::{DOMAIN, is_host, small};
use super::{EMAIL, seen};
use std::borrow::Cow;

/// The longest text that is read for an address in it: web addresses are long.
pub const PASTED_CHARS: usize = 1_000;

/// Quotes of any language around an address, the straight ones among them.
const QUOTES: &[char] = &[
    '"', '\u{2018}', '\u{2019}', '\u{201a}', '\u{201c}', '\u{201d}', '\u{201e}', '\u{201f}', '\u{ab}', '\u{bb}',
    '\u{2039}', '\u{203a}',
];
/// What a list begins its lines with.
const BULLETS: &[char] = &['\u{2022}', '\u{b7}'];
/// What else stands around one in a list or sentence (RFC 3986, appendix C: delimiters in context).
const AROUND: &[char] = &[' ', ',', ';', '<', '>', '(', ')', '[', ']'];
/// Endings of the names of pages; with one, what stands behind a slash is no second host.
const PAGES: &[&str] = &["html", "htm", "php", "asp", "aspx", "jsp"];

/// An address of the internet in the signs of one: full-width letters, digits and marks as an input method gives them are
/// the plain ones (Unicode, `East_Asian_Width=F`; UTS 46 for the full stops), the hyphens and dashes that documents have for
/// one are hyphens, and quotes around it and a bullet before it are none of it.
pub(super) fn half_width(typed: &str) -> String {
    let plain = |letter: char| match letter {
        '\u{ff01}'..='\u{ff5e}' => u8::try_from(u32::from(letter) - 0xfee0).map_or(letter, char::from),
        '\u{fe6b}' => '@',
        '\u{3002}' | '\u{ff61}' => '.',
        '\u{2010}'..='\u{2013}' | '\u{2212}' | '\u{fe63}' => '-',
        other => other,
    };
    let is_around = |letter: char| letter.is_whitespace() || QUOTES.contains(&letter) || BULLETS.contains(&letter);
    typed.trim_matches(is_around).chars().map(plain).collect()
}

/// A text without what stands around an address: marks, brackets, quotes, the stop that ended its sentence.
fn trimmed(text: &str) -> &str {
    let is_around = |sign: char| AROUND.contains(&sign) || QUOTES.contains(&sign);
    let bare = text.trim_matches(is_around).trim_start_matches(':').trim_end_matches(['.', ':']);
    // By itself it is a letter of names ("o'brien").
    let bare = bare.strip_prefix('\'').and_then(|bare| bare.strip_suffix('\'')).unwrap_or(bare);
    if bare.len() == text.len() { bare } else { trimmed(bare) }
}

/// An e-mail address without what it is pasted with: "Ayşe <ayse@…>", "mailto:ayse@…?subject=…", "E-posta: ayse@…;".
pub(super) fn mail_address(text: &str) -> &str {
    let bare = without_query(without_label(without_name(trimmed(text))));
    if bare.len() == text.len() { bare } else { mail_address(bare) }
}

/// What stands behind a name; the name may be the address once more, as mail programs write it (RFC 5322, `name-addr`).
fn without_name(text: &str) -> &str {
    let Some((name, address)) = text.rsplit_once(['<', '(', '[']) else { return text };
    // A name with a further bracket is none of them: each would be read for one more address, and theirs again.
    let is_same = || {
        let name = trimmed(name);
        !name.contains(['<', '(', '[']) && mail_address(name).eq_ignore_ascii_case(mail_address(address))
    };
    if address.contains('@') && (!name.contains('@') || is_same()) { address } else { text }
}

/// What stands behind the label of an address, or the scheme of RFC 6068.
fn without_label(text: &str) -> &str {
    let front = text.split('@').next().unwrap_or_default();
    let is_label = |at: &usize| front[..*at].contains(char::is_alphabetic);
    let labelled = front.rfind(':').filter(|at| front.len() < text.len() && is_label(at));
    let address = labelled.and_then(|at| text.get(at + 1..)).filter(|address| !address.starts_with('/'));
    address.unwrap_or(text)
}

/// An address without the subject and text that a link gives to the letter.
fn without_query(text: &str) -> &str {
    let Some(at) = text.find('@') else { return text };
    text[at..].find('?').map_or(text, |end| &text[..at + end])
}

/// The host of a web address, and what is one without its scheme (RFC 3986, 3): no path, no port.
pub(super) fn web_address(text: &str) -> Option<&str> {
    let bare = trimmed(text);
    let bare = bare.strip_prefix('@').unwrap_or(bare);
    let (has_scheme, rest) = match bare.split_once("://") {
        Some((scheme, rest)) if is_label(scheme) => (true, rest),
        _ => without_slipped_scheme(bare).map_or((false, bare.strip_prefix("//").unwrap_or(bare)), |rest| (true, rest)),
    };
    let labelled = rest.split_once(':').filter(|(label, _)| !has_scheme && is_label(label));
    let rest = labelled.map_or(rest, |(_, rest)| rest.trim_start());
    let (authority, path) = rest.split_at(rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len()));
    if path.contains(char::is_whitespace) || (!has_scheme && is_second_host(path)) {
        return None;
    }
    let is_port = |port: &str| port.bytes().all(|digit| digit.is_ascii_digit());
    let host = authority.rsplit_once(':').filter(|(_, port)| is_port(port)).map_or(authority, |(host, _)| host);
    Some(trimmed(host))
}

/// What stands behind a scheme with a slip in its marks: `http:/lale.example`, `https//…`, `http:\\…`.
fn without_slipped_scheme(text: &str) -> Option<&str> {
    const SCHEME: &str = "http";
    let (scheme, rest) = text.split_at_checked(SCHEME.len())?;
    let rest = rest.strip_prefix(['s', 'S']).unwrap_or(rest);
    let host = rest.trim_start_matches([':', ';', '/', '\\']);
    let marks = rest.get(..rest.len() - host.len())?;
    (scheme.eq_ignore_ascii_case(SCHEME) && marks.contains(['/', '\\'])).then_some(host)
}

/// Whether a path is another host: "lale.example/lale.com.tr".
fn is_second_host(path: &str) -> bool {
    let path = small(path.trim_matches('/'));
    is_host(&path) && !PAGES.iter().any(|page| path.rsplit('.').next() == Some(*page))
}

/// Whether a text before a colon is a scheme, or says what stands behind it: no part of an address.
fn is_label(text: &str) -> bool {
    text.contains(char::is_alphabetic) && !text.contains(['.', '@', '/'])
}

/// The parts of a text that addresses may be, at what stands between them.
pub(super) fn parts<'a>(text: &'a str, between: &'a [char]) -> impl Iterator<Item = &'a str> {
    let is_between = move |sign: char| {
        sign.is_whitespace()
            || AROUND.contains(&sign)
            || QUOTES.contains(&sign)
            || sign == '|'
            || between.contains(&sign)
    };
    text.split(is_between).filter(|part| !part.is_empty())
}

/// What is looked for with an address as it is pasted: the address of mail, or the host of a web address. Other words are as
/// they were typed.
#[must_use]
pub fn sought(typed: &str) -> Cow<'_, str> {
    if typed.chars().count() > PASTED_CHARS {
        return Cow::Borrowed(typed);
    }
    let text = seen(typed);
    let text = text.trim();
    let is_web = || text.contains("://") || small(text).starts_with("www.") || text.ends_with('/');
    let rule = if text.contains('@') {
        EMAIL
    } else if !text.contains(char::is_whitespace) && is_web() {
        DOMAIN
    } else {
        return Cow::Borrowed(typed);
    };
    (rule.check)(text).map_or(Cow::Borrowed(typed), Cow::Owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each bracket was read for one more address, and its two parts again: a text of 60 signs took a minute.
    #[test]
    fn a_row_of_brackets_is_read_through_once() {
        for text in ["a@;<b@;<".repeat(120), "<(".repeat(480), "a@b<".repeat(250)] {
            assert!(mail_address(&text).len() <= text.len());
        }
        assert_eq!(mail_address("ayse@lale.example <ayse@lale.example>"), "ayse@lale.example");
    }

    #[test]
    fn a_pasted_address_is_looked_for_as_it_is_stored() {
        for (typed, wanted) in [
            ("mailto:info@lale.example?subject=Fatura", "info@lale.example"),
            ("Ayşe Kaya <ayse@lale.example>", "ayse@lale.example"),
            ("https://www.lale.example/iletisim", "lale.example"),
            ("www.lale.example", "lale.example"),
            ("lale.example/", "lale.example"),
            ("HTTPS://WWW.SİRKET.COM.TR", "sirket.com.tr"),
        ] {
            assert_eq!(sought(typed), wanted, "{typed}");
        }
    }

    #[test]
    fn other_words_are_looked_for_as_they_were_typed() {
        for typed in [
            "",
            "lale",
            "lale.example",
            "info@",
            "@lale",
            "info@lale",
            "a@lale.example b@lale.example",
            "www.lal",
            "http://",
            "Lale / Nord",
            "Lale/",
            "Ltd. Şti.",
            "A/S",
        ] {
            assert_eq!(sought(typed), typed);
        }
        let long = format!("https://lale.example/{}", "x".repeat(PASTED_CHARS));
        assert_eq!(sought(&long), long);
    }
}
