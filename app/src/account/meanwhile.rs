//! What others did while somebody types: told at once, and never done to what is being typed.

use super::update_state::{Step, UpdateState};
use crate::history::{Change, ChangeTable};
use crate::start::use_texts;
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

/// Says when somebody else changes the customer that a page shows. Where no stream comes, nothing is said.
#[component]
pub fn Watched(
    /// Which customer.
    id: Uuid,
    /// The version that the page shows.
    #[prop(into)]
    version: Signal<i64>,
    /// What to say about it.
    sentence: &'static str,
    /// What the person can do.
    #[prop(optional, into)]
    action: ViewFn,
) -> impl IntoView {
    let newest = RwSignal::new((0_i64, String::new()));
    watch(id, newest);
    move || {
        let (seen, by) = newest.get();
        (seen > version.get()).then(|| {
            let action = action.run();
            view! { <Notice tone=Tone::Warn>{by} ": " {sentence} " " {action}</Notice> }
        })
    }
}

/// Follows the server's events about a customer, until the page goes.
#[cfg(not(feature = "ssr"))]
fn watch(id: Uuid, newest: RwSignal<(i64, String)>) {
    use futures_util::StreamExt;
    use gloo_net::eventsource::futures::EventSource;
    Effect::new(move |_| {
        let Ok(mut source) = EventSource::new(&crate::routes::events_of_customer(id)) else { return };
        let Ok(mut changes) = source.subscribe("changed") else { return };
        // The source lives in the task, which ends with the page.
        let (ended, end) = futures_util::future::abortable(async move {
            let _open = source;
            while let Some(Ok((_, message))) = changes.next().await {
                let change = message.data().as_string().and_then(|text| serde_json::from_str(&text).ok());
                if let Some(change) = change {
                    newest.try_set(change);
                }
            }
        });
        leptos::task::spawn_local(async move {
            let _ = ended.await;
        });
        let end = StoredValue::new_local(end);
        on_cleanup(move || {
            if let Some(end) = end.try_get_value() {
                end.abort();
            }
        });
    });
}

/// A page that is being made watches nothing.
#[cfg(feature = "ssr")]
fn watch(_: Uuid, _: RwSignal<(i64, String)>) {}
