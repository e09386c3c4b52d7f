//! When a change is to be made, as it is typed: every door reads it here, and the desk is given the moment.

use crate::wire::Error;
use desk::error::Error as Undone;
use desk::request::RequestContext;
use model::changes::part::MOMENT;
use model::field_errors::FieldErrors;

/// The field of every form that a moment is typed in.
pub const LAND_AT: &str = "land_at";

/// The moment that a date and time mean that are typed in the partner's zone; none where nothing is typed.
///
/// # Errors
/// Why it is no moment to come, at its field.
pub fn moment_of(request: &RequestContext, land_at: &str) -> Result<Option<i64>, FieldErrors> {
    let zone = &request.policy.time_zone;
    zone.parse(land_at, request.now_us).map_err(|problem| FieldErrors::one(LAND_AT, problem))
}

/// A wrong date beside what else is wrong on the review: nobody is told of one after the other.
#[must_use]
pub fn beside_wrong_date(wrong: &FieldErrors, checked: Result<(), Undone>) -> Error {
    match checked {
        Err(Undone::Invalid(mut errors)) if errors.has("reason") => {
            wrong.iter().for_each(|finding| errors.add(finding.clone()));
            errors.into()
        }
        // What is wrong in fields stands in the form, where the date is not.
        Err(other) => other.into(),
        Ok(()) => wrong.clone().into(),
    }
}

/// What the desk says of a part of what was said, at the form's own field.
pub fn at_field(part: &'static str, field: &'static str) -> impl Fn(Undone) -> Undone {
    move |why| match why {
        Undone::Invalid(errors) => Undone::Invalid(errors.renamed(part, field)),
        other => other,
    }
}

/// What the desk says of a moment, at its field.
pub fn at_land_at(why: Undone) -> Undone {
    at_field(MOMENT, LAND_AT)(why)
}
