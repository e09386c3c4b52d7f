//! Letters of one encoding of one byte each that a program read as windows-1252: `Þiþli` was windows-1254, `Wroc³aw` -1250,
//! `Ñáåðáàíê` -1251, `ÁèÞíá` -1253.

/// Letters that a country's languages do not have, and that letters of theirs become when their windows encoding is read
/// as windows-1252: Ğ İ Ş ğ ı ş of -1254, Ő ő, Ţ ţ, Ł ż Ż, Ř ř Ě ě Ů ů and đ of -1250, Š š Ž ž of -1257, in the languages of `usual.tsv`
/// (Unicode, `MAPPINGS/VENDORS/MICSFT/WINDOWS`; CLDR, exemplar characters).
const STRANGE: &[(&str, &str)] = &[
    ("TR", "ÐÝÞðýþ"),
    ("CY", "ÐÞðþ"),
    ("AZ", "ÐÝÞðýþ"),
    ("HU", "Õõ"),
    ("RO", "Þþ"),
    ("MD", "Þþ"),
    ("PL", "£¿¯"),
    ("CZ", "ØøÌìÙù"),
    ("HR", "ð"),
    ("BA", "ð"),
    ("RS", "ð"),
    ("ME", "ð"),
    ("SI", "ð"),
    ("LT", "ÐÞðþ"),
    ("LV", "ÐÞðþ"),
];
/// Where Þ, Ð and Ý are letters.
const OF_OLD_NORSE: &[&str] = &["IS", "FO"];

/// Where names of places have ý and Ý for an upsilon with its accent (ELOT 743, ISO 843): Pýla, Ýpsonas, Ýdra.
const OF_GREEK: &[&str] = &["CY", "GR"];
/// What Turkish words have beside ý where it was ı, and Greek ones never.
const OF_NO_GREEK: &str = "ÐÞðþÇçÜü";

/// Whether a word of a text is Turkish in windows-1254 that was read as windows-1252, as far as its letters alone tell.
#[must_use]
pub fn is_misread_turkish(text: &str) -> bool {
    // Turkey's anonim şirket.
    text.contains("A.Þ.") || words(text).any(|word| is_turkish(&word.chars().collect::<Vec<char>>()))
}

/// Whether letters of a text were others in the encoding that it was written in. A country decides what is strange there;
/// without one only what no language writes is.
pub(super) fn is_of_other_page(text: &str, country: &str) -> bool {
    if text.is_ascii() || OF_OLD_NORSE.contains(&country) {
        return false;
    }
    let strange = STRANGE.iter().find(|(code, _)| *code == country).map_or("", |(_, letters)| letters);
    let words: Vec<Vec<char>> = words(text).map(|word| word.chars().collect()).collect();
    let is_greek =
        |word: &Vec<char>| OF_GREEK.contains(&country) && !word.iter().any(|letter| OF_NO_GREEK.contains(*letter));
    let is_odd = |word: &Vec<char>| {
        word.iter().any(|letter| strange.contains(*letter))
            || (!is_greek(word) && (is_turkish(word) || is_central_european(word)))
    };
    is_of_other_script(&words) || ends_in_form(text) || words.iter().any(is_odd)
}

/// Words with the signs inside them that letters of other encodings become.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let is_of_word = |letter: char| letter.is_alphabetic() || "³¹¿¯¾¼×÷£".contains(letter);
    text.split(move |letter: char| !is_of_word(letter)).filter(|word| !word.is_ascii())
}

/// Words of nothing but letters from À to ÿ: Cyrillic, Greek and Hebrew become such, no language has them. People say the
/// alphabet: "ÅÄÖ".
fn is_of_other_script(words: &[Vec<char>]) -> bool {
    let is_upper = |letter: &char| matches!(letter, 'À'..='ÿ');
    let run = |word: &Vec<char>| word.split(|letter| !is_upper(letter)).map(<[char]>::len).max().unwrap_or_default();
    let is_recited = |word: &Vec<char>| word.iter().all(|letter| "ÅÄÖÜÆØåäöüæøß".contains(*letter));
    let is_whole = |word: &&Vec<char>| word.len() >= 3 && word.iter().all(is_upper) && !is_recited(word);
    words.iter().any(|word| run(word) >= 4 && !is_recited(word)) || words.iter().filter(is_whole).count() >= 2
}

