//! E-mail addresses: hosts that are slips of well-known ones, and hosts that this partner does not take.

use super::hosts;
use model::customers::{CustomerText, Field};
use model::fields::{Found, Problem, small};

/// Which hosts no customer's e-mail is at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EmailPolicy {
    /// The partner's own.
    pub partner: Vec<String>,
    /// Others, by configuration.
    pub blocked: Vec<String>,
}

/// Hosts that many people have, and slips of them that are nobody's mail.
const SLIPS: &[(&str, &[&str])] = &[
    (
        "gmail.com",
        &[
            "gmial.com",
            "gmai.com",
            "gmal.com",
            "gamil.com",
            "gnail.com",
            "gmaill.com",
            "gmail.co",
            "gmail.con",
            "gmail.cm",
            "gmail.om",
            "gmail.comm",
            "gmil.com",
            "gmali.com",
            "gimail.com",
            "ggmail.com",
            "gmsil.com",
        ],
    ),
    (
        "hotmail.com",
        &[
            "hotmial.com",
            "hotmal.com",
            "hotmai.com",
            "hotmil.com",
            "hotmail.co",
            "hotmail.con",
            "hotmaill.com",
            "hotamil.com",
            "homail.com",
            "hotmali.com",
            "htomail.com",
        ],
    ),
    (
        "outlook.com",
        &["outlok.com", "outloo.com", "outlook.co", "outlook.con", "outllook.com", "oulook.com", "outlool.com"],
    ),
    (
        "yahoo.com",
        &["yaho.com", "yahooo.com", "yhaoo.com", "yahoo.co", "yahoo.con", "yaoo.com", "yhoo.com", "yahho.com"],
    ),
    ("icloud.com", &["iclould.com", "icloud.co", "icloud.con", "icoud.com", "iclod.com"]),
    ("yandex.com", &["yandx.com", "yandex.co", "yandex.con", "ynadex.com"]),
];

/// Other hosts of many people's mail that have an i in their name, in this program's two languages and the countries around:
/// a Turkish keyboard writes it without a dot.
const WITH_AN_I: &[&str] = &[
    "alice.it",
    "fastmail.com",
    "googlemail.com",
    "hotmail.be",
    "hotmail.ch",
    "hotmail.co.uk",
    "hotmail.com.tr",
    "hotmail.de",
    "hotmail.es",
    "hotmail.fr",
    "hotmail.gr",
    "hotmail.it",
    "hotmail.nl",
    "libero.it",
    "live.at",
    "live.be",
    "live.co.uk",
    "live.com",
    "live.de",
    "live.fr",
    "live.nl",
    "mail.com",
    "mail.ru",
    "microsoft.com",
    "protonmail.com",
    "rocketmail.com",
    "superonline.com",
    "tiscali.it",
    "virgilio.it",
    "windowslive.com",
    "ymail.com",
];

/// The host of an address.
#[must_use]
pub fn host_of(address: &str) -> Option<String> {
    address.rsplit_once('@').map(|(_, host)| small(host))
}

/// Whether a host is a domain's own, or below it.
fn is_at(host: &str, domain: &str) -> bool {
    host.strip_suffix(domain).is_some_and(|before| before.is_empty() || before.ends_with('.'))
}

/// Whether a billing e-mail moves to a foreign domain: neither that of the address before nor the company's own. So begins invoice
/// fraud; the warning and the change policy mean the same by it. Where no address was, nothing moves.
#[must_use]
pub fn moves_to_foreign(stored: &CustomerText, own: &str, address: &str) -> bool {
    let before = stored.get(Field::BillingEmail);
    let Some(host) = host_of(address).filter(|_| !before.is_empty() && before != address) else { return false };
    let known = [host_of(before).unwrap_or_default(), small(own)];
    !known.iter().any(|domain| !domain.is_empty() && is_at(&host, domain))
}

/// A host in ASCII but for a dotless ı, with an i in its place. By itself it is a letter like others: ışık.com.tr.
fn with_dots(host: &str) -> Option<String> {
    let dotted = host.replace('\u{131}', "i");
    (dotted.is_ascii() && dotted != host).then_some(dotted)
}

/// The well-known host that a text is a slip of.
fn slip_of(host: &str) -> Option<&'static str> {
    SLIPS.iter().find(|(_, slips)| slips.contains(&host)).map(|(meant, _)| *meant)
}

/// The well-known host that one with an ı for an i means.
fn dotless_of(dotted: &str) -> Option<&'static str> {
    let known = SLIPS.iter().map(|(known, _)| *known).chain(WITH_AN_I.iter().copied());
    slip_of(dotted).or_else(|| known.into_iter().find(|known| *known == dotted))
}

/// A host with an ı for an i, where the one with the i is well known, the customer's other one, or one of the policy's.
fn doubt_dotless(host: &str, own: Option<&str>, policy: &EmailPolicy) -> Option<Found> {
    let dotted = with_dots(host)?;
    let is_of = |domains: &[String]| domains.iter().any(|domain| is_at(&dotted, domain));
    let is_known = own.is_some_and(|own| is_at(&dotted, own)) || is_of(&policy.partner) || is_of(&policy.blocked);
    let meant = dotless_of(&dotted).map(str::to_owned).or_else(|| is_known.then(|| dotted.clone()));
    meant.map(|meant| Found::warn(Problem::EmailSlip).hint(meant))
}

/// What is doubtful about a customer's domain beside the e-mail address: an ı where an i is meant, letters of two alphabets.
#[must_use]
pub fn doubt_domain(domain: &str, address: &str, policy: &EmailPolicy) -> Option<Found> {
    doubt_dotless(domain, host_of(address).as_deref(), policy).or_else(|| hosts::doubt_alike(domain))
}

