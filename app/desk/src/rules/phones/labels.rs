//! What people write before a number, and what offices print behind one: "Tel. 030 901820", "03-1234-5678 (代)".

use super::extensions::{folded, without_number_word};
use std::collections::BTreeSet;
use std::sync::OnceLock;

/// What stands before a number and says that it is one: words, and the signs of Unicode for telephones.
pub const LABELS: &[&str] = &[
    // English, German, French, Spanish, Portuguese, Italian, and what is much the same elsewhere.
    "tel",
    "telephone",
    "telefon",
    "telefono",
    "telefone",
    "téléphone",
    "telefoon",
    "phone",
    "ph",
    "fon",
    "mob",
    "mobile",
    "mobil",
    "móvil",
    "celular",
    "cel",
    "cell",
    "cellulare",
    "gsm",
    "handy",
    "telemóvel",
    "whatsapp",
    "direct",
    "direct dial",
    "direct line",
    "ddi",
    "landline",
    "main",
    "office",
    "work",
    "home",
    "hotline",
    "accounts",
    "reception",
    "ofis",
    "muhasebe",
    "merkez",
    "büro",
    "buchhaltung",
    "switchboard",
    "contact",
    "toll free",
    "rufnummer",
    "festnetz",
    "funk",
    "zentrale",
    "portable",
    "port",
    "fixe",
    "standard",
    "numéro de téléphone",
    "móv",
    "fijo",
    "oficina",
    "tfno",
    "tfn",
    "telf",
    "teléf",
    "número de teléfono",
    "número de telefone",
    "fone",
    "fixo",
    "telem",
    "telm",
    "tlm",
    "tm",
    "wpp",
    "zap",
    "fisso",
    "centralino",
    "mobiel",
    "vast",
    // Turkish, Danish and Norwegian, Finnish, Indonesian.
    "cep",
    "cep telefonu",
    "iş",
    "iş telefonu",
    "ev",
    "ev telefonu",
    "sabit",
    "santral",
    "irtibat",
    "çağrı merkezi",
    "whatsapp hattı",
    "tlf",
    "puh",
    "puhelin",
    "matkapuhelin",
    "växel",
    "vx",
    "telp",
    "tlp",
    "telepon",
    "hp",
    "h/p",
    "h.p",
    "wa",
    // Polish, Czech, Hungarian.
    "kom",
    "komórkowy",
    "stacjonarny",
    "telefonní číslo",
    "telefonszám",
    // Russian, Ukrainian, Greek.
    "тел",
    "телефон",
    "моб",
    "мобильный",
    "мобільний",
    "сот",
    "сотовый",
    "р.т",
    "τηλ",
    "τηλέφωνο",
    "κιν",
    "κινητό",
    "σταθερό",
    // Chinese, Japanese, Korean, Thai, Vietnamese.
    "电话",
    "電話",
    "手机",
    "手機",
    "携帯",
    "携帯電話",
    "直通",
    "代表",
    "フリーダイヤル",
    "联系电话",
    "聯絡電話",
    "移动电话",
    "行動電話",
    "固定电话",
    "座机",
    "전화",
    "대표전화",
    "휴대폰",
    "휴대전화",
    "핸드폰",
    "연락처",
    "โทร",
    "โทรศัพท์",
    "เบอร์โทร",
    "เบอร์โทรศัพท์",
    "มือถือ",
    "điện thoại",
    "số điện thoại",
    "đt",
    "sđt",
    "di động",
    "dđ",
    // Arabic, Persian, Hebrew, Hindi.
    "هاتف",
    "رقم الهاتف",
    "جوال",
    "رقم الجوال",
    "تلفون",
    "تليفون",
    "موبايل",
    "متحرك",
    "تلفن",
    "פלאפון",
    "סלולרי",
    "फोन",
    "मोबाइल",
    "טלפון",
    "טל",
    "נייד",
    "\u{260e}",
    "\u{260f}",
    "\u{2706}",
    "\u{1f4de}",
    "\u{1f4f1}",
    "\u{1f57f}",
];
/// The same of a fax: nobody answers there.
pub const FAXES: &[&str] = &["fax", "faks", "telefax", "факс", "传真", "傳真", "팩스", "فاكس", "פקס"];
/// Letters for [`LABELS`], with a full stop or colon behind them.
const LETTERS: &[&str] = &["t", "p", "m", "т"];
/// The same with nothing but a colon: a full stop behind them is rather another abbreviation's.
const LETTERS_BEFORE_COLON: &[&str] = &["c", "d", "h", "o", "w", "ت"];
/// What offices print behind the number of a switchboard, beside [`LABELS`]; it is no part of it.
const REMARKS: &[&str] = &["pbx", "代", "大代表", "总机", "總機", "대표", "hunting", "r.a"];

