//! How updating an account begins: from the first look, from a request that is being changed, or from what was posted.

use super::add_page::first_text;
use super::api::{find_drafts, find_editable_account, meet_account, review_account, review_new_account};
use super::fetch_form::fetch_form;
use super::update_state::{Step, UpdateState, differs, is_only_review};
use crate::changes::find_request_summary;
use crate::customers::text_of;
use crate::form::{Typed, version_of};
use crate::history::list_changes_since;
use crate::posted::Posted;
use crate::start::use_clock;
use crate::ui::typed_in;
use crate::wire::Error;
use leptos::prelude::*;
use model::account::{Account, AccountReview, Drafts, Meeting};
use model::changes::RequestSummary;
use model::countries::CountryForm;
use model::customers::{CustomerText, Field, Standing};
use model::history::Change;
use model::language::Language;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use wasm_bindgen::JsCast;

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

/// Asks for what the page needs.
///
/// # Errors
/// As each of what it asks for.
pub async fn begin(id: Uuid, posted: Option<Posted>, change: Option<Uuid>, language: Language) -> Result<Begun, Error> {
    let account = find_editable_account(id).await?;
    if account.standing != Standing::Active {
        // There is no form: what was typed is all that is shown.
        let (since, forms, drafts) = (Vec::new(), Default::default(), find_drafts(id).await?);
        return Ok(Begun { account, posted, since, review: None, meeting: None, forms, drafts, replaces: None });
    }
    let typed = posted.as_ref().map(|posted| posted.typed.clone()).unwrap_or_default();
    let text = posted.as_ref().map_or_else(|| account.text.clone(), |_| text_of(&typed));
    let error = posted.as_ref().and_then(|posted| posted.error.clone());
    // A post that met a newer version names the one its form began from.
    let seen = typed.get("seen").parse::<i64>().ok();
    let (mut since, mut review, mut meeting) = (Vec::new(), None, None);
    match typed.get("step") {
        "merge" => meeting = Some(meet_account(id, seen.unwrap_or_default(), text.clone()).await?),
        "review" if error.is_none() => review = Some(review_typed(id, &typed, text.clone()).await?),
        // What was on its way from the review goes on from there, the reason and the date before everybody's eyes.
        "submit" if !matches!(error, None | Some(Error::Invalid(_))) => {
            review = review_typed(id, &typed, text.clone()).await.ok();
        }
        _ if is_only_review(error.as_ref()) => review = Some(review_typed(id, &typed, text.clone()).await?),
        _ => {}
    }
    if let (Some(seen), None) = (seen, &meeting) {
        since = list_changes_since(id, seen).await?;
    }
    let forms = forms_of(&text, language).await?;
    let drafts = find_drafts(id).await?;
    let replaces = match change.filter(|_| posted.is_none()) {
        Some(change) => {
            let request = find_request_summary(change).await?;
            Some(request).filter(|request| request.customer_id == id && request.may.change)
        }
        None => None,
    };
    Ok(Begun { account, posted, since, review, meeting, forms, drafts, replaces })
}

/// What the page needs that adds a customer, with what was typed of others before.
///
/// # Errors
/// As each of what it asks for.
pub async fn begin_new(drafts: Drafts, posted: Option<Posted>, language: Language) -> Result<Begun, Error> {
    let typed = posted.as_ref().map(|posted| posted.typed.clone()).unwrap_or_default();
    let error = posted.as_ref().and_then(|posted| posted.error.clone());
    let posted = posted.map(|posted| Posted { typed: with_first_text(posted.typed), ..posted });
    let text = posted.as_ref().map(|posted| text_of(&posted.typed)).unwrap_or_default();
    let id = Uuid::try_parse(typed.get("draft")).unwrap_or_default();
    let review = match typed.get("step") {
        "review" if error.is_none() => Some(review_new_account(id, text.clone()).await?),
        "submit" if !matches!(error, None | Some(Error::Invalid(_))) => review_new_account(id, text.clone()).await.ok(),
        _ if is_only_review(error.as_ref()) => Some(review_new_account(id, text.clone()).await?),
        _ => None,
    };
    let forms = forms_of(&text, language).await?;
    let account = Account::default();
    Ok(Begun { account, posted, since: Vec::new(), review, meeting: None, forms, drafts, replaces: None })
}

/// A form that had a country chosen begins with what most customers there have.
fn with_first_text(mut typed: Typed) -> Typed {
    let country = typed.get(Field::CompanyCountry.name()).to_owned();
    if typed.get("step") == "begin" && !country.is_empty() {
        let text = first_text(&country);
        for field in Field::OF_TEXT {
            typed.set(field.name(), text.get(*field));
        }
    }
    typed
}

/// The forms of the company's country and of the billing address's.
async fn forms_of(text: &CustomerText, language: Language) -> Result<(CountryForm, CountryForm), Error> {
    let company = text.get(Field::CompanyCountry).to_owned();
    let billing = match text.get(Field::BillingCountry) {
        "" => company.clone(),
        country => country.to_owned(),
    };
    let company_form = fetch_form(company.clone(), language).await?;
    let billing_form = if billing == company { company_form.clone() } else { fetch_form(billing, language).await? };
    Ok((company_form, billing_form))
}

async fn review_typed(id: Uuid, typed: &Typed, text: CustomerText) -> Result<AccountReview, Error> {
    review_account(id, version_of(typed).unwrap_or_default(), text).await
}

/// Takes what was typed before the browser's side was there.
pub fn take_early_typing(state: UpdateState) {
    let form = document().query_selector("form.form").ok().flatten().and_then(|form| form.dyn_into().ok());
    if let (Step::Edit, Some(typed)) = (state.step.get_untracked(), form.and_then(|form| typed_in(&form))) {
        // Fields that the country does not ask for are not in the form, and were not touched.
        let mut text = state.text.get_untracked();
        for field in Field::OF_TEXT.iter().filter(|field| typed.has(field.name())) {
            text.set(*field, typed.get(field.name()));
        }
        if !typed.has(Field::BillingSameAsCompany.name()) {
            text.set(Field::BillingSameAsCompany, "");
        }
        state.text.set(text);
    }
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
            (None, true) => text_of(&typed),
            (None, false) => {
                replaces.as_ref().map_or_else(|| account.text.clone(), |request| wanted(&account, request))
            }
        };
        let error = posted.and_then(|posted| posted.error);
        let is_review = review.as_ref().is_some_and(|review| review.reviewed.errors().is_empty());
        let is_unchanged =
            is_review && error.is_none() && review.as_ref().is_some_and(|review| review.reviewed.text == account.text);
        let step = match (&meeting, is_review && !is_unchanged) {
            _ if account.id.is_nil() && text.get(Field::CompanyCountry).is_empty() && !has_gone_on(&typed) => {
                Step::Country
            }
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
}

/// Whether a form that was posted is beyond its first step, which asks for nothing but the country.
fn has_gone_on(typed: &Typed) -> bool {
    typed.has(Field::CompanyName.name())
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
