//! The form that sets an installation up: the first account, and whose Defter it is.

use crate::posted::Posted;
use crate::routes;
use crate::start::{use_posted, use_texts};
use crate::texts::Texts;
use crate::ui::{ErrorNotice, ErrorSummary, Page, PostForm, SelectField, SubmitButton, TextField, fact};
use crate::wire::Error;
use leptos::prelude::*;
use model::countries::{country_choices, country_name};
use model::field_errors::FieldErrors;
use model::fields;
use model::language::Language;
use model::people::STAFF_NAME;
use model::setup::KnownPartner;

/// The label of a field of the form.
fn label(name: &str, texts: Texts) -> String {
    match name {
        "name" => texts.people_name(),
        "email" => texts.people_email(),
        "new_password" => texts.setup_password(),
        "repeated_password" => texts.setup_repeated_password(),
        "partner_name" => texts.setup_partner_name(),
        "country" => texts.customers_country(),
        "time_zone" => texts.setup_time_zone(),
        other => return other.to_owned(),
    }
    .to_owned()
}

/// The form.
#[component]
pub fn SetupForm(token: String, known: KnownPartner, zones: Vec<String>) -> impl IntoView {
    let texts = use_texts();
    let action = routes::setup(&token);
    let posted = use_posted(&action).unwrap_or_default();
    let errors = RwSignal::new(posted.error.as_ref().map(Error::fields).unwrap_or_default());
    view! {
        <Page title=texts.setup_title()>
            <p class="page-note">{texts.setup_lead()}</p>
            <ErrorNotice error=Signal::stored(posted.error.clone()) is_of_passwords=true />
            <ErrorSummary errors label />
            <PostForm action class="form">
                <h2 class="section-title">{texts.setup_you()}</h2>
                <p class="quiet">{texts.setup_you_hint()}</p>
                <Account posted=posted.clone() errors />
                <h2 class="section-title">{texts.setup_company()}</h2>
                <Company posted known zones errors />
                <div class="form__foot is-still"><SubmitButton text=texts.setup_action() /></div>
            </PostForm>
        </Page>
    }
}

fn hint(text: &str) -> Signal<String> {
    Signal::stored(text.to_owned())
}

/// Who sets it up.
#[component]
fn Account(posted: Posted, errors: RwSignal<FieldErrors>) -> impl IntoView {
    let texts = use_texts();
    let typed = posted.typed;
    let languages: Vec<_> = Language::ALL.into_iter().map(|language| (language.code(), language.own_name())).collect();
    let language = if typed.has("language") { typed.get("language") } else { texts.language.code() };
    view! {
        <TextField name="name" label=texts.people_name() input=const { STAFF_NAME.input } value=typed.get("name") errors />
        <TextField name="email" label=texts.people_email() hint=hint(texts.setup_email_hint()) input=const { fields::EMAIL.input } value=typed.get("email") errors />
        <TextField name="new_password" label=texts.setup_password() hint=hint(texts.setup_password_hint()) input=const { fields::NEW_PASSWORD.input } value="" errors />
        <TextField name="repeated_password" label=texts.setup_repeated_password() input=const { fields::NEW_PASSWORD.input } value="" errors />
        <SelectField name="language" label=texts.profile_language() choices=languages value=language.to_owned() errors />
    }
}

/// Whose Defter it is. What was set before is shown and not asked.
#[component]
fn Company(posted: Posted, known: KnownPartner, zones: Vec<String>, errors: RwSignal<FieldErrors>) -> impl IntoView {
    let texts = use_texts();
    let typed = posted.typed;
    let country = (!known.country.is_empty()).then(|| country_name(&known.country, texts.language));
    let set = [
        (texts.setup_partner_name(), Some(known.name.clone())),
        (texts.customers_country(), country),
        (texts.setup_time_zone(), Some(known.time_zone.clone())),
    ];
    let set: Vec<_> = set
        .into_iter()
        .filter_map(|(term, value)| Some((term, value.filter(|value| !value.is_empty())?)))
        .map(|(term, value)| fact(term, value.into_any()))
        .collect();
    let zones: Vec<(String, String)> = zones.into_iter().map(|zone| (zone.clone(), zone)).collect();
    view! {
        {(!set.is_empty()).then(|| view! { <p class="quiet">{texts.setup_known()}</p> <dl class="facts">{set}</dl> })}
        {known.name.is_empty().then(|| view! {
            <TextField name="partner_name" label=texts.setup_partner_name() hint=hint(texts.setup_partner_name_hint()) input=const { fields::ORGANIZATION_NAME.input } value=typed.get("partner_name") errors />
        })}
        {known.country.is_empty().then(|| view! {
            <SelectField name="country" label=texts.customers_country() choices=country_choices(texts.language) value=typed.get("country").to_owned() errors />
        })}
        {known.time_zone.is_empty().then(|| view! {
            <SelectField name="time_zone" label=texts.setup_time_zone() hint=hint(texts.setup_time_zone_hint()) choices=zones value=typed.get("time_zone").to_owned() errors />
        })}
    }
}
