//! The way back: which customers and which requests somebody looked through last, so that a page's trail leads to the same search,
//! order and page, and to the row that they left from. A cookie of the session keeps it, so that it needs no script; of what a
//! cookie says only a list's own question is read, so that it leads nowhere else.

use crate::routes;
use leptos::prelude::*;
use model::changes::SetState;
use model::customers::ListQuery;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The lists as they were asked for last, each a query string with its question mark, or nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WayBack {
    /// The list of customers.
    pub customers: String,
    /// The list of requests.
    pub requests: String,
}

/// The way back of this page; in the browser it follows the lists that are shown.
#[derive(Clone, Copy, Debug)]
pub struct Followed(StoredValue<WayBack>);

impl Followed {
    /// Begins with what the page was sent with.
    #[must_use]
    pub fn new(way_back: WayBack) -> Self {
        Self(StoredValue::new(way_back))
    }
}

/// Follows a list of customers that is shown in the browser. The server keeps it for the next page that is loaded.
pub fn follow_customers(query: &ListQuery) {
    if let Some(Followed(way_back)) = use_context::<Followed>() {
        way_back.update_value(|way_back| way_back.customers = query.to_query_string());
    }
}

/// The list of customers as it was left, at one customer's row.
#[must_use]
pub fn customers_left(id: Option<Uuid>) -> String {
    at_row(routes::CUSTOMERS, |way_back| &way_back.customers, id)
}

/// The list of requests as it was left, at one request.
#[must_use]
pub fn requests_left(id: Uuid) -> String {
    at_row(routes::REQUESTS, |way_back| &way_back.requests, Some(id))
}

fn at_row(list: &str, of: fn(&WayBack) -> &String, id: Option<Uuid>) -> String {
    let query =
        use_context::<Followed>().and_then(|followed| followed.0.try_with_value(|way_back| of(way_back).clone()));
    let row = id.map(|id| format!("#{id}")).unwrap_or_default();
    format!("{list}{}{row}", query.unwrap_or_default())
}

/// What the list of requests is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RequestsQuery {
    /// Requests of this state.
    pub state: SetState,
    /// Those after this one; nil where the address says what is none.
    pub after: Option<Uuid>,
}

impl RequestsQuery {
    /// The question of an address, by the names of its parts.
    #[must_use]
    pub fn of(get: impl Fn(&str) -> Option<String>) -> Self {
        let state = get("state").and_then(|name| SetState::of_name(&name)).filter(|state| *state != SetState::Direct);
        // A place that is none: the server says so.
        let after = get("after").map(|after| Uuid::try_parse(&after).unwrap_or_default());
        Self { state: state.unwrap_or(SetState::Waiting), after }
    }

    /// The query string with its question mark.
    #[must_use]
    pub fn to_query_string(self) -> String {
        let after = self.after.map(|after| format!("&after={after}")).unwrap_or_default();
        format!("?state={}{after}", self.state.name())
    }
}

#[cfg(feature = "ssr")]
pub use kept::{forgotten, list_query_of, of_cookies, remember_customers, remember_requests};

#[cfg(feature = "ssr")]
mod kept {
    use super::{RequestsQuery, WayBack};
    use crate::cookies::{header, secure, value};
    use crate::current;
    use crate::form::Typed;
    use desk::request::RequestContext;
    use http::HeaderValue;
    use http::header::SET_COOKIE;
    use leptos::prelude::use_context;
    use model::customers::ListQuery;
    use uuid::Uuid;

    /// The names of the cookies: of the list of customers, and of the list of requests.
    const WAY_BACK: [&str; 2] = ["customers", "requests"];

    /// Browsers take 4,096 bytes of a cookie, with its name; a search that is longer than this is not come back to.
    const MAX_QUERY_BYTES: usize = 2_000;

    /// The question of a query string without its question mark; none if it has too many parts, or one of them twice.
    #[must_use]
    pub fn list_query_of(text: &str) -> Option<ListQuery> {
        let typed = Typed::of_urlencoded(text.as_bytes())?;
        Some(ListQuery::of(|name| typed.get(name).to_owned()))
    }

