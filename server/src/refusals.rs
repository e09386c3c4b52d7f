//! Refusals that are worth an entry of the log: the same person at the same path once a minute, and at a few paths. An entry
//! is for good, and whoever may do little must not be able to fill the log.

use model::limits::REFUSALS_NOTED;
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use uuid::Uuid;

const MINUTE_US: i64 = 60 * 1_000_000;
/// Remembered at one time; beyond it all are forgotten, and noted once more.
const MOST: usize = 10_000;

/// The place of all the others.
const MORE: &str = "…";

const HOUR_US: i64 = 60 * MINUTE_US;
/// Entries of an hour about people whom nobody knows: an attack comes from thousands of addresses.
const MOST_OF_STRANGERS: u32 = 20;

/// What was noted a moment ago.
#[derive(Clone, Debug, Default)]
pub struct Refusals {
    noted: Arc<Mutex<HashMap<(Uuid, String), i64>>>,
    of_strangers: Arc<Mutex<Hour>>,
}

/// What was noted of strangers within an hour.
#[derive(Clone, Copy, Debug, Default)]
struct Hour {
    began_us: i64,
    noted: u32,
    /// Those that were not, since the last that was.
    left_out: u64,
}

impl Refusals {
    /// Whether a refusal of somebody who is not signed in is to be noted: each address once a minute, and few an hour
    /// altogether. If so it counts as noted, and how many before it were not is the answer.
    pub fn of_stranger(&self, address: IpAddr, now_us: i64) -> Option<u64> {
        if !self.is_new(of_address(address), "", now_us) {
            return None;
        }
        let mut hour = self.of_strangers.lock().unwrap_or_else(PoisonError::into_inner);
        if (now_us - hour.began_us).abs() >= HOUR_US {
            *hour = Hour { began_us: now_us, noted: 0, ..*hour };
        }
        if hour.noted >= MOST_OF_STRANGERS {
            hour.left_out += 1;
            return None;
        }
        hour.noted += 1;
        Some(std::mem::take(&mut hour.left_out))
    }

    /// Whether a refusal is to be noted; if so it counts as noted.
    pub fn is_new(&self, person: Uuid, path: &str, now_us: i64) -> bool {
        let mut noted = self.noted.lock().unwrap_or_else(PoisonError::into_inner);
        if noted.len() >= MOST {
            noted.clear();
        }
        let is_recent = |last: &i64| (now_us - last).abs() < MINUTE_US;
        let of_one = noted.iter().filter(|((whose, _), last)| *whose == person && is_recent(last)).count();
        // That there were more is noted too.
        let path = if of_one >= REFUSALS_NOTED { MORE } else { path };
        let is_new = !noted.get(&(person, path.to_owned())).is_some_and(is_recent);
        if is_new {
            noted.insert((person, path.to_owned()), now_us);
        }
        is_new
    }
}

/// An id that stands for an address.
fn of_address(address: IpAddr) -> Uuid {
    match address {
        IpAddr::V4(address) => Uuid::from_u128(u128::from(address.to_bits())),
        IpAddr::V6(address) => Uuid::from_u128(address.to_bits()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::Ipv4Addr;

    #[test]
    fn strangers_are_noted_once_a_minute_each_and_few_an_hour_and_the_others_are_counted() {
        let refusals = Refusals::default();
        let of = |address: u32| IpAddr::V4(Ipv4Addr::from_bits(address));
        assert_eq!(refusals.of_stranger(of(1), HOUR_US), Some(0));
        assert_eq!(refusals.of_stranger(of(1), HOUR_US + 1), None, "the same within a minute is not even counted");
        assert_eq!(refusals.of_stranger(of(1), HOUR_US + MINUTE_US), Some(0));
        let noted = (2..1_500).filter(|address| refusals.of_stranger(of(*address), HOUR_US + MINUTE_US).is_some());
        assert_eq!(noted.count(), 18);
        assert_eq!(refusals.of_stranger(of(9), 2 * HOUR_US - 1), None);
        assert_eq!(refusals.of_stranger(of(9), 2 * HOUR_US + MINUTE_US), Some(1_498 - 18 + 1));
        assert_eq!(refusals.of_stranger(of(10), 2 * HOUR_US + MINUTE_US), Some(0));
        // A clock that was ahead holds nothing up for longer than an hour.
        assert_eq!(refusals.of_stranger(of(11), MINUTE_US), Some(0));
    }

    #[test]
    fn a_person_is_noted_once_a_minute_at_a_path_and_at_few_paths() {
        let (refusals, one, other) = (Refusals::default(), Uuid::from_u128(1), Uuid::from_u128(2));
        assert!(refusals.is_new(one, "/people", 0));
        assert!(!refusals.is_new(one, "/people", MINUTE_US - 1));
        assert!(refusals.is_new(one, "/profile", 1) && refusals.is_new(other, "/people", 1));
        assert!(refusals.is_new(one, "/people", MINUTE_US));
        let many = (0..100).filter(|at| refusals.is_new(one, &format!("/{at}"), 3 * MINUTE_US)).count();
        assert_eq!(many, REFUSALS_NOTED + 1);
    }
}
