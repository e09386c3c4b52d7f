//! The letters beside a to z that names have in a language, in small letters.
//!
//! Unicode CLDR 48, the main exemplar characters, and what its old encodings and habits add: the cedillas of Romanian, the
//! circumflexes of Turkish, the other script of Serbian.

/// The languages whose encodings of one byte a letter are told apart, their letters, and how many write them (CLDR's
/// territories): 3 over thirty million people, 2 over four, 1 over half a million. One that is not here has no letters.
const ALPHABETS: &[(&str, &str, i64)] = &[
    ("az", "çöüğışə", 2),
    ("be", "абвгдежзйклмнопрстуфхцчшыьэюяёіў", 2),
    ("bg", "абвгдежзийклмнопрстуфхцчшщъьюя", 2),
    ("bs", "ćčđšž", 1),
    ("ca", "àçèéíïòóúü", 2),
    ("cs", "áéíóúýčďěňřšťůž", 2),
    ("cy", "àáâäèéêëìíîïòóôöùúûüýÿŵŷẁẃẅỳ", 1),
    ("da", "åæø", 2),
    ("de", "ßäöü", 3),
    ("el", "ΐάέήίΰαβγδεζηθικλμνξοπρςστυφχψωϊϋόύώ", 2),
    ("es", "áéíñóúü", 3),
    ("et", "äõöüšž", 1),
    ("eu", "çñ", 1),
    ("fi", "äåöšž", 2),
    ("fo", "áæíðóøúý", 0),
    ("fr", "àâæçèéêëîïôùûüÿœ", 3),
    ("ga", "áéíóú", 1),
    ("gl", "áéíïñóúü", 1),
    ("hr", "ćčđšž", 2),
    ("hu", "áéíóöúüőű", 2),
    ("is", "áæéíðóöúýþ", 0),
    ("it", "àèéìòù", 3),
    ("lb", "äéë", 0),
    ("lt", "ąčėęįšūųž", 1),
    ("lv", "āčēģīķļņšūž", 1),
    ("mk", "абвгдежзиклмнопрстуфхцчшѓѕјљњќџ", 1),
    ("mt", "àèìòùċġħż", 1),
    ("nb", "àåæéòóôø", 2),
    ("nl", "áäèéêëíïóöúü", 2),
    ("nn", "àåæéòóôø", 2),
    ("no", "àåæéòóôø", 2),
    ("pl", "óąćęłńśźż", 3),
    ("pt", "àáâãçéêíòóôõú", 3),
    ("ro", "âîăşţșț", 2),
    ("ru", "абвгдежзийклмнопрстуфхцчшщъыьэюяё", 3),
    ("sk", "áäéíóôúýčďĺľňŕšťž", 2),
    ("sl", "čšž", 1),
    ("sq", "çë", 2),
    ("sr", "ćčđšžабвгдежзиклмнопрстуфхцчшђјљњћџ", 2),
    ("sv", "àäåéö", 2),
    ("tr", "âçîöûüğİış", 3),
    ("uk", "абвгдежзийклмнопрстуфхцчшщьюяєіїґ", 3),
];

/// The letters of each language that is known, and how many write it.
pub fn alphabets() -> impl Iterator<Item = (&'static str, i64)> {
    ALPHABETS.iter().map(|(_, letters, size)| (*letters, *size))
}

/// The letters of a language; `None` where they are not known, or it has but a to z.
pub fn alphabet(language: &str) -> Option<&'static str> {
    ALPHABETS.iter().find(|(known, ..)| *known == language).map(|(_, letters, _)| *letters)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_has_its_letters_and_an_unknown_one_none() {
        assert_eq!(alphabet("tr").map(|letters| letters.contains('ş') && !letters.contains('þ')), Some(true));
        for language in ["en", "ja", "", "TR"] {
            assert_eq!(alphabet(language), None, "{language}");
        }
        // İ has no small letter of one sign.
        let is_small = |letter: char| !letter.is_ascii() && (letter.is_lowercase() || letter == 'İ');
        for (letters, _) in alphabets() {
            assert!(letters.chars().all(is_small), "{letters}");
        }
    }
}
