//! People and how to reach them.

use super::host::{email_key, host, plain_i};
use super::pasted::{half_width, mail_address, parts};
use super::text::line;
use super::{Input, Problem, Rule};
use email_address::{EmailAddress, Options};
use std::collections::BTreeSet;

/// A given or family name.
pub const PERSON_NAME: Rule = Rule { input: Input::text(50), check: line };

/// An e-mail address of a customer.
pub const EMAIL: Rule = Rule { input: Input { kind: "email", inputmode: "email", ..Input::text(254) }, check: email };

/// Whether a mail can go there: another system's rows hold things that are no address.
#[must_use]
pub fn is_address(text: &str) -> bool {
    EMAIL.parse(text).is_ok_and(|address| address.is_some())
}

/// The e-mail address that a member of staff signs in with: [`EMAIL`], filled in by the browser.
pub const SIGN_IN_EMAIL: Rule = Rule { input: Input { autocomplete: "username", ..EMAIL.input }, check: email };

/// A telephone number, with its country's calling code or as dialled in the country.
pub const PHONE: Rule = Rule { input: Input { kind: "tel", inputmode: "tel", ..Input::text(40) }, check: phone };

/// The host is kept in lower case; the part before the @ is the mailbox owner's and stays as typed, but for the capital İ of a
/// Turkish keyboard. What it is pasted with is no part of it.
fn email(typed: &str) -> Result<String, Problem> {
    let text = plain_i(&line(&half_width(typed))?);
    match address(&text) {
        Err(Problem::NotAnEmail) => {}
        taken => return taken,
    }
    address(mail_address(&text)).map_err(|problem| {
        let all = parts(&text, &['/', ':', '?', '=']).filter_map(|part| address(mail_address(part)).ok());
        let is_several = all.map(|address| email_key(&address)).collect::<BTreeSet<_>>().len() > 1;
        if is_several { Problem::SeveralValues } else { problem }
    })
}

/// An address and nothing else.
fn address(text: &str) -> Result<String, Problem> {
    let options = Options::default().with_required_tld().without_domain_literal().without_display_text();
    EmailAddress::parse_with_options(text, options).map_err(|_| Problem::NotAnEmail)?;
    let (local, behind) = text.rsplit_once('@').ok_or(Problem::NotAnEmail)?;
    // A quoted local part is allowed by RFC 5321, had by nobody, and taken apart wrongly by many.
    if local.starts_with('"') || local.chars().any(char::is_whitespace) {
        return Err(Problem::NotAnEmail);
    }
    let host = host(behind).ok_or(Problem::NotAnEmail)?;
    let address = format!("{local}@{host}");
    // Accounts are found by the address in small letters, which can be longer ("Ⱥ").
    if email_key(&address).chars().count() > EMAIL.input.max_chars {
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
            "a@b@",
            "a@b.123",
            "a,b@c.example",
            "a@b_c.example",
            "\"a b\"@x.example",
            "\"a\"@x.example",
            "mailto:",
            "mailto:a",
            "https://a@b.example",
            "10:30 a@b.example",
            "E-posta a@b.example",
            "a@b.example (eski)",
            "a@b.example Tel: 0212 555 01 00",
            "E-posta: a@b.example, Tel: 0212 555 01 00",
            "Ayşe <a@b.example> Kaya",
            "Ayşe <>",
            "Ayşe: Kaya <a b@c.example>",
        ] {
            refuses(EMAIL, &[(typed, Problem::NotAnEmail)]);
        }
    }

    #[test]
    fn takes_the_one_address_that_is_pasted_with_something() {
        for typed in [
            "mailto:ayse@lale.example",
            "MAILTO:ayse@lale.example?subject=Fatura: 12&body=x@y",
            "Ayşe Kaya <ayse@lale.example>",
            "\"Kaya, Ayşe\" <ayse@lale.example>;",
            "\"ayse@lale.example\" <ayse@lale.example>",
            "ayse@lale.example<mailto:ayse@lale.example>",
            "AYSE@lale.example <ayse@lale.example>",
            "Ayşe Kaya (ayse@lale.example)",
            "<ayse@lale.example>",
            "[ayse@lale.example]",
            "\"ayse@lale.example\"",
            "'ayse@lale.example'",
            "”ayse@lale.example”;",
            "ayse@lale.example;",
            "ayse@lale.example,",
            "ayse@lale.example.",
            "; ayse@lale.example",
            "• ayse@lale.example",
            "•ayse@lale.example",
            ": ayse@lale.example",
            "E-posta: ayse@lale.example",
            "E-posta adresi : <ayse@lale.example>.",
            "Tel. / e-mail：ayse@lale.example",
            "Tel: 0212 555 01 00, e-mail: ayse@lale.example",
        ] {
            takes(EMAIL, &[(typed, "ayse@lale.example")]);
        }
        // What a mailbox may be called is no mark around it (RFC 5322, `atext`).
        for typed in
            ["o'brien@lale.example", "'a@lale.example", "a?b=c@lale.example", "{a}@lale.example", "a/b@lale.example"]
        {
            takes(EMAIL, &[(typed, typed)]);
        }
    }

    #[test]
    fn asks_for_one_of_several_addresses() {
        for typed in [
            "a@x.example, b@x.example",
            "a@x.example;b@x.example",
            "a@x.example b@x.example",
            "a@x.example / b@x.example",
            "a@x.example/b@x.example",
            "mailto:a@x.example,b@x.example",
            "a@x.example <b@x.example>",
            "Ayşe <a@x.example>, Can <b@x.example>",
            "To: a@x.example Cc: b@x.example",
        ] {
            refuses(EMAIL, &[(typed, Problem::SeveralValues)]);
        }
        refuses(EMAIL, &[("a@x.example A@x.example", Problem::NotAnEmail)]);
    }

    #[test]
    fn a_dotted_capital_i_is_an_i_in_an_address() {
        takes(
            EMAIL,
            &[
                ("AYSE@GMAİL.COM", "AYSE@gmail.com"),
                ("AYSE@GMAI\u{307}L.COM", "AYSE@gmail.com"),
                ("ayse@gmai\u{307}l.com", "ayse@gmail.com"),
                ("İrema@demo.example", "irema@demo.example"),
                ("i\u{307}rema@demo.example", "irema@demo.example"),
                ("AUDİTOR@DEMO.EXAMPLE", "AUDiTOR@demo.example"),
                ("irmak@ışık.example", "irmak@ışık.example"),
                ("ırmak@hotmaıl.com", "ırmak@hotmaıl.com"),
            ],
        );
        takes(SIGN_IN_EMAIL, &[("İrema@demo.example", "irema@demo.example")]);
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
