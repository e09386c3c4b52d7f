//! Pages of the server's alone load no program, and links lead there without one.

use crate::support::{Desk, TestResult, Who, on_each_database};
use app::SiteFiles;
use app::routes;
use model::customers::Field;
use serde_json::json;

/// The links of a page: where they lead, and whether they say that they leave the program.
fn links(body: &str) -> Vec<(String, bool)> {
    let tag = |rest: &str| rest.split('>').next().unwrap_or_default().to_owned();
    let href = |tag: &str| tag.split("href=\"").nth(1).and_then(|rest| rest.split('"').next()).map(str::to_owned);
    let tags = body.split("<a ").skip(1).map(tag);
    tags.filter_map(|tag| href(&tag).map(|href| (href, tag.contains("rel=\"external\"")))).collect()
}

fn has_program(body: &str) -> bool {
    body.contains("<script type=\"module\"")
}

on_each_database! {
    async fn links_from_living_pages_leave_the_program(desk: Desk) -> TestResult {
        let id = Desk::lale();
        let mut text = crate::support::lale_text();
        text.set(Field::PurchaseOrderReference, "9");
        let change = json!({ "id": id, "version": 1, "text": text, "reason": "" });
        desk.call(Who::AGENT, "account/update", &change).await?.expect(200)?;
        text.set(Field::PurchaseOrderReference, "10");
        let plan = json!({ "id": id, "version": 2, "text": text, "reason": "", "land_at": "2027-01-01T09:00" });
        desk.call(Who::AGENT, "account/update", &plan).await?.expect(200)?;
        let mut seen = 0;
        for path in [routes::CUSTOMERS.to_owned(), routes::account(id), routes::history(id), routes::update_account(id), routes::permissions(id), routes::NEW_CUSTOMER.to_owned()] {
            let page = desk.get(Who::ADMIN, &path).await?.expect(200)?;
            for (href, is_external) in links(&page.body).into_iter().filter(|(href, _)| !href.starts_with('#')) {
                // What stands behind More is loaded anew, which closes it.
                let is_behind_more = is_external && [routes::PEOPLE, routes::PROFILE].contains(&href.as_str());
                assert_eq!(routes::is_from_server(&href) || is_behind_more, is_external, "{path} leads to {href}");
                seen += usize::from(is_external);
            }
        }
        // The menu's two on each, and the request, the undo, the removal, the erasing and the two looks back.
        assert!(seen >= 14, "{seen}");
    }

    async fn pages_of_the_servers_alone_load_no_program(desk: Desk) -> TestResult {
        let site = SiteFiles { css: "/pkg/a.css".into(), js: "/pkg/a.js".into(), wasm: "/pkg/a.wasm".into(), ..SiteFiles::default() };
        let desk = Desk::with(desk.fresh.beside(), |state| state.site = site);
        let id = Desk::lale();
        let account = desk.get(Who::ADMIN, &routes::account(id)).await?.expect(200)?.body;
        assert!(has_program(&account) && !account.contains("addEventListener('submit'"));
        for path in [routes::REQUESTS.to_owned(), routes::CHANGE_POLICY.to_owned(), routes::ACTIVITY.to_owned(), routes::as_of(id)] {
            let page = desk.get(Who::ADMIN, &path).await?.expect(200)?;
            assert!(!has_program(&page.body), "{path}");
            assert!(page.body.contains("addEventListener('submit'"), "{path} sends its forms itself");
            let nonce = page.body.split("<script nonce=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default();
            assert!(!nonce.is_empty() && page.header("content-security-policy").contains(&format!("'nonce-{nonce}'")), "{path}");
        }
    }
}
