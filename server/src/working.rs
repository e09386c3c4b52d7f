//! Workers beside the requests: what panics begins again.

use std::time::Duration;
use tokio::sync::watch;

/// So long a worker that panicked waits before it begins again.
const PAUSE: Duration = Duration::from_secs(if cfg!(test) { 0 } else { 5 });

/// Keeps a worker going until the server is told to end: work that ended by itself has ended, work that panicked begins
/// again.
pub async fn keep_working<W>(name: &'static str, mut ends: watch::Receiver<bool>, work: impl Fn() -> W)
where
    W: Future<Output = ()> + Send + 'static,
{
    while let Err(fault) = tokio::spawn(work()).await {
        tracing::error!(worker = name, panicked = fault.is_panic(), "a worker broke off; it begins again");
        if *ends.borrow() {
            return;
        }
        tokio::select! {
            () = tokio::time::sleep(PAUSE) => {}
            _ = ends.changed() => return,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU32, Ordering};

    #[tokio::test]
    async fn a_worker_that_panics_begins_again_and_one_that_ends_does_not() {
        let (_end, ends) = watch::channel(false);
        let turns = Arc::new(AtomicU32::new(0));
        let counted = Arc::clone(&turns);
        keep_working("test", ends, move || {
            let turn = counted.fetch_add(1, Ordering::SeqCst);
            async move { assert!(turn >= 2, "breaks off twice") }
        })
        .await;
        assert_eq!(turns.load(Ordering::SeqCst), 3);
    }
}
