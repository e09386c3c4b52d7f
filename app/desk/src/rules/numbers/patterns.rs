//! Patterns of numbers: `d` a digit, `A` a letter, `X` either, anything else itself.

/// Whether a text fits a pattern.
pub fn fits(pattern: &str, text: &str) -> bool {
    fits_by(pattern, text, |want, letter| want == letter)
}

/// Whether a text fits a pattern but for fixed letters and digits of it, which may be others.
pub fn fits_but_for_fixed_signs(pattern: &str, text: &str) -> bool {
    fits_by(pattern, text, |want, letter| {
        want == letter
            || (want.is_ascii_digit() && letter.is_ascii_digit())
            || (want.is_alphabetic() && letter.is_alphabetic())
    })
}

fn fits_by(pattern: &str, text: &str, is_fixed_sign: fn(char, char) -> bool) -> bool {
    let mut letters = text.chars();
    let all = pattern.chars().all(|want| {
        letters.next().is_some_and(|letter| match want {
            'd' => letter.is_ascii_digit(),
            'A' => letter.is_ascii_uppercase(),
            'X' => letter.is_ascii_uppercase() || letter.is_ascii_digit(),
            other => is_fixed_sign(other, letter),
        })
    });
    all && letters.next().is_none()
}

/// Where a text differs from patterns that it fits but for their fixed signs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FixedSigns {
    /// At the beginning: these would be right, one of them.
    Beginning(String),
    /// At the end: these would be right, one of them.
    Ending(String),
    /// Between the two.
    Middle,
}

/// Which fixed signs of patterns a text lacks.
pub fn fixed_signs(near: &[&str], text: &str) -> FixedSigns {
    let is_fixed = |sign: &char| !matches!(sign, 'd' | 'A' | 'X');
    let beginnings: Vec<String> = near.iter().map(|pattern| pattern.chars().take_while(is_fixed).collect()).collect();
    if beginnings.iter().all(|beginning| !beginning.is_empty() && !text.starts_with(beginning.as_str())) {
        return FixedSigns::Beginning(listed(beginnings));
    }
    let ending = |pattern: &&str| {
        let from_end: Vec<char> = pattern.chars().rev().take_while(is_fixed).collect();
        from_end.into_iter().rev().collect::<String>()
    };
    let endings: Vec<String> = near.iter().map(ending).collect();
    if endings.iter().all(|ending| !ending.is_empty() && !text.ends_with(ending.as_str())) {
        return FixedSigns::Ending(listed(endings));
    }
    FixedSigns::Middle
}

fn listed(mut all: Vec<String>) -> String {
    all.sort();
    all.dedup();
    all.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_where_fixed_signs_differ() {
        let is = |near: &[&str], text: &str, wanted: FixedSigns| assert_eq!(fixed_signs(near, text), wanted, "{text}");
        is(&["1dd"], "204", FixedSigns::Beginning("1".into()));
        is(&["1dd", "0dd"], "204", FixedSigns::Beginning("0, 1".into()));
        is(&["dd01"], "1202", FixedSigns::Ending("01".into()));
        is(&["ddBdd"], "12C34", FixedSigns::Middle);
        // One of the patterns begins as the text does: the fault is elsewhere.
        is(&["1d1", "2d2"], "192", FixedSigns::Middle);
    }

    #[test]
    fn a_letter_for_a_fixed_digit_is_no_fixed_sign() {
        assert!(fits_but_for_fixed_signs("1dd", "204") && !fits("1dd", "204"));
        assert!(!fits_but_for_fixed_signs("1dd", "B04") && !fits_but_for_fixed_signs("1dd", "2O4"));
    }
}
