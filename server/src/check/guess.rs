//! Which old encoding a file is in, where it is no UTF-8 and neither a mark nor a flag says it.
//!
//! A detector (chardetng) guesses by the letters and by the country that most rows name. Its guess gives way to an encoding
//! in which more of the letters are letters of the countries that the rows themselves name: a byte that is ğ in a Turkish
//! file is đ in a Croatian one and ð in an Icelandic one. A row that names no country may be in any one language, and a word
//! from abroad is likelier of a language that many write.

use super::alphabets::{alphabet, alphabets};
use super::columns;
use super::encoding::most_named_country;
use super::heads::{likely_separator, told_separator};
use super::letters::{is_latin, is_odd_case};
use super::lines::Lines;
use super::rows::{Row, Rows};
use crate::config::Charset;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use desk::folding::fold;
use desk::rules::country_names::meant;
use desk::rules::usual_languages;
use encoding_rs::{
    Encoding, IBM866, ISO_8859_2, ISO_8859_4, ISO_8859_5, ISO_8859_7, ISO_8859_13, KOI8_U, MACINTOSH, WINDOWS_1250,
    WINDOWS_1251, WINDOWS_1252, WINDOWS_1253, WINDOWS_1254, WINDOWS_1257, X_MAC_CYRILLIC,
};
use model::customers::Field;
use model::fields::is_misread_turkish;
use std::collections::HashMap;

/// What files are in today; of two that fit as well the first, after the detector's own.
const USUAL: [&Encoding; 12] = [
    WINDOWS_1252,
    WINDOWS_1254,
    WINDOWS_1250,
    WINDOWS_1251,
    WINDOWS_1253,
    WINDOWS_1257,
    ISO_8859_2,
    ISO_8859_5,
    ISO_8859_7,
    ISO_8859_13,
    ISO_8859_4,
    KOI8_U,
];
/// What DOS and the Mac before OS X wrote, and spreadsheets still do when asked.
const OLD: [&Encoding; 3] = [MACINTOSH, X_MAC_CYRILLIC, IBM866];
/// The code pages of DOS, beside 866.
const OLD_DOS: [&str; 5] = ["850", "857", "852", "437", "737"];
/// Languages in other scripts: the detector tells their encodings, and a row of their countries says nothing here.
const IN_OTHER_SCRIPTS: [&str; 9] = ["ar", "fa", "he", "ja", "ko", "th", "ur", "vi", "zh"];
/// So many odd letters speak for DOS or the Mac: one may be a name from abroad.
const LEAST_ODD: i64 = 2;

/// Words of heads that are Turkish and of no other language whose encoding is told here, without marks: below them a row that
/// names no country is likely Turkish.
const TURKISH_HEADS: [&str; 8] = ["vergi", "unvan", "unvani", "sehir", "ilce", "ulke", "musteri", "cari"];
const TURKEY: &[u8] = b"TR";

/// What a letter of the country's languages weighs; one of another language, in a word that is wholly of it, less.
const OWN: i64 = 10;

/// How well words fit.
#[derive(Clone, Copy, Default)]
struct Fit {
    weight: i64,
    /// Letters that are not the language's.
    odd: i64,
}

impl Fit {
    /// Of some words in languages with some letters.
    fn of(words: &[Word], may_be: impl Fn(char) -> bool) -> Self {
        let count = |letters: usize| i64::try_from(letters).unwrap_or(i64::MAX);
        let mut fit = Self::default();
        for word in words {
            let known = word.letters.iter().filter(|letter| letter.is_some_and(&may_be)).count();
            let odd = count(word.letters.len() - known);
            fit.odd += odd;
            fit.weight += match word.abroad {
                Some(weight) if odd > 0 => weight,
                _ => OWN * (count(known) - odd),
            };
        }
        fit
    }

    fn add(&mut self, other: Self) {
        self.weight += other.weight;
        self.odd += other.odd;
    }
}

/// The letters of a word beside a to z; `None` for what no name has where it stands.
struct Word {
    letters: Vec<Option<char>>,
    /// How many write the language that has them all, the greatest of several: a name from abroad is likelier of that.
    abroad: Option<i64>,
}

