//! Sign-in is slowed, per account and per address, after failures.

use super::entity::attempts::{ActiveModel, Column, Entity};
use crate::error::Error;
use crate::request::RequestContext;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, Set};

/// Failures older than this are forgotten.
const WINDOW_US: i64 = 15 * 60 * 1_000_000;
/// Wrong passwords that everybody types now and then.
const FREE_PER_ACCOUNT: i64 = 5;
/// An office of people behind one address.
const FREE_PER_ADDRESS: i64 = 30;
/// The longest wait: long enough against guessing, short enough that nobody can lock a colleague out.
const MAX_WAIT_S: i64 = 60;

/// The two keys that a sign-in is counted under, and how many failures each has free.
fn keys(request: &RequestContext, email: &str) -> [(String, i64); 2] {
    let account: String = email.to_lowercase().chars().take(254).collect();
    [(format!("account:{account}"), FREE_PER_ACCOUNT), (format!("address:{}", request.address), FREE_PER_ADDRESS)]
}

/// Refuses a sign-in that comes too soon after failures.
///
/// # Errors
/// `RateLimited`.
pub async fn refuse_haste(request: &RequestContext, email: &str) -> Result<(), Error> {
    let keys = keys(request, email).map(|(key, _)| key);
    let rows = Entity::find().filter(Column::Key.is_in(keys)).all(request.database.reader()).await?;
    let wait_us = rows.iter().map(|row| row.retry_at_us - request.now_us).max().unwrap_or_default();
    if wait_us > 0 {
        return Err(Error::RateLimited { retry_s: u64::try_from(wait_us).unwrap_or_default().div_ceil(1_000_000) });
    }
    Ok(())
}

/// Counts a failure.
///
/// # Errors
/// Whatever the database answers.
pub async fn count_failure(request: &RequestContext, email: &str) -> Result<(), Error> {
    let transaction = request.database.begin_write().await?;
    for (key, free) in keys(request, email) {
        let row = Entity::find_by_id(key.clone()).one(&transaction).await?;
        let before = row.filter(|row| request.now_us - row.failed_at_us < WINDOW_US).map_or(0, |row| row.failures);
        let failures = before + 1;
        let wait_s = if failures > free { (1 << (failures - free).min(6)).min(MAX_WAIT_S) } else { 0 };
        let row = ActiveModel {
            key: Set(key),
            failures: Set(failures),
            failed_at_us: Set(request.now_us),
            retry_at_us: Set(request.now_us + wait_s * 1_000_000),
        };
        let replace = OnConflict::column(Column::Key)
            .update_columns([Column::Failures, Column::FailedAtUs, Column::RetryAtUs])
            .to_owned();
        Entity::insert(row).on_conflict(replace).exec_without_returning(&transaction).await?;
    }
    Ok(transaction.commit().await?)
}

/// Forgets an account's failures after a success, and everybody's that are old.
///
/// # Errors
/// Whatever the database answers.
pub async fn forget(request: &RequestContext, email: &str) -> Result<(), Error> {
    let [(account, _), _] = keys(request, email);
    let stale = Condition::any().add(Column::Key.eq(account)).add(Column::FailedAtUs.lt(request.now_us - WINDOW_US));
    Entity::delete_many().filter(stale).exec(request.database.writer()).await?;
    Ok(())
}
