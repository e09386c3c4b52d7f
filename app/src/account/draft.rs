//! What is being typed keeps itself: on the server within a moment, in the browser until it is there. Nothing is lost by
//! a closed tab, a crash, a session that ended or a sign-out, and nothing comes back unasked.

use super::api::{forget_draft, keep_draft};
use super::details::{Draft, Proposal};
use super::update_state::UpdateState;
use crate::error::Error;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use std::time::Duration;
use uuid::Uuid;

const PREFIX: &str = "draft:";
/// So long nobody has typed before what was typed goes to the server.
const PAUSE: Duration = Duration::from_millis(600);

/// What the browser holds until the server has it.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
struct Kept {
    proposal: Proposal,
    /// Milliseconds since 1970 on this machine's clock.
    at_ms: f64,
}

/// Keeps what was typed, here at once and on the server when the person pauses.
pub fn keep(id: Uuid, state: UpdateState) {
    let kept = Kept { proposal: state.proposal(), at_ms: js_sys::Date::now() };
    if let (Some(storage), Ok(json)) = (storage(), serde_json::to_string(&kept)) {
        let _ = storage.set_item(&key(id), &json);
    }
    // What is offered and not decided about yet stays on the server as it is.
    if state.offered.with_untracked(Option::is_some) {
        return;
    }
    let turn = state.kept.try_update_value(|turn| {
        *turn += 1;
        *turn
    });
    set_timeout(
        move || {
            if state.kept.try_get_value() == turn {
                leptos::task::spawn_local(async move {
                    if send(id, kept.proposal.clone()).await.is_ok() {
                        drop_if_same(id, &kept);
                    }
                });
            }
        },
        PAUSE,
    );
}

async fn send(id: Uuid, proposal: Proposal) -> Result<(), Error> {
    let Proposal { version, text, reason, land_at, replaces } = proposal;
    keep_draft(id, version, text, reason, land_at, replaces).await
}

/// The server has it: the browser's copy goes, unless more was typed meanwhile.
fn drop_if_same(id: Uuid, sent: &Kept) {
    if let (Some(storage), Some(now)) = (storage(), read(&key(id)))
        && now == *sent
    {
        let _ = storage.remove_item(&key(id));
    }
}

/// Forgets what was typed in this browser, and whatever is still on its way to the server.
pub fn forget_here(id: Uuid, state: UpdateState) {
    state.kept.try_update_value(|turn| *turn += 1);
    if let Some(storage) = storage() {
        let _ = storage.remove_item(&key(id));
    }
}

/// Forgets what was typed, here and on the server.
pub fn forget(id: Uuid, state: UpdateState) {
    forget_here(id, state);
    leptos::task::spawn_local(async move {
        let _ = forget_draft(id).await;
    });
}

/// What the server has not got yet: it is newer than what it has.
pub fn found_here(id: Uuid) -> Option<Draft> {
    read(&key(id)).map(|kept| Draft { proposal: kept.proposal, age_s: age_s(kept.at_ms) })
}

/// Sends what the server has not got yet, before somebody signs out; nothing of theirs stays in the browser.
pub async fn flush() {
    let Some(storage) = storage() else { return };
    let keys: Vec<String> =
        (0..storage.length().unwrap_or_default()).filter_map(|at| storage.key(at).ok().flatten()).collect();
    let mine = format!("{PREFIX}{}:", viewer());
    for key in keys.into_iter().filter(|key| key.starts_with(&mine)) {
        let id = key.rsplit(':').next().and_then(|id| Uuid::try_parse(id).ok());
        if let (Some(id), Some(kept)) = (id, read(&key))
            && send(id, kept.proposal).await.is_ok()
        {
            let _ = storage.remove_item(&key);
        }
    }
}

/// Whole seconds since a time of this machine's clock; none where the clock was set back.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and some years")]
fn age_s(at_ms: f64) -> u64 {
    ((js_sys::Date::now() - at_ms) / 1000.0).clamp(0.0, 1e9) as u64
}

fn read(key: &str) -> Option<Kept> {
    let json = storage()?.get_item(key).ok().flatten()?;
    serde_json::from_str(&json).ok()
}

fn viewer() -> Uuid {
    crate::start::use_viewer().map(|viewer| viewer.id).unwrap_or_default()
}

/// The name that a person's draft of a customer is kept under: never shown to the next who uses the browser.
fn key(id: Uuid) -> String {
    format!(
        "{PREFIX}{}:{id}",
        VIEWER.with(|seen| {
            let now = viewer();
            if !now.is_nil() {
                seen.set(now);
            }
            seen.get()
        })
    )
}

thread_local! {
    /// Who types: timers run outside the page, where nobody says so.
    static VIEWER: std::cell::Cell<Uuid> = const { std::cell::Cell::new(Uuid::nil()) };
}

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}
