//! What others did while somebody types: told at once, and never done to what is being typed.

use super::update_state::{Step, UpdateState};
use crate::history::ChangeTable;
use crate::start::use_texts;
use crate::ui::Time;
use leptos::prelude::*;
use model::history::Change;

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
        // What one decided otherwise about was not kept.
        let is_kept = state.stored.with(|stored| {
            state.text.with(|text| {
                let own = stored.text.changes_to(text);
                !since
                    .iter()
                    .flat_map(|change| &change.fields)
                    .any(|theirs| own.iter().any(|own| own.field == theirs.field))
            })
        });
        let is_merged = state.step.get() != Step::Merge && is_kept;
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
