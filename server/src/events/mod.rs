//! Server-sent events: a page that shows a customer hears when somebody else changes it. The log is what all servers of
//! a database share, so it is looked at once a second while anybody listens, and not at all while nobody does.

mod places;

use crate::responses::plain_error;
use app::wire::Error;
use axum::Extension;
use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use desk::database::{Database, Wait};
use desk::history::{Changed, changed_after, last_change, missed_of, newest_seq};
use desk::request::RequestContext;
use desk::session::still_signed_in;
use futures_util::stream::{StreamExt, unfold};
use http::header::CACHE_CONTROL;
use http::{HeaderMap, HeaderValue};
use model::access::SeeCustomers;
use places::{Place, Places, Tab};
use serde::Deserialize;
use std::collections::VecDeque;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{broadcast, watch};
use tokio::time::Instant;
use uuid::Uuid;

const PAUSE: Duration = Duration::from_secs(1);
/// A stream ends after so long and the browser asks for another: who was signed out in between hears no more.
const LONGEST: Duration = Duration::from_mins(5);
const KEEP_ALIVE: Duration = Duration::from_secs(20);
/// How often a stream looks whether its person is still signed in.
const LOOK_AGAIN: Duration = Duration::from_secs(20);
/// Changes that a slow listener may fall behind.
const BEHIND: usize = 256;

/// Who listens, and what they are told.
#[derive(Clone, Debug)]
pub struct Events(Arc<Hub>);

#[derive(Debug)]
struct Hub {
    told: broadcast::Sender<Changed>,
    /// Whether the log is looked at; held by who begins and by who ends.
    is_looking: tokio::sync::Mutex<bool>,
    places: Arc<Places>,
    ends: watch::Sender<bool>,
}

impl Default for Events {
    fn default() -> Self {
        let (told, _) = broadcast::channel(BEHIND);
        let (ends, _) = watch::channel(false);
        let hub = Hub { told, is_looking: tokio::sync::Mutex::default(), places: Arc::default(), ends };
        Self(Arc::new(hub))
    }
}

impl Events {
    /// Ends every stream: the server is about to end.
    pub fn end(&self) {
        let _ = self.0.ends.send(true);
    }

    /// Hears everything that changes from now on.
    ///
    /// # Errors
    /// A database that does not say where the log stands: from 0 on everything would be told that ever was.
    async fn listen(&self, database: &Database) -> Result<broadcast::Receiver<Changed>, Error> {
        let receiver = self.0.told.subscribe();
        let mut is_looking = self.0.is_looking.lock().await;
        if !*is_looking {
            // Before anybody is told what stands already, so that nothing comes between.
            let last = database.within(Wait::Read, newest_seq(database)).await?;
            *is_looking = true;
            tokio::spawn(look(Arc::clone(&self.0), database.clone(), last));
        }
        drop(is_looking);
        Ok(receiver)
    }
}

/// Looks at the log while anybody listens, from an entry on.
async fn look(hub: Arc<Hub>, database: Database, mut last: i64) {
    let mut ends = hub.ends.subscribe();
    while !*ends.borrow() {
        tokio::select! {
            () = tokio::time::sleep(PAUSE) => {}
            _ = ends.changed() => break,
        }
        if hub.told.receiver_count() == 0 {
            let mut is_looking = hub.is_looking.lock().await;
            // Who came meanwhile is counted, or finds that nobody looks.
            if hub.told.receiver_count() == 0 {
                *is_looking = false;
                return;
            }
        }
        // A database that is away was logged where it failed; the next look catches up.
        if let Ok((newest, changes)) = database.within(Wait::Read, changed_after(&database, last)).await {
            last = newest;
            for change in changes {
                let _ = hub.told.send(change);
            }
        }
    }
}

/// A change as it is sent: the version (0 for a change request), who made it, and which fields; with the number of its entry,
/// which a browser that comes back names.
fn of(change: &Changed) -> Event {
    Event::default()
        .event("changed")
        .id(change.seq.to_string())
        .json_data((change.version, change.by_id, &change.by, &change.fields))
        .unwrap_or_default()
}

/// Where the log stands when somebody begins to listen: nothing that changed, and no version there ever is.
fn standing(seq: i64) -> Changed {
    let (customer_id, by_id) = (Uuid::nil(), Uuid::nil());
    Changed { seq, customer_id, version: -1, by_id, by: String::new(), fields: Vec::new() }
}

/// What somebody heard last.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Heard {
    /// The entry's number; none where they come for the first time.
    after: Option<i64>,
}

/// What somebody hears first: what they missed since they were away; or the newest change, and where the log stands.
async fn first_of(database: &Database, id: Uuid, after: Option<i64>) -> Result<VecDeque<Event>, Error> {
    // Before what was missed is read: what comes between is heard twice rather than not at all.
    let seq = newest_seq(database).await?;
    let told = match after {
        Some(seq) => missed_of(database, id, seq).await?,
        None => last_change(database, id).await?.into_iter().collect(),
    };
    Ok(told.iter().chain([&standing(seq)]).map(of).collect())
}

