//! A member of staff as shown.

use crate::access::Roles;
use crate::field_errors::FieldErrors;
use crate::fields::{self, Input, Problem, Rule};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A member of staff.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Who.
    pub id: Uuid,
    /// Counts changes; a save must name the one it was made from.
    pub version: i64,
    /// Their name as shown.
    pub name: String,
    /// What they sign in with.
    pub email: String,
    /// What they are trusted with.
    pub roles: Roles,
    /// Whether they can no longer sign in.
    pub is_disabled: bool,
    /// Whether they have yet to choose a password of their own.
    pub must_change_password: bool,
    /// Last sign-in in microseconds since 1970, UTC.
    pub signed_in_at_us: Option<i64>,
}

/// Somebody new, or somebody with a new password: shown once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Added {
    /// Who.
    pub id: Uuid,
    /// Their name as shown.
    pub name: String,
    /// The password for their next sign-in, where they choose their own.
    pub one_time_password: String,
}

/// The name of a member of staff: one by which colleagues know them, and no number or date.
pub const STAFF_NAME: Rule = Rule { input: Input { max_chars: 100, ..fields::PERSON_NAME.input }, check: staff_name };

fn staff_name(typed: &str) -> Result<String, Problem> {
    let name = (fields::PERSON_NAME.check)(typed)?;
    let count = |is_one: fn(char) -> bool| name.chars().filter(|letter| is_one(*letter)).count();
    let letters = count(char::is_alphabetic);
    if letters == 0 || letters < count(char::is_numeric) { Err(Problem::NotAPersonsName) } else { Ok(name) }
}

/// A person's name, e-mail and roles, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedPerson {
    /// Their name as shown.
    pub name: String,
    /// What they sign in with.
    pub email: String,
    /// What they are trusted with: at least one role.
    pub roles: Roles,
}

/// Checks somebody who is to be added.
///
/// # Errors
/// Every problem, each at its field.
pub fn check_person(name: &str, email: &str, roles: &Roles) -> Result<CheckedPerson, FieldErrors> {
    let mut errors = FieldErrors::default();
    let mut present = |field: &str, rule: Rule, typed: &str| match rule.parse(typed) {
        Ok(Some(text)) => text,
        wrong => {
            errors.note(field, wrong.err().unwrap_or(Problem::Missing));
            String::new()
        }
    };
    let (name, email) = (present("name", STAFF_NAME, name), present("email", fields::EMAIL, email));
    if roles.is_empty() {
        errors.note("roles", Problem::Missing);
    }
    errors.finish()?;
    Ok(CheckedPerson { name, email, roles: roles.clone() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::Role;

    #[test]
    fn refuses_a_person_without_a_role() {
        let errors = check_person("Ada", "ada@demo.example", &Roles::default()).err();
        assert_eq!(errors, Some(FieldErrors::one("roles", Problem::Missing)));
    }

    #[test]
    fn refuses_a_name_that_is_a_number_or_a_date() {
        let check = |name: &str| check_person(name, "ada@demo.example", &Roles::of(&[Role::Auditor]));
        for name in ["9999-12-31T23:59", "31.12.9999", "4711", "A4711", "-", "…", "٣٤", "!?"] {
            assert_eq!(check(name).err(), Some(FieldErrors::one("name", Problem::NotAPersonsName)), "{name}");
        }
        for name in ["Ada", "X Æ A-12", "李", "ش", "O'", "Nguyễn 2"] {
            assert!(check(name).is_ok(), "{name}");
        }
    }
}
