//! Times as digits: the calendar without a time zone database, for both sides.

/// Writes a whole number, with zeros before it up to a width. A list writes four times a row, and `format!` was more than
/// half of the work of a row.
pub fn push_number(text: &mut String, number: i64, width: usize) {
    if number < 0 {
        // A year before the first: never met, and written as `format!` does.
        let _ = std::fmt::Write::write_fmt(text, format_args!("{number:0width$}"));
        return;
    }
    let (mut digits, mut left, mut first) = ([b'0'; 19], number, 19);
    while left > 0 || 19 - first < width.clamp(1, 19) {
        first -= 1;
        digits[first] = b'0' + u8::try_from(left % 10).unwrap_or_default();
        left /= 10;
    }
    text.extend(digits[first..].iter().copied().map(char::from));
}

/// A time as RFC 3339 in UTC with microseconds, for `<time datetime>`.
#[must_use]
pub fn rfc3339(at_us: i64) -> String {
    let at = Moment::of(at_us);
    let mut text = String::with_capacity(27);
    let parts = [(at.year, 4, '-'), (at.month, 2, '-'), (at.day, 2, 'T'), (at.hour, 2, ':'), (at.minute, 2, ':')];
    for (number, width, mark) in parts.into_iter().chain([(at.second, 2, '.'), (at.microsecond, 6, 'Z')]) {
        push_number(&mut text, number, width);
        text.push(mark);
    }
    text
}

/// A UTC calendar time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The year.
    pub year: i64,
    /// From 1.
    pub month: i64,
    /// From 1.
    pub day: i64,
    /// From 0.
    pub hour: i64,
    /// From 0.
    pub minute: i64,
    /// From 0.
    pub second: i64,
    /// From 0.
    pub microsecond: i64,
}

impl Moment {
    /// Days to a date by Howard Hinnant's `civil_from_days` ("chrono-Compatible Low-Level Date Algorithms").
    #[must_use]
    pub fn of(at_us: i64) -> Self {
        let (days, in_day_us) = (at_us.div_euclid(86_400_000_000), at_us.rem_euclid(86_400_000_000));
        let shifted = days + 719_468;
        let era = shifted.div_euclid(146_097);
        let in_era = shifted.rem_euclid(146_097);
        let years = (in_era - in_era / 1_460 + in_era / 36_524 - in_era / 146_096) / 365;
        let since_march = in_era - (365 * years + years / 4 - years / 100);
        let march_month = (5 * since_march + 2) / 153;
        let month = if march_month < 10 { march_month + 3 } else { march_month - 9 };
        let in_day_s = in_day_us / 1_000_000;
        Self {
            year: years + era * 400 + i64::from(month <= 2),
            month,
            day: since_march - (153 * march_month + 2) / 5 + 1,
            hour: in_day_s / 3_600,
            minute: in_day_s / 60 % 60,
            second: in_day_s % 60,
            microsecond: in_day_us % 1_000_000,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_numbers_digit_by_digit_as_format_does() {
        for number in [0, 7, 10, 999, 2026, 123_456, i64::MAX, -1, -2026, i64::MIN] {
            for width in [0, 1, 2, 4, 6] {
                let mut text = String::new();
                push_number(&mut text, number, width);
                assert_eq!(text, format!("{number:0width$}"), "{number} {width}");
            }
        }
    }
}