/// Listens for a customer's changes, with what is to be heard first.
///
/// # Errors
/// `NotFound` where there is no such customer; a database that is away.
async fn hear(
    events: &Events,
    database: &Database,
    id: Uuid,
    after: Option<i64>,
) -> Result<(broadcast::Receiver<Changed>, VecDeque<Event>), Error> {
    if database.within(Wait::Read, desk::customers::names(database, [id].into_iter())).await?.is_empty() {
        return Err(Error::NotFound);
    }
    let receiver = events.listen(database).await?;
    // Asked for once one listens, so that nothing comes between: who comes late hears the newest first.
    let first = database.within(Wait::Read, first_of(database, id, after)).await?;
    Ok((receiver, first))
}

/// Whether somebody is still signed in.
async fn still_hears(context: &RequestContext) -> bool {
    context.database.within(Wait::Read, still_signed_in(context)).await.unwrap_or_default()
}

/// The changes of one customer as they come.
pub async fn of_customer(
    State(events): State<Events>,
    Extension(context): Extension<RequestContext>,
    heard: Result<Query<Heard>, QueryRejection>,
    headers: HeaderMap,
    id: Result<Path<Uuid>, PathRejection>,
) -> Response {
    let person = match context.permit::<SeeCustomers>() {
        Ok(permit) => permit.staff_id(),
        Err(error) => return plain_error(&error.into()),
    };
    let Ok(Path(id)) = id else {
        return plain_error(&Error::NotFound);
    };
    let hub = Arc::clone(&events.0);
    let Some(place) = Place::take(&hub.places, person) else {
        return plain_error(&Error::Unavailable);
    };
    let own = headers.get("last-event-id").and_then(|seq| seq.to_str().ok()).and_then(|seq| seq.parse().ok());
    let after = own.or(heard.ok().and_then(|heard| heard.after));
    let (receiver, first) = match hear(&events, &context.database, id, after).await {
        Ok(heard) => heard,
        Err(error) => return plain_error(&error),
    };
    // Last: a stream that does not begin ends no other of the browser's.
    let tab = Tab::take(&hub.places, context.session.clone().unwrap_or_default());
    let ends = hub.ends.subscribe();
    let until = Instant::now() + LONGEST;
    let stream = unfold(
        (receiver, ends, (place, tab), first, context),
        move |(mut receiver, mut ends, places, mut first, context)| async move {
            if let Some(event) = first.pop_front() {
                return Some((Ok::<_, Infallible>(event), (receiver, ends, places, first, context)));
            }
            let mut look_at = Instant::now() + LOOK_AGAIN;
            loop {
                let told = tokio::select! {
                    told = receiver.recv() => told,
                    _ = ends.changed() => return None,
                    () = tokio::time::sleep_until(until) => return None,
                    () = places.1.ended() => return None,
                    () = tokio::time::sleep_until(look_at) => {
                        if !still_hears(&context).await {
                            return None;
                        }
                        look_at = Instant::now() + LOOK_AGAIN;
                        continue;
                    }
                };
                match told {
                    Ok(change) if change.customer_id == id => {
                        // Who signed out, or was disabled, hears no more.
                        if !still_hears(&context).await {
                            return None;
                        }
                        return Some((Ok::<_, Infallible>(of(&change)), (receiver, ends, places, first, context)));
                    }
                    Ok(_) | Err(broadcast::error::RecvError::Lagged(_)) => {}
                    Err(broadcast::error::RecvError::Closed) => return None,
                }
            }
        },
    );
    let mut response = Sse::new(stream.fuse()).keep_alive(KeepAlive::new().interval(KEEP_ALIVE)).into_response();
    // Somebody's, like every other private answer.
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

#[cfg(test)]
mod tests {
    use super::*;
    use desk::audit::{NewEntry, Source, append_alone};
    use desk::key::LogKey;
    use model::audit::Kind;
    use tempfile::TempDir;

    type TestResult = Result<(), crate::failure::Failure>;

    async fn change(database: &Database, version: i64) -> TestResult {
        let (source, subject_id) = (Source::program(1), Uuid::from_u128(1));
        let entry = NewEntry { source, kind: Kind::CustomerUpdate, subject_id, version, values: &[] };
        append_alone(database, entry).await.map_err(|error| format!("{error:?}"))?;
        Ok(())
    }

    /// From the moment on that they are let in, and nothing of before: also where others listened before them.
    #[tokio::test]
    async fn who_comes_when_nobody_looks_hears_what_comes_from_then_on() -> TestResult {
        let folder = TempDir::new()?;
        let url = format!("sqlite:{}?mode=rwc", folder.path().join("test.db").display());
        let database = Database::open(&url, LogKey::of_seed(&[7; 32]).ok_or("no key")?).await?;
        crate::serve::migrate(&database).await?;
        let events = Events::default();
        for version in [2, 4] {
            change(&database, version - 1).await?;
            let mut hears = events.listen(&database).await.map_err(|error| format!("{error:?}"))?;
            change(&database, version).await?;
            let told = tokio::time::timeout(Duration::from_secs(20), hears.recv()).await??;
            assert_eq!(told.version, version);
            drop(hears);
            let nobody_looks = async {
                while *events.0.is_looking.lock().await {
                    tokio::task::yield_now().await;
                }
            };
            tokio::time::timeout(Duration::from_secs(20), nobody_looks).await?;
        }
        Ok(())
    }
}
