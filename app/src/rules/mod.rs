//! Whether a customer's account is right in its country: one set of rules, used by the forms, the server functions, the
//! command line and everything that writes. `docs/rules.md` lists every code with its source.
//!
//! The rules run on the server: the browser draws the country's form from its shape and asks for the findings, so that
//! there is one place where a rule stands (decision 0008).

pub mod addresses;
pub mod code_names;
pub mod country_names;
mod country_parts;
mod country_styles;
pub mod emails;
mod forms;
pub mod hosts;
mod lengths;
pub mod numbers;
pub mod phones;
mod review;
mod text;
mod usual;
mod words;

use crate::changes::{ChangePolicy, Surroundings, ZoneOfPartner};
pub use crate::customers::Reviewed;
use crate::customers::{AddressFields, CheckedCustomer, CustomerText, Field};
use crate::fields::{Finding, Found, Problem, Severity};
use crate::form::FieldErrors;
use emails::EmailPolicy;
pub use forms::country_form;
pub use review::review;
pub use usual::usual_languages;

pub use crate::countries::RULES_VERSION as VERSION;

/// What the rules are held against beside the text itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Policy {
    /// Hosts that no customer's e-mail is at.
    pub emails: EmailPolicy,
    /// Whether official registries are asked about tax numbers. No rule waits for them.
    pub asks_registries: bool,
    /// Which changes wait for a second person.
    pub changes: ChangePolicy,
    /// Whether the table in force could not be read, and another stands in its place.
    pub is_unread: bool,
    /// The time zone that the partner's staff give dates in.
    pub time_zone: ZoneOfPartner,
    /// The partner's name: mails to customers' contacts say whom they come from.
    pub partner_name: String,
    /// Where links of mails lead, without a slash at the end; `None` where the partner sends no mail.
    pub mail_links: Option<String>,
}

impl Policy {
    /// What a change sets going beside itself.
    #[must_use]
    pub fn surroundings(&self) -> Surroundings {
        Surroundings { tells_contacts: self.mail_links.is_some(), asks_registries: self.asks_registries }
    }
}

/// How much of a customer must be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// All that an account needs.
    Account,
    /// Whatever a record happens to hold: what is left out is not asked for.
    Record,
}

impl Reviewed {
    /// The text to store.
    ///
    /// # Errors
    /// What cannot be saved, and a reason that is missing where a warning is overridden.
    pub fn accept(self, reason: &str) -> Result<CheckedCustomer, FieldErrors> {
        let mut errors = self.errors();
        if errors.is_empty() && self.needs_reason() && reason.trim().is_empty() {
            errors.note("reason", Problem::ReasonMissing);
        }
        errors.finish()?;
        Ok(CheckedCustomer::new(self.text))
    }

    /// Looks at a change only: what is as it was stored, in the country it was stored for, is known and is no reason to
    /// refuse the rest. It is shown, and can be mended, whenever somebody can.
    #[must_use]
    pub fn since(mut self, stored: &CustomerText) -> Self {
        for finding in &mut self.findings {
            let is_old = Field::of_name(&finding.path).is_some_and(|field| {
                depends_on(field, &self.text)
                    .into_iter()
                    .chain([field])
                    .all(|field| self.text.get(field) == stored.get(field))
            });
            if is_old {
                finding.severity = Severity::Info;
            }
        }
        self.findings.extend(consequences(stored, &self.text));
        self
    }
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
    let host = |text: &CustomerText| emails::host_of(text.get(Field::BillingEmail));
    let mut found = Vec::new();
    if country(stored) != country(text) && country(text) != text.get(Field::CompanyCountry) {
        found.push(Found::info(Problem::CountriesDiffer).at(Field::BillingCountry.name()));
    }
    if host(stored) != host(text) && host(text).as_deref() != Some(text.get(Field::Domain)) {
        found.push(Found::info(Problem::EmailMoved).at(Field::BillingEmail.name()));
    }
    if stored.get(Field::Currency) != text.get(Field::Currency) && !stored.get(Field::Currency).is_empty() {
        found.push(Found::info(Problem::CurrencyChanged).at(Field::Currency.name()));
    }
    found
}

/// Reads the tables and libphonenumber's data, so that the first person who asks does not wait for them.
pub fn warm_up() {
    let mut text = CustomerText::default();
    text.set(Field::CompanyCountry, "TR");
    text.set(Field::BillingSameAsCompany, "true");
    text.set(Field::CompanyPostalCode, "34000");
    text.set(Field::BillingPhone, "+902122250100");
    let _ = review(&text, Extent::Record, &Policy::default());
}