    fn requests_query_of(text: &str) -> Option<RequestsQuery> {
        let typed = Typed::of_urlencoded(text.as_bytes())?;
        Some(RequestsQuery::of(|name| typed.has(name).then(|| typed.get(name).to_owned())))
    }

    /// The way back that a `Cookie` header keeps for somebody; nothing of whoever was signed in there before.
    #[must_use]
    pub fn of_cookies(cookies: &str, person: Uuid) -> WayBack {
        let of = |name: &str| value(cookies, name).and_then(|value| value.strip_prefix(&format!("{person}?")));
        let [customers, requests] = WAY_BACK.map(of);
        WayBack {
            customers: customers.and_then(list_query_of).map(|query| query.to_query_string()).unwrap_or_default(),
            requests: requests.and_then(requests_query_of).map(RequestsQuery::to_query_string).unwrap_or_default(),
        }
    }

    /// Keeps the list of customers as it is asked for.
    pub fn remember_customers(query: &ListQuery) {
        remember(WAY_BACK[0], &query.to_query_string());
    }

    /// Keeps the list of requests as it is asked for.
    pub fn remember_requests(query: RequestsQuery) {
        remember(WAY_BACK[1], &query.to_query_string());
    }

    /// `Set-Cookie` headers that forget both, for whoever signs out.
    pub fn forgotten(request: &RequestContext) -> impl Iterator<Item = HeaderValue> {
        let end = secure(request);
        let gone = move |name| header(format!("{name}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0{end}"));
        WAY_BACK.into_iter().filter_map(gone)
    }

    fn remember(name: &str, query: &str) {
        let (Ok(request), Some(options)) = (current::request(), use_context::<leptos_axum::ResponseOptions>()) else {
            return;
        };
        let Some(viewer) = &request.viewer else { return };
        let query = if query.len() > MAX_QUERY_BYTES { "" } else { query };
        let cookie = format!("{name}={}{query}; Path=/; HttpOnly; SameSite=Lax{}", viewer.id, secure(&request));
        if let Some(cookie) = header(cookie) {
            options.append_header(SET_COOKIE, cookie);
        }
    }

    #[cfg(test)]
    mod tests {
        use super::*;
        use model::changes::SetState;

        #[test]
        fn reads_what_the_url_says_and_no_url_that_says_a_part_twice() {
            let whole = ListQuery {
                search: "a&b ş".into(),
                country: "TR".into(),
                permission: "none".into(),
                standing: "removed".into(),
                sort: "changed".into(),
                after: "AQ".into(),
                before: "Ag".into(),
            };
            let text = whole.to_query_string();
            assert_eq!(list_query_of(text.trim_start_matches('?')), Some(whole));
            for nothing in ["", "Search=lale", "other=1&search", "?search=lale"] {
                assert_eq!(list_query_of(nothing), Some(ListQuery::default()), "{nothing}");
            }
            assert_eq!(list_query_of("search=lale&search=cam"), None);
            assert_eq!(list_query_of(&"a&".repeat(101)), None);
        }

        #[test]
        fn a_cookie_leads_to_the_persons_own_list_and_nowhere_else() {
            let person = Uuid::from_u128(7);
            let kept = |value: &str| of_cookies(&format!("session=t; customers={value}; requests={value}"), person);
            assert_eq!(kept(&format!("{person}?search=lale&sort=changed")).customers, "?search=lale&sort=changed");
            let requests = RequestsQuery { state: SetState::Rejected, after: Some(person) };
            assert_eq!(kept(&format!("{person}{}", requests.to_query_string())).requests, requests.to_query_string());
            let other = Uuid::from_u128(8);
            for forged in
                ["", "https://evil.example", "//evil.example", &format!("{other}?search=lale"), &person.to_string()]
            {
                assert_eq!(kept(forged), WayBack::default(), "{forged}");
            }
            for forged in
                ["//evil.example", "search=%22%3E%3Cscript%3E", "search=a\u{2028}b", "next=//evil.example", "#x"]
            {
                let WayBack { customers, requests } = kept(&format!("{person}?{forged}"));
                for query in [customers, requests] {
                    assert!(query.is_empty() || query.starts_with('?'), "{query}");
                    assert!(!query.contains(['/', '"', '<', '#', '\\']), "{query}");
                }
            }
        }
    }
}
