//! Adding a customer: its country first, then the form, the rules and the review of an update.

use super::api::find_new_drafts;
use super::fetch_form::fetch_form;
use super::update_begun::{Begun, begin_new};
use super::update_form::{Carried, Choice};
use super::update_page::Update;
use super::update_state::{Step, UpdateState};
use crate::form::Typed;
use crate::routes;
use crate::start::{use_posted, use_texts};
use crate::ui::{ErrorSummary, PageData, PostForm, SubmitButton};
use crate::words::name_label;
use leptos::prelude::*;
use model::countries::country_choices;
use model::customers::{CustomerText, Field};
use model::field_errors::FieldErrors;
use model::fields::Problem;
use model::language::Language;

/// The page that adds a customer.
#[component]
pub fn AddPage() -> impl IntoView {
    let texts = use_texts();
    let posted = StoredValue::new(use_posted(routes::NEW_CUSTOMER));
    let begun = PageData::new(String::new, move || {
        let posted = posted.get_value();
        async move { begin_new(find_new_drafts().await?, posted, texts.language).await }
    });
    begun.show(|begun: Begun| view! { <Update begun /> }.into_any())
}

/// Where the customer is: the form asks for what addresses and numbers have there.
#[component]
pub fn CountryStep(
    /// The page.
    state: UpdateState,
    /// What happens in the browser.
    on_typed: Callback<Typed>,
) -> impl IntoView {
    let texts = use_texts();
    view! {
        <ErrorSummary errors=state.errors label=name_label />
        <p class="lead">{texts.add_country()}</p>
        <PostForm action=routes::NEW_CUSTOMER on_submit=on_typed class="form">
            <input type="hidden" name="version" value="0" />
            <Carried state />
            <Choice field=Field::CompanyCountry choices=country_choices(texts.language) text=state.text.get_untracked() state />
            <div class="form__foot is-still">
                <SubmitButton text=texts.add_continue() step="begin" is_busy=state.is_busy />
                <a class="button is-quiet" href=routes::CUSTOMERS>{texts.form_cancel()}</a>
            </div>
        </PostForm>
    }
}

/// What stands in the form of a new customer of a country before anything is typed: most get their invoices where they are.
#[must_use]
pub fn first_text(country: &str) -> CustomerText {
    let mut text = CustomerText::default();
    text.set(Field::CompanyCountry, country);
    text.set(Field::BillingSameAsCompany, "true");
    text
}

/// What is wrong with the first step: that no country is chosen.
#[must_use]
pub fn country_errors(country: &str) -> FieldErrors {
    match country {
        "" => FieldErrors::one(Field::CompanyCountry.name(), Problem::Missing),
        _ => FieldErrors::default(),
    }
}

/// Goes from the country to the form.
pub fn begin_typing(state: UpdateState, typed: &Typed, language: Language) {
    let country = typed.get(Field::CompanyCountry.name()).to_owned();
    let errors = country_errors(&country);
    let is_right = errors.is_empty();
    state.errors.set(errors);
    if !is_right || state.is_busy.get_untracked() {
        return;
    }
    state.is_busy.set(true);
    leptos::task::spawn_local(async move {
        match fetch_form(country.clone(), language).await {
            Ok(form) => {
                state.forms.0.set(form.clone());
                state.forms.1.set(form);
                state.text.set(first_text(&country));
                state.error.set(None);
                state.step.set(Step::Edit);
            }
            Err(error) => state.error.set(Some(error)),
        }
        state.is_busy.try_set(false);
    });
}
