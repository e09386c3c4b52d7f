//! Sign-in is slowed, per account and per address, after failures. A try is counted before the password is looked at,
//! so that many at once are slowed like many in a row.

use super::browser::known_browser;
use super::entity::attempts::{ActiveModel, Column, Entity};
use crate::database::{Database, WriteTransaction, beside, best_effort, once_more};
use crate::error::Error;
use crate::request::RequestContext;
use model::fields::email_key;
use model::limits::{ATTEMPT_WAIT_S, ATTEMPTS_US, FREE_PER_ACCOUNT, FREE_PER_ADDRESS, FREE_PER_PAIR};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ColumnTrait, Condition, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect, Set};
use std::net::IpAddr;

/// The keys that a sign-in is counted under, and how many failures each has free. A browser that this person has signed in
/// with before has a count of its own: what others try from the same address does not hold it up.
async fn keys(request: &RequestContext, email: &str) -> Result<Vec<(String, i64)>, Error> {
    let account = account_of(email);
    if let Some(browser) = known_browser(request, email).await? {
        return Ok(vec![(format!("browser:{browser}"), FREE_PER_PAIR)]);
    }
    let address = network(request.address);
    Ok(vec![
        (format!("pair:{address} {account}"), FREE_PER_PAIR),
        (format!("account:{account}"), FREE_PER_ACCOUNT),
        (format!("address:{address}"), FREE_PER_ADDRESS),
    ])
}

/// An account in a key.
fn account_of(email: &str) -> String {
    email_key(email).chars().take(200).collect()
}

/// An IPv4 address, or the /64 that one subscriber has of IPv6.
#[must_use]
pub fn network(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
    }
}

/// Counts a try, or refuses it if it comes too soon after failures.
///
/// # Errors
/// `RateLimited`.
pub async fn begin_try(request: &RequestContext, email: &str) -> Result<(), Error> {
    beside(once_more(|| count_try(request, email))).await
}

async fn count_try(request: &RequestContext, email: &str) -> Result<(), Error> {
    let keys = keys(request, email).await?;
    let transaction = request.database.begin_write().await?;
    let now_us = request.now_us;
    for (key, free) in keys {
        let row =
            ActiveModel { key: Set(key.clone()), failures: Set(1), failed_at_us: Set(now_us), retry_at_us: Set(0) };
        let (old_us, ahead_us) = (now_us - ATTEMPTS_US, now_us + ATTEMPTS_US);
        let is_old = format!("sign_in_attempts.failed_at_us NOT BETWEEN {old_us} AND {ahead_us}");
        let counted = Expr::cust(format!("CASE WHEN {is_old} THEN 1 ELSE sign_in_attempts.failures + 1 END"));
        let again = OnConflict::column(Column::Key)
            .value(Column::Failures, counted)
            .value(Column::FailedAtUs, now_us)
            .to_owned();
        // The row is held from here to the end of the transaction: counting and looking are one step.
        Entity::insert(row).on_conflict(again).exec_without_returning(&transaction).await?;
        let row = Entity::find_by_id(key).one(&transaction).await?.ok_or(Error::Unavailable)?;
        let wait_us = row.retry_at_us - now_us;
        // A longer wait than any is of a clock that was ahead.
        if wait_us > 0 && wait_us <= ATTEMPT_WAIT_S * 1_000_000 {
            return Err(Error::RateLimited { retry_s: u64::try_from(wait_us).unwrap_or_default().div_ceil(1_000_000) });
        }
        let over = row.failures - free;
        if over > 0 {
            let wait_s = (1_i64 << over.min(6)).min(ATTEMPT_WAIT_S);
            let mut row = row.into_active_model();
            row.retry_at_us = Set(now_us + wait_s * 1_000_000);
            Entity::update(row).exec(&transaction).await?;
        }
    }
    transaction.commit().await
}

/// Tries that count no more: old ones, and those that a clock that was ahead counted in a time to come.
fn is_stale(now_us: i64) -> Condition {
    Condition::any().add(Column::FailedAtUs.lt(now_us - ATTEMPTS_US)).add(Column::FailedAtUs.gt(now_us + ATTEMPTS_US))
}

/// Forgets everybody's tries that count no more.
///
/// # Errors
/// A database that fails.
pub async fn forget_old(database: &Database, now_us: i64) -> Result<(), Error> {
    Entity::delete_many().filter(is_stale(now_us)).exec(database.writer()).await?;
    Ok(())
}

/// Forgets the tries at an account, in the transaction that erases its person.
///
/// # Errors
/// A database that fails.
pub async fn erase_tries(transaction: &WriteTransaction, email: &str) -> Result<(), Error> {
    let account = account_of(email);
    let pairs = Entity::find().filter(Column::Key.starts_with("pair:")).select_only().column(Column::Key);
    let mut theirs: Vec<String> = pairs.into_tuple().all(transaction).await?;
    theirs.retain(|key| key.split_once(' ').is_some_and(|(_, of)| of == account));
    theirs.push(format!("account:{account}"));
    Entity::delete_many().filter(Column::Key.is_in(theirs)).exec(transaction).await?;
    Ok(())
}

/// Forgets the tries that led to a success, and everybody's that are old; where the database is busy the next success does.
pub async fn forget(request: &RequestContext, email: &str) {
    let forgotten = once_more(|| forget_now(request, email));
    best_effort(&request.database, "that tries led to a success", forgotten).await;
}

async fn forget_now(request: &RequestContext, email: &str) -> Result<(), Error> {
    let own: Vec<String> = keys(request, email).await?.into_iter().map(|(key, _)| key).collect();
    let (address, own): (Vec<String>, Vec<String>) = own.into_iter().partition(|key| key.starts_with("address:"));
    let transaction = request.database.begin_write().await?;
    let stale = is_stale(request.now_us).add(Column::Key.is_in(own));
    Entity::delete_many().filter(stale).exec(&transaction).await?;
    // An office shares its address: one success takes back its own try and no more.
    Entity::update_many()
        .col_expr(Column::Failures, Expr::cust("failures - 1"))
        .filter(Column::Key.is_in(address))
        .exec(&transaction)
        .await?;
    transaction.commit().await
}

#[cfg(test)]
mod tests {
    use super::network;

    #[test]
    fn one_subscriber_is_one_address() {
        let of = |address: &str| address.parse().map(network).unwrap_or_default();
        assert_eq!(of("2001:db8:1:2:3:4:5:6"), of("2001:db8:1:2::9"));
        assert_ne!(of("2001:db8:1:2::9"), of("2001:db8:1:3::9"));
        assert_eq!(of("::ffff:10.0.0.1"), "10.0.0.1");
    }
}
