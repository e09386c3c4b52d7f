//! The database's history: one file a migration, never edited once it has landed. Knows no rule of `app`:
//! the past must not change when a rule does.

mod dialect;
mod m20261122_000001_create_tables;
mod m20261122_000002_registry_checks;
mod m20261123_000003_audit_log;
mod m20261123_000004_change_sets;
mod m20261123_000005_whole_drafts;
mod m20261123_000006_sets_of_a_person;
mod m20261123_000007_two_indexes;
mod m20261126_000008_counted_customers;
mod m20261126_000009_password_ends;
mod m20261126_000010_folded_arabic;
mod m20261126_000011_shared_secrets;
mod m20261126_000012_email_keys;
mod m20261127_000013_standing;
mod m20261127_000014_setup_links;

pub use sea_orm_migration::MigratorTrait;
use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{
    ConnectionTrait, DatabaseBackend, DatabaseConnection, DbErr, QueryResult, SqliteTransactionMode, Statement,
    TransactionOptions, TransactionTrait,
};

/// Every migration in order.
#[derive(Debug)]
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261122_000001_create_tables::Migration),
            Box::new(m20261122_000002_registry_checks::Migration),
            Box::new(m20261123_000003_audit_log::Migration),
            Box::new(m20261123_000004_change_sets::Migration),
            Box::new(m20261123_000005_whole_drafts::Migration),
            Box::new(m20261123_000006_sets_of_a_person::Migration),
            Box::new(m20261123_000007_two_indexes::Migration),
            Box::new(m20261126_000008_counted_customers::Migration),
            Box::new(m20261126_000009_password_ends::Migration),
            Box::new(m20261126_000010_folded_arabic::Migration),
            Box::new(m20261126_000011_shared_secrets::Migration),
            Box::new(m20261126_000012_email_keys::Migration),
            Box::new(m20261127_000013_standing::Migration),
            Box::new(m20261127_000014_setup_links::Migration),
        ]
    }
}

/// Of all advisory locks in a `PostgreSQL` database this one is the migrator's: "defter" in ASCII.
pub const MIGRATOR: i64 = 0x6465_6674_6572;

/// Runs every migration that has not run, with their names, in one transaction: whoever is killed leaves nothing, and of
/// several programs one migrates while the others wait. Answers how many this one ran.
///
/// # Errors
/// Whatever the database answers; then nothing was migrated.
pub async fn up(database: &DatabaseConnection) -> Result<usize, DbErr> {
    let options = TransactionOptions {
        isolation_level: None,
        access_mode: None,
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
    };
    let transaction = database.begin_with_options(options).await?;
    if transaction.get_database_backend() == DatabaseBackend::Postgres {
        transaction.execute_unprepared(&format!("SELECT pg_advisory_xact_lock({MIGRATOR})")).await?;
    }
    // Within the transaction: another may have run them while this one waited.
    let before = applied(&SchemaManager::new(&transaction)).await?.len();
    Migrator::up(&transaction, None).await?;
    let after = applied(&SchemaManager::new(&transaction)).await?.len();
    transaction.commit().await?;
    Ok(after - before)
}

/// The names of the migrations that have run.
async fn applied(manager: &SchemaManager<'_>) -> Result<Vec<String>, DbErr> {
    if !manager.has_table("seaql_migrations").await? {
        return Ok(Vec::new());
    }
    let sql = "SELECT version FROM seaql_migrations ORDER BY version";
    let statement = Statement::from_string(manager.get_database_backend(), sql);
    let rows: Vec<QueryResult> = manager.get_connection().query_all_raw(statement).await?;
    rows.iter().map(|row| row.try_get("", "version")).collect()
}

/// Whether a database has a log already: one that was never brought up to date has none.
///
/// # Errors
/// Whatever the database answers.
pub async fn has_log(database: &DatabaseConnection) -> Result<bool, DbErr> {
    SchemaManager::new(database).has_table("audit_head").await
}

/// Whether a database has customers' table already.
///
/// # Errors
/// Whatever the database answers.
pub async fn has_customers(database: &DatabaseConnection) -> Result<bool, DbErr> {
    SchemaManager::new(database).has_table("customers").await
}

/// What a database's history says about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nothing newer than this program; `pending` migrations are still to run.
    Known {
        /// Migrations that have not run.
        pending: usize,
    },
    /// A later program has been here; its migration is named.
    Newer(String),
}

/// Compares a database with this program.
///
/// # Errors
/// Whatever the database answers.
pub async fn standing(database: &DatabaseConnection) -> Result<Standing, DbErr> {
    let own: Vec<String> = Migrator::migrations().iter().map(|migration| migration.name().to_owned()).collect();
    let applied = applied(&SchemaManager::new(database)).await?;
    match applied.iter().find(|name| !own.contains(name)) {
        Some(newer) => Ok(Standing::Newer(newer.clone())),
        None => Ok(Standing::Known { pending: own.len() - applied.len() }),
    }
}
