//! A customer's attributes as they are at one moment: now, at an earlier version, or as somebody would have them.

use super::Model;
use super::entity::{self, Column, column};
use crate::database::WriteTransaction;
use crate::error::Error;
use model::customers::{CustomerText, Field, FieldChange};
use sea_orm::sea_query::LockType;
use sea_orm::{ColumnTrait, EntityTrait, ModelTrait, QueryFilter, QueryOrder, QuerySelect, Value};
use std::collections::HashMap;
use uuid::Uuid;

/// Customers of one statement.
const AT_ONCE: usize = 500;

/// What history and change sets write for a permission that is given; one that is not is empty.
const GIVEN: &str = "true";

/// A customer's attributes at one moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    id: Uuid,
    version: i64,
    text: CustomerText,
    /// The permissions that are given.
    given: Vec<Field>,
    /// Attributes whose earlier values were erased: what stands here is what is stored.
    unknown: Vec<String>,
}

/// A permission as text, in history and in change sets.
#[must_use]
pub fn given_text(is_given: bool) -> &'static str {
    if is_given { GIVEN } else { "" }
}

impl Snapshot {
    /// A customer as it is stored, held until the transaction ends.
    ///
    /// # Errors
    /// `NotFound`.
    pub async fn lock(transaction: &WriteTransaction, id: Uuid) -> Result<Self, Error> {
        // Not the key: a draft or a mail that refers to the customer need not wait.
        let lock = entity::Entity::find_by_id(id).lock(LockType::NoKeyUpdate);
        let row = lock.one(transaction).await?.ok_or(Error::NotFound)?;
        Ok(Self::of(&row))
    }

    /// Some customers as they are stored, held until the transaction ends, by their ids; who is not there is left out.
    ///
    /// # Errors
    /// A database that fails.
    pub async fn lock_all(transaction: &WriteTransaction, ids: &[Uuid]) -> Result<HashMap<Uuid, Self>, Error> {
        let mut held = HashMap::with_capacity(ids.len());
        for ids in ids.chunks(AT_ONCE) {
            // In one order, so that two who hold many wait for each other at most once.
            let some = entity::Entity::find().filter(Column::Id.is_in(ids.iter().copied())).order_by_asc(Column::Id);
            for row in some.lock(LockType::NoKeyUpdate).all(transaction).await? {
                held.insert(row.id, Self::of(&row));
            }
        }
        Ok(held)
    }

    /// A row that was read.
    #[must_use]
    pub(crate) fn of(row: &Model) -> Self {
        let is_given = |field: &&Field| column(**field).is_some_and(|column| is_true(row, column));
        Self {
            id: row.id,
            version: row.version,
            text: row.text(),
            given: Field::PERMISSIONS.iter().filter(is_given).copied().collect(),
            unknown: Vec::new(),
        }
    }

    /// The same customer with another text.
    #[must_use]
    pub fn with_text(&self, text: CustomerText) -> Self {
        Self { text, ..self.clone() }
    }

    /// The same, as what an earlier version was.
    #[must_use]
    pub(crate) fn of_version(self, version: i64) -> Self {
        Self { version, ..self }
    }

    /// Whose it is.
    #[must_use]
    pub fn id(&self) -> Uuid {
        self.id
    }

    /// The version that was read, or that it was.
    #[must_use]
    pub fn version(&self) -> i64 {
        self.version
    }

    /// The fields of the account.
    #[must_use]
    pub fn text(&self) -> &CustomerText {
        &self.text
    }

    /// The permissions that are given.
    #[must_use]
    pub fn given(&self) -> &[Field] {
        &self.given
    }

    /// Attributes whose earlier values were erased.
    #[must_use]
    pub fn unknown(&self) -> &[String] {
        &self.unknown
    }

    /// An attribute's text.
    #[must_use]
    pub fn get(&self, field: Field) -> &str {
        if field.is_permission() { given_text(self.given.contains(&field)) } else { self.text.get(field) }
    }

    /// The text of whatever has this name; empty where nothing has.
    #[must_use]
    pub fn named(&self, name: &str) -> &str {
        Field::of_name(name).map_or("", |field| self.get(field))
    }

    /// Sets an attribute's text.
    pub fn set(&mut self, field: Field, text: impl Into<String>) {
        if !field.is_permission() {
            return self.text.set(field, text);
        }
        self.given.retain(|given| *given != field);
        if !text.into().is_empty() {
            self.given.push(field);
        }
    }

    /// Goes back over the first value of an attribute since; what was erased tells nothing.
    pub(crate) fn take_back(&mut self, name: String, was: Option<String>) {
        match (was, Field::of_name(&name)) {
            (Some(was), Some(field)) => self.set(field, was),
            (Some(_), None) => {}
            (None, _) => self.unknown.push(name),
        }
    }

    /// What changes make of it.
    #[must_use]
    pub fn after(&self, changes: &[FieldChange]) -> Self {
        let mut after = self.clone();
        for change in changes {
            if let Some(field) = Field::of_name(&change.field) {
                after.set(field, change.new.as_str());
            }
        }
        after
    }
}

fn is_true(row: &Model, column: Column) -> bool {
    row.get(column) == Value::Bool(Some(true))
}
