//! Whether letters look right in an encoding: what is read in a wrong one has signs and strange letters inside its words.

use encoding_rs::{
    Encoding, SHIFT_JIS, WINDOWS_874, WINDOWS_1251, WINDOWS_1252, WINDOWS_1253, WINDOWS_1254, WINDOWS_1255,
    WINDOWS_1256,
};

/// The letters beyond ASCII of the languages that Windows-1252 is for (CLDR, main exemplar characters): German, French,
/// Spanish, Portuguese, Italian, Catalan, Danish and Norwegian, Swedish and Finnish, Icelandic, Dutch.
const WESTERN: [&str; 10] = [
    "äöüßé",
    "àâæçéèêëîïôœùûüÿ",
    "áéíóúñüªº",
    "ãõáâàçéêíóôúªº",
    "àèéìòùªº",
    "àçèéíïòóúü",
    "åæøéóòôüä",
    "åäöéü",
    "áéíóúýþæöð",
    "ëïéèöü",
];
const TURKISH: &str = "çğıöşüâîû";
/// Signs that stand inside words or before them.
const SIGNS_OF_WORDS: &str = "’‘´·ªº°®™©¡¿«“„‚‹†\u{ad}\u{a0}";

/// Whether a text looks right in an encoding: of the words with letters beyond ASCII, at most one of four looks wrong.
pub fn look_right(bytes: &[u8], encoding: &'static Encoding) -> bool {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    let (mut seen, mut wrong) = (0_usize, 0_usize);
    for word in text.split(|letter: char| letter.is_whitespace() || letter.is_ascii() && !letter.is_ascii_alphabetic())
    {
        // What is no letter at all is an error of its line, which is said.
        let is_no_text = |letter: char| encoding.is_single_byte() && matches!(letter, '\u{fffd}' | '\u{80}'..='\u{9f}');
        if !word.is_ascii() && !word.contains(is_no_text) {
            let letters: Vec<char> = word.chars().collect();
            seen += 1;
            wrong += usize::from(!looks_right(&letters, encoding));
        }
    }
    wrong * 4 <= seen
}

fn looks_right(word: &[char], encoding: &'static Encoding) -> bool {
    let is = |one: &'static Encoding| encoding == one;
    if !encoding.is_single_byte() {
        return !(word.contains(&'\u{fffd}') || is(SHIFT_JIS) && is_half_katakana(word));
    }
    let has_own_script = [WINDOWS_1251, WINDOWS_1253, WINDOWS_1255, WINDOWS_1256, WINDOWS_874].contains(&encoding);
    if has_own_script && mixes_scripts(word) {
        return false;
    }
    // Hebrew, Arabic and Thai have signs that belong to letters, and no capitals.
    if is(WINDOWS_1255) || is(WINDOWS_1256) || is(WINDOWS_874) {
        return true;
    }
    let is_of_west = is(WINDOWS_1252) || is(WINDOWS_1254);
    !has_sign_inside(word) && (!is_of_west || is_western(word))
}

/// Whether ASCII letters and those of another script than the Latin one are in one word.
fn mixes_scripts(word: &[char]) -> bool {
    word.iter().any(char::is_ascii_alphabetic)
        && word.iter().any(|letter| letter.is_alphabetic() && *letter >= '\u{370}')
}

/// Katakana of half width beside other letters of Japanese: a text in EUC-JP looks so.
fn is_half_katakana(word: &[char]) -> bool {
    let is_half = |letter: &char| ('\u{ff61}'..='\u{ff9f}').contains(letter);
    word.iter().any(is_half) && word.iter().any(|letter| !letter.is_ascii() && !is_half(letter))
}

/// Whether a sign stands where a letter should, or a capital within small letters.
fn has_sign_inside(word: &[char]) -> bool {
    (0..word.len()).any(|at| {
        let letter = word[at];
        let before =
            at.checked_sub(1).and_then(|before| word.get(before)).copied().filter(|other| other.is_alphabetic());
        let after = word.get(at + 1).copied().filter(|other| other.is_alphabetic());
        match letter {
            _ if letter.is_ascii() => false,
            'ª' | 'º' => after.is_some(),
            _ if letter.is_alphabetic() => letter.is_uppercase() && before.is_some_and(char::is_lowercase),
            '–' | '—' => before.is_some_and(char::is_lowercase) && after.is_some_and(char::is_lowercase),
            '¡' | '¿' | '«' | '“' | '„' | '‚' | '‹' | '†' | '°' | '®' | '™' | '©' => {
                before.is_some() && after.is_some()
            }
            _ => after.is_some() && !SIGNS_OF_WORDS.contains(letter),
        }
    })
}

/// Whether the letters beyond ASCII are those of one language, and not too many in a row.
fn is_western(word: &[char]) -> bool {
    let small = |letter: &char| letter.to_lowercase().next().unwrap_or(*letter);
    let word: Vec<char> = word.iter().map(small).collect();
    let has = |alphabet: &str| {
        word.iter()
            .filter(|letter| !letter.is_ascii() && letter.is_alphabetic())
            .all(|letter| alphabet.contains(*letter))
    };
    let in_a_row = word.split(char::is_ascii).map(<[char]>::len).max().unwrap_or_default();
    // Portuguese has õ before e only, and ã at a word's end or before e, o and s: õ is ő, and ã is ă, elsewhere.
    let is_odd = word.iter().enumerate().any(|(at, letter)| match (letter, word.get(at + 1)) {
        ('õ', next) => next != Some(&'e'),
        ('ã', Some(next)) => !matches!(next, 'e' | 'o' | 's'),
        _ => false,
    });
    !is_odd && (in_a_row < 4 && has(TURKISH) || in_a_row < 3 && WESTERN.iter().any(|alphabet| has(alphabet)))
}
