//! The page of a set-up link: the form, or what is the matter with the link and what to do.

use super::setup_form::SetupForm;
use crate::current::request;
use crate::routes;
use crate::session::LanguageSwitch;
use crate::start::use_texts;
use crate::ui::{Page, PageData, set_status};
use crate::wire::Error;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use model::setup::{LinkState, SetupShown};

/// The set-up page.
#[component]
pub fn SetupPage() -> impl IntoView {
    let token = use_params_map().with_untracked(|parameters| parameters.get("token").unwrap_or_default());
    let asked = token.clone();
    let shown = PageData::new(String::new, move || find(asked.clone()));
    shown.show(move |shown| view! { <Shown token=token.clone() shown /> }.into_any())
}

/// Nobody can be signed in: whoever has the link is shown what it is worth.
async fn find(token: String) -> Result<SetupShown, Error> {
    Ok(desk::setup::find(&request()?, &token).await?)
}

#[component]
fn Shown(token: String, shown: SetupShown) -> impl IntoView {
    let SetupShown { state, known, zones } = shown;
    let page = if state == LinkState::Open {
        view! { <SetupForm token known zones /> }.into_any()
    } else {
        view! { <Worthless state /> }.into_any()
    };
    view! { <div class="sign-in">{page}<LanguageSwitch /></div> }
}

/// What is the matter with a link, and what to do.
#[component]
fn Worthless(state: LinkState) -> impl IntoView {
    let texts = use_texts();
    let (error, title, text) = match state {
        LinkState::Open | LinkState::Unknown => (Error::NotFound, texts.setup_unknown_title(), texts.setup_unknown()),
        LinkState::Elsewhere => (Error::NotFound, texts.setup_elsewhere_title(), texts.setup_elsewhere()),
        LinkState::Over => (Error::Gone, texts.setup_over_title(), texts.setup_over()),
        LinkState::Used => (Error::Gone, texts.setup_used_title(), texts.setup_used()),
        LinkState::SomebodyThere => (Error::Gone, texts.setup_there_title(), texts.setup_there()),
    };
    set_status(&error);
    let is_set_up = matches!(state, LinkState::Used | LinkState::SomebodyThere);
    view! {
        <Page title=title>
            <div class="error-panel" role="alert">
                <p>{text}</p>
                {is_set_up.then(|| view! { <p><a class="button" href=routes::SIGN_IN>{texts.sign_in_title()}</a></p> })}
            </div>
        </Page>
    }
}
