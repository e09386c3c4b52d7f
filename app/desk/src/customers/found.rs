//! The rows of a page, asked for as one text of JSON. `SQLite` hands over each value of each row by itself, from thread to
//! thread, which took longer than finding them (decision 17).

use super::cursor::Cursor;
use crate::canonical::of_hex;
use crate::error::Error;
use model::customers::{CustomerRow, Sort};
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
    /// Its place.
    pub place: Cursor,
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
        let rows: Vec<Packed> = serde_json::from_str(text.as_deref().unwrap_or("[]")).map_err(|_| unreadable("row"))?;
        rows.into_iter().map(|row| Self::of(row, sort)).collect()
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
            id: Uuid::try_parse(&id).map_err(|_| unreadable("ID"))?,
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
        let count = u64::try_from(count).map_err(|_| unreadable("count"))?;
        Ok(Self { count, place: place(sort, &key, row.id)?, row })
    }
}

/// The place of a row by its key as text. Without it the list would end there, and nobody would know.
fn place(sort: Sort, key: &str, id: Uuid) -> Result<Cursor, Error> {
    let wrong = || unreadable("place");
    match sort {
        Sort::Name => Ok(Cursor { sort, name: of_hex(key).ok_or_else(wrong)?, changed_us: 0, id }),
        Sort::Changed => Ok(Cursor { sort, name: Vec::new(), changed_us: key.parse().map_err(|_| wrong())?, id }),
    }
}

/// What of a row cannot be read; the log has no customer's text.
fn unreadable(what: &'static str) -> Error {
    tracing::error!(request_id = %crate::request_id::current_id(), what, "a row of the list cannot be read");
    Error::Unavailable
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

#[cfg(test)]
mod tests {
    use super::*;

    fn row(id: &str, key: &str, count: i64) -> Packed {
        let none = String::new;
        Packed(id.to_owned(), none(), none(), none(), none(), none(), none(), 0, 1, 5, key.to_owned(), count)
    }

    #[test]
    fn a_row_says_its_place() -> Result<(), Error> {
        let (id, hex_id) = (Uuid::from_u128(7), "00000000000000000000000000000007");
        let named = Found::of(row(hex_id, "00FF", 3), Sort::Name)?;
        assert_eq!((named.place, named.count), (Cursor { sort: Sort::Name, name: vec![0, 255], changed_us: 0, id }, 3));
        let changed = Found::of(row(&id.to_string(), "-5", 0), Sort::Changed)?;
        assert_eq!(changed.place, Cursor { sort: Sort::Changed, name: Vec::new(), changed_us: -5, id });
        assert!(changed.row.may_buy_savings_plans && !changed.row.may_buy_reservations);
        Ok(())
    }

    #[test]
    fn a_row_that_cannot_be_read_is_an_error_and_no_end_of_the_list() {
        let id = Uuid::from_u128(7).to_string();
        for (id, key, count, sort) in [
            (id.as_str(), "0", 1, Sort::Name),
            (&id, "zz", 1, Sort::Name),
            (&id, "é0", 1, Sort::Name),
            (&id, "", 1, Sort::Changed),
            (&id, "5.0", 1, Sort::Changed),
            (&id, "9223372036854775808", 1, Sort::Changed),
            (&id, "5", -1, Sort::Changed),
            ("", "00", 1, Sort::Name),
            ("0007", "00", 1, Sort::Name),
        ] {
            let found = Found::of(row(id, key, count), sort).map(|found| found.place);
            assert_eq!(found, Err(Error::Unavailable), "{id} {key} {count}");
        }
    }
}
