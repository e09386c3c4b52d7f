//! What is kept for a while only goes when its time is over, whoever signs in meanwhile or nobody.

use crate::router::Clock;
use desk::database::{Database, Wait};
use desk::session::forget_old;
use std::time::Duration;
use tokio::sync::watch;

/// How often it is looked.
const PAUSE: Duration = Duration::from_mins(5);

/// Forgets old tries at signing in, which name people and addresses, until it is told to end.
pub async fn keep_forgetting(database: Database, clock: Clock, mut ends: watch::Receiver<bool>) {
    while !*ends.borrow() {
        let forgotten = database.within(Wait::Write, forget_old(&database, clock.now_us())).await;
        if let Err(error) = forgotten {
            tracing::warn!(?error, "old tries at signing in could not be forgotten");
        }
        tokio::select! {
            () = tokio::time::sleep(PAUSE) => {}
            _ = ends.changed() => {}
        }
    }
}
