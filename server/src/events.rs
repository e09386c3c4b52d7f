//! Server-sent events: a page that shows a customer hears when somebody else changes it. The log is what all servers of
//! a database share, so it is looked at once a second while anybody listens, and not at all while nobody does.

use crate::responses::plain_error;
use crate::router::ServerState;
use app::access::SeeCustomers;
use app::database::{Database, Wait};
use app::error::Error;
use app::history::{Changed, changed_after, last_change, missed_of, newest_seq};
use app::request::RequestContext;
use app::session::still_signed_in;
use axum::Extension;
use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::stream::{StreamExt, unfold};
use http::header::CACHE_CONTROL;
use http::{HeaderMap, HeaderValue};
use serde::Deserialize;
use std::collections::{HashMap, VecDeque};
use std::convert::Infallible;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::{Notify, broadcast, watch};
use tokio::time::Instant;
use uuid::Uuid;

const PAUSE: Duration = Duration::from_secs(1);
/// A stream ends after so long and the browser asks for another: who was signed out in between hears no more.
const LONGEST: Duration = Duration::from_mins(5);
const KEEP_ALIVE: Duration = Duration::from_secs(20);
/// How often a stream looks whether its person is still signed in.
const LOOK_AGAIN: Duration = Duration::from_secs(20);
/// Streams at one time: a quarter of the connections there may be. Who comes then goes without.
const MOST_STREAMS: usize = 1_024;
/// Streams of one browser: it has six connections to a server for all of its tabs together. A newer stream ends the oldest;
/// whoever comes back to that tab hears the newest first. Two, so that there is room for two sessions of one browser.
const MOST_OF_BROWSER: usize = 2;
/// Streams of one person: more tabs than anybody looks at, and too few to take everybody else's.
const MOST_OF_ONE: usize = 32;
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
    streams: Mutex<HashMap<Uuid, usize>>,
    browsers: Mutex<HashMap<Vec<u8>, VecDeque<Arc<Notify>>>>,
    ends: watch::Sender<bool>,
}

impl Default for Events {
    fn default() -> Self {
        let (told, _) = broadcast::channel(BEHIND);
        let (ends, _) = watch::channel(false);
        let hub = Hub {
            told,
            is_looking: tokio::sync::Mutex::default(),
            streams: Mutex::default(),
            browsers: Mutex::default(),
            ends,
        };
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

/// A person's place among the streams, given back when the stream ends.
struct Place(Arc<Hub>, Uuid);

/// A stream's place among those of its browser, given back when it ends.
struct Tab(Arc<Hub>, Vec<u8>, Arc<Notify>);

impl Tab {
    /// A place; the oldest of the same browser is told to end where there are too many.
    fn take(hub: &Arc<Hub>, session: Vec<u8>) -> Self {
        let mut browsers = hub.browsers.lock().unwrap_or_else(PoisonError::into_inner);
        let tabs = browsers.entry(session.clone()).or_default();
        while tabs.len() >= MOST_OF_BROWSER {
            if let Some(oldest) = tabs.pop_front() {
                oldest.notify_one();
            }
        }
        let ended = Arc::new(Notify::new());
        tabs.push_back(Arc::clone(&ended));
        Self(Arc::clone(hub), session, ended)
    }
}

impl Drop for Tab {
    fn drop(&mut self) {
        let mut browsers = self.0.browsers.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(tabs) = browsers.get_mut(&self.1) {
            tabs.retain(|tab| !Arc::ptr_eq(tab, &self.2));
            if tabs.is_empty() {
                browsers.remove(&self.1);
            }
        }
    }
}

impl Place {
    /// A place, if there is one left.
    fn take(hub: &Arc<Hub>, person: Uuid) -> Option<Self> {
        let mut streams = hub.streams.lock().unwrap_or_else(PoisonError::into_inner);
        let (all, own): (usize, usize) = (streams.values().sum(), streams.get(&person).copied().unwrap_or_default());
        if all >= MOST_STREAMS || own >= MOST_OF_ONE {
            return None;
        }
        streams.insert(person, own + 1);
        Some(Self(Arc::clone(hub), person))
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut streams = self.0.streams.lock().unwrap_or_else(PoisonError::into_inner);
        let own = streams.get(&self.1).copied().unwrap_or_default();
        if own > 1 {
            streams.insert(self.1, own - 1)
        } else {
            streams.remove(&self.1)
        };
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
    state: &ServerState,
    id: Uuid,
    after: Option<i64>,
) -> Result<(broadcast::Receiver<Changed>, VecDeque<Event>), Error> {
    let database = &state.database;
    if database.within(Wait::Read, app::customers::names(database, [id].into_iter())).await?.is_empty() {
        return Err(Error::NotFound);
    }
    let receiver = state.events.listen(database).await?;
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
    State(state): State<ServerState>,
    Extension(context): Extension<RequestContext>,
    heard: Result<Query<Heard>, QueryRejection>,
    headers: HeaderMap,
    id: Result<Path<Uuid>, PathRejection>,
) -> Response {
    let person = match context.permit::<SeeCustomers>() {
        Ok(permit) => permit.staff_id(),
        Err(error) => return plain_error(&error),
    };
    let Ok(Path(id)) = id else {
        return plain_error(&Error::NotFound);
    };
    let hub = Arc::clone(&state.events.0);
    let Some(place) = Place::take(&hub, person) else {
        return plain_error(&Error::Unavailable);
    };
    let own = headers.get("last-event-id").and_then(|seq| seq.to_str().ok()).and_then(|seq| seq.parse().ok());
    let after = own.or(heard.ok().and_then(|heard| heard.after));
    let (receiver, first) = match hear(&state, id, after).await {
        Ok(heard) => heard,
        Err(error) => return plain_error(&error),
    };
    // Last: a stream that does not begin ends no other of the browser's.
    let tab = Tab::take(&hub, context.session.clone().unwrap_or_default());
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
                    () = places.1.2.notified() => return None,
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

    #[tokio::test]
    async fn a_newer_tab_of_a_browser_ends_its_oldest() {
        let hub = Events::default().0;
        let tabs: Vec<Tab> = (0..=MOST_OF_BROWSER).map(|_| Tab::take(&hub, vec![1])).collect();
        let other = Tab::take(&hub, vec![2]);
        let ended = |tab: &Tab| futures_util::FutureExt::now_or_never(tab.2.notified()).is_some();
        assert_eq!(tabs.iter().map(ended).collect::<Vec<_>>(), [true, false, false]);
        assert!(!ended(&other));
        drop((tabs, other));
        assert!(hub.browsers.lock().is_ok_and(|browsers| browsers.is_empty()));
    }

    #[test]
    fn one_person_takes_no_more_than_their_places_and_gives_them_back() {
        let hub = Events::default().0;
        let (one, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let places: Vec<_> = (0..MOST_OF_ONE).map(|_| Place::take(&hub, one)).collect();
        assert!(places.iter().all(Option::is_some) && Place::take(&hub, one).is_none());
        assert!(Place::take(&hub, other).is_some());
        drop(places);
        assert!(Place::take(&hub, one).is_some());
    }
}
