//! Which encoding a file is in, where neither a mark nor a flag says it.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252, WINDOWS_1254};
use std::collections::BTreeMap;

/// The encoding of a label, as browsers know them (WHATWG Encoding Standard): `windows-1254`, `latin5`, `utf-16le`, ….
///
/// # Errors
/// A sentence if no encoding is called so.
pub fn encoding_named(label: &str) -> Result<&'static Encoding, String> {
    Encoding::for_label_no_replacement(label.as_bytes()).ok_or_else(|| {
        "it is no encoding that is known; there are utf-8, utf-16le, utf-16be, windows-1252, windows-1254, iso-8859-9, …"
            .to_owned()
    })
}

/// UTF-16 without its mark: letters of the heads are below U+0100, so that every second byte is zero.
pub fn plain_utf16(head: &[u8]) -> Option<&'static Encoding> {
    let pairs = head.len() / 2;
    let zeros = |at: usize| head.chunks_exact(2).filter(|pair| pair[at] == 0).count();
    let (first, second) = (zeros(0), zeros(1));
    // A few heads may have letters beyond, such as ş.
    let are_most = |zeros: usize| pairs > 0 && zeros * 3 >= pairs * 2;
    match (are_most(first), are_most(second)) {
        (false, true) if first == 0 => Some(UTF_16LE),
        (true, false) if second == 0 => Some(UTF_16BE),
        _ => None,
    }
}

/// Whether the bytes are UTF-8, a broken place here and there aside: more letters are whole than are broken.
pub fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut whole, mut broken) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|letter| !letter.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    whole > broken
}

/// The encoding that a file's bytes look like where they are no UTF-8, by the letters and by the country that most of its rows
/// name: a byte that is ğ in a Turkish file is đ in a Croatian one and ð in an Icelandic one.
pub fn looks_like(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let country = most_named_country(bytes);
    let guessed = detector.guess(country.as_ref().map(<[u8; 2]>::as_slice), Utf8Detection::Deny);
    if guessed == WINDOWS_1252 && is_turkish(bytes) { WINDOWS_1254 } else { guessed }
}

/// Whether bytes of Windows-1252 make Turkish words as Windows-1254, whatever the rows say of their countries.
///
/// The two differ in six letters: Ğ İ Ş ğ ı ş of the one are Ð Ý Þ ð ý þ of the other, which Icelandic has. What stands in
/// the same lines tells them apart: Icelandic has vowels with an acute and æ, Turkish has none; and a ğ follows a vowel.
fn is_turkish(bytes: &[u8]) -> bool {
    let (mut turkish, mut western) = (0_usize, 0_usize);
    for line in bytes.split(|byte| matches!(byte, b'\n' | b'\r')) {
        let mut before = b' ';
        let (mut of_turkish, mut of_western, mut has_either) = (0, 0, false);
        for byte in line.iter().copied() {
            match byte {
                0xDD | 0xDE | 0xFD | 0xFE => of_turkish += 2,
                0xD0 | 0xF0 if is_turkish_vowel(before) => of_turkish += 1,
                // Any other Ð and ð; á é í ó ú æ, small and capital.
                0xD0 | 0xF0 | 0xC1 | 0xC6 | 0xC9 | 0xCD | 0xD3 | 0xDA | 0xE1 | 0xE6 | 0xE9 | 0xED | 0xF3 | 0xFA => {
                    of_western += 2;
                }
                _ => {}
            }
            has_either |= matches!(byte, 0xD0 | 0xDD | 0xDE | 0xF0 | 0xFD | 0xFE);
            before = byte;
        }
        if has_either {
            turkish += of_turkish;
            western += of_western;
        }
    }
    turkish > western
}

/// A vowel of Windows-1254, after which a ğ may stand.
fn is_turkish_vowel(byte: u8) -> bool {
    // Beside ASCII: Â â, Ö ö, Ü ü, İ ı, Î î, Û û.
    matches!(byte.to_ascii_lowercase(), b'a' | b'e' | b'i' | b'o' | b'u')
        || matches!(byte, 0xC2 | 0xE2 | 0xD6 | 0xF6 | 0xDC | 0xFC | 0xDD | 0xFD | 0xCE | 0xEE | 0xDB | 0xFB)
}

/// The two capital letters that most rows have for a value, in small letters, as top-level domains are written.
pub fn most_named_country(bytes: &[u8]) -> Option<[u8; 2]> {
    let mut counts = BTreeMap::<[u8; 2], usize>::new();
    for cell in bytes.split(|byte| matches!(byte, b'\n' | b'\r' | b',' | b';' | b'\t' | b'|')) {
        let bare = cell.strip_prefix(b"\"").and_then(|cell| cell.strip_suffix(b"\"")).unwrap_or(cell);
        let Ok(code) = <[u8; 2]>::try_from(bare) else { continue };
        if code.iter().all(u8::is_ascii_uppercase) {
            *counts.entry(code).or_default() += 1;
        }
    }
    let (code, most) = counts.iter().max_by_key(|(_, count)| **count)?;
    // Of two that are named as often one may be a currency or a language.
    let is_alone = counts.values().filter(|count| *count == most).count() == 1;
    is_alone.then_some(code.map(|letter| letter.to_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::{
        EUC_KR, ISO_8859_2, SHIFT_JIS, WINDOWS_1250, WINDOWS_1251, WINDOWS_1253, WINDOWS_1255, WINDOWS_1256,
        WINDOWS_1257,
    };

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
                    "TR;IS;IS;Lale A.Ş.",
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
                assert_eq!(found.decode(&bytes).0, *text, "{}", found.name());
            }
        }
    }

    #[test]
    fn the_country_that_most_rows_name_counts() {
        assert_eq!(most_named_country(b"country;city\r\nTR;X\r\n\"TR\";Y\r\nDE;Z\r\n"), Some(*b"tr"));
        assert_eq!(most_named_country(b"city\nA\nABC\nde\n"), None);
        assert_eq!(most_named_country(b"country;currency\nTR;TL\nTR;TL\n"), None);
    }

    #[test]
    fn utf16_is_known_without_its_mark_and_a_few_zeros_are_not_utf16() {
        let little: Vec<u8> = "country;şehir;companyName".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = "country;şehir;companyName".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(plain_utf16(&little), Some(UTF_16LE));
        assert_eq!(plain_utf16(&big), Some(UTF_16BE));
        for none in [&b"country,city\nTR,\0\0\0"[..], b"", b"\0", b"\0\0\0\0", b"a\0\0a"] {
            assert_eq!(plain_utf16(none), None, "{none:?}");
        }
    }

    #[test]
    fn an_encoding_that_nobody_knows_is_refused() {
        assert_eq!(encoding_named("latin5"), Ok(WINDOWS_1254));
        for label in ["", "1254", "utf-7", "iso-2022-kr", "ebcdic"] {
            assert!(encoding_named(label).is_err(), "{label}");
        }
    }
}
