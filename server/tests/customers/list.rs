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
            json!({ "search": "a\u{fffd}b" }),
        ] {
            let refused = desk.call(Who::HELPDESK, "customers/list", &json!({ "query": query })).await?;
            assert_eq!(refused.status, 400, "{query}");
        }
        // A long paste is no fault of the page: it is told how long a search may be.
        let long = json!({ "query": { "search": "x".repeat(101) } });
        let refused = desk.call(Who::HELPDESK, "customers/list", &long).await?.expect(422)?.json()?;
        assert_eq!(refused["invalid"][0]["problem"], json!({ "too_long": { "max_chars": 100 } }));
    }

    async fn finds_by_an_address_as_it_was_pasted(desk: Desk) -> TestResult {
        for (pasted, found) in [
            ("mailto:muhasebe@lale.example?subject=Fatura", 8), ("Ayşe Kaya <muhasebe@lale.example>", 8), ("https://www.customer-2.example/iletisim?x=1", 1),
            ("www.customer-2.example", 1), ("HTTPS://WWW.CUSTOMER-2.EXAMPLE/", 1), ("https://www.nobody.example/", 0), ("mailto:nobody@lale.example", 0),
        ] {
            assert_eq!(names(&desk, json!({ "search": pasted })).await?.len(), found, "{pasted}");
        }
    }

    async fn finds_a_name_with_the_quotes_of_any_language_and_with_none(desk: Desk) -> TestResult {
        for (at, name) in ["„Bahçe“ Mobilya", "\"Deniz\" Turizm"].into_iter().enumerate() {
            let mut text = crate::support::lale_text();
            text.set(model::customers::Field::CompanyName, name);
            text.set(model::customers::Field::BillToName, "x");
            let row = desk::customers::NewCustomer { id: uuid::Uuid::from_u128(0xc0 + at as u128), text, may_buy: (false, false), added_at_us: 1 };
            desk::customers::add_customers(&desk.fresh.database, &[row]).await.map_err(|error| format!("{error:?}"))?;
        }
        for (search, found) in [
            ("\"bahçe\"", "„Bahçe“ Mobilya"), ("bahçe mobilya", "„Bahçe“ Mobilya"), ("«BAHÇE»", "„Bahçe“ Mobilya"),
            ("“deniz”", "\"Deniz\" Turizm"), ("\"deniz\"", "\"Deniz\" Turizm"), ("\"deniz turizm\"", "\"Deniz\" Turizm"),
        ] {
            assert_eq!(names(&desk, json!({ "search": search })).await?, [found], "{search}");
        }
        for nothing in ["\"", "“”", "'", "\" \""] {
            assert_eq!(names(&desk, json!({ "search": nothing })).await?, Vec::<String>::new(), "{nothing}");
        }
    }

    async fn finds_a_name_with_any_apostrophe_hyphen_and_hidden_character(desk: Desk) -> TestResult {
        let mut ids = Vec::new();
        for (at, name) in ["O\u{2019}Brien & Sons Ltd", "O'Brien & Sons Ltd", "Nord\u{200b}AG", "Wal\u{2011}Mart"].into_iter().enumerate() {
            let mut text = crate::support::lale_text();
            text.set(model::customers::Field::CompanyName, name);
            text.set(model::customers::Field::Domain, format!("marks-{at}.example"));
            let id = uuid::Uuid::from_u128(0xb0 + at as u128);
            ids.push(id.to_string());
            let row = desk::customers::NewCustomer { id, text, may_buy: (false, false), added_at_us: 1 };
            desk::customers::add_customers(&desk.fresh.database, &[row]).await.map_err(|error| format!("{error:?}"))?;
        }
        for (search, found) in [
            ("o'brien", &ids[..2]), ("obrien", &ids[..2]), ("o\u{2019}brien", &ids[..2]), ("O\u{2bc}Brien", &ids[..2]),
            ("o`brien", &ids[..2]), ("o\u{b4}brien", &ids[..2]), ("nordag", &ids[2..3]), ("nord\u{ad}ag", &ids[2..3]),
            ("wal-mart", &ids[3..]), ("wal\u{2013}mart", &ids[3..]),
        ] {
            let query = json!({ "query": { "search": search } });
            let page = desk.call(Who::HELPDESK, "customers/list", &query).await?.expect(200)?.json()?;
            let mut rows: Vec<&str> = page["rows"].as_array().into_iter().flatten().filter_map(|row| row["id"].as_str()).collect();
            rows.sort_unstable();
            assert_eq!(rows, found, "{search:?}");
        }
    }

    /// What is asked before a page is rendered is the address's; where the page reads its address otherwise it asks for itself.
    async fn a_page_shows_what_its_address_asks_however_it_is_written(desk: Desk) -> TestResult {
        let names = ["100%_Pure Oil", "Cam Sanayi", "Çınar Yazılım", "Irmak Enerji", "İSTANBUL Gıda", "Lale Tekstil A.Ş.", "Su Turizm", "Şafak Lojistik"];
        let many = format!("search=cam&{}", (0..100).map(|at| format!("n{at}=")).collect::<Vec<_>>().join("&"));
        for (query, shown) in [
            ("", &names[..]), ("search=cam", &names[1..2]), ("search=nobody", &[]),
            // The last of a name that stands there twice; a name in other letters is another one.
            ("search=cam&search=irmak", &names[3..4]), ("search=irmak&search=cam&search=", &names), ("Search=cam&SEARCH=cam", &names),
            ("search=cam&Search=irmak", &names[1..2]), ("sort=size&sort=changed&search=su", &names[6..7]), (&many, &names[1..2]),
            // The page reads what is written twice, what is asked first does not: it asked for somebody else.
            ("search=c%2561m", &names[1..2]), ("search=cam%2520sanayi&sort=%2563hanged", &names[1..2]), ("%73earch=irmak", &names[3..4]),
        ] {
            let page = desk.get(Who::HELPDESK, &format!("/customers?{query}")).await?.expect(200)?;
            let found: Vec<&str> = names.into_iter().filter(|name| page.body.contains(name)).collect();
            assert_eq!(found, shown, "{query}");
        }
        for id in [Desk::lale().to_string(), Desk::lale().simple().to_string(), Desk::lale().urn().to_string()] {
            let page = desk.get(Who::HELPDESK, &format!("/customers/{id}/account")).await?.expect(200)?;
            assert!(page.body.contains("Lale Tekstil A.Ş.") && page.body.contains("muhasebe@lale.example"), "{id}");
        }
    }
}
