//! Why a change could not be made when its time came, in words.

use super::labels::name_label;
use crate::texts::Texts;
use crate::words::problem_sentence;
use model::changes::Refusal;
use model::fields::Finding;

/// The reason, with the fields that it is about.
#[must_use]
pub fn refusal_text(refusal: &Refusal, texts: Texts) -> String {
    let with = |sentence: &str, parts: Vec<String>| format!("{sentence}: {}", parts.join("; "));
    match refusal {
        Refusal::Conflict(fields) => {
            with(texts.refusal_conflict(), fields.iter().map(|field| name_label(field, texts)).collect())
        }
        Refusal::Findings(findings) => {
            // Parts of one sentence.
            let line = |finding: &Finding| {
                let sentence = problem_sentence(finding, texts);
                format!("{}: {}", name_label(&finding.path, texts), sentence.trim_end_matches('.'))
            };
            with(texts.refusal_findings(), findings.iter().map(line).collect())
        }
        Refusal::Policy => texts.problem_never_changed().to_owned(),
        Refusal::Unchanged => texts.refusal_unchanged().to_owned(),
        Refusal::Removed => texts.refusal_removed().to_owned(),
        Refusal::NotAllowed => texts.refusal_not_allowed().to_owned(),
        Refusal::NotAsked => texts.refusal_not_asked().to_owned(),
        Refusal::Unreadable => texts.refusal_unreadable().to_owned(),
    }
}
