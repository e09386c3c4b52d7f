//! Refusals that are worth an entry of the log: the same person at the same path once a minute, and at a few paths. An entry
//! is for good, and whoever may do little must not be able to fill the log.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use uuid::Uuid;

const MINUTE_US: i64 = 60 * 1_000_000;
/// Remembered at one time; beyond it all are forgotten, and noted once more.
const MOST: usize = 10_000;

/// Entries of one person within a minute.
const MOST_OF_ONE: usize = 20;

/// The place of all the others.
const MORE: &str = "…";

/// What was noted a moment ago.
#[derive(Clone, Debug, Default)]
pub struct Refusals(Arc<Mutex<HashMap<(Uuid, String), i64>>>);

impl Refusals {
    /// Whether a refusal is to be noted; if so it counts as noted.
    pub fn is_new(&self, person: Uuid, path: &str, now_us: i64) -> bool {
        let mut noted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if noted.len() >= MOST {
            noted.clear();
        }
        let is_recent = |last: &i64| now_us - last < MINUTE_US;
        let of_one = noted.iter().filter(|((whose, _), last)| *whose == person && is_recent(last)).count();
        // That there were more is noted too.
        let path = if of_one >= MOST_OF_ONE { MORE } else { path };
        let is_new = !noted.get(&(person, path.to_owned())).is_some_and(is_recent);
        if is_new {
            noted.insert((person, path.to_owned()), now_us);
        }
        is_new
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_is_noted_once_a_minute_at_a_path_and_at_few_paths() {
        let (refusals, one, other) = (Refusals::default(), Uuid::from_u128(1), Uuid::from_u128(2));
        assert!(refusals.is_new(one, "/people", 0));
        assert!(!refusals.is_new(one, "/people", MINUTE_US - 1));
        assert!(refusals.is_new(one, "/profile", 1) && refusals.is_new(other, "/people", 1));
        assert!(refusals.is_new(one, "/people", MINUTE_US));
        let many = (0..100).filter(|at| refusals.is_new(one, &format!("/{at}"), 3 * MINUTE_US)).count();
        assert_eq!(many, MOST_OF_ONE + 1);
    }
}
