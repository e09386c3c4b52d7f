//! Which changes wait for a second person: one readable table (`policy.txt`), or a partner's own in its place.

use crate::access::{Role, Roles};
use crate::customers::{AddressFields, Field, FieldChange, Standing};
use serde::{Deserialize, Serialize};

/// What happens to a change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It is made at once.
    #[default]
    Auto,
    /// It waits for a second person.
    Review,
    /// It is not made.
    Never,
}

/// One line of the table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyRule {
    /// What must change together.
    pub terms: Vec<String>,
    /// What happens then.
    pub verdict: Verdict,
    /// Who may review.
    pub reviewers: Roles,
}

/// What the table says about a change.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ruling {
    /// The strictest of the rules that fit.
    pub verdict: Verdict,
    /// The rules that ask for it, as they are written.
    pub rules: Vec<String>,
    /// Who may review: whom every one of them names.
    pub reviewers: Roles,
}

/// The table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangePolicy(pub Vec<PolicyRule>);

/// A version of the table that was put in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyVersion {
    /// Its entry in the log.
    pub seq: i64,
    /// When, in microseconds since 1970, UTC.
    pub at_us: i64,
}

/// The table in force, with its versions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyShown {
    /// The table.
    pub policy: ChangePolicy,
    /// Its versions, the newest first; none where the built-in table counts.
    pub versions: Vec<PolicyVersion>,
}

impl PolicyRule {
    /// The line's name: its terms as they are written.
    #[must_use]
    pub fn name(&self) -> String {
        self.terms.join("+")
    }
}

/// What the table is asked beside the fields that change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Circumstances {
    /// How many customers the author so changed a moment ago, this one among them.
    pub customers: u64,
    /// Whether the billing e-mail moves to a domain that was neither its own nor the company's.
    pub is_email_foreign: bool,
}

/// The term for a billing e-mail that moves to a foreign domain.
pub(super) const FOREIGN_EMAIL: &str = "billing_email_foreign";

/// The parts of an address that a term stands for.
pub(super) fn address_of(term: &str) -> Option<AddressFields> {
    match term {
        "company_address" => Some(AddressFields::COMPANY),
        "billing_address" => Some(AddressFields::BILLING),
        _ => None,
    }
}

/// How many customers a term is about: those after `customers>`.
pub(super) fn many_of(term: &str) -> Option<u64> {
    term.strip_prefix("customers>")?.parse().ok()
}

/// The terms for how a customer stands.
pub(super) const OF_STANDING: [&str; 3] = ["customer_added", "customer_removed", "customer_restored"];

/// The term that some changes of how a customer stands are; none where it stays as it is.
fn standing_term(changes: &[FieldChange]) -> Option<&'static str> {
    let [added, removed, restored] = OF_STANDING;
    match Standing::change_in(changes)? {
        (Standing::Asked, Standing::Active) => Some(added),
        (_, Standing::Removed) => Some(removed),
        (_, Standing::Active) => Some(restored),
        _ => None,
    }
}

fn fits(term: &str, changes: &[FieldChange], of: Circumstances) -> bool {
    if let Some(many) = many_of(term) {
        return of.customers > many;
    }
    let of_standing = standing_term(changes);
    if OF_STANDING.contains(&term) {
        return of_standing == Some(term);
    }
    // All that a new customer has is new: the terms of single fields would hold every one of them up.
    of_standing != Some(OF_STANDING[0]) && fits_field(term, changes, of)
}

fn fits_field(term: &str, changes: &[FieldChange], of: Circumstances) -> bool {
    let has = |field: Field| changes.iter().any(|change| change.field == field.name());
    let is_permission = |given: bool| {
        changes
            .iter()
            .any(|change| Field::permission_of_name(&change.field).is_some() && change.new.is_empty() != given)
    };
    if let Some(address) = address_of(term) {
        // Another choice of which address counts is another address.
        return address.all().into_iter().any(has) || (term == "billing_address" && has(Field::BillingSameAsCompany));
    }
    match term {
        FOREIGN_EMAIL => of.is_email_foreign && has(Field::BillingEmail),
        "permission_given" => is_permission(true),
        "permission_removed" => is_permission(false),
        _ => Field::of_name(term).is_some_and(has),
    }
}

/// One customer, whose e-mail stays where it is.
const ONE: Circumstances = Circumstances { customers: 1, is_email_foreign: false };
/// One customer, whose e-mail may move to a foreign domain.
const ONE_FOREIGN: Circumstances = Circumstances { customers: 1, is_email_foreign: true };