impl Word {
    fn of(written: &str) -> Self {
        let letters = letters(written);
        let has_all =
            |alphabet: &str| letters.iter().all(|letter| letter.is_some_and(|letter| alphabet.contains(letter)));
        // One sign alone is no name.
        let is_name = written.chars().nth(1).is_some();
        let abroad = alphabets().filter(|(alphabet, _)| is_name && has_all(alphabet)).map(|(_, size)| size).max();
        Self { letters, abroad }
    }
}

/// A row with more than ASCII.
struct Sampled {
    text: Vec<u8>,
    /// What it says of its country.
    countries: Vec<Vec<u8>>,
}

/// The encoding that a file's bytes look like where they are no UTF-8.
pub fn looks_like(bytes: &[u8]) -> Charset {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let country = most_named_country(bytes);
    let detected = detector.guess(country.as_ref().map(<[u8; 2]>::as_slice), Utf8Detection::Deny);
    let rows = sampled(bytes, Charset::Standard(detected));
    // What is in none of these scripts is told by the detector alone, unless a row's country speaks against it.
    let judges_all = USUAL.contains(&detected) || OLD.contains(&detected);
    let judged = |charset: Charset| (charset, fit(charset, &rows, judges_all));
    let usual = USUAL.into_iter().map(Charset::Standard);
    let mut best = better(judged(Charset::Standard(detected)), usual.map(judged));
    if best.0 == Charset::Standard(WINDOWS_1252) && has_misread_turkish(&rows) {
        return Charset::Standard(WINDOWS_1254);
    }
    if best.1.odd >= LEAST_ODD {
        let old = OLD.into_iter().map(Charset::Standard).chain(OLD_DOS.into_iter().filter_map(Charset::dos));
        best = better(best, old.map(judged));
    }
    best.0
}

/// Whether a row that names no country has a word that is Turkish in windows-1254 and of no language in windows-1252, and no
/// row names a country.
fn has_misread_turkish(rows: &[Sampled]) -> bool {
    let western = Charset::Standard(WINDOWS_1252);
    rows.iter().all(|row| languages_of(&row.countries, western).is_none())
        && rows.iter().any(|row| is_misread_turkish(&western.decoded(&row.text)))
}

/// The first of those that fit best.
fn better(first: (Charset, Fit), others: impl Iterator<Item = (Charset, Fit)>) -> (Charset, Fit) {
    others.fold(first, |best, other| if other.1.weight > best.1.weight { other } else { best })
}

/// The rows with more than ASCII; the heads are one of them.
fn sampled(bytes: &[u8], detected: Charset) -> Vec<Sampled> {
    let mut lines = Lines::of_text(bytes);
    let told = told_separator(&mut lines).ok().flatten();
    let separator = told.or_else(|| likely_separator(&mut lines, bytes.len()).ok()).unwrap_or(b',');
    let mut rows = Rows::new(separator, bytes.len());
    let (mut sampled, mut columns_of_country, mut are_turkish) = (Vec::new(), None, None);
    while let Ok(Some(row)) = rows.next_row(&mut lines) {
        if row != Row::Values {
            continue;
        }
        let values: Vec<&[u8]> = (0..rows.count()).map(|column| rows.value(column)).collect();
        let columns = columns_of_country.get_or_insert_with(|| columns_of_countries(&values, detected));
        let text = values.join(&b' ');
        let is_turkish = *are_turkish.get_or_insert_with(|| is_turkish_head(&detected.decoded(&text)));
        if text.is_ascii() {
            continue;
        }
        let is_code = |value: &&[u8]| value.len() == 2 && value.iter().all(u8::is_ascii_uppercase);
        let countries: Vec<&[u8]> = if columns.is_empty() {
            values.iter().copied().filter(is_code).collect()
        } else {
            columns.iter().filter_map(|column| values.get(*column).copied()).collect()
        };
        let mut countries: Vec<Vec<u8>> = countries.into_iter().map(<[u8]>::to_vec).collect();
        if is_turkish && countries.iter().all(Vec::is_empty) {
            countries = vec![TURKEY.to_vec()];
        }
        sampled.push(Sampled { text, countries });
    }
    sampled
}

