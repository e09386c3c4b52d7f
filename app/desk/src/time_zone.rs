//! Dates as the partner's staff give and read them: in the partner's time zone, summer time and all.

use jiff::civil;
use jiff::tz::{AmbiguousOffset, TimeZone};
use jiff::{SignedDuration, Timestamp};
use model::clock::Clock;
use model::fields;
use model::fields::Problem;
use model::limits::FARTHEST_DATE_US;

/// What clocks know: from 2020, before which no Defter was, to twenty years from when they are made; what lies beyond is
/// shown by the last step, for every page carries them all. The database lists a zone's steps until 2037; later ones follow
/// from its rule (RFC 9636, footer).
const CLOCK_FROM: civil::DateTime = civil::datetime(2020, 1, 1, 0, 0, 0, 0);
const CLOCK_AHEAD: SignedDuration = SignedDuration::from_hours(20 * 366 * 24);

/// What the names of places in the time zone database begin with.
const PARTS_OF_THE_WORLD: [&str; 9] =
    ["Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"];

/// The partner's time zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ZoneOfPartner {
    zone: TimeZone,
    clock: Clock,
}

impl Default for ZoneOfPartner {
    fn default() -> Self {
        Self { zone: TimeZone::UTC, clock: Clock::default() }
    }
}

impl ZoneOfPartner {
    /// Whether the IANA time zone database has this name.
    #[must_use]
    pub fn is_name(name: &str) -> bool {
        TimeZone::get(name).is_ok()
    }

    /// The names to choose from: places, without those of before and of no place.
    #[must_use]
    pub fn names() -> Vec<String> {
        let places = |name: &String| name.split_once('/').is_some_and(|(part, _)| PARTS_OF_THE_WORLD.contains(&part));
        let mut names: Vec<String> = jiff::tz::db().available().map(|name| name.to_string()).filter(places).collect();
        names.sort_unstable();
        names.push("UTC".to_owned());
        names
    }

    /// The zone of a name of the IANA time zone database, `Europe/Istanbul`, with a clock for the years around now.
    #[must_use]
    pub fn of_name(name: &str, now_us: i64) -> Option<Self> {
        let zone = TimeZone::get(name).ok()?;
        let from = CLOCK_FROM.to_zoned(zone.clone()).ok()?;
        let until = Timestamp::from_microsecond(now_us).ok()?.checked_add(CLOCK_AHEAD).ok()?;
        let first = (from.timestamp().as_second() / 60, from.offset().seconds() / 60);
        let later = zone
            .following(from.timestamp())
            .take_while(|step| step.timestamp() < until)
            .map(|step| (step.timestamp().as_second() / 60, step.offset().seconds() / 60));
        let clock = Clock::new(zone.iana_name().unwrap_or(name), std::iter::once(first).chain(later));
        Some(Self { zone, clock })
    }

    /// The zone's name.
    #[must_use]
    pub fn name(&self) -> &str {
        self.clock.zone()
    }

    /// The zone's clock.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// The moment that a typed date and time mean. What the clocks pass twice in autumn is the earlier one; what they
    /// leave out in spring is none.
    ///
    /// # Errors
    /// Why it is no moment to come.
    pub fn parse(&self, typed: &str, now_us: i64) -> Result<Option<i64>, Problem> {
        match self.any(typed)? {
            Some(past) if past <= now_us => Err(Problem::InThePast),
            Some(far) if far > now_us.saturating_add(FARTHEST_DATE_US) => Err(Problem::TooFarAhead),
            at_us => Ok(at_us),
        }
    }

    /// The moment that a typed date and time mean, whenever it is.
    ///
    /// # Errors
    /// Why it is no moment.
    pub fn any(&self, typed: &str) -> Result<Option<i64>, Problem> {
        let Some(minute) = fields::LAND_AT.parse(typed)? else { return Ok(None) };
        let time: civil::DateTime = minute.parse().map_err(|_| Problem::NotATime)?;
        let moment = self.zone.to_ambiguous_timestamp(time);
        if matches!(moment.offset(), AmbiguousOffset::Gap { .. }) {
            return Err(Problem::NoSuchTime);
        }
        Ok(Some(moment.earlier().map_err(|_| Problem::NotATime)?.as_microsecond()))
    }

    /// The moment of a stamp that the clock wrote; of one without its distance from UTC, as the zone is now.
    #[must_use]
    pub fn of_stamp(&self, stamp: &str) -> Option<i64> {
        match Stamp::parse(stamp)? {
            Stamp { ahead_us: Some(ahead_us), local_us, .. } => Some(local_us - ahead_us),
            Stamp { ahead_us: None, .. } => self.any(stamp).ok().flatten(),
        }
    }

