//! Where somebody is in updating an account, and where they go from there.

use super::choices::choices;
use crate::form::Typed;
use crate::wire::Error;
use leptos::prelude::*;
use model::account::{Account, AccountReview, Draft, FieldConflict, Meeting, Proposal};
use model::countries::CountryForm;
use model::customers::{CustomerText, Field};
use model::field_errors::FieldErrors;
use model::history::Change;
use uuid::Uuid;

/// The steps before an update is stored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Step {
    /// Choosing the country of a customer who is not there yet.
    Country,
    /// Typing.
    #[default]
    Edit,
    /// Choosing, field by field, where somebody else changed the same.
    Merge,
    /// Looking over what will change.
    Review,
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
    /// When, as typed.
    pub land_at: RwSignal<String>,
    /// The open request of one's own that this one takes the place of.
    pub replaces: StoredValue<Option<Uuid>>,
    /// The step.
    pub step: RwSignal<Step>,
    /// Problems of fields.
    pub errors: RwSignal<FieldErrors>,
    /// Why nothing was stored.
    pub error: RwSignal<Option<Error>>,
    /// What the rules say about what was typed, as far as it was reviewed.
    pub review: RwSignal<AccountReview>,
    /// What others changed differently.
    pub conflicts: RwSignal<Vec<FieldConflict>>,
    /// The forms of the company's country and of the billing address's.
    pub forms: (RwSignal<CountryForm>, RwSignal<CountryForm>),
    /// What others saved meanwhile.
    pub since: RwSignal<Vec<Change>>,
    /// The form that it is typed in.
    pub draft: StoredValue<Uuid>,
    /// What was typed before and waits for a word, the newest first.
    pub offered: RwSignal<Vec<Draft>>,
    /// Whether a review found nothing to submit.
    pub is_unchanged: RwSignal<bool>,
    /// Whether a save is on its way.
    pub is_busy: RwSignal<bool>,
    /// Counts the times that the form must be drawn again with other text.
    pub drawn: RwSignal<u32>,
    /// Counts what was typed, so that only the newest goes to the server.
    pub kept: StoredValue<u32>,
}

impl UpdateState {
    /// Whether something was typed that is not stored.
    #[must_use]
    pub fn is_dirty(self) -> bool {
        self.stored.with_untracked(|stored| self.text.with_untracked(|text| differs(stored, text)))
    }

    /// Takes what was typed to the review, or shows what is wrong with it.
    pub fn review(self, review: AccountReview) {
        let errors = review.reviewed.errors();
        let is_unchanged =
            errors.is_empty() && self.stored.with_untracked(|stored| stored.text == review.reviewed.text);
        self.text.set(review.text.clone());
        // What others changed is in the text now: from here on their version is what it began from.
        self.version.set(review.version);
        if !review.since.is_empty() {
            self.since.set(review.since.clone());
        }
        self.error.set(None);
        self.review.set(review);
        self.is_unchanged.set(is_unchanged);
        if errors.is_empty() {
            window().scroll_to_with_x_and_y(0.0, 0.0);
        }
        if errors.is_empty() && !is_unchanged {
            self.step.set(Step::Review);
        } else {
            self.step.set(Step::Edit);
            self.drawn.update(|drawn| *drawn += 1);
        }
        self.errors.set(errors);
    }

    /// Forward to the review of what was typed, if it is what was reviewed.
    pub fn review_again(self) {
        // A review that never was is of nothing.
        let was_reviewed = |review: &AccountReview| {
            review.reviewed.text != CustomerText::default() && review.reviewed.errors().is_empty()
        };
        let is_ready = self.is_dirty() && self.review.with_untracked(was_reviewed);
        if is_ready {
            self.step.set(Step::Review);
        }
    }

    /// Back to typing, everything as it was.
    pub fn edit_again(self, typed: &Typed) {
        self.reason.set(typed.get("reason").to_owned());
        self.land_at.set(typed.get("land_at").to_owned());
        self.error.set(None);
        self.errors.set(FieldErrors::default());
        self.step.set(Step::Edit);
    }

    /// Shows why nothing was stored.
    pub fn fail(self, error: Error) {
        self.errors.set(error.fields());
        if !is_only_review(Some(&error)) && matches!(error, Error::Invalid(_)) {
            self.step.set(Step::Edit);
        }
        self.error.set(Some(error));
    }

    /// Meets what others saved meanwhile: what both changed is asked, the rest is merged already.
    pub fn meet(self, meeting: Meeting) {
        self.text.set(meeting.text);
        self.stored.set(meeting.account);
        self.since.set(meeting.since);
        self.errors.set(FieldErrors::default());
        self.error.set(Some(Error::Conflict));
        self.step.set(if meeting.conflicts.is_empty() { Step::Edit } else { Step::Merge });
        self.conflicts.set(meeting.conflicts);
    }

    /// Takes what was chosen where both changed the same; `false` where a choice is missing.
    pub fn choose(self, typed: &Typed) -> bool {
        let (text, errors) = choices(&self.conflicts.get_untracked(), typed, &self.text.get_untracked());
        let is_whole = errors.is_empty();
        self.errors.set(errors);
        if is_whole {
            self.text.set(text);
            self.version.set(self.stored.with_untracked(|stored| stored.version));
            self.error.set(None);
            self.conflicts.set(Vec::new());
        }
        is_whole
    }

    /// What is typed, as it would be submitted or kept.
    #[must_use]
    pub fn proposal(self) -> Proposal {
        Proposal {
            version: self.version.get_untracked(),
            text: self.text.get_untracked(),
            reason: self.reason.get_untracked(),
            land_at: self.land_at.get_untracked(),
            replaces: self.replaces.get_value(),
            draft: self.draft.get_value(),
        }
    }

    /// A draft is offered no more.
    pub fn put_away(self, draft: Uuid) {
        self.offered.update(|offered| offered.retain(|kept| kept.proposal.draft != draft));
    }

    /// Goes on from a draft, on top of the version that it began from.
    pub fn take_draft(self, draft: Proposal) {
        // What was typed meanwhile is newer than what was typed before.
        let mut text = draft.text;
        self.stored.with_untracked(|stored| {
            self.text.with_untracked(|typed| {
                for field in Field::OF_TEXT.iter().filter(|field| typed.get(**field) != stored.text.get(**field)) {
                    text.set(*field, typed.get(*field));
                }
            });
        });
        self.version.set(draft.version);
        self.text.set(text);
        self.reason.set(draft.reason);
        self.land_at.set(draft.land_at);
        self.replaces.set_value(draft.replaces);
        self.draft.set_value(draft.draft);
        self.put_away(draft.draft);
        self.step.set(Step::Edit);
        self.drawn.update(|drawn| *drawn += 1);
    }
}

/// Whether a text changes an account: a field that is not named is empty.
pub fn differs(account: &Account, text: &CustomerText) -> bool {
    !account.text.changes_to(text).is_empty()
}

/// Whether all that is wrong stands on the review: the reason, and the date.
#[must_use]
pub fn is_only_review(error: Option<&Error>) -> bool {
    let is_there = |path: &str| path == "reason" || path == "land_at";
    matches!(error, Some(Error::Invalid(errors)) if errors.iter().all(|finding| is_there(&finding.path)))
}
