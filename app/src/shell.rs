//! The document, and which page answers which path.

use crate::account::{AccountPage, AddPage, UpdatePage};
use crate::activity::ActivityPage;
use crate::changes::{ChangePolicyPage, ChangeRequestsPage, ErasePage, RemovePage, RequestPage, RestorePage, UndoPage};
use crate::customers::CustomersListPage;
use crate::frame::Frame;
use crate::history::{AsOfPage, CustomerHistoryPage};
use crate::people::{PeoplePage, PersonPage};
use crate::permissions::PermissionsPage;
use crate::profile::ProfilePage;
use crate::session::SignInPage;
use crate::setup::SetupPage;
use crate::start::{PostedOnce, Start};
use crate::ui::{ErrorPage, PagesShown};
use crate::way_back::Followed;
use crate::wire::Error;
use crate::workspaces::WorkspacesPage;
use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::components::{Route, Router, Routes};
use leptos_router::path;

/// The pages.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    let start = Start::shared();
    provide_context(PostedOnce(StoredValue::new(start.posted.clone())));
    #[cfg(not(feature = "ssr"))]
    crate::ask::ask_as(start.viewer.as_ref().map(|viewer| viewer.id).unwrap_or_default());
    let failure = start.failure.clone();
    provide_context(start.clock.clone());
    provide_context(Followed::new(start.way_back.clone()));
    provide_context(PagesShown(StoredValue::new(0)));
    provide_context(start);
    Effect::new(move |_| {
        crate::ui::watch_scroll();
        // Says that the page is alive: browser tests wait for it instead of guessing.
        if let Some(root) = document().document_element() {
            let _ = root.set_attribute("data-hydrated", "true");
        }
    });
    view! {
        <Title formatter=document_title />
        <Router>
            <Frame>
                {match failure {
                    // It stays as it is: the document loads no script.
                    Some(error) => view! { <ErrorPage error /> }.into_any(),
                    None => view! { <Pages /> }.into_any(),
                }}
            </Frame>
        </Router>
    }
}

/// Which page answers which path.
#[component]
fn Pages() -> impl IntoView {
    view! {
                <Routes fallback=NotFoundPage>
                    <Route path=path!("/") view=WorkspacesPage />
                    <Route path=path!("/sign-in") view=SignInPage />
                    <Route path=path!("/setup/:token") view=SetupPage />
                    <Route path=path!("/customers") view=CustomersListPage />
                    <Route path=path!("/customers/new") view=AddPage />
                    <Route path=path!("/customers/:id/account") view=AccountPage />
                    <Route path=path!("/customers/:id/account/update") view=UpdatePage />
                    <Route path=path!("/customers/:id/account/permissions") view=PermissionsPage />
                    <Route path=path!("/customers/:id/history") view=CustomerHistoryPage />
                    <Route path=path!("/customers/:id/history/as-of") view=AsOfPage />
                    <Route path=path!("/customers/:id/history/:seq/undo") view=UndoPage />
                    <Route path=path!("/customers/:id/remove") view=RemovePage />
                    <Route path=path!("/customers/:id/restore") view=RestorePage />
                    <Route path=path!("/customers/:id/erase") view=ErasePage />
                    <Route path=path!("/requests") view=ChangeRequestsPage />
                    <Route path=path!("/requests/policy") view=ChangePolicyPage />
                    <Route path=path!("/requests/:id") view=RequestPage />
                    <Route path=path!("/activity") view=ActivityPage />
                    <Route path=path!("/people") view=PeoplePage />
                    <Route path=path!("/people/:id") view=PersonPage />
                    <Route path=path!("/profile") view=ProfilePage />
                </Routes>
    }
}

/// The window's title. `leptos_meta` writes it into the page as it is, and a customer's name stands in it (decision 0004).
fn document_title(title: String) -> String {
    let title = if title.is_empty() { "Defter".to_owned() } else { format!("{title} · Defter") };
    if cfg!(feature = "ssr") { crate::ui::escape(&title) } else { title }
}

#[component]
fn NotFoundPage() -> impl IntoView {
    view! { <ErrorPage error=Error::NotFound /> }
}

#[cfg(feature = "ssr")]
pub use document::{SiteFiles, shell};

#[cfg(feature = "ssr")]
mod document {
    use super::App;
    use crate::posted::Posted;
    use crate::sheets::{Asked, Sheet};
    use crate::start::Failure;
    use crate::texts::Texts;
    use leptos::nonce::use_nonce;
    use leptos::prelude::*;
    use leptos_meta::MetaTags;
    use model::access::Theme;

