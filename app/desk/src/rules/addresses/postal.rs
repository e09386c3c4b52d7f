//! Postal codes as their countries write them: people leave out spaces, add the country's letter, or neither.

use super::postal_within::postal_within;
use super::shape::Shape;
use crate::rules::country_names::alpha3;
use crate::rules::text::{code, folded, whole_number};

/// The most characters that a postal code is looked at with, words before it and all; the longest has ten.
const MAX_CHARS: usize = 48;
/// The most zeros that a spreadsheet is thought to have taken off.
const MAX_LOST_ZEROS: usize = 2;

/// The letters before a code that are not the country's own two, three or first one: UNECE, "Distinguishing signs
/// used on vehicles in international traffic, notified to the Secretary-General of the United Nations" (Conventions on Road
/// Traffic, 1968, art. 45 (4), and 1949), and `EL`, the European Union's own for Greece.
const SIGNS: &[(&str, &str)] = &[
    ("AR", "RA"),
    ("AX", "FI"),
    ("AX", "FIN"),
    ("BB", "BDS"),
    ("BH", "BRN"),
    ("BN", "BRU"),
    ("BZ", "BH"),
    ("CA", "CDN"),
    ("CL", "RCH"),
    ("EG", "ET"),
    ("FO", "FR"),
    ("GB", "UK"),
    ("GG", "GBG"),
    ("GI", "GBZ"),
    ("GL", "KN"),
    ("GR", "EL"),
    ("GT", "GCA"),
    ("HT", "RH"),
    ("ID", "RI"),
    ("IM", "GBM"),
    ("JE", "GBJ"),
    ("JO", "HKJ"),
    ("KE", "EAK"),
    ("KG", "KS"),
    ("KR", "ROK"),
    ("LB", "RL"),
    ("LC", "WL"),
    ("LI", "FL"),
    ("LK", "CL"),
    ("LR", "LB"),
    ("MC", "FR"),
    ("MG", "RM"),
    ("MK", "NMK"),
    ("MM", "BUR"),
    ("MM", "MYA"),
    ("MN", "MGL"),
    ("MU", "MS"),
    ("MY", "MAL"),
    ("MZ", "MOC"),
    ("NE", "RN"),
    ("NG", "WAN"),
    ("NP", "NEP"),
    ("PH", "RP"),
    ("SA", "KSA"),
    ("SD", "SUD"),
    ("SI", "SLO"),
    ("SM", "RSM"),
    ("SV", "ES"),
    ("SZ", "SD"),
    ("TW", "RC"),
    ("TZ", "EAT"),
    ("UY", "ROU"),
    ("VC", "WV"),
    ("VE", "YV"),
    ("XK", "RKS"),
];
/// What postal codes are called where they are used, written before one; in capitals, without blanks and full stops.
const WORDS: &[&str] = &[
    "ZIP",
    "ZIPCODE",
    "POSTCODE",
    "POSTALCODE",
    "EIRCODE",
    "PIN",
    "PINCODE",
    "PC",
    "PLZ",
    "POSTLEITZAHL",
    "CAP",
    "NPA",
    "CP",
    "CODEPOSTAL",
    "CÓDIGOPOSTAL",
    "CODIGOPOSTAL",
    "CEP",
    "PSČ",
    "PSC",
    "PK",
    "POSTAKODU",
    "KODPOCZTOWY",
    "KODEPOS",
    "POSKOD",
    "IRSZ",
    "POSTNR",
    "POSTNUMMER",
    "POSTINUMERO",
    "ΤΚ",
    "TK",
    "ИНДЕКС",
    "ІНДЕКС",
    "邮编",
    "邮政编码",
    "郵編",
    "郵遞區號",
    "郵便番号",
    "우편번호",
    "우",
    "รหัสไปรษณีย์",
    "الرمزالبريدي",
    "كدپستی",
    "کدپستی",
    "מיקוד",
];
/// What is left around a code that was cut out of a sentence, a list or a spreadsheet's formula (`="16120"`).
const AROUND: &[char] = &[',', ';', ':', '.', '(', ')', '[', ']', '=', '"', '\'', '、', '。'];
/// What people write for the hyphen of a code, beside the dashes that [`code`] knows.
const FOR_HYPHEN: &[char] = &['~', '_', '/', '·', '・'];

