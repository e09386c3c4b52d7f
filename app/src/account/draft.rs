//! What is being typed keeps itself: on the server within a moment, in the browser until it is there. Nothing is lost by
//! a closed tab, a crash, a session that ended or a sign-out, and nothing comes back unasked.

use super::api::{forget_draft, keep_draft};
use super::update_state::UpdateState;
use crate::ask::asks_as;
use crate::wire::Error;
use leptos::prelude::*;
use model::account::{Draft, Proposal};
use serde::{Deserialize, Serialize};
use std::time::Duration;
use uuid::Uuid;

const PREFIX: &str = "draft:";
/// What is discarded here and perhaps not yet on the server: whoever leaves at once takes the question along.
const DISCARDED: &str = "discarded:";
/// So long nobody has typed before what was typed goes to the server.
const PAUSE: Duration = Duration::from_millis(600);

/// What the browser holds until the server has it.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
struct Kept {
    proposal: Proposal,
    /// Milliseconds since 1970 on this machine's clock: whole, as code to read and write others is 10 KB of WASM.
    at_ms: i64,
}

/// Keeps what was typed, here at once and on the server when the person pauses.
pub fn keep(id: Uuid, state: UpdateState) {
    let kept = Kept { proposal: state.proposal(), at_ms: now_ms() };
    if !state.is_dirty() && kept.proposal.reason.is_empty() && kept.proposal.land_at.is_empty() {
        // What was typed was taken back: there is nothing to go on with.
        state.kept.try_update_value(|turn| *turn += 1);
        return forget(id, kept.proposal.draft);
    }
    let place = key(id, kept.proposal.draft);
    if let (Some(storage), Ok(json)) = (storage(), serde_json::to_string(&kept)) {
        let _ = storage.set_item(&place, &json);
        let _ = storage.remove_item(&discarded(kept.proposal.draft));
    }
    let turn = state.kept.try_update_value(|turn| {
        *turn += 1;
        *turn
    });
    set_timeout(
        move || {
            if state.kept.try_get_value() == turn {
                leptos::task::spawn_local(async move {
                    match send(id, kept.proposal.clone()).await {
                        Ok(()) => drop_if_same(&place, &kept),
                        // It stays in the browser; that nobody is signed in any more is said before more is typed.
                        Err(error @ (Error::SignedOut | Error::AnotherPerson | Error::Forbidden)) => {
                            state.error.try_set(Some(error));
                        }
                        Err(_) => {}
                    }
                });
            }
        },
        PAUSE,
    );
}

async fn send(id: Uuid, proposal: Proposal) -> Result<(), Error> {
    let Proposal { version, text, reason, land_at, replaces, draft } = proposal;
    keep_draft(id, version, text, reason, land_at, replaces, draft).await
}

/// The server has it: the browser's copy goes, unless more was typed meanwhile.
fn drop_if_same(place: &str, sent: &Kept) {
    if let (Some(storage), Some(now)) = (storage(), read(place))
        && now == *sent
    {
        let _ = storage.remove_item(place);
    }
}

/// Forgets what was typed here in the browser, and whatever is still on its way to the server.
pub fn forget_here(id: Uuid, state: UpdateState) {
    state.kept.try_update_value(|turn| *turn += 1);
    forget_copy(id, state.draft.get_value());
}

fn forget_copy(id: Uuid, draft: Uuid) {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(&key(id, draft));
    }
}

/// Forgets a draft, here and on the server; the browser remembers that it is to go until the server has heard it.
pub fn forget(id: Uuid, draft: Uuid) {
    forget_copy(id, draft);
    let place = discarded(draft);
    if let Some(storage) = storage() {
        let _ = storage.set_item(&place, "");
    }
    leptos::task::spawn_local(async move {
        if forget_draft(id, draft).await.is_ok()
            && let Some(storage) = storage()
        {
            let _ = storage.remove_item(&place);
        }
    });
}

/// The name under which the browser remembers that a draft is to go.
fn discarded(draft: Uuid) -> String {
    format!("{DISCARDED}{}:{draft}", asks_as())
}

/// Whether a draft was discarded here, and the server did not hear it: then it hears it now.
fn is_discarded(id: Uuid, draft: Uuid) -> bool {
    let is_so = storage().and_then(|storage| storage.get_item(&discarded(draft)).ok().flatten()).is_some();
    if is_so {
        forget(id, draft);
    }
    is_so
}

/// What the server has, with what only this browser holds yet: that is newer.
pub fn with_found_here(id: Uuid, kept: Vec<Draft>) -> Vec<Draft> {
    let mine = key(id, Uuid::nil());
    let here = keys(mine.trim_end_matches(&Uuid::nil().to_string())).into_iter().filter_map(|place| read(&place));
    let mut found: Vec<Draft> =
        here.map(|kept| Draft { age_s: age_s(kept.at_ms), proposal: kept.proposal, fields: Vec::new() }).collect();
    let others = kept.into_iter().filter(|draft| !found.iter().any(|own| own.proposal.draft == draft.proposal.draft));
    let others: Vec<Draft> = others.filter(|draft| !is_discarded(id, draft.proposal.draft)).collect();
    found.extend(others);
    found.sort_by_key(|draft| draft.age_s);
    found
}

/// The names in the browser's store that begin so.
fn keys(begin: &str) -> Vec<String> {
    let Some(storage) = storage() else { return Vec::new() };
    let all = (0..storage.length().unwrap_or_default()).filter_map(|at| storage.key(at).ok().flatten());
    all.filter(|key| key.starts_with(begin)).collect()
}

/// Sends what the server has not got yet, before somebody signs out; nothing of theirs stays in the browser.
pub async fn flush() {
    for place in keys(&format!("{PREFIX}{}:", asks_as())) {
        let id = place.split(':').nth(2).and_then(|id| Uuid::try_parse(id).ok());
        if let (Some(id), Some(kept)) = (id, read(&place))
            && send(id, kept.proposal).await.is_ok()
            && let Some(storage) = storage()
        {
            let _ = storage.remove_item(&place);
        }
    }
}

/// This machine's clock, in milliseconds since 1970.
#[expect(clippy::cast_possible_truncation, reason = "whole milliseconds of some thousand years")]
fn now_ms() -> i64 {
    js_sys::Date::now() as i64
}

/// Whole seconds since a time of this machine's clock; none where the clock was set back.
fn age_s(at_ms: i64) -> u64 {
    u64::try_from((now_ms() - at_ms) / 1_000).unwrap_or_default()
}

fn read(key: &str) -> Option<Kept> {
    let json = storage()?.get_item(key).ok().flatten()?;
    serde_json::from_str(&json).ok()
}

/// The name that a person's draft of a customer is kept under: never shown to the next who uses the browser.
fn key(id: Uuid, draft: Uuid) -> String {
    format!("{PREFIX}{}:{id}:{draft}", asks_as())
}

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}
