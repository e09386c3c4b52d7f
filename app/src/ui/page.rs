//! What every page has: a title, a heading that takes the focus, a way back, a place for its one action.

use super::keep_scroll;
use leptos::html;
use leptos::prelude::*;
use leptos_meta::Title;

/// A step of the way back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crumb {
    /// Where it leads.
    pub href: String,
    /// What stands there.
    pub text: String,
}

impl Crumb {
    /// A step.
    pub fn new(href: impl Into<String>, text: impl Into<String>) -> Self {
        Self { href: href.into(), text: text.into() }
    }
}

/// Pages that were shown since the browser loaded one: the first keeps the browser's own focus.
#[derive(Clone, Copy, Debug)]
pub struct PagesShown(pub StoredValue<u32>);

/// A page's frame.
#[component]
pub fn Page(
    /// The heading, also the window's title.
    #[prop(into)]
    title: String,
    /// Whose page it is: of many tabs and bookmarks each begins with what tells them apart.
    #[prop(optional, into)]
    of: String,
    /// The way back, the first page first.
    #[prop(optional)]
    trail: Vec<Crumb>,
    /// The page's one action, and lesser ones.
    #[prop(optional, into)]
    actions: ViewFn,
    children: Children,
) -> impl IntoView {
    let heading = NodeRef::<html::H1>::new();
    let shown = use_context::<PagesShown>();
    Effect::new(move |is_done: Option<bool>| {
        let (false, Some(heading)) = (is_done.unwrap_or_default(), heading.get()) else {
            return is_done.unwrap_or_default();
        };
        let is_first = shown.is_none_or(|shown| {
            shown
                .0
                .try_update_value(|count| {
                    *count += 1;
                    *count == 1
                })
                .unwrap_or(true)
        });
        if !is_first {
            // The heading is made before it stands in the document; only there can it take the focus.
            request_animation_frame(move || {
                let options = web_sys::FocusOptions::new();
                options.set_prevent_scroll(true);
                let _ = heading.focus_with_options(&options);
            });
        }
        // The router hears of Back before our own listener does, and draws the page between the two.
        request_animation_frame(keep_scroll);
        true
    });
    let back = trail.last().map(|last| last.href.clone());
    let window_title = if of.is_empty() { title.clone() } else { format!("{of} · {title}") };
    view! {
        <Title text=window_title />
        <header class="page-head">
            // The last step of the way back once more, where a thumb and a hurried eye look for it; for the ear once is enough.
            {back.map(|href| view! { <a class="back" href=href aria-hidden="true" tabindex="-1"><super::Icon name="back" /></a> })}
            {(!trail.is_empty()).then(|| view! { <Trail trail /> })}
            <h1 class="page-head__title" tabindex="-1" node_ref=heading>{title}</h1>
            <div class="page-head__actions">{actions.run()}</div>
        </header>
        {children()}
    }
}

#[component]
fn Trail(trail: Vec<Crumb>) -> impl IntoView {
    let texts = crate::start::use_texts();
    view! {
        <nav class="trail" aria-label=texts.page_trail()>
            <ol>
                {trail.into_iter().map(|crumb| view! { <li><a href=crumb.href>{crumb.text}</a></li> }).collect_view()}
            </ol>
        </nav>
    }
}