/// A postal code in plain signs, without what stands around it: what can be said of one whose country is not known.
pub fn plain(typed: &str) -> String {
    let text = code(typed).to_uppercase();
    let text = text.trim_matches(|sign: char| sign.is_whitespace() || AROUND.contains(&sign));
    // "110.00" is Prague's.
    let text = whole_number(text, &["0"]);
    let signs: Vec<char> = text.chars().collect();
    let is_inside = |at: usize| {
        let is_of_code = |at: Option<usize>| at.and_then(|at| signs.get(at)).is_some_and(char::is_ascii_alphanumeric);
        is_of_code(at.checked_sub(1)) && is_of_code(Some(at + 1))
    };
    let hyphened = |(at, sign): (usize, &char)| match *sign {
        sign if FOR_HYPHEN.contains(&sign) => '-',
        '.' if is_inside(at) => '-',
        sign => sign,
    };
    signs.iter().enumerate().map(hyphened).collect()
}

/// A typed postal code as the country writes it, if it is one there. Where no pattern is known, any text is.
pub fn tidy(shape: &Shape, typed: &str) -> Option<String> {
    if shape.postal_pattern.is_empty() {
        return Some(plain(typed));
    }
    if typed.chars().count() > MAX_CHARS {
        return None;
    }
    let typed = plain(typed);
    if shape.is_postal_code(&typed) == Some(true) {
        return Some(canonical(shape, &typed));
    }
    let bare = bare(&typed);
    let named = WORDS.iter().filter_map(|word| {
        let code = bare.strip_prefix(word)?.trim_start_matches([':', ')', ']', '=', ',']);
        (!code.is_empty()).then_some(code)
    });
    let mut tries: Vec<String> = Vec::new();
    for code in std::iter::once(bare.as_str()).chain(named) {
        tries.push(code.to_owned());
        tries.extend(without_country(shape.country, code));
    }
    // "1010" for "LV-1010", where the country's letters are part of the code; "1101" for El Salvador's "CP 1101".
    let own = if shape.country == "SV" { "CP" } else { shape.country };
    let with_own = tries.iter().flat_map(|code| ["-", "", " "].map(|separator| format!("{own}{separator}{code}")));
    let with_own: Vec<String> = with_own.collect();
    tries.into_iter().chain(with_own).find_map(|code| spaced(shape, &code))
}

/// A code without the country's letters before it, in every way that they can be meant: "D-10115", "FIN-00100", "LV 1010".
fn without_country(country: &str, bare: &str) -> Vec<String> {
    let signs = SIGNS.iter().filter(|(of, _)| *of == country).map(|(_, sign)| *sign);
    let letters = alpha3(country).into_iter().chain(signs).chain([country, &country[..1]]);
    letters.filter_map(|letters| bare.strip_prefix(letters)).map(str::to_owned).collect()
}

/// What a text that is no postal code there may mean: with the zeros that a spreadsheet took off its front, without the place
/// that stands beside it; otherwise a right one of the country.
pub fn meant(shape: &Shape, typed: &str) -> String {
    let digits = bare(&plain(typed));
    let is_number = digits.len() > 1 && digits.chars().all(|sign| sign.is_ascii_digit());
    let filled = (1..=MAX_LOST_ZEROS)
        .filter(|_| is_number && !shape.postal_pattern.is_empty())
        .find_map(|zeros| tidy(shape, &format!("{}{digits}", "0".repeat(zeros))));
    filled.or_else(|| postal_within(shape, typed)).unwrap_or_else(|| shape.postal_sample().to_owned())
}

/// What people write for nothing, beside marks alone; folded.
const NOTHING: &[&str] = &["na", "none", "nil", "null", "no", "yok"];

/// What stands where a country's addresses have no postal code: nothing, by any mark or word for it, or what is kept and
/// doubted, in the signs that the field takes.
pub fn where_none_is(typed: &str) -> String {
    let word = folded(typed);
    if word.is_empty() || NOTHING.contains(&word.as_str()) {
        return String::new();
    }
    let plain = code(typed);
    let is_kept = |sign: &char| sign.is_ascii_alphanumeric() || " -".contains(*sign);
    let kept: String = plain.chars().filter(is_kept).collect();
    if kept.trim().is_empty() { plain } else { kept.trim().to_owned() }
}

/// Whether a code is nothing but zeros behind the country's letters: what is typed where none is known.
pub fn is_zeros(code: &str) -> bool {
    let digits = bare(code);
    let digits = digits.trim_start_matches(|sign: char| sign.is_ascii_alphabetic());
    !digits.is_empty() && digits.chars().all(|sign| sign == '0')
}

