//! E-mail addresses that look like another's: whoever reads one in the log takes it for the other.

use crate::customers::fold;

/// Letters of other alphabets that look like a Latin one in small print (Unicode, UTS 39, confusables).
const LOOKS_LIKE: &[(&str, char)] = &[
    ("аα", 'a'),
    ("вβ", 'b'),
    ("сϲ", 'c'),
    ("ԁ", 'd'),
    ("еє", 'e'),
    ("ɡ", 'g'),
    ("һ", 'h'),
    ("іιɩ", 'i'),
    ("ј", 'j'),
    ("кκ", 'k'),
    ("ӏ", 'l'),
    ("мμ", 'm'),
    ("п", 'n'),
    ("оοօ", 'o'),
    ("рρ", 'p'),
    ("ԛ", 'q'),
    ("г", 'r'),
    ("ѕ", 's'),
    ("тτ", 't'),
    ("υս", 'u'),
    ("νѵ", 'v'),
    ("ԝω", 'w'),
    ("хχ", 'x'),
    ("уүγ", 'y'),
];

/// What people see of an address: small letters without marks, each as the Latin one that it looks like.
#[must_use]
pub(super) fn skeleton(email: &str) -> String {
    let latin =
        |letter: char| LOOKS_LIKE.iter().find(|(alike, _)| alike.contains(letter)).map_or(letter, |(_, latin)| *latin);
    fold(email).chars().map(latin).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_look_alike_are_one() {
        for alike in
            ["global.admın@p.example", "Global.Admin@p.example", "glоbal.аdmin@p.example", "ɡlobal.ádmin@p.example"]
        {
            assert_eq!(skeleton(alike), skeleton("global.admin@p.example"), "{alike}");
        }
        for other in ["globaladmin@p.example", "global.admin1@p.example", "global.admin@q.example"] {
            assert_ne!(skeleton(other), skeleton("global.admin@p.example"), "{other}");
        }
    }
}
