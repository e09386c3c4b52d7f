//! The way back from a page: to the list as it was left, at the row that one left from, and nowhere else.

use crate::support::{Answer, Desk, TestResult, Tried, Who, on_each_database};
use axum::body::Body;
use http::Request;
use serde_json::json;

/// What an answer keeps in the browser, as a `Cookie` header.
fn kept(answer: &Answer) -> String {
    let cookies = answer.headers.get_all("set-cookie").iter().filter_map(|cookie| cookie.to_str().ok());
    cookies.filter_map(|cookie| cookie.split(';').next()).collect::<Vec<_>>().join("; ")
}

/// A page asked for with more cookies than the session's.
async fn get(desk: &Desk, who: Who, path: &str, cookies: &str) -> Tried<Answer> {
    let request = Request::get(path)
        .header("cookie", format!("{}; {cookies}", desk.cookie(who).await?))
        .header("accept", "text/html");
    desk.send(request.body(Body::empty())?).await
}

fn of_lale(page: &str) -> String {
    format!("/customers/{}/{page}", Desk::lale())
}

on_each_database! {
    async fn the_trail_of_a_customers_pages_leads_to_the_list_as_it_was_left(desk: Desk) -> TestResult {
        let list = desk.get(Who::SALES, "/customers?search=tekstil&sort=changed").await?.expect(200)?;
        assert!(list.body.contains(&format!("id=\"{}\"", Desk::lale())), "the row has a place");
        let cookies = kept(&list);
        for page in ["account", "account/update", "account/permissions", "history", "history/as-of"] {
            let shown = get(&desk, Who::SALES, &of_lale(page), &cookies).await?.expect(200)?;
            let way = format!("href=\"/customers?search=tekstil&amp;sort=changed#{}\"", Desk::lale());
            assert!(shown.body.contains(&way), "{page}");
        }
        let bare = desk.get(Who::SALES, &of_lale("account")).await?.expect(200)?;
        assert!(bare.body.contains(&format!("href=\"/customers#{}\"", Desk::lale())), "who came by a link");
    }

    async fn what_the_browser_lists_by_itself_is_kept_too(desk: Desk) -> TestResult {
        let query = json!({ "query": { "search": "lale", "country": "TR" } });
        let cookies = kept(&desk.call(Who::SALES, "customers/list", &query).await?.expect(200)?);
        let account = get(&desk, Who::SALES, &of_lale("account"), &cookies).await?.expect(200)?;
        assert!(account.body.contains("href=\"/customers?search=lale&amp;country=TR#"));
    }

    async fn the_trail_of_a_request_leads_to_the_list_that_it_was_opened_from(desk: Desk) -> TestResult {
        let mut text = crate::support::lale_text();
        text.set(model::customers::Field::BillingEmail, "fatura@lale.example");
        text.set(model::customers::Field::CompanyAddressLine1, "Yeni Yol 7");
        let change = json!({ "id": Desk::lale(), "version": 1, "text": text, "reason": "asked by phone" });
        let saved = desk.call(Who::SALES, "account/update", &change).await?.expect(200)?.json()?;
        let id = saved["Waiting"]["id"].as_str().unwrap_or_default().to_owned();
        let list = desk.get(Who::AGENT, "/requests?state=waiting").await?.expect(200)?;
        assert!(list.body.contains(&format!("id=\"{id}\"")), "the request has a place");
        let cookies = kept(&list);
        let page = get(&desk, Who::AGENT, &format!("/requests/{id}"), &cookies).await?.expect(200)?;
        assert!(page.body.contains(&format!("href=\"/requests?state=waiting#{id}\"")));
        let rejected = kept(&desk.get(Who::AGENT, "/requests?state=rejected&after=x").await?);
        let page = get(&desk, Who::AGENT, &format!("/requests/{id}"), &rejected).await?.expect(200)?;
        assert!(page.body.contains("href=\"/requests?state=rejected"), "what the list says of it, it says again");
    }

    async fn a_forged_way_back_leads_to_the_list_and_nowhere_else(desk: Desk) -> TestResult {
        let own = desk.get(Who::SALES, "/customers").await?.expect(200)?;
        let person = kept(&own).trim_start_matches("customers=").to_owned();
        for forged in ["https://evil.example", "//evil.example/", "?next=//evil.example", "?search=%2F%2Fevil.example%22%3E", "@evil.example", "/../evil"] {
            for value in [forged.to_owned(), format!("{person}{forged}")] {
                let page = get(&desk, Who::SALES, &of_lale("account"), &format!("customers={value}; requests={value}")).await?.expect(200)?;
                assert!(page.body.contains("href=\"/customers?search=") || page.body.contains("href=\"/customers#"), "{value}");
                assert!(!page.body.contains("href=\"//") && !page.body.contains("//evil.example\""), "{value}");
            }
        }
    }

    async fn nobody_is_led_to_what_another_person_looked_for(desk: Desk) -> TestResult {
        let cookies = kept(&desk.get(Who::SALES, "/customers?search=lale").await?.expect(200)?);
        let page = get(&desk, Who::AGENT, &of_lale("account"), &cookies).await?.expect(200)?;
        assert!(!page.body.contains("search=lale"));
    }

    async fn a_search_that_no_cookie_holds_is_not_come_back_to(desk: Desk) -> TestResult {
        let long = "ş".repeat(800);
        let cookies = kept(&desk.get(Who::SALES, &format!("/customers?search={}", model::percent::encode(&long))).await?);
        assert!(cookies.len() < 200, "{}", cookies.len());
    }

    async fn signing_out_forgets_the_way_back(desk: Desk) -> TestResult {
        // A session of its own: the five's are everybody's.
        let sign_in = json!({ "email": "sales_agent@staff.example", "password": crate::support::PASSWORD });
        let session = desk.call(Who::Nobody, "session/sign_in", &sign_in).await?.expect(200)?.cookie();
        let out = Request::post("/sign-out").header("cookie", session).header("content-type", "application/x-www-form-urlencoded");
        let out = desk.send(out.body(Body::empty())?).await?.expect(303)?;
        assert!(kept(&out).contains("customers=; requests="), "{}", kept(&out));
    }
}
