//! One line, or a few, that tell how something went.

use super::Icon;
use leptos::prelude::*;

/// How it went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Done.
    Good,
    /// Worth a look.
    Warn,
    /// Not done.
    Bad,
    /// Good to know.
    Note,
    /// Waits for somebody.
    Wait,
}

/// A notice that screen readers say.
#[component]
pub fn Notice(
    /// How it went.
    tone: Tone,
    children: Children,
) -> impl IntoView {
    let (class, icon, role) = match tone {
        Tone::Good => ("notice is-good", "check", "status"),
        Tone::Warn => ("notice is-warn", "warning", "status"),
        Tone::Bad => ("notice is-bad", "alert", "alert"),
        Tone::Note => ("notice is-note", "info", "status"),
        Tone::Wait => ("notice is-wait", "wait", "status"),
    };
    view! {
        <div class=class role=role>
            <Icon name=icon />
            <div class="notice__text">{children()}</div>
        </div>
    }
}
