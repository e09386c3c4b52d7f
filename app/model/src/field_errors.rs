//! What is wrong with fields, each with its first problem.

use crate::fields::{Finding, Found, Problem, Severity};
use serde::{Deserialize, Serialize};

/// Every problem of a form, each at its field.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldErrors(Vec<Finding>);

impl FieldErrors {
    /// One problem at one field.
    #[must_use]
    pub fn one(name: &str, problem: Problem) -> Self {
        Self(vec![Found::block(problem).at(name)])
    }

    /// Notes a problem; a field keeps its first.
    pub fn note(&mut self, name: &str, problem: Problem) {
        self.add(Found::block(problem).at(name));
    }

    /// Adds a finding that cannot be saved; a field keeps its first.
    pub fn add(&mut self, finding: Finding) {
        if finding.severity == Severity::Block && !self.has(&finding.path) {
            self.0.push(finding);
        }
    }

    /// The same with one field under another name.
    #[must_use]
    pub fn renamed(mut self, from: &str, to: &str) -> Self {
        for finding in self.0.iter_mut().filter(|finding| finding.path == from) {
            to.clone_into(&mut finding.path);
        }
        self
    }

    /// What is wrong with a field, with what helps.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<&Finding> {
        self.0.iter().find(|finding| finding.path == name)
    }

    /// The problem of a field.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<Problem> {
        self.find(name).map(|finding| finding.problem)
    }

    /// Whether a field has a problem.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The problems in the order they were found.
    pub fn iter(&self) -> impl Iterator<Item = &Finding> {
        self.0.iter()
    }

    /// `Ok` if nothing is wrong.
    ///
    /// # Errors
    /// The problems themselves.
    pub fn finish(self) -> Result<(), Self> {
        if self.is_empty() { Ok(()) } else { Err(self) }
    }
}
