//! What is a number, and can be meant otherwise.

use super::database;
use super::own_code;
use super::plan::{EXIT_CODES, Number, after, calling_code, international, own_exit, plans, valid, without_trunk};
use super::typed::Typed;
use super::written::{Written, as_written};
use phonenumber::metadata::Metadata;

/// What was dialled before a number at home and is asked about: a zero is part of other numbers there. Italy's mobiles had
/// one until 2001, and begin with a 3 since (libphonenumber, `IT`). The states that were one plan with Russia dialled its 8
/// (ITU-T, Operational Bulletin, numbering plans of those states), and letterheads have it still.
const ASKED_TRUNKS: &[(&str, &str)] = &[
    ("AM", "8"),
    ("AZ", "8"),
    ("EE", "8"),
    ("GE", "8"),
    ("IT", "0"),
    ("KG", "8"),
    ("LV", "8"),
    ("MD", "8"),
    ("UZ", "8"),
    ("VA", "0"),
];

/// Plans in which the zero of a line is dialled from abroad too, and was left out until 1998 (AGCOM, Piano nazionale di
/// numerazione; libphonenumber, `FALSEHOODS.md`).
const LOST_ZEROS: &[&str] = &["IT", "VA"];
/// What Italy's numbers of services begin with, which have no zero (libphonenumber, `IT`: toll free, shared cost, premium).
const SERVICES: &[&str] = &["80", "84", "89"];

/// Countries where a hyphen stands before the digits that lead through an exchange, which are dialled with the number
/// ("Durchwahl": DIN 5008; ÖNORM A 1080, as RTR tells both, "Gibt es eine standardisierte Schreibweise von Rufnummern?").
const DIRECT_DIALLING: &[&str] = &["DE", "AT"];
/// The most digits behind a slash that may be another line's last ones; there are more behind an area's.
const MAX_SLASH_DIGITS: usize = 4;
/// The same behind a hyphen, and the fewest digits before it in one group: numbers are grouped by two with hyphens, too.
const MAX_HYPHEN_DIGITS: usize = 2;
const MIN_HYPHEN_GROUP: usize = 3;
/// The fewest digits that can be dialled from another town.
const MIN_LOCAL_DIGITS: usize = 5;
/// The most digits of further lines that stand behind a number of the country.
const MAX_FURTHER_DIGITS: usize = 8;

/// A reading that is asked about: the calling code is there twice, or behind what is dialled at home ("090 212 …", "+90 90
/// 212 …"), or a digit that was dialled once; a zero is missing in Italy ("+39 2 6630 7129") or stands behind the plus ("+0532 …").
pub fn asked(country: &str, typed: &Typed) -> Option<Number> {
    if typed.has_plus && typed.digits.starts_with('0') {
        return behind_plus_and_zero(country, typed);
    }
    if !typed.has_plus && typed.digits.starts_with("00") {
        // Behind an exit code a zero says nothing.
        return if typed.digits.starts_with("000") { None } else { asked(country, &typed.without_front(2)) };
    }
    let (plan, starts) = if typed.has_plus {
        let Number { code, national } = calling_code(&typed.digits)?;
        (*plans(code).first()?, vec![national])
    } else {
        let plan = database().by_id(country)?;
        let bare = without_trunk(plan, &typed.digits).into_iter().chain([typed.digits.as_str()]);
        let own = plan.country_code().to_string();
        let behind_own = bare.clone().filter_map(|digits| digits.strip_prefix(own.as_str()));
        (plan, bare.clone().chain(behind_own).map(str::to_owned).collect())
    };
    let code = plan.country_code();
    let own = code.to_string();
    let of = |national: &str| Some(Number { code, national: national.to_owned() }).filter(Number::is_valid);
    let past = ASKED_TRUNKS.iter().filter(|(of, _)| *of == plan.id()).map(|(_, trunk)| *trunk);
    let fronts: Vec<&str> = std::iter::once(own.as_str()).chain(past).collect();
    let behind = |digits: &str| {
        let rest = fronts.iter().find_map(|front| digits.strip_prefix(front))?;
        of(rest).or_else(|| without_trunk(plan, rest).into_iter().find_map(of))
    };
    let has_lost_zero = LOST_ZEROS.contains(&plan.id());
    let is_service = |digits: &str| SERVICES.iter().any(|service| digits.starts_with(service));
    let with_zero = |digits: &str| of(&format!("0{digits}")).filter(|_| has_lost_zero && !is_service(digits));
    starts.iter().find_map(|digits| behind(digits)).or_else(|| starts.iter().find_map(|digits| with_zero(digits)))
}

/// A number behind a plus and a zero, which no calling code begins with: with the country's own code behind them, or as it is
/// dialled at home.
fn behind_plus_and_zero(country: &str, typed: &Typed) -> Option<Number> {
    let own = database().by_id(country)?.country_code();
    let abroad = international(&typed.without_front(1)).filter(|number| number.code == own);
    abroad.or_else(|| valid(country, &Typed { has_plus: false, ..typed.clone() }))
}

