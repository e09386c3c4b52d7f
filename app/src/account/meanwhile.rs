//! What others did while somebody types: told at once, and never done to what is being typed.

use super::update_state::{Step, UpdateState};
use crate::customers::name_label;
use crate::history::{Change, ChangeTable};
use crate::start::{use_texts, use_viewer};
use crate::ui::{Notice, Time, Tone};
use leptos::prelude::*;
use uuid::Uuid;

/// What others saved while this was being typed.
#[component]
pub fn Meanwhile(state: UpdateState) -> impl IntoView {
    let texts = use_texts();
    let change = move |change: Change| {
        view! {
            <section class="meanwhile">
                <h3>{change.changed_by.clone()} " · " <Time at_us=change.changed_at_us /></h3>
                <ChangeTable fields=change.fields />
            </section>
        }
    };
    move || {
        let since = state.since.get();
        let is_merged = state.step.get() != Step::Merge;
        (!since.is_empty()).then(|| {
            view! {
                <div class="panel">
                    <h2 class="panel__title">{texts.conflict_title()}</h2>
                    {is_merged.then(|| view! { <p class="panel__text">{texts.conflict_merged()}</p> })}
                    {since.into_iter().map(change).collect_view()}
                </div>
            }
        })
    }
}

/// Says when somebody else changes the customer that a page shows, or what waits there. Where no stream comes, nothing is said.
#[component]
pub fn Watched(
    /// Which customer.
    id: Uuid,
    /// The version that the page shows.
    #[prop(into)]
    version: Signal<i64>,
    /// Whether the page shows what waits there.
    #[prop(optional)]
    shows_waiting: bool,
    /// What happens with what is being typed, where something is.
    #[prop(optional)]
    more: Option<&'static str>,
    /// The page that shows it as it is now; nothing where something is being typed.
    #[prop(optional, into)]
    page: Option<String>,
) -> impl IntoView {
    let texts = use_texts();
    let own_id = use_viewer().map(|viewer| viewer.id).unwrap_or_default();
    let newest = Newest { change: RwSignal::new(Told::default()), request: RwSignal::new(Told::default()) };
    watch(id, newest);
    move || {
        let (seen, by_id, by, fields) = newest.change.get();
        let (_, asked_by_id, asked_by, _) = newest.request.get();
        let told = if seen > version.get() {
            let names = fields.iter().map(|field| name_label(field, texts)).collect::<Vec<_>>().join(", ");
            Some((if by_id == own_id { texts.watch_own(&names) } else { texts.watch_other(&by, &names) }, more))
        } else {
            // One's own stand on the page that one is led to.
            let is_news = shows_waiting && !asked_by_id.is_nil() && asked_by_id != own_id;
            is_news.then(|| (texts.watch_request(&asked_by), None))
        };
        told.map(|(told, more)| {
            let link = page.clone().map(|href| view! { <a href=href rel="external">{texts.watch_show()}</a> });
            view! { <Notice tone=Tone::Warn>{told} " " {more} {link}</Notice> }
        })
    }
}

/// What was heard last: of the account, and of what waits there.
#[derive(Clone, Copy)]
struct Newest {
    change: RwSignal<Told>,
    request: RwSignal<Told>,
}

/// What the server tells of a change: the version (0 for a change request), who made it, their name, which fields.
type Told = (i64, Uuid, String, Vec<String>);

/// Follows the server's events about a customer until the page goes. Only while somebody looks: a browser has few
/// connections to a server for all of its tabs together. Who comes back hears the newest first.
#[cfg(not(feature = "ssr"))]
fn watch(id: Uuid, newest: Newest) {
    use futures_util::future::AbortHandle;
    Effect::new(move |_| {
        let following = StoredValue::new_local(None::<AbortHandle>);
        let follow = move || {
            let stopped = following.try_update_value(Option::take).flatten();
            if let Some(stopped) = stopped {
                stopped.abort();
            }
            if !document().hidden() {
                following.try_set_value(listen(id, newest));
            }
        };
        follow();
        let looked = window_event_listener_untyped("visibilitychange", move |_| follow());
        on_cleanup(move || {
            looked.remove();
            if let Some(stopped) = following.try_update_value(Option::take).flatten() {
                stopped.abort();
            }
        });
    });
}

/// Listens until it is told to stop; a server that cannot be heard says nothing.
#[cfg(not(feature = "ssr"))]
fn listen(id: Uuid, newest: Newest) -> Option<futures_util::future::AbortHandle> {
    use futures_util::StreamExt;
    use gloo_net::eventsource::futures::EventSource;
    let mut source = EventSource::new(&crate::routes::events_of_customer(id)).ok()?;
    let mut changes = source.subscribe("changed").ok()?;
    // The source lives in the task, and is closed with it.
    let (listening, stop) = futures_util::future::abortable(async move {
        let _open = source;
        while let Some(Ok((_, message))) = changes.next().await {
            let told = message.data().as_string().and_then(|text| serde_json::from_str::<Told>(&text).ok());
            if let Some(told) = told {
                let place = if told.0 == 0 { newest.request } else { newest.change };
                place.try_set(told);
            }
        }
    });
    leptos::task::spawn_local(async move {
        let _ = listening.await;
    });
    Some(stop)
}

/// A page that is being made watches nothing.
#[cfg(feature = "ssr")]
fn watch(_: Uuid, _: Newest) {}
