//! The list of customers as a value: what is asked for, and one page of it.

use super::Field;
use crate::fields;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Customers on one page.
pub const PAGE_ROWS: usize = 50;

/// What the list's URL says, as typed. Every part may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct ListQuery {
    /// Words looked for in name, domain, e-mail and ID.
    pub search: String,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// The name of a [`PermissionFilter`].
    pub permission: String,
    /// The name of how customers stand; those that are active where it is empty.
    pub standing: String,
    /// The name of a [`Sort`].
    pub sort: String,
    /// The token that the page before gave: rows after it.
    pub after: String,
    /// The token that the page after gave: rows before it.
    pub before: String,
}

/// The order of the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// By company name in the viewer's language.
    #[default]
    Name,
    /// The last changed first.
    Changed,
}

/// Which permissions to buy a customer must have to be listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PermissionFilter {
    /// May buy Azure reservations.
    Reservations,
    /// May buy Azure savings plans.
    SavingsPlans,
    /// May buy neither.
    None,
}

impl Sort {
    /// The name in URLs; empty for the usual order.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Name => "",
            Self::Changed => "changed",
        }
    }

    /// The order of a name.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        match name {
            "" | "name" => Some(Self::Name),
            "changed" => Some(Self::Changed),
            _ => None,
        }
    }
}

impl PermissionFilter {
    /// Every filter there is.
    pub const ALL: [Self; 3] = [Self::Reservations, Self::SavingsPlans, Self::None];

    /// The name in URLs.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Reservations => "reservations",
            Self::SavingsPlans => "savings-plans",
            Self::None => "none",
        }
    }

    /// The filter of a name.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|filter| filter.name() == name)
    }
}

impl ListQuery {
    /// Names and values in the order of the URL, with the rule of their length.
    fn parts(&self) -> [(&'static str, &str); 7] {
        [
            ("search", &self.search),
            ("country", &self.country),
            ("permission", &self.permission),
            ("standing", &self.standing),
            ("sort", &self.sort),
            ("after", &self.after),
            ("before", &self.before),
        ]
    }

    /// The question whose parts are asked for by their names, none of them said by an empty text.
    #[must_use]
    pub fn of(text: impl Fn(&str) -> String) -> Self {
        Self {
            search: text("search"),
            country: text("country"),
            permission: text("permission"),
            standing: text("standing"),
            sort: text("sort"),
            after: text("after"),
            before: text("before"),
        }
    }

    /// The same question from its first page.
    #[must_use]
    pub fn from_start(&self) -> Self {
        Self { after: String::new(), before: String::new(), ..self.clone() }
    }

    /// Whether anything narrows the list.
    #[must_use]
    pub fn is_narrowed(&self) -> bool {
        let chosen = [&self.country, &self.permission, &self.standing];
        !self.search.trim().is_empty() || chosen.into_iter().any(|text| !text.is_empty())
    }

    /// The query string with its question mark; empty if nothing is asked.
    #[must_use]
    pub fn to_query_string(&self) -> String {
        let mut text = String::new();
        for (name, value) in self.parts().into_iter().filter(|(_, value)| !value.is_empty()) {
            text.push(if text.is_empty() { '?' } else { '&' });
            text.push_str(name);
            text.push('=');
            text.push_str(&crate::percent::encode(value));
        }
        text
    }

    /// The words looked for, tidied; an address that was pasted as it is stored.
    ///
    /// # Errors
    /// Why they cannot be looked for.
    pub fn words(&self) -> Result<String, fields::Problem> {
        fields::SEARCH.parse(&fields::sought(&self.search)).map(Option::unwrap_or_default)
    }
}

/// One line of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomerRow {
    /// Which customer.
    pub id: Uuid,
    /// Legal name.
    pub company_name: String,
    /// Domain name.
    pub domain: String,
    /// ISO 3166-1 alpha-2.
    pub company_country: String,
    /// Billing contact's given name.
    pub contact_first_name: String,
    /// Billing contact's family name.
    pub contact_last_name: String,
    /// Where invoices are announced.
    pub billing_email: String,
    /// May buy Azure reservations on its own.
    pub may_buy_reservations: bool,
    /// May buy Azure savings plans on its own.
    pub may_buy_savings_plans: bool,
    /// Last change in microseconds since 1970, UTC.
    pub updated_at_us: i64,
}

/// How many customers there are, counted as far as it is quick.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Count {
    /// So many.
    Exactly(u64),
    /// At least one more than so many.
    MoreThan(u64),
    /// Counting would take longer than listing.
    Unknown,
}

/// How far a question was followed: none is followed through a million customers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reach {
    /// All that it finds is on this page and those before and after it.
    Whole,
    /// Too many match: the pages hold the first that were found, in order.
    Partial,
    /// The page ends early; the next one goes on.
    Paused,
}

/// One page of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomersPage {
    /// The customers in order.
    pub rows: Vec<CustomerRow>,
    /// The token for the page after this one.
    pub next: Option<String>,
    /// The token for the page before this one.
    pub previous: Option<String>,
    /// How many the question finds in all.
    pub count: Count,
    /// Whether that is all of them.
    pub reach: Reach,
}

impl CustomersPage {
    /// The page with nobody in the place of its customers: what the browser is sent of a table that stands there as text. No
    /// table that is shown later is the same, so that the first one is always replaced.
    #[must_use]
    pub fn of_nobody(&self) -> Self {
        Self {
            rows: CustomerRow::nobody(&self.rows),
            next: self.next.clone(),
            previous: self.previous.clone(),
            count: self.count,
            reach: self.reach,
        }
    }
}

impl CustomerRow {
    /// The permissions to buy that are given.
    #[must_use]
    pub fn given(&self) -> Vec<Field> {
        let is_given = |field: &Field| match field {
            Field::MayBuyReservations => self.may_buy_reservations,
            _ => self.may_buy_savings_plans,
        };
        Field::PERMISSIONS.iter().copied().filter(is_given).collect()
    }

    /// One row of nobody where there are customers.
    #[must_use]
    pub fn nobody(rows: &[Self]) -> Vec<Self> {
        let nobody = Self {
            id: Uuid::nil(),
            company_name: String::new(),
            domain: String::new(),
            company_country: String::new(),
            contact_first_name: String::new(),
            contact_last_name: String::new(),
            billing_email: String::new(),
            may_buy_reservations: false,
            may_buy_savings_plans: false,
            updated_at_us: 0,
        };
        if rows.is_empty() { Vec::new() } else { vec![nobody] }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_in_the_url_only_what_is_asked() {
        assert_eq!(ListQuery::default().to_query_string(), "");
        let query = ListQuery { search: "a&b ş".into(), sort: "changed".into(), ..ListQuery::default() };
        assert_eq!(query.to_query_string(), "?search=a%26b%20%C5%9F&sort=changed");
    }

    #[test]
    fn refuses_names_that_are_no_filter() {
        assert_eq!(PermissionFilter::of_name("all"), None);
        assert_eq!(Sort::of_name("NAME"), None);
    }
}
