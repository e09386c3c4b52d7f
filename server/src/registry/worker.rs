//! Takes up questions whose time has come, a few at a time, and writes down what came of them.

use super::vies::{Said, Vies};
use crate::router::Clock;
use desk::database::{Database, Wait};
use desk::error::Error;
use desk::registry::queue::{Outcome, Question, take_due, write_outcome};
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::JoinSet;

/// Questions under way at once: VIES counts them for each member state and refuses the many.
const AT_ONCE: u64 = 3;
/// How often the table is looked at while nothing is due.
const PAUSE: Duration = Duration::from_secs(2);
/// The first wait after a try without an answer; each further one is twice as long.
const FIRST_WAIT_US: i64 = 60 * 1_000_000;
const LONGEST_WAIT_US: i64 = 12 * 3_600 * 1_000_000;
/// After so many tries, some four days, the answer is that nobody could be asked.
const MAX_TRIES: i32 = 17;
/// What VIES says when the question itself is wrong: asking again changes nothing.
const FINAL: &str = "INVALID_INPUT";
/// What VIES says to somebody who asks too much, or when it is away as a whole: nothing else is asked for a while.
const PUSHED_BACK: [&str; 6] = [
    "HTTP_429",
    "IP_BLOCKED",
    "VAT_BLOCKED",
    "GLOBAL_MAX_CONCURRENT_REQ",
    "SERVICE_UNAVAILABLE",
    "INVALID_REQUESTER_INFO",
];
const LONG_PAUSE: Duration = Duration::from_mins(1);

/// What came of a look at the table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// Questions that were asked.
    pub count: usize,
    /// Whether VIES wants to be left alone.
    pub is_pushed_back: bool,
}

/// Asks what is due.
///
/// # Errors
/// A database that fails; the other questions of the turn are written down all the same.
pub async fn ask_due(database: &Database, vies: &Vies, clock: Clock) -> Result<Asked, Error> {
    let due = async { take_due(database, clock.lease_us(database).await?, AT_ONCE).await };
    let due = database.within(Wait::Write, due).await?;
    let mut asked = Ok(Asked { count: due.len(), is_pushed_back: false });
    let mut under_way = JoinSet::new();
    for question in due {
        under_way.spawn(ask_one(database.clone(), vies.clone(), clock, question));
    }
    while let Some(ended) = under_way.join_next().await {
        match (ended.unwrap_or(Err(Error::Unavailable)), &mut asked) {
            (Ok(is_pushed_back), Ok(asked)) => asked.is_pushed_back |= is_pushed_back,
            (Err(error), _) => asked = Err(error),
            (Ok(_), Err(_)) => {}
        }
    }
    asked
}

/// Asks once, and answers whether VIES wants to be left alone.
async fn ask_one(database: Database, vies: Vies, clock: Clock, question: Question) -> Result<bool, Error> {
    let said = vies.ask(&question.vat_id).await;
    let mut is_pushed_back = false;
    if let Said::Nothing(failure) = &said {
        is_pushed_back = PUSHED_BACK.contains(&failure.as_str());
        tracing::warn!(failure, attempts = question.attempts, "VIES gave no answer");
    }
    let written = async {
        let outcome = outcome(said, question.attempts, clock.lease_us(&database).await?);
        write_outcome(&database, &question, outcome, clock.now_us()).await
    };
    database.within(Wait::Write, written).await?;
    Ok(is_pushed_back)
}

/// Goes on asking until it is told to end; what is under way then is written down first.
pub async fn keep_asking(database: Database, vies: Vies, clock: Clock, mut ends: watch::Receiver<bool>) {
    while !*ends.borrow() {
        let pause = match ask_due(&database, &vies, clock).await {
            Ok(asked) if asked.is_pushed_back => LONG_PAUSE,
            Ok(asked) if asked.count > 0 => continue,
            // A database that is away was logged where it failed; the questions wait in it.
            Ok(_) | Err(_) => PAUSE,
        };
        tokio::select! {
            () = tokio::time::sleep(pause) => {}
            _ = ends.changed() => {}
        }
    }
}

fn outcome(said: Said, attempts: i32, lease_us: i64) -> Outcome {
    match said {
        Said::Valid(registered) => Outcome::Valid(registered),
        Said::Invalid(registered) => Outcome::Invalid(registered),
        Said::Nothing(failure) if attempts >= MAX_TRIES || failure == FINAL => Outcome::Never { failure },
        Said::Nothing(failure) => Outcome::Later { failure, next_try_at_us: lease_us + wait_us(attempts) },
    }
}

fn wait_us(attempts: i32) -> i64 {
    FIRST_WAIT_US.saturating_mul(1 << attempts.saturating_sub(1).clamp(0, 20)).min(LONGEST_WAIT_US)
}

#[cfg(test)]
mod tests {
    use super::*;
    use desk::registry::queue::LEASE_US;

    /// Else a second server would ask what this one still asks: the questions of a turn are under way together.
    #[test]
    fn what_is_asked_ends_before_its_lease_does() {
        assert!(crate::serve::VIES_PATIENCE.as_micros() < u128::from(LEASE_US.unsigned_abs()));
    }

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
