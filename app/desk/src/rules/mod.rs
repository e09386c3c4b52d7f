//! Whether a customer's account is right in its country: one set of rules, used by the forms, the server functions, the
//! command line and everything that writes. `docs/rules.md` lists every code with its source.
//!
//! The rules run on the server: the browser draws the country's form from its shape and asks for the findings, so that
//! there is one place where a rule stands (decision 0008).

mod accepted;
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

pub use accepted::{accept, since};

use emails::EmailPolicy;
pub use forms::country_form;

use model::customers::{CustomerText, Field};
pub use review::review;
pub use usual::usual_languages;

pub use model::countries::RULES_VERSION as VERSION;

/// How much of a customer must be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// All that an account needs.
    Account,
    /// Whatever a record happens to hold: what is left out is not asked for.
    Record,
}

/// Reads the tables and libphonenumber's data, so that the first person who asks does not wait for them.
pub fn warm_up() {
    let mut text = CustomerText::default();
    text.set(Field::CompanyCountry, "TR");
    text.set(Field::BillingSameAsCompany, "true");
    text.set(Field::CompanyPostalCode, "34000");
    text.set(Field::BillingPhone, "+902122250100");
    let _ = review(&text, Extent::Record, &EmailPolicy::default());
}
