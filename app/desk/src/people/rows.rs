//! Rows of staff: found by e-mail, held within a transaction, and those of them who can sign in.

use super::entity::{Column, Entity, Model};
use super::present::{Oneself, Present};
use crate::database::{Database, WriteTransaction};
use crate::error::Error;
use model::access::{Roles, Theme, Viewer};
use model::fields::{SIGN_IN_EMAIL, email_key, small};
use model::language::Language;
use sea_orm::sea_query::LockType;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseBackend, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select,
};
use uuid::Uuid;

/// Somebody, if they can sign in.
pub(super) fn who_can_sign_in(row: Model) -> Option<Viewer> {
    (!row.is_disabled).then(|| crate::people::rows::viewer(row))
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

/// The keys that somebody may have who types an e-mail, the nearest first: two whom an earlier program let differ in an i keep
/// keys of theirs, and each is found by the i that they type.
fn keys_of(typed: &str) -> Vec<String> {
    let parsed = SIGN_IN_EMAIL.parse(typed).ok().flatten();
    let email = parsed.as_deref().unwrap_or(typed);
    let mut keys = vec![typed.trim().to_lowercase(), small(email), email_key(email)];
    // What no database can be asked is nobody's.
    keys.retain(|key| !key.contains(char::is_control));
    keys.dedup();
    keys
}

/// Somebody by e-mail, in any case, whichever i was typed.
///
/// # Errors
/// `NotFound`.
pub async fn find_by_email(database: &Database, typed: &str) -> Result<Model, Error> {
    let keys = keys_of(typed);
    let rows = Entity::find().filter(Column::EmailKey.is_in(keys.iter().cloned())).all(database.reader()).await?;
    rows.into_iter().min_by_key(|row| keys.iter().position(|key| *key == row.email_key)).ok_or(Error::NotFound)
}

/// Whether nobody is on the staff: the installation is to be set up.
///
/// # Errors
/// Whatever the database answers.
pub async fn is_nobody(connection: &impl ConnectionTrait) -> Result<bool, Error> {
    Ok(count_up_to(connection, 1).await? == 0)
}

/// How many are on the staff, counted no further than asked.
///
/// # Errors
/// Whatever the database answers.
pub(crate) async fn count_up_to(connection: &impl ConnectionTrait, most: u64) -> Result<usize, Error> {
    let ids = Entity::find().select_only().column(Column::Id).limit(most);
    Ok(ids.into_tuple::<Uuid>().all(connection).await?.len())
}

/// Whether somebody, by e-mail, can sign in.
///
/// # Errors
/// `NotFound`.
pub async fn can_sign_in(database: &Database, email: &str) -> Result<bool, Error> {
    Ok(!find_by_email(database, email).await?.is_disabled)
}

/// Somebody's row as who looks.
#[must_use]
pub fn viewer(person: Model) -> Viewer {
    Viewer {
        id: person.id,
        name: person.name,
        roles: Roles::of_names(&person.roles),
        language: Language::of_code(&person.language),
        theme: match person.theme.as_str() {
            "light" => Theme::Light,
            "dark" => Theme::Dark,
            _ => Theme::System,
        },
        must_change_password: person.must_change_password,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_key_is_asked_for_but_where_an_i_tells_people_apart() {
        for (typed, keys) in [
            (" Irem@Staff.example ", &["irem@staff.example"][..]),
            ("İrem@staff.example", &["i\u{307}rem@staff.example", "irem@staff.example"]),
            ("ırem@staff.example", &["ırem@staff.example", "irem@staff.example"]),
            ("<ırem@staff.example>", &["<ırem@staff.example>", "ırem@staff.example", "irem@staff.example"]),
            // No address, but perhaps a key of an earlier program; what no database can be asked is left out.
            ("Irem", &["irem"]),
            ("a\0b@staff.example", &["ab@staff.example"]),
        ] {
            assert_eq!(keys_of(typed), keys, "{typed}");
        }
    }
}
