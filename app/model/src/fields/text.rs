//! Plain text: what no field may hold, and the fields that are nothing more.

use super::{Input, Problem, Rule};

/// Why somebody changes something: a few sentences, on lines of their own if they like.
pub const REASON: Rule = Rule { input: Input { kind: "textarea", ..Input::text(500) }, check: paragraph };

/// What somebody looks for.
pub const SEARCH: Rule = Rule { input: Input { kind: "search", inputmode: "search", ..Input::text(100) }, check: line };

/// Whether a character must not stand in any text: controls, those that nobody sees and that reorder what is read (the
/// "Trojan Source" characters of CVE-2021-42574), those that Unicode says are none, those of private use, which every program
/// draws in its own way, and planes 4 to 13, of which Unicode has given out nothing (Unicode, chapters 2.4 and 23.5).
#[must_use]
pub fn is_forbidden(letter: char) -> bool {
    if matches!(letter, ' '..='~') {
        return false;
    }
    letter.is_control()
        || super::hidden::is_hidden(letter)
        || matches!(letter, '\u{2028}' | '\u{2029}')
        || matches!(letter, '\u{fdd0}'..='\u{fdef}' | '\u{fff9}'..='\u{ffff}')
        || matches!(letter, '\u{e000}'..='\u{f8ff}' | '\u{40000}'..='\u{dffff}' | '\u{f0000}'..)
        || u32::from(letter) & 0xfffe == 0xfffe
}

/// A pattern of Braille without a dot: a blank of some fonts that Unicode does not count as white space.
const BRAILLE_BLANK: char = '\u{2800}';

/// Whether a character is white space to a person: a pasted tab or line end inside a line is, Word's and Excel's line break
/// inside a paragraph or cell (U+000B) among them (Unicode, `White_Space`).
#[must_use]
pub fn is_blank(letter: char) -> bool {
    letter == BRAILLE_BLANK || letter.is_whitespace()
}

/// One line: runs of white space become one space. What nobody sees is gone already ([`super::seen`]); the joiners that
/// were left are part of words.
pub(super) fn line(typed: &str) -> Result<String, Problem> {
    let is_joiner = |letter: char| matches!(letter, '\u{200c}' | '\u{200d}');
    if typed.chars().any(|letter| is_forbidden(letter) && !is_blank(letter) && !is_joiner(letter)) {
        return Err(Problem::ForbiddenCharacter);
    }
    Ok(typed.split(is_blank).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" "))
}

/// Several lines, each as [`line`]; browsers send line ends as CR LF.
fn paragraph(typed: &str) -> Result<String, Problem> {
    let lines: Vec<String> = typed.lines().map(line).collect::<Result<_, _>>()?;
    Ok(lines.join("\n").trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::tests::{refuses, takes};
    use super::*;

    #[test]
    fn keeps_the_lines_of_a_reason_and_tidies_its_spaces() {
        takes(REASON, &[("  because  of\r\nthe  move ", "because of\nthe move"), ("a\n\nb", "a\n\nb")]);
    }

    #[test]
    fn takes_what_nobody_sees_out_of_a_reason_and_a_search() {
        takes(REASON, &[("pay \u{202e}elgoog\u{202c}", "pay elgoog"), ("a\u{feff}\nb\u{200b}", "a\nb")]);
        takes(SEARCH, &[("\u{200e}nord\u{200b}ag", "nordag"), ("a\u{2028}b\tc", "a b c")]);
        for end in ['\t', '\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'] {
            takes(SEARCH, &[(&format!("{end}Nord{end}{end}AG{end}"), "Nord AG")]);
        }
        takes(SEARCH, &[("Nord\u{fffc} AG\u{fffc}", "Nord AG"), ("\0No\u{7}rd\u{1b}\tAG\u{9d}", "Nord AG")]);
        takes(REASON, &[("a\u{1f}\u{fff9}b\u{fffb}\n\u{7f}c\u{b}d", "ab\nc d"), ("O\u{92}Brien", "O’Brien")]);
        for rule in [REASON, SEARCH] {
            for nothing in ["\u{200b}", "\u{2060}\u{e0041} \u{3164}", "\u{2800}", "\u{ad}\n\u{fe0f}"] {
                assert_eq!(rule.parse(nothing), Ok(None), "{nothing:?}");
            }
        }
    }

    #[test]
    fn refuses_a_reason_that_is_too_long_or_hides_something() {
        refuses(
            REASON,
            &[
                (&"x".repeat(501), Problem::TooLong { max_chars: 500 }),
                ("pay \u{fffe}elgoog", Problem::ForbiddenCharacter),
                ("a\u{e000}b", Problem::ForbiddenCharacter),
                ("a\u{fffd}b", Problem::ForbiddenCharacter),
            ],
        );
    }
}