fn labels() -> &'static [String] {
    static FOLDED: OnceLock<Vec<String>> = OnceLock::new();
    FOLDED.get_or_init(|| folded(&[LABELS, FAXES]))
}

fn faxes() -> &'static [String] {
    static FOLDED: OnceLock<Vec<String>> = OnceLock::new();
    FOLDED.get_or_init(|| folded(&[FAXES]))
}

fn remarks() -> &'static [String] {
    static FOLDED: OnceLock<Vec<String>> = OnceLock::new();
    FOLDED.get_or_init(|| folded(&[REMARKS, LABELS]))
}

/// A folded text without the words before its number, and whether one of them says that a fax answers. Behind any other word
/// the text stays as it is.
pub fn without_labels(text: &str) -> (&str, bool) {
    behind_labels(text, &mut BTreeSet::new()).unwrap_or((text, false))
}

/// What was looked at once already is known by its length, for all are ends of one text: looked at again and again, a row of
/// labels would take for ever.
fn behind_labels<'a>(text: &'a str, seen: &mut BTreeSet<usize>) -> Option<(&'a str, bool)> {
    if !seen.insert(text.len()) {
        return None;
    }
    let start = text.trim_start_matches([' ', '(', '[']);
    let words = labels().iter().filter_map(|word| Some((faxes().contains(word), start.strip_prefix(word.as_str())?)));
    let letters = LETTERS.iter().filter_map(|letter| {
        let rest = start.strip_prefix(letter)?;
        rest.trim_start().starts_with(['.', ':']).then_some((false, rest))
    });
    let before_colon = LETTERS_BEFORE_COLON.iter().filter_map(|letter| {
        let rest = start.strip_prefix(letter)?;
        rest.trim_start().starts_with(':').then_some((false, rest))
    });
    let found = words.chain(letters).chain(before_colon).find_map(|(is_fax, rest)| {
        // "Tel. no.: …", "Tel. / Fax: …".
        let named = rest.trim_start_matches(is_between);
        let rest = without_number_word(named).trim_start_matches(is_between);
        if rest.trim_start_matches(['(', '[', ' ']).starts_with(|sign: char| sign == '+' || sign.is_ascii_digit()) {
            return Some((rest, is_fax));
        }
        let further =
            behind_labels(rest, seen).or_else(|| if named == rest { None } else { behind_labels(named, seen) });
        further.map(|(rest, is_other)| (rest, is_fax || is_other))
    });
    // "No. HP", "nr tel.": a word for the number alone says nothing of a telephone.
    let unnumbered = without_number_word(start).trim_start_matches(is_between);
    found.or_else(|| if unnumbered.len() < start.len() { behind_labels(unnumbered, seen) } else { None })
}

/// Whether a number begins with a digit by itself that counts numbers ("Tel. 2 030 901820") and is none that is dialled: a
/// zero, or the 1, 7 and 8 of countries whose numbers have ten digits.
pub fn is_listed(number: &str) -> bool {
    let number = number.trim_start_matches(['(', '[', ' ']);
    let mut signs = number.chars();
    let (Some(first), Some(next)) = (signs.next(), signs.next()) else { return false };
    if !first.is_ascii_digit() || next.is_ascii_digit() || first == '0' {
        return false;
    }
    let digits: String = signs.take_while(|sign| !sign.is_alphabetic()).filter(char::is_ascii_digit).collect();
    !(matches!(first, '1' | '7' | '8') && digits.len() == 10 && !digits.starts_with(['0', '1']))
}

/// A folded text without any other words before its first digit or plus, as libphonenumber leaves them out
/// (`PhoneNumberUtil`, extraction of a possible number), and whether any stood there.
pub fn without_words(text: &str) -> (&str, bool) {
    let is_first = |sign: char| sign == '+' || sign.is_ascii_digit();
    let Some((before, _)) = text.find(is_first).and_then(|at| text.split_at_checked(at)) else { return (text, false) };
    if !before.contains(char::is_alphabetic) {
        return (text, false);
    }
    // The bracket of an area belongs to the number.
    let start = before.trim_end_matches(['(', '[']).len();
    (text.get(start..).unwrap_or(text), true)
}

/// What stands between such a word and the number.
fn is_between(sign: char) -> bool {
    " .,:;=-#/)]&|°".contains(sign)
}

