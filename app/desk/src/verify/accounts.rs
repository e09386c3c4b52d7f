//! Holding the accounts against the log: what is stored of a customer must be what its newest changes say.

use crate::audit::newest::{newest_of, once_still};
use crate::customers::{Model, Snapshot, rows};
use crate::database::Database;
use crate::error::Error;
use crate::history::is_field;
use model::audit::Kind;
use model::customers::{Field, Standing};
use sea_orm::{ConnectionTrait, QueryResult, Statement};
use uuid::Uuid;

/// Customers looked at together.
const AT_ONCE: u64 = 500;

/// An account that does not say what the log says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Differs {
    /// Whose.
    pub customer_id: Uuid,
    /// The field, or `version`, or `removed`.
    pub field: String,
}

/// The first account whose stored text is not what its newest changes made it, in the order of ids; fields that were
/// never changed have nothing to be held against. As much memory for a million customers as for one.
///
/// # Errors
/// A database that fails.
pub async fn first_that_differs(database: &Database) -> Result<Option<Differs>, Error> {
    if let Some(removed) = removed(database).await? {
        return Ok(Some(removed));
    }
    let mut after = Uuid::nil();
    loop {
        let page = rows::next(database.reader(), after, AT_ONCE).await?;
        let Some(last) = page.last().map(|row| row.id) else { return Ok(None) };
        for differs in differing(database, &page).await? {
            let look = async || rows::of(database.reader(), differs.customer_id).await;
            let hold = async |row: &Option<Model>| Ok(differing(database, row.as_slice()).await?.into_iter().next());
            if let Some(found) = once_still(look, hold).await? {
                return Ok(Some(found));
            }
        }
        after = last;
    }
}

/// A customer whom the log knows and who is there no more: none is ever deleted.
async fn removed(database: &Database) -> Result<Option<Differs>, Error> {
    let kinds = Kind::OF_CUSTOMER.map(|kind| format!("'{}'", kind.name())).join(", ");
    let sql = format!(
        "SELECT e.subject_id FROM audit_entries e LEFT JOIN customers c ON c.id = e.subject_id
         WHERE c.id IS NULL AND e.kind IN ({kinds}) LIMIT 1"
    );
    let row = database.reader().query_one_raw(Statement::from_string(database.backend(), sql)).await?;
    let of = |row: QueryResult| Ok(Differs { customer_id: row.try_get_by_index(0)?, field: "removed".to_owned() });
    row.map(of).transpose()
}

async fn differing(database: &Database, rows: &[Model]) -> Result<Vec<Differs>, Error> {
    let ids = rows.iter().map(|row| row.id).collect();
    let mut said = newest_of(database, &Kind::OF_CUSTOMER, ids).await?;
    let differs = |row: &Model| {
        let Some(said) = said.remove(&row.id) else {
            return unsaid(row).map(|field| Differs { customer_id: row.id, field: field.to_owned() });
        };
        let stored = Snapshot::of(row);
        let standing = Field::Standing.name();
        // Entries of earlier programs say nothing of it: whoever they tell of is there.
        let is_said = said.values.iter().any(|(field, _)| field == standing);
        let usual = (!is_said).then(|| (standing.to_owned(), Standing::Active.name().to_owned()));
        let mut of_account = said.values.into_iter().filter(|(field, _)| is_field(field)).chain(usual);
        let wrong = of_account.find(|(field, value)| stored.named(field) != value);
        let field =
            wrong.map(|(field, _)| field).or_else(|| (row.version != said.version).then(|| "version".into()))?;
        Some(Differs { customer_id: row.id, field })
    };
    Ok(rows.iter().filter_map(differs).collect())
}

/// What is wrong with a customer whom the log does not know: an older program or a seed brought it and it was never changed, or it
/// was asked for and never added.
fn unsaid(row: &Model) -> Option<&'static str> {
    match (row.version, row.standing()) {
        (1, Standing::Active) | (0, Standing::Asked | Standing::Dropped) => None,
        (0 | 1, _) => Some(Field::Standing.name()),
        _ => Some("version"),
    }
}
