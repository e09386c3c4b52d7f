//! An account as wishes meet it: what of a typed text is one, how they merge, and what the rules say about the whole.

use super::merge::{Merged, Wish, merge};
use crate::customers::{self, CustomerText, Field, FieldChange};
use crate::database::WriteTransaction;
use crate::error::Error;
use crate::history::Base;
use crate::permissions::Permission;
use crate::rules::{self, Extent, Reviewed};
use sea_orm::sea_query::LockType;
use sea_orm::{EntityTrait, QuerySelect};
use uuid::Uuid;

/// An account as wishes meet it: held until the transaction ends.
#[derive(Debug)]
pub struct Held {
    pub(super) row: customers::Model,
    pub(super) text: CustomerText,
}

impl Held {
    /// Holds a customer's row.
    ///
    /// # Errors
    /// `NotFound`.
    pub async fn lock(transaction: &WriteTransaction, id: Uuid) -> Result<Self, Error> {
        // Not the key: a draft or a mail that refers to the customer need not wait.
        let lock = customers::Entity::find_by_id(id).lock(LockType::NoKeyUpdate);
        let row = lock.one(transaction).await?.ok_or(Error::NotFound)?;
        Ok(Self::of(row))
    }

    /// A row that was read.
    #[must_use]
    pub fn of(row: customers::Model) -> Self {
        Self { text: row.text(), row }
    }

    /// The same account with another text: as it was before.
    #[must_use]
    pub fn as_it_was(&self, text: CustomerText) -> Self {
        Self { row: self.row.clone(), text }
    }

    /// The account's text as it is stored.
    #[must_use]
    pub fn text(&self) -> &CustomerText {
        &self.text
    }

    /// The version that is stored.
    #[must_use]
    pub fn version(&self) -> i64 {
        self.row.version
    }

    /// The stored text of a field or permission.
    #[must_use]
    pub fn get(&self, name: &str) -> &str {
        match (Permission::of_name(name), Field::of_name(name)) {
            (Some(Permission::Reservations), _) => given(self.row.may_buy_reservations),
            (Some(Permission::SavingsPlans), _) => given(self.row.may_buy_savings_plans),
            (None, Some(field)) => self.text.get(field),
            (None, None) => "",
        }
    }
}

/// A permission as text, in history and in change sets.
pub fn given(is_given: bool) -> &'static str {
    if is_given { "true" } else { "" }
}

/// A typed text, with what the rules make of it: both are known before anything is held.
#[derive(Debug)]
pub struct Typed<'a> {
    text: &'a CustomerText,
    reviewed: CustomerText,
}

impl<'a> Typed<'a> {
    /// Of what somebody typed.
    #[must_use]
    pub fn of(text: &'a CustomerText, policy: &rules::Policy) -> Self {
        Self { text, reviewed: rules::review(text, Extent::Account, policy).text }
    }
}

/// What of a typed text is a wish: where it differs from what the person began from.
fn wishes(base: &CustomerText, typed: &Typed<'_>, policy: &rules::Policy) -> Vec<Wish> {
    let tidied = rules::review(base, Extent::Account, policy).text;
    let Typed { text, reviewed } = typed;
    let wish = |change: FieldChange| {
        let is_same = |field: Field| text.get(field) == base.get(field) || reviewed.get(field) == tidied.get(field);
        let is_touched = Field::of_name(&change.field).is_some_and(|field| !is_same(field));
        Wish { change, is_touched }
    };
    base.changes_to(reviewed).into_iter().map(wish).collect()
}

/// The same where values were erased since: nobody knows any more what stood there, so whoever typed something else than
/// what is stored is asked.
#[must_use]
pub fn wishes_on(base: &Base, held: &Held, typed: &Typed<'_>, policy: &rules::Policy) -> Vec<Wish> {
    let mut all = wishes(&base.text, typed, policy);
    for field in base.unknown.iter().filter_map(|name| Field::of_name(name)) {
        all.retain(|wish| wish.change.field != field.name());
        let (stored, wanted) = (held.text.get(field), typed.text.get(field));
        if stored != wanted {
            let (old, new) = (UNKNOWN.to_owned(), wanted.to_owned());
            all.push(Wish { change: FieldChange { field: field.name().to_owned(), old, new }, is_touched: true });
        }
    }
    all
}

/// No text of a field: control characters are refused everywhere.
const UNKNOWN: &str = "\u{0}";

/// Merges wishes into an account; what the rules make the same of two texts is no difference.
#[must_use]
pub fn meet(held: &Held, wishes: &[Wish], policy: &rules::Policy) -> Merged {
    let tidy = |name: &str, value: &str| match Field::of_name(name) {
        Some(field) => {
            let mut text = held.text.clone();
            text.set(field, value);
            rules::review(&text, Extent::Account, policy).text.get(field).to_owned()
        }
        None => value.to_owned(),
    };
    let same = |name: &str, one: &str, other: &str| {
        let (one, other) = (tidy(name, one), tidy(name, other));
        one == other || (Field::of_name(name).is_some_and(Field::is_code) && one.to_lowercase() == other.to_lowercase())
    };
    merge(wishes, |name| held.get(name), same)
}

/// What a merged change makes of the account's text, and what the rules say about it.
#[must_use]
pub fn reviewed(held: &Held, changes: &[FieldChange], policy: &rules::Policy) -> Reviewed {
    let mut text = held.text.clone();
    for change in changes {
        if let Some(field) = Field::of_name(&change.field) {
            text.set(field, change.new.as_str());
        }
    }
    rules::review(&text, Extent::Account, policy).since(&held.text)
}

/// What is about to be stored.
#[derive(Debug)]
pub struct Ready {
    /// The text, if it changes.
    pub(super) text: Option<CustomerText>,
    /// Every field and permission that changes, from what is stored now.
    pub changes: Vec<FieldChange>,
}

/// Holds a merged change against the rules.
///
/// # Errors
/// `Invalid`.
pub fn check(held: &Held, changes: &[FieldChange], reason: &str, policy: &rules::Policy) -> Result<Ready, Error> {
    let (permissions, fields): (Vec<&FieldChange>, Vec<&FieldChange>) =
        changes.iter().partition(|change| Permission::of_name(&change.field).is_some());
    let mut ready = Ready { text: None, changes: Vec::new() };
    if !fields.is_empty() {
        // Only what the rules accepted is stored.
        let checked = reviewed(held, changes, policy).accept(reason)?;
        ready.changes = held.text.changes_to(checked.text());
        ready.text = Some(checked.text().clone());
    }
    ready.changes.extend(permissions.into_iter().cloned());
    Ok(ready)
}