/// Whether a word of the heads is Turkish.
fn is_turkish_head(heads: &str) -> bool {
    let folded = fold(heads);
    folded.split(|letter: char| !letter.is_alphanumeric()).any(|word| TURKISH_HEADS.contains(&word))
}

/// The columns of the heads that name countries.
fn columns_of_countries(heads: &[&[u8]], detected: Charset) -> Vec<usize> {
    let is_country = |head: &[u8]| {
        let head = detected.decoded(head);
        let field = columns::of_head(&head).or_else(|| columns::of_loose_head(&head));
        matches!(field, Some(Field::CompanyCountry | Field::BillingCountry))
    };
    (0..heads.len()).filter(|at| is_country(heads[*at])).collect()
}

/// How well the letters of all rows fit in an encoding.
fn fit(charset: Charset, rows: &[Sampled], judges_all: bool) -> Fit {
    let mut languages = HashMap::new();
    let mut sum = Fit::default();
    for row in rows {
        let words = words(&charset.decoded(&row.text));
        let known = languages.entry(&row.countries).or_insert_with(|| languages_of(&row.countries, charset));
        match known {
            // A country whose languages are not known says nothing.
            Some(known) if known.is_empty() => {}
            Some(known) => sum.add(Fit::of(&words, |letter| known.iter().any(|known| known.contains(letter)))),
            None if judges_all => {
                let fits = alphabets().map(|(known, _)| Fit::of(&words, |letter| known.contains(letter)));
                sum.add(fits.max_by_key(|fit| fit.weight).unwrap_or_default());
            }
            None => {}
        }
    }
    sum
}

/// The letters of the languages of the countries that a row names; `None` where it names none.
fn languages_of(countries: &[Vec<u8>], charset: Charset) -> Option<Vec<&'static str>> {
    let codes: Vec<&str> = countries.iter().filter_map(|value| meant(&charset.decoded(value))).collect();
    let languages: Vec<&str> = codes.iter().flat_map(|code| usual_languages(code)).copied().collect();
    let says_nothing = languages.iter().any(|language| IN_OTHER_SCRIPTS.contains(language));
    let alphabets = languages.iter().filter(|_| !says_nothing).filter_map(|language| alphabet(language));
    (!codes.is_empty()).then(|| alphabets.collect())
}

/// The words with more than ASCII.
fn words(text: &str) -> Vec<Word> {
    let is_between = |letter: char| letter.is_whitespace() || letter.is_ascii() && !letter.is_ascii_alphabetic();
    text.split(is_between).filter(|word| !word.is_ascii()).map(Word::of).collect()
}

/// The letters of a word beside a to z, in small letters; `None` for what no name has where it stands. Signs that names and
/// sentences have, and other scripts than these encodings have, say nothing.
fn letters(text: &str) -> Vec<Option<char>> {
    let all: Vec<char> = text.chars().collect();
    let at = |at: usize| all.get(at).copied();
    let look = |(here, letter): (usize, &char)| {
        let (before, after) = (here.checked_sub(1).and_then(at), at(here + 1));
        let is_between = [before, after].iter().all(|next| next.is_some_and(char::is_alphabetic));
        match *letter {
            letter if letter.is_ascii() => None,
            // A letter of another script in a Latin word.
            '\u{370}'..='\u{4ff}' if [before, after].iter().any(|next| next.is_some_and(is_latin)) => Some(None),
            letter @ '\u{80}'..='\u{4ff}' if letter.is_alphabetic() && !matches!(letter, 'ª' | 'º') => {
                Some(small(letter).filter(|_| !is_odd_case(before, letter, after)))
            }
            '’' | '´' | '·' => None,
            '\u{a0}' | '¡' | '¿' | '§' | '©' | '®' | '°' | 'ª' | 'º' | '«' | '»' | '€' | '™' | '…' | '–' | '—'
            | '‘' | '‚' | '“' | '”' | '„' | '‹' | '›' | '•'
                if !is_between =>
            {
                None
            }
            letter if letter.is_alphabetic() && letter > '\u{52f}' => None,
            _ => Some(None),
        }
    };
    all.iter().enumerate().filter_map(look).collect()
}