fn bare(text: &str) -> String {
    text.chars().filter(|letter| !" -.()[]".contains(*letter)).collect()
}

/// A code with the separator of the sample put where the sample has it.
fn spaced(shape: &Shape, code: &str) -> Option<String> {
    if shape.is_postal_code(code) == Some(true) {
        return Some(canonical(shape, code));
    }
    let letters: Vec<char> = code.chars().collect();
    (1..letters.len()).rev().find_map(|at| {
        [' ', '-'].into_iter().find_map(|separator| {
            let tried: String =
                letters[..at].iter().copied().chain([separator]).chain(letters[at..].iter().copied()).collect();
            (shape.is_postal_code(&tried) == Some(true)).then(|| canonical(shape, &tried))
        })
    })
}

/// The one way in which a right code is stored: separators stand where the country's samples have them.
fn canonical(shape: &Shape, code: &str) -> String {
    let wanted = one_way(shape.country, &bare(code));
    let is_right = |tried: &String| shape.is_postal_code(tried) == Some(true);
    let samples = shape.postal_samples.split(',').filter(|sample| !sample.is_empty());
    // "75 008" has none in France.
    let mut alike =
        samples.clone().filter(|sample| bare(sample).len() == wanted.len()).map(|sample| dressed(sample, &wanted));
    if let Some(alike) = alike.find(is_right) {
        return alike;
    }
    for sample in samples {
        let Some((start, separator)) = sample.char_indices().find(|(_, letter)| " -".contains(*letter)) else {
            continue;
        };
        // The British code ends in three characters, whatever its length; the Maltese begins with three.
        let from_end = wanted.len().saturating_sub(bare(sample).len().saturating_sub(start));
        let mut tried = [from_end, start].into_iter().filter_map(|at| {
            let (front, back) = wanted.split_at_checked(at)?;
            Some(format!("{front}{separator}{back}"))
        });
        if let Some(tried) = tried.find(is_right) {
            return tried;
        }
    }
    if is_right(&wanted) { wanted } else { code.to_owned() }
}

/// A code's letters and digits with the separators of a sample of the same length.
fn dressed(sample: &str, wanted: &str) -> String {
    let mut letters = wanted.chars();
    sample.chars().filter_map(|sign| if " -".contains(sign) { Some(sign) } else { letters.next() }).collect()
}

