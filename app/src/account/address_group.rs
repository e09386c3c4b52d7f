//! The fields of one address: what its country asks, in its country's order.

use super::fetch_form::fetch_form;
use super::update_form::{Choice, Text};
use super::update_state::UpdateState;
use crate::start::use_texts;
use crate::texts::Texts;
use crate::ui::{Called, SelectField};
use crate::words::{field_label, group_label};
use leptos::prelude::*;
use model::countries::{AddressPart, CountryForm, FormPart, country_choices};
use model::customers::{AddressFields, CustomerText, Field};

/// One address. Another country draws other fields: at once in the browser, by a button without JavaScript; what was
/// typed stays.
#[component]
pub fn AddressGroup(
    /// Which of the two.
    fields: AddressFields,
    /// What stands in it at first.
    text: CustomerText,
    /// The form of its country.
    form: RwSignal<CountryForm>,
    /// The update page.
    state: UpdateState,
) -> impl IntoView {
    let texts = use_texts();
    let country = RwSignal::new(text.get(fields.country).to_owned());
    follow_country(country, form, texts);
    let first = StoredValue::new(Some(text.clone()));
    let parts = move || {
        let form = form.get();
        // Drawn again for another country, the fields hold what was typed meanwhile.
        let typed = state.text.get_untracked();
        let text = first.try_update_value(Option::take).flatten().unwrap_or(typed);
        let asked =
            form.parts.clone().into_iter().map(|part| {
                view! { <Part fields country=form.country.clone() part text=text.clone() state /> }.into_any()
            });
        // What is stored is never hidden, whether the country asks for it or not.
        let left = [AddressPart::PostalCode, AddressPart::Locality, AddressPart::Subdivision]
            .into_iter()
            .filter(|part| !form.has(*part) && !text.get(field_of(fields, *part)).is_empty())
            .map(|part| {
                let part = FormPart {
                    part,
                    kind: String::new(),
                    is_required: false,
                    sample: String::new(),
                    choices: Vec::new(),
                };
                view! { <Part fields country=form.country.clone() part text=text.clone() state /> }.into_any()
            });
        asked.chain(left).collect_view()
    };
    view! {
        <Choice field=fields.country choices=country_choices(texts.language) text state chosen=country />
        <noscript><p><button type="submit" class="button is-small" name="step" value="country">{texts.update_redraw()}</button></p></noscript>
        {parts}
    }
}

/// Asks for the form of another country when one is chosen.
fn follow_country(country: RwSignal<String>, form: RwSignal<CountryForm>, texts: Texts) {
    Effect::new(move |before: Option<String>| {
        let code = country.get();
        if before.is_some_and(|before| before != code) {
            let asked = code.clone();
            leptos::task::spawn_local(async move {
                // Without an answer the old fields stay: nothing typed is lost, and the review checks by the new country.
                if let Ok(new) = fetch_form(asked.clone(), texts.language).await
                    && country.try_get_untracked().as_ref() == Some(&asked)
                {
                    form.try_set(new);
                }
            });
        }
        code
    });
}

fn field_of(fields: AddressFields, part: AddressPart) -> Field {
    match part {
        AddressPart::Country => fields.country,
        AddressPart::Lines => fields.line1,
        AddressPart::Locality => fields.locality,
        AddressPart::Subdivision => fields.subdivision,
        AddressPart::PostalCode => fields.postal_code,
    }
}

/// What the form calls the parts of its two addresses: as each country calls them.
pub fn called_in(state: UpdateState, texts: Texts) -> Called {
    Called::new(move |name: String| {
        let field = Field::of_name(&name)?;
        let of = |fields: AddressFields, form: RwSignal<CountryForm>| {
            form.with_untracked(|form| {
                let part = form.parts.iter().find(|part| field_of(fields, part.part) == field)?;
                Some(part_label(&form.country, part, field, texts))
            })
        };
        let (company, billing) = state.forms;
        let label = of(AddressFields::COMPANY, company).or_else(|| of(AddressFields::BILLING, billing))?;
        Some(format!("{} – {label}", group_label(field.group(), texts)))
    })
}

#[component]
fn Part(
    fields: AddressFields,
    country: String,
    part: FormPart,
    text: CustomerText,
    state: UpdateState,
) -> impl IntoView {
    let texts = use_texts();
    let field = field_of(fields, part.part);
    let label = part_label(&country, &part, field, texts);
    let is_optional = !part.is_required;
    if part.part == AddressPart::Lines {
        return view! {
            <Text field=fields.line1 text=text.clone() state is_optional />
            <Text field=fields.line2 text state />
        }
        .into_any();
    }
    let value = text.get(field).to_owned();
    if part.choices.is_empty() {
        let hint = if part.sample.is_empty() { String::new() } else { texts.field_sample(&part.sample) };
        let is_of_digits = Signal::stored(part.is_of_digits());
        return view! { <Text field text state is_optional label hint is_of_digits /> }.into_any();
    }
    let nothing = is_optional.then(|| texts.form_choose());
    view! { <SelectField name=field.name() label choices=part.choices value errors=state.errors nothing is_optional /> }
        .into_any()
}

/// What a country calls a part of its addresses.
fn part_label(country: &str, part: &FormPart, field: Field, texts: Texts) -> &'static str {
    match part.kind.as_str() {
        "area" => texts.part_area(),
        "city" => texts.part_city(),
        "county" => texts.part_county(),
        "department" => texts.part_department(),
        "district" => texts.part_district(),
        "do_si" => texts.part_do_si(),
        "eircode" => texts.part_eircode(),
        "emirate" => texts.part_emirate(),
        "island" => texts.part_island(),
        "oblast" => texts.part_oblast(),
        "parish" => texts.part_parish(),
        "pin" => texts.part_pin(),
        "post_town" => texts.part_post_town(),
        "postal" => texts.part_postal(),
        "prefecture" => texts.part_prefecture(),
        // Provinces of a federation: other languages call them states.
        "province" if country == "CA" => texts.part_province_federal(),
        "province" => texts.part_province(),
        "state" => texts.part_state(),
        "suburb" => texts.part_suburb(),
        "zip" => texts.part_zip(),
        _ => field_label(field, texts),
    }
}
