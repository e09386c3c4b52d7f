//! The list's question out of an address.

use crate::form::Typed;
use model::customers::ListQuery;

/// The question of a query string without its question mark; none if it has too many parts, or one of them twice.
#[must_use]
pub fn list_query_of(text: &str) -> Option<ListQuery> {
    let typed = Typed::of_urlencoded(text.as_bytes())?;
    Some(ListQuery::of(|name| typed.get(name).to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

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
}
