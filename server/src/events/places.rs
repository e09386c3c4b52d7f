//! Places for streams: so many in all, of one person, and of one browser.

use model::limits::{STREAMS, STREAMS_OF_BROWSER, STREAMS_OF_PERSON};
use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::Notify;
use uuid::Uuid;

/// The places that are taken.
#[derive(Debug, Default)]
pub(super) struct Places {
    people: Mutex<HashMap<Uuid, usize>>,
    browsers: Mutex<HashMap<Vec<u8>, VecDeque<Arc<Notify>>>>,
}

/// A person's place among the streams, given back when the stream ends.
pub(super) struct Place(Arc<Places>, Uuid);

impl Place {
    /// A place, if there is one left.
    pub(super) fn take(places: &Arc<Places>, person: Uuid) -> Option<Self> {
        let mut people = places.people.lock().unwrap_or_else(PoisonError::into_inner);
        let (all, own): (usize, usize) = (people.values().sum(), people.get(&person).copied().unwrap_or_default());
        if all >= STREAMS || own >= STREAMS_OF_PERSON {
            return None;
        }
        people.insert(person, own + 1);
        Some(Self(Arc::clone(places), person))
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut people = self.0.people.lock().unwrap_or_else(PoisonError::into_inner);
        let own = people.get(&self.1).copied().unwrap_or_default();
        if own > 1 {
            people.insert(self.1, own - 1)
        } else {
            people.remove(&self.1)
        };
    }
}

/// A stream's place among those of its browser, given back when it ends.
pub(super) struct Tab(Arc<Places>, Vec<u8>, Arc<Notify>);

impl Tab {
    /// A place; the oldest of the same browser is told to end where there are too many.
    pub(super) fn take(places: &Arc<Places>, session: Vec<u8>) -> Self {
        let mut browsers = places.browsers.lock().unwrap_or_else(PoisonError::into_inner);
        let tabs = browsers.entry(session.clone()).or_default();
        while tabs.len() >= STREAMS_OF_BROWSER {
            if let Some(oldest) = tabs.pop_front() {
                oldest.notify_one();
            }
        }
        let ended = Arc::new(Notify::new());
        tabs.push_back(Arc::clone(&ended));
        Self(Arc::clone(places), session, ended)
    }

    /// Waits until a newer one takes its place.
    pub(super) async fn ended(&self) {
        self.2.notified().await;
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

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::FutureExt;

    #[tokio::test]
    async fn a_newer_tab_of_a_browser_ends_its_oldest() {
        let places = Arc::default();
        let tabs: Vec<Tab> = (0..=STREAMS_OF_BROWSER).map(|_| Tab::take(&places, vec![1])).collect();
        let other = Tab::take(&places, vec![2]);
        let ended = |tab: &Tab| tab.ended().now_or_never().is_some();
        assert_eq!(tabs.iter().map(ended).collect::<Vec<_>>(), [true, false, false]);
        assert!(!ended(&other));
        drop((tabs, other));
        assert!(places.browsers.lock().is_ok_and(|browsers| browsers.is_empty()));
    }

    #[test]
    fn one_person_takes_no_more_than_their_places_and_gives_them_back() {
        let hub = Arc::default();
        let (one, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let places: Vec<_> = (0..STREAMS_OF_PERSON).map(|_| Place::take(&hub, one)).collect();
        assert!(places.iter().all(Option::is_some) && Place::take(&hub, one).is_none());
        assert!(Place::take(&hub, other).is_some());
        drop(places);
        assert!(Place::take(&hub, one).is_some());
    }
}
