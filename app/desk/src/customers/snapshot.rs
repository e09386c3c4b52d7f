//! A customer's attributes as they are at one moment: now, at an earlier version, or as somebody would have them.

use super::Model;
use super::entity::{self, Column, column};
use crate::database::WriteTransaction;
use crate::error::Error;
use model::customers::{CustomerText, Field, FieldChange, Group, Standing};
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
    standing: Standing,
    /// Whether nobody changed it yet whom the log knows: an older program, or a seed, made it.
    is_of_before: bool,
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
            standing: row.standing(),
            is_of_before: row.version == 1 && row.updated_by.is_none(),
            unknown: Vec::new(),
        }
    }

    /// Nobody yet: what a customer is before it is added.
    #[must_use]
    pub fn nobody(id: Uuid) -> Self {
        let (text, given, unknown) = (CustomerText::default(), Vec::new(), Vec::new());
        Self { id, version: 0, text, given, standing: Standing::Asked, is_of_before: false, unknown }
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

    /// How the customer stands.
    #[must_use]
    pub fn standing(&self) -> Standing {
        self.standing
    }

    /// Whether the log says nothing of the customer yet.
    #[must_use]
    pub(crate) fn is_of_before(&self) -> bool {
        self.is_of_before
    }

    /// Every attribute that is not empty, with its text.
    pub(crate) fn values(&self) -> impl Iterator<Item = (Field, &str)> {
        Field::ALL.iter().map(|field| (*field, self.get(*field))).filter(|(_, text)| !text.is_empty())
    }

    /// Attributes whose earlier values were erased.
    #[must_use]
    pub fn unknown(&self) -> &[String] {
        &self.unknown
    }

    /// An attribute's text.
    #[must_use]
    pub fn get(&self, field: Field) -> &str {
        match field.group() {
            Group::Standing => self.standing.name(),
            Group::Permissions => given_text(self.given.contains(&field)),
            Group::Company | Group::Billing => self.text.get(field),
        }
    }

    /// The text of whatever has this name; empty where nothing has.
    #[must_use]
    pub fn named(&self, name: &str) -> &str {
        Field::of_name(name).map_or("", |field| self.get(field))
    }

    /// Sets an attribute's text.
    pub fn set(&mut self, field: Field, text: impl Into<String>) {
        match field.group() {
            Group::Standing => self.standing = Standing::of_name(&text.into()).unwrap_or(self.standing),
            Group::Permissions => {
                self.given.retain(|given| *given != field);
                if !text.into().is_empty() {
                    self.given.push(field);
                }
            }
            Group::Company | Group::Billing => self.text.set(field, text),
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
