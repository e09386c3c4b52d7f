//! Letters to customers' contacts, in their language.

use crate::texts::Texts;
use desk::mails::{ContactChange, Letter};

/// A name for a subject: what mail programs would decode (RFC 2047, `=?utf-8?q?…?=`) stays as it is written.
fn plain(name: &str) -> String {
    name.replace("=?", "= ?")
}

/// The letter about a billing e-mail that changed, to the old address or to the new one. Only who had the old one is told the other:
/// the new one may be a stranger's.
#[must_use]
pub fn contact_changed(of: &ContactChange<'_>) -> Letter {
    let texts = Texts { language: of.language };
    let what = if of.to_old { texts.mail_contact_old(of.company, of.new) } else { texts.mail_contact_new(of.company) };
    let wrong = match of.partner {
        "" => texts.mail_contact_wrong().to_owned(),
        partner => texts.mail_contact_wrong_of(partner),
    };
    let body = [what, wrong].join("\n\n") + "\n";
    Letter { subject: texts.mail_contact_subject(&plain(of.company)), body }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::language::Language;

    #[test]
    fn the_new_address_learns_nothing_and_nobody_outside_is_sent_a_link() {
        for language in Language::ALL {
            for partner in ["", "Çınar Bilişim A.Ş."] {
                let (company, old, new) = ("Lale Tekstil A.Ş.", "muhasebe@lale.example", "fatura@lale.example");
                let of = |to_old| contact_changed(&ContactChange { company, old, new, to_old, language, partner });
                let (old_letter, new_letter) = (of(true), of(false));
                assert!(old_letter.body.contains(new) && !new_letter.body.contains(old), "{}", new_letter.body);
                for Letter { subject, body } in [old_letter, new_letter] {
                    let all = format!("{subject}\n{body}");
                    assert!(!all.contains("://") && !all.contains("..") && body.contains(partner), "{all}");
                }
            }
        }
    }
}
