//! Where the log's heads go.

use std::path::PathBuf;
use std::time::Duration;

/// How long each way of a head's may take, from connecting to the last word.
const PATIENCE: Duration = Duration::from_secs(30);

/// Where heads go.
#[derive(Clone, Debug)]
pub struct HeadSettings {
    /// A folder, perhaps of another machine.
    pub folder: Option<PathBuf>,
    /// An e-mail address.
    pub mail: Option<String>,
    /// A URL that takes JSON.
    pub webhook: Option<String>,
    /// How long the folder and the webhook may take; the mail server has a patience of its own.
    pub patience: Duration,
}

impl Default for HeadSettings {
    fn default() -> Self {
        Self { folder: None, mail: None, webhook: None, patience: PATIENCE }
    }
}
