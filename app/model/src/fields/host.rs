//! Hosts of the internet: domains of organisations, and what stands behind the @ of an e-mail address.

use super::pasted::{half_width, parts, web_address};
use super::text::line;
use super::{Input, Problem, Rule};
use std::collections::BTreeSet;

/// A domain name (RFC 1035 lengths), letters of any alphabet (RFC 5890).
pub const DOMAIN: Rule = Rule { input: Input { inputmode: "url", ..Input::text(253) }, check: domain };

/// The name of the machine that answers browsers, before the domain that somebody has registered.
const WWW: &str = "www.";

/// A web address is its host without `www.`: what is asked for is the organisation's domain.
fn domain(typed: &str) -> Result<String, Problem> {
    let text = line(&half_width(typed))?;
    let meant = |text: &str| web_address(text).and_then(host).map(without_www);
    if let Some(domain) = meant(&text) {
        return Ok(domain);
    }
    let several = |between: &[char]| parts(&text, between).filter_map(meant).collect::<BTreeSet<_>>().len() > 1;
    Err(if several(&[]) || several(&['/']) { Problem::SeveralValues } else { Problem::NotADomain })
}

/// A host without `www.`, where a host is left.
fn without_www(host: String) -> String {
    let mut rest = host.as_str();
    while let Some(bare) = rest.strip_prefix(WWW).filter(|bare| is_host(bare)) {
        rest = bare;
    }
    rest.to_owned()
}

/// A text in which the capital İ of a Turkish keyboard, in one character or two, is an i. In small letters it would be an i
/// with a second dot (U+0307; Unicode, `SpecialCasing.txt`), and the host another one.
pub(super) fn plain_i(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\u{130}' => plain.push('i'),
            '\u{307}' if plain.ends_with(['i', 'I']) => {
                plain.pop();
                plain.push('i');
            }
            letter => plain.push(letter),
        }
    }
    plain
}

/// An address of the internet in small letters, whatever the keyboard.
#[must_use]
pub fn small(text: &str) -> String {
    plain_i(text).to_lowercase()
}

/// What an account is found by: its e-mail address in small letters, the four Turkish i's as one. No two members of staff have
/// addresses that differ in nothing else (`people::store`).
#[must_use]
pub fn email_key(address: &str) -> String {
    small(address).replace('\u{131}', "i")
}

/// A host name of at least two labels in lower case.
pub(super) fn host(typed: &str) -> Option<String> {
    Some(small(typed)).filter(|host| is_host(host))
}

/// Whether a text in small letters is the name of a host.
pub(super) fn is_host(host: &str) -> bool {
    let is_label = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|letter| {
                letter.is_alphanumeric() || letter == '-' || (!letter.is_ascii() && !is_punctuation(letter))
            })
    };
    let labels: Vec<&str> = host.split('.').collect();
    let top = labels.last().copied().unwrap_or_default();
    labels.len() >= 2
        && host.len() <= 253
        && labels.iter().all(|label| is_label(label))
        && top.chars().count() >= 2
        && !top.chars().all(|letter| letter.is_ascii_digit())
}

/// Whether a sign beyond ASCII is a mark or blank that no name is registered with (RFC 5892, 2.1, by block: Latin-1, General
/// Punctuation, CJK). The joiners and the dot of Catalan are parts of words.
const fn is_punctuation(sign: char) -> bool {
    matches!(
        sign,
        '\u{80}'..='\u{a9}'
            | '\u{ab}'..='\u{b1}'
            | '\u{b4}'
            | '\u{b6}'
            | '\u{b8}'
            | '\u{bb}'
            | '\u{bf}'
            | '\u{d7}'
            | '\u{f7}'
            | '\u{1680}'
            | '\u{2000}'..='\u{200b}'
            | '\u{200e}'..='\u{206f}'
            | '\u{3000}'..='\u{3003}'
            | '\u{3008}'..='\u{3020}'
            | '\u{fe10}'..='\u{fe6f}'
    )
}

#[cfg(test)]
mod tests {
    use super::super::tests::{refuses, takes};
    use super::*;

