//! What a customer's fields and values are called.

use crate::texts::Texts;
use model::countries;
use model::customers::{Field, Group, Standing};

/// The label of an attribute.
#[must_use]
pub fn field_label(field: Field, texts: Texts) -> &'static str {
    match field {
        Field::CompanyName => texts.field_company_name(),
        Field::Domain => texts.field_domain(),
        Field::RegistrationNumber => texts.field_registration_number(),
        Field::BillToName => texts.field_bill_to_name(),
        Field::ContactFirstName => texts.field_contact_first_name(),
        Field::ContactLastName => texts.field_contact_last_name(),
        Field::BillingEmail => texts.field_billing_email(),
        Field::BillingPhone => texts.field_billing_phone(),
        Field::BillingSameAsCompany => texts.field_billing_same_as_company(),
        Field::Language => texts.field_language(),
        Field::Currency => texts.field_currency(),
        Field::TaxNumber => texts.field_tax_number(),
        Field::PurchaseOrderReference => texts.field_purchase_order_reference(),
        Field::MayBuyReservations => texts.permission_reservations(),
        Field::MayBuySavingsPlans => texts.permission_savings_plans(),
        Field::Standing => texts.field_standing(),
        Field::CompanyCountry | Field::BillingCountry => texts.field_country(),
        Field::CompanyAddressLine1 | Field::BillingAddressLine1 => texts.field_address_line1(),
        Field::CompanyAddressLine2 | Field::BillingAddressLine2 => texts.field_address_line2(),
        Field::CompanyPostalCode | Field::BillingPostalCode => texts.field_postal_code(),
        Field::CompanyLocality | Field::BillingLocality => texts.field_locality(),
        Field::CompanySubdivision | Field::BillingSubdivision => texts.field_subdivision(),
    }
}

/// The sentence that helps with a field.
#[must_use]
pub fn field_hint(field: Field, texts: Texts) -> Option<&'static str> {
    match field {
        Field::CompanyName => Some(texts.field_company_name_hint()),
        Field::Domain => Some(texts.field_domain_hint()),
        Field::BillToName => Some(texts.field_bill_to_name_hint()),
        Field::BillingEmail => Some(texts.field_billing_email_hint()),
        Field::BillingPhone => Some(texts.field_billing_phone_hint()),
        Field::TaxNumber => Some(texts.field_tax_number_hint()),
        Field::PurchaseOrderReference => Some(texts.field_purchase_order_reference_hint()),
        Field::Language => Some(texts.field_language_hint()),
        _ => None,
    }
}

/// The name of a part of the account.
#[must_use]
pub fn group_label(group: Group, texts: Texts) -> &'static str {
    match group {
        Group::Company => texts.account_company(),
        Group::Billing => texts.account_billing(),
        Group::Permissions => texts.permissions_of_customer(),
        Group::Standing => texts.field_standing(),
    }
}

/// The label of whatever a form or a history names, with the part of the account where two fields share one.
#[must_use]
pub fn name_label(name: &str, texts: Texts) -> String {
    let Some(field) = Field::of_name(name) else {
        return if name == "reason" { texts.review_reason().to_owned() } else { name.to_owned() };
    };
    let label = field_label(field, texts);
    let is_shared = Field::OF_TEXT.iter().any(|other| *other != field && field_label(*other, texts) == label);
    if is_shared { format!("{} – {label}", group_label(field.group(), texts)) } else { label.to_owned() }
}

/// How a customer stands, in words.
#[must_use]
pub fn standing_name(standing: Standing, texts: Texts) -> &'static str {
    match standing {
        Standing::Active => texts.standing_active(),
        Standing::Removed => texts.standing_removed(),
        Standing::Asked => texts.standing_asked(),
        Standing::Dropped => texts.standing_dropped(),
    }
}

/// A stored value in words; codes get their names.
#[must_use]
pub fn value_text(name: &str, value: &str, texts: Texts) -> String {
    match Field::of_name(name) {
        Some(field) if field.is_permission() || field == Field::BillingSameAsCompany => {
            (if value.is_empty() { texts.value_no() } else { texts.value_yes() }).to_owned()
        }
        Some(Field::Standing) => {
            Standing::of_name(value).map_or(value, |standing| standing_name(standing, texts)).to_owned()
        }
        Some(Field::CompanyCountry | Field::BillingCountry) => countries::country_name(value, texts.language),
        Some(Field::Language) => {
            countries::language(value).map_or(value, |known| known.name(texts.language)).to_owned()
        }
        Some(Field::Currency) => match countries::currency(value) {
            Some(known) => format!("{} – {}", known.code, known.name(texts.language)),
            None => value.to_owned(),
        },
        _ => value.to_owned(),
    }
}

/// The label of a field of the review, and of whatever is submitted with a reason and a date.
#[must_use]
pub fn review_label(name: &str, texts: Texts) -> String {
    if name == "land_at" { texts.review_when().to_owned() } else { name_label(name, texts) }
}
