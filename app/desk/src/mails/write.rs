//! The mails about a billing e-mail that changed: one to the old address, one to the new.

use super::entity::{ActiveModel, Entity};
use super::store::WAITING;
use crate::database::{WriteTransaction, at_once_us};
use crate::error::Error;
use crate::request::RequestContext;
use model::customers::{CustomerText, Field};
use model::fields::is_address;
use model::language::Language;
use sea_orm::{EntityTrait, Set};
use std::sync::OnceLock;
use uuid::Uuid;

/// What a letter about a billing e-mail that changed is about.
#[derive(Clone, Copy, Debug)]
pub struct ContactChange<'a> {
    /// The customer's name.
    pub company: &'a str,
    /// The address that mails went to.
    pub old: &'a str,
    /// The one that they go to from now on.
    pub new: &'a str,
    /// Whether this letter goes to the old one.
    pub to_old: bool,
    /// The customer's language.
    pub language: Language,
    /// The partner's name; may be empty.
    pub partner: &'a str,
}

/// A letter in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// Its subject.
    pub subject: String,
    /// Its text.
    pub body: String,
}

type Writer = fn(&ContactChange<'_>) -> Letter;

static WRITER: OnceLock<Writer> = OnceLock::new();

/// Says who puts letters into words. Once, before anything is served.
pub fn written_by(writer: Writer) {
    // The same each time.
    let _ = WRITER.set(writer);
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
    if !request.policy.tells_contacts {
        return Ok(());
    }
    let (old, new) = (before.get(Field::BillingEmail), after.get(Field::BillingEmail));
    if old == new {
        return Ok(());
    }
    // A server has said it before it answers anybody; whoever has not sends nothing.
    let writer = WRITER.get().ok_or(Error::Unavailable)?;
    let change = ContactChange {
        company: after.get(Field::CompanyName),
        old,
        new,
        to_old: false,
        language: Language::of_code(after.get(Field::Language)).unwrap_or(Language::English),
        partner: &request.policy.partner_name,
    };
    let letter = |to_old: bool| writer(&ContactChange { to_old, ..change });
    let due_at_us = at_once_us(transaction, request.now_us).await?;
    let rows: Vec<ActiveModel> = [(old, true), (new, false)]
        .into_iter()
        // Another system's rows hold things that are no address.
        .filter(|(to, _)| is_address(to))
        .map(|(to, to_old)| (to, letter(to_old)))
        .map(|(to, Letter { subject, body })| ActiveModel {
            id: Set(Uuid::now_v7()),
            customer_id: Set(customer_id),
            log_seq: Set(log_seq),
            recipient: Set(to.to_owned()),
            subject: Set(subject),
            body: Set(body),
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
