//! Telephone numbers as people read them: the extension in words. A field keeps what can be typed back.

use super::labels::value_text;
use crate::texts::Texts;
use model::customers::Field;
use model::percent::encode;

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

/// A link that calls a stored number (RFC 3966); none where it is no number that can be dialled.
#[must_use]
pub fn call_href(stored: &str) -> Option<String> {
    let (number, extension) = stored.split_once(EXTENSION).unwrap_or((stored, "0"));
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|digit| digit.is_ascii_digit());
    (number.strip_prefix('+').is_some_and(is_number) && is_number(extension)).then(|| format!("tel:{stored}"))
}

/// A link that writes to an e-mail address (RFC 6068): what stands in it asks for no other recipient, subject or text.
#[must_use]
pub fn mail_href(stored: &str) -> Option<String> {
    let (local, host) = stored.rsplit_once('@')?;
    Some(format!("mailto:{}@{}", encode(local), encode(host)))
}

/// A stored value as it is read; codes get their names.
#[must_use]
pub fn read_text(name: &str, value: &str, texts: Texts) -> String {
    if name == Field::BillingPhone.name() { phone_text(value, texts) } else { value_text(name, value, texts) }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;
    use desk::rules::phones::as_written;
    use model::language::Language;

    #[test]
    fn says_an_extension_in_the_persons_language() {
        let (english, turkish) = (Texts { language: Language::English }, Texts { language: Language::Turkish });
        let written = as_written("+902125550100;ext=12");
        assert_eq!(phone_text(&written, english), "+90 212 555 01 00 extension 12");
        assert_eq!(phone_text(&written, turkish), "+90 212 555 01 00 dahili 12");
        assert_eq!(read_text("billing_phone", "+4930901820;ext=1", english), "+4930901820 extension 1");
    }

    #[test]
    fn only_what_can_be_dialled_is_called() {
        assert_eq!(call_href("+902125550100;ext=12").as_deref(), Some("tel:+902125550100;ext=12"));
        assert_eq!(call_href("+4930901820").as_deref(), Some("tel:+4930901820"));
        for stored in ["", "+", "0212 555 01 00", "+90 212", "+90212;ext=", "+90212;ext=x", "javascript:alert(1)"] {
            assert_eq!(call_href(stored), None, "{stored}");
        }
    }

    #[test]
    fn a_mail_goes_to_its_address_and_says_nothing() {
        assert_eq!(mail_href("a.b@lale.example").as_deref(), Some("mailto:a.b@lale.example"));
        let sly = "a?bcc=b&body=c@lale.example";
        assert_eq!(mail_href(sly).as_deref(), Some("mailto:a%3Fbcc%3Db%26body%3Dc@lale.example"));
        assert_eq!(mail_href("nobody"), None);
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
