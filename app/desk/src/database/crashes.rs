//! What of `PostgreSQL`'s settings lets a crash lose what was acknowledged.

use super::Database;
use crate::error::Error;
use sea_orm::sqlx::postgres::PgConnection;
use sea_orm::sqlx::{Error as Driver, Executor};
use sea_orm::{ConnectionTrait, DatabaseBackend, DbErr, Statement};

/// Keeps `synchronous_commit` as a connection finds it, but for `off`: commits would be answered before the disk has them, and a
/// crash would lose the last (`PostgreSQL`'s manual, "Asynchronous Commit"). A server's setting that
/// changes later does not reach a connection that has one of its own.
const WAIT_FOR_DISK: &str = "SELECT set_config('synchronous_commit', \
     CASE current_setting('synchronous_commit') WHEN 'off' THEN 'on' ELSE current_setting('synchronous_commit') END, false)";
/// What only the whole server has, and nobody can change from here.
const OFF: &str =
    "SELECT name FROM pg_settings WHERE name IN ('fsync', 'full_page_writes') AND setting = 'off' ORDER BY name";

/// Lets the commits of a new connection wait for the disk.
pub(super) async fn wait_for_disk(connection: &mut PgConnection) -> Result<(), Driver> {
    connection.execute(WAIT_FOR_DISK).await.map(|_| ())
}

impl Database {
    /// The settings of the database's server that are off, and with which a crash of its machine may lose or damage what was
    /// acknowledged.
    ///
    /// # Errors
    /// A database that is away.
    pub async fn lost_in_a_crash(&self) -> Result<Vec<String>, Error> {
        if self.backend() != DatabaseBackend::Postgres {
            return Ok(Vec::new());
        }
        let rows = self.reader().query_all_raw(Statement::from_string(DatabaseBackend::Postgres, OFF)).await?;
        let names: Result<_, DbErr> = rows.iter().map(|row| row.try_get_by_index(0)).collect();
        Ok(names?)
    }
}
