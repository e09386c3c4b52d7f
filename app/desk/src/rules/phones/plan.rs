//! Numbering plans: what a typed number is in its country's, by libphonenumber's data. A number is understood where one
//! reading of it is a number that somebody can have there; readings are tried from the plainest to the furthest.

use super::database;
use super::own_code;
use super::typed::Typed;
use phonenumber::country::Id;
use phonenumber::metadata::{Descriptor, Metadata};
use phonenumber::{PhoneNumber, Type};
use regex_cache::RegexCache;
use std::sync::{LazyLock, Mutex};

/// Exit codes that people write from habit, wherever they are: most of the world's, North America's, Australia's and East
/// Asia's (ITU-T, Operational Bulletin, dialling procedures).
pub const EXIT_CODES: &[&str] = &["00", "011", "0011", "001"];

/// What was dialled before a number at home and stands on letterheads still: Mexico until August 2019 (IFT, Plan Técnico
/// Fundamental de Numeración, DOF of 11 May 2018), Poland until September 2009 (regulation of 28 February 2008 on the plan of
/// numbering, Dz.U. 2008 no. 52 item 307), Ukraine until October 2009 (Ministry of Transport and Communications, order 1200 of
/// 29 September 2008: 8, then 0), Chile until 6 February 2016 (Subtel, new way of dialling: always nine digits, no 0 first).
const PAST_TRUNKS: &[(&str, &str)] =
    &[("CL", "0"), ("MX", "01"), ("MX", "044"), ("MX", "045"), ("MX", "1"), ("PL", "0"), ("UA", "80")];

/// The kinds of number that somebody can have.
const KINDS: &[Type] = &[
    Type::FixedLine,
    Type::Mobile,
    Type::TollFree,
    Type::PremiumRate,
    Type::SharedCost,
    Type::PersonalNumber,
    Type::Voip,
    Type::Pager,
    Type::Uan,
    Type::Voicemail,
];

/// Whole patterns that are kept: some ten a country, for a hundred countries in turn.
const KEPT_PATTERNS: usize = 1_000;

/// A number without its extension.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number {
    /// The calling code (ITU-T E.164).
    pub code: u16,
    /// What follows it, with the zeros that belong to it.
    pub national: String,
}

impl Number {
    /// The digits as dialled from abroad.
    pub fn digits(&self) -> String {
        format!("{}{}", self.code, self.national)
    }

    fn of_library(number: &PhoneNumber) -> Self {
        let zeros = "0".repeat(usize::from(number.national().zeros()));
        Self { code: number.code().value(), national: format!("{zeros}{}", number.national().value()) }
    }

    /// Whether an operator can have given it: one of the plan's patterns is all of it.
    pub fn is_valid(&self) -> bool {
        plans(self.code).into_iter().any(|plan| {
            self.is_whole(plan.descriptors().general())
                && KINDS.iter().any(|kind| plan.descriptors().get(*kind).is_some_and(|kind| self.is_whole(kind)))
        })
    }

    /// Whether it can be a line or a mobile, and not a service's only.
    pub fn is_line(&self) -> bool {
        plans(self.code).into_iter().any(|plan| {
            let kinds = [plan.descriptors().fixed_line(), plan.descriptors().mobile()];
            kinds.into_iter().flatten().any(|kind| self.is_whole(kind))
        })
    }

    /// Whether a kind's pattern is all of it.
    fn is_whole(&self, kind: &Descriptor) -> bool {
        let is_possible = u16::try_from(self.national.len())
            .is_ok_and(|length| kind.possible_length().is_empty() || kind.possible_length().contains(&length));
        is_possible && matches_whole(kind.national_number().as_str(), &self.national)
    }

    /// Whether it is no longer than the plan's examples of what most people have.
    pub fn has_usual_length(&self, plan: &Metadata) -> bool {
        let kinds = [plan.descriptors().fixed_line(), plan.descriptors().mobile()];
        let examples = kinds.into_iter().flatten().filter_map(Descriptor::example);
        examples.map(str::len).max().is_some_and(|longest| self.national.len() <= longest)
    }