    /// Where the browser finds the page's files; their names carry their hashes.
    #[derive(Clone, Debug, Default)]
    pub struct SiteFiles {
        /// The style sheet that every page has.
        pub css: String,
        /// The style sheet for paper.
        pub print: String,
        /// The sheets that only some pages have.
        pub sheets: Vec<(Sheet, String)>,
        /// The script that loads the module.
        pub js: String,
        /// The WASM module.
        pub wasm: String,
    }

    /// The document around the pages.
    #[must_use]
    pub fn shell() -> impl IntoView {
        let request = crate::current::request().ok();
        let language = request.as_ref().map(|request| request.language).unwrap_or_default();
        let viewer = request.and_then(|request| request.viewer);
        let path = use_context::<http::request::Parts>().map(|parts| parts.uri.path().to_owned()).unwrap_or_default();
        let asked = match (&viewer, use_context::<Posted>()) {
            (None, _) => Asked::ByStranger,
            (Some(_), None) => Asked::ByLink,
            (Some(_), Some(_)) => Asked::ByForm,
        };
        let own = Sheet::of_page(&path, asked);
        let theme = match viewer.map(|viewer| viewer.theme).unwrap_or_default() {
            Theme::System => "system",
            Theme::Light => "light",
            Theme::Dark => "dark",
        };
        let files = use_context::<SiteFiles>().unwrap_or_default();
        let (sheets, others): (Vec<_>, Vec<_>) = files.sheets.into_iter().partition(|(sheet, _)| own.contains(sheet));
        let start = start_script(&files.js, &files.wasm, &others);
        let is_alive = use_context::<Failure>().is_none() && !is_from_server();
        let has_script = !files.js.is_empty() && is_alive;
        set_policy();
        view! {
            <!DOCTYPE html>
            <html lang=language.code() data-theme=theme>
                <head>
                    <meta charset="utf-8" />
                    <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
                    <meta name="color-scheme" content="light dark" />
                    <link rel="icon" href="/icon.svg" type="image/svg+xml" />
                    <meta name="description" content=Texts { language }.sign_in_lead() />
                    <link rel="stylesheet" href=files.css />
                    {sheets.into_iter().map(|(_, href)| view! { <link rel="stylesheet" href=href /> }).collect_view()}
                    {(!files.print.is_empty()).then(|| view! { <link rel="stylesheet" href=files.print media="print" /> })}
                    {has_script.then(|| view! {
                        <link rel="modulepreload" href=files.js nonce=use_nonce() />
                        <script type="module" nonce=use_nonce()>{start}</script>
                    })}
                    {is_from_server().then(|| view! { <script nonce=use_nonce()>{SEND_FORM}</script> })}
                    <MetaTags />
                </head>
                <body>
                    <App />
                </body>
            </html>
        }
    }

    /// Brings the page to life. All files are asked for at once, and not at all where scripts are off. The sheets of other pages
    /// come meanwhile, and no page is left before they are there: the next one is never seen without its own.
    fn start_script(js: &str, wasm: &str, others: &[(Sheet, String)]) -> String {
        let others: Vec<String> = others.iter().map(|(_, href)| format!("'{href}'")).collect();
        format!(
            "const s=[{}].map(h=>new Promise(r=>{{const l=document.createElement('link');l.rel='stylesheet';l.href=h;\
             l.onload=l.onerror=r;document.head.append(l)}})),w=fetch('{wasm}');import('{js}').then(async m=>{{\
             await m.default({{module_or_path:w}});await Promise.all(s);m.hydrate()}})",
            others.join(",")
        )
    }

    /// Sends the forms of pages that are the server's alone, where scripts are on: what is wrong is shown where one is, so that Back
    /// asks nobody to send a form again (decision 0013). Without it the browser sends them itself.
    const SEND_FORM: &str = include_str!("send_form.js");

    /// Whether the page is the server's alone.
    fn is_from_server() -> bool {
        use_context::<http::request::Parts>().is_some_and(|parts| crate::routes::is_from_server(parts.uri.path()))
    }

    /// The page's content security policy: scripts by this page's nonce only, nothing inline, nothing from elsewhere.
    fn set_policy() {
        let (Some(nonce), Some(options)) = (use_nonce(), use_context::<leptos_axum::ResponseOptions>()) else {
            return;
        };
        let policy = format!(
            "default-src 'none'; script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; \
             connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        );
        if let Ok(policy) = http::HeaderValue::try_from(policy) {
            options.insert_header(http::header::CONTENT_SECURITY_POLICY, policy);
        }
    }
}
