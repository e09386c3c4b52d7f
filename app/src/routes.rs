//! Every page's path, once.

use model::countries::RULES_VERSION;
use model::language::Language;
use model::percent::encode;
use uuid::Uuid;

/// The first page.
pub const WORKSPACES: &str = "/";
/// Signing in.
pub const SIGN_IN: &str = "/sign-in";
/// Signing out; only posted to.
pub const SIGN_OUT: &str = "/sign-out";
/// Choosing a language; only posted to.
pub const LANGUAGE: &str = "/language";
/// The list of customers.
pub const CUSTOMERS: &str = "/customers";
/// Adding a customer.
pub const NEW_CUSTOMER: &str = "/customers/new";
/// Changes that wait, and what became of the others.
pub const REQUESTS: &str = "/requests";
/// Which changes wait for a second person.
pub const CHANGE_POLICY: &str = "/requests/policy";
/// The log over all customers and staff.
pub const ACTIVITY: &str = "/activity";
/// Staff.
pub const PEOPLE: &str = "/people";
/// One's own profile.
pub const PROFILE: &str = "/profile";
/// What the path of a set-up link begins with.
const SETUP: &str = "/setup/";

/// A customer's account.
#[must_use]
pub fn account(id: Uuid) -> String {
    format!("/customers/{id}/account")
}

/// Whose account a path is.
#[must_use]
pub fn account_in(path: &str) -> Option<Uuid> {
    Uuid::try_parse(path.strip_prefix("/customers/")?.strip_suffix("/account")?).ok()
}

/// The form that updates a customer's account.
#[must_use]
pub fn update_account(id: Uuid) -> String {
    format!("/customers/{id}/account/update")
}

/// The form of an account: a customer's, or that of one who is not there yet and has no id.
#[must_use]
pub fn account_form(id: Uuid) -> String {
    if id.is_nil() { NEW_CUSTOMER.to_owned() } else { update_account(id) }
}

/// Where one goes who leaves that form.
#[must_use]
pub fn beside_form(id: Uuid) -> String {
    if id.is_nil() { CUSTOMERS.to_owned() } else { account(id) }
}

/// The review of what was typed there: in the browser a place of its own, elsewhere the same form.
#[must_use]
pub fn review_account(id: Uuid) -> String {
    format!("{}?step=review", account_form(id))
}

/// Removing a customer.
#[must_use]
pub fn remove(id: Uuid) -> String {
    format!("/customers/{id}/remove")
}

/// Bringing back a customer who was removed.
#[must_use]
pub fn restore(id: Uuid) -> String {
    format!("/customers/{id}/restore")
}

/// Erasing what names people of a customer.
#[must_use]
pub fn erase(id: Uuid) -> String {
    format!("/customers/{id}/erase")
}

/// A customer's permissions to buy.
#[must_use]
pub fn permissions(id: Uuid) -> String {
    format!("/customers/{id}/account/permissions")
}

/// A customer's history.
#[must_use]
pub fn history(id: Uuid) -> String {
    format!("/customers/{id}/history")
}

/// A customer's account as it was at a time, with who set each field.
#[must_use]
pub fn as_of(id: Uuid) -> String {
    format!("/customers/{id}/history/as-of")
}

/// Taking a change back, by its number in the log.
#[must_use]
pub fn undo(id: Uuid, seq: i64) -> String {
    format!("/customers/{id}/history/{seq}/undo")
}

/// Where the server says that a customer changed.
#[must_use]
pub fn events_of_customer(id: Uuid) -> String {
    format!("/events/customers/{id}")
}

/// One change request.
#[must_use]
pub fn request(id: Uuid) -> String {
    format!("{REQUESTS}/{id}")
}

/// One member of staff.
#[must_use]
pub fn person(id: Uuid) -> String {
    format!("/people/{id}")
}

/// What stands in an address where no country is chosen: no part of one is empty.
pub const NO_COUNTRY: &str = "-";

/// The form of a country, as JSON: the same for good under this version of the rules.
#[must_use]
pub fn country_form(country: &str, language: Language) -> String {
    let country = if country.is_empty() { NO_COUNTRY.to_owned() } else { encode(country) };
    format!("/rules/{RULES_VERSION}/{}/{country}", language.code())
}

/// Whether a path, with or without a query, is a page of the server's alone: the browser brings it not to life, and asks
/// for it whole (decision 0013). Links that lead there from other pages say `rel="external"`.
#[must_use]
pub fn is_from_server(path: &str) -> bool {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let mut parts = path.trim_start_matches('/').split('/');
    match (parts.next(), parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some("requests" | "activity" | "setup"), ..)
        | (Some("customers"), Some(_), Some("remove" | "restore" | "erase"), None, _) => true,
        (Some("customers"), Some(_), Some("history"), page, more) => page == Some("as-of") || more == Some("undo"),
        _ => false,
    }
}

/// Setting up an installation on which nobody is, with the token of a link.
#[must_use]
pub fn setup(token: &str) -> String {
    format!("{SETUP}{token}")
}

/// Whether a path is that of a set-up link: it holds a secret, and nobody can be signed in yet.
#[must_use]
pub fn is_setup(path: &str) -> bool {
    path.strip_prefix(SETUP).is_some_and(|token| !token.is_empty() && !token.contains('/'))
}

/// Signing in, and then back to a page.
#[must_use]
pub fn sign_in_then(next: &str) -> String {
    then(SIGN_IN, next)
}

/// Choosing a password of one's own, and then on to a page.
#[must_use]
pub fn profile_then(next: &str) -> String {
    then(PROFILE, next)
}

fn then(page: &str, next: &str) -> String {
    if next == WORKSPACES { page.to_owned() } else { format!("{page}?next={}", encode(next)) }
}

/// A path of this site, or the first page: nobody is sent elsewhere by a link that begins here.
#[must_use]
pub fn own_path(next: &str) -> &str {
    let is_own = next.starts_with('/')
        && !next.starts_with("//")
        && !next.contains('\\')
        && !next.chars().any(char::is_control)
        && !next.starts_with(SIGN_IN)
        && next.len() <= 2_000;
    if is_own { next } else { WORKSPACES }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_the_pages_of_the_servers_alone() {
        let id = Uuid::nil();
        for path in [
            REQUESTS,
            CHANGE_POLICY,
            ACTIVITY,
            &request(id),
            &as_of(id),
            &undo(id, 7),
            "/activity?kind=sign_in",
            &remove(id),
            &restore(id),
            &erase(id),
            &setup("a"),
        ] {
            assert!(is_from_server(path), "{path}");
        }
        for path in [
            WORKSPACES,
            CUSTOMERS,
            PEOPLE,
            &history(id),
            &account(id),
            &update_account(id),
            NEW_CUSTOMER,
            "/customers/remove/account",
            "/customers?search=/requests",
        ] {
            assert!(!is_from_server(path), "{path}");
        }
    }

    #[test]
    fn never_leads_off_the_site() {
        for next in [
            "https://evil.example",
            "//evil.example",
            "/\\evil.example",
            "javascript:alert(1)",
            "",
            "/a\r\nb",
            "/sign-in?next=/",
        ] {
            assert_eq!(own_path(next), WORKSPACES, "{next}");
        }
        assert_eq!(own_path("/customers?search=a"), "/customers?search=a");
    }
}
