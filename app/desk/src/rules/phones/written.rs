//! How a country writes its numbers, by libphonenumber's formats (`numberFormat`, `nationalPrefixFormattingRule`).

use super::plan::{Number, plans};
use phonenumber::metadata::{Format, Metadata};

/// What stands for the trunk digits in a rule of libphonenumber's.
const TRUNK: &str = "$NP";

/// How a number is written at home.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written {
    /// Whether it has what is dialled at home only before it; `None` where some write it and some do not.
    has_trunk: Option<bool>,
    /// The digits in its first group: mostly its area's.
    pub lead: usize,
}

impl Written {
    /// How a number is written; `None` where its plan does not say.
    pub fn of(number: &Number) -> Option<Self> {
        let national = number.national.as_str();
        let is_of = |format: &&Format| {
            let begins = format.leading_digits().last();
            begins.is_none_or(|begins| begins.find(national).is_some_and(|found| found.start() == 0))
                && format.pattern().find(national).is_some_and(|all| all.start() == 0 && all.end() == national.len())
        };
        let format = plans(number.code).into_iter().flat_map(Metadata::formats).find(is_of)?;
        let group = format.format().split('$').nth(1)?.get(..1)?.parse().ok()?;
        let lead = format.pattern().captures(national)?.get(group)?.len();
        let says_trunk = format.national_prefix().is_some_and(|rule| rule.contains(TRUNK));
        Some(Self { has_trunk: (!format.is_national_prefix_optional()).then_some(says_trunk), lead })
    }
}

/// The number that digits are, written as the country writes it: with its trunk digit or without.
pub fn as_written(plan: &Metadata, digits: &str) -> Option<Number> {
    let trunk = plan.national_prefix();
    let behind = trunk.and_then(|trunk| digits.strip_prefix(trunk)).map(|national| (national, true));
    behind.into_iter().chain([(digits, false)]).find_map(|(national, has_trunk)| {
        let number = Number { code: plan.country_code(), national: national.to_owned() };
        let said = || Written::of(&number).map_or(Some(trunk.is_some()), |written| written.has_trunk);
        (number.is_valid() && said().is_none_or(|said| said == has_trunk)).then_some(number)
    })
}
