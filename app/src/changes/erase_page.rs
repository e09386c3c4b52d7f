//! The page that asks before it erases what names people of a customer: what goes, what stays, and the company's name typed.

use super::api::preview_erase;
use crate::customer_page::customer_trail;
use crate::posted::Posted;
use crate::routes;
use crate::start::{use_posted, use_texts};
use crate::texts::Texts;
use crate::ui::{
    ErrorNotice, ErrorSummary, Icon, Notice, Page, PageData, PostForm, SubmitButton, TextArea, TextField, Tone,
    use_path_id,
};
use crate::wire::Error;
use crate::words::name_label;
use leptos::prelude::*;
use model::audit::Erasing;
use model::customers::Field;

/// The page that asks before it erases.
#[component]
pub fn ErasePage() -> impl IntoView {
    let id = use_path_id();
    let posted = StoredValue::new(use_posted(&routes::erase(id.get_untracked())));
    let erasing = PageData::new(move || id.get().to_string(), move || preview_erase(id.get_untracked()));
    erasing.show(move |erasing| view! { <Shown erasing posted=posted.get_value() /> }.into_any())
}

/// The name is not changed here, but typed to say that it is meant.
fn erase_label(name: &str, texts: Texts) -> String {
    if name == Field::CompanyName.name() { texts.erase_name().to_owned() } else { name_label(name, texts) }
}

#[component]
fn Shown(erasing: Erasing, posted: Option<Posted>) -> impl IntoView {
    let texts = use_texts();
    let Erasing { customer_id: id, company_name: name, .. } = erasing.clone();
    let (typed, error) = posted.map(|posted| (posted.typed, posted.error)).unwrap_or_default();
    let errors = RwSignal::new(error.as_ref().map(Error::fields).unwrap_or_default());
    let hint = texts.erase_name_hint(&name);
    let form = view! {
        <PostForm action=routes::erase(id) class="form">
            <TextArea name="reason" label=texts.review_reason() hint=Signal::stored(texts.erase_reason_hint().to_owned()) is_optional=false value=typed.get("reason").to_owned() errors />
            <TextField name=Field::CompanyName.name() label=texts.erase_name() hint=Signal::stored(hint) input=Field::CompanyName.input() value=typed.get(Field::CompanyName.name()).to_owned() errors />
            <div class="form__foot is-still">
                <SubmitButton text=texts.erase_action() step="erase" look="is-danger" />
                <a class="button is-quiet" href=routes::account(id)>{texts.form_cancel()}</a>
            </div>
        </PostForm>
    };
    view! {
        <Page title=texts.erase_title() of=name.clone() trail=customer_trail(Some((id, &name)), texts)>
            <p class="page-note">{name}</p>
            <ErrorNotice error=Signal::stored(error) />
            <ErrorSummary errors label=erase_label />
            <Notice tone=Tone::Warn>{texts.erase_lead()}</Notice>
            <Goes erasing />
            <section class="warnings is-note">
                <h2 class="warnings__title"><Icon name="check" />{texts.erase_stays()}</h2>
                <ul>
                    <li>{texts.erase_stays_account()}</li>
                    <li>{texts.erase_stays_log()}</li>
                    <li>{texts.erase_stays_backups()}</li>
                </ul>
            </section>
            {form}
        </Page>
    }
}

/// What goes, counted.
#[component]
fn Goes(erasing: Erasing) -> impl IntoView {
    let texts = use_texts();
    let Erasing { values, requests, drafts, mails, open, .. } = erasing;
    let counted = [
        (values, texts.erase_values(values)),
        (requests, texts.erase_requests(requests)),
        (drafts, texts.erase_drafts(drafts)),
        (mails, texts.erase_mails(mails)),
    ];
    let mut lines: Vec<String> = counted.into_iter().filter(|(count, _)| *count > 0).map(|(_, line)| line).collect();
    if lines.is_empty() {
        lines.push(texts.erase_none().to_owned());
    }
    view! {
        <section class="warnings">
            <h2 class="warnings__title"><Icon name="warning" />{texts.erase_goes()}</h2>
            <ul>
                {lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}
                {(open > 0).then(|| view! { <li>{texts.erase_open(open)}</li> })}
            </ul>
        </section>
    }
}
