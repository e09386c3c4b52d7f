//! Takes up mails whose time has come, and writes down what came of them.

use super::post::{NotSent, Post};
use crate::router::Clock;
use desk::database::{Database, Wait, once_more};
use desk::error::Error;
use desk::mails::{Due, MailOutcome, count_older, take_due, write_outcome, write_sent};
use std::time::Duration;
use tokio::sync::watch;

/// One after the other, each at its longest, they end before their lease of five minutes does.
const AT_ONCE: u64 = 4;
/// A mail that waits for longer is warned about, at most so often: somebody waits for it.
const OLD_US: i64 = 3_600 * 1_000_000;
const PAUSE: Duration = Duration::from_secs(2);
/// The first wait after a try that failed; each further one is twice as long.
const FIRST_WAIT_US: i64 = 60 * 1_000_000;
const LONGEST_WAIT_US: i64 = 6 * 3_600 * 1_000_000;
/// After so many tries, three days and some hours, a mail is given up.
const MAX_TRIES: i32 = 21;

/// Sends what is due, and answers how many mails were tried.
///
/// # Errors
/// A database that fails.
pub async fn send_due(database: &Database, post: &Post, clock: Clock) -> Result<usize, Error> {
    let due = async { take_due(database, clock.lease_us(database).await?, AT_ONCE).await };
    let due = database.within(Wait::Write, due).await?;
    for mail in &due {
        let tried = try_once(post, mail).await;
        let is_sent = tried.is_ok();
        let written = once_more(|| write_down(database, mail, tried.clone(), clock));
        let written = database.within(Wait::Write, written).await;
        if let Err(error) = written {
            tracing::error!(?error, id = %mail.id, "what came of a mail could not be written down");
            // Rather sent and not in the log than sent again and again.
            let again = write_sent(database, mail, clock.now_us());
            if is_sent && let Err(error) = database.within(Wait::Write, again).await {
                tracing::error!(?error, id = %mail.id, "a mail that was sent may be sent again");
            }
        }
    }
    Ok(due.len())
}

async fn try_once(post: &Post, mail: &Due) -> Result<(), NotSent> {
    if mail.attempts > MAX_TRIES {
        return Err(NotSent::Never("tried too often".to_owned()));
    }
    match post.send(&mail.recipient, &mail.subject, &mail.body).await {
        Err(NotSent::Later(why)) if mail.attempts < MAX_TRIES => {
            tracing::warn!(why, attempts = mail.attempts, "a mail was not taken; it is tried again");
            Err(NotSent::Later(why))
        }
        Err(NotSent::Refused(why)) if mail.attempts < MAX_TRIES => {
            tracing::warn!(
                why,
                attempts = mail.attempts,
                "the mail server refuses this program, not the mail: look at --smtp-url and --mail-from; it is tried again"
            );
            Err(NotSent::Refused(why))
        }
        Err(NotSent::Later(why) | NotSent::Refused(why) | NotSent::Never(why)) => {
            tracing::error!(why, "a mail is given up");
            Err(NotSent::Never(why))
        }
        Ok(()) => Ok(()),
    }
}

async fn write_down(database: &Database, mail: &Due, tried: Result<(), NotSent>, clock: Clock) -> Result<(), Error> {
    let outcome = match tried {
        Ok(()) => MailOutcome::Sent,
        Err(NotSent::Later(why) | NotSent::Refused(why)) => {
            MailOutcome::Later(why, clock.lease_us(database).await? + wait_us(mail.attempts))
        }
        Err(NotSent::Never(why)) => MailOutcome::Never(why),
    };
    write_outcome(database, mail, outcome, clock.now_us()).await
}

/// Goes on sending until it is told to end; what is under way then is written down first.
pub async fn keep_sending(database: Database, post: Post, clock: Clock, mut ends: watch::Receiver<bool>) {
    let mut warned_at_us = i64::MIN;
    while !*ends.borrow() {
        warn_of_old(&database, clock.now_us(), &mut warned_at_us).await;
        if matches!(send_due(&database, &post, clock).await, Ok(count) if count > 0) {
            continue;
        }
        tokio::select! {
            () = tokio::time::sleep(PAUSE) => {}
            _ = ends.changed() => {}
        }
    }
}

/// Says that mails have been waiting for more than an hour, whatever keeps them; again an hour after it was said last.
pub async fn warn_of_old(database: &Database, now_us: i64, warned_at_us: &mut i64) {
    if now_us.saturating_sub(*warned_at_us) < OLD_US {
        return;
    }
    if let Ok(old) = database.within(Wait::Read, count_older(database, now_us - OLD_US)).await
        && old > 0
    {
        *warned_at_us = now_us;
        tracing::warn!(mails = old, "mails have been waiting for more than an hour: is the mail server there?");
    }
}

fn wait_us(attempts: i32) -> i64 {
    FIRST_WAIT_US.saturating_mul(1 << attempts.saturating_sub(1).clamp(0, 20)).min(LONGEST_WAIT_US)
}

#[cfg(test)]
mod tests {
    use super::*;
    use desk::mails::LEASE_US;

    /// Else a second server would send what this one still tries.
    #[test]
    fn mails_that_are_taken_up_at_once_end_before_their_lease_does() {
        let longest_us = u128::from(AT_ONCE) * super::super::post::PATIENCE.as_micros();
        assert!(longest_us < u128::from(LEASE_US.unsigned_abs()), "{longest_us}");
    }

    /// docs/running.md promises three days.
    #[test]
    fn a_mail_is_tried_for_three_days() {
        const DAY_US: i64 = 24 * 3_600 * 1_000_000;
        let tried_us: i64 = (1..MAX_TRIES).map(wait_us).sum();
        assert!((3 * DAY_US..4 * DAY_US).contains(&tried_us), "{tried_us}");
    }
}
