//! What the form of an account asks the server in the browser: a review, and storing what was reviewed.

use super::api::{
    add_customer, find_editable_account, meet_account, review_account, review_new_account, update_account,
};
use super::update_state::{Step, UpdateState};
use crate::form::{Typed, version_of};
use crate::wire::Error;
use leptos::prelude::*;
use model::account::{Proposal, Saved};
use model::customers::CustomerText;
use model::field_errors::FieldErrors;
use uuid::Uuid;

/// Asks what the rules say about what was typed, and goes to the review if nothing stands in the way.
pub fn review(id: Uuid, state: UpdateState, typed: CustomerText, step_in_address: Callback<Step>) {
    if state.is_busy.get_untracked() {
        return;
    }
    state.is_busy.set(true);
    leptos::task::spawn_local(async move {
        let version = state.version.get_untracked();
        let answer = if id.is_nil() {
            review_new_account(state.draft.get_value(), typed.clone()).await
        } else {
            review_account(id, version, typed.clone()).await
        };
        match answer {
            Ok(review) => {
                if review.version > version
                    && let Ok(stored) = find_editable_account(id).await
                {
                    state.stored.set(stored);
                }
                state.review(review);
                step_in_address.run(state.step.get_untracked());
            }
            Err(Error::Conflict) => meet(id, state, version, typed).await,
            Err(error) => {
                state.text.set(typed);
                state.fail(error);
            }
        }
        state.is_busy.try_set(false);
    });
}

/// Stores what was reviewed.
pub fn submit(id: Uuid, state: UpdateState, typed: &Typed, leave: impl Fn(Saved) + Copy + 'static) {
    if state.is_busy.get_untracked() {
        return;
    }
    state.is_busy.set(true);
    // What is on its way to the server would come after the submit, and stay.
    state.kept.try_update_value(|turn| *turn += 1);
    state.reason.set(typed.get("reason").to_owned());
    state.land_at.set(typed.get("land_at").to_owned());
    let Proposal { version, text, reason, land_at, replaces, draft } = state.proposal();
    let version = version_of(typed).unwrap_or(version);
    leptos::task::spawn_local(async move {
        let answer = if id.is_nil() {
            add_customer(text.clone(), reason, land_at, draft).await
        } else {
            update_account(id, version, text.clone(), reason, land_at, replaces, draft).await
        };
        match answer {
            Ok(saved) => leave(saved),
            Err(Error::Conflict) => meet(id, state, version, text).await,
            Err(error) => state.fail(error),
        }
        state.is_busy.try_set(false);
        // The summary of what is wrong takes the focus and is scrolled to; a notice stands on top.
        if state.errors.try_with_untracked(FieldErrors::is_empty).unwrap_or(true) {
            window().scroll_to_with_x_and_y(0.0, 0.0);
        }
    });
}

/// Shows what others changed since a version beside what was typed on top of it.
async fn meet(id: Uuid, state: UpdateState, version: i64, typed: CustomerText) {
    match meet_account(id, version, typed).await {
        Ok(meeting) => {
            state.version.set(version);
            state.meet(meeting);
        }
        Err(error) => state.fail(error),
    }
}
