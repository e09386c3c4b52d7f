//! People and how to reach them.

use super::text::{half_width, line};
use super::{Input, Problem, Rule, organization};
use email_address::{EmailAddress, Options};

/// A given or family name.
pub const PERSON_NAME: Rule = Rule { input: Input::text(50), check: line };

/// An e-mail address of a customer.
pub const EMAIL: Rule = Rule { input: Input { kind: "email", inputmode: "email", ..Input::text(254) }, check: email };

/// The e-mail address that a member of staff signs in with: [`EMAIL`], filled in by the browser.
pub const SIGN_IN_EMAIL: Rule = Rule { input: Input { autocomplete: "username", ..EMAIL.input }, check: email };

/// A telephone number, with its country's calling code or as dialled in the country.
pub const PHONE: Rule = Rule { input: Input { kind: "tel", inputmode: "tel", ..Input::text(40) }, check: phone };

/// The host is kept in lower case; the part before the @ is the mailbox owner's and stays as typed.
fn email(typed: &str) -> Result<String, Problem> {
    let typed = line(&half_width(typed))?;
    let options = Options::default().with_required_tld().without_domain_literal().without_display_text();
    EmailAddress::parse_with_options(&typed, options).map_err(|_| Problem::NotAnEmail)?;
    let (local, host) = typed.rsplit_once('@').ok_or(Problem::NotAnEmail)?;
    // A quoted local part is allowed by RFC 5321, had by nobody, and taken apart wrongly by many.
    if local.starts_with('"') || local.chars().any(char::is_whitespace) {
        return Err(Problem::NotAnEmail);
    }
    let host = organization::host(host).ok_or(Problem::NotAnEmail)?;
    let address = format!("{local}@{host}");
    // Accounts are found by the address in lower case, which can be longer ("İ").
    if address.to_lowercase().chars().count() > EMAIL.input.max_chars {
        return Err(Problem::TooLong { max_chars: EMAIL.input.max_chars });
    }
    Ok(address)
}

/// One line with a digit. What can be dialled, the country says (`rules::phones`): words for an extension are many.
fn phone(typed: &str) -> Result<String, Problem> {
    let typed = line(typed)?;
    if typed.chars().any(|letter| letter.is_ascii_digit()) { Ok(typed) } else { Err(Problem::NotAPhone) }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{refuses, takes};
    use super::*;

    #[test]
    fn takes_the_addresses_people_have() {
        takes(
            EMAIL,
            &[
                (" muhasebe@Lale.EXAMPLE ", "muhasebe@lale.example"),
                ("first.last+tag@sub.example.com", "first.last+tag@sub.example.com"),
                ("çağrı@şirket.example", "çağrı@şirket.example"),
                ("info＠example.co.jp", "info@example.co.jp"),
                ("ｉｎｆｏ＠ｅｘａｍｐｌｅ．ｃｏ．ｊｐ", "info@example.co.jp"),
                ("“elif@lale。example”", "elif@lale.example"),
            ],
        );
    }

    #[test]
    fn refuses_what_no_mail_reaches() {
        for typed in [
            "x",
            "x@",
            "@x.example",
            "a b@x.example",
            "a@b",
            "a@b..example",
            ".a@b.example",
            "a@-b.example",
            "a@b.example.",
            "a@b@",
            "a@b.123",
            "a,b@c.example",
            "<a@b.example>",
            "a@b_c.example",
        ] {
            refuses(EMAIL, &[(typed, Problem::NotAnEmail)]);
        }
    }

    #[test]
    fn takes_phones_as_people_write_them() {
        for typed in
            ["+90 224 555 01 00", "(0224) 555-0100", "0224/5550100", "+1 512.555.0100 ext. 12", "+49 30 901820x5"]
        {
            takes(PHONE, &[(typed, typed)]);
        }
    }

    #[test]
    fn refuses_phones_without_a_digit() {
        for typed in ["call me", "+", "()", "N/A"] {
            refuses(PHONE, &[(typed, Problem::NotAPhone)]);
        }
    }
}
