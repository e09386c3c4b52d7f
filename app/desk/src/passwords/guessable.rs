//! Passwords that somebody guesses first: NIST SP 800-63B, 5.1.1.2, asks that new ones are held against those in common use,
//! against repetitions and sequences, and against what belongs to the person and the service.

use crate::folding::fold;

/// Words that common passwords are made of, in English and Turkish, folded. Own list: the words that stand at the head of
/// every published count, this program's name, and the seasons and months that are asked for every ninety days.
const WORDS: &[&str] = &[
    "abc",
    "abcd",
    "administrator",
    "admin",
    "ankara",
    "ask",
    "asdf",
    "asdfgh",
    "azure",
    "baseball",
    "batman",
    "besiktas",
    "changeme",
    "company",
    "default",
    "defter",
    "demo",
    "deneme",
    "dragon",
    "fenerbahce",
    "football",
    "futbol",
    "galatasaray",
    "gecici",
    "gizli",
    "guest",
    "hello",
    "hosgeldin",
    "hosgeldiniz",
    "iloveyou",
    "istanbul",
    "kullanici",
    "letmein",
    "login",
    "love",
    "master",
    "merhaba",
    "microsoft",
    "misafir",
    "monkey",
    "office",
    "parola",
    "parolam",
    "partner",
    "password",
    "passwort",
    "pass",
    "prenses",
    "princess",
    "qwerty",
    "qwertyuiop",
    "qwertz",
    "root",
    "secret",
    "seniseviyorum",
    "shadow",
    "sifre",
    "sifrem",
    "sirket",
    "summer",
    "sunshine",
    "superman",
    "temp",
    "temporary",
    "test",
    "trabzonspor",
    "trustno",
    "turkey",
    "turkiye",
    "user",
    "welcome",
    "winter",
    "yonetici",
    "spring",
    "autumn",
    "january",
    "february",
    "march",
    "april",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "ocak",
    "subat",
    "mart",
    "nisan",
    "mayis",
    "haziran",
    "temmuz",
    "agustos",
    "eylul",
    "ekim",
    "kasim",
    "aralik",
];
/// Keys and letters in a row: the alphabet, the digits, keyboards in English, German, French and Turkish (Q and F).
const ROWS: &[&str] = &[
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890123456789",
    "qwertyuiopasdfghjklzxcvbnm",
    "qwertzuiopasdfghjklyxcvbnm",
    "azertyuiopqsdfghjklmwxcvbn",
    "qwertyuiopguasdfghjklsizxcvbnmoc",
    "fggiodrnhpqwuieautkmlysjovcczsb",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
    "1q2w3e4r5t6y7u8i9o0p",
];
/// A part that is said again and again has at most so many characters.
const MAX_UNIT_CHARS: usize = 5;
/// So many digits beside a word add nothing that is not tried: a year, a birthday.
const MAX_DIGITS: usize = 8;
/// The shortest part of somebody's own name or address that counts.
const MIN_OWN_CHARS: usize = 3;

/// Whether a password is tried before others: a common one, a row of keys, one part again and again, or made of what
/// belongs to the person (their name, their e-mail).
#[must_use]
pub fn is_guessable(password: &str, own: &[&str]) -> bool {
    let bare: String = fold(password).chars().filter(|sign| sign.is_alphanumeric()).collect();
    // Nothing but blanks or marks: as good as empty.
    if bare.is_empty() || is_repeated(password) || is_repeated(&bare) || is_row(&bare) {
        return true;
    }
    let own: Vec<String> = own.iter().flat_map(|text| parts(text)).collect();
    let words: Vec<&str> = WORDS.iter().copied().chain(own.iter().map(String::as_str)).collect();
    [bare, spelled(password)].iter().any(|text| is_made_of(text, &words))
}

/// The parts of a name or an e-mail address, and all of it.
fn parts(text: &str) -> Vec<String> {
    let folded = fold(text);
    let whole: String = folded.chars().filter(|sign| sign.is_alphanumeric()).collect();
    let parts = folded.split(|sign: char| !sign.is_alphanumeric()).map(str::to_owned);
    parts.chain([whole]).filter(|part| part.chars().count() >= MIN_OWN_CHARS).collect()
}

/// "P@ssw0rd2024" with its letters for the signs that stand for them; the digits at the end stay digits.
fn spelled(password: &str) -> String {
    let text = password.trim_end_matches(|sign: char| !sign.is_alphabetic());
    let spelled = text.chars().map(|sign| match sign {
        '0' => 'o',
        '1' | '!' => 'i',
        '3' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '7' => 't',
        other => other,
    });
    let end: String = password[text.len()..].chars().filter(char::is_ascii_digit).collect();
    let letters: String = fold(&spelled.collect::<String>()).chars().filter(|sign| sign.is_alphanumeric()).collect();
    letters + &end
}

/// Whether a text is words, one after another, and some digits.
fn is_made_of(text: &str, words: &[&str]) -> bool {
    let mut words: Vec<&str> = words.to_vec();
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    let mut rest = text.to_owned();
    for word in words {
        // A blank in its place: what stood on both sides is no word of its own.
        rest = rest.replace(word, " ");
    }
    let left: Vec<char> = rest.chars().filter(|sign| *sign != ' ').collect();
    rest != text && left.len() <= MAX_DIGITS && left.iter().all(char::is_ascii_digit)
}

fn is_repeated(text: &str) -> bool {
    let signs: Vec<char> = text.chars().collect();
    (1..=MAX_UNIT_CHARS.min(signs.len() / 2))
        .any(|unit| signs.iter().enumerate().all(|(at, sign)| *sign == signs[at % unit]))
}

fn is_row(bare: &str) -> bool {
    let backwards: String = bare.chars().rev().collect();
    ROWS.iter().any(|row| row.contains(bare) || row.contains(&backwards))
}

#[cfg(test)]
mod tests {
    use super::*;

    const OWN: [&str; 2] = ["gulay.aksoy@partner.example", "Gülay Aksoy"];

    #[test]
    fn refuses_what_is_tried_first() {
        for password in [
            "1234567890",
            "0987654321",
            "aaaaaaaaaa",
            "abababababab",
            "12341234123",
            "          ",
            "----------",
            "password12",
            "Password2024!",
            "P@ssw0rd2024",
            "passwordpassword",
            "qwertyuiop",
            "1q2w3e4r5t",
            "poiuytrewq",
            "abcdefghij",
            "parola1234",
            "Şifrem2024",
            "galatasaray1905",
            "defter-demo",
            "Welcome.2026",
            "summer20262026",
            "gulay.aksoy@partner.example",
            "GULAY AKSOY",
            "aksoygulay1987",
            "Gülay.Partner1",
            "partner.example",
        ] {
            assert!(is_guessable(password, &OWN), "{password:?} was taken");
        }
    }

    #[test]
    fn takes_what_has_something_of_its_own() {
        for password in [
            "another password",
            "a new password",
            "long enough",
            "yeni parolam 1",
            "correct horse battery staple",
            "doğru at pil zımba",
            "k7#mQ2!vX9",
            "mavi deniz kıyısı",
            "gulay sever limonata",
            "83650274916",
        ] {
            assert!(!is_guessable(password, &OWN), "{password:?} was refused");
        }
    }
}
