//! The rows of customers. Everybody reads them here; nobody writes one but with the entry of the log that tells of it, which only
//! the log makes, within the transaction that both are stored by.

use super::entity::{ActiveModel, Column, Entity, Model};
use crate::audit::Written;
use crate::database::WriteTransaction;
use crate::error::Error;
use model::customers::{CustomerText, Field, FieldChange, Standing};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set, TryInsertResult};
use uuid::Uuid;

/// A customer's row.
///
/// # Errors
/// `NotFound`; a database that fails.
pub(crate) async fn find(connection: &impl ConnectionTrait, id: Uuid) -> Result<Model, Error> {
    of(connection, id).await?.ok_or(Error::NotFound)
}

/// A customer's row, if it is there.
///
/// # Errors
/// A database that fails.
pub(crate) async fn of(connection: &impl ConnectionTrait, id: Uuid) -> Result<Option<Model>, Error> {
    Ok(Entity::find_by_id(id).one(connection).await?)
}

/// A customer's row, held against everybody until the transaction ends.
///
/// # Errors
/// As [`find`].
pub(crate) async fn hold(transaction: &WriteTransaction, id: Uuid) -> Result<Model, Error> {
    Entity::find_by_id(id).lock_exclusive().one(transaction).await?.ok_or(Error::NotFound)
}

/// The next rows after an ID, in the order of IDs.
///
/// # Errors
/// A database that fails.
pub(crate) async fn next(connection: &impl ConnectionTrait, after: Uuid, limit: u64) -> Result<Vec<Model>, Error> {
    let rows = Entity::find().filter(Column::Id.gt(after)).order_by_asc(Column::Id).limit(limit);
    Ok(rows.all(connection).await?)
}

/// What a customer is called, and how it stands.
///
/// # Errors
/// As [`find`].
pub(crate) async fn name_and_standing(
    connection: &impl ConnectionTrait,
    id: Uuid,
) -> Result<(String, Standing), Error> {
    let of = Entity::find_by_id(id).select_only().columns([Column::CompanyName, Column::Standing]);
    let (name, standing): (String, String) = of.into_tuple().one(connection).await?.ok_or(Error::NotFound)?;
    Ok((name, Standing::of_name(&standing).unwrap_or(Standing::Removed)))
}

/// Which version a customer is at, and how it stands.
///
/// # Errors
/// As [`find`].
pub(crate) async fn version_and_standing(
    connection: &impl ConnectionTrait,
    id: Uuid,
) -> Result<(i64, Standing), Error> {
    let of = Entity::find_by_id(id).select_only().columns([Column::Version, Column::Standing]);
    let (version, standing): (i64, String) = of.into_tuple().one(connection).await?.ok_or(Error::NotFound)?;
    Ok((version, Standing::of_name(&standing).unwrap_or(Standing::Removed)))
}

/// A customer's next version: what of its row is different.
#[derive(Debug)]
pub(crate) struct NextVersion(ActiveModel);

impl NextVersion {
    /// Made of the account's text before and after, and of changes of what is not typed. Only what differs: what is written anew as
    /// it was would still be written into every index.
    pub(crate) fn of(
        (before, after): (&CustomerText, &CustomerText),
        changes: &[FieldChange],
        updated_by: Option<Uuid>,
    ) -> Self {
        let mut row = ActiveModel { updated_by: Set(updated_by), ..Default::default() };
        row.set_changes(before, after);
        for change in changes {
            if let Some(field) = Field::of_name(&change.field).filter(|field| !field.is_of_text()) {
                row.set_attribute(field, &change.new);
            }
        }
        Self(row)
    }

    /// Writes it as the version that an entry of the log says, at the entry's time: who asked first may have had to wait for somebody
    /// who asked later.
    ///
    /// # Errors
    /// `Conflict` if another way in slipped between; a database that fails.
    pub(crate) async fn write(self, transaction: &WriteTransaction, written: &Written) -> Result<(), Error> {
        let row = ActiveModel { version: Set(written.version()), updated_at_us: Set(written.at_us), ..self.0 };
        let stored = Entity::update_many()
            .set(row)
            .filter(Column::Id.eq(written.subject_id()))
            .filter(Column::Version.eq(written.version() - 1))
            .exec(transaction)
            .await?;
        if stored.rows_affected == 1 { Ok(()) } else { Err(Error::Conflict) }
    }
}

/// Puts down the row of a customer who is to be added, at version 0 and with nothing in it, so that what waits can name it.
/// Answers whether it was not there before.
///
/// # Errors
/// A database that fails.
pub(crate) async fn put_asked(transaction: &WriteTransaction, id: Uuid, now_us: i64) -> Result<bool, Error> {
    let mut row = ActiveModel {
        id: Set(id),
        version: Set(0),
        updated_at_us: Set(now_us),
        updated_by: Set(None),
        may_buy_reservations: Set(false),
        may_buy_savings_plans: Set(false),
        standing: Set(Standing::Asked.name().to_owned()),
        ..Default::default()
    };
    row.set_text(&CustomerText::default());
    // Whoever sends one form twice waits here for the first, and finds it.
    let inserted = Entity::insert(row).on_conflict_do_nothing().exec_without_returning(transaction).await?;
    Ok(matches!(inserted, TryInsertResult::Inserted(rows) if rows > 0))
}

/// A customer who was to be added is not, for good. One who is there stays as it is.
///
/// # Errors
/// A database that fails.
pub(crate) async fn drop_asked(transaction: &WriteTransaction, id: Uuid) -> Result<(), Error> {
    Entity::update_many()
        .col_expr(Column::Standing, Expr::value(Standing::Dropped.name()))
        .filter(Column::Id.eq(id))
        .filter(Column::Version.eq(0))
        .filter(Column::Standing.eq(Standing::Asked.name()))
        .exec(transaction)
        .await?;
    Ok(())
}