/// Whether another reading is a number too: "(0)" before an Italian mobile, "011 248" in the Seychelles, who dial "01",
/// "001 32" in America, where neither "00" nor "001" leads abroad, "46 8…" in Sweden, where 046 is an area too.
pub fn is_ambiguous(country: &str, typed: &Typed, number: &Number) -> bool {
    let bare = typed.without_bracket().filter(|_| typed.bracketed() == Some("0"));
    let other = bare.and_then(|digits| valid(country, &Typed { digits, bracket: None, ..typed.clone() }));
    other.is_some_and(|other| other != *number)
        || leads_elsewhere(country, typed, number)
        || is_range(country, typed, number)
        || database().by_id(country).is_some_and(|plan| {
            own_code::is_ambiguous(plan, typed)
                || is_home_behind_habit(plan, typed, number)
                || is_home_behind_plus(plan, typed, number)
                || is_foreign_without_plus(plan, typed, number)
        })
}

/// Whether another exit code leads to another number. Where "00" is the country's own, what follows is what was dialled.
fn leads_elsewhere(country: &str, typed: &Typed, number: &Number) -> bool {
    let own = own_exit(country, typed);
    let is_abroad = !typed.has_plus && (own.is_some() || typed.digits.starts_with("00"));
    let is_as_dialled = own == Some(2) && typed.digits == format!("00{}", number.digits());
    is_abroad && !is_as_dialled && EXIT_CODES.iter().filter_map(|code| after(typed, code)).any(|other| other != *number)
}

/// Whether the last digits of further lines may stand behind the number, where its plan has numbers of any length:
/// "01 58858/12", "02/12345678-9". What is before them is a number by itself.
pub fn is_range(country: &str, typed: &Typed, number: &Number) -> bool {
    let Some(tail) = typed.tail() else { return false };
    let digits = typed.digits.len() - tail.at;
    let is_short = if tail.sign == '/' {
        digits <= MAX_SLASH_DIGITS
    } else {
        !DIRECT_DIALLING.contains(&country) && digits <= MAX_HYPHEN_DIGITS && tail.group >= MIN_HYPHEN_GROUP
    };
    let is_own = |code: u16| database().by_id(country).is_some_and(|plan| plan.country_code() == code);
    let is_same = |before: Number| before.code == number.code || is_own(before.code);
    is_short && valid(country, &typed.front(tail.at)).is_some_and(is_same)
}

/// Whether "011" is an area of the country, and the number found behind it as an exit code is not what was meant: a number of
/// that area with another behind it, or a digit too many or too few ("0113 259 9514/61", "011 4722-5003/58").
fn is_home_behind_habit(plan: &Metadata, typed: &Typed, number: &Number) -> bool {
    if typed.has_plus || typed.digits.starts_with("00") || own_exit(plan.id(), typed).is_some() {
        return false;
    }
    let mut habits = EXIT_CODES.iter().filter_map(|code| after(typed, code));
    habits.any(|behind| behind == *number) && begins_at_home(plan, &typed.digits)
}

/// Whether digits begin with a number of the country, or one digit is missing from one.
fn begins_at_home(plan: &Metadata, digits: &str) -> bool {
    let trunk = plan.national_prefix().and_then(|trunk| digits.strip_prefix(trunk));
    let is_valid = |national: String| Number { code: plan.country_code(), national }.is_valid();
    std::iter::once(digits).chain(trunk).any(|digits| {
        let shorter = (1..=MAX_FURTHER_DIGITS).filter_map(|count| digits.get(..digits.len().checked_sub(count)?));
        shorter.map(str::to_owned).chain((0..=9).map(|digit| format!("{digits}{digit}"))).any(is_valid)
    })
}

/// Whether a plus, or what leads abroad, was put before a number of the country: "+8 495 123-45-67" in Russia, "+(201)
/// 555-0123" in America. Where the calling code ends at a sign, it is one.
fn is_home_behind_plus(plan: &Metadata, typed: &Typed, number: &Number) -> bool {
    let end = typed.digits.len().checked_sub(number.national.len());
    number.code != plan.country_code()
        && !typed.marks.iter().any(|(at, _)| Some(*at) == end)
        && as_written(plan, &number.digits()).is_some()
}

/// Whether digits that are read as the country's own, with nothing before them, are a number abroad with its calling code:
/// they are more than the country's usual ones ("44 20 7946 0000" in Germany, whose lines have eleven at most:
/// Bundesnetzagentur, Ortsnetzrufnummern), or the calling code stands by itself where the country puts no sign ("47 21 28 13
/// 32" in Turkey). Numbers of services are as long as they like.
fn is_foreign_without_plus(plan: &Metadata, typed: &Typed, number: &Number) -> bool {
    if typed.has_plus || number.code != plan.country_code() || number.national != typed.digits || !number.is_line() {
        return false;
    }
    let Some(abroad) = international(&typed.without_front(0)).filter(|abroad| abroad.code != number.code) else {
        return false;
    };
    let is_apart = typed.lead() == abroad.code.to_string().len();
    !number.has_usual_length(plan) || (is_apart && Written::of(number).is_none_or(|own| own.lead != typed.lead()))
}

/// Whether what stands for an extension is as likely another number: one of the country as it is written there, or as long
/// as the number is within its town ("02 123 069; 123554").
pub fn is_another(country: &str, number: &Number, extension: &str) -> bool {
    let is_local = || Written::of(number).is_some_and(|own| number.national.len() - own.lead == extension.len());
    let is_number = || database().by_id(country).is_some_and(|plan| as_written(plan, extension).is_some());
    extension.len() >= MIN_LOCAL_DIGITS && (is_local() || is_number())
}
