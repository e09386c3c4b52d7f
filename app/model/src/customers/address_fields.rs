//! Which fields make up the two addresses of an account.

use super::Field;

/// The fields of one of the two addresses.
#[derive(Clone, Copy, Debug)]
pub struct AddressFields {
    /// First street line.
    pub line1: Field,
    /// Second street line.
    pub line2: Field,
    /// Postal code.
    pub postal_code: Field,
    /// City, town or district.
    pub locality: Field,
    /// Province, state, emirate, prefecture.
    pub subdivision: Field,
    /// ISO 3166-1 alpha-2.
    pub country: Field,
}

impl AddressFields {
    /// Where the company is.
    pub const COMPANY: Self = Self {
        line1: Field::CompanyAddressLine1,
        line2: Field::CompanyAddressLine2,
        postal_code: Field::CompanyPostalCode,
        locality: Field::CompanyLocality,
        subdivision: Field::CompanySubdivision,
        country: Field::CompanyCountry,
    };
    /// Where invoices go.
    pub const BILLING: Self = Self {
        line1: Field::BillingAddressLine1,
        line2: Field::BillingAddressLine2,
        postal_code: Field::BillingPostalCode,
        locality: Field::BillingLocality,
        subdivision: Field::BillingSubdivision,
        country: Field::BillingCountry,
    };

    /// Every field of the address.
    #[must_use]
    pub fn all(self) -> [Field; 6] {
        [self.line1, self.line2, self.postal_code, self.locality, self.subdivision, self.country]
    }
}