/// Where a part of the code may be left out or written in two ways, the way of the country's post.
fn one_way(country: &str, bare: &str) -> String {
    let lima = ["LIMA", "CALLAO"].into_iter().find_map(|city| Some((city, bare.strip_prefix(city)?)));
    match (country, lima) {
        ("AI", _) if !bare.starts_with("AI") => format!("AI{bare}"),
        ("OM", _) => bare.trim_start_matches("PC").to_owned(),
        ("PE", Some((city, district))) => format!("{city}{district:0>2}"),
        _ => bare.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::shape::shape;
    use super::*;

    fn tidied(country: &str, typed: &str) -> Option<String> {
        shape(country).and_then(|shape| tidy(shape, typed))
    }

    #[test]
    fn writes_codes_as_their_country_does() {
        for (country, typed, written) in [
            ("GB", "sw1a1aa", "SW1A 1AA"),
            ("GB", "EC1Y8SY", "EC1Y 8SY"),
            ("GB", "m1 1ae", "M1 1AE"),
            ("CA", "h3z2y7", "H3Z 2Y7"),
            ("JP", "1540023", "154-0023"),
            ("JP", "１５４－００２３", "154-0023"),
            ("BR", "40301110", "40301-110"),
            ("DE", "D-10115", "10115"),
            ("CH", "CH-8000", "8000"),
            ("LV", "1010", "LV-1010"),
            ("TR", "٣٤٠٠٠", "34000"),
            ("IE", "a65f4e2", "A65 F4E2"),
            ("NL", "1234ab", "1234 AB"),
            ("US", "22162 1010", "22162-1010"),
            ("SE", "11455", "114 55"),
            ("SE", "SE-114 55", "114 55"),
            ("FR", "75 008", "75008"),
            ("FI", "FIN-00100", "00100"),
            ("DE", "DEU 10115", "10115"),
            ("TR", "TR-34000", "34000"),
            ("JP", "〒100-0001", "100-0001"),
            ("JP", "１００ー０００１", "100-0001"),
            ("BR", "06184280’", "06184-280"),
            ("SA", "13321-6454", "13321-6454"),
            ("SA", "133216454", "13321-6454"),
            ("GB", "BFPO57", "BFPO 57"),
            ("MT", "VLT1117", "VLT 1117"),
            ("GU", "96910 1234", "96910-1234"),
            ("AI", "2640", "AI-2640"),
            ("OM", "P.C. 133", "133"),
            ("PE", "lima 1", "LIMA 01"),
            ("SV", "1101", "CP 1101"),
            ("LI", "FL-9490", "9490"),
            ("IR", "IR-11936-12345", "11936-12345"),
            ("IR", "IRN 11936-12345", "11936-12345"),
            ("BR", "BRA 40301-110", "40301-110"),
            ("BR", "CEP 40301-110", "40301-110"),
            ("BR", "CEP: BR-40301-110", "40301-110"),
            ("LB", "LBN 2038 3054", "2038 3054"),
            ("IN", "PIN - 110 034", "110034"),
            ("GB", "E C 1 Y 8 S Y", "EC1Y 8SY"),
            ("AD", "AND-500", "AD500"),
            ("KR", "(03051)", "03051"),
            ("KR", "(우) 03051", "03051"),
            ("KR", "우편번호 03051", "03051"),
            ("TR", "=\"16120\"", "16120"),
            ("TR", "16120.0", "16120"),
            ("CZ", "110.00", "110 00"),
            ("TR", "16120,", "16120"),
            ("ES", "C.P. 28039", "28039"),
            ("CZ", "PSČ 100 00", "100 00"),
            ("GR", "Τ.Κ. 151 24", "151 24"),
            ("GR", "TK 15124", "151 24"),
            ("CN", "邮编：266033", "266033"),
            ("JP", "郵便番号 100-0001", "100-0001"),
            ("EG", "1152710", "1152710"),
            ("EG", "11527", "11527"),
            ("SG", "S(018956)", "018956"),
            ("GR", "EL-10557", "105 57"),
            ("GB", "UK-SW1A 1AA", "SW1A 1AA"),
            ("GB", "UK SW1A 1AA", "SW1A 1AA"),
            ("CL", "RCH-8340457", "8340457"),
            ("UY", "ROU-11000", "11000"),
            ("VE", "YV 1010", "1010"),
            ("TW", "RC-100", "100"),
            ("ID", "RI-10110", "10110"),
            ("MY", "MAL-50450", "50450"),
            ("LK", "CL-00100", "00100"),
            ("KE", "EAK-00100", "00100"),
            ("PH", "RP-1200", "1200"),
            ("JO", "HKJ-11181", "11181"),
            ("LB", "RL-1107 2180", "1107 2180"),
            ("SA", "KSA-11564", "11564"),
            ("GT", "GCA-01001", "01001"),
            ("XK", "RKS-10000", "10000"),
        ] {
            assert_eq!(tidied(country, typed).as_deref(), Some(written), "{country} {typed}");
        }
    }

    #[test]
    fn what_is_written_for_a_hyphen_or_around_a_code_is_none_of_it() {
        for hyphen in ["~", "_", "/", "·", ".", "\u{ff5e}", "\u{301c}", "\u{2d7}", "\u{2796}", " - "] {
            for (country, code) in [("BR", "40301-110"), ("JP", "154-0023"), ("PT", "2725-079")] {
                assert_eq!(tidied(country, &code.replace('-', hyphen)).as_deref(), Some(code), "{country} {hyphen:?}");
            }
        }
        for around in [",", ";", ":", ".", "(", ")", "=", "\""] {
            for (country, code) in [("BR", "40301-110"), ("GB", "SW1A 1AA"), ("DE", "10115")] {
                assert_eq!(tidied(country, &format!("{around}{code}{around} ")).as_deref(), Some(code), "{around:?}");
                assert_eq!(plain(&format!("{around}{code}{around} ")), code, "{around:?}");
            }
        }
    }

    #[test]
    fn a_mark_or_word_for_nothing_is_no_code() {
        for nothing in ["-", "--", "—", "/", "*", ".", "#N/A", "n/a", "None", "YOK", " "] {
            assert_eq!(where_none_is(nothing), "", "{nothing:?}");
        }
        for (typed, kept) in [("P.O. Box 1234", "PO Box 1234"), ("00000", "00000"), ("GA-183-8164", "GA-183-8164")] {
            assert_eq!(where_none_is(typed), kept, "{typed}");
        }
    }

    #[test]
    fn refuses_codes_that_the_country_does_not_have() {
        for (country, typed) in [
            ("TR", "3400"),
            ("TR", "34A00"),
            ("US", "1234"),
            ("GB", "SW1A"),
            ("DE", "101155"),
            ("CA", "D1D 1D1 1"),
            ("JP", ""),
            ("IE", "BT79 0HR"),
            ("IE", "SW1A 1AA"),
            ("IE", "D6X F4E2"),
            ("BN", "AB1234"),
            ("TR", "82000"),
            ("CZ", "811 01"),
            ("SK", "110 00"),
            ("KR", "99999"),
            ("KR", "우편번호"),
            ("EG", "115271"),
            ("TR", "CEP"),
            ("TR", "16120.5"),
            ("TR", "16#120"),
            ("GB", "ZIP 10115"),
            ("FR", "RCH-75008"),
            ("SG", "S(18956)"),
            ("SG", "()"),
        ] {
            assert_eq!(tidied(country, typed), None, "{country} {typed}");
        }
    }
    /// Every country's samples as typed in many ways: one way is stored, and what is stored stays as it is.
    #[test]
    fn one_code_is_stored_in_one_way_in_every_country() {
        let mut asked = 0;
        for shape in super::super::shape::shapes().values().filter(|shape| !shape.postal_pattern.is_empty()) {
            for sample in shape.postal_samples.split(',') {
                let written = tidy(shape, sample);
                assert!(written.is_some(), "{} {sample}", shape.country);
                let bare = bare(sample);
                let wide: String = sample
                    .chars()
                    .map(|sign| char::from_u32(u32::from(sign) + 0xfee0).filter(|_| sign != ' ').unwrap_or(' '))
                    .collect();
                let mut typed = vec![
                    bare.clone(),
                    sample.to_lowercase(),
                    format!("{}-{sample}", shape.country),
                    format!("{} {bare}", shape.country),
                    format!("\u{201c}{sample}\u{201d}"),
                    format!("\u{202a}{sample}\u{202c}"),
                    sample.replace('-', "\u{2010}"),
                    sample.replace('-', "\u{2013}"),
                    sample.replace('-', " "),
                    sample.replace(' ', "\u{a0}"),
                    wide,
                ];
                typed.extend(alpha3(shape.country).into_iter().map(|letters| format!("{letters}-{bare}")));
                for typed in typed {
                    assert_eq!(tidy(shape, &typed), written, "{} {typed:?}", shape.country);
                    asked += 1;
                }
                assert_eq!(tidy(shape, written.as_deref().unwrap_or_default()), written, "{}", shape.country);
            }
        }
        assert!(asked > 2_000, "{asked}");
    }

    #[test]
    fn says_which_zero_is_missing() {
        for (country, typed, hint) in [
            ("DE", "1067", "01067"),
            ("US", "4101", "04101"),
            ("US", "501", "00501"),
            ("FR", "1000", "01000"),
            ("FI", "100", "00100"),
            ("IT", "144", "00144"),
            ("BR", "1310100", "01310-100"),
            ("JP", "600001", "060-0001"),
            ("TR", "3400", "03400"),
            ("DE", "abc", "26133"),
            ("DE", "", "26133"),
            ("IE", "BT79 0HR", "A65 F4E2"),
        ] {
            assert_eq!(shape(country).map(|shape| meant(shape, typed)).as_deref(), Some(hint), "{country} {typed}");
        }
    }

    /// A spreadsheet takes the zeros off: each sample that begins with one or two is named in full.
    #[test]
    fn every_code_that_lost_its_zeros_is_named_in_full() {
        let mut asked = 0;
        for shape in super::super::shape::shapes().values() {
            for sample in shape.postal_samples.split(',').filter(|sample| sample.starts_with('0')) {
                let lost = bare(sample).trim_start_matches('0').to_owned();
                if tidy(shape, &lost).is_none() && lost.len() > 1 && bare(sample).len() - lost.len() <= MAX_LOST_ZEROS {
                    assert_eq!(Some(meant(shape, &lost)), tidy(shape, sample), "{} {lost}", shape.country);
                    asked += 1;
                }
            }
        }
        assert!(asked > 20, "{asked}");
    }
}
