//! The head, signed once a day and sent off the machine: into a folder, by mail, to a webhook.

use crate::mails::Post;
use crate::router::Clock;
use app::audit::{Head, last_daily_head, sign_if_older};
use app::database::Database;
use std::path::PathBuf;
use std::time::Duration;
use tokio::sync::watch;

const DAY_US: i64 = 24 * 3_600 * 1_000_000;
/// How often it is looked whether a day has passed, and a head that could not be sent is sent again.
const PAUSE: Duration = Duration::from_mins(5);
const PATIENCE: Duration = Duration::from_secs(30);

/// Where heads go.
#[derive(Clone, Debug, Default)]
pub struct HeadSettings {
    /// A folder, perhaps of another machine.
    pub folder: Option<PathBuf>,
    /// An e-mail address.
    pub mail: Option<String>,
    /// A URL that takes JSON.
    pub webhook: Option<String>,
}

/// Signs once a day, whichever server comes first, and sends what it signed until it is told to end.
pub async fn keep_signing(
    database: Database,
    settings: HeadSettings,
    post: Option<Post>,
    clock: Clock,
    mut ends: watch::Receiver<bool>,
) {
    // What an earlier server signed and perhaps could not send goes out once more: the same twice does no harm.
    let mut unsent = last_daily_head(&database).await.ok().flatten().map(|head| (head, settings.clone()));
    while !*ends.borrow() {
        if let Ok(Some(head)) = sign_if_older(&database, clock.now_us(), DAY_US).await {
            unsent = Some((head, settings.clone()));
        }
        if let Some((head, ways)) = unsent.take() {
            unsent = send(&head, ways, post.as_ref()).await.map(|left| (head, left));
        }
        tokio::select! {
            () = tokio::time::sleep(PAUSE) => {}
            _ = ends.changed() => {}
        }
    }
}

/// Sends a head every way that is left, and answers those that failed: one keeps no other from being tried.
pub async fn send(head: &Head, mut ways: HeadSettings, post: Option<&Post>) -> Option<HeadSettings> {
    let done = [into_folder(head, &ways), by_mail(head, &ways, post).await, to_webhook(head, &ways).await];
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

fn into_folder(head: &Head, settings: &HeadSettings) -> Result<(), String> {
    let Some(folder) = &settings.folder else { return Ok(()) };
    std::fs::create_dir_all(folder).map_err(|error| format!("its folder: {error}"))?;
    let file = folder.join(format!("defter-head-{}.json", head.seq));
    std::fs::write(&file, text(head)?).map_err(|error| format!("its file: {error}"))
}

async fn by_mail(head: &Head, settings: &HeadSettings, post: Option<&Post>) -> Result<(), String> {
    let (Some(to), Some(post)) = (&settings.mail, post) else { return Ok(()) };
    let subject = format!("Defter: the log's head at entry {}", head.seq);
    post.send(to, &subject, &text(head)?).await.map_err(|failure| format!("its mail: {failure:?}"))
}

async fn to_webhook(head: &Head, settings: &HeadSettings) -> Result<(), String> {
    let Some(url) = &settings.webhook else { return Ok(()) };
    let client = crate::outgoing::client(PATIENCE)?;
    let answer =
        client.post(url).json(head).send().await.map_err(|error| format!("its webhook: {}", error.without_url()))?;
    if answer.status().is_success() { Ok(()) } else { Err(format!("its webhook answered {}", answer.status())) }
}
