//! What the policy's rules and verdicts are called.

use crate::texts::Texts;
use crate::words::name_label;
use model::changes::Verdict;

/// A rule's name in words.
#[must_use]
pub fn rule_text(name: &str, texts: Texts) -> String {
    let term = |term: &str| match term {
        "company_address" => texts.policy_company_address().to_owned(),
        "billing_address" => texts.policy_billing_address().to_owned(),
        "billing_email_foreign" => texts.policy_foreign_email().to_owned(),
        "permission_given" => texts.policy_permission_given().to_owned(),
        "permission_removed" => texts.policy_permission_removed().to_owned(),
        "customer_added" => texts.policy_customer_added().to_owned(),
        "customer_removed" => texts.policy_customer_removed().to_owned(),
        "customer_restored" => texts.policy_customer_restored().to_owned(),
        term => match term.strip_prefix("customers>").and_then(|many| many.parse().ok()) {
            Some(many) => texts.policy_many(many),
            None => name_label(term, texts),
        },
    };
    name.split('+').map(term).collect::<Vec<_>>().join(" + ")
}

/// A verdict in words.
#[must_use]
pub fn verdict_text(verdict: Verdict, texts: Texts) -> &'static str {
    match verdict {
        Verdict::Auto => texts.policy_auto(),
        Verdict::Review => texts.policy_review(),
        Verdict::Never => texts.policy_never(),
    }
}
