//! What is said of others who are alike, beside what the rules say.

use model::customers::{Alike, Field, Reviewed};
use model::fields::{Finding, Found, Problem};

/// With a finding at each field that others have the same in. Who was removed warns nobody.
#[must_use]
pub fn with_alike(mut reviewed: Reviewed, alike: &[Alike]) -> Reviewed {
    for field in [Field::CompanyName, Field::Domain, Field::TaxNumber] {
        let those: Vec<&Alike> = alike.iter().filter(|other| other.field == field.name()).collect();
        if !those.is_empty() {
            reviewed.findings.push(finding(field, &those));
        }
    }
    reviewed.findings.sort_by_key(|finding| Field::of_name(&finding.path));
    reviewed
}

fn finding(field: Field, those: &[&Alike]) -> Finding {
    let is_active = those.iter().any(|other| !other.is_removed);
    let names: Vec<&str> = those.iter().map(|other| other.company_name.as_str()).collect();
    let problem = Problem::AlreadyThere;
    // Two may be called alike; a domain and a tax number are one company's.
    let found = if is_active && field != Field::CompanyName { Found::warn(problem) } else { Found::info(problem) };
    found.hint(names.join(", ")).at(field.name())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_is_there_warns_nobody_and_a_domain_does() {
        let alike = |field: Field, is_removed| Alike {
            field: field.name().to_owned(),
            id: uuid::Uuid::nil(),
            company_name: "Lale".to_owned(),
            is_removed,
        };
        let severities = |alike: &[Alike]| with_alike(Reviewed::default(), alike).needs_reason();
        assert!(!severities(&[alike(Field::CompanyName, false)]));
        assert!(!severities(&[alike(Field::Domain, true)]));
        assert!(severities(&[alike(Field::Domain, true), alike(Field::TaxNumber, false)]));
    }
}
