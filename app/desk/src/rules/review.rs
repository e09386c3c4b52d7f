//! The review of a customer's text: each field by its own rule, then what belongs together.

use super::emails::EmailPolicy;
use super::{Extent, addresses, code_names, country_names, emails, hosts, lengths, numbers, phones, usual, words};
use model::countries::AddressPart;
use model::customers::{AddressFields, CustomerText, Field, Reviewed};
use model::fields;
use model::fields::{Finding, Found, Problem, Severity};

/// Checks text in the order of docs/rules.md: normalise, structure, format, what belongs together, names, numbers.
#[must_use]
pub fn review(typed: &CustomerText, extent: Extent, emails: &EmailPolicy) -> Reviewed {
    let mut review = Review { text: typed.clone(), findings: Vec::new(), extent };
    review.fields(typed);
    let same = typed.is_billed_at_company();
    review.address(AddressFields::COMPANY);
    if !same {
        review.address(AddressFields::BILLING);
    }
    review.contact(emails);
    review.names(typed);
    review.numbers();
    review.lengths();
    let order = |finding: &Finding| Field::of_name(&finding.path);
    review.findings.sort_by_key(order);
    Reviewed { text: review.text, findings: review.findings }
}

pub(super) fn is_country(field: Field) -> bool {
    matches!(field, Field::CompanyCountry | Field::BillingCountry)
}

pub(super) struct Review {
    pub(super) text: CustomerText,
    pub(super) findings: Vec<Finding>,
    extent: Extent,
}

impl Review {
    pub(super) fn note(&mut self, field: Field, found: Found) {
        self.findings.push(found.at(field.name()));
    }

    pub(super) fn is_blocked(&self, field: Field) -> bool {
        self.findings.iter().any(|finding| finding.path == field.name() && finding.severity == Severity::Block)
    }

    /// Each field by its own rule. A billing address beside "same as company" is left over, and dropped.
    fn fields(&mut self, typed: &CustomerText) {
        let same = typed.is_billed_at_company();
        for field in Field::OF_TEXT.iter().copied() {
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
            match lengths::parse(field, &tidied) {
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

    fn contact(&mut self, emails: &EmailPolicy) {
        let country = self.text.billing_address().country;
        let phone = self.text.get(Field::BillingPhone).to_owned();
        if !phone.is_empty() && !self.is_blocked(Field::BillingPhone) {
            let (stored, found) = phones::check(&country, &phone);
            self.text.set(Field::BillingPhone, stored);
            if let Some(found) = found {
                self.note(Field::BillingPhone, found);
            }
        }
        self.hosts(emails);
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

    /// The hosts of the e-mail address and the domain.
    fn hosts(&mut self, policy: &EmailPolicy) {
        if !self.is_blocked(Field::Domain) && !self.text.get(Field::Domain).is_empty() {
            match hosts::looked_up(self.text.get(Field::Domain)) {
                Some(domain) => self.text.set(Field::Domain, domain),
                None => self.note(Field::Domain, Found::block(Problem::NotADomain)),
            }
        }
        // What is none says nothing of the other.
        let text = |field| if self.is_blocked(field) { "" } else { self.text.get(field) };
        let (email, domain) = (text(Field::BillingEmail), text(Field::Domain));
        let (of_email, of_domain) = (emails::check(email, domain, policy), emails::doubt_domain(domain, email, policy));
        for (field, found) in [(Field::BillingEmail, of_email), (Field::Domain, of_domain)] {
            if let Some(found) = found {
                self.note(field, found);
            }
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
