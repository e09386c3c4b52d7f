//! Telephone numbers as people read them: the extension in words. A field keeps what can be typed back.

use crate::customers::{Field, value_text};
use crate::language::Texts;

/// What stands before the extension of a stored number (RFC 3966, 5.3).
const EXTENSION: &str = ";ext=";

/// A number as it is read: `+90 212 555 01 00 extension 12`.
#[must_use]
pub fn phone_text(number: &str, texts: Texts) -> String {
    match number.split_once(EXTENSION) {
        Some((number, extension)) => texts.phone_extension(number, extension),
        None => number.to_owned(),
    }
}

/// A stored value as it is read; codes get their names.
#[must_use]
pub fn read_text(name: &str, value: &str, texts: Texts) -> String {
    if name == Field::BillingPhone.name() { phone_text(value, texts) } else { value_text(name, value, texts) }
}

/// A stored number the way its country writes it, its extension as it is stored.
#[cfg(feature = "ssr")]
#[must_use]
pub fn as_written(stored: &str) -> String {
    use crate::rules::phones::shown;
    match stored.split_once(EXTENSION) {
        Some((number, extension)) => format!("{}{EXTENSION}{extension}", shown(number)),
        None => shown(stored),
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;
    use crate::language::Language;

    #[test]
    fn says_an_extension_in_the_persons_language() {
        let (english, turkish) = (Texts { language: Language::English }, Texts { language: Language::Turkish });
        let written = as_written("+902125550100;ext=12");
        assert_eq!(phone_text(&written, english), "+90 212 555 01 00 extension 12");
        assert_eq!(phone_text(&written, turkish), "+90 212 555 01 00 dahili 12");
        assert_eq!(read_text("billing_phone", "+4930901820;ext=1", english), "+4930901820 extension 1");
    }

    #[test]
    fn leaves_what_has_no_extension_as_it_is() {
        let english = Texts { language: Language::English };
        for number in ["", "+90 212 555 01 00", "no number x12"] {
            assert_eq!(phone_text(number, english), number);
        }
        assert_eq!(read_text("company_name", "A;ext=1", english), "A;ext=1");
    }
}
