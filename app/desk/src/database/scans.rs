//! Turns for questions that no index answers: one at a time, so that the others keep their connections.

use super::open::PATIENCE;
use crate::error::Error;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use uuid::Uuid;

/// Scans under way and waiting at one time.
const ALL: usize = 16;
/// Of one person: the next of theirs may wait while the first one reads.
const OF_ONE: usize = 2;

/// The turns. Cheap to clone.
#[derive(Clone, Debug)]
pub(super) struct Scans {
    turn: Arc<Semaphore>,
    asked: Arc<Mutex<HashMap<Uuid, usize>>>,
}

/// A turn to scan, given back when it is dropped.
#[derive(Debug)]
pub struct Scan {
    _turn: OwnedSemaphorePermit,
    _place: Place,
}

impl Scans {
    pub(super) fn new() -> Self {
        Self { turn: Arc::new(Semaphore::new(1)), asked: Arc::default() }
    }

    /// A turn for somebody.
    ///
    /// # Errors
    /// `Unavailable` if too many wait, or too many of one person.
    pub(super) async fn begin(&self, staff_id: Uuid) -> Result<Scan, Error> {
        let place = self.place(staff_id).ok_or(Error::Unavailable)?;
        let turn = tokio::time::timeout(PATIENCE, Arc::clone(&self.turn).acquire_owned()).await;
        let turn = turn.ok().and_then(Result::ok).ok_or(Error::Unavailable)?;
        Ok(Scan { _turn: turn, _place: place })
    }

    fn place(&self, staff_id: Uuid) -> Option<Place> {
        let mut asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        let own = asked.get(&staff_id).copied().unwrap_or_default();
        if own >= OF_ONE || asked.values().sum::<usize>() >= ALL {
            return None;
        }
        asked.insert(staff_id, own + 1);
        Some(Place { staff_id, asked: Arc::clone(&self.asked) })
    }
}

/// A place in the row, given back when it is dropped.
#[derive(Debug)]
struct Place {
    staff_id: Uuid,
    asked: Arc<Mutex<HashMap<Uuid, usize>>>,
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        match asked.get_mut(&self.staff_id) {
            Some(own) if *own > 1 => *own -= 1,
            _ => drop(asked.remove(&self.staff_id)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::pin::{Pin, pin};
    use std::task::{Context, Poll, Waker};

    /// What a future answers at once; none if it waits.
    fn at_once<T>(future: Pin<&mut impl Future<Output = T>>) -> Option<T> {
        match future.poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(answer) => Some(answer),
            Poll::Pending => None,
        }
    }

    #[tokio::test]
    async fn one_person_keeps_nobody_else_from_their_turn() {
        let scans = Scans::new();
        let (one, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let first = scans.begin(one).await;
        assert!(first.is_ok());
        let mut second = Box::pin(scans.begin(one));
        assert!(at_once(second.as_mut()).is_none(), "waits");
        for _ in 0..ALL {
            assert!(matches!(at_once(pin!(scans.begin(one))), Some(Err(Error::Unavailable))), "is refused at once");
        }
        let mut others = Box::pin(scans.begin(other));
        assert!(at_once(others.as_mut()).is_none(), "waits");
        drop((first, second));
        assert!(others.await.is_ok());
        assert!(scans.asked.lock().is_ok_and(|asked| asked.is_empty()), "who is gone is forgotten");
    }

    #[tokio::test]
    async fn no_more_than_so_many_wait() {
        let scans = Scans::new();
        let mut waiting: Vec<_> = (0..ALL).map(|one| Box::pin(scans.begin(Uuid::from_u128(one as u128)))).collect();
        let begun: Vec<_> = waiting.iter_mut().filter_map(|one| at_once(one.as_mut())).collect();
        assert!(matches!(begun[..], [Ok(_)]));
        let one_more = at_once(pin!(scans.begin(Uuid::max())));
        assert!(matches!(one_more, Some(Err(Error::Unavailable))));
    }
}
