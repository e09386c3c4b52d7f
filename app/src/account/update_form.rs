//! The form: one column, two groups, every field from its one definition.

use super::address_group::{AddressGroup, called_in};
use super::draft;
use super::update_state::UpdateState;
use crate::customers::text_of;
use crate::form::Typed;
use crate::routes;
use crate::start::use_texts;
use crate::ui::{CheckField, ErrorSummary, PostForm, SelectField, SubmitButton, TextField, typed_in};
use crate::words::{field_hint, field_label, name_label};
use leptos::prelude::*;
use model::countries::{currency_choices, language_choices};
use model::customers::{AddressFields, CustomerText, Field};
use uuid::Uuid;
use wasm_bindgen::JsCast;

/// Typing.
#[component]
pub fn EditForm(id: Uuid, state: UpdateState, on_typed: Callback<Typed>) -> impl IntoView {
    let texts = use_texts();
    let text = state.text.get_untracked();
    let (company_form, billing_form) = state.forms;
    let is_same = Memo::new(move |_| state.text.with(CustomerText::is_billed_at_company));
    let billing_country = move || if is_same.get() { company_form.get() } else { billing_form.get() };
    let hint = move |field: Field, sample: String| match sample.as_str() {
        "" => field_hint(field, texts).unwrap_or_default().to_owned(),
        sample => texts.field_sample(sample),
    };
    let tax_hint = Signal::derive(move || hint(Field::TaxNumber, billing_country().tax_number));
    let phone_hint = Signal::derive(move || hint(Field::BillingPhone, billing_country().phone));
    let register_hint = Signal::derive(move || {
        let form = company_form.get();
        // Where the register's number is the tax number, its sample would ask for that one here too.
        let is_tax_number = form.registration_number == form.tax_number;
        hint(Field::RegistrationNumber, if is_tax_number { String::new() } else { form.registration_number })
    });
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
            let text = text_of(&typed);
            state.text.set(text);
            draft::keep(id, state);
        }
    };
    view! {
        <ErrorSummary errors=state.errors label=name_label called=called_in(state, texts) />
        <div class="form-frame" on:input=keep>
            <PostForm action=routes::account_form(id) on_submit=on_typed class="form">
                <input type="hidden" name="version" value=state.version.get_untracked() />
                // Enter takes the first button of a form, and means this one.
                <button type="submit" name="step" value="review" class="visually-hidden" tabindex="-1" aria-hidden="true"></button>
                <input type="hidden" name="reason" value=state.reason.get_untracked() />
                <input type="hidden" name="land_at" value=state.land_at.get_untracked() />
                <Carried state />
                <fieldset class="group">
                    <legend>{texts.account_company()}</legend>
                    <Text field=Field::CompanyName text=text.clone() state />
                    <Text field=Field::Domain text=text.clone() state />
                    <Text field=Field::RegistrationNumber text=text.clone() state hint=register_hint is_of_digits=Signal::derive(move || company_form.read().are_digits.1) />
                    <AddressGroup fields=AddressFields::COMPANY text=text.clone() form=company_form state />
                </fieldset>
                <fieldset class="group">
                    <legend>{texts.account_billing()}</legend>
                    <Text field=Field::BillToName text=text.clone() state />
                    <div class="pair">
                        <Text field=Field::ContactFirstName text=text.clone() state />
                        <Text field=Field::ContactLastName text=text.clone() state />
                    </div>
                    <Text field=Field::BillingEmail text=text.clone() state />
                    <Text field=Field::BillingPhone text=text.clone() state hint=phone_hint />
                    <CheckField name=Field::BillingSameAsCompany.name() label=field_label(Field::BillingSameAsCompany, texts) is_checked=text.is_billed_at_company() />
                    <div class="own-address"><AddressGroup fields=AddressFields::BILLING text=own form=billing_form state /></div>
                    <Choice field=Field::Language choices=language_choices(texts.language) text=text.clone() state />
                    <Choice field=Field::Currency choices=currency_choices(texts.language) text=text.clone() state />
                    <Text field=Field::TaxNumber text=text.clone() state hint=tax_hint is_of_digits=Signal::derive(move || billing_country().are_digits.0) />
                    <Text field=Field::PurchaseOrderReference text=text state />
                </fieldset>
                <div class="form__foot">
                    <SubmitButton text=texts.update_review() step="review" />
                    <a class="button is-quiet" href=routes::beside_form(id)>{texts.form_cancel()}</a>
                </div>
            </PostForm>
        </div>
    }
}

/// What a form carries from step to step beside what is typed: which draft it is, and which request it takes the place of.
#[component]
pub fn Carried(state: UpdateState) -> impl IntoView {
    let replaces = state.replaces.get_value().map(|id| id.to_string()).unwrap_or_default();
    view! {
        <input type="hidden" name="replaces" value=replaces />
        <input type="hidden" name="draft" value=state.draft.get_value().to_string() />
    }
}

/// A field of text.
#[component]
pub fn Text(
    /// Which.
    field: Field,
    /// What stands in it at first.
    text: CustomerText,
    /// The update page.
    state: UpdateState,
    /// Whether it may stay empty; the field's own need where nothing is said.
    #[prop(optional, into)]
    is_optional: Option<bool>,
    /// What it is called here.
    #[prop(optional, into)]
    label: Option<&'static str>,
    /// What helps here.
    #[prop(optional, into)]
    hint: Option<Signal<String>>,
    /// Whether only digits are typed here.
    #[prop(optional, into)]
    is_of_digits: Signal<bool>,
) -> impl IntoView {
    let texts = use_texts();
    let is_optional = Signal::stored(is_optional.unwrap_or(!field.is_required()));
    let own_hint = move || Signal::stored(field_hint(field, texts).unwrap_or_default().to_owned());
    let label = label.unwrap_or_else(|| field_label(field, texts));
    view! {
        <TextField
            name=field.name() label hint=hint.unwrap_or_else(own_hint) input=field.input()
            value=text.get(field) errors=state.errors is_optional is_of_digits
        />
    }
}

/// A choice from a list.
#[component]
pub fn Choice(
    /// Which field.
    field: Field,
    /// What can be chosen: codes and names.
    choices: Vec<(&'static str, &'static str)>,
    /// What is chosen at first.
    text: CustomerText,
    /// The update page.
    state: UpdateState,
    /// Follows the choice.
    #[prop(optional)]
    chosen: Option<RwSignal<String>>,
) -> impl IntoView {
    let texts = use_texts();
    let chosen = chosen.unwrap_or_else(|| RwSignal::new(String::new()));
    view! {
        <SelectField
            name=field.name() label=field_label(field, texts) hint=Signal::stored(field_hint(field, texts).unwrap_or_default().to_owned())
            choices value=text.get(field) errors=state.errors chosen
        />
    }
}