    /// The first moment of a day, or of the day after it; for filters.
    #[must_use]
    pub fn day_us(&self, day: &str, is_after: bool) -> Option<i64> {
        let mut day: civil::Date = day.parse().ok()?;
        if is_after {
            day = day.tomorrow().ok()?;
        }
        Some(day.to_zoned(self.zone.clone()).ok()?.timestamp().as_microsecond())
    }
}

/// A stamp taken apart, as the clock wrote it: `2026-12-01T09:00+03:00`, before it said distances `2026-12-01T09:00`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp<'a> {
    /// What the clock showed, in microseconds since 1970 as it showed them.
    pub local_us: i64,
    /// How far ahead of UTC it was, in microseconds.
    ahead_us: Option<i64>,
    /// The same as written: `+03:00`, or nothing.
    pub distance: &'a str,
}

impl<'a> Stamp<'a> {
    /// Takes a stamp apart.
    #[must_use]
    pub fn parse(stamp: &'a str) -> Option<Self> {
        let (minute, distance) = stamp.split_at_checked(16)?;
        let time: civil::DateTime = minute.parse().ok()?;
        let local_us = time.to_zoned(TimeZone::UTC).ok()?.timestamp().as_microsecond();
        let ahead_us = if distance.is_empty() { None } else { Some(ahead_us(distance)?) };
        Some(Self { local_us, ahead_us, distance })
    }
}

