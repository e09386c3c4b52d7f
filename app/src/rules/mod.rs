//! Whether a customer's account is right in its country: one set of rules, used by the forms, the server functions, the
//! command line and everything that writes. `docs/rules.md` lists every code with its source.
//!
//! The rules run on the server: the browser draws the country's form from its shape and asks for the findings, so that
//! there is one place where a rule stands (decision 0008).

pub mod addresses;
pub mod code_names;
pub mod country_names;
pub mod emails;
mod forms;
pub mod numbers;
pub mod phones;
mod text;
mod usual;
mod words;

use crate::changes::{ChangePolicy, Surroundings, ZoneOfPartner};
use crate::countries::AddressPart;
pub use crate::customers::Reviewed;
use crate::customers::{AddressFields, CheckedCustomer, CustomerText, Field};
use crate::fields::{self, Finding, Found, Problem, Severity};
use crate::form::FieldErrors;
use emails::EmailPolicy;
pub use forms::country_form;
use numbers::Place;

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

/// Checks text in the order of docs/rules.md: normalise, structure, format, what belongs together, names, numbers.
#[must_use]
pub fn review(typed: &CustomerText, extent: Extent, policy: &Policy) -> Reviewed {
    let mut review = Review { text: typed.clone(), findings: Vec::new(), extent };
    review.fields(typed);
    let same = typed.is_billed_at_company();
    review.address(AddressFields::COMPANY);
    if !same {
        review.address(AddressFields::BILLING);
    }
    review.contact(policy);
    review.names(typed);
    review.numbers();
    let order = |finding: &Finding| Field::of_name(&finding.path);
    review.findings.sort_by_key(order);
    Reviewed { text: review.text, findings: review.findings }
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
    let host =
        |text: &CustomerText| text.get(Field::BillingEmail).rsplit_once('@').map(|(_, host)| host.to_lowercase());
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

fn is_country(field: Field) -> bool {
    matches!(field, Field::CompanyCountry | Field::BillingCountry)
}

struct Review {
    text: CustomerText,
    findings: Vec<Finding>,
    extent: Extent,
}

impl Review {
    fn note(&mut self, field: Field, found: Found) {
        self.findings.push(found.at(field.name()));
    }

    fn is_blocked(&self, field: Field) -> bool {
        self.findings.iter().any(|finding| finding.path == field.name() && finding.severity == Severity::Block)
    }

    /// Each field by its own rule. A billing address beside "same as company" is left over, and dropped.
    fn fields(&mut self, typed: &CustomerText) {
        let same = typed.is_billed_at_company();
        for field in Field::ALL.iter().copied() {
            if same && field.is_billing_address() {
                self.text.set(field, "");
                continue;
            }
            let tidied = match field {
                Field::CompanyPostalCode => self.postal_code(Field::CompanyCountry, typed.get(field)),
                Field::BillingPostalCode => self.postal_code(Field::BillingCountry, typed.get(field)),
                Field::TaxNumber | Field::RegistrationNumber => self.number(field, typed.get(field)),
                _ => words::tidied(field, typed.get(field)),
            };
            match field.rule().parse(&tidied) {
                Ok(Some(text)) => self.field(field, text, &tidied),
                Ok(None) => {
                    self.text.set(field, "");
                    if field.is_required() && self.extent == Extent::Account {
                        self.note(field, Found::block(Problem::Missing));
                    }
                }
                Err(Problem::UnknownCountry) => self.country(field, &tidied),
                Err(problem @ Problem::UnknownLanguage) => match code_names::language(&tidied) {
                    Some(code) => self.text.set(field, code),
                    None => self.note(field, Found::block(problem)),
                },
                Err(Problem::UnknownCurrency) => self.currency(field, &tidied),
                Err(problem) => self.note(field, Found::block(problem)),
            }
        }
        self.fill_hints();
    }

    fn field(&mut self, field: Field, text: String, typed: &str) {
        if is_country(field) && !typed.trim().eq_ignore_ascii_case(&text) {
            self.note(field, Found::info(Problem::CountryAlias).hint(text.clone()));
        }
        self.text.set(field, text);
    }

    /// A postal code before its own rule looks at it. What people add to one is not counted: "우편번호 03051", "BRA 40301-110".
    fn postal_code(&self, country: Field, typed: &str) -> String {
        // The country's field stands before the code's.
        let shape = addresses::shape(self.text.get(country));
        if shape.is_some_and(|shape| !shape.writes(AddressPart::PostalCode.letter())) {
            return addresses::without_postal_code(typed);
        }
        let plain = addresses::plain_postal_code(typed);
        let is_plain = |sign: char| sign.is_ascii_alphanumeric() || " -".contains(sign);
        if plain.len() <= fields::POSTAL_CODE.input.max_chars && plain.chars().all(is_plain) {
            return plain;
        }
        let shape = shape.filter(|shape| !shape.postal_pattern.is_empty());
        shape.and_then(|shape| addresses::tidy_postal_code(shape, typed)).unwrap_or(plain)
    }

    /// A number before its own rule looks at it. What it is called is not counted: "Foretaksregisteret NO 988 077 917 MVA".
    fn number(&self, field: Field, typed: &str) -> String {
        let plain = words::tidied(field, typed);
        let max_chars = field.rule().input.max_chars;
        if plain.chars().count() <= max_chars {
            return plain;
        }
        let (country, place) = self.number_country(field);
        numbers::shortened(&country, place, &plain, max_chars).unwrap_or(plain)
    }

    /// The country that a number is of, and where it stands.
    fn number_country(&self, field: Field) -> (String, Place) {
        match field {
            Field::RegistrationNumber => (self.text.get(Field::CompanyCountry).to_owned(), Place::Registration),
            _ => (self.text.billing_address().country, Place::Tax),
        }
    }

    /// A country by its name, or by a code of three letters or digits.
    fn country(&mut self, field: Field, typed: &str) {
        match country_names::meant(typed) {
            Some(code) => self.field(field, code.to_owned(), typed),
            None => self.note(field, Found::block(Problem::UnknownCountry).hint(country_names::near(typed))),
        }
    }

    /// A currency by its name, its sign or what trade calls it.
    fn currency(&mut self, field: Field, typed: &str) {
        // The countries' fields stand before the currency's.
        match code_names::currency(typed, &self.text.billing_address().country) {
            Ok(code) => self.text.set(field, code),
            Err(several) => self.note(field, Found::block(Problem::UnknownCurrency).hint(several)),
        }
    }

    /// What a field's own rule refused gets a right one of its country beside it, now that the country is known.
    fn fill_hints(&mut self) {
        let billing = self.text.billing_address().country;
        for finding in self.findings.iter_mut().filter(|finding| finding.hint.is_empty()) {
            let sample =
                |country: &str| addresses::shape(country).map(addresses::Shape::postal_sample).unwrap_or_default();
            match (finding.problem, Field::of_name(&finding.path)) {
                (Problem::NotAPostalCode, Some(Field::CompanyPostalCode)) => {
                    sample(self.text.get(Field::CompanyCountry)).clone_into(&mut finding.hint);
                }
                (Problem::NotAPostalCode, _) => sample(&billing).clone_into(&mut finding.hint),
                (Problem::NotAPhone, _) => finding.hint = phones::sample(&billing),
                _ => {}
            }
        }
    }

    fn address(&mut self, fields: AddressFields) {
        let is_empty = fields
            .all()
            .into_iter()
            .filter(|field| *field != fields.country)
            .all(|field| self.text.get(field).is_empty());
        let is_asked = self.extent == Extent::Account || !is_empty;
        if self.text.get(fields.country).is_empty() {
            // A record without a country can be held against nothing.
            let is_asked = self.extent == Extent::Account || fields.country == Field::CompanyCountry;
            if is_asked && !self.is_blocked(fields.country) {
                self.note(fields.country, Found::block(Problem::Missing));
            }
            return;
        }
        if self.is_blocked(fields.country) || !is_asked {
            return;
        }
        let checked = addresses::check(&self.text.address(fields));
        let address = checked.address;
        for (field, text) in [
            (fields.line1, address.line1),
            (fields.line2, address.line2),
            (fields.locality, address.locality),
            (fields.subdivision, address.subdivision),
            (fields.postal_code, address.postal_code),
        ] {
            if !self.is_blocked(field) {
                self.text.set(field, text);
            }
        }
        for (part, found) in checked.found {
            let field = match part {
                AddressPart::Country => fields.country,
                AddressPart::Lines => fields.line1,
                AddressPart::Locality => fields.locality,
                AddressPart::Subdivision => fields.subdivision,
                AddressPart::PostalCode => fields.postal_code,
            };
            // A field that its own rule refused has nothing to say about the country.
            if !self.is_blocked(field) {
                self.note(field, found);
            }
        }
    }

    fn contact(&mut self, policy: &Policy) {
        let country = self.text.billing_address().country;
        let phone = self.text.get(Field::BillingPhone).to_owned();
        if !phone.is_empty() && !self.is_blocked(Field::BillingPhone) {
            let (stored, found) = phones::check(&country, &phone);
            self.text.set(Field::BillingPhone, stored);
            if let Some(found) = found {
                self.note(Field::BillingPhone, found);
            }
        }
        if !self.is_blocked(Field::BillingEmail)
            && let Some(found) = emails::check(self.text.get(Field::BillingEmail), &policy.emails)
        {
            self.note(Field::BillingEmail, found);
        }
        let is_set = |field: Field| !self.text.get(field).is_empty() && !self.is_blocked(field) && !country.is_empty();
        let is_strange_language =
            is_set(Field::Language) && !usual::is_usual_language(&country, self.text.get(Field::Language));
        let is_strange_currency =
            is_set(Field::Currency) && !usual::is_usual_currency(&country, self.text.get(Field::Currency));
        if is_strange_language {
            self.note(Field::Language, Found::warn(Problem::UnusualLanguage));
        }
        if is_strange_currency {
            self.note(Field::Currency, Found::warn(Problem::UnusualCurrency));
        }
    }

    fn names(&mut self, typed: &CustomerText) {
        for field in [Field::CompanyName, Field::BillToName] {
            let doubt = fields::doubt_name(self.text.get(field)).filter(|_| !self.is_blocked(field));
            if let Some(problem) = doubt {
                self.note(field, Found::warn(problem));
            }
        }
        for field in words::garbled(typed, &self.text) {
            if !self.is_blocked(field) {
                self.note(field, Found::warn(Problem::Garbled));
            }
        }
    }

    fn numbers(&mut self) {
        for field in [Field::TaxNumber, Field::RegistrationNumber] {
            let (country, place) = self.number_country(field);
            let text = self.text.get(field).to_owned();
            if text.is_empty() || country.is_empty() || self.is_blocked(field) {
                continue;
            }
            let (stored, found) = numbers::check(&country, place, &text);
            self.text.set(field, stored);
            if let Some(found) = found {
                self.note(field, found);
            }
        }
    }
}
