//! Takes up questions whose time has come, a few at a time, and writes down what came of them.

use super::vies::{Said, Vies};
use crate::router::Clock;
use app::database::Database;
use app::error::Error;
use app::registry::store::{Outcome, Question, take_due, write_outcome};
use std::time::Duration;
use tokio::task::JoinSet;

/// Questions under way at once: VIES counts them for each member state and refuses the many.
const AT_ONCE: u64 = 3;
/// How often the table is looked at while nothing is due.
const PAUSE: Duration = Duration::from_secs(2);
/// The first wait after a try without an answer; each further one is twice as long.
const FIRST_WAIT_US: i64 = 60 * 1_000_000;
const LONGEST_WAIT_US: i64 = 12 * 3_600 * 1_000_000;
/// After so many tries, some four days, the answer is that nobody could be asked.
const MAX_TRIES: u32 = 17;
/// What VIES says when the question itself is wrong: asking again changes nothing.
const FINAL: [&str; 3] = ["INVALID_INPUT", "INVALID_REQUESTER_INFO", "VAT_BLOCKED"];

/// Asks what is due and answers how many were asked.
///
/// # Errors
/// A database that fails.
pub async fn ask_due(database: &Database, vies: &Vies, clock: Clock) -> Result<usize, Error> {
    let due = take_due(database, clock(), AT_ONCE).await?;
    let asked = due.len();
    let mut under_way = JoinSet::new();
    for question in due {
        under_way.spawn(ask_one(database.clone(), vies.clone(), clock, question));
    }
    while let Some(ended) = under_way.join_next().await {
        ended.map_err(|_| Error::Unavailable)??;
    }
    Ok(asked)
}

async fn ask_one(database: Database, vies: Vies, clock: Clock, question: Question) -> Result<(), Error> {
    let said = vies.ask(&question.vat_id).await;
    let now_us = clock();
    write_outcome(&database, question.id, outcome(said, question.attempts, now_us), now_us).await
}

/// Goes on asking until the program ends.
pub async fn keep_asking(database: Database, vies: Vies, clock: Clock) {
    loop {
        match ask_due(&database, &vies, clock).await {
            Ok(1..) => {}
            // A database that is away was logged where it failed; the questions wait in it.
            Ok(0) | Err(_) => tokio::time::sleep(PAUSE).await,
        }
    }
}

fn outcome(said: Said, attempts: u32, now_us: i64) -> Outcome {
    match said {
        Said::Valid(registered) => Outcome::Valid(registered),
        Said::Invalid(registered) => Outcome::Invalid(registered),
        Said::Nothing(failure) if attempts >= MAX_TRIES || FINAL.contains(&failure.as_str()) => {
            Outcome::Never { failure }
        }
        Said::Nothing(failure) => Outcome::Later { failure, next_try_at_us: now_us + wait_us(attempts) },
    }
}

fn wait_us(attempts: u32) -> i64 {
    FIRST_WAIT_US.saturating_mul(1 << attempts.saturating_sub(1).min(20)).min(LONGEST_WAIT_US)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_longer_each_time_and_ends_after_some_days() {
        assert_eq!(wait_us(1), FIRST_WAIT_US);
        assert_eq!(wait_us(4), 8 * FIRST_WAIT_US);
        assert_eq!(wait_us(40), LONGEST_WAIT_US);
        let days = (1..MAX_TRIES).map(wait_us).sum::<i64>() / 86_400_000_000;
        assert!((3..=5).contains(&days), "{days}");
    }

    #[test]
    fn gives_up_at_once_when_the_question_is_wrong() {
        let nothing = |word: &str, attempts| outcome(Said::Nothing(word.into()), attempts, 0);
        assert_eq!(nothing("INVALID_INPUT", 1), Outcome::Never { failure: "INVALID_INPUT".into() });
        assert_eq!(nothing("TIMEOUT", MAX_TRIES), Outcome::Never { failure: "TIMEOUT".into() });
        let later = Outcome::Later { failure: "TIMEOUT".into(), next_try_at_us: FIRST_WAIT_US };
        assert_eq!(nothing("TIMEOUT", 1), later);
    }
}
