//! Holding the staff against the log: whoever owns the database could give themselves a role, and the right to change
//! anything with it.

use crate::audit::entity::entries;
use crate::audit::newest::{Said, newest_of, once_still};
use crate::database::Database;
use crate::error::Error;
use crate::people::entity::{self, Model};
use model::audit::Kind;
use model::fields::email_key;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::HashSet;
use uuid::Uuid;

/// The kinds that change somebody, as far as their rights and names go.
const OF_PERSON: [Kind; 3] = [Kind::PersonAdd, Kind::PersonUpdate, Kind::ProfileUpdate];

/// Somebody who is not as the log says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StaffDiffers {
    /// Who: their e-mail, or their id where they are no more.
    pub who: String,
    /// What differs: a name of the log, `added` where nobody added them, `removed` where they are no more.
    pub what: String,
}

/// The first of the staff who is not as the log says: name, e-mail, roles, state; who was added or removed around it.
///
/// # Errors
/// A database that fails.
pub async fn first_of_staff_that_differs(database: &Database) -> Result<Option<StaffDiffers>, Error> {
    let people = entity::Entity::find().order_by_asc(entity::Column::Id).all(database.reader()).await?;
    // Asked for after the people: who was added meanwhile is looked for once more.
    let added = added(database).await?;
    let known: HashSet<Uuid> = people.iter().map(|row| row.id).collect();
    for gone in added.iter().filter(|id| !known.contains(id)) {
        if entity::Entity::find_by_id(*gone).one(database.reader()).await?.is_none() {
            return Ok(Some(StaffDiffers { who: gone.to_string(), what: "removed".to_owned() }));
        }
    }
    let mut said = newest_of(database, &OF_PERSON, people.iter().map(|row| row.id).collect()).await?;
    for row in people {
        if !added.contains(&row.id) {
            return Ok(Some(StaffDiffers { who: row.email, what: "added".to_owned() }));
        }
        if differs(&row, said.remove(&row.id).unwrap_or_default()).is_none() {
            continue;
        }
        let look = async || Ok(entity::Entity::find_by_id(row.id).one(database.reader()).await?);
        let hold = async |row: &Option<Model>| {
            let Some(row) = row else { return Ok(None) };
            let said = newest_of(database, &OF_PERSON, vec![row.id]).await?.remove(&row.id).unwrap_or_default();
            Ok(differs(row, said).map(|what| StaffDiffers { who: row.email.clone(), what }))
        };
        if let Some(found) = once_still(look, hold).await? {
            return Ok(Some(found));
        }
    }
    Ok(None)
}

/// What of somebody is not as the log says.
fn differs(row: &Model, said: Said) -> Option<String> {
    let stored = |name: &str| match name {
        "name" => Some(row.name.as_str()),
        "email" => Some(row.email.as_str()),
        "roles" => Some(row.roles.as_str()),
        "state" => Some(if row.is_disabled { "disabled" } else { "active" }),
        _ => None,
    };
    let is_said = |name: &str| said.values.iter().any(|(said, _)| said == name);
    let wrong = said.values.iter().find(|(name, value)| stored(name).is_some_and(|stored| stored != value));
    if let Some((name, _)) = wrong {
        return Some(name.clone());
    }
    // Nobody has a role that nobody gave, nor is disabled whom nobody disabled; who signs in has the e-mail that is shown.
    let unsaid = [
        ("roles", !is_said("roles")),
        ("state", !is_said("state") && row.is_disabled),
        ("email", email_key(&row.email_key) != email_key(&row.email)),
    ];
    unsaid.into_iter().find(|(_, is_wrong)| *is_wrong).map(|(name, _)| name.to_owned())
}

/// Everybody whom the log saw added: nobody is ever deleted.
async fn added(database: &Database) -> Result<HashSet<Uuid>, Error> {
    let added = entries::Entity::find().filter(entries::Column::Kind.eq(Kind::PersonAdd.name()));
    let ids = added.select_only().column(entries::Column::SubjectId).into_tuple();
    Ok(ids.all(database.reader()).await?.into_iter().collect())
}