/// What is found about an address that has the shape of one, beside the customer's domain.
#[must_use]
pub fn check(address: &str, domain: &str, policy: &EmailPolicy) -> Option<Found> {
    let host = host_of(address)?;
    let is_of = |domains: &[String]| domains.iter().any(|domain| is_at(&host, domain));
    if is_of(&policy.partner) {
        return Some(Found::block(Problem::EmailOfPartner));
    }
    if is_of(&policy.blocked) {
        return Some(Found::block(Problem::EmailBlocked));
    }
    if let Some(meant) = slip_of(&host) {
        return Some(Found::warn(Problem::EmailSlip).hint(meant));
    }
    if let Some(doubt) = doubt_dotless(&host, Some(domain).filter(|domain| !domain.is_empty()), policy) {
        return Some(doubt);
    }
    match hosts::looked_up(&host) {
        Some(_) => hosts::doubt_alike(&host),
        None => Some(Found::block(Problem::NotAnEmail)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_what_was_meant() {
        let found = check("elif@gmial.com", "", &EmailPolicy::default());
        assert_eq!(found, Some(Found::warn(Problem::EmailSlip).hint("gmail.com")));
        assert_eq!(check("elif@gmail.com", "", &EmailPolicy::default()), None);
        assert_eq!(check("çağrı@şirket.example", "", &EmailPolicy::default()), None);
    }

    #[test]
    fn knows_a_foreign_domain() {
        let mut stored = CustomerText::default();
        stored.set(Field::BillingEmail, "elif@Posta.example");
        let moves = |address: &str| moves_to_foreign(&stored, "lale.example", address);
        for foreign in [
            "elif@evil.example",
            "elif@xlale.example",
            "elif@lale.example.evil.example",
            "elif@example",
            "a@b@evil.example",
        ] {
            assert!(moves(foreign), "{foreign}");
        }
        for known in [
            "ada@posta.example",
            "ada@lale.example",
            "ADA@LALE.EXAMPLE",
            "ada@mail.lale.example",
            "",
            "ada",
            "elif@Posta.example",
        ] {
            assert!(!moves(known), "{known}");
        }
        assert!(moves_to_foreign(&stored, "", "ada@lale.example"), "a company without a domain has none of its own");
        stored.set(Field::BillingEmail, "muhasebe");
        assert!(moves_to_foreign(&stored, "lale.example", "ada@evil.example"), "what was no address has no domain");
        stored.set(Field::BillingEmail, "");
        assert!(!moves_to_foreign(&stored, "lale.example", "ada@evil.example"), "nothing moves from nowhere");
    }

    #[test]
    fn doubts_a_dotless_i_only_where_the_dotted_one_is_known() {
        let policy = EmailPolicy { partner: vec!["izmir.example".into()], blocked: vec!["bitti.example".into()] };
        for (address, domain, hint) in [
            ("ayse@hotmaıl.com", "", "hotmail.com"),
            ("ayse@gmaıl.com", "", "gmail.com"),
            ("ayse@gmaıl.con", "", "gmail.com"),
            ("ayse@ıcloud.com", "", "icloud.com"),
            ("ayse@lıve.com", "lale.example", "live.com"),
            ("ayse@demır.com.tr", "demir.com.tr", "demir.com.tr"),
            ("ayse@posta.demır.com.tr", "demir.com.tr", "posta.demir.com.tr"),
            ("ayse@ızmir.example", "", "izmir.example"),
            ("ayse@bıttı.example", "", "bitti.example"),
        ] {
            let doubt = Found::warn(Problem::EmailSlip).hint(hint);
            assert_eq!(check(address, domain, &policy), Some(doubt), "{address}");
        }
        for (address, domain) in [
            ("ayse@ışık.com.tr", ""),
            ("ayse@demır.com.tr", ""),
            ("ayse@demır.com.tr", "demır.com.tr"),
            ("ayse@kılıç.com.tr", "kilic.com.tr"),
            ("ayşe@hotmail.com", "hotmaıl.com"),
            ("ırmak@hotmail.com", ""),
        ] {
            assert_eq!(check(address, domain, &policy), None, "{address}");
        }
        let doubt = |domain, address| doubt_domain(domain, address, &policy).map(|found| found.hint);
        assert_eq!(doubt("demır.com.tr", "info@demir.com.tr").as_deref(), Some("demir.com.tr"));
        assert_eq!(doubt("hotmaıl.com", "").as_deref(), Some("hotmail.com"));
        for (domain, address) in [
            ("demır.com.tr", "info@demır.com.tr"),
            ("demir.com.tr", "info@demir.com.tr"),
            ("demir.com.tr", "info@demır.com.tr"),
            ("ışık.com.tr", "info@isik.com.tr"),
            ("demır.com.tr", ""),
            ("", ""),
        ] {
            assert_eq!(doubt(domain, address), None, "{domain}");
        }
    }

    #[test]
    fn refuses_the_partners_own_domain_and_those_on_the_list() {
        let policy = EmailPolicy { partner: vec!["partner.example".into()], blocked: vec!["microsoft.com".into()] };
        let problem = |address: &str| check(address, "", &policy).map(|found| found.problem);
        assert_eq!(problem("a@partner.example"), Some(Problem::EmailOfPartner));
        assert_eq!(problem("a@mail.PARTNER.example"), Some(Problem::EmailOfPartner));
        assert_eq!(problem("a@microsoft.com"), Some(Problem::EmailBlocked));
        assert_eq!(problem("a@notmicrosoft.com"), None);
    }
}
