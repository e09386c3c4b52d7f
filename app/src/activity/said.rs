//! What the log's own words are called, beside the fields of customers.

use crate::texts::Texts;
use crate::words::{kind_name, name_label, read_text, refusal_text, roles_text, rule_text, verdict_text};
use desk::audit::Head;
use desk::time_zone::Stamp;
use model::access::Roles;
use model::audit::{Kind, RATE_LIMITED};
use model::changes::{ChangePolicy, Refusal};
use model::countries::country_name;
use model::customers::Field;

/// The longest text that is shown whole; exports hold it whole in any case.
const LONGEST_CHARS: usize = 160;

/// The label of a word of the log; names of settings are shown as they are set.
#[must_use]
pub fn said_label(name: &str, texts: Texts) -> String {
    let label = match name {
        "address" => texts.said_address(),
        "approved_by" => texts.said_approved_by(),
        "change_set" => texts.said_change_set(),
        "command" => texts.said_command(),
        "country" => texts.customers_country(),
        "customer" => texts.said_customer(),
        "email" => texts.said_email(),
        "erased_copies" => texts.said_erased_copies(),
        "erased_values" => texts.said_erased_values(),
        "field" => texts.said_field(),
        "format" => texts.said_format(),
        "from" => texts.said_from(),
        "head" => texts.said_head(),
        "kind" => texts.said_kind(),
        "land_at" => texts.said_land_at(),
        "method" => texts.said_method(),
        "name" => texts.said_name(),
        "not_noted" => texts.said_not_noted(),
        "note" => texts.said_note(),
        "partner_name" => texts.setup_partner_name(),
        "path" => texts.said_path(),
        "person" => texts.said_person(),
        "reads" => texts.activity_reads(),
        "recipient" => texts.said_recipient(),
        "refusal" => texts.said_refusal(),
        "replaced_by" => texts.said_replaced_by(),
        "reviewers" => texts.request_reviewers(),
        "roles" => texts.said_roles(),
        "rules" => texts.said_rules(),
        "state" => texts.said_state(),
        "theme" => texts.said_theme(),
        "time_zone" => texts.setup_time_zone(),
        "to" => texts.said_to(),
        "undoes" => texts.said_undoes(),
        name => return name_label(name, texts),
    };
    label.to_owned()
}

/// The table of the policy as a server began with it, a line a rule.
fn table_text(policy: &ChangePolicy, texts: Texts) -> String {
    let line = |rule: &model::changes::PolicyRule| {
        let who = roles_text(&rule.reviewers, texts);
        let who = if who.is_empty() { who } else { format!(" ({who})") };
        format!("\n{}: {}{who}", rule_text(&rule.name(), texts), verdict_text(rule.verdict, texts))
    };
    policy.0.iter().map(line).collect()
}

/// A stamp of the partner's clock in words: `1 Dec 2026, 09:00 (UTC+03:00)`.
fn stamp_text(stamp: &str, texts: Texts) -> Option<String> {
    let Stamp { local_us, distance, .. } = Stamp::parse(stamp)?;
    let time = texts.time(local_us);
    Some(if distance.is_empty() { time } else { format!("{time} (UTC{distance})") })
}

/// A value of the log in words, cut where it is long.
#[must_use]
pub fn said_text(name: &str, value: &str, texts: Texts) -> String {
    let is_of_customer = Field::of_name(name).is_some();
    let text = match (name, value) {
        _ if is_of_customer => read_text(name, value, texts),
        ("refusal", RATE_LIMITED) => texts.said_rate_limited().to_owned(),
        ("refusal", value) => match serde_json::from_str::<Refusal>(value) {
            Ok(refusal) => refusal_text(&refusal, texts),
            Err(_) => value.to_owned(),
        },
        ("rules", table) if table.starts_with('[') => match serde_json::from_str::<ChangePolicy>(table) {
            Ok(policy) => return table_text(&policy, texts),
            Err(_) => table.to_owned(),
        },
        ("rules", names) => names.split(',').map(|name| rule_text(name, texts)).collect::<Vec<_>>().join("; "),
        ("kind", kind) => Kind::of_name(kind).map_or_else(|| kind.to_owned(), |kind| kind_name(kind, texts).to_owned()),
        ("roles" | "reviewers", roles) => roles_text(&Roles::of_names(roles), texts),
        ("head", head) => match serde_json::from_str::<Head>(head) {
            Ok(head) => format!("{} · {}…", head.seq, head.hash.chars().take(16).collect::<String>()),
            Err(_) => head.to_owned(),
        },
        ("land_at", stamp) => stamp_text(stamp, texts).unwrap_or_else(|| stamp.to_owned()),
        ("state", "waiting") => texts.request_waiting().to_owned(),
        ("state", "active") => texts.people_active().to_owned(),
        ("state", "disabled") => texts.people_disabled().to_owned(),
        ("country", code) => country_name(code, texts.language),
        ("field", field) => name_label(field, texts),
        _ => value.to_owned(),
    };
    match text.char_indices().nth(LONGEST_CHARS) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::language::Language;

    #[test]
    fn a_stamp_is_said_in_words_with_the_distance_that_it_has() {
        let said = |stamp: &str| said_text("land_at", stamp, Texts { language: Language::English });
        assert_eq!(said("2026-12-01T09:00+03:00"), "1 Dec 2026, 09:00 (UTC+03:00)");
        // Stamps of an earlier day are the partner's own time.
        assert_eq!(said("2026-12-01T09:00"), "1 Dec 2026, 09:00");
        for none in ["2026-12-01T09:00xyz", "2026-12-01T09:00+3:00", "tomorrow", "", "2026-12-01T09:0ı+03:00"] {
            assert_eq!(said(none), none);
        }
    }
}
