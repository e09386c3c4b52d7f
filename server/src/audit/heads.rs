//! The head, signed once a day and sent off the machine: into a folder, by mail, to a webhook.

use crate::mails::Post;
use crate::router::Clock;
use app::audit::{Head, sign_if_older};
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
    let mut unsent: Option<Head> = None;
    while !*ends.borrow() {
        if let Ok(Some(head)) = sign_if_older(&database, clock(), DAY_US).await {
            unsent = Some(head);
        }
        if let Some(head) = unsent.take()
            && let Err(failure) = send(&head, &settings, post.as_ref()).await
        {
            tracing::warn!(%failure, seq = head.seq, "the log's head could not be sent; it is tried again");
            unsent = Some(head);
        }
        tokio::select! {
            () = tokio::time::sleep(PAUSE) => {}
            _ = ends.changed() => {}
        }
    }
}

/// Sends a head everywhere it is to go.
///
/// # Errors
/// The first way that failed.
pub async fn send(head: &Head, settings: &HeadSettings, post: Option<&Post>) -> Result<(), String> {
    let text = serde_json::to_string(head).map_err(|error| error.to_string())? + "\n";
    if let Some(folder) = &settings.folder {
        std::fs::create_dir_all(folder).map_err(|error| format!("its folder: {error}"))?;
        let file = folder.join(format!("defter-head-{}.json", head.seq));
        std::fs::write(&file, &text).map_err(|error| format!("its file: {error}"))?;
    }
    if let (Some(to), Some(post)) = (&settings.mail, post) {
        let subject = format!("Defter: the log's head at entry {}", head.seq);
        post.send(to, &subject, &text).await.map_err(|failure| format!("its mail: {failure:?}"))?;
    }
    if let Some(url) = &settings.webhook {
        let client = crate::outgoing::client(PATIENCE)?;
        let answer = client.post(url).json(head).send().await.map_err(|error| format!("its webhook: {error}"))?;
        if !answer.status().is_success() {
            return Err(format!("its webhook answered {}", answer.status()));
        }
    }
    Ok(())
}
