//! The form: one column, two groups, every field from its one definition.

use super::draft;
use super::update_state::UpdateState;
use crate::countries::{self, AddressPart, country_choices, currency_choices, language_choices};
use crate::customers::{AddressFields, CustomerText, Field, field_hint, field_label, name_label};
use crate::form::Typed;
use crate::routes;
use crate::start::use_texts;
use crate::ui::{CheckField, ErrorSummary, PostForm, SelectField, SubmitButton, TextField, typed_in};
use leptos::prelude::*;
use uuid::Uuid;
use wasm_bindgen::JsCast;

/// Typing.
#[component]
pub fn EditForm(id: Uuid, state: UpdateState, on_typed: Callback<Typed>) -> impl IntoView {
    let texts = use_texts();
    let text = state.text.get_untracked();
    let key = draft::key(id);
    // Who unticks "same address" begins from the company's.
    let mut own = text.clone();
    if text.is_billed_at_company() {
        for (billing, company) in AddressFields::BILLING.all().into_iter().zip(AddressFields::COMPANY.all()) {
            own.set(billing, text.get(company));
        }
    }
    let keep = move |event: leptos::ev::Event| {
        let element = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let form =
            element.and_then(|element| element.closest("form").ok().flatten()).and_then(|form| form.dyn_into().ok());
        if let Some(typed) = form.and_then(|form| typed_in(&form)) {
            let text = CustomerText::of_typed(&typed);
            state.text.set(text);
            draft::keep(&key, state);
        }
    };
    view! {
        <ErrorSummary errors=state.errors label=name_label />
        <div class="form-frame" on:input=keep>
            <PostForm action=routes::update_account(id) on_submit=on_typed class="form">
                <input type="hidden" name="version" value=state.version.get_untracked() />
                <input type="hidden" name="reason" value=state.reason.get_untracked() />
                <fieldset class="group">
                    <legend>{texts.account_company()}</legend>
                    <Text field=Field::CompanyName text=text.clone() state />
                    <Text field=Field::Domain text=text.clone() state />
                    <Text field=Field::RegistrationNumber text=text.clone() state />
                    <AddressGroup fields=AddressFields::COMPANY text=text.clone() state />
                </fieldset>
                <fieldset class="group">
                    <legend>{texts.account_billing()}</legend>
                    <Text field=Field::BillToName text=text.clone() state />
                    <div class="pair">
                        <Text field=Field::ContactFirstName text=text.clone() state />
                        <Text field=Field::ContactLastName text=text.clone() state />
                    </div>
                    <Text field=Field::BillingEmail text=text.clone() state />
                    <Text field=Field::BillingPhone text=text.clone() state />
                    <CheckField name=Field::BillingSameAsCompany.name() label=field_label(Field::BillingSameAsCompany, texts) is_checked=text.is_billed_at_company() />
                    <div class="own-address"><AddressGroup fields=AddressFields::BILLING text=own state /></div>
                    <Choice field=Field::Language choices=language_choices(texts.language) text=text.clone() state />
                    <Choice field=Field::Currency choices=currency_choices(texts.language) text=text.clone() state />
                    <Text field=Field::TaxNumber text=text.clone() state />
                    <Text field=Field::PurchaseOrderReference text=text state />
                </fieldset>
                <div class="form__foot">
                    <SubmitButton text=texts.update_review() step="review" />
                    <a class="button is-quiet" href=routes::account(id)>{texts.form_cancel()}</a>
                </div>
            </PostForm>
        </div>
    }
}

#[component]
fn Text(
    field: Field,
    text: CustomerText,
    state: UpdateState,
    #[prop(optional, into)] is_optional: Option<Signal<bool>>,
) -> impl IntoView {
    let texts = use_texts();
    let is_optional = is_optional.unwrap_or_else(|| Signal::stored(!field.is_required()));
    view! {
        <TextField
            name=field.name() label=field_label(field, texts) hint=field_hint(field, texts) rule=field.rule()
            value=text.get(field) errors=state.errors is_optional
        />
    }
}

#[component]
fn Choice(
    field: Field,
    choices: Vec<(&'static str, &'static str)>,
    text: CustomerText,
    state: UpdateState,
    #[prop(optional)] chosen: Option<RwSignal<String>>,
) -> impl IntoView {
    let texts = use_texts();
    let chosen = chosen.unwrap_or_else(|| RwSignal::new(String::new()));
    view! {
        <SelectField
            name=field.name() label=field_label(field, texts) hint=field_hint(field, texts) choices=choices
            value=text.get(field) errors=state.errors chosen
        />
    }
}

/// One address; what may stay empty follows the country.
#[component]
fn AddressGroup(fields: AddressFields, text: CustomerText, state: UpdateState) -> impl IntoView {
    let texts = use_texts();
    let country = RwSignal::new(text.get(fields.country).to_owned());
    let optional = move |part: AddressPart| {
        Signal::derive(move || {
            country.with(|code| countries::country(code).is_none_or(|country| !country.requires(part)))
        })
    };
    view! {
        <Choice field=fields.country choices=country_choices(texts.language) text=text.clone() state chosen=country />
        <Text field=fields.line1 text=text.clone() state is_optional=optional(AddressPart::Lines) />
        <Text field=fields.line2 text=text.clone() state />
        <div class="pair is-postal">
            <Text field=fields.postal_code text=text.clone() state is_optional=optional(AddressPart::PostalCode) />
            <Text field=fields.locality text=text.clone() state is_optional=optional(AddressPart::Locality) />
        </div>
        <Text field=fields.subdivision text state is_optional=optional(AddressPart::Subdivision) />
    }
}
