//! What the bytes of a file say of their encoding: UTF-16 without its mark, UTF-8, and the country of their rows.

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};
use std::collections::BTreeMap;

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
}
