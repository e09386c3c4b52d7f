//! The chained log of everything that was done. What customers' history held so far waits in `customer_history_until_log`
//! until the program, which knows the chain's form, has taken it into the log.

use crate::dialect::run;
use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{ConnectionTrait, DatabaseBackend, Statement};
use uuid::Uuid;

/// The migration.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

const TABLES: &[&str] = &[
    "CREATE TABLE audit_head (
        id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
        log_id UUID NOT NULL,
        seq BIGINT NOT NULL,
        at_us BIGINT NOT NULL,
        hash BYTEA NOT NULL
    )",
    "CREATE TABLE audit_entries (
        seq BIGINT IN ORDER,
        at_us BIGINT NOT NULL,
        kind VARCHAR(30) NOT NULL,
        actor_id UUID NOT NULL,
        subject_id UUID NOT NULL,
        version BIGINT NOT NULL,
        request_id UUID NOT NULL,
        hash BYTEA NOT NULL,
        key_id BYTEA NOT NULL,
        seal BYTEA NOT NULL
    )",
    "CREATE INDEX audit_entries_by_time ON audit_entries (at_us)",
    "CREATE INDEX audit_entries_by_subject ON audit_entries (subject_id, seq)",
    "CREATE INDEX audit_entries_by_actor ON audit_entries (actor_id, seq)",
    "CREATE INDEX audit_entries_by_kind ON audit_entries (kind, seq)",
    "CREATE TABLE audit_values (
        seq BIGINT NOT NULL REFERENCES audit_entries (seq),
        place INTEGER NOT NULL,
        field VARCHAR(60) NOT NULL,
        leaf BYTEA NOT NULL,
        salt BYTEA,
        old_value TEXT,
        new_value TEXT,
        PRIMARY KEY (seq, place)
    ) WITHOUT ROWID",
    "CREATE INDEX audit_values_by_field ON audit_values (field, seq)",
    "ALTER TABLE customer_history RENAME TO customer_history_until_log",
];

const SQLITE: &[&str] = &[
    "DROP TRIGGER customer_history_kept_update",
    "DROP TRIGGER customer_history_kept_delete",
    "CREATE TRIGGER audit_entries_kept_update BEFORE UPDATE ON audit_entries BEGIN SELECT RAISE(ABORT, 'the log is kept as it is'); END",
    "CREATE TRIGGER audit_entries_kept_delete BEFORE DELETE ON audit_entries BEGIN SELECT RAISE(ABORT, 'the log is kept as it is'); END",
    "CREATE TRIGGER audit_values_kept_update BEFORE UPDATE ON audit_values
        WHEN new.salt IS NOT NULL OR new.old_value IS NOT NULL OR new.new_value IS NOT NULL
            OR new.seq <> old.seq OR new.place <> old.place OR new.field <> old.field OR new.leaf <> old.leaf
        BEGIN SELECT RAISE(ABORT, 'values of the log are kept, or erased'); END",
    "CREATE TRIGGER audit_values_kept_delete BEFORE DELETE ON audit_values BEGIN SELECT RAISE(ABORT, 'the log is kept as it is'); END",
];

const POSTGRES: &[&str] = &[
    "DROP TRIGGER customer_history_kept ON customer_history_until_log",
    "DROP FUNCTION customer_history_is_kept",
    "CREATE FUNCTION audit_log_is_kept() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'the log is kept as it is'; END $$",
    "CREATE TRIGGER audit_entries_kept BEFORE UPDATE OR DELETE ON audit_entries
        FOR EACH ROW EXECUTE FUNCTION audit_log_is_kept()",
    "CREATE TRIGGER audit_values_kept_update BEFORE UPDATE ON audit_values
        FOR EACH ROW WHEN (new.salt IS NOT NULL OR new.old_value IS NOT NULL OR new.new_value IS NOT NULL
            OR new.seq <> old.seq OR new.place <> old.place OR new.field <> old.field OR new.leaf <> old.leaf)
        EXECUTE FUNCTION audit_log_is_kept()",
    "CREATE TRIGGER audit_values_kept_delete BEFORE DELETE ON audit_values
        FOR EACH ROW EXECUTE FUNCTION audit_log_is_kept()",
];

/// Customers' history as it was, for the way back.
const HISTORY_SQLITE: &[&str] = &[
    "CREATE TRIGGER customer_history_kept_update BEFORE UPDATE ON customer_history BEGIN SELECT RAISE(ABORT, 'history is kept as it is'); END",
    "CREATE TRIGGER customer_history_kept_delete BEFORE DELETE ON customer_history BEGIN SELECT RAISE(ABORT, 'history is kept as it is'); END",
];

const HISTORY_POSTGRES: &[&str] = &[
    "DROP FUNCTION audit_log_is_kept",
    "CREATE FUNCTION customer_history_is_kept() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'history is kept as it is'; END $$",
    "CREATE TRIGGER customer_history_kept BEFORE UPDATE OR DELETE ON customer_history
        FOR EACH ROW EXECUTE FUNCTION customer_history_is_kept()",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, TABLES).await?;
        let backend = manager.get_database_backend();
        run(manager, if backend == DatabaseBackend::Sqlite { SQLITE } else { POSTGRES }).await?;
        let (log, hash) = if backend == DatabaseBackend::Sqlite { ("?", "?") } else { ("$1", "$2") };
        // Which log this is: an entry of another installation's log fits nowhere in it.
        let sql = format!("INSERT INTO audit_head (id, log_id, seq, at_us, hash) VALUES (1, {log}, 0, 0, {hash})");
        let first = Statement::from_sql_and_values(backend, sql, [Uuid::new_v4().into(), Vec::<u8>::new().into()]);
        manager.get_connection().execute_raw(first).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(
            manager,
            &[
                "DROP TABLE audit_values",
                "DROP TABLE audit_entries",
                "DROP TABLE audit_head",
                "ALTER TABLE customer_history_until_log RENAME TO customer_history",
            ],
        )
        .await?;
        let sqlite = manager.get_database_backend() == DatabaseBackend::Sqlite;
        run(manager, if sqlite { HISTORY_SQLITE } else { HISTORY_POSTGRES }).await
    }
}
