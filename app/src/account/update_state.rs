//! Where somebody is in updating an account, from a post or from the first look.

use super::choices::choices;
use super::details::{Account, AccountReview, Draft, Drafts, FieldConflict, Meeting, Proposal};
use crate::changes::RequestSummary;
use crate::countries::CountryForm;
use crate::customers::{CustomerText, Field};
use crate::error::Error;
use crate::form::{FieldErrors, Typed};
use crate::history::Change;
use crate::posted::Posted;
use crate::start::use_clock;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The steps before an update is stored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Step {
    /// Typing.
    #[default]
    Edit,
    /// Choosing, field by field, where somebody else changed the same.
    Merge,
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
    pub review: Option<AccountReview>,
    /// What was posted beside what others changed in the same fields.
    pub meeting: Option<Meeting>,
    /// The forms of the company's country and of the billing address's.
    pub forms: (CountryForm, CountryForm),
    /// What was typed before and not submitted.
    pub drafts: Drafts,
    /// The open request that is being changed.
    pub replaces: Option<RequestSummary>,
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
    /// The page as it is first shown: from the stored account, from a request that is being changed, or from what was
    /// posted.
    #[must_use]
    pub fn new(begun: Begun) -> Self {
        let Begun { account, posted, since, review, meeting, forms, drafts, replaces } = begun;
        let was_posted = posted.is_some();
        let typed = posted.as_ref().map(|posted| posted.typed.clone()).unwrap_or_default();
        // While it is asked which value counts, what was typed still began from the version that was seen.
        let began = meeting.as_ref().and_then(|_| typed.get("seen").parse().ok());
        let version = began.or_else(|| version_of(&typed)).unwrap_or(account.version);
        let text = match (&meeting, was_posted) {
            (Some(meeting), _) => meeting.text.clone(),
            (None, true) => CustomerText::of_typed(&typed),
            (None, false) => {
                replaces.as_ref().map_or_else(|| account.text.clone(), |request| wanted(&account, request))
            }
        };
        let error = posted.and_then(|posted| posted.error);
        let is_review = review.as_ref().is_some_and(|review| review.reviewed.errors().is_empty());
        let is_unchanged =
            is_review && error.is_none() && review.as_ref().is_some_and(|review| review.reviewed.text == account.text);
        let step = match (&meeting, is_review && !is_unchanged) {
            (Some(meeting), _) if !meeting.conflicts.is_empty() => Step::Merge,
            (_, true) => Step::Review,
            _ => Step::Edit,
        };
        let clock = use_clock();
        let of = |name: &str, request: &dyn Fn(&RequestSummary) -> String| {
            if was_posted { typed.get(name).to_owned() } else { replaces.as_ref().map(request).unwrap_or_default() }
        };
        let (reason, land_at) = (
            of("reason", &|request| request.reason.clone()),
            of("land_at", &|request| request.land_at_us.map(|at_us| clock.minute(at_us)).unwrap_or_default()),
        );
        let replaced = replaces.map(|request| request.id).or_else(|| Uuid::try_parse(typed.get("replaces")).ok());
        // A form that was posted goes on as the draft it is.
        let draft = Uuid::try_parse(typed.get("draft")).unwrap_or(drafts.form);
        let mut offered = if was_posted { Vec::new() } else { drafts.kept };
        offered.retain(|draft| differs(&account, &draft.proposal.text));
        Self {
            since: RwSignal::new(meeting.as_ref().map_or(since, |meeting| meeting.since.clone())),
            conflicts: RwSignal::new(meeting.map(|meeting| meeting.conflicts).unwrap_or_default()),
            stored: RwSignal::new(account),
            text: RwSignal::new(text),
            version: RwSignal::new(version),
            reason: RwSignal::new(reason),
            land_at: RwSignal::new(land_at),
            replaces: StoredValue::new(replaced),
            step: RwSignal::new(step),
            errors: RwSignal::new(error.as_ref().map(Error::fields).unwrap_or_default()),
            error: RwSignal::new(error),
            review: RwSignal::new(review.unwrap_or_default()),
            forms: (RwSignal::new(forms.0), RwSignal::new(forms.1)),
            draft: StoredValue::new(draft),
            offered: RwSignal::new(offered),
            is_unchanged: RwSignal::new(is_unchanged),
            is_busy: RwSignal::new(false),
            drawn: RwSignal::new(0),
            kept: StoredValue::new(0),
        }
    }

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
        let is_ready = self.is_dirty()
            && self.review.with_untracked(|review| review.version > 0 && review.reviewed.errors().is_empty());
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
                for field in Field::ALL.iter().filter(|field| typed.get(**field) != stored.text.get(**field)) {
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

/// The account as a request wants it.
fn wanted(account: &Account, request: &RequestSummary) -> CustomerText {
    let mut text = account.text.clone();
    for change in &request.fields {
        if let Some(field) = Field::of_name(&change.field) {
            text.set(field, change.new.as_str());
        }
    }
    text
}

/// The version that a form names.
#[must_use]
pub fn version_of(typed: &Typed) -> Option<i64> {
    typed.get("version").parse().ok().filter(|version| *version > 0)
}

/// Whether all that is wrong stands on the review: the reason, and the date.
#[must_use]
pub fn is_only_review(error: Option<&Error>) -> bool {
    let is_there = |path: &str| path == "reason" || path == "land_at";
    matches!(error, Some(Error::Invalid(errors)) if errors.iter().all(|finding| is_there(&finding.path)))
}