/// "Lale Tekstil A.Þ.": Turkey's anonim şirket.
fn ends_in_form(text: &str) -> bool {
    let bare: String = text.chars().filter(|letter| *letter != '.').collect();
    bare.ends_with(" AÞ") || bare.ends_with(" aþ") || bare.ends_with(" Aþ")
}

fn is_vowel(letter: char) -> bool {
    "aeiouyáéíóúýäëïöüåæøœàèìòùâêîôûãõı".contains(letter)
}

/// Whether a part of a word begins as Icelandic ones behind another do.
fn begins_icelandic(part: &[char]) -> bool {
    let part: String = part.iter().collect();
    ["þing", "þor", "þur", "þy", "þak", "þegn", "þj", "þr", "þv"].iter().any(|beginning| part.starts_with(beginning))
}

/// Whether a word has Þ, Ð or Ý where no language that writes them does. Icelandic has þ before a vowel, j, r or v only, and
/// no c, q, w, z, ç, ü (Íslensk réttritun, 2016, the alphabet); Icelandic and Faroese begin no word with ð; Czech and Slovak
/// have no word with ý at its head, and none of them, nor Turkmen, has one beside a y that is a consonant.
fn is_turkish(word: &[char]) -> bool {
    let word: Vec<char> = word.iter().flat_map(|letter| letter.to_lowercase()).collect();
    let at = |at: usize| word.get(at).copied();
    let is_consonant = |letter: Option<char>| letter.is_some_and(|letter| !is_vowel(letter));
    let has_turkish =
        word.iter().any(|letter| matches!(letter, 'ç' | 'ü')) || word.windows(3).any(|three| three == ['o', 'ð', 'l']);
    let has_icelandic = word.iter().any(|letter| "áéíóúýöæð".contains(*letter));
    let ends_turkish = word.len() > 4 && word.ends_with(&['l', 'a', 'r', 'ý']);
    let is_odd = |(place, letter): (usize, &char)| {
        let before = place.checked_sub(1).and_then(at);
        let after = at(place + 1);
        match letter {
            'þ' => {
                let is_end = after.is_none() && before.is_some_and(is_vowel);
                let is_cluster = is_consonant(after) && !matches!(after, Some('j' | 'r' | 'v'));
                let is_inside = before.and(after).is_some() && !has_icelandic && !begins_icelandic(&word[place..]);
                is_end || has_turkish || is_cluster || is_inside
            }
            'ð' => before.is_some() && has_turkish,
            'ý' if before.is_none() => {
                let second = (after, at(place + 2));
                let is_icelandic = matches!(
                    second,
                    (Some('m'), Some('s'))
                        | (Some('t'), Some('r'))
                        | (Some('k' | 'f'), Some('j'))
                        | (Some('l'), Some('f'))
                );
                let is_cluster = is_consonant(after) && is_consonant(second.1);
                matches!(after, Some('z' | 'n' | 'b' | 'p' | 'c' | 'ç' | 'þ' | 'h')) || (is_cluster && !is_icelandic)
            }
            'ý' => {
                let is_between = is_consonant(before) && (after.is_none() || is_consonant(after));
                let follows_y = before == Some('y')
                    && is_consonant(after)
                    && place.checked_sub(2).and_then(at).is_none_or(is_vowel);
                let precedes_y = after == Some('y') && is_consonant(before) && at(place + 2).is_some_and(is_vowel);
                (is_between && (has_turkish || ends_turkish)) || follows_y || precedes_y
            }
            _ => false,
        }
    };
    word.iter().enumerate().any(is_odd)
}

