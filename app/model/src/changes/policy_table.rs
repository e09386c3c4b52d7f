//! The change policy as it is written: a line a rule, in `policy.txt` or in a partner's own table.

use super::policy::{ChangePolicy, FOREIGN_EMAIL, OF_STANDING, PolicyRule, Verdict, address_of, many_of};
use crate::access::{Action, Role, Roles};
use crate::customers::Field;
use crate::limits::{POLICY_BYTES, POLICY_RULES};

/// The table that holds where a partner has none of its own.
const USUAL: &str = include_str!("policy.txt");

impl Default for ChangePolicy {
    fn default() -> Self {
        Self::parse(USUAL).unwrap_or_else(|_| Self::strictest())
    }
}

impl ChangePolicy {
    /// Reads a table.
    ///
    /// # Errors
    /// The number of the first line that is no rule, and why.
    pub fn parse(text: &str) -> Result<Self, String> {
        let lines =
            text.lines().enumerate().map(|(at, line)| (at + 1, line.split('#').next().unwrap_or_default().trim()));
        let rule = |(at, line): (usize, &str)| parse_line(line).map_err(|why| format!("line {at}: {why}"));
        let rules: Vec<PolicyRule> = lines.filter(|(_, line)| !line.is_empty()).map(rule).collect::<Result<_, _>>()?;
        if rules.is_empty() {
            // Everything at once is a choice, and not what a file that was cut short says.
            return Err("it holds no rule; `permission_given auto` is one that holds nothing up".to_owned());
        }
        Ok(Self(rules))
    }

    /// Reads a table that is to be put in force. One that is in force already is read however long it is: everything would wait.
    ///
    /// # Errors
    /// As [`Self::parse`], and a table that is too long.
    pub fn parse_new(text: &str) -> Result<Self, String> {
        if text.len() > POLICY_BYTES {
            return Err(format!("it is longer than a table may be: {POLICY_BYTES} bytes, comments included"));
        }
        let table = Self::parse(text)?;
        match table.0.len() {
            rules if rules > POLICY_RULES => Err(format!("it has {rules} rules; a table may have {POLICY_RULES}")),
            _ => Ok(table),
        }
    }

    /// Every change waits for a global admin: what counts where a table should be and cannot be read.
    #[must_use]
    pub fn strictest() -> Self {
        let review = |term: &str| PolicyRule {
            terms: vec![term.to_owned()],
            verdict: Verdict::Review,
            reviewers: Roles::of(&[Role::GlobalAdmin]),
        };
        let fields = Field::OF_TEXT.iter().map(|field| field.name());
        Self(fields.chain(["permission_given", "permission_removed"]).chain(OF_STANDING).map(review).collect())
    }

    /// The table as it is written.
    #[must_use]
    pub fn text(&self) -> String {
        let line = |rule: &PolicyRule| match rule.verdict {
            Verdict::Auto => format!("{} auto", rule.name()),
            Verdict::Never => format!("{} never", rule.name()),
            Verdict::Review => format!("{} review {}", rule.name(), rule.reviewers.names()),
        };
        self.0.iter().map(line).collect::<Vec<_>>().join("\n")
    }
}

fn parse_line(line: &str) -> Result<PolicyRule, String> {
    let mut words = line.split_whitespace();
    let (Some(what), Some(verdict)) = (words.next(), words.next()) else {
        return Err("it names what is changed, and then auto, review or never".to_owned());
    };
    let terms: Vec<String> = what.split('+').map(str::to_owned).collect();
    let is_term = |term: &str| {
        address_of(term).is_some()
            || many_of(term).is_some()
            || Field::of_name(term).is_some_and(Field::is_of_text)
            || matches!(term, FOREIGN_EMAIL | "permission_given" | "permission_removed")
            || OF_STANDING.contains(&term)
    };
    if let Some(wrong) = terms.iter().find(|term| !is_term(term)) {
        return Err(format!("nothing is called {wrong}"));
    }
    let verdict = match verdict {
        "auto" => Verdict::Auto,
        "review" => Verdict::Review,
        "never" => Verdict::Never,
        other => return Err(format!("{other} is none of auto, review and never")),
    };
    let named = words.next().unwrap_or_default();
    let mut reviewers = Vec::new();
    for name in named.split(',').filter(|name| !name.is_empty()) {
        let role = Role::of_name(name).ok_or_else(|| format!("there is no role {name}"))?;
        if !role.allows(Action::ApproveChange) {
            return Err(format!("a {name} may not review changes at all"));
        }
        reviewers.push(role);
    }
    if words.next().is_some() {
        return Err("the roles have commas and no blanks between them".to_owned());
    }
    if !reviewers.is_empty() && verdict != Verdict::Review {
        return Err("only a change that waits for review has reviewers".to_owned());
    }
    if reviewers.is_empty() && verdict == Verdict::Review {
        return Err("it names nobody who may review".to_owned());
    }
    Ok(PolicyRule { terms, verdict, reviewers: Roles::of(&reviewers) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_table_is_one() {
        assert!(ChangePolicy::parse(USUAL).is_ok_and(|policy| policy.0.len() >= 7));
    }

    #[test]
    fn refuses_a_table_that_says_nothing_or_nonsense() {
        for (line, why) in [
            ("domain", "auto, review or never"),
            ("domains review global_admin", "domains"),
            ("domain perhaps", "perhaps"),
            ("domain review", "nobody"),
            ("domain review owner", "owner"),
            ("domain never global_admin", "only a change that waits"),
            ("domain review sales_agent", "may not review"),
            ("domain review global_admin admin_agent", "commas"),
            ("customers>many review global_admin", "customers>many"),
        ] {
            let complaint = ChangePolicy::parse(&format!("# first\n{line}\n")).err().unwrap_or_default();
            assert!(complaint.starts_with("line 2") && complaint.contains(why), "{line}: {complaint}");
        }
    }

    #[test]
    fn refuses_a_new_table_that_is_too_long_and_reads_an_old_one() {
        let of = |rules: usize| "domain auto\n".repeat(rules);
        assert!(ChangePolicy::parse_new(&of(POLICY_RULES)).is_ok());
        let many = ChangePolicy::parse_new(&of(POLICY_RULES + 1));
        assert!(many.is_err_and(|why| why.contains("1001 rules") && why.contains("1000")));
        let commented = format!("domain auto # {}", "x".repeat(POLICY_BYTES));
        let one = format!("{} auto", vec!["domain"; POLICY_BYTES].join("+"));
        for text in [&of(200_000), &commented, &one] {
            assert!(ChangePolicy::parse_new(text).is_err_and(|why| why.contains("65536 bytes")));
            assert!(ChangePolicy::parse(text).is_ok(), "it may be in force already");
        }
        assert!(ChangePolicy::parse_new("").is_err_and(|why| why.contains("no rule")));
    }

    #[test]
    fn refuses_a_table_without_a_rule() {
        for text in ["", "\n# nothing\n\n"] {
            assert!(ChangePolicy::parse(text).is_err_and(|why| why.contains("no rule")), "{text}");
        }
    }
}
