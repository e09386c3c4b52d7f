//! Letters to customers' contacts, in their language.

use crate::routes;
use crate::texts::Texts;
use desk::mails::{ContactChange, Letter};

/// A name for a subject: what mail programs would decode (RFC 2047, `=?utf-8?q?…?=`) stays as it is written.
fn plain(name: &str) -> String {
    name.replace("=?", "= ?")
}

/// The letter about a billing e-mail that changed, to the old address or to the new one.
#[must_use]
pub fn contact_changed(of: &ContactChange<'_>) -> Letter {
    let texts = Texts { language: of.language };
    let link = format!("{}{}", of.links, routes::undo(of.customer_id, of.log_seq));
    let what =
        if of.to_old { texts.mail_contact_old(of.company, of.new) } else { texts.mail_contact_new(of.company, of.old) };
    let until = format!("{}, {}", texts.on_clock(of.clock, of.until_us), of.clock.zone_at(of.until_us));
    let wrong = match of.partner {
        "" => texts.mail_contact_wrong().to_owned(),
        partner => texts.mail_contact_wrong_of(partner),
    };
    let body = [what, wrong, texts.mail_contact_staff(&until), link].join("\n\n") + "\n";
    Letter { subject: texts.mail_contact_subject(&plain(of.company)), body }
}
