//! Letters of other alphabets that look like Latin ones: who types a number from paper, or with another keyboard, has them.

/// Capitals: Unicode, `confusables.txt` (UTS 39), those that are drawn alike in any typeface.
const ALIKE: &[(char, char)] = &[
    // Greek.
    ('Α', 'A'),
    ('Β', 'B'),
    ('Ε', 'E'),
    ('Ζ', 'Z'),
    ('Η', 'H'),
    ('Ι', 'I'),
    ('Κ', 'K'),
    ('Μ', 'M'),
    ('Ν', 'N'),
    ('Ο', 'O'),
    ('Ρ', 'P'),
    ('Τ', 'T'),
    ('Υ', 'Y'),
    ('Χ', 'X'),
    // Cyrillic.
    ('А', 'A'),
    ('В', 'B'),
    ('С', 'C'),
    ('Е', 'E'),
    ('Н', 'H'),
    ('І', 'I'),
    ('Ј', 'J'),
    ('К', 'K'),
    ('М', 'M'),
    ('О', 'O'),
    ('Р', 'P'),
    ('Ѕ', 'S'),
    ('Т', 'T'),
    ('У', 'Y'),
    ('Ү', 'Y'),
    ('Х', 'X'),
];

/// The Latin capital that a capital looks like; itself where it looks like none.
pub fn latin(letter: char) -> char {
    ALIKE.iter().find(|(alike, _)| *alike == letter).map_or(letter, |(_, latin)| *latin)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_that_look_alike_are_one_and_others_stay() {
        assert_eq!("ΑВСЕНІЈКМОРЅТУХΖΝ".chars().map(latin).collect::<String>(), "ABCEHIJKMOPSTYXZN");
        for letter in ['Д', 'И', 'П', 'Ф', 'Ω', 'Σ', 'Ö', 'İ', '税', '0'] {
            assert_eq!(latin(letter), letter);
        }
        assert!(ALIKE.iter().all(|(alike, latin)| !alike.is_ascii() && latin.is_ascii_uppercase()));
    }
}
