//! What stands around every page: the spine with its places, or the cover while nobody is signed in; the skip link.

mod spine;

use crate::routes;
use crate::start::{Start, use_texts, use_viewer};
use crate::ui::{Icon, PostForm};
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use model::access::{Action, Viewer, may};
use spine::{cover, mark, more, own_place, place};

/// The spine and the page beside it; the cover while nobody is signed in.
#[component]
pub fn Frame(children: Children) -> impl IntoView {
    let texts = use_texts();
    let beside = match use_viewer() {
        Some(viewer) => view! { <Spine viewer /> }.into_any(),
        None => view! { <header class="cover" inner_html=cover()></header> }.into_any(),
    };
    view! {
        <a class="skip-link" href="#content" rel="external">{texts.frame_skip()}</a>
        <div class="frame">
            {beside}
            <main class="page" id="content" tabindex="-1">{children()}</main>
        </div>
    }
}

/// The places that somebody may go to. What stands in each is the server's text; the browser's side only says which one is
/// shown (decision 0019).
#[component]
fn Spine(viewer: Viewer) -> impl IntoView {
    let texts = use_texts();
    let path = use_location().pathname;
    let to_look_at = use_context::<Start>().map(|start| start.to_look_at).unwrap_or_default();
    let link = move |href: &'static str, class: &'static str, inside: String| {
        let is_here = move || path.with(|path| path == href || (href != "/" && path.starts_with(&format!("{href}/"))));
        let rel = routes::is_from_server(href).then_some("external");
        view! {
            <li class=class>
                <a class="spine__place" href=href rel=rel aria-current=move || is_here().then_some("page") inner_html=inside></a>
            </li>
        }
    };
    let (sees_people, sees_customers) = (may(&viewer, Action::SeePeople), may(&viewer, Action::SeeCustomers));
    // Five places fit a phone's foot: who has more finds the others behind the last.
    let (last, rest) = if sees_people { ("is-wide", Some(more(texts))) } else { ("", None) };
    view! {
        <header class="spine">
            <a class="spine__mark" href=routes::WORKSPACES inner_html=mark()></a>
            <nav aria-label=texts.frame_menu()>
                <ul>
                    {link(routes::WORKSPACES, "", place("home", texts.workspaces_menu(), 0, texts))}
                    {sees_customers.then(|| link(routes::CUSTOMERS, "", place("building", texts.customers_title(), 0, texts)))}
                    {sees_customers.then(|| link(routes::REQUESTS, "", place("inbox", texts.requests_title(), to_look_at, texts)))}
                    {may(&viewer, Action::SeeLog).then(|| link(routes::ACTIVITY, "", place("history", texts.activity_title(), 0, texts)))}
                    {sees_people.then(|| link(routes::PEOPLE, "is-wide", place("users", texts.people_title(), 0, texts)))}
                    {rest.map(|rest| view! { <li class="is-narrow" inner_html=rest></li> })}
                    {link(routes::PROFILE, last, own_place(&viewer.name, texts))}
                </ul>
            </nav>
        </header>
    }
}

/// Ends the session. The page is loaded anew, so that nothing of the person stays in the browser.
#[component]
pub fn SignOut() -> impl IntoView {
    let texts = use_texts();
    let out = Callback::new(move |_| {
        leptos::task::spawn_local(async move {
            crate::account::draft::flush().await;
            if crate::session::sign_out().await.is_ok() {
                let _ = window().location().set_href(routes::SIGN_IN);
            }
        });
    });
    view! {
        <PostForm action=routes::SIGN_OUT on_submit=out class="sign-out">
            <button type="submit" class="button is-quiet is-small"><Icon name="sign-out" />{texts.sign_out_action()}</button>
        </PostForm>
    }
}