/// A folded text without what is printed behind a number: a switchboard's, or what sort of line it is.
pub fn without_remark(text: &str) -> &str {
    let end = text.trim_end_matches([' ', '.', ')', ']']);
    let is_end = |bare: &&str| !bare.ends_with(char::is_alphabetic);
    let bare = remarks().iter().filter_map(|remark| end.strip_suffix(remark.as_str())).find(is_end);
    bare.map_or(text, |bare| bare.trim_end_matches([' ', ',', '-', '/', '(', '[']))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::folding::fold;

    /// Each label left two ways to read the rest, and each of those two more.
    #[test]
    fn a_row_of_labels_is_read_through_once() {
        for text in ["hpno".repeat(50), "tel no ".repeat(28), "mob".repeat(60), "mobile no tel ".repeat(14)] {
            assert_eq!(without_labels(&text).0.len(), text.len(), "{text}");
        }
    }

    #[test]
    fn every_word_stands_before_a_number_in_every_way_it_is_written() {
        for (words, is_fax) in [(LABELS, false), (FAXES, true)] {
            for word in words {
                for typed in [
                    format!("{word} 0212 555 01 00"),
                    format!("{word}. 0212 555 01 00"),
                    format!("{word}: 0212 555 01 00"),
                    format!("{word}.: 0212 555 01 00"),
                    format!("({word}) 0212 555 01 00"),
                    format!("{word} no: 0212 555 01 00"),
                    format!("Tel./{word}: 0212 555 01 00"),
                    format!("{}0212 555 01 00", word.to_uppercase()),
                ] {
                    assert_eq!(without_labels(&fold(&typed)), ("0212 555 01 00", is_fax), "{typed}");
                }
            }
        }
        for letter in LETTERS {
            for sign in [": ", ". ", ".: ", " : "] {
                assert_eq!(without_labels(&format!("{letter}{sign}+90 212 555 01 00")).0, "+90 212 555 01 00");
            }
        }
        assert_eq!(without_labels("mob. tel. (0212) 555 01 00"), ("(0212) 555 01 00", false));
        for typed in
            ["no. hp 0212 555 01 00", "nr tel. 0212 555 01 00", "tel. komorkowy 0212 555 01 00", "c: 0212 555 01 00"]
        {
            assert_eq!(without_labels(typed), ("0212 555 01 00", false), "{typed}");
        }
    }

    #[test]
    fn leaves_words_that_say_something_else_and_words_without_a_number() {
        for typed in [
            "tel",
            "tel:",
            "tel. / fax:",
            "telco 0212 555 01 00",
            "telefonica 0212 555 01 00",
            "t 0212 555 01 00",
            "t.c. 0212 555 01 00",
            "m 0212 555 01 00",
            "ahmet 0532 555 01 01",
            "dahili 12 0212 555 01 00",
            "call me",
            "",
        ] {
            assert_eq!(without_labels(typed), (typed, false), "{typed}");
        }
        for (typed, left) in [
            ("tel2 030 901820", "2 030 901820"),
            ("tel. 8 (495) 123-45-67", "8 (495) 123-45-67"),
            ("tel. 1 201 555 0123", "1 201 555 0123"),
            ("tel. 0 212 555 01 00", "0 212 555 01 00"),
        ] {
            assert_eq!(without_labels(typed), (left, false), "{typed}");
        }
    }

    #[test]
    fn any_word_before_the_first_digit_is_none_of_the_number() {
        for (typed, left) in [
            ("ahmet 0532 555 01 01", "0532 555 01 01"),
            ("ahmet: (0532) 555 01 01", "(0532) 555 01 01"),
            ("ahmet +90 532 555 01 01", "+90 532 555 01 01"),
        ] {
            assert_eq!(without_words(typed), (left, true), "{typed}");
        }
        for typed in ["0532 555 01 01 ahmet", "(0532) 555 01 01", "++90 532", "ahmet", ""] {
            assert_eq!(without_words(typed), (typed, false), "{typed}");
        }
        for typed in ["2 030 901820", "2 0171 6783154", "1 0212 555 01 00", "3 335 1234567", "6 71 23 45 67"] {
            assert!(is_listed(typed), "{typed}");
        }
        for typed in ["8 (495) 123-45-67", "0 212 555 01 00", "0212 555 01 00"] {
            assert!(!is_listed(typed), "{typed}");
        }
    }

    #[test]
    fn takes_only_remarks_off_that_name_nobody() {
        for remark in REMARKS.iter().chain(LABELS) {
            for typed in [format!("0212 555 01 00 ({remark})"), format!("0212 555 01 00 {remark}.")] {
                assert_eq!(without_remark(&fold(&typed)), "0212 555 01 00", "{typed}");
            }
        }
        for typed in ["0212 555 01 00 (ahmet)", "0212 555 01 00 apbx", "0212 555 01 00 (3 hat)", "0212 555 01 00"] {
            assert_eq!(without_remark(typed), typed);
        }
    }
}
