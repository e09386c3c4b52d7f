//! The encodings that files are read in: those of the Encoding Standard, and the code pages of DOS, in which spreadsheets on
//! Windows still save “CSV (MS-DOS)”.

use encoding_rs::Encoding;
use std::borrow::Cow;
use std::fmt;
use yore::{CodePage, code_pages};

/// An encoding of a file.
#[derive(Clone, Copy, Debug)]
pub enum Charset {
    /// One of the Encoding Standard (WHATWG).
    Standard(&'static Encoding),
    /// A code page of DOS.
    Dos(&'static DosPage),
}

/// A code page of DOS.
pub struct DosPage {
    name: &'static str,
    page: &'static (dyn CodePage + Send + Sync),
}

/// The code pages of DOS by IANA's names for them; 866 is in the Encoding Standard.
static DOS_PAGES: [DosPage; 11] = [
    DosPage { name: "IBM437", page: &code_pages::CP437 },
    DosPage { name: "IBM737", page: &code_pages::CP737 },
    DosPage { name: "IBM850", page: &code_pages::CP850 },
    DosPage { name: "IBM852", page: &code_pages::CP852 },
    DosPage { name: "IBM855", page: &code_pages::CP855 },
    DosPage { name: "IBM857", page: &code_pages::CP857 },
    DosPage { name: "IBM860", page: &code_pages::CP860 },
    DosPage { name: "IBM861", page: &code_pages::CP861 },
    DosPage { name: "IBM863", page: &code_pages::CP863 },
    DosPage { name: "IBM865", page: &code_pages::CP865 },
    DosPage { name: "IBM869", page: &code_pages::CP869 },
];

impl Charset {
    /// The encoding of a label: as browsers know them (`windows-1254`, `latin5`, `utf-16le`, …), or a code page of DOS
    /// (`ibm857`, `cp857`, `857`).
    ///
    /// # Errors
    /// A sentence if no encoding is called so.
    pub fn named(label: &str) -> Result<Self, String> {
        if let Some(encoding) = Encoding::for_label_no_replacement(label.as_bytes()) {
            return Ok(Self::Standard(encoding));
        }
        let plain = label.trim().to_ascii_lowercase();
        let number = ["ibm", "cp"].iter().find_map(|begin| plain.strip_prefix(begin)).unwrap_or(&plain);
        Self::dos(number).ok_or_else(|| {
            "it is no encoding that is known; there are utf-8, utf-16le, utf-16be, windows-1252, windows-1254, iso-8859-9, \
             macintosh, ibm850, ibm857, …"
                .to_owned()
        })
    }

    /// A code page of DOS by its number.
    pub fn dos(number: &str) -> Option<Self> {
        DOS_PAGES.iter().find(|page| page.name.strip_prefix("IBM") == Some(number)).map(Self::Dos)
    }

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Standard(encoding) => encoding.name(),
            Self::Dos(page) => page.name,
        }
    }

    /// Bytes as letters; U+FFFD where they are none.
    pub fn decoded(self, bytes: &[u8]) -> Cow<'_, str> {
        match self {
            Self::Standard(encoding) => encoding.decode_without_bom_handling(bytes).0,
            Self::Dos(page) => page.page.decode_lossy(bytes),
        }
    }
}

impl PartialEq for Charset {
    fn eq(&self, other: &Self) -> bool {
        self.name() == other.name()
    }
}

impl Eq for Charset {}

impl fmt::Debug for DosPage {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str(self.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::{IBM866, WINDOWS_1254};

    #[test]
    fn encodings_are_known_by_the_labels_of_browsers_and_the_numbers_of_dos() {
        assert_eq!(Charset::named("latin5"), Ok(Charset::Standard(WINDOWS_1254)));
        assert_eq!(Charset::named("cp866"), Ok(Charset::Standard(IBM866)));
        for label in ["857", "cp857", "IBM857", " ibm857 "] {
            assert_eq!(Charset::named(label).map(Charset::name), Ok("IBM857"), "{label}");
        }
        for label in ["", "1254", "utf-7", "iso-2022-kr", "ebcdic", "ibm", "cp", "999", "ibmcp857", "IBM037"] {
            assert!(Charset::named(label).is_err(), "{label}");
        }
    }

    #[test]
    fn code_pages_of_dos_are_decoded_and_what_is_no_letter_is_marked() {
        let decoded = |number: &str, bytes: &'static [u8]| {
            Charset::dos(number).map(|page| page.decoded(bytes).into_owned()).unwrap_or_default()
        };
        assert_eq!(
            decoded("857", b"Do\xA7an G\x8Dda;\x98stanbul \x9Ei\x9F\r\n\x1A"),
            "Doğan Gıda;İstanbul Şiş\r\n\u{1a}"
        );
        assert_eq!(decoded("850", b"K\x94ln M\x81ller"), "Köln Müller");
        assert_eq!(decoded("852", b"\xE7"), "š");
        assert_eq!(decoded("857", b"a\xE7b"), "a\u{fffd}b");
    }
}