/// Whether a word has a sign inside that is a letter in windows-1250 (ł ą ż ľ), or letters of two alphabets that no language
/// has together: Czech's ř ě č ů ď ň become ø ì è ù ï ò, beside š and ž, which stay.
fn is_central_european(word: &[char]) -> bool {
    let is_letter = |letter: Option<&char>| letter.is_some_and(|letter| letter.is_alphabetic());
    let is_small = |letter: Option<&char>| letter.is_some_and(|letter| letter.is_lowercase());
    let has_sign = word.iter().enumerate().any(|(at, letter)| {
        let (before, after) = (at.checked_sub(1).and_then(|at| word.get(at)), word.get(at + 1));
        match letter {
            '³' | '¹' | '¾' | '¼' => is_letter(before) && is_small(after),
            'º' | 'ª' => at > 1 && is_small(before) && is_small(after),
            '¿' => is_letter(before) && is_letter(after),
            '¯' => is_letter(after),
            'Ÿ' => is_small(before),
            _ => false,
        }
    });
    let has = |letters: &str| word.iter().any(|letter| letters.contains(*letter));
    has_sign || (has("šžŠŽ") && has("ìèùòïøÌÈÙÒÏØ")) || (has("øØ") && has("ìèùòï"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_letters_that_no_language_writes_there() {
        for text in [
            "Þiþli",
            "Ýstanbul",
            "Ýzmir",
            "Çaðdaþ",
            "Beþiktaþ",
            "Kýlýç",
            "Gümüþ",
            "Yýldýz",
            "Adýyaman",
            "Ýnþaat",
            "Þti.",
            "Lale Tekstil A.Þ.",
            "LALE A.Þ.",
            "Karaoðlu",
            "Güneþ",
            "Barýþ",
            "Aðaoðlu",
            "Birleþik",
            "Kirmanþah",
            "Ayþe",
            "Adalarý",
            "ÇAÐDAÞ",
            "Wroc³aw",
            "Bia³ystok",
            "¯ywiec",
            "£ódŸ",
            "Ko¿uchów",
            "Ñáåðáàíê",
            "Ìîñêâà",
            "×åëÿáèíñê",
            "ÁèÞíá",
            "Íèæíèé Íîâãîðîä",
            "Tøebíèe",
            "Èešov",
            "Žïár",
            "Birleºik",
        ] {
            assert!(is_of_other_page(text, ""), "{text}");
        }
        for (text, country) in [
            ("Þeker", "TR"),
            ("Balýkesir", "TR"),
            ("Daðcý", "CY"),
            ("Gyõr", "HU"),
            ("Bucureþti", "RO"),
            ("Ðiauliai", "LT"),
            ("Dvoøák", "CZ"),
            ("Mìsto", "CZ"),
            ("£otwa", "PL"),
            ("Maðarska", "HR"),
        ] {
            assert!(is_of_other_page(text, country), "{text}");
        }
    }

    #[test]
    fn leaves_names_of_those_who_write_such_letters_alone() {
        for text in [
            "Ýmir",
            "Þór",
            "Novotný",
            "Guðmundur",
            "Þjóðvegur",
            "Alþingi",
            "Samþykkt",
            "Eyþór",
            "Hafþorsson",
            "Landsþing",
            "Starý",
            "Sameinuðu þjóðirnar SÞ",
            "nº",
            "Mªdel",
            "Íþróttahús",
            "Þrír",
            "Þverá",
            "Þorlákshöfn",
            "Ýr",
            "Ýmsir",
            "Seyðisfjörður",
            "Siglufjörður",
            "Fáskrúðsfjörður",
            "Jón Þ. Þór",
            "Ðà Nẵng",
            "Ý Yên",
            "Quý",
            "Rýmařov",
            "Výborný",
            "Týn",
            "Mlýn",
            "Veselý",
            "Baýramaly",
            "Ýolöten",
            "Türkmenbaşy",
            "Änew",
            "Ýyldyz",
            "Daýhan",
            "ÅÄÖ",
            "ÄÖÜ",
            "m³",
            "CO²",
            "1ª",
            "¿Qué?",
            "H¹",
            "Škoda",
            "Žižkov",
            "Crème Brûlée",
            "Sør-Trøndelag",
            "Tórshavn",
            "Øresund",
            "Perù",
            "Forlì",
            "Gyõr",
            "Balýkesir",
            "Þeker",
            "L’HAŸ-LES-ROSES",
            "Œuvre",
            "Phœnix",
            "Õismäe",
            "Ñuñoa",
            "Nuñez",
            "Île de Ré",
            "",
        ] {
            assert!(!is_of_other_page(text, ""), "{text}");
        }
        for (text, country) in
            [("Pýla", "CY"), ("Ýpsonas", "CY"), ("Derýneia", "CY"), ("Ágios Týchon", "CY"), ("Ýdra", "GR")]
        {
            assert!(!is_of_other_page(text, country), "{text}");
        }
        for (text, country) in
            [("Þiþli", "IS"), ("Sýslumaðurinn", "IS"), ("Klaksvík við Þorp", "FO"), ("Novotný", "CZ"), ("Ýmir", "DE")]
        {
            assert!(!is_of_other_page(text, country), "{text}");
        }
    }
}
