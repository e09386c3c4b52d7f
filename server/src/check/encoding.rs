//! Which encoding a file is in, where neither a mark nor a flag says it.

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252, WINDOWS_1254};

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

/// Windows-1254 where the bytes make Turkish letters, Windows-1252 otherwise.
///
/// The two differ in six letters: Ğ İ Ş ğ ı ş of the one are Ð Ý Þ ð ý þ of the other, which Icelandic has. What stands in
/// the same lines tells them apart: Icelandic has vowels with an acute and æ, Turkish has none; and a ğ follows a vowel.
pub fn turkish_or_western(bytes: &[u8]) -> &'static Encoding {
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
    if turkish > western { WINDOWS_1254 } else { WINDOWS_1252 }
}

/// A vowel of Windows-1254, after which a ğ may stand.
fn is_turkish_vowel(byte: u8) -> bool {
    // Beside ASCII: Â â, Ö ö, Ü ü, İ ı, Î î, Û û.
    matches!(byte.to_ascii_lowercase(), b'a' | b'e' | b'i' | b'o' | b'u')
        || matches!(byte, 0xC2 | 0xE2 | 0xD6 | 0xF6 | 0xDC | 0xFC | 0xDD | 0xFD | 0xCE | 0xEE | 0xDB | 0xFB)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn turkish_letters_are_told_from_icelandic_ones() {
        for text in ["TR;Lale Tekstil A.Ş.;Osmangazi", "Doğan", "IĞDIR", "Işık", "TR;Ağrı\r\nFR;José;Orléans"]
        {
            let (bytes, _, is_lossy) = WINDOWS_1254.encode(text);
            assert!(!is_lossy, "{text}");
            assert_eq!(turkish_or_western(&bytes), WINDOWS_1254, "{text}");
        }
        for text in ["IS;Þórður ehf.;Hafnarfjörður", "FR;Société Générale", "DE;Müller & Söhne", "PT;São João", ""]
        {
            let (bytes, _, is_lossy) = WINDOWS_1252.encode(text);
            assert!(!is_lossy, "{text}");
            assert_eq!(turkish_or_western(&bytes), WINDOWS_1252, "{text}");
        }
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