fn ahead_us(distance: &str) -> Option<i64> {
    let sign = if distance.starts_with('-') { -1 } else { 1 };
    let (hours, minutes) = distance.strip_prefix(['+', '-'])?.split_once(':')?;
    let is_two = |digits: &str| digits.len() == 2 && digits.bytes().all(|digit| digit.is_ascii_digit());
    if !is_two(hours) || !is_two(minutes) {
        return None;
    }
    Some(sign * (hours.parse::<i64>().ok()? * 60 + minutes.parse::<i64>().ok()?) * 60_000_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW_US: i64 = 1_795_356_300_000_000;

    fn berlin() -> ZoneOfPartner {
        ZoneOfPartner::of_name("Europe/Berlin", NOW_US).unwrap_or_default()
    }

    #[test]
    fn knows_summer_time_from_winter_time() {
        let hour_us = 3_600_000_000;
        let of = |zone: &ZoneOfPartner, typed: &str| zone.parse(typed, NOW_US).ok().flatten().unwrap_or_default();
        let utc = ZoneOfPartner::default();
        assert_eq!(of(&utc, "2027-01-15T12:00") - of(&berlin(), "2027-01-15T12:00"), hour_us);
        assert_eq!(of(&utc, "2027-07-15T12:00") - of(&berlin(), "2027-07-15T12:00"), 2 * hour_us);
        // Passed twice on 31 October 2027: the earlier one, still summer time.
        assert_eq!(of(&utc, "2027-10-31T02:30") - of(&berlin(), "2027-10-31T02:30"), 2 * hour_us);
    }

    #[test]
    fn refuses_what_no_clock_will_show() {
        assert_eq!(berlin().parse("2027-03-28T02:30", NOW_US), Err(Problem::NoSuchTime));
        assert_eq!(berlin().parse("2027-02-30T09:00", NOW_US), Err(Problem::NotATime));
        assert_eq!(berlin().parse("2026-11-22T15:05", NOW_US), Err(Problem::InThePast));
        assert!(berlin().parse("2026-11-22T15:06", NOW_US).is_ok());
        assert_eq!(berlin().parse("2046-11-22T15:06", NOW_US), Err(Problem::TooFarAhead));
        assert_eq!(berlin().parse("", NOW_US), Ok(None));
    }

    #[test]
    fn the_clock_reads_as_it_was_typed() {
        let at_us = berlin().parse("2027-07-15T12:00", NOW_US).ok().flatten().unwrap_or_default();
        let zone = berlin();
        assert_eq!(zone.clock().minute(at_us), "2027-07-15T12:00");
        assert_eq!(zone.clock().zone_at(at_us), "Europe/Berlin (UTC+02:00)");
        let winter_us = zone.parse("2027-12-15T12:00", NOW_US).ok().flatten().unwrap_or_default();
        assert_eq!(zone.clock().stamp(winter_us), "2027-12-15T12:00+01:00");
        for at_us in [at_us, winter_us] {
            assert_eq!(ZoneOfPartner::default().of_stamp(&zone.clock().stamp(at_us)), Some(at_us));
        }
        assert_eq!(zone.of_stamp("2027-07-15T12:00"), Some(at_us));
        assert_eq!(zone.of_stamp("nonsense"), None);
    }

    fn years_after(years: i64) -> i64 {
        NOW_US + years * 31_556_952 * 1_000_000
    }

    /// Beyond 2037 summer time goes on by the zone's rule, whenever the server was started.
    #[test]
    fn the_clock_knows_summer_time_of_the_next_twenty_years() {
        let started_us = years_after(18);
        for (name, noon, stamp) in [
            ("Europe/Berlin", "2045-07-15T12:00", "2045-07-15T12:00+02:00"),
            ("Europe/Berlin", "2045-12-15T12:00", "2045-12-15T12:00+01:00"),
            ("Europe/Berlin", "2045-10-29T12:00", "2045-10-29T12:00+01:00"),
            ("America/New_York", "2045-07-15T12:00", "2045-07-15T12:00-04:00"),
            ("America/New_York", "2045-01-15T12:00", "2045-01-15T12:00-05:00"),
            ("America/New_York", "2045-03-12T12:00", "2045-03-12T12:00-04:00"),
            ("Europe/Istanbul", "2045-07-15T12:00", "2045-07-15T12:00+03:00"),
            ("Europe/Istanbul", "2045-01-15T12:00", "2045-01-15T12:00+03:00"),
            ("Europe/Berlin", "2026-07-15T12:00", "2026-07-15T12:00+02:00"),
            ("Australia/Sydney", "2064-06-30T12:00", "2064-06-30T12:00+10:00"),
            ("Australia/Sydney", "2064-10-31T12:00", "2064-10-31T12:00+11:00"),
        ] {
            let zone = ZoneOfPartner::of_name(name, started_us).unwrap_or_default();
            let at_us = zone.any(noon).ok().flatten().unwrap_or_default();
            assert_eq!(zone.clock().stamp(at_us), stamp, "{name}");
            assert_eq!(ZoneOfPartner::default().of_stamp(stamp), Some(at_us), "{name}");
        }
    }

    /// Every page carries the steps: two a year, of the years that are behind and of twenty.
    #[test]
    fn a_clock_has_no_more_steps_than_its_window() {
        let steps = |name: &str, years: i64| {
            let zone = ZoneOfPartner::of_name(name, years_after(years)).unwrap_or_default();
            zone.clock().steps()
        };
        for name in ["Europe/Berlin", "America/New_York", "Australia/Sydney"] {
            assert!((50..=56).contains(&steps(name, 0)), "{name}: {}", steps(name, 0));
            assert!((86..=94).contains(&steps(name, 19)), "{name}: {}", steps(name, 19));
        }
        assert_eq!((steps("Europe/Istanbul", 0), steps("UTC", 19)), (1, 1));
        // What lies beyond the window is shown by its last step, and keeps its moment.
        let at_us = berlin().any("2090-07-15T12:00").ok().flatten().unwrap_or_default();
        assert_eq!(berlin().of_stamp(&berlin().clock().stamp(at_us)), Some(at_us));
        assert!(!ZoneOfPartner::is_name("Europe/Ankara") && ZoneOfPartner::of_name("Europe/Ankara", NOW_US).is_none());
        assert!(ZoneOfPartner::is_name("Europe/Istanbul"));
    }

    #[test]
    fn every_zone_to_choose_is_one() {
        let names = ZoneOfPartner::names();
        assert!(names.len() > 300, "{}", names.len());
        assert!(names.iter().all(|name| ZoneOfPartner::is_name(name)));
        for there in ["Europe/Istanbul", "America/Argentina/Buenos_Aires", "UTC"] {
            assert!(names.iter().any(|name| name == there), "{there}");
        }
        assert!(!names.iter().any(|name| name.starts_with("Etc/") || name.starts_with("US/")));
    }

    #[test]
    fn a_day_is_as_long_as_the_clocks_make_it() {
        let hours = |day: &str| {
            let (first, after) = (berlin().day_us(day, false), berlin().day_us(day, true));
            (after.unwrap_or_default() - first.unwrap_or_default()) / 3_600_000_000
        };
        assert_eq!((hours("2027-03-28"), hours("2027-06-01"), hours("2027-10-31")), (23, 24, 25));
        assert_eq!(berlin().day_us("yesterday", false), None);
    }
}
