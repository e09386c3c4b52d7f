//! The mails about a billing e-mail that changed: one to the old address, one to the new.

use super::entity::{ActiveModel, Entity};
use super::store::WAITING;
use crate::changes::is_address;
use crate::database::{WriteTransaction, at_once_us};
use crate::error::Error;
use crate::request::RequestContext;
use crate::routes;
use crate::texts::Texts;
use model::access::CONTACT_WINDOW_US;
use model::customers::{CustomerText, Field};
use model::language::Language;
use sea_orm::{EntityTrait, Set};
use uuid::Uuid;

/// A name for a subject: what mail programs would decode (RFC 2047, `=?utf-8?q?…?=`) stays as it is written.
fn plain(name: &str) -> String {
    name.replace("=?", "= ?")
}

/// Puts both mails down in the transaction of the change, if the partner sends mail at all.
///
/// # Errors
/// A database that fails.
pub async fn tell_contacts(
    transaction: &WriteTransaction,
    request: &RequestContext,
    customer_id: Uuid,
    log_seq: i64,
    (before, after): (&CustomerText, &CustomerText),
) -> Result<(), Error> {
    let Some(base) = request.policy.mail_links.as_deref() else { return Ok(()) };
    let (old, new) = (before.get(Field::BillingEmail), after.get(Field::BillingEmail));
    if old == new {
        return Ok(());
    }
    let texts = Texts { language: Language::of_code(after.get(Field::Language)).unwrap_or(Language::English) };
    let company = after.get(Field::CompanyName);
    let (clock, until_us) = (request.policy.time_zone.clock(), request.now_us + CONTACT_WINDOW_US);
    let link = format!("{base}{}", routes::undo(customer_id, log_seq));
    let body = |to_old: bool| {
        let what = if to_old { texts.mail_contact_old(company, new) } else { texts.mail_contact_new(company, old) };
        let until = format!("{}, {}", texts.on_clock(clock, until_us), clock.zone_at(until_us));
        let wrong = match request.policy.partner_name.as_str() {
            "" => texts.mail_contact_wrong().to_owned(),
            partner => texts.mail_contact_wrong_of(partner),
        };
        [what, wrong, texts.mail_contact_staff(&until), link.clone()].join("\n\n") + "\n"
    };
    let due_at_us = at_once_us(transaction, request.now_us).await?;
    let rows: Vec<ActiveModel> = [(old, true), (new, false)]
        .into_iter()
        // Another system's rows hold things that are no address.
        .filter(|(to, _)| is_address(to))
        .map(|(to, to_old)| ActiveModel {
            id: Set(Uuid::now_v7()),
            customer_id: Set(customer_id),
            log_seq: Set(log_seq),
            recipient: Set(to.to_owned()),
            subject: Set(texts.mail_contact_subject(&plain(company))),
            body: Set(body(to_old)),
            state: Set(WAITING.to_owned()),
            attempts: Set(0),
            next_try_at_us: Set(due_at_us),
            failure: Set(String::new()),
            created_at_us: Set(request.now_us),
            sent_at_us: Set(None),
        })
        .collect();
    if !rows.is_empty() {
        Entity::insert_many(rows).exec_without_returning(transaction).await?;
    }
    Ok(())
}
