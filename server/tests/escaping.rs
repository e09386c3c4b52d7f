//! Two holes of Leptos 0.8 that Defter closes: text areas and titles are written into the page as they are.

use crate::support::{Desk, TestResult, Who, on_each_database};
use model::customers::Field;
use serde_json::json;

const ATTACK: &str = "</textarea></title><script>alert(1)</script>";

on_each_database! {
    async fn a_title_cannot_end_the_title(desk: Desk) -> TestResult {
        let mut text = crate::support::lale_text();
        text.set(Field::CompanyName, ATTACK);
        desk.call(Who::SALES, "account/update", &json!({ "id": Desk::lale(), "version": 1, "text": text, "reason": ATTACK })).await?.expect(200)?;
        for path in ["account", "account/update", "account/permissions", "history", "remove", "erase"] {
            let page = desk.get(Who::ADMIN, &format!("/customers/{}/{path}", Desk::lale())).await?.expect(200)?;
            assert!(!page.body.contains("<script>alert"), "{path}");
        }
        let page = desk.get(Who::ADMIN, &format!("/customers/{}/account", Desk::lale())).await?;
        assert!(page.body.contains("<title>&lt;/textarea>&lt;/title>&lt;script>alert(1)&lt;/script> · Defter</title>"), "the title is there, escaped");
    }

    async fn a_text_area_cannot_be_ended(desk: Desk) -> TestResult {
        let text = crate::support::lale_text();
        let mut fields: Vec<(&str, &str)> = Field::OF_TEXT.iter().map(|field| (field.name(), text.get(*field))).filter(|(_, value)| !value.is_empty()).collect();
        fields.retain(|(name, _)| *name != "purchase_order_reference");
        fields.extend([("purchase_order_reference", "77"), ("version", "1"), ("step", "review"), ("reason", ATTACK)]);
        let page = desk.post(Who::SALES, &format!("/customers/{}/account/update", Desk::lale()), &fields).await?.expect(200)?;
        assert!(page.body.contains("&lt;/textarea>&lt;/title>&lt;script>"), "the reason is there, escaped");
        assert!(!page.body.contains("<script>alert"));
    }

    async fn what_is_typed_comes_back_escaped(desk: Desk) -> TestResult {
        let page = desk.post(Who::Nobody, "/sign-in", &[("email", "\"><script>alert(1)</script>"), ("password", "x"), ("next", "javascript:alert(1)")]).await?.expect(401)?;
        assert!(!page.body.contains("<script>alert"));
        assert!(!page.body.contains("value=\"javascript:") && !page.body.contains("href=\"javascript:"));
        let page = desk.get(Who::SALES, "/customers?search=%22%3E%3Cscript%3Ealert(1)%3C/script%3E").await?.expect(200)?;
        assert!(!page.body.contains("<script>alert"));
    }
}