/// A letter as a small one. İ is i, which is ASCII and no language's own: it stands for itself as Turkish ı.
fn small(letter: char) -> Option<char> {
    if letter == 'İ' { Some('ı') } else { letter.to_lowercase().next() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::{EUC_KR, SHIFT_JIS, WINDOWS_1255, WINDOWS_1256};

    #[test]
    fn letters_are_read_as_their_country_writes_them() {
        let all: [(&'static Encoding, &[&str]); 15] = [
            (
                WINDOWS_1254,
                &[
                    "TR;Lale Tekstil A.Ş.;Osmangazi",
                    "TR,Doğan",
                    "TR\tIĞDIR",
                    "TR|\"Işık\"",
                    "TR;Ağrı\r\nTR;Muş\r\nFR;José;Orléans",
                ],
            ),
            (
                WINDOWS_1254,
                &[
                    "Türkiye;TL;Lale A.Ş.\r\nTürkiye;TL;Güneş\r\n",
                    "TR;US;Güneş\r\nTR;US;Iğdır\r\n",
                    "country;kind\r\nTR;IS IS;Lale A.Ş.",
                ],
            ),
            (WINDOWS_1254, &["ülke;firma\r\nTürkiye;Lale Tekstil Sanayi ve Ticaret A.Ş.\r\nTürkiye;Güneş Gıda\r\n"]),
            (
                WINDOWS_1252,
                &["IS;Þórður ehf.;Hafnarfjörður", "FR;Société Générale", "DE;Müller & Söhne", "PT;São João"],
            ),
            (WINDOWS_1252, &["DE;5 € Laden", "ES;Peña – “El Niño”", "SE;Malmö", ""]),
            (
                WINDOWS_1250,
                &[
                    "PL;Łódzkie Zakłady Sp. z o.o.",
                    "CZ;Škoda Plzeň;Dvořákova",
                    "HU;Győr;Széchenyi út",
                    "RO;Ştefan;Iaşi",
                ],
            ),
            (WINDOWS_1250, &["HR;Čakovec;Đakovo", "SI;Žalec", "SK;Ľubomír Šťastný;Žilina"]),
            (ISO_8859_2, &["SI;Božič;Maša", "CZ;Tomáš Beneš", "SK;Ľubomír;Košice"]),
            (WINDOWS_1251, &["RU;ООО Ромашка;Москва", "BG;София ЕООД", "UA;ТОВ Київ"]),
            (WINDOWS_1253, &["GR;Αθήνα;Ερμού 5"]),
            (WINDOWS_1255, &["IL;תל אביב"]),
            (WINDOWS_1256, &["SA;الرياض"]),
            (WINDOWS_1257, &["LT;Žemaitija;Šiauliai", "LV;Rīga;Brīvības iela", "EE;Jõhvi"]),
            (SHIFT_JIS, &["JP;東京都;千代田区"]),
            (EUC_KR, &["KR;서울특별시"]),
        ];
        for (encoding, texts) in all {
            for text in texts {
                let (bytes, _, is_lossy) = encoding.encode(text);
                assert!(!is_lossy, "{text}");
                let found = looks_like(&bytes);
                assert_eq!(found.decoded(&bytes), *text, "{}", found.name());
            }
        }
    }

    /// A text in a code page of DOS, letter by letter.
    fn in_dos(number: &str, text: &str) -> Vec<u8> {
        let page = Charset::dos(number);
        let byte = |letter: char| {
            let all = (0..=u8::MAX).find(|byte| page.is_some_and(|page| page.decoded(&[*byte]).chars().eq([letter])));
            all.unwrap_or(b'?')
        };
        text.chars().map(byte).collect()
    }

    #[test]
    fn letters_of_the_countries_that_rows_name_tell_every_encoding() {
        let all: [(&'static Encoding, &str); 9] = [
            (WINDOWS_1257, "company;country\r\nP\u{f5}hja O\u{dc};Eesti\r\nJ\u{f5}gi;Eesti\r\n"),
            (WINDOWS_1257, "company;country\r\nAu\u{161}ra;LT\r\n\u{201e}\u{17d}em\u{117}\u{201c};LT\r\n"),
            (ISO_8859_13, "company;country\r\nR\u{12b}ga;LV\r\nJ\u{113}kabs;LV\r\n\u{13b}audona;LV\r\n"),
            (ISO_8859_2, "company;country\r\n\u{160}koda;CZ\r\nPlze\u{148};CZ\r\n"),
            (WINDOWS_1254, "firma;\u{15f}ehir;\u{fc}lke\r\nDo\u{11f}an;I\u{11f}d\u{131}r;T\u{fc}rkiye\r\n"),
            (
                WINDOWS_1254,
                "firma;\u{fc}lke\r\nErta\u{15f};DE\r\n\u{d6}zt\u{fc}rk Hayrio\u{11f}lu;DE\r\nM\u{fc}ller;DE\r\n",
            ),
            (WINDOWS_1252, "firma;\u{fc}lke\r\nI\u{f0}na\u{f0}ur;IS\r\n\u{de}\u{f3}r;IS\r\n"),
            (KOI8_U, "company;country\r\n\u{420}\u{43e}\u{43c}\u{430}\u{448}\u{43a}\u{430};RU\r\n"),
            (MACINTOSH, "company;country\r\nM\u{fc}ller;DE\r\nK\u{f6}ln J\u{e4}ger;DE\r\n"),
        ];
        for (encoding, text) in all {
            let bytes = encoding.encode(text).0;
            let found = looks_like(&bytes);
            assert_eq!(found.decoded(&bytes), text, "{}: {}", encoding.name(), found.name());
        }
    }

    /// What helps where no row names a country: heads in Turkish, and words that no language has in windows-1252.
    #[test]
    fn turkish_is_told_without_a_country() {
        for text in [
            "firma;vergi no\r\nDo\u{11f}an;4540536920\r\n",
            "UNVAN;IL\r\n\u{15e}EKER;BURSA\r\n",
            "company;city\r\nYaman A.\u{15e}.;Polateli\r\n",
            "company;city\r\nYaman A.\u{15e}.;Polateli\r\nLale;Beykoz\r\n",
            "name;company\r\nx;Y\u{131}ld\u{131}z\r\n",
        ] {
            let bytes = WINDOWS_1254.encode(text).0;
            let found = looks_like(&bytes);
            assert_eq!(found.decoded(&bytes), text, "{}", found.name());
        }
        for text in [
            "company;city\r\n\u{de}\u{f3}r\u{f0}ur ehf.;Hafnarfj\u{f6}r\u{f0}ur\r\n",
            "company;city\r\nSigur\u{f0}ur;Reykjav\u{ed}k\r\n",
            "vergi;country\r\nGu\u{f0}r\u{fa}n;IS\r\n\u{de}\u{f3}r;IS\r\n",
        ] {
            let bytes = WINDOWS_1252.encode(text).0;
            let found = looks_like(&bytes);
            assert_eq!(found.decoded(&bytes), text, "{}", found.name());
        }
    }

    #[test]
    fn pages_of_dos_are_told_from_windows_and_one_name_from_abroad_is_none() {
        for (number, text) in [
            ("850", "company;country\r\nMüller;DE\r\nKöln Jäger;DE\r\n"),
            ("850", "company;country\r\nSociété Générale;FR\r\nOrléans;FR\r\n"),
            ("857", "firma;country\r\nDoğan Gıda;TR\r\nİstanbul Şişli;TR\r\n"),
            ("852", "company;country\r\nŁódź;PL\r\nŻółć;PL\r\n"),
            ("737", "company;country\r\nΑθήνα;GR\r\nΕρμού;GR\r\n"),
        ] {
            let bytes = in_dos(number, text);
            let found = looks_like(&bytes);
            assert_eq!(found.decoded(&bytes), text, "{number}: {}", found.name());
        }
        for text in [
            "company;country\r\nŠimon GmbH;DE\r\nBonn;DE\r\n",
            "company;country\r\nMüller „Zum Löwen“ – 5 €;DE\r\n",
            "company;country\r\nL’Œuvre Sacré-Cœur;FR\r\n",
            "company;country\r\nMuñoz;DE\r\nGonçalves;DE\r\nBjörn Ågren;DE\r\n",
        ] {
            let bytes = WINDOWS_1252.encode(text).0;
            assert_eq!(looks_like(&bytes).decoded(&bytes), text);
        }
    }
}
