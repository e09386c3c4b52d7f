//! Where somebody is in updating an account, from a post or from the first look.

use super::details::Account;
use crate::countries::CountryForm;
use crate::customers::{CustomerText, Reviewed};
use crate::error::Error;
use crate::form::{FieldErrors, Typed};
use crate::history::Change;
use crate::posted::Posted;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// The two steps before an update is stored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Step {
    /// Typing.
    #[default]
    Edit,
    /// Looking over what will change.
    Review,
}

/// What the page needs before it can be shown.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Begun {
    /// The account as it is stored.
    pub account: Account,
    /// What was posted, if the page answers a post.
    pub posted: Option<Posted>,
    /// What others saved since the posted form began.
    pub since: Vec<Change>,
    /// What the rules say about what was posted for review.
    pub reviewed: Option<Reviewed>,
    /// The forms of the company's country and of the billing address's.
    pub forms: (CountryForm, CountryForm),
}

/// Everything that the update page holds.
#[derive(Clone, Copy, Debug)]
pub struct UpdateState {
    /// The account as it is stored now, as far as this page knows.
    pub stored: RwSignal<Account>,
    /// What was typed.
    pub text: RwSignal<CustomerText>,
    /// The version that what was typed began from.
    pub version: RwSignal<i64>,
    /// Why, as typed.
    pub reason: RwSignal<String>,
    /// The step.
    pub step: RwSignal<Step>,
    /// Problems of fields.
    pub errors: RwSignal<FieldErrors>,
    /// Why nothing was stored.
    pub error: RwSignal<Option<Error>>,
    /// What the rules say about what was typed, as far as it was reviewed.
    pub reviewed: RwSignal<Reviewed>,
    /// The forms of the company's country and of the billing address's.
    pub forms: (RwSignal<CountryForm>, RwSignal<CountryForm>),
    /// What others saved meanwhile.
    pub since: RwSignal<Vec<Change>>,
    /// Whether a review found nothing to submit.
    pub is_unchanged: RwSignal<bool>,
    /// Whether a save is on its way.
    pub is_busy: RwSignal<bool>,
    /// Counts the times that the form must be drawn again with other text.
    pub drawn: RwSignal<u32>,
}

impl UpdateState {
    /// The page as it is first shown: from the stored account, or from what was posted.
    #[must_use]
    pub fn new(begun: Begun) -> Self {
        let Begun { account, posted, since, reviewed, forms } = begun;
        let version = posted.as_ref().and_then(|posted| version_of(&posted.typed)).unwrap_or(account.version);
        let text = posted.as_ref().map_or_else(|| account.text.clone(), |posted| CustomerText::of_typed(&posted.typed));
        let error = posted.as_ref().and_then(|posted| posted.error.clone());
        let typed = posted.map(|posted| posted.typed).unwrap_or_default();
        let is_review = reviewed.as_ref().is_some_and(|reviewed| reviewed.errors().is_empty());
        let is_unchanged =
            is_review && error.is_none() && reviewed.as_ref().is_some_and(|reviewed| reviewed.text == account.text);
        Self {
            stored: RwSignal::new(account),
            text: RwSignal::new(text),
            version: RwSignal::new(version),
            reason: RwSignal::new(typed.get("reason").to_owned()),
            step: RwSignal::new(if is_review && !is_unchanged { Step::Review } else { Step::Edit }),
            errors: RwSignal::new(error.as_ref().map(Error::fields).unwrap_or_default()),
            error: RwSignal::new(error),
            reviewed: RwSignal::new(reviewed.unwrap_or_default()),
            forms: (RwSignal::new(forms.0), RwSignal::new(forms.1)),
            since: RwSignal::new(since),
            is_unchanged: RwSignal::new(is_unchanged),
            is_busy: RwSignal::new(false),
            drawn: RwSignal::new(0),
        }
    }

    /// Whether something was typed that is not stored.
    #[must_use]
    pub fn is_dirty(self) -> bool {
        self.stored.with_untracked(|stored| self.text.with_untracked(|text| *text != stored.text))
    }

    /// Takes what was typed to the review, or shows what is wrong with it.
    pub fn review(self, typed: CustomerText, reviewed: Reviewed) {
        let errors = reviewed.errors();
        let is_unchanged = errors.is_empty() && self.stored.with_untracked(|stored| stored.text == reviewed.text);
        self.text.set(typed);
        self.error.set(None);
        self.reviewed.set(reviewed);
        self.is_unchanged.set(is_unchanged);
        if errors.is_empty() {
            window().scroll_to_with_x_and_y(0.0, 0.0);
        }
        if errors.is_empty() && !is_unchanged {
            self.step.set(Step::Review);
        }
        self.errors.set(errors);
    }

    /// Forward to the review of what was typed, if it is what was reviewed.
    pub fn review_again(self) {
        let is_ready =
            self.is_dirty() && self.reviewed.with_untracked(|reviewed| reviewed.text != CustomerText::default());
        if is_ready && self.reviewed.with_untracked(|reviewed| reviewed.errors().is_empty()) {
            self.step.set(Step::Review);
        }
    }

    /// Back to typing, everything as it was.
    pub fn edit_again(self, typed: &Typed) {
        self.reason.set(typed.get("reason").to_owned());
        self.error.set(None);
        self.errors.set(FieldErrors::default());
        self.step.set(Step::Edit);
    }

    /// Shows why nothing was stored.
    pub fn fail(self, error: Error) {
        self.errors.set(error.fields());
        if !is_only_reason(Some(&error)) && matches!(error, Error::Invalid(_)) {
            self.step.set(Step::Edit);
        }
        self.error.set(Some(error));
    }

    /// Meets what others saved meanwhile: untouched fields take the newer value, touched ones keep what was typed.
    pub fn meet(self, stored: Account, since: Vec<Change>) {
        self.text.update(|text| *text = super::merge(text, &stored.text, &since));
        self.version.set(stored.version);
        self.stored.set(stored);
        self.since.set(since);
        self.error.set(Some(Error::Conflict));
        self.errors.set(FieldErrors::default());
        self.step.set(Step::Edit);
    }
}

/// The version that a form names.
#[must_use]
pub fn version_of(typed: &Typed) -> Option<i64> {
    typed.get("version").parse().ok().filter(|version| *version > 0)
}

/// Whether all that is wrong is the reason, which stands on the review.
#[must_use]
pub fn is_only_reason(error: Option<&Error>) -> bool {
    matches!(error, Some(Error::Invalid(errors)) if errors.iter().all(|finding| finding.path == "reason"))
}
