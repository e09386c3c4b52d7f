//! Real legal entities of some forty countries (public LEI records), where somebody has them beside the repository.

use crate::support::TestResult;
use desk::rules::emails::EmailPolicy;
use desk::rules::{Extent, review};
use model::customers::{CustomerText, Field};
use model::fields::Severity;
use serde_json::Value;
use std::collections::BTreeMap;

/// Names the file: the data is not ours to hand on. One JSON object a line, with GLEIF's fields by the names that `record` reads.
const FILE: &str = "TEST_COMPANIES";
/// Of a hundred real entities at most so many may be refused, each truly wrong.
const MAX_BLOCKED_PERCENT: usize = 2;

fn record(entity: &Value) -> CustomerText {
    let text = |name: &str| entity[name].as_str().unwrap_or_default().to_owned();
    let lines: Vec<&str> = entity["addressLines"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let mut record = CustomerText::default();
    record.set(Field::BillingSameAsCompany, "true");
    record.set(Field::CompanyName, text("companyName"));
    record.set(Field::CompanyCountry, text("country"));
    record.set(Field::CompanyAddressLine1, lines.first().copied().unwrap_or_default());
    record.set(Field::CompanyAddressLine2, lines.get(1..).unwrap_or_default().join(", "));
    record.set(Field::CompanyLocality, text("city"));
    record.set(Field::CompanySubdivision, text("region"));
    record.set(Field::CompanyPostalCode, text("postalCode"));
    record.set(Field::RegistrationNumber, text("registrationId"));
    record
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the tests' own setting, as TEST_POSTGRES_URL is")]
fn of_real_companies_hardly_any_is_refused() -> TestResult {
    let Ok(file) = std::env::var(FILE) else {
        crate::support::say(&format!("no real companies: {FILE} names no file"));
        return Ok(());
    };
    let file = std::fs::read_to_string(file)?;
    let (mut blocked, mut codes, mut count) = (Vec::new(), BTreeMap::<String, usize>::new(), 0);
    for line in file.lines() {
        let entity: Value = serde_json::from_str(line)?;
        count += 1;
        let reviewed = review(&record(&entity), Extent::Record, &EmailPolicy::default());
        for finding in &reviewed.findings {
            *codes.entry(format!("{:?} {} {}", finding.severity, finding.path, finding.problem.code())).or_default() +=
                1;
        }
        let grave: Vec<_> = reviewed.findings.iter().filter(|finding| finding.severity == Severity::Block).collect();
        if !grave.is_empty() {
            blocked.push(format!("{entity}: {grave:?}"));
        }
    }
    crate::support::say(&format!("{count} entities, {} blocked", blocked.len()));
    for (code, count) in &codes {
        crate::support::say(&format!("{count:>5} {code}"));
    }
    for line in &blocked {
        crate::support::say(line);
    }
    assert!(count > 0 && blocked.len() * 100 <= count * MAX_BLOCKED_PERCENT, "{} of {count} blocked", blocked.len());
    Ok(())
}
