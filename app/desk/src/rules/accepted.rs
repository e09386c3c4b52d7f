//! What of a reviewed text may be stored, and what is new about it.

use super::emails;
use model::customers::{AddressFields, CustomerText, Field, Reviewed};
use model::field_errors::FieldErrors;
use model::fields::{Finding, Found, Problem, Severity};

/// Whether a reviewed text may be stored, for this reason.
///
/// # Errors
/// What cannot be saved, and a reason that is missing where a warning is overridden.
pub fn accept(reviewed: &Reviewed, reason: &str) -> Result<(), FieldErrors> {
    let mut errors = reviewed.errors();
    if errors.is_empty() && reviewed.needs_reason() && reason.trim().is_empty() {
        errors.note("reason", Problem::ReasonMissing);
    }
    errors.finish()
}

/// Looks at a change only: what is as it was stored, in the country it was stored for, is known and is no reason to
/// refuse the rest. It is shown, and can be mended, whenever somebody can.
#[must_use]
pub fn since(mut reviewed: Reviewed, stored: &CustomerText) -> Reviewed {
    for finding in &mut reviewed.findings {
        let is_old = Field::of_name(&finding.path).is_some_and(|field| {
            depends_on(field, &reviewed.text)
                .into_iter()
                .chain([field])
                .all(|field| reviewed.text.get(field) == stored.get(field))
        });
        if is_old {
            finding.severity = Severity::Info;
        }
    }
    reviewed.findings.extend(consequences(stored, &reviewed.text));
    reviewed
}

/// The fields that decide, with a field's own text, whether it is right.
fn depends_on(field: Field, text: &CustomerText) -> Vec<Field> {
    let billing = if text.is_billed_at_company() { AddressFields::COMPANY } else { AddressFields::BILLING };
    for fields in [AddressFields::COMPANY, AddressFields::BILLING] {
        if fields.all().contains(&field) {
            return vec![fields.country, fields.postal_code, fields.subdivision, Field::BillingSameAsCompany];
        }
    }
    match field {
        Field::RegistrationNumber => vec![Field::CompanyCountry],
        Field::TaxNumber | Field::BillingPhone | Field::Language | Field::Currency => {
            vec![billing.country, Field::BillingSameAsCompany]
        }
        _ => Vec::new(),
    }
}

/// What a change means that nobody may have meant.
fn consequences(stored: &CustomerText, text: &CustomerText) -> Vec<Finding> {
    let country = |text: &CustomerText| text.billing_address().country;
    let mut found = Vec::new();
    if country(stored) != country(text) && country(text) != text.get(Field::CompanyCountry) {
        found.push(Found::info(Problem::CountriesDiffer).at(Field::BillingCountry.name()));
    }
    if emails::moves_to_foreign(stored, stored.get(Field::Domain), text.get(Field::BillingEmail)) {
        found.push(Found::warn(Problem::EmailMoved).at(Field::BillingEmail.name()));
    }
    if stored.get(Field::Currency) != text.get(Field::Currency) && !stored.get(Field::Currency).is_empty() {
        found.push(Found::info(Problem::CurrencyChanged).at(Field::Currency.name()));
    }
    found
}
