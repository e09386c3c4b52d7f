//! A country written twice ("DE - Germany", "Türkiye / Turkey"), or as its flag.

/// What stands between two names of one country.
const BETWEEN: [char; 4] = ['/', '|', ';', '\u{b7}'];
/// The same, between blanks or behind a code.
const DASHES: [char; 5] = ['-', '–', '—', '−', ':'];
/// The first and the last letter of flags (Unicode, regional indicators).
const FLAG_LETTERS: std::ops::RangeInclusive<char> = '\u{1f1e6}'..='\u{1f1ff}';

/// The country that all parts of a text name, each as `alone` reads one; `None` if there is one part, or two countries.
pub(super) fn same(text: &str, alone: impl Fn(&str) -> Option<&'static str>) -> Option<&'static str> {
    let is_dash = |word: &str| word.chars().all(|sign| DASHES.contains(&sign));
    let spaced: Vec<&str> = text.split_whitespace().map(|word| if is_dash(word) { "/" } else { word }).collect();
    let joined = spaced.join(" ");
    let parts: Vec<&str> = joined.split(BETWEEN).map(str::trim).filter(|part| !part.is_empty()).collect();
    let all = |parts: &[&str]| {
        let mut countries = parts.iter().map(|part| alone(part));
        let first = countries.next().flatten()?;
        countries.all(|other| other == Some(first)).then_some(first)
    };
    if parts.len() > 1 {
        return all(&parts);
    }
    let sides = [text.split_once(char::is_whitespace), text.rsplit_once(char::is_whitespace).map(|(a, b)| (b, a))];
    sides.into_iter().flatten().find_map(|(code, name)| {
        let code = code.trim_matches(|sign: char| !sign.is_alphanumeric());
        is_code(code).then(|| all(&[code, name.trim()])).flatten()
    })
}

/// Codes are written in capitals beside a name: "de" is a link in many languages.
fn is_code(word: &str) -> bool {
    (2..=3).contains(&word.len()) && word.bytes().all(|letter| letter.is_ascii_uppercase())
}

/// The code of a flag; `None` where a text is none.
pub(super) fn flag(text: &str) -> Option<String> {
    let letter = |sign: char| {
        let at = u32::from(sign).checked_sub(u32::from(*FLAG_LETTERS.start()))?;
        char::from_u32(u32::from('A') + at).filter(char::is_ascii_uppercase)
    };
    let code: Option<String> = text.chars().map(letter).collect();
    code.filter(|code| code.len() == 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alone(name: &str) -> Option<&'static str> {
        match name {
            "DE" | "DEU" | "Germany" | "Deutschland" => Some("DE"),
            "FR" | "France" => Some("FR"),
            _ => None,
        }
    }

    #[test]
    fn two_names_of_one_country_are_it() {
        for text in [
            "DE - Germany",
            "DE Germany",
            "DE: Germany",
            "Germany DEU",
            "Germany – DE",
            "Deutschland / Germany",
            "Deutschland|Germany|DE",
        ] {
            assert_eq!(same(text, alone), Some("DE"), "{text}");
        }
        for text in
            ["DE - France", "FR Germany", "Germany / Mordor", "Germany", "de Germany", "DE", "/", "", "Big Germany"]
        {
            assert_eq!(same(text, alone), None, "{text}");
        }
    }

    #[test]
    fn a_flag_is_its_letters() {
        assert_eq!(flag("\u{1f1f9}\u{1f1f7}").as_deref(), Some("TR"));
        for text in ["\u{1f1f9}", "TR", "\u{1f1f9}\u{1f1f7}\u{1f1f9}", "\u{1f600}\u{1f600}", ""] {
            assert_eq!(flag(text), None, "{text}");
        }
    }
}
