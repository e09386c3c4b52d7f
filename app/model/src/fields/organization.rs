//! Organisations: their names.

use super::text::line;
use super::{Input, Problem, Rule};

/// The name of an organisation; what is refused follows Partner Center's name rules of September 2021.
pub const ORGANIZATION_NAME: Rule = Rule { input: Input::text(200), check: organization_name };

/// Legal forms that are no name when they stand alone, without dots and spaces.
const LEGAL_FORMS: &[&str] = &[
    "ag",
    "as",
    "aş",
    "cpa",
    "corp",
    "corporation",
    "gmbh",
    "inc",
    "incorporated",
    "kft",
    "lda",
    "limited",
    "llc",
    "llp",
    "ltd",
    "ltdşti",
    "ltdsti",
    "ooo",
    "plc",
    "private",
    "privatelimited",
    "pteltd",
    "pty",
    "ptyltd",
    "pvt",
    "pvtltd",
    "sarl",
    "sdnbhd",
    "şti",
    "wll",
    "zrt",
];

fn organization_name(typed: &str) -> Result<String, Problem> {
    let name = line(typed)?;
    if name.chars().count() < 2 || !name.chars().any(char::is_alphanumeric) {
        return Err(Problem::NotAName);
    }
    let bare: String = name.chars().filter(|letter| letter.is_alphanumeric()).collect();
    let bare = bare.replace('İ', "i").to_lowercase();
    if LEGAL_FORMS.contains(&bare.as_str()) {
        return Err(Problem::LoneLegalForm);
    }
    Ok(name)
}

/// Endings of internet addresses beside the countries' own (the most used generic ones, and countries' in their own script).
const ENDINGS: &[&str] = &[
    "com",
    "net",
    "org",
    "info",
    "biz",
    "edu",
    "gov",
    "mil",
    "int",
    "app",
    "dev",
    "shop",
    "online",
    "store",
    "site",
    "tech",
    "cloud",
    "xyz",
    "pro",
    "name",
    "mobi",
    "uk",
    "eu",
    "рф",
    "укр",
    "бел",
    "срб",
    "қаз",
    "中国",
    "中國",
    "公司",
    "网络",
    "香港",
    "台湾",
    "台灣",
    "한국",
    "भारत",
    "ไทย",
    "مصر",
    "السعودية",
    "امارات",
    "قطر",
    "المغرب",
    "ایران",
    "გე",
    "հայ",
    "ελ",
    "бг",
];

/// What is doubtful about a name that may be stored: it ends like an internet address, or says nothing.
pub fn doubt_name(name: &str) -> Option<Problem> {
    let lower = name.to_lowercase();
    let mut letters = lower.chars().filter(|letter| !letter.is_whitespace());
    let first = letters.next()?;
    if letters.clone().count() >= 2 && letters.all(|letter| letter == first) {
        return Some(Problem::NameOneCharacter);
    }
    if name.split(' ').count() > 1 && name.split(' ').all(|word| word.chars().count() == 1) {
        return Some(Problem::NameSingleCharacters);
    }
    let (start, ending) = lower.rsplit_once('.')?;
    // "S.A", "B.V" and the like are legal forms: what stands before the dot of an address is longer.
    let is_address = start
        .split_whitespace()
        .last()
        .is_some_and(|label| label.rsplit('.').next().is_some_and(|label| label.chars().count() > 1));
    let is_country = ending.len() == 2 && crate::countries::country(&ending.to_uppercase()).is_some();
    (is_address && (is_country || ENDINGS.contains(&ending))).then_some(Problem::NameDomainEnding)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{refuses, takes};
    use super::*;

    #[test]
    fn takes_names_that_registers_hold() {
        takes(
            ORGANIZATION_NAME,
            &[
                (" Lale  Tekstil A.Ş. ", "Lale Tekstil A.Ş."),
                ("3M", "3M"),
                ("株式会社東京", "株式会社東京"),
                ("AS Roma", "AS Roma"),
            ],
        );
    }

    #[test]
    fn refuses_names_that_are_none() {
        refuses(
            ORGANIZATION_NAME,
            &[
                ("A", Problem::NotAName),
                ("!!!", Problem::NotAName),
                ("LLC", Problem::LoneLegalForm),
                ("Ltd. Şti.", Problem::LoneLegalForm),
                ("pty ltd", Problem::LoneLegalForm),
                (&"x".repeat(201), Problem::TooLong { max_chars: 200 }),
            ],
        );
    }

    #[test]
    fn doubts_names_that_are_seldom_right() {
        assert_eq!(doubt_name("acme.com"), Some(Problem::NameDomainEnding));
        assert_eq!(doubt_name("999"), Some(Problem::NameOneCharacter));
        assert_eq!(doubt_name("1 2 3"), Some(Problem::NameSingleCharacters));
        assert_eq!(doubt_name("Lale Tekstil A.Ş."), None);
        assert_eq!(doubt_name("3M"), None);
        assert_eq!(doubt_name("lale.tr"), Some(Problem::NameDomainEnding));
        assert_eq!(doubt_name("пример.рф"), Some(Problem::NameDomainEnding));
        for right in ["Acme Holding S.A", "Tulp B.V", "Rossi S.p.A", "Horvat d.o.o", "St. Louis Motors", "Acme Inc."] {
            assert_eq!(doubt_name(right), None, "{right}");
        }
    }
}
