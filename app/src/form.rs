//! Forms as text: what was typed.

use model::field_errors::FieldErrors;
use model::fields::{Problem, Rule};
use serde::{Deserialize, Serialize};

/// More fields than any form has: what is posted may be shown again, each field many times as long.
const MAX_FIELDS: usize = 100;

/// What a form sent: names and values in order, each name once.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Typed(Vec<(String, String)>);

impl Typed {
    /// The fields of a form; `None` if a name comes twice.
    #[must_use]
    pub fn new(pairs: Vec<(String, String)>) -> Option<Self> {
        let mut names: Vec<&str> = pairs.iter().map(|(name, _)| name.as_str()).collect();
        names.sort_unstable();
        if names.windows(2).any(|two| two[0] == two[1]) {
            return None;
        }
        Some(Self(pairs))
    }

    /// The fields of an `application/x-www-form-urlencoded` body; `None` if a name comes twice, or more come than any
    /// form has.
    #[must_use]
    pub fn of_urlencoded(body: &[u8]) -> Option<Self> {
        let pairs: Vec<_> = form_urlencoded::parse(body).into_owned().take(MAX_FIELDS + 1).collect();
        if pairs.len() > MAX_FIELDS { None } else { Self::new(pairs) }
    }

    /// The text of a field; empty if the form has none of that name.
    #[must_use]
    pub fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }

    /// Whether the form has a field of that name, empty or not.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(key, _)| key == name)
    }

    /// The fields in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Takes a field out.
    #[must_use]
    pub fn take(&mut self, name: &str) -> Option<String> {
        let at = self.0.iter().position(|(key, _)| key == name)?;
        Some(self.0.remove(at).1)
    }

    /// Sets a field.
    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        self.0.retain(|(key, _)| key != name);
        self.0.push((name.to_owned(), value.into()));
    }

    /// The fields without those that must never be sent back: passwords.
    #[must_use]
    pub fn without_passwords(mut self) -> Self {
        self.0.retain(|(key, _)| !is_of_password(key));
        self
    }

    /// Whether a password was typed, which is never sent back.
    #[must_use]
    pub fn has_password(&self) -> bool {
        self.0.iter().any(|(key, value)| is_of_password(key) && !value.is_empty())
    }

    /// Checks a field that may be empty, noting its problem.
    #[must_use]
    pub fn optional(&self, name: &str, rule: Rule, errors: &mut FieldErrors) -> String {
        match rule.parse(self.get(name)) {
            Ok(value) => value.unwrap_or_default(),
            Err(problem) => {
                errors.note(name, problem);
                String::new()
            }
        }
    }

    /// The text of a field that must not be empty, noting if it is; what else is wrong with it, the server says.
    #[must_use]
    pub fn present(&self, name: &str, errors: &mut FieldErrors) -> String {
        let text = self.get(name);
        if text.is_empty() {
            errors.note(name, Problem::Missing);
        }
        text.to_owned()
    }

    /// Checks a field that must not be empty, noting its problem.
    #[must_use]
    pub fn required(&self, name: &str, rule: Rule, errors: &mut FieldErrors) -> String {
        let value = self.optional(name, rule, errors);
        if value.is_empty() && !errors.has(name) {
            errors.note(name, Problem::Missing);
        }
        value
    }
}

fn is_of_password(name: &str) -> bool {
    name.to_ascii_lowercase().contains("password")
}

/// The version that a form names.
#[must_use]
pub fn version_of(typed: &Typed) -> Option<i64> {
    typed.get("version").parse().ok().filter(|version| *version > 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::fields;

    #[test]
    fn refuses_a_form_that_says_something_twice() {
        let twice =
            vec![("a".to_owned(), "1".to_owned()), ("b".to_owned(), "2".to_owned()), ("a".to_owned(), "1".to_owned())];
        assert_eq!(Typed::new(twice), None);
    }

    #[test]
    fn notes_every_problem_and_not_only_the_first() {
        let typed = Typed::new(vec![("email".into(), "x".into())]).unwrap_or_default();
        let mut errors = FieldErrors::default();
        let _ = typed.required("email", fields::EMAIL, &mut errors);
        let _ = typed.required("name", fields::PERSON_NAME, &mut errors);
        assert_eq!(errors.get("email"), Some(Problem::NotAnEmail));
        assert_eq!(errors.get("name"), Some(Problem::Missing));
    }

    #[test]
    fn never_sends_a_password_back() {
        let typed = Typed::new(vec![("new_password".into(), "secret".into()), ("email".into(), "a".into())])
            .unwrap_or_default();
        assert!(typed.has_password());
        let without = typed.without_passwords();
        assert!(!without.has_password());
        assert_eq!(without, Typed(vec![("email".into(), "a".into())]));
    }
}
