//! Walking the whole list by keyset.

use crate::support::{Desk, TestResult, Tried, Who, on_each_database};
use desk::customers::{NewCustomer, add_customers};
use model::customers::{CustomerText, Field};
use serde_json::{Value, json};
use uuid::Uuid;

/// Many customers of few names, so that only the ID tells some apart.
async fn add_many(desk: &Desk) -> TestResult {
    let customer = |at: u128| {
        let mut text: CustomerText = crate::support::lale_text();
        text.set(Field::CompanyName, format!("Many {}", at % 7));
        NewCustomer {
            id: Uuid::from_u128(1_000 + at),
            text,
            may_buy: (false, false),
            added_at_us: i64::try_from(at % 5).unwrap_or_default(),
        }
    };
    let many: Vec<NewCustomer> = (0..170).map(customer).collect();
    Ok(add_customers(&desk.fresh.database, &many).await.map_err(|error| format!("{error:?}"))?)
}

async fn page(desk: &Desk, query: Value) -> Tried<(Vec<String>, Value, Value)> {
    let page = desk.call(Who::HELPDESK, "customers/list", &json!({ "query": query })).await?.expect(200)?.json()?;
    let ids =
        page["rows"].as_array().into_iter().flatten().filter_map(|row| row["id"].as_str()).map(str::to_owned).collect();
    Ok((ids, page["next"].clone(), page["previous"].clone()))
}

on_each_database! {
    async fn meets_every_customer_once_and_walks_back_the_same_way(desk: Desk) -> TestResult {
        add_many(&desk).await?;
        for sort in ["", "changed"] {
            let mut pages = Vec::new();
            let mut token = Value::String(String::new());
            while let Value::String(after) = token {
                let (ids, next, _) = page(&desk, json!({ "search": "many", "sort": sort, "after": after })).await?;
                pages.push(ids);
                token = next;
            }
            assert_eq!(pages.iter().map(Vec::len).collect::<Vec<_>>(), [50, 50, 50, 20]);
            let mut all = pages.concat();
            all.sort_unstable();
            all.dedup();
            assert_eq!(all.len(), 170);
            let (_, _, previous) = page(&desk, json!({ "search": "many", "sort": sort, "after": last_token(&desk, sort).await? })).await?;
            let (ids, _, _) = page(&desk, json!({ "search": "many", "sort": sort, "before": previous })).await?;
            assert_eq!(ids, pages[2], "one page back from the last");
        }
    }

    async fn counts_what_it_finds(desk: Desk) -> TestResult {
        add_many(&desk).await?;
        let count = |answer: Value| answer["count"].clone();
        let all = desk.call(Who::HELPDESK, "customers/list", &json!({ "query": {} })).await?.json()?;
        assert_eq!(count(all), json!({ "Exactly": 178 }));
        let some = desk.call(Who::HELPDESK, "customers/list", &json!({ "query": { "search": "many 3" } })).await?.json()?;
        assert_eq!(count(some), json!({ "Exactly": 24 }));
        // Letters too short for an index: nobody is counted that is not on the page.
        for (search, expected) in [("'", json!({ "Exactly": 0 })), ("%", json!({ "Exactly": 1 })), ("ma", json!({ "MoreThan": 50 }))] {
            let some = desk.call(Who::HELPDESK, "customers/list", &json!({ "query": { "search": search } })).await?.json()?;
            assert_eq!(count(some), expected, "{search}");
        }
        let page = desk.get(Who::HELPDESK, "/customers?search=%27").await?.expect(200)?;
        assert!(page.body.contains("0 customers"), "a number above none");
        let page = desk.get(Who::HELPDESK, "/customers?search=ma").await?.expect(200)?;
        assert!(page.body.contains("More than 50 customers"));
    }
}

/// The token of the last page.
async fn last_token(desk: &Desk, sort: &str) -> Tried<String> {
    let mut last = String::new();
    loop {
        let (_, next, _) = page(desk, json!({ "search": "many", "sort": sort, "after": last })).await?;
        match next {
            Value::String(next) => last = next,
            _ => return Ok(last),
        }
    }
}
