//! The id under which a request is answered, for whoever logs a failure of it.

use std::sync::OnceLock;
use uuid::Uuid;

tokio::task_local! {
    static REQUEST_ID: Uuid;
}

/// The id of the request that this task answers; nil outside one.
#[must_use]
pub fn current_id() -> Uuid {
    // A page's resources run as tasks of their own; there the page's context knows.
    let of_task = REQUEST_ID.try_with(|id| *id).ok();
    of_task.or_else(|| ELSEWHERE.get().and_then(|find| find())).unwrap_or_default()
}

static ELSEWHERE: OnceLock<fn() -> Option<Uuid>> = OnceLock::new();

/// Says where else the id of a request is looked for.
pub fn look_for_id(find: fn() -> Option<Uuid>) {
    // The same each time.
    let _ = ELSEWHERE.set(find);
}

/// Answers a request under its id.
pub async fn under_id<T>(id: Uuid, answer: impl Future<Output = T>) -> T {
    REQUEST_ID.scope(id, answer).await
}
