//! Sign-in is slowed, per account and per address, after failures. A try is counted before the password is looked at,
//! so that many at once are slowed like many in a row.

use super::browser::known_browser;
use super::entity::attempts::{ActiveModel, Column, Entity};
use crate::database::{best_effort, once_more};
use crate::error::Error;
use crate::fields::email_key;
use crate::request::RequestContext;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ColumnTrait, Condition, EntityTrait, IntoActiveModel, QueryFilter, Set};
use std::net::IpAddr;

/// Failures older than this are forgotten.
const WINDOW_US: i64 = 15 * 60 * 1_000_000;
/// Wrong passwords that everybody types now and then.
const FREE_PER_PAIR: i64 = 5;
/// Tries at one account from everywhere: high, because whoever knows an e-mail could use them up against its owner.
const FREE_PER_ACCOUNT: i64 = 100;
/// An office of people behind one address.
const FREE_PER_ADDRESS: i64 = 30;
/// The longest wait: long enough against guessing, short enough that nobody can lock a colleague out.
const MAX_WAIT_S: i64 = 60;

/// The keys that a sign-in is counted under, and how many failures each has free. A browser that this person has signed in
/// with before has a count of its own: what others try from the same address does not hold it up.
fn keys(request: &RequestContext, email: &str) -> Vec<(String, i64)> {
    let account: String = email_key(email).chars().take(200).collect();
    if let Some(browser) = known_browser(request, email) {
        return vec![(format!("browser:{browser}"), FREE_PER_PAIR)];
    }
    let address = network(request.address);
    vec![
        (format!("pair:{address} {account}"), FREE_PER_PAIR),
        (format!("account:{account}"), FREE_PER_ACCOUNT),
        (format!("address:{address}"), FREE_PER_ADDRESS),
    ]
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
    once_more(|| count_try(request, email)).await
}

async fn count_try(request: &RequestContext, email: &str) -> Result<(), Error> {
    let transaction = request.database.begin_write().await?;
    let now_us = request.now_us;
    for (key, free) in keys(request, email) {
        let row =
            ActiveModel { key: Set(key.clone()), failures: Set(1), failed_at_us: Set(now_us), retry_at_us: Set(0) };
        let is_old = format!("sign_in_attempts.failed_at_us < {}", now_us - WINDOW_US);
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
        if wait_us > 0 && wait_us <= MAX_WAIT_S * 1_000_000 {
            return Err(Error::RateLimited { retry_s: u64::try_from(wait_us).unwrap_or_default().div_ceil(1_000_000) });
        }
        let over = row.failures - free;
        if over > 0 {
            let wait_s = (1_i64 << over.min(6)).min(MAX_WAIT_S);
            let mut row = row.into_active_model();
            row.retry_at_us = Set(now_us + wait_s * 1_000_000);
            Entity::update(row).exec(&transaction).await?;
        }
    }
    transaction.commit().await
}

/// Forgets the tries that led to a success, and everybody's that are old; where the database is busy the next success does.
pub async fn forget(request: &RequestContext, email: &str) {
    best_effort("that tries led to a success", once_more(|| forget_now(request, email))).await;
}

async fn forget_now(request: &RequestContext, email: &str) -> Result<(), Error> {
    let own: Vec<String> = keys(request, email).into_iter().map(|(key, _)| key).collect();
    let (address, own): (Vec<String>, Vec<String>) = own.into_iter().partition(|key| key.starts_with("address:"));
    let transaction = request.database.begin_write().await?;
    let stale = Condition::any().add(Column::Key.is_in(own)).add(Column::FailedAtUs.lt(request.now_us - WINDOW_US));
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
