//! A date and a time of day, as a browser's own field writes them.

use super::{Input, Problem, Rule};

/// A minute of a calendar, without a time zone: `2026-12-01T09:00` (HTML, "local date and time string").
pub const LAND_AT: Rule = Rule { input: Input { kind: "datetime-local", ..Input::text(19) }, check: local_minute };

fn local_minute(typed: &str) -> Result<String, Problem> {
    // Some browsers write seconds, some a blank.
    let text = typed.replace(' ', "T");
    let minute = match (text.len(), text.get(..16)) {
        (16, Some(minute)) => minute,
        (19, Some(minute)) if text.get(16..17) == Some(":") => minute,
        _ => return Err(Problem::NotATime),
    };
    let is_right = minute.bytes().enumerate().all(|(at, byte)| match at {
        4 | 7 => byte == b'-',
        10 => byte == b'T',
        13 => byte == b':',
        _ => byte.is_ascii_digit(),
    });
    if is_right { Ok(minute.to_owned()) } else { Err(Problem::NotATime) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fields::tests::{refuses, takes};

    #[test]
    fn takes_what_browsers_write() {
        takes(
            LAND_AT,
            &[
                ("2026-12-01T09:00", "2026-12-01T09:00"),
                ("2026-12-01T09:00:30", "2026-12-01T09:00"),
                ("2026-12-01 09:00", "2026-12-01T09:00"),
            ],
        );
    }

    #[test]
    fn refuses_what_is_no_minute() {
        let no = Problem::NotATime;
        refuses(
            LAND_AT,
            &[
                ("2026-12-01", no),
                ("tomorrow", no),
                ("2026-12-01T09:00Z", no),
                ("01.12.2026 09:00", no),
                ("２026-12-01T0", no),
            ],
        );
    }
}
