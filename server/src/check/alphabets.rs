//! The letters beside a to z that names have in a language, in small letters.
//!
//! Unicode CLDR 48, the main exemplar characters, and what its old encodings and habits add: the cedillas of Romanian, the
//! circumflexes of Turkish, the other script of Serbian.

/// The languages whose encodings of one byte a letter are told apart, and their letters. One that is not here has none.
const ALPHABETS: &[(&str, &str)] = &[
    ("az", "çöüğışə"),
    ("be", "абвгдежзйклмнопрстуфхцчшыьэюяёіў"),
    ("bg", "абвгдежзийклмнопрстуфхцчшщъьюя"),
    ("bs", "ćčđšž"),
    ("ca", "àçèéíïòóúü"),
    ("cs", "áéíóúýčďěňřšťůž"),
    ("cy", "àáâäèéêëìíîïòóôöùúûüýÿŵŷẁẃẅỳ"),
    ("da", "åæø"),
    ("de", "ßäöü"),
    ("el", "ΐάέήίΰαβγδεζηθικλμνξοπρςστυφχψωϊϋόύώ"),
    ("es", "áéíñóúü"),
    ("et", "äõöüšž"),
    ("eu", "çñ"),
    ("fi", "äåöšž"),
    ("fo", "áæíðóøúý"),
    ("fr", "àâæçèéêëîïôùûüÿœ"),
    ("ga", "áéíóú"),
    ("gl", "áéíïñóúü"),
    ("hr", "ćčđšž"),
    ("hu", "áéíóöúüőű"),
    ("is", "áæéíðóöúýþ"),
    ("it", "àèéìòù"),
    ("lb", "äéë"),
    ("lt", "ąčėęįšūųž"),
    ("lv", "āčēģīķļņšūž"),
    ("mk", "абвгдежзиклмнопрстуфхцчшѓѕјљњќџ"),
    ("mt", "àèìòùċġħż"),
    ("nb", "àåæéòóôø"),
    ("nl", "áäèéêëíïóöúü"),
    ("nn", "àåæéòóôø"),
    ("no", "àåæéòóôø"),
    ("pl", "óąćęłńśźż"),
    ("pt", "àáâãçéêíòóôõú"),
    ("ro", "âîăşţșț"),
    ("ru", "абвгдежзийклмнопрстуфхцчшщъыьэюяё"),
    ("sk", "áäéíóôúýčďĺľňŕšťž"),
    ("sl", "čšž"),
    ("sq", "çë"),
    ("sr", "ćčđšžабвгдежзиклмнопрстуфхцчшђјљњћџ"),
    ("sv", "àäåéö"),
    ("tr", "âçîöûüğİış"),
    ("uk", "абвгдежзийклмнопрстуфхцчшщьюяєіїґ"),
];

/// The letters of each language that is known.
pub fn alphabets() -> impl Iterator<Item = &'static str> {
    ALPHABETS.iter().map(|(_, letters)| *letters)
}

/// The letters of a language; `None` where they are not known, or it has but a to z.
pub fn alphabet(language: &str) -> Option<&'static str> {
    ALPHABETS.iter().find(|(known, _)| *known == language).map(|(_, letters)| *letters)
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
        let is_small = |letter: char| !letter.is_ascii() && letter.is_lowercase();
        for letters in alphabets() {
            assert!(letters.chars().all(is_small), "{letters}");
        }
    }
}
