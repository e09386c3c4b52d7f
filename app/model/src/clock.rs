//! The partner's clock, as pages and mails show it: a zone's name and its distances from UTC, made on the server.
//!
//! The browser has no time zone database of ours: it gets the steps that it needs with the page, two a year at most.

use crate::calendar::{push_number, rfc3339};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A time zone's name, and since when it was how far from UTC.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clock {
    zone: Arc<str>,
    /// From a minute since 1970 (UTC) on, so many minutes ahead of UTC; the first holds for all that was before.
    steps: Arc<[(i64, i32)]>,
}

impl Default for Clock {
    fn default() -> Self {
        Self::new("UTC", [(0, 0)])
    }
}

const MINUTE_US: i64 = 60_000_000;

impl Clock {
    /// A clock of a zone's name and its steps, the oldest first.
    #[must_use]
    pub fn new(zone: &str, steps: impl IntoIterator<Item = (i64, i32)>) -> Self {
        Self { zone: zone.into(), steps: steps.into_iter().collect() }
    }

    /// The zone's name (IANA): `Europe/Istanbul`.
    #[must_use]
    pub fn zone(&self) -> &str {
        &self.zone
    }

    /// How many steps it has: so many a page carries.
    #[must_use]
    pub fn steps(&self) -> usize {
        self.steps.len()
    }

    /// A time on this clock as a browser's own field writes it: `2026-12-01T09:00`.
    #[must_use]
    pub fn minute(&self, at_us: i64) -> String {
        let mut text = rfc3339(self.local_us(at_us));
        text.truncate(16);
        text
    }

    /// The same with its distance from UTC (RFC 3339 without seconds): `2026-12-01T09:00+03:00`.
    #[must_use]
    pub fn stamp(&self, at_us: i64) -> String {
        let mut text = self.minute(at_us);
        text.push_str(&self.distance(at_us));
        text
    }

    /// The zone and its distance from UTC at a time: `Europe/Istanbul (UTC+03:00)`.
    #[must_use]
    pub fn zone_at(&self, at_us: i64) -> String {
        format!("{} (UTC{})", self.zone, self.distance(at_us))
    }

    /// What the clock shows, in microseconds since 1970 as it shows them.
    #[must_use]
    pub fn local_us(&self, at_us: i64) -> i64 {
        at_us.saturating_add(i64::from(self.ahead_min(at_us)) * MINUTE_US)
    }

    fn ahead_min(&self, at_us: i64) -> i32 {
        let minute = at_us.div_euclid(MINUTE_US);
        let begun = self.steps.partition_point(|(from, _)| *from <= minute).max(1);
        self.steps.get(begun - 1).map_or(0, |(_, ahead)| *ahead)
    }

    fn distance(&self, at_us: i64) -> String {
        let ahead = self.ahead_min(at_us);
        let mut text = String::from(if ahead < 0 { '-' } else { '+' });
        push_number(&mut text, i64::from(ahead.abs() / 60), 2);
        text.push(':');
        push_number(&mut text, i64::from(ahead.abs() % 60), 2);
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOON_US: i64 = 1_795_348_800_000_000;

    #[test]
    fn shows_what_the_clock_on_the_wall_shows() {
        let hour = 3_600_000_000;
        let clock =
            Clock::new("Test/Zone", [(0, 120), (NOON_US / MINUTE_US, 60), ((NOON_US + hour) / MINUTE_US, -210)]);
        assert_eq!(clock.minute(NOON_US - 1), "2026-11-22T13:59");
        assert_eq!(clock.minute(NOON_US), "2026-11-22T13:00");
        assert_eq!(clock.stamp(NOON_US + hour), "2026-11-22T09:30-03:30");
        assert_eq!(clock.zone_at(NOON_US), "Test/Zone (UTC+01:00)");
        // Before the first step too.
        assert_eq!(clock.minute(-1), "1970-01-01T01:59");
    }
}
