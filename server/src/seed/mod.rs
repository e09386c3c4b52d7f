//! Filling a database: the demo, and as many made-up customers as somebody likes to try with.

mod chance;
mod customers;
mod demo;
mod places;

pub use demo::DEMO_PASSWORD;

use crate::config::Seed;
use crate::failure::Failure;
use chance::Chance;
use desk::customers::{add_customers, defer_search, has_customers, rebuild_search};
use desk::database::Database;
use std::io::Write;
use std::time::Instant;

/// Customers made and stored at a time: some 20 MB.
const BATCH: u64 = 10_000;
/// Below so many the search index is kept up while they are added.
const MANY: u64 = 20_000;

/// Adds what was asked for.
///
/// # Errors
/// A sentence if it cannot be added.
pub async fn seed(database: &Database, settings: &Seed, out: &mut impl Write) -> Result<(), Failure> {
    match settings.customers {
        Some(_)
            if settings.if_empty && has_customers(database).await.map_err(|_| "the customers cannot be read")? =>
        {
            Ok(())
        }
        Some(count) => many(database, count, settings.seed, out).await,
        None => demo::demo(database, settings.if_empty, out).await,
    }
}

async fn many(database: &Database, count: u64, seed: u64, out: &mut impl Write) -> Result<(), Failure> {
    let began = Instant::now();
    let failed = |_| "the customers could not be stored; the log says why (the same seed twice makes the same IDs: choose another --seed)";
    let mut chance = Chance::new(seed);
    let is_many = count >= MANY;
    if is_many {
        defer_search(database).await.map_err(failed)?;
    }
    let added = add_batches(database, &mut chance, count, out).await;
    // The index is built again even if a batch failed: nothing half-done stays.
    if is_many {
        rebuild_search(database).await.map_err(failed)?;
    }
    added.map_err(failed)?;
    writeln!(out, "added {count} customers in {:.1} s", began.elapsed().as_secs_f64())?;
    Ok(())
}

async fn add_batches(
    database: &Database,
    chance: &mut Chance,
    count: u64,
    out: &mut impl Write,
) -> Result<(), desk::error::Error> {
    let mut left = count;
    while left > 0 {
        let batch: Vec<_> = (0..left.min(BATCH)).filter_map(|_| customers::any_customer(chance)).collect();
        left -= left.min(BATCH);
        add_customers(database, &batch).await?;
        if (count - left).is_multiple_of(100_000) {
            let _ = writeln!(out, "  {} of {count}", count - left);
        }
    }
    Ok(())
}
