//! What taking a change back would do, and what it did, in words.

use crate::start::use_texts;
use crate::texts::Texts;
use crate::ui::{Notice, Tone};
use crate::words::name_label;
use leptos::prelude::*;
use model::changes::Fate;

/// What will become of a field, in words.
#[cfg(feature = "ssr")]
#[must_use]
pub fn fate_forecast(fate: Fate, texts: Texts) -> &'static str {
    match fate {
        Fate::Undone => texts.undo_will(),
        kept => fate_sentence(kept, texts),
    }
}

/// What became of a field, in words.
#[must_use]
pub fn fate_sentence(fate: Fate, texts: Texts) -> &'static str {
    match fate {
        Fate::Undone => texts.undo_undone(),
        Fate::Same => texts.undo_same(),
        Fate::Edited => texts.undo_edited(),
        Fate::Refused => texts.undo_refused(),
        Fate::Erased => texts.undo_erased(),
    }
}

/// What became of each field, from the address that undoing led to.
#[component]
pub fn UndoReport(
    /// Fields and fates: `domain.undone,tax_number.edited`.
    report: String,
) -> impl IntoView {
    let texts = use_texts();
    let line = |part: &str| {
        let (field, fate) = part.split_once('.')?;
        let fate = Fate::ALL.into_iter().find(|known| known.name() == fate)?;
        Some(view! { <li><strong>{name_label(field, texts)}": "</strong>{fate_sentence(fate, texts)}</li> })
    };
    let lines: Vec<_> = report.split(',').take(40).filter_map(line).collect();
    view! { <Notice tone=Tone::Good><p>{texts.undo_done()}</p><ul>{lines}</ul></Notice> }
}
