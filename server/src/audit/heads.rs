//! The head, signed once a day and sent off the machine: into a folder, by mail, to a webhook.

use crate::config::HeadSettings;
use crate::mails::Post;
use crate::router::Clock;
use desk::audit::{AHEAD_US, Head, ahead_us, last_daily_head, sign_if_older};
use desk::database::{Database, Wait};
use std::path::Path;
use std::time::Duration;
use tokio::sync::{Semaphore, watch};

const DAY_US: i64 = 24 * 3_600 * 1_000_000;
/// How often it is looked whether a day has passed, and a head that could not be sent is sent again.
const PAUSE: Duration = Duration::from_mins(5);

/// Signs once a day, whichever server comes first, until it is told to end; whoever sends hears of each head. Signing waits
/// for nobody's server.
pub async fn keep_signing(
    database: Database,
    clock: Clock,
    signed: watch::Sender<Option<Head>>,
    mut ends: watch::Receiver<bool>,
) {
    while !*ends.borrow() {
        warn_of_clock(&database, clock.now_us()).await;
        let signing = sign_if_older(&database, clock.now_us(), DAY_US);
        if let Ok(Some(head)) = database.within(Wait::Write, signing).await {
            signed.send_replace(Some(head));
        }
        tokio::select! {
            () = tokio::time::sleep(PAUSE) => {}
            _ = ends.changed() => {}
        }
    }
}

/// Says that the log is ahead of the clock: what is written now is stamped with the log's time, not the clock's. And that the
/// database's machine has another time: of several servers each is held against it.
async fn warn_of_clock(database: &Database, now_us: i64) {
    if let Ok(by_us) = database.within(Wait::Read, ahead_us(database, now_us)).await
        && by_us > AHEAD_US
    {
        tracing::warn!(
            ahead_s = by_us / 1_000_000,
            "the newest entry of the log is ahead of this machine's clock: if the clock is right now, `defter audit clock` says so in the log"
        );
    }
    if let Ok(Some(theirs_us)) = database.within(Wait::Read, database.clock_us()).await
        && (now_us - theirs_us).abs() > AHEAD_US
    {
        tracing::warn!(
            differs_s = (now_us - theirs_us) / 1_000_000,
            "this machine's clock and that of the database's machine differ: the log's times and the dates of planned changes then go by different clocks"
        );
    }
}

/// Sends each head that is signed, and again what could not be sent, until it is told to end.
pub async fn keep_sending_heads(
    database: Database,
    settings: HeadSettings,
    post: Option<Post>,
    mut signed: watch::Receiver<Option<Head>>,
    mut ends: watch::Receiver<bool>,
) {
    // What an earlier server signed and perhaps could not send goes out once more: the same twice does no harm.
    let last = database.within(Wait::Read, last_daily_head(&database)).await.ok().flatten();
    let mut unsent = last.map(|head| (head, settings.clone()));
    while !*ends.borrow() {
        if let Some(head) = signed.borrow_and_update().clone() {
            unsent = Some((head, settings.clone()));
        }
        if let Some((head, ways)) = unsent.take() {
            unsent = send(&head, ways, post.as_ref()).await.map(|left| (head, left));
        }
        tokio::select! {
            () = tokio::time::sleep(PAUSE) => {}
            _ = signed.changed() => {}
            _ = ends.changed() => {}
        }
    }
}

/// Sends a head every way that is left, and answers those that failed: one keeps no other from being tried.
pub async fn send(head: &Head, mut ways: HeadSettings, post: Option<&Post>) -> Option<HeadSettings> {
    let done = [into_folder(head, &ways).await, by_mail(head, &ways, post).await, to_webhook(head, &ways).await];
    for failure in done.iter().filter_map(|way| way.as_ref().err()) {
        tracing::warn!(failure, seq = head.seq, "the log's head could not be sent; it is tried again");
    }
    ways.folder = ways.folder.filter(|_| done[0].is_err());
    ways.mail = ways.mail.filter(|_| done[1].is_err());
    ways.webhook = ways.webhook.filter(|_| done[2].is_err());
    done.iter().any(Result::is_err).then_some(ways)
}

fn text(head: &Head) -> Result<String, String> {
    Ok(serde_json::to_string(head).map_err(|error| error.to_string())? + "\n")
}

static WRITING: Semaphore = Semaphore::const_new(1);

/// A folder may be another machine's, and that machine away.
async fn into_folder(head: &Head, settings: &HeadSettings) -> Result<(), String> {
    let Some(folder) = settings.folder.clone() else { return Ok(()) };
    let (seq, text) = (head.seq, text(head)?);
    // One at a time: what hangs in another machine's folder cannot be broken off.
    let turn = tokio::time::timeout(settings.patience, WRITING.acquire()).await;
    let turn = turn.ok().and_then(Result::ok).ok_or("its folder: the last try has not come back yet")?;
    let written = tokio::task::spawn_blocking(move || {
        let _turn = turn;
        std::fs::create_dir_all(&folder).map_err(|error| format!("its folder: {error}"))?;
        write_whole(&folder, &format!("defter-head-{seq}.json"), &text).map_err(|error| format!("its file: {error}"))
    });
    match tokio::time::timeout(settings.patience, written).await {
        Ok(Ok(done)) => done,
        Ok(Err(_)) => Err("its file: broken off".to_owned()),
        Err(_) => Err(format!("its folder: no answer within {} s", settings.patience.as_secs())),
    }
}

/// Writes a file under another name first: what has its name is whole, and what could not be written leaves nothing.
fn write_whole(folder: &Path, name: &str, text: &str) -> std::io::Result<()> {
    let part = folder.join(format!(".{name}.part"));
    let written = std::fs::write(&part, text).and_then(|()| std::fs::rename(&part, folder.join(name)));
    written.inspect_err(|_| {
        let _ = std::fs::remove_file(&part);
    })
}

async fn by_mail(head: &Head, settings: &HeadSettings, post: Option<&Post>) -> Result<(), String> {
    let (Some(to), Some(post)) = (&settings.mail, post) else { return Ok(()) };
    let subject = format!("Defter: the log's head at entry {}", head.seq);
    post.send(to, &subject, &text(head)?).await.map_err(|failure| format!("its mail: {failure:?}"))
}

async fn to_webhook(head: &Head, settings: &HeadSettings) -> Result<(), String> {
    let Some(url) = &settings.webhook else { return Ok(()) };
    let client = crate::outgoing::client(settings.patience)?;
    let answer =
        client.post(url).json(head).send().await.map_err(|error| format!("its webhook: {}", error.without_url()))?;
    if answer.status().is_success() { Ok(()) } else { Err(format!("its webhook answered {}", answer.status())) }
}
