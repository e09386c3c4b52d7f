//! What taking a change back would do, and what it did.

use super::consequences::Consequence;
use super::policy::Ruling;
use crate::customers::{FieldChange, name_label};
use crate::fields::Finding;
use crate::history::Change;
use crate::start::use_texts;
use crate::ui::{Notice, Tone};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What becomes of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// It is as it was before.
    Undone,
    /// It was as before already.
    Same,
    /// It is kept: somebody edited it since.
    Edited,
    /// It is kept: the rules refuse what stood there before.
    Refused,
    /// It is kept: its earlier value was erased on request, or there is no such field any more.
    Erased,
}

impl Fate {
    const ALL: [Self; 5] = [Self::Undone, Self::Same, Self::Edited, Self::Refused, Self::Erased];

    /// The name in addresses.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Undone => "undone",
            Self::Same => "same",
            Self::Edited => "edited",
            Self::Refused => "refused",
            Self::Erased => "erased",
        }
    }

    /// What will become of the field, in words.
    #[must_use]
    pub fn forecast(self, texts: crate::language::Texts) -> &'static str {
        match self {
            Self::Undone => texts.undo_will(),
            kept => kept.sentence(texts),
        }
    }

    /// What became of the field, in words.
    #[must_use]
    pub fn sentence(self, texts: crate::language::Texts) -> &'static str {
        match self {
            Self::Undone => texts.undo_undone(),
            Self::Same => texts.undo_same(),
            Self::Edited => texts.undo_edited(),
            Self::Refused => texts.undo_refused(),
            Self::Erased => texts.undo_erased(),
        }
    }
}

/// A field that a change touched, and what undoing makes of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UndoField {
    /// The field, what is stored now (`old`) and what stood before the change (`new`).
    pub change: FieldChange,
    /// What becomes of it.
    pub fate: Fate,
    /// Why the rules refuse it, if they do.
    pub finding: Option<Finding>,
}

#[cfg(feature = "ssr")]
impl UndoField {
    /// The same with phones as they are read.
    #[must_use]
    pub fn for_people(mut self) -> Self {
        if let Some(change) = crate::account::written_phones(vec![self.change.clone()]).pop() {
            self.change = change;
        }
        self
    }
}

/// What undoing a change would do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Undoing {
    /// Whose account.
    pub customer_id: Uuid,
    /// The customer's name.
    pub company_name: String,
    /// The version that is stored.
    pub version: i64,
    /// The change.
    pub change: Change,
    /// Its fields.
    pub fields: Vec<UndoField>,
    /// What follows from it.
    pub consequences: Vec<Consequence>,
    /// Whether it would wait for a second person.
    pub ruling: Ruling,
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
        Some(view! { <li><strong>{name_label(field, texts)}": "</strong>{fate.sentence(texts)}</li> })
    };
    let lines: Vec<_> = report.split(',').take(40).filter_map(line).collect();
    view! { <Notice tone=Tone::Good><p>{texts.undo_done()}</p><ul>{lines}</ul></Notice> }
}