    /// Whether it is longer than any number of the plan.
    fn is_too_long(&self) -> bool {
        let kinds = plans(self.code)
            .into_iter()
            .flat_map(|plan| KINDS.iter().filter_map(move |kind| plan.descriptors().get(*kind)));
        let longest = kinds.flat_map(|kind| kind.possible_length().iter().copied()).max();
        longest.is_some_and(|longest| self.national.len() > usize::from(longest))
    }
}

/// Whether a pattern is all of a text. The library is content with its beginning.
fn matches_whole(pattern: &str, text: &str) -> bool {
    static PATTERNS: LazyLock<Mutex<RegexCache>> = LazyLock::new(|| Mutex::new(RegexCache::new(KEPT_PATTERNS)));
    // A poisoned cache holds what it held.
    let mut patterns = PATTERNS.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    patterns.compile(&format!("(?x)^(?:{pattern})$")).is_ok_and(|whole| whole.is_match(text))
}

/// The plans under a calling code: one a country.
pub fn plans(code: u16) -> Vec<&'static Metadata> {
    database().by_code(&code).unwrap_or_default()
}

/// The calling code that digits begin with. None begins with a zero, and none is the beginning of another.
pub fn calling_code(digits: &str) -> Option<Number> {
    if digits.starts_with('0') {
        return None;
    }
    (1..=3).find_map(|length| {
        let (code, national) = digits.split_at_checked(length)?;
        let code = code.parse().ok().filter(|code| !plans(*code).is_empty())?;
        Some(Number { code, national: national.to_owned() })
    })
}

/// What a typed number comes near to that no operator has given, and whether what is stored of it is one; `None` if it can be
/// none.
pub fn near(country: &str, typed: &Typed) -> Option<(Number, bool)> {
    let near = as_typed(country, typed).filter(|number| !number.is_too_long())?;
    // What is stored is read as it was.
    let again = Typed { digits: near.digits(), has_plus: true, ..Typed::default() };
    Some(international(&again).map_or((near, false), |number| (number, true)))
}

/// How long the country's own exit code is that the digits begin with.
pub fn own_exit(country: &str, typed: &Typed) -> Option<usize> {
    if typed.has_plus {
        return None;
    }
    let exit = database().by_id(country)?.international_prefix()?.find(&typed.digits)?;
    (exit.start() == 0).then(|| exit.end())
}

/// The number behind an exit code.
pub fn after(typed: &Typed, exit: &str) -> Option<Number> {
    typed.digits.starts_with(exit).then(|| international(&typed.without_front(exit.len()))).flatten()
}

/// The number that a typed one is in its plainest reading.
pub fn valid(country: &str, typed: &Typed) -> Option<Number> {
    if typed.has_plus {
        // "+00 44 …" has both.
        let front = if typed.digits.starts_with("00") { 2 } else { 0 };
        return international(&typed.without_front(front));
    }
    let own = database().by_id(country);
    let abroad = || {
        own_exit(country, typed)
            .and_then(|length| international(&typed.without_front(length)))
            .or_else(|| EXIT_CODES.iter().find_map(|code| after(typed, code)))
    };
    if typed.digits.starts_with("00") {
        // "00" and the own calling code is no carrier's code, even where "008" is one.
        let is_own = |number: &Number| own.is_some_and(|own| own.country_code() == number.code);
        return after(typed, "00").filter(is_own).or_else(abroad);
    }
    own.and_then(|plan| national(plan, typed)).or_else(abroad)
}

