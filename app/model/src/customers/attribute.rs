//! A customer's attributes: the fields of its account, its permissions to buy and how it stands, each defined once. Nothing else
//! lists them.

use super::address_fields::AddressFields;
use crate::fields::Rule;
use crate::fields::{self, Input};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The part of the account that an attribute stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// Company details.
    Company,
    /// Billing information.
    Billing,
    /// What the customer may buy on its own, while the partner pays.
    Permissions,
    /// Whether it is one of those that are worked with.
    Standing,
}

macro_rules! attributes {
    (
        text { $($variant:ident $name:literal $group:ident $rule:ident $need:ident $whose:ident $kind:ident $quoted:ident;)* }
        permissions { $($permission:ident $permission_name:literal;)* }
        standing { $standing:ident $standing_name:literal; }
        searched { $($searched:ident)* }
    ) => {
        /// An attribute of a customer: a field of its account, a permission to buy, or how it stands.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        #[expect(missing_docs, reason = "an attribute's meaning is its label, and its rule is in `fields`")]
        pub enum Field { $($variant,)* $($permission,)* $standing }

        impl Field {
            /// Every attribute: the fields in the order of the form, then the permissions, and how it stands.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)* $(Self::$permission,)* Self::$standing];
            /// The fields of the account, which people type.
            pub const OF_TEXT: &'static [Self] = &[$(Self::$variant),*];
            /// The permissions to buy, which are given and removed.
            pub const PERMISSIONS: &'static [Self] = &[$(Self::$permission),*];
            /// What the list's search looks at, in the order in which it is stored.
            pub const SEARCHED: [Self; 4] = [$(Self::$searched),*];

            /// The name in the database, in forms and in history.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* $(Self::$permission => $permission_name,)* Self::$standing => $standing_name }
            }

            /// Which text is one. Pages do not ask: a customer's text is checked in its country's light, on the server.
            #[must_use]
            pub fn rule(self) -> Rule {
                match self { $(Self::$variant => fields::$rule,)* $(Self::$permission => fields::SWITCH,)* Self::$standing => fields::SWITCH }
            }

            /// How a browser presents it.
            #[must_use]
            pub fn input(self) -> Input {
                match self { $(Self::$variant => const { fields::$rule.input },)* $(Self::$permission => const { fields::SWITCH.input },)* Self::$standing => const { fields::SWITCH.input } }
            }

            /// Where on the account it stands.
            #[must_use]
            pub const fn group(self) -> Group {
                match self { $(Self::$variant => Group::$group,)* $(Self::$permission => Group::Permissions,)* Self::$standing => Group::Standing }
            }

            /// Whether it must not be empty, wherever the customer is. Parts of addresses depend on their country.
            #[must_use]
            pub const fn is_required(self) -> bool {
                match self { $(Self::$variant => attributes!(@ $need),)* $(Self::$permission => false,)* Self::$standing => false }
            }

            /// Whether it is about a person, or can be: numbers of citizens who trade alone. Erasing empties what the log
            /// says of it.
            #[must_use]
            pub const fn is_personal(self) -> bool {
                match self { $(Self::$variant => attributes!(@ $whose),)* $(Self::$permission => false,)* Self::$standing => false }
            }

            /// Whether letter case alone makes no other value of it: codes, numbers, addresses of mail.
            #[must_use]
            pub const fn is_code(self) -> bool {
                match self { $(Self::$variant => attributes!(@ $kind),)* $(Self::$permission => false,)* Self::$standing => false }
            }

            /// Whether people quote it, so that its page offers to copy it.
            #[must_use]
            pub const fn is_quoted(self) -> bool {
                match self { $(Self::$variant => attributes!(@ $quoted),)* $(Self::$permission => false,)* Self::$standing => false }
            }
        }
    };
    (@ required) => { true };
    (@ optional) => { false };
    (@ personal) => { true };
    (@ impersonal) => { false };
    (@ code) => { true };
    (@ words) => { false };
    (@ quoted) => { true };
    (@ unquoted) => { false };
}
attributes! {
    text {
        CompanyName "company_name" Company ORGANIZATION_NAME required impersonal words unquoted;
        Domain "domain" Company DOMAIN optional impersonal code quoted;
        RegistrationNumber "registration_number" Company REGISTRATION_NUMBER optional personal code quoted;
        CompanyCountry "company_country" Company COUNTRY required impersonal words unquoted;
        CompanyAddressLine1 "company_address_line1" Company ADDRESS_LINE optional impersonal words unquoted;
        CompanyAddressLine2 "company_address_line2" Company ADDRESS_LINE optional impersonal words unquoted;
        CompanyPostalCode "company_postal_code" Company POSTAL_CODE optional impersonal code unquoted;
        CompanyLocality "company_locality" Company LOCALITY optional impersonal words unquoted;
        CompanySubdivision "company_subdivision" Company SUBDIVISION optional impersonal words unquoted;
        BillToName "bill_to_name" Billing ORGANIZATION_NAME required impersonal words unquoted;
        ContactFirstName "contact_first_name" Billing PERSON_NAME optional personal words unquoted;
        ContactLastName "contact_last_name" Billing PERSON_NAME required personal words unquoted;
        BillingEmail "billing_email" Billing EMAIL required personal code quoted;
        BillingPhone "billing_phone" Billing PHONE optional personal words quoted;
        BillingSameAsCompany "billing_same_as_company" Billing SWITCH optional impersonal words unquoted;
        BillingCountry "billing_country" Billing COUNTRY optional impersonal words unquoted;
        BillingAddressLine1 "billing_address_line1" Billing ADDRESS_LINE optional impersonal words unquoted;
        BillingAddressLine2 "billing_address_line2" Billing ADDRESS_LINE optional impersonal words unquoted;
        BillingPostalCode "billing_postal_code" Billing POSTAL_CODE optional impersonal code unquoted;
        BillingLocality "billing_locality" Billing LOCALITY optional impersonal words unquoted;
        BillingSubdivision "billing_subdivision" Billing SUBDIVISION optional impersonal words unquoted;
        Language "language" Billing LANGUAGE required impersonal words unquoted;
        Currency "currency" Billing CURRENCY required impersonal words unquoted;
        TaxNumber "tax_number" Billing TAX_NUMBER optional personal code quoted;
        PurchaseOrderReference "purchase_order_reference" Billing PURCHASE_ORDER optional impersonal code quoted;
    }
    permissions {
        MayBuyReservations "may_buy_reservations";
        MayBuySavingsPlans "may_buy_savings_plans";
    }
    standing { Standing "standing"; }
    searched { CompanyName BillToName Domain BillingEmail }
}

impl Field {
    /// The attribute of a name.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|field| field.name() == name)
    }

    /// The permission of a name.
    #[must_use]
    pub fn permission_of_name(name: &str) -> Option<Self> {
        Self::of_name(name).filter(|field| field.is_permission())
    }

    /// Whether it is given and removed, and not typed.
    #[must_use]
    pub const fn is_permission(self) -> bool {
        matches!(self.group(), Group::Permissions)
    }

    /// Whether it is typed: a field of the account.
    #[must_use]
    pub const fn is_of_text(self) -> bool {
        matches!(self.group(), Group::Company | Group::Billing)
    }

    /// Whether the field belongs to the billing address that "same as company" replaces.
    #[must_use]
    pub fn is_billing_address(self) -> bool {
        AddressFields::BILLING.all().contains(&self)
    }
}

impl Serialize for Field {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for Field {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        Self::of_name(&name).ok_or_else(|| serde::de::Error::custom("no attribute has this name"))
    }
}
