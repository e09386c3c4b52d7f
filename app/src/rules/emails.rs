//! E-mail addresses: hosts that are slips of well-known ones, and hosts that this partner does not take.

use crate::fields::{Found, Problem};

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

/// What is found about an address that has the shape of one.
#[must_use]
pub fn check(address: &str, policy: &EmailPolicy) -> Option<Found> {
    let (_, host) = address.rsplit_once('@')?;
    let host = host.to_lowercase();
    let is_at = |domain: &String| host == *domain || host.ends_with(&format!(".{domain}"));
    if policy.partner.iter().any(is_at) {
        return Some(Found::block(Problem::EmailOfPartner));
    }
    if policy.blocked.iter().any(is_at) {
        return Some(Found::block(Problem::EmailBlocked));
    }
    let meant = SLIPS.iter().find(|(_, slips)| slips.contains(&host.as_str()));
    if let Some((meant, _)) = meant {
        return Some(Found::warn(Problem::EmailSlip).hint(*meant));
    }
    // Letters of any alphabet, as long as the host can be looked up (IDNA, UTS 46).
    match idna::domain_to_ascii(&host) {
        Ok(ascii) if ascii.len() <= 253 => None,
        _ => Some(Found::block(Problem::NotAnEmail)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_what_was_meant() {
        let found = check("elif@gmial.com", &EmailPolicy::default());
        assert_eq!(found, Some(Found::warn(Problem::EmailSlip).hint("gmail.com")));
        assert_eq!(check("elif@gmail.com", &EmailPolicy::default()), None);
        assert_eq!(check("çağrı@şirket.example", &EmailPolicy::default()), None);
    }

    #[test]
    fn refuses_the_partners_own_domain_and_those_on_the_list() {
        let policy = EmailPolicy { partner: vec!["partner.example".into()], blocked: vec!["microsoft.com".into()] };
        let problem = |address: &str| check(address, &policy).map(|found| found.problem);
        assert_eq!(problem("a@partner.example"), Some(Problem::EmailOfPartner));
        assert_eq!(problem("a@mail.PARTNER.example"), Some(Problem::EmailOfPartner));
        assert_eq!(problem("a@microsoft.com"), Some(Problem::EmailBlocked));
        assert_eq!(problem("a@notmicrosoft.com"), None);
    }
}
