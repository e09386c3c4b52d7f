//! What stands around every page: the menu, the person, the skip link.

use super::{Icon, PostForm};
use crate::access::{Action, Viewer, may};
use crate::routes;
use crate::start::{use_clock, use_texts, use_viewer};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

/// The menu and the page beside it; without a menu while nobody is signed in.
#[component]
pub fn Frame(children: Children) -> impl IntoView {
    let texts = use_texts();
    let viewer = use_viewer();
    let is_signed_in = viewer.is_some();
    let class = if is_signed_in { "frame" } else { "frame is-bare" };
    view! {
        <a class="skip-link" href="#content" rel="external">{texts.frame_skip()}</a>
        <div class=class>
            {viewer.map(|viewer| view! { <Menu viewer /> })}
            <main class="content" id="content" tabindex="-1">
                {children()}
                {is_signed_in.then(|| view! { <p class="content__clock quiet">{texts.frame_clock(use_clock().zone())}</p> })}
            </main>
        </div>
    }
}

#[component]
fn Menu(viewer: Viewer) -> impl IntoView {
    let texts = use_texts();
    let path = use_location().pathname;
    let place = move |href: &'static str, icon: &'static str, text: &'static str| {
        let is_here = move || path.with(|path| path == href || (href != "/" && path.starts_with(&format!("{href}/"))));
        let rel = routes::is_from_server(href).then_some("external");
        view! {
            <li>
                <a class="menu__place" href=href rel=rel aria-current=move || is_here().then_some("page")>
                    <Icon name=icon /><span>{text}</span>
                </a>
            </li>
        }
    };
    view! {
        <header class="menu">
            <a class="menu__mark" href=routes::WORKSPACES><span class="menu__sign" aria-hidden="true">"D"</span>"Defter"</a>
            <nav class="menu__places" aria-label=texts.frame_menu()>
                <ul>
                    {place(routes::WORKSPACES, "home", texts.workspaces_menu())}
                    {may(&viewer, Action::SeeCustomers).then(|| place(routes::CUSTOMERS, "building", texts.customers_title()))}
                    {may(&viewer, Action::SeeCustomers).then(|| place(routes::REQUESTS, "inbox", texts.requests_menu()))}
                    {may(&viewer, Action::SeeLog).then(|| place(routes::ACTIVITY, "history", texts.activity_title()))}
                    {may(&viewer, Action::SeePeople).then(|| place(routes::PEOPLE, "users", texts.people_title()))}
                    {place(routes::PROFILE, "user", texts.profile_title())}
                </ul>
            </nav>
            <div class="menu__person">
                <p class="menu__name">{viewer.name.clone()}</p>
                <p class="menu__role">{role_names(&viewer, texts)}</p>
                <SignOut />
            </div>
        </header>
    }
}

/// The roles of somebody in words.
#[must_use]
pub fn role_names(viewer: &Viewer, texts: crate::language::Texts) -> String {
    roles_text(&viewer.roles, texts)
}

/// Roles in words.
#[must_use]
pub fn roles_text(roles: &crate::access::Roles, texts: crate::language::Texts) -> String {
    roles.iter().map(|role| role_name(role, texts)).collect::<Vec<_>>().join(", ")
}

/// A role in words.
#[must_use]
pub fn role_name(role: crate::access::Role, texts: crate::language::Texts) -> &'static str {
    use crate::access::Role;
    match role {
        Role::GlobalAdmin => texts.role_global_admin(),
        Role::AdminAgent => texts.role_admin_agent(),
        Role::SalesAgent => texts.role_sales_agent(),
        Role::HelpdeskAgent => texts.role_helpdesk_agent(),
        Role::Auditor => texts.role_auditor(),
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
