//! The rows of a page, asked for as one text of JSON. `SQLite` hands over each value of each row by itself, from thread to
//! thread, which took longer than finding them (decision 17).

use super::cursor::Cursor;
use super::list::{CustomerRow, Sort};
use crate::audit::canonical::of_hex;
use crate::error::Error;
use sea_orm::sea_query::SelectStatement;
use sea_orm::{ConnectionTrait, DatabaseBackend};
use serde::Deserialize;
use uuid::Uuid;

/// A row with the place it has in the order.
#[derive(Debug)]
pub struct Found {
    /// The row.
    pub row: CustomerRow,
    /// The number that every row says.
    pub count: u64,
    sort: Sort,
    key: String,
}

/// A row as it comes, in the order of [`packed`].
#[derive(Deserialize)]
struct Packed(String, String, String, String, String, String, String, i64, i64, i64, String, i64);

impl Found {
    /// The rows of a statement of [`super::ordering::found`], in its order.
    ///
    /// # Errors
    /// A database that fails; `Unavailable` where a row cannot be read.
    pub async fn all(
        select: &SelectStatement,
        sort: Sort,
        connection: &impl ConnectionTrait,
    ) -> Result<Vec<Self>, Error> {
        let backend = connection.get_database_backend();
        let mut statement = backend.build(select);
        statement.sql = format!("SELECT {} FROM ({}) AS page", packed(backend, sort), statement.sql);
        let Some(answer) = connection.query_one_raw(statement).await? else { return Ok(Vec::new()) };
        let text: Option<String> = answer.try_get_by_index(0)?;
        let rows: Vec<Packed> =
            serde_json::from_str(text.as_deref().unwrap_or("[]")).map_err(|_| Error::Unavailable)?;
        rows.into_iter().map(|row| Self::of(row, sort)).collect()
    }

    /// Its place.
    #[must_use]
    pub fn cursor(&self) -> Option<Cursor> {
        let (sort, id) = (self.sort, self.row.id);
        match sort {
            Sort::Name => Some(Cursor { sort, name: of_hex(&self.key)?, changed_us: 0, id }),
            Sort::Changed => Some(Cursor { sort, name: Vec::new(), changed_us: self.key.parse().ok()?, id }),
        }
    }

    fn of(packed: Packed, sort: Sort) -> Result<Self, Error> {
        let Packed(
            id,
            company_name,
            domain,
            company_country,
            first,
            last,
            email,
            reservations,
            savings,
            at_us,
            key,
            count,
        ) = packed;
        let row = CustomerRow {
            id: Uuid::try_parse(&id).map_err(|_| Error::Unavailable)?,
            company_name,
            domain,
            company_country,
            contact_first_name: first,
            contact_last_name: last,
            billing_email: email,
            may_buy_reservations: reservations != 0,
            may_buy_savings_plans: savings != 0,
            updated_at_us: at_us,
        };
        Ok(Self { row, count: u64::try_from(count).unwrap_or_default(), sort, key })
    }
}

/// All rows of a page as one text. The page is sorted and cut already, and both databases gather its rows as they come.
fn packed(backend: DatabaseBackend, sort: Sort) -> String {
    let is_sqlite = backend == DatabaseBackend::Sqlite;
    let (gather, row, id, flag) = if is_sqlite {
        ("json_group_array", "json_array", "hex(id)", "")
    } else {
        ("json_agg", "json_build_array", "id::text", "::int")
    };
    let key = match (is_sqlite, sort) {
        (true, Sort::Name) => "hex(order_key)",
        (true, Sort::Changed) => "CAST(order_key AS TEXT)",
        (false, Sort::Name) => "encode(order_key, 'hex')",
        (false, Sort::Changed) => "order_key::text",
    };
    let as_text = if is_sqlite { "" } else { "::text" };
    format!(
        "{gather}({row}({id}, company_name, domain, company_country, contact_first_name, contact_last_name, billing_email, \
         may_buy_reservations{flag}, may_buy_savings_plans{flag}, updated_at_us, {key}, found)){as_text}"
    )
}