impl ChangePolicy {
    /// What the table says about changes under such circumstances, beside what the same person changed of this customer a moment
    /// ago: a change that is made in two halves is still one.
    #[must_use]
    pub fn ruling(&self, changes: &[FieldChange], recent: &[FieldChange], of: Circumstances) -> Ruling {
        let both: Vec<FieldChange> = changes.iter().chain(recent).cloned().collect();
        let fitting = self.0.iter().filter(|rule| {
            rule.terms.iter().all(|term| fits(term, &both, of)) && rule.terms.iter().any(|term| fits(term, changes, of))
        });
        let mut ruling = Ruling::default();
        for rule in fitting.filter(|rule| rule.verdict > Verdict::Auto) {
            if rule.verdict > ruling.verdict {
                ruling = Ruling { verdict: rule.verdict, rules: Vec::new(), reviewers: rule.reviewers.clone() };
            }
            if rule.verdict == ruling.verdict {
                ruling.rules.push(rule.name());
                let both: Vec<Role> = ruling.reviewers.iter().filter(|role| rule.reviewers.has(*role)).collect();
                ruling.reviewers = Roles::of(&both);
            }
        }
        // Rules that name different people: who keeps everything decides, or nobody ever could.
        if ruling.verdict == Verdict::Review && ruling.reviewers.is_empty() {
            ruling.reviewers = Roles::of(&[Role::GlobalAdmin]);
        }
        ruling
    }

    /// Whether what the same person changed a moment ago could make a difference: a rule of several fields is met in part, or
    /// an e-mail moves that is foreign if the company's domain was theirs a moment ago.
    #[must_use]
    pub fn is_met_in_part(&self, changes: &[FieldChange]) -> bool {
        let is_part = |rule: &PolicyRule| {
            let fit = |of: Circumstances| rule.terms.iter().filter(|term| fits(term, changes, of)).count();
            let (least, most) = (fit(ONE), fit(ONE_FOREIGN));
            rule.verdict > Verdict::Auto && most > 0 && least < rule.terms.len()
        };
        self.0.iter().any(is_part)
    }

    /// Whether a rule asks how many customers somebody changed.
    #[must_use]
    pub fn counts_customers(&self) -> bool {
        self.0.iter().any(|rule| rule.verdict > Verdict::Auto && rule.terms.iter().any(|term| many_of(term).is_some()))
    }

