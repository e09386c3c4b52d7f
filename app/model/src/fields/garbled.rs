//! Text that a program has spoilt on its way: a spreadsheet's errors, what is left of HTML, one encoding read as another.

use super::misread::is_misread;
use super::other_page::is_of_other_page;

/// A spreadsheet's errors that do not end like the others: no value, in English, German and Turkish.
const NO_VALUE: &[&str] = &["#N/A", "#NV", "#YOK", "#GETTING_DATA"];
/// What databases and programs write in place of no value. "Null" by itself is a name.
const NOTHING: &[&str] = &["\\N", "(NULL)", "[NULL]", "N/A"];
/// The most characters of a spreadsheet's error.
const MAX_ERROR_CHARS: usize = 12;

/// Whether a program has spoilt a text of a country, as far as its signs show it; a country that is not known is empty.
pub fn is_garbled(text: &str, country: &str) -> bool {
    is_error(text.trim())
        || has_entity(text)
        || has_tag(text)
        || has_escape(text)
        || is_misread(text)
        || is_of_other_page(text, country)
}

/// What a spreadsheet shows in place of a value, in any language: `#REF!`, `#NAME?`, `#BAŞV!` (ECMA-376, part 1, 18.17.3).
fn is_error(text: &str) -> bool {
    let is_marked = text.starts_with('#') && text.ends_with(['!', '?']);
    (is_marked && !text.contains(' ') && (4..=MAX_ERROR_CHARS).contains(&text.chars().count()))
        || NO_VALUE.iter().chain(NOTHING).any(|nothing| text.eq_ignore_ascii_case(nothing))
}

/// A character reference of HTML: `&uuml;`, `&#252;`.
fn has_entity(text: &str) -> bool {
    text.split('&').skip(1).any(|rest| {
        let name = rest.split(';').next().filter(|name| name.len() < rest.len()).unwrap_or_default();
        let digits = name.strip_prefix('#').map(|code| code.trim_start_matches(['x', 'X']));
        let is_number =
            digits.is_some_and(|code| !code.is_empty() && code.chars().all(|sign| sign.is_ascii_hexdigit()));
        is_number || is_reference(name)
    })
}

/// Whether a name is one of HTML's for a sign or an accented letter: `amp`, `uuml`, `Eacute`.
fn is_reference(name: &str) -> bool {
    const SIGNS: [&str; 9] = ["amp", "lt", "gt", "quot", "apos", "nbsp", "szlig", "ndash", "rsquo"];
    const ACCENTS: [&str; 8] = ["uml", "acute", "grave", "circ", "tilde", "cedil", "ring", "slash"];
    let accent = name.strip_prefix(|sign: char| sign.is_ascii_alphabetic());
    SIGNS.contains(&name) || accent.is_some_and(|accent| ACCENTS.contains(&accent))
}

/// An element of HTML: `<br>`, `</p>`.
fn has_tag(text: &str) -> bool {
    text.split('<').skip(1).any(|rest| {
        let name = rest.split_once('>').map(|(name, _)| name.strip_prefix('/').unwrap_or(name));
        name.is_some_and(|name| name.starts_with(|sign: char| sign.is_ascii_alphabetic()) && name.is_ascii())
    })
}

/// A control character as spreadsheets write it in their files: `_x000D_` (ECMA-376, part 1, 22.9.2.19).
fn has_escape(text: &str) -> bool {
    text.split("_x").skip(1).any(|rest| {
        rest.split_once('_')
            .is_some_and(|(code, _)| code.len() == 4 && code.chars().all(|sign| sign.is_ascii_hexdigit()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_what_programs_leave_behind() {
        for text in [
            "#NAME?",
            "#REF!",
            "#N/A",
            "#VALUE!",
            "#DIV/0!",
            "#NUM!",
            "#NULL!",
            "#AD?",
            " #ref! ",
            "MÃ¼ller GmbH",
            "Ã‡elik A.Å.",
            "GmbH_x000D_",
            "M&uuml;ller",
            "M&#252;ller",
            "Alfa&nbsp;GmbH",
            "Alfa &amp; Beta",
            "<br>",
            "Hauptstr. 5<br/>Hinterhaus",
            "Ä°stanbul",
            "CafÃ©",
            "Åžirket",
            "Ã–zel",
            "#BEZUG!",
            "#NV",
            "#BAŞV!",
            "#YOK",
            "\\N",
            "(null)",
            "[NULL]",
            "n/a",
        ] {
            assert!(is_garbled(text, ""), "{text}");
        }
    }

    #[test]
    fn leaves_names_and_streets_alone() {
        for text in [
            "Müller & Söhne GmbH",
            "Marks & Spencer; London",
            "A&B;",
            "Çelik A.Ş.",
            "#1 Dry Cleaners",
            "Suite #4",
            "Åland",
            "São Paulo",
            "VÅR AB",
            "„Ä“ GmbH",
            "Ärzte «Ä»",
            "I <3 NY",
            "a < b > c",
            "Alfa_x_Beta",
            "_x00_",
            "R&D; GmbH",
            "Ångström – Å",
            "ÅÄÖ",
            "株式会社",
            "AT&T",
            "",
            "#1 in town!",
            "Null",
            "N",
            "N/A Records GmbH",
            "Nan",
            "#9!",
        ] {
            assert!(!is_garbled(text, ""), "{text}");
        }
    }
}
