//! Plain text: what no field may hold, and the fields that are nothing more.

use super::{Input, Problem, Rule};

/// Why somebody changes something: a few sentences, on lines of their own if they like.
pub const REASON: Rule = Rule { input: Input { kind: "textarea", ..Input::text(500) }, check: paragraph };

/// What somebody looks for.
pub const SEARCH: Rule = Rule { input: Input { kind: "search", inputmode: "search", ..Input::text(100) }, check: line };

/// Whether a character must not stand in any text: controls, reordering marks (the "Trojan Source" characters of
/// CVE-2021-42574) and those that Unicode says are none.
#[must_use]
pub fn is_forbidden(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{2028}' | '\u{2029}')
        || matches!(letter, '\u{fdd0}'..='\u{fdef}' | '\u{fff9}'..='\u{ffff}')
        || u32::from(letter) & 0xfffe == 0xfffe
}

/// One line: runs of white space become one space.
pub(super) fn line(typed: &str) -> Result<String, Problem> {
    // A pasted tab or line end inside a line is white space to a person; anything else hidden is refused.
    if typed.chars().any(|letter| is_forbidden(letter) && !matches!(letter, '\t' | '\n' | '\r')) {
        return Err(Problem::ForbiddenCharacter);
    }
    Ok(typed.split_whitespace().collect::<Vec<_>>().join(" "))
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
    fn refuses_a_reason_that_is_too_long_or_hides_something() {
        refuses(
            REASON,
            &[
                (&"x".repeat(501), Problem::TooLong { max_chars: 500 }),
                ("pay \u{202e}elgoog", Problem::ForbiddenCharacter),
                ("a\0b", Problem::ForbiddenCharacter),
            ],
        );
    }
}
