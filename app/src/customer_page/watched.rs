//! Whether somebody else changes the customer that a page shows, told by the server's stream of events.

use crate::start::{use_texts, use_viewer};
use crate::ui::{Notice, Tone};
use crate::words::name_label;
use leptos::prelude::*;
use uuid::Uuid;

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
    let heard = Heard::default();
    watch(id, heard);
    move || {
        let news = heard.0.get();
        let changes: Vec<&Told> = news.iter().filter(|told| told.0 > version.get()).collect();
        // One's own requests stand on the page that one is led to.
        let asked: Vec<&Told> =
            news.iter().filter(|told| shows_waiting && told.0 == 0 && told.1 != own_id && !told.2.is_empty()).collect();
        let changed = (!changes.is_empty()).then(|| {
            let fields = each(changes.iter().flat_map(|told| &told.3).map(|field| name_label(field, texts)));
            match each(changes.iter().filter(|told| told.1 != own_id).map(|told| told.2.clone())) {
                nobody if nobody.is_empty() => texts.watch_own(&fields),
                others => texts.watch_other(&others, &fields),
            }
        });
        let requests = (!asked.is_empty()).then(|| texts.watch_request(&each(asked.iter().map(|told| told.2.clone()))));
        let more = more.filter(|_| changed.is_some());
        (changed.is_some() || requests.is_some()).then(|| {
            let link = page.clone().map(|href| view! { <a href=href rel="external">{texts.watch_show()}</a> });
            view! { <Notice tone=Tone::Warn>{changed} " " {requests} " " {more} {link}</Notice> }
        })
    }
}

/// Texts with commas between them, each once.
fn each(texts: impl Iterator<Item = String>) -> String {
    let mut once: Vec<String> = Vec::new();
    for text in texts {
        if !once.contains(&text) {
            once.push(text);
        }
    }
    once.join(", ")
}

/// What was heard since the page came, the oldest first.
#[derive(Clone, Copy, Default)]
struct Heard(RwSignal<Vec<Told>>);

/// More than so many are not remembered: the page is old by then.
#[cfg(not(feature = "ssr"))]
const MOST_HEARD: usize = 100;

/// What the server tells of a change: the version (0 for a change request, -1 for nothing at all), who made it, their name,
/// which fields.
type Told = (i64, Uuid, String, Vec<String>);

/// Follows the server's events about a customer until the page goes. Only while somebody looks: a browser has few
/// connections to a server for all of its tabs together. Who comes back hears the newest first.
#[cfg(not(feature = "ssr"))]
fn watch(id: Uuid, heard: Heard) {
    use futures_util::future::AbortHandle;
    // The number of the last entry that was heard of: who comes back to the page names it, and misses nothing.
    let last = StoredValue::new(String::new());
    Effect::new(move |_| {
        let following = StoredValue::new_local(None::<AbortHandle>);
        let follow = move || {
            let stopped = following.try_update_value(Option::take).flatten();
            if let Some(stopped) = stopped {
                stopped.abort();
            }
            if !document().hidden() {
                following.try_set_value(listen(id, heard, last));
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
fn listen(id: Uuid, heard: Heard, last: StoredValue<String>) -> Option<futures_util::future::AbortHandle> {
    use futures_util::StreamExt;
    use gloo_net::eventsource::futures::EventSource;
    let path = crate::routes::events_of_customer(id);
    let path = match last.get_value() {
        none if none.is_empty() => path,
        seq => format!("{path}?after={seq}"),
    };
    let mut source = EventSource::new(&path).ok()?;
    let mut changes = source.subscribe("changed").ok()?;
    // The source lives in the task, and is closed with it.
    let (listening, stop) = futures_util::future::abortable(async move {
        let _open = source;
        while let Some(Ok((_, message))) = changes.next().await {
            last.try_set_value(message.last_event_id());
            let told = message.data().as_string().and_then(|text| serde_json::from_str::<Told>(&text).ok());
            // The same may come twice: what was missed, and as it comes.
            if let Some(told) = told.filter(|told| told.0 >= 0) {
                heard.0.try_update(|heard| {
                    if heard.len() < MOST_HEARD && !heard.contains(&told) {
                        heard.push(told);
                    }
                });
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
fn watch(_: Uuid, _: Heard) {}
