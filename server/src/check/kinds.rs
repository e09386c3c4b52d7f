//! Files that people take for a text and that are none, told from their first bytes.

/// So many bytes tell what a file is: the name of a zip archive's first entry is among them.
pub const HEAD_BYTES: usize = 64;

const SAVE: &str = "save it as CSV UTF-8 and check that file";
const UNPACK: &str = "unpack it and check the file inside";
const NO_TEXT: &str = "it is no text; give the table as CSV UTF-8";

/// First bytes, what they begin, and what to do. Sources: each format's specification, as PRONOM (The National Archives) and
/// RFC 1952 and 8878 have them; ISO 32000 for PDF, ISO/IEC 15948 for PNG, `MS-CFB` for old workbooks.
const SIGNATURES: &[(&[u8], &str, &str)] = &[
    (b"\xD0\xCF\x11\xE0", "a workbook (.xls)", SAVE),
    (b"\xFF\xFE\0\0", "a text in UTF-32", SAVE),
    (b"\0\0\xFE\xFF", "a text in UTF-32", SAVE),
    (b"\x1F\x8B", "compressed (gzip)", UNPACK),
    (b"BZh91AY&SY", "compressed (bzip2)", UNPACK),
    (b"\xFD7zXZ\0", "compressed (xz)", UNPACK),
    (b"\x28\xB5\x2F\xFD", "compressed (Zstandard)", UNPACK),
    (b"7z\xBC\xAF\x27\x1C", "a 7z archive", UNPACK),
    (b"Rar!\x1A\x07", "a RAR archive", UNPACK),
    (b"%PDF-", "a PDF", NO_TEXT),
    (b"\x89PNG\r\n\x1A\n", "a picture (PNG)", NO_TEXT),
    (b"\xFF\xD8\xFF", "a picture (JPEG)", NO_TEXT),
    (b"PAR1\x15", "a Parquet file", NO_TEXT),
    (b"SQLite format 3\0", "a database (SQLite)", NO_TEXT),
    (b"{\\rtf", "a document (.rtf)", NO_TEXT),
];

/// The entries that workbooks begin with: of Office Open XML (ECMA-376, part 2), `OpenDocument` (part 2, 3.3) and Numbers.
const OF_WORKBOOKS: [&[u8]; 7] =
    [b"[Content_Types].xml", b"mimetype", b"_rels/", b"docProps/", b"xl/", b"customXml/", b"Index/"];

/// How pages begin that programs name `.xls`: Excel opens them as tables.
const OF_PAGES: [&[u8]; 7] = [b"<!doctype html", b"<html", b"<head", b"<meta", b"<body", b"<table", b"<style"];

/// Why a file that begins so cannot be read, and what to do; `None` where it may be a text.
pub fn refusal(head: &[u8]) -> Option<String> {
    let known = SIGNATURES.iter().find(|(signature, ..)| head.starts_with(signature));
    let (kind, advice) = match known {
        Some((_, kind, advice)) => (*kind, *advice),
        None => zip(head).or_else(|| markup(head))?,
    };
    Some(format!("the file is {kind}; {advice}"))
}

/// A zip archive by its first entry (PKWARE's APPNOTE.TXT, 4.3.7: its name's length stands at 26, and it at 30).
fn zip(head: &[u8]) -> Option<(&'static str, &'static str)> {
    if !head.starts_with(b"PK\x03\x04") {
        return None;
    }
    let name = head.get(30..).unwrap_or_default();
    let is_workbook = OF_WORKBOOKS.iter().any(|entry| name.starts_with(entry));
    Some(if is_workbook { ("a workbook (.xlsx, .ods)", SAVE) } else { ("a zip archive", UNPACK) })
}

/// HTML or XML, in any encoding of Latin letters.
fn markup(head: &[u8]) -> Option<(&'static str, &'static str)> {
    let is_letter = |byte: &u8| !matches!(byte, 0 | 0xEF | 0xBB | 0xBF | 0xFE | 0xFF);
    let letters: Vec<u8> = head.iter().filter(|byte| is_letter(byte)).map(u8::to_ascii_lowercase).collect();
    let text = letters.trim_ascii_start();
    if OF_PAGES.iter().any(|begin| text.starts_with(begin)) {
        return Some(("an HTML page, which some programs name .xls", SAVE));
    }
    text.starts_with(b"<?xml").then_some(("an XML file", SAVE))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The begin of a zip archive whose first entry has a name.
    fn zip_of(entry: &str) -> Vec<u8> {
        let length = u16::try_from(entry.len()).unwrap_or_default().to_le_bytes();
        [b"PK\x03\x04", &[0; 22][..], &length, &[0, 0], entry.as_bytes()].concat()
    }

    #[test]
    fn what_is_no_text_is_named_with_what_to_do() {
        for (entry, kind) in [
            ("[Content_Types].xml", "a workbook"),
            ("mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "a workbook"),
            ("docProps/app.xml", "a workbook"),
            ("xl/workbook.xml", "a workbook"),
            ("customers.csv", "a zip archive; unpack it"),
            ("", "a zip archive; unpack it"),
        ] {
            assert!(refusal(&zip_of(entry)).is_some_and(|why| why.contains(kind)), "{entry}");
        }
        let wide: Vec<u8> = "\u{feff}<html>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        for (head, kind) in [
            (&b"PK\x03\x04"[..], "a zip archive"),
            (b"\x1F\x8B\x08", "gzip); unpack it"),
            (b"7z\xBC\xAF\x27\x1C\0", "7z"),
            (b"%PDF-1.7\n", "a PDF; it is no text"),
            (b"\x89PNG\r\n\x1A\n\0", "PNG"),
            (b"PAR1\x15\x04", "Parquet"),
            (b"\xEF\xBB\xBF\r\n<HTML xmlns:o=", "an HTML page"),
            (b"<table border=1>", "an HTML page"),
            (&wide, "an HTML page"),
            (b"<?xml version=\"1.0\"?>", "an XML file; save it as CSV UTF-8"),
        ] {
            assert!(refusal(head).is_some_and(|why| why.contains(kind)), "{head:?}: {:?}", refusal(head));
        }
    }

    #[test]
    fn what_may_be_a_text_is_not_refused() {
        for text in [
            "",
            "PK;Name;Ort",
            "PAR1;PAR2",
            "BZhelp,x",
            "7z,a",
            "Rar!,a",
            "%PDF;a",
            "<Name>;<Ort>",
            "a<html>",
            "{\"city\":\"a\"}",
            "GIF,a",
            "SQLite format,a",
        ] {
            assert_eq!(refusal(text.as_bytes()), None, "{text}");
        }
    }
}
