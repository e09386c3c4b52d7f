//! What may be right and is worth a second look before it is submitted. Warnings never block.

use crate::customers::{CustomerText, Field};
use crate::fields::{NameDoubt, doubt_name};

/// Something about a change that is seldom meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Warning {
    /// A new name looks unlike one.
    Name(Field, NameDoubt),
    /// Invoices go to a country other than the company's.
    CountriesDiffer,
    /// The billing e-mail moved to another host, as in invoice fraud.
    EmailMoved,
    /// The country changed, the tax number did not.
    TaxNumberOfOldCountry,
    /// Invoices change their currency.
    CurrencyChanged,
}

impl Warning {
    /// The field to look at.
    #[must_use]
    pub fn field(self) -> Field {
        match self {
            Self::Name(field, _) => field,
            Self::CountriesDiffer => Field::BillingCountry,
            Self::EmailMoved => Field::BillingEmail,
            Self::TaxNumberOfOldCountry => Field::TaxNumber,
            Self::CurrencyChanged => Field::Currency,
        }
    }
}

/// What to look at once more in a change.
#[must_use]
pub fn warnings(old: &CustomerText, new: &CustomerText) -> Vec<Warning> {
    let changed = |field: Field| old.get(field) != new.get(field);
    let country = |text: &CustomerText| text.billing_address().country;
    let mut found = Vec::new();
    for field in [Field::CompanyName, Field::BillToName] {
        if let Some(doubt) = doubt_name(new.get(field)).filter(|_| changed(field)) {
            found.push(Warning::Name(field, doubt));
        }
    }
    if country(old) != country(new) {
        if country(new) != new.get(Field::CompanyCountry) {
            found.push(Warning::CountriesDiffer);
        }
        if !changed(Field::TaxNumber) && !new.get(Field::TaxNumber).is_empty() {
            found.push(Warning::TaxNumberOfOldCountry);
        }
    }
    let host =
        |text: &CustomerText| text.get(Field::BillingEmail).rsplit_once('@').map(|(_, host)| host.to_lowercase());
    if host(old) != host(new) && host(new).as_deref() != Some(new.get(Field::Domain)) {
        found.push(Warning::EmailMoved);
    }
    if changed(Field::Currency) && !old.get(Field::Currency).is_empty() {
        found.push(Warning::CurrencyChanged);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(fields: &[(Field, &str)]) -> CustomerText {
        let mut text = CustomerText::default();
        for (field, value) in fields {
            text.set(*field, *value);
        }
        text
    }

    #[test]
    fn is_silent_about_what_was_doubtful_before() {
        let old = text(&[(Field::CompanyName, "acme.com"), (Field::BillingEmail, "a@free.example")]);
        let mut new = old.clone();
        new.set(Field::TaxNumber, "1");
        assert_eq!(warnings(&old, &new), []);
    }

    #[test]
    fn warns_of_an_email_that_moves_away_from_the_company() {
        let old = text(&[(Field::Domain, "lale.example"), (Field::BillingEmail, "a@lale.example")]);
        let mut new = old.clone();
        new.set(Field::BillingEmail, "a@1ale.example");
        assert_eq!(warnings(&old, &new), [Warning::EmailMoved]);
        assert_eq!(warnings(&new, &old), [], "moving to the company's own domain is what one expects");
    }

    #[test]
    fn warns_of_a_country_that_changes_without_its_tax_number() {
        let old = text(&[
            (Field::BillingSameAsCompany, "true"),
            (Field::CompanyCountry, "TR"),
            (Field::TaxNumber, "1234567890"),
        ]);
        let mut new = old.clone();
        new.set(Field::CompanyCountry, "DE");
        assert_eq!(warnings(&old, &new), [Warning::TaxNumberOfOldCountry]);
    }
}
