//! Finding, filtering, ordering.

use crate::support::{Desk, TestResult, Tried, Who, on_each_database};
use serde_json::{Value, json};

async fn names(desk: &Desk, query: Value) -> Tried<Vec<String>> {
    let page = desk.call(Who::HELPDESK, "customers/list", &json!({ "query": query })).await?.expect(200)?.json()?;
    Ok(page["rows"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|row| row["company_name"].as_str())
        .map(str::to_owned)
        .collect())
}

on_each_database! {
    async fn the_four_ways_to_write_istanbul_find_each_other(desk: Desk) -> TestResult {
        for words in ["İSTANBUL", "istanbul", "ISTANBUL", "ıstanbul", "  istanbul   gida "] {
            assert_eq!(names(&desk, json!({ "search": words })).await?, ["İSTANBUL Gıda"], "{words}");
        }
    }

    async fn finds_by_domain_email_id_and_its_beginning(desk: Desk) -> TestResult {
        assert_eq!(names(&desk, json!({ "search": "lale.example" })).await?.len(), 8, "everybody has the e-mail");
        assert_eq!(names(&desk, json!({ "search": "customer-2" })).await?, ["Irmak Enerji"]);
        assert_eq!(names(&desk, json!({ "search": "00000000-0000-0000-0000-000000000004" })).await?, ["Çınar Yazılım"]);
        assert_eq!(names(&desk, json!({ "search": "00000000-0000" })).await?.len(), 8);
    }

    async fn takes_short_words_and_marks_for_what_they_are(desk: Desk) -> TestResult {
        assert_eq!(names(&desk, json!({ "search": "su" })).await?, ["Su Turizm"]);
        assert_eq!(names(&desk, json!({ "search": "%" })).await?, ["100%_Pure Oil"]);
        assert_eq!(names(&desk, json!({ "search": "%_pure" })).await?, ["100%_Pure Oil"]);
        for words in ["\"", "su AND cam", "NEAR(", "* OR", "'; DROP TABLE customers; --", "\\"] {
            assert_eq!(names(&desk, json!({ "search": words })).await?, Vec::<String>::new(), "{words}");
        }
    }

    async fn filters_by_country_and_permission(desk: Desk) -> TestResult {
        assert_eq!(names(&desk, json!({ "country": "DE" })).await?, Vec::<String>::new());
        assert_eq!(names(&desk, json!({ "country": "TR", "permission": "reservations" })).await?, ["Çınar Yazılım"]);
        assert_eq!(names(&desk, json!({ "permission": "none", "search": "enerji" })).await?, ["Irmak Enerji"]);
    }

    async fn orders_names_by_the_viewers_language_and_changes_by_time(desk: Desk) -> TestResult {
        assert_eq!(names(&desk, json!({ "sort": "changed" })).await?[..2], ["Lale Tekstil A.Ş.", "İSTANBUL Gıda"]);
        let request = http::Request::post("/api/customers/list")
            .header("cookie", format!("{}; language=tr", desk.cookie(Who::HELPDESK).await?))
            .header("content-type", "application/json")
            .body(axum::body::Body::from(json!({ "query": {} }).to_string()))?;
        let page = desk.send(request).await?.expect(200)?.json()?;
        let turkish: Vec<&str> = page["rows"].as_array().into_iter().flatten().filter_map(|row| row["company_name"].as_str()).collect();
        assert_eq!(turkish, ["100%_Pure Oil", "Cam Sanayi", "Çınar Yazılım", "Irmak Enerji", "İSTANBUL Gıda", "Lale Tekstil A.Ş.", "Su Turizm", "Şafak Lojistik"]);
    }

    async fn refuses_filters_orders_and_tokens_that_are_none(desk: Desk) -> TestResult {
        for query in [
            json!({ "country": "XX" }), json!({ "country": "tr" }), json!({ "permission": "all" }), json!({ "sort": "size" }),
            json!({ "after": "nonsense" }), json!({ "before": "AQ" }), json!({ "after": "AQ", "before": "AQ" }),
            json!({ "search": "a\u{0}b" }), json!({ "search": "x".repeat(101) }),
        ] {
            let refused = desk.call(Who::HELPDESK, "customers/list", &json!({ "query": query })).await?;
            assert_eq!(refused.status, 400, "{query}");
        }
    }
}
