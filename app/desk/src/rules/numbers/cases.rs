//! How cases of typed numbers are held against the rules, for the tests beside this.

use super::{Place, check};

/// What is found at a tax number: the stored form, the severity, the code and the hint.
pub fn found(country: &str, place: Place, typed: &str) -> (String, String) {
    let (stored, found) = check(country, place, typed);
    let said = found.map(|found| {
        let severity = format!("{:?}", found.severity).to_lowercase();
        format!("{severity} {} {}", found.problem.code(), found.hint).trim().to_owned()
    });
    (stored, said.unwrap_or_default())
}

/// Country, typed, stored, what is said.
pub fn tax(cases: &[(&str, &str, &str, &str)]) {
    for (country, typed, stored, said) in cases {
        let (once, found_once) = found(country, Place::Tax, typed);
        assert_eq!((once.as_str(), found_once.as_str()), (*stored, *said), "{country} {typed}");
    }
}

/// Country, typed, what is said; refused, a number stays as it was typed.
pub fn refused(cases: &[(&str, &str, &str)]) {
    for (country, typed, said) in cases {
        assert_eq!(
            found(country, Place::Tax, typed),
            ((*typed).to_owned(), format!("block {said}")),
            "{country} {typed}"
        );
    }
}
