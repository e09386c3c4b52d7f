//! How far the log's time may be ahead of the clock, and is.

use crate::audit::entity::head;
use crate::database::Database;
use crate::error::Error;
use sea_orm::EntityTrait;

/// The value of [`model::audit::Kind::LogClock`] that names the first entry stamped ahead.
pub(crate) const FIRST_AHEAD: &str = "first_ahead";

/// A log that is so far ahead of the clock is worth a warning, in microseconds: machines differ by less.
pub const AHEAD_US: i64 = 5 * 60 * 1_000_000;

/// By how many microseconds the newest entry is ahead of the clock; 0 where it is not.
///
/// # Errors
/// A database that fails.
pub async fn ahead_us(database: &Database, now_us: i64) -> Result<i64, Error> {
    let newest = head::Entity::find_by_id(1).one(database.reader()).await?;
    Ok(newest.map_or(0, |head| (head.at_us - now_us).max(0)))
}
