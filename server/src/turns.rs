//! Turns for what takes memory and time: rendering pages, answering functions. No person takes all of them.

use desk::request::RequestContext;
use desk::session::network;
use model::limits::TURNS_OF_PERSON;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use uuid::Uuid;

/// Turns at one time: what waits longer than [`PATIENCE`] is told to come back.
const ALL: usize = 64;
const PATIENCE: Duration = Duration::from_secs(5);

/// Whose turn it is: a person's, or that of whoever is at an address and not signed in.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Whose {
    /// Somebody's.
    Person(Uuid),
    /// Nobody's that is known, of one subscriber's network.
    Network(String),
}

impl Whose {
    /// Who asks.
    #[must_use]
    pub fn of(context: &RequestContext) -> Self {
        context
            .viewer
            .as_ref()
            .map_or_else(|| Self::Network(network(context.address)), |viewer| Self::Person(viewer.id))
    }
}

/// The turns. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Turns {
    all: Arc<Semaphore>,
    each: Arc<Mutex<HashMap<Whose, Weak<Semaphore>>>>,
    patience: Duration,
}

/// One of a person's own turns, given back when it is dropped.
#[derive(Debug)]
pub struct Own {
    _own: OwnedSemaphorePermit,
    /// Kept until the turn ends, so that the next of the same person finds it.
    _each: Arc<Semaphore>,
}

/// A turn, given back when it is dropped.
#[derive(Debug)]
pub struct Turn {
    _of_all: OwnedSemaphorePermit,
    _own: Own,
}

impl Turns {
    /// So many turns at one time, each waited for so long.
    #[must_use]
    pub fn new(all: usize, patience: Duration) -> Self {
        Self { all: Arc::new(Semaphore::new(all)), each: Arc::default(), patience }
    }

    /// A turn; none if the wait is too long. One's own are waited for first: who has too many holds up nobody else.
    pub async fn turn(&self, whose: Whose) -> Option<Turn> {
        tokio::time::timeout(self.patience, async { self.next_of_all(self.next_own(whose).await?).await }).await.ok()?
    }

    /// One of somebody's own; none if the wait is too long. What is done with it alone takes no turn from anybody else.
    pub async fn own(&self, whose: Whose) -> Option<Own> {
        tokio::time::timeout(self.patience, self.next_own(whose)).await.ok()?
    }

    /// A turn of all for who has one of their own; none if the wait is too long.
    pub async fn of_all(&self, own: Own) -> Option<Turn> {
        tokio::time::timeout(self.patience, self.next_of_all(own)).await.ok()?
    }

    async fn next_own(&self, whose: Whose) -> Option<Own> {
        let each = self.of(whose);
        let own = Arc::clone(&each).acquire_owned().await.ok()?;
        Some(Own { _own: own, _each: each })
    }

    async fn next_of_all(&self, own: Own) -> Option<Turn> {
        let of_all = Arc::clone(&self.all).acquire_owned().await.ok()?;
        Some(Turn { _of_all: of_all, _own: own })
    }

    fn of(&self, whose: Whose) -> Arc<Semaphore> {
        let mut each = self.each.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = each.get(&whose).and_then(Weak::upgrade) {
            return known;
        }
        // Kept small by those who come: nobody else's turns are under way.
        each.retain(|_, known| known.strong_count() > 0);
        let new = Arc::new(Semaphore::new(TURNS_OF_PERSON));
        each.insert(whose, Arc::downgrade(&new));
        new
    }
}

impl Default for Turns {
    fn default() -> Self {
        Self::new(ALL, PATIENCE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::FutureExt;

    #[tokio::test]
    async fn one_person_takes_no_more_than_their_turns_and_others_go_on() {
        let turns = Turns::default();
        let (one, other) = (Whose::Person(Uuid::from_u128(1)), Whose::Person(Uuid::from_u128(2)));
        let mut taken = Vec::new();
        for _ in 0..TURNS_OF_PERSON {
            taken.extend(turns.turn(one.clone()).now_or_never().flatten());
        }
        assert_eq!(taken.len(), TURNS_OF_PERSON);
        assert!(turns.turn(one.clone()).now_or_never().is_none(), "they wait for one of their own");
        assert!(turns.turn(other.clone()).now_or_never().flatten().is_some());
        taken.pop();
        assert!(turns.turn(one.clone()).now_or_never().flatten().is_some());
    }

    #[tokio::test]
    async fn who_asks_and_is_not_rendered_yet_takes_no_turn_from_others() {
        let turns = Turns::new(2, PATIENCE);
        let mut asking = Vec::new();
        for one in 0..3 {
            asking.extend(turns.own(Whose::Person(Uuid::from_u128(one))).now_or_never().flatten());
        }
        assert_eq!(asking.len(), 3);
        let mut rendered = Vec::new();
        for own in asking {
            rendered.extend(turns.of_all(own).now_or_never().flatten());
        }
        assert_eq!(rendered.len(), 2, "the last waits for a turn of all");
        assert!(turns.turn(Whose::Person(Uuid::from_u128(0))).now_or_never().is_none());
    }

    #[tokio::test]
    async fn who_is_gone_is_forgotten() {
        let turns = Turns::default();
        for one in 0..1_000 {
            assert!(turns.turn(Whose::Person(Uuid::from_u128(one))).await.is_some());
        }
        assert!(turns.each.lock().is_ok_and(|each| each.len() < 3));
    }
}