    #[test]
    fn refuses_domains_that_cannot_be_registered() {
        for typed in [
            "lale",
            "-a.example",
            "a..example",
            "a b.example",
            "1.2.3.4",
            "a_b.example",
            "http://lale",
            "https://info@lale.example",
            "info@lale.example",
            "mailto:info@lale.example",
            "https://",
            "/lale.example",
            "lale.example/a b",
            "lale.example Ltd.",
            "Lale Ltd. lale.example",
            "localhost:8080",
            "http://1.2.3.4:80/",
            "o\u{2019}reilly.example",
            "lale\u{2026}example.com",
            "lale«.example",
            "lale\u{2014}tekstil.example",
            "httplale",
            "http/lale",
        ] {
            refuses(DOMAIN, &[(typed, Problem::NotADomain)]);
        }
        for typed in ["\u{e000}beispiel.example", "\u{f8ff}store.example", "a.\u{100000}example"] {
            refuses(DOMAIN, &[(typed, Problem::ForbiddenCharacter)]);
        }
        takes(
            DOMAIN,
            &[
                ("Lale.OnMicrosoft.example", "lale.onmicrosoft.example"),
                ("çiçek.example", "çiçek.example"),
                ("ｌａｌｅ．example", "lale.example"),
            ],
        );
    }

    #[test]
    fn a_web_address_is_the_domain_that_it_leads_to() {
        for typed in [
            "https://www.lale.example/iletisim",
            "HTTPS://WWW.LALE.EXAMPLE/?utm_source=mail&x=http://other.example",
            "http://lale.example:8080/index.html#top",
            "//lale.example/",
            "lale.example/",
            "lale.example/iletisim",
            "lale.example/index.html",
            "lale.example:443",
            "lale.example.",
            "lale.example,",
            "<https://lale.example>",
            "(lale.example)",
            "\"lale.example\"",
            "„lale.example“",
            "'lale.example'",
            "Web: www.lale.example",
            "Web sitesi：https://www.lale.example/",
            "Alan adı : lale.example;",
            "@lale.example",
            "www.lale.example",
            "www.www.lale.example",
            "http:/lale.example",
            "http//lale.example/",
            "https:\\\\www.lale.example",
            "HTTPS;//lale.example",
        ] {
            takes(DOMAIN, &[(typed, "lale.example")]);
        }
        for hyphen in ['\u{2010}', '\u{2011}', '\u{2013}', '\u{2212}'] {
            takes(DOMAIN, &[(&format!("lale{hyphen}tekstil.example"), "lale-tekstil.example")]);
        }
        // Without it, no domain would be left; another name is another machine.
        takes(DOMAIN, &[("www.example", "www.example"), ("www2.lale.example", "www2.lale.example")]);
    }

    #[test]
    fn asks_for_one_of_several_domains() {
        for typed in [
            "lale.example, lale.com.tr",
            "lale.example lale.com.tr",
            "lale.example / lale.com.tr",
            "lale.example/lale.com.tr",
            "https://lale.example/ https://lale.com.tr/x.html",
            "www.lale.example;www.lale.com.tr",
        ] {
            refuses(DOMAIN, &[(typed, Problem::SeveralValues)]);
        }
    }

    #[test]
    fn a_dotted_capital_i_is_an_i_in_a_host() {
        for typed in [
            "SİRKET.COM.TR",
            "SI\u{307}RKET.COM.TR",
            "si\u{307}rket.com.tr",
            "SIRKET.COM.TR",
            "https://www.SİRKET.com.tr",
        ] {
            takes(DOMAIN, &[(typed, "sirket.com.tr")]);
        }
        takes(DOMAIN, &[("İstanbul.example", "istanbul.example"), ("İZMİR.BEL.TR", "izmir.bel.tr")]);
        // A dotless one is a letter that is registered.
        takes(DOMAIN, &[("ışık.example", "ışık.example"), ("demır.example", "demır.example")]);
    }

    #[test]
    fn one_account_has_one_key() {
        for typed in ["İrem@Staff.example", "IREM@STAFF.EXAMPLE", "ırem@staff.example", "I\u{307}REM@staff.example"] {
            assert_eq!(email_key(typed), "irem@staff.example", "{typed}");
        }
        assert_eq!(email_key(&email_key("İREM@ışık.example")), email_key("irem@işik.example"));
        assert_ne!(email_key("irem@staff.example"), email_key("írem@staff.example"));
    }
}