/// A number with its calling code. Behind it some write what is dialled at home only, in brackets or without; where the zero
/// belongs to the number (Italy since 1998, San Marino, the Vatican), it stays.
pub fn international(typed: &Typed) -> Option<Number> {
    let Number { code, national } = calling_code(&typed.digits)?;
    let of = |national: &str| Some(Number { code, national: national.to_owned() }).filter(Number::is_valid);
    let plans = plans(code);
    let is_trunk = |digits: &str| plans.iter().any(|plan| plan.national_prefix() == Some(digits));
    let bracketed = typed.bracketed().unwrap_or_default();
    let without = || of(calling_code(&typed.without_bracket()?)?.national.as_str());
    let is_home_only = is_trunk(bracketed);
    let first = if is_home_only { without() } else { None };
    first
        .or_else(|| of(&national))
        .or_else(|| if bracketed == "0" && !is_home_only { without() } else { None })
        .or_else(|| plans.iter().flat_map(|plan| without_trunk(plan, &national)).find_map(of))
        .or_else(|| plans.iter().find_map(|plan| of(without_prefix(plan, &national)?)))
        .or_else(|| of_library(None, &format!("+{}", typed.digits)).filter(|number| number.code == code))
}

/// A number as dialled in its country, or behind the country's own calling code.
fn national(plan: &Metadata, typed: &Typed) -> Option<Number> {
    let (code, digits) = (plan.country_code(), typed.digits.as_str());
    let of = |national: &str| Some(Number { code, national: national.to_owned() }).filter(Number::is_valid);
    let own = own_code::behind(plan, typed);
    let first = if plan.national_prefix().is_some() { own.or_else(|| of(digits)) } else { of(digits).or(own) };
    first
        .or_else(|| without_trunk(plan, digits).into_iter().find_map(of))
        .or_else(|| of(without_prefix(plan, digits)?))
        // The library takes the country's own trunk digit off a number abroad.
        .or_else(|| of_library(plan.id().parse().ok(), digits).filter(|number| number.code == code))
        .or_else(|| international(typed).filter(|number| number.code == code))
}

/// The digits without the one or two that are dialled before them at home.
pub fn without_trunk<'a>(plan: &Metadata, digits: &'a str) -> Vec<&'a str> {
    let past = PAST_TRUNKS.iter().filter(|(of, _)| *of == plan.id()).map(|(_, trunk)| *trunk);
    plan.national_prefix().into_iter().chain(past).filter_map(|trunk| digits.strip_prefix(trunk)).collect()
}

/// The digits without what a plan takes off, where that is all it does: some put other digits in its place.
fn without_prefix<'a>(plan: &Metadata, digits: &'a str) -> Option<&'a str> {
    if plan.national_prefix_transform_rule().is_some() {
        return None;
    }
    let prefix = plan.national_prefix_for_parsing()?.find(digits)?;
    if prefix.start() == 0 { digits.get(prefix.end()..) } else { None }
}

/// What the library makes of it, with carriers' codes and old ways of dialling mobiles (Argentina's 15, Mexico's 1).
fn of_library(country: Option<Id>, digits: &str) -> Option<Number> {
    let number = phonenumber::parse_with(database(), country, digits).ok()?;
    Some(Number::of_library(&number)).filter(Number::is_valid)
}

/// A number that no operator has given, as it stands: with its calling code, or with the country's.
fn as_typed(country: &str, typed: &Typed) -> Option<Number> {
    let digits = typed.digits.as_str();
    let front = if digits.starts_with("00") { 2 } else { 0 };
    if typed.has_plus || front > 0 {
        let typed = typed.without_front(front);
        let number = calling_code(&typed.digits)?;
        let is_trunk = |plan: &&Metadata| plan.national_prefix().is_some_and(|trunk| typed.bracketed() == Some(trunk));
        let is_home_only = plans(number.code).iter().any(is_trunk);
        return if is_home_only { calling_code(&typed.without_bracket()?) } else { Some(number) };
    }
    let plan = database().by_id(country)?;
    let national = without_trunk(plan, digits).first().copied().unwrap_or(digits).to_owned();
    Some(Number { code: plan.country_code(), national })
}
