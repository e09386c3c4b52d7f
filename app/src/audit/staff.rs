//! Holding the staff against the log: whoever owns the database could give themselves a role, and the right to change
//! anything with it.

use super::Kind;
use super::entity::entries;
use super::newest::{Said, newest_of, once_still};
use crate::database::Database;
use crate::error::Error;
use crate::people::entity::{self, Model};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::HashSet;
use uuid::Uuid;

/// The kinds that change somebody, as far as their rights and names go.
const OF_PERSON: [Kind; 3] = [Kind::PersonAdd, Kind::PersonUpdate, Kind::ProfileUpdate];

/// How the staff stand beside the log.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Staff {
    /// The first who is not as the log says: their e-mail or id, and what differs (`added`, `removed`, or a name of the log).
    pub differs: Option<(String, String)>,
    /// How many were there before the log: nothing says who added them.
    pub older: usize,
}

/// Holds everybody against what the log says of them: names, e-mails, roles, whether they are disabled; who was added or
/// removed around it.
///
/// # Errors
/// A database that fails.
pub async fn staff_beside_log(database: &Database) -> Result<Staff, Error> {
    let began_at_us = begin_of_log(database).await?;
    let people = entity::Entity::find().order_by_asc(entity::Column::Id).all(database.reader()).await?;
    let mut found = Staff { differs: removed(database, &people).await?, ..Staff::default() };
    let mut said = newest_of(database, &OF_PERSON, people.iter().map(|row| row.id).collect()).await?;
    for row in people {
        let is_older = !said.contains_key(&row.id) && row.created_at_us < began_at_us;
        found.older += usize::from(is_older);
        if is_older || found.differs.is_some() || differs(&row, said.remove(&row.id)).is_none() {
            continue;
        }
        let look = async || Ok(entity::Entity::find_by_id(row.id).one(database.reader()).await?);
        let hold = async |row: &Option<Model>| {
            let Some(row) = row else { return Ok(None) };
            let said = newest_of(database, &OF_PERSON, vec![row.id]).await?.remove(&row.id);
            Ok(differs(row, said).map(|what| (row.email.clone(), what)))
        };
        found.differs = once_still(look, hold).await?;
    }
    Ok(found)
}

/// What of somebody is not as the log says.
fn differs(row: &Model, said: Option<Said>) -> Option<String> {
    let Some(said) = said else { return Some("added".to_owned()) };
    let stored = |name: &str| match name {
        "name" => Some(row.name.clone()),
        "email" => Some(row.email.clone()),
        "roles" => Some(row.roles.clone()),
        "state" => Some(if row.is_disabled { "disabled" } else { "active" }.to_owned()),
        _ => None,
    };
    let is_named = said.values.iter().any(|(name, _)| name == "state");
    let wrong = said.values.into_iter().find(|(name, value)| stored(name).is_some_and(|stored| stored != *value));
    // Nobody is disabled whom nobody ever disabled.
    wrong.map(|(name, _)| name).or_else(|| (!is_named && row.is_disabled).then(|| "state".to_owned()))
}

/// The first whom the log saw added and who is there no more: nobody is ever deleted.
async fn removed(database: &Database, people: &[Model]) -> Result<Option<(String, String)>, Error> {
    let known: HashSet<Uuid> = people.iter().map(|row| row.id).collect();
    let added: Vec<Uuid> = entries::Entity::find()
        .filter(entries::Column::Kind.eq(Kind::PersonAdd.name()))
        .order_by_asc(entries::Column::Seq)
        .select_only()
        .column(entries::Column::SubjectId)
        .into_tuple()
        .all(database.reader())
        .await?;
    let gone = added.into_iter().find(|id| !known.contains(id));
    // Somebody may have been added between the two questions.
    match gone {
        Some(id) if entity::Entity::find_by_id(id).one(database.reader()).await?.is_none() => {
            Ok(Some((id.to_string(), "removed".to_owned())))
        }
        _ => Ok(None),
    }
}

/// When the log's first entry was written, in microseconds since 1970, UTC.
async fn begin_of_log(database: &Database) -> Result<i64, Error> {
    let first = entries::Entity::find().order_by_asc(entries::Column::Seq).one(database.reader()).await?;
    Ok(first.map_or(i64::MAX, |first| first.at_us))
}