    /// Whether a field is among what a rule, by its name, takes together.
    #[must_use]
    pub fn is_of_rule(rule: &str, field: &str) -> bool {
        let change = |new: &str| FieldChange { field: field.to_owned(), old: String::new(), new: new.to_owned() };
        let is_domain_of = |term: &str| term == FOREIGN_EMAIL && field == Field::Domain.name();
        rule.split('+').any(|term| fits(term, &[change("x"), change("")], ONE_FOREIGN) || is_domain_of(term))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn changes(fields: &[&str]) -> Vec<FieldChange> {
        fields.iter().map(|field| FieldChange { field: (*field).into(), old: String::new(), new: "x".into() }).collect()
    }

    fn verdict(fields: &[&str]) -> Verdict {
        ChangePolicy::default().ruling(&changes(fields), &[], ONE).verdict
    }

    #[test]
    fn asks_for_a_second_person_where_it_looks_like_fraud() {
        assert_eq!(verdict(&["billing_email", "billing_locality"]), Verdict::Review);
        assert_eq!(verdict(&["billing_email", "company_postal_code"]), Verdict::Review);
        assert_eq!(verdict(&["tax_number", "billing_email"]), Verdict::Review);
        assert_eq!(verdict(&["billing_email", "billing_same_as_company"]), Verdict::Review);
        assert_eq!(verdict(&["billing_email"]), Verdict::Auto);
        assert_eq!(verdict(&["billing_locality", "tax_number"]), Verdict::Auto);
        let of = Circumstances { customers: 26, ..ONE };
        let many = ChangePolicy::default().ruling(&changes(&["currency"]), &[], of);
        assert_eq!((many.verdict, many.reviewers), (Verdict::Review, Roles::of(&[Role::GlobalAdmin])));
    }

    #[test]
    fn an_email_at_a_foreign_domain_waits_and_no_other_field_does_for_it() {
        let policy = ChangePolicy::default();
        let of = |now: &[&str], recent: &[&str]| policy.ruling(&changes(now), &changes(recent), ONE_FOREIGN);
        let moved = of(&["billing_email"], &[]);
        assert_eq!((moved.verdict, moved.rules), (Verdict::Review, vec!["billing_email_foreign".to_owned()]));
        assert_eq!(of(&["currency"], &["billing_email"]).verdict, Verdict::Auto);
        assert!(policy.is_met_in_part(&changes(&["billing_email"])), "whose the domain is must be asked");
        let alone =
            ChangePolicy::parse("billing_email_foreign review global_admin").unwrap_or(ChangePolicy(Vec::new()));
        assert!(alone.is_met_in_part(&changes(&["billing_email"])) && !alone.is_met_in_part(&changes(&["domain"])));
        for (field, is_of) in [("billing_email", true), ("domain", true), ("currency", false)] {
            assert_eq!(ChangePolicy::is_of_rule("billing_email_foreign", field), is_of, "{field}");
        }
    }

    #[test]
    fn two_halves_are_one_change() {
        let policy = ChangePolicy::default();
        let of = |now: &[&str], recent: &[&str]| policy.ruling(&changes(now), &changes(recent), ONE).verdict;
        assert_eq!(of(&["tax_number"], &["billing_email"]), Verdict::Review);
        assert_eq!(of(&["billing_email"], &["company_locality"]), Verdict::Review);
        // What was done is done: it does not hold up something else.
        assert_eq!(of(&["currency"], &["billing_email", "tax_number"]), Verdict::Auto);
        assert!(policy.is_met_in_part(&changes(&["tax_number"])) && !policy.is_met_in_part(&changes(&["currency"])));
    }

    #[test]
    fn rules_that_name_different_people_leave_it_to_who_keeps_everything() {
        let text = "domain review admin_agent\ntax_number review global_admin";
        let policy = ChangePolicy::parse(text).unwrap_or(ChangePolicy(Vec::new()));
        let both = policy.ruling(&changes(&["domain", "tax_number"]), &[], ONE);
        assert_eq!(both.reviewers, Roles::of(&[Role::GlobalAdmin]));
    }

    #[test]
    fn the_strictest_rule_counts_and_reviewers_must_please_all() {
        let text = "domain review global_admin,admin_agent\ntax_number review admin_agent\ncurrency never";
        let policy = ChangePolicy::parse(text).unwrap_or(ChangePolicy(Vec::new()));
        let both = policy.ruling(&changes(&["domain", "tax_number"]), &[], ONE);
        assert_eq!((both.rules.len(), both.reviewers), (2, Roles::of(&[Role::AdminAgent])));
        assert_eq!(policy.ruling(&changes(&["domain", "currency"]), &[], ONE).verdict, Verdict::Never);
    }

    #[test]
    fn a_table_that_cannot_be_read_lets_nothing_through() {
        let strictest = ChangePolicy::strictest();
        for field in Field::OF_TEXT {
            assert_eq!(strictest.ruling(&changes(&[field.name()]), &[], ONE).verdict, Verdict::Review, "{field:?}");
        }
        assert_eq!(ChangePolicy::parse(&strictest.text()), Ok(strictest));
    }

    #[test]
    fn adding_removing_and_restoring_have_terms_of_their_own() {
        let standing =
            |old: &str, new: &str| FieldChange { field: "standing".into(), old: old.into(), new: new.into() };
        let text = "customer_added review global_admin\nbilling_email+billing_locality review admin_agent\ncustomer_removed never";
        let policy = ChangePolicy::parse(text).unwrap_or(ChangePolicy(Vec::new()));
        let mut added = changes(&["billing_email", "billing_locality"]);
        added.push(standing("asked", "active"));
        assert_eq!(policy.ruling(&added, &[], ONE).rules, ["customer_added"], "not the terms of single fields");
        assert_eq!(policy.ruling(&[standing("active", "removed")], &[], ONE).verdict, Verdict::Never);
        assert_eq!(policy.ruling(&[standing("removed", "active")], &[], ONE).verdict, Verdict::Auto);
        // By the table that holds where there is none, whoever is alone can begin.
        assert_eq!(ChangePolicy::default().ruling(&added, &[], ONE).verdict, Verdict::Auto);
        for change in [added, vec![standing("active", "removed")], vec![standing("removed", "active")]] {
            assert_eq!(ChangePolicy::strictest().ruling(&change, &[], ONE).verdict, Verdict::Review, "{change:?}");
        }
    }

    #[test]
    fn tells_giving_a_permission_from_removing_one() {
        let policy = ChangePolicy::parse("permission_given review global_admin").unwrap_or(ChangePolicy(Vec::new()));
        assert_eq!(policy.ruling(&changes(&["may_buy_reservations"]), &[], ONE).verdict, Verdict::Review);
        let removed = [FieldChange { field: "may_buy_reservations".into(), old: "true".into(), new: String::new() }];
        assert_eq!(policy.ruling(&removed, &[], ONE).verdict, Verdict::Auto);
    }
}
