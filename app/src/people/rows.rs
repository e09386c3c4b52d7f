//! Rows of staff: found by e-mail, held within a transaction, and those of them who can sign in.

use super::entity::{Column, Entity, Model};
use super::present::{Oneself, Present};
use crate::access::Viewer;
use crate::database::{Database, WriteTransaction};
use crate::error::Error;
use crate::fields::{email_key, small};
use crate::session;
use sea_orm::sea_query::{Expr, ExprTrait, LockType};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseBackend, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select,
};
use uuid::Uuid;

/// Somebody, if they can sign in.
pub(super) fn who_can_sign_in(row: Model) -> Option<Viewer> {
    (!row.is_disabled).then(|| session::viewer(row))
}

/// What holds the rows of some people.
pub(super) fn holding(transaction: &WriteTransaction, ids: &[Uuid]) -> Select<Entity> {
    let rows = Entity::find().filter(Column::Id.is_in(ids.iter().copied())).order_by_asc(Column::Id);
    // SQLite has one writer, who holds everything.
    if transaction.get_database_backend() == DatabaseBackend::Postgres { rows.lock(LockType::Share) } else { rows }
}

/// Holds one's own row for writing what is one's own.
///
/// # Errors
/// `SignedOut` for whoever was disabled meanwhile.
pub(crate) async fn hold_oneself(transaction: &WriteTransaction, id: Uuid) -> Result<(Model, Oneself<'_>), Error> {
    let row = Entity::find_by_id(id).lock(LockType::NoKeyUpdate).one(transaction).await?.ok_or(Error::SignedOut)?;
    let oneself = Present::of(transaction, Some(row.clone())).oneself(id)?;
    Ok((row, oneself))
}

/// The key of a row as [`email_key`] makes it today: earlier programs kept a small İ as an i with a dot above it, and the
/// dotless ı.
const KEY_OF_TODAY: &str = "REPLACE(REPLACE(email_key, 'i\u{307}', 'i'), '\u{131}', 'i')";

/// Somebody by e-mail, in any case, whichever i was typed.
///
/// # Errors
/// `NotFound`.
pub async fn find_by_email(database: &Database, email: &str) -> Result<Model, Error> {
    let key = email_key(email);
    let rows = Entity::find().filter(Expr::cust(KEY_OF_TODAY).eq(key)).all(database.reader()).await?;
    // Of two whom an earlier program let differ in an i, the one who was typed.
    let typed = small(email);
    rows.into_iter().max_by_key(|row| row.email_key == typed).ok_or(Error::NotFound)
}

/// Whether somebody, by e-mail, can sign in.
///
/// # Errors
/// `NotFound`.
pub async fn can_sign_in(database: &Database, email: &str) -> Result<bool, Error> {
    Ok(!find_by_email(database, email).await?.is_disabled)
}
