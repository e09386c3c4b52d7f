//! What the program says in its log while something runs, for a test that waits for a sentence of it.

use std::io::Write;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use tokio::sync::Notify;
use tracing::subscriber::NoSubscriber;
use tracing::{Dispatch, Level};

/// Hears every warning of what runs under [`Heard::here`].
#[derive(Clone, Default)]
pub struct Heard {
    said: Arc<Mutex<String>>,
    more: Arc<Notify>,
}

impl Heard {
    /// For `with_subscriber`: tasks that are spawned by what runs are not heard.
    pub fn here(&self) -> Dispatch {
        self.of(Level::WARN)
    }

    /// The same down to a level.
    pub fn of(&self, level: Level) -> Dispatch {
        // Of a single listener `tracing` takes a sentence that another thread said first, unheard, for one that nobody hears.
        static OTHER: OnceLock<Dispatch> = OnceLock::new();
        OTHER.get_or_init(|| Dispatch::new(NoSubscriber::new()));
        let heard = self.clone();
        let said = tracing_subscriber::fmt().with_max_level(level).with_ansi(false);
        Dispatch::new(said.with_writer(move || heard.clone()).finish())
    }

    /// All that was said.
    pub fn text(&self) -> String {
        self.said.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// How often something was said.
    pub fn count(&self, words: &str) -> usize {
        self.said.lock().unwrap_or_else(PoisonError::into_inner).matches(words).count()
    }

    /// Waits until it is said.
    pub async fn until(&self, words: &str) {
        loop {
            // Before it is looked: what is said meanwhile is heard.
            let more = self.more.notified();
            if self.count(words) > 0 {
                return;
            }
            more.await;
        }
    }
}

impl Write for Heard {
    fn write(&mut self, said: &[u8]) -> std::io::Result<usize> {
        self.said.lock().unwrap_or_else(PoisonError::into_inner).push_str(&String::from_utf8_lossy(said));
        self.more.notify_waiters();
        Ok(said.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
