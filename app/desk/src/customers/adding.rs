//! Adding customers in bulk, from the command line only.

use super::entity::{ActiveModel, Column, Entity};
use crate::database::Database;
use crate::error::Error;
use model::customers::CustomerText;
use sea_orm::{ConnectionTrait, DatabaseBackend, EntityTrait, QuerySelect, Set, Statement};
use uuid::Uuid;

/// Rows of one INSERT: 35 columns each must stay under `SQLite`'s 32,766 variables and `PostgreSQL`'s 65,535.
const INSERT_ROWS: usize = 400;

/// A customer to add.
#[derive(Clone, Debug)]
pub struct NewCustomer {
    /// Its id.
    pub id: Uuid,
    /// Its account as text. Rows of other systems break rules too, so it is not checked here.
    pub text: CustomerText,
    /// May buy Azure reservations and savings plans on its own.
    pub may_buy: (bool, bool),
    /// When it was added, in microseconds since 1970, UTC.
    pub added_at_us: i64,
}

/// Whether there are customers.
///
/// # Errors
/// Whatever the database answers.
pub async fn has_customers(database: &Database) -> Result<bool, Error> {
    let first = Entity::find().select_only().column(Column::Id).into_tuple::<Uuid>().one(database.reader()).await?;
    Ok(first.is_some())
}

/// Adds customers in one transaction.
///
/// # Errors
/// Whatever the database answers; then none of them is there.
pub async fn add_customers(database: &Database, customers: &[NewCustomer]) -> Result<(), Error> {
    let transaction = database.begin_write().await?;
    for some in customers.chunks(INSERT_ROWS) {
        Entity::insert_many(some.iter().map(row)).exec_without_returning(&transaction).await?;
    }
    transaction.commit().await
}

/// Puts the search index, and on `SQLite` the orders of the list, aside while very many customers are added: building it at once takes half the time.
///
/// # Errors
/// Whatever the database answers.
pub async fn defer_search(database: &Database) -> Result<(), Error> {
    let aside: &[&str] = match database.backend() {
        DatabaseBackend::Sqlite => &[
            "DROP TRIGGER IF EXISTS customers_search_insert",
            "DROP INDEX IF EXISTS customers_by_name_en",
            "DROP INDEX IF EXISTS customers_by_name_tr",
            "DROP INDEX IF EXISTS customers_by_change",
            "DROP INDEX IF EXISTS customers_by_country_en",
            "DROP INDEX IF EXISTS customers_by_country_tr",
        ],
        _ => &["DROP INDEX IF EXISTS customers_search"],
    };
    run(database, aside).await
}

/// Builds the search index if it is missing: a seed was killed while it was put aside, or somebody took it away. Answers
/// whether it had to.
///
/// # Errors
/// Whatever the database answers.
pub async fn repair_search(database: &Database) -> Result<bool, Error> {
    let sql = match database.backend() {
        DatabaseBackend::Sqlite => {
            "SELECT 1 AS one WHERE 2 = (SELECT COUNT(*) FROM sqlite_master
             WHERE name IN ('customers_search', 'customers_search_insert'))"
        }
        _ => {
            "SELECT 1 AS one WHERE EXISTS (SELECT 1 FROM pg_indexes WHERE indexname = 'customers_search')
             OR NOT EXISTS (SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm')"
        }
    };
    let statement = Statement::from_string(database.backend(), sql);
    let is_whole = database.writer().query_one_raw(statement).await?.is_some();
    if !is_whole {
        rebuild_search(database).await?;
    }
    Ok(!is_whole)
}

/// Builds the search index that [`defer_search`] put aside.
///
/// # Errors
/// Whatever the database answers.
pub async fn rebuild_search(database: &Database) -> Result<(), Error> {
    let built: &[&str] = match database.backend() {
        DatabaseBackend::Sqlite => &[
            "CREATE INDEX IF NOT EXISTS customers_by_name_en ON customers (name_order_en, id)",
            "CREATE INDEX IF NOT EXISTS customers_by_name_tr ON customers (name_order_tr, id)",
            "CREATE INDEX IF NOT EXISTS customers_by_change ON customers (updated_at_us, id)",
            "CREATE INDEX IF NOT EXISTS customers_by_country_en ON customers (company_country, name_order_en, id)",
            "CREATE INDEX IF NOT EXISTS customers_by_country_tr ON customers (company_country, name_order_tr, id)",
            "CREATE VIRTUAL TABLE IF NOT EXISTS customers_search
                USING fts5(search_text, content='customers', content_rowid='seq', tokenize='trigram')",
            "INSERT INTO customers_search (customers_search) VALUES ('rebuild')",
            "CREATE TRIGGER IF NOT EXISTS customers_search_insert AFTER INSERT ON customers BEGIN
                INSERT INTO customers_search (rowid, search_text) VALUES (new.seq, new.search_text);
            END",
            "PRAGMA wal_checkpoint(TRUNCATE)",
            "PRAGMA optimize",
        ],
        _ => &[
            "DO $$ BEGIN
            IF EXISTS (SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm') THEN
                CREATE INDEX customers_search ON customers USING gin (search_text gin_trgm_ops);
            END IF;
        END $$",
            "ANALYZE customers",
        ],
    };
    run(database, built).await
}

async fn run(database: &Database, statements: &[&str]) -> Result<(), Error> {
    if database.backend() == DatabaseBackend::Sqlite {
        for statement in statements {
            database.writer().execute_unprepared(statement).await?;
        }
        return Ok(());
    }
    // An index over a million rows takes a minute: what bounds the statement of a request must not end it.
    let transaction = database.begin_write().await?;
    for statement in ["SET LOCAL statement_timeout = 0", "SET LOCAL maintenance_work_mem = '256MB'"] {
        transaction.execute_unprepared(statement).await?;
    }
    for statement in statements {
        transaction.execute_unprepared(statement).await?;
    }
    transaction.commit().await
}

fn row(customer: &NewCustomer) -> ActiveModel {
    let mut row = ActiveModel {
        id: Set(customer.id),
        version: Set(1),
        updated_at_us: Set(customer.added_at_us),
        updated_by: Set(None),
        may_buy_reservations: Set(customer.may_buy.0),
        may_buy_savings_plans: Set(customer.may_buy.1),
        ..Default::default()
    };
    row.set_text(&customer.text);
    row
}
