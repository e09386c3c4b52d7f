//! Digits that begin with their own country's calling code and have no plus: "49 171…" in Germany, where 0491 is an area
//! too. Where a plan has a national prefix, a number of that area is written with it (libphonenumber, `nationalPrefix`; ITU-T
//! E.123), so that the code is meant.

use super::plan::{Number, without_trunk};
use super::typed::Typed;
use phonenumber::metadata::Metadata;

/// The number behind the country's own calling code; `None` where the digits begin with what is dialled at home.
pub fn behind(plan: &Metadata, typed: &Typed) -> Option<Number> {
    let code = plan.country_code();
    let own = code.to_string();
    let rest = typed.digits.strip_prefix(own.as_str())?;
    if !without_trunk(plan, &typed.digits).is_empty() {
        return None;
    }
    let of = |national: &str| Some(Number { code, national: national.to_owned() }).filter(Number::is_valid);
    // What stands in brackets belongs to the number, unless it is dialled at home only.
    let is_trunk = typed.bracketed().is_some_and(|digits| plan.national_prefix() == Some(digits));
    let without = || of(typed.without_bracket()?.strip_prefix(own.as_str())?);
    let first = if is_trunk { without() } else { None };
    first.or_else(|| of(rest)).or_else(|| without_trunk(plan, rest).into_iter().find_map(of))
}

/// Whether the digits are a number with the country's code and another without it, and either can be meant: the plan has
/// no national prefix, or they are no longer than its numbers are, as where a spreadsheet has taken the zero off.
pub fn is_ambiguous(plan: &Metadata, typed: &Typed) -> bool {
    // "49 (0)30…": what is dialled at home only stands in brackets, behind the code.
    let is_behind = typed.bracket.as_ref().is_some_and(|at| at.start == plan.country_code().to_string().len());
    let is_told = is_behind && typed.bracketed() == plan.national_prefix();
    if typed.has_plus || is_told || behind(plan, typed).is_none() {
        return false;
    }
    let bare = Number { code: plan.country_code(), national: typed.digits.clone() };
    bare.is_valid() && (plan.national_prefix().is_none() || bare.has_usual_length(plan))
}
