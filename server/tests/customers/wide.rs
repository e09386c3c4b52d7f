//! Questions that more customers answer than are looked at: each is bounded, and the page says what is missing.

use crate::support::{Desk, TestResult, Tried, Who, on_each_database};
use desk::customers::{NewCustomer, add_customers};
use model::customers::{CustomerText, Field};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use uuid::Uuid;

/// Customers in Türkiye whose names hold "Wide" and their number.
pub async fn add_wide(desk: &Desk, count: u128) -> TestResult {
    let named = (0..count).map(|at| (10_000 + at, format!("Wide {at:04}"))).collect();
    add_named(desk, named).await
}

async fn add_named(desk: &Desk, named: Vec<(u128, String)>) -> TestResult {
    let customers: Vec<NewCustomer> = named
        .into_iter()
        .map(|(id, name)| {
            let mut text: CustomerText = crate::support::lale_text();
            text.set(Field::CompanyName, name);
            NewCustomer { id: Uuid::from_u128(id), text, may_buy: (false, false), added_at_us: 1 }
        })
        .collect();
    Ok(add_customers(&desk.fresh.database, &customers).await.map_err(|error| format!("{error:?}"))?)
}

async fn page(desk: &Desk, query: &Value) -> Tried<Value> {
    desk.call(Who::HELPDESK, "customers/list", &json!({ "query": query })).await?.expect(200)?.json()
}

fn ids(page: &Value) -> Vec<String> {
    page["rows"].as_array().into_iter().flatten().filter_map(|row| row["id"].as_str()).map(str::to_owned).collect()
}

/// Everybody met from the first page to the last, who is met once; and the reach of every page.
async fn all(desk: &Desk, mut query: Value) -> Tried<(BTreeSet<String>, BTreeSet<String>)> {
    let (mut met, mut reach) = (BTreeSet::new(), BTreeSet::new());
    loop {
        let page = page(desk, &query).await?;
        reach.insert(page["reach"].as_str().unwrap_or_default().to_owned());
        for id in ids(&page) {
            assert!(met.insert(id), "nobody is met twice");
        }
        match &page["next"] {
            Value::String(next) => query["after"] = next.as_str().into(),
            _ => return Ok((met, reach)),
        }
    }
}

fn one(reach: &str) -> BTreeSet<String> {
    BTreeSet::from([reach.to_owned()])
}

on_each_database! {
    async fn a_word_of_too_many_shows_the_first_that_are_found_and_says_so(desk: Desk) -> TestResult {
        add_wide(&desk, 2_100).await?;
        let first = page(&desk, &json!({ "search": "wide" })).await?;
        assert_eq!((&first["count"], &first["reach"]), (&json!({ "MoreThan": 2000 }), &json!("Partial")));
        let (met, reach) = all(&desk, json!({ "search": "wide" })).await?;
        assert_eq!((met.len(), reach), (2_001, one("Partial")));
        let html = desk.get(Who::HELPDESK, "/customers?search=wide").await?.expect(200)?.body;
        assert!(html.contains("There are too many matches to show them all"), "{html}");
    }

    async fn a_second_word_or_a_filter_finds_all_again(desk: Desk) -> TestResult {
        add_wide(&desk, 2_100).await?;
        let of_09 = (0..2_100).filter(|at| format!("{at:04}").contains("09")).count();
        for (query, expected) in [
            (json!({ "search": "wide 2099" }), 1),
            (json!({ "search": "wide 09" }), of_09),
            (json!({ "search": "wide zq" }), 0),
            (json!({ "search": "wide", "country": "DE" }), 0),
            (json!({ "search": "wide", "country": "TR" }), 2_100),
            (json!({ "search": "wide", "permission": "reservations" }), 0),
            (json!({ "country": "TR" }), 2_108),
            (json!({ "country": "TR", "sort": "changed" }), 2_108),
            (json!({ "country": "TR", "permission": "reservations" }), 1),
            (json!({ "permission": "none", "search": "09" }), of_09),
        ] {
            let (met, reach) = all(&desk, query.clone()).await?;
            assert_eq!((met.len(), reach), (expected, one("Whole")), "{query}");
        }
    }

    async fn a_short_word_goes_on_from_page_to_page_until_the_last_name(desk: Desk) -> TestResult {
        add_wide(&desk, 4_200).await?;
        add_named(&desk, vec![(5_000, "Zq Son".to_owned())]).await?;
        let first = page(&desk, &json!({ "search": "zq" })).await?;
        assert_eq!((ids(&first).len(), &first["reach"], &first["count"]), (0, &json!("Paused"), &json!("Unknown")));
        let (met, reach) = all(&desk, json!({ "search": "zq" })).await?;
        assert_eq!(met, BTreeSet::from([Uuid::from_u128(5_000).to_string()]));
        assert_eq!(reach.len(), 2, "the last page says that nothing is missing: {reach:?}");
        let html = desk.get(Who::HELPDESK, "/customers?search=zq").await?.expect(200)?.body;
        assert!(html.contains("None found so far") && html.contains("rel=\"next\""), "{html}");
    }
}
