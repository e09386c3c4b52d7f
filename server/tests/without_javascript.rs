//! The same work by ordinary form posts.

use crate::support::{Desk, PASSWORD, TestResult, Tried, Who, on_each_database};
use axum::body::Body;
use model::customers::Field;
use serde_json::json;

const FORM: &str = "application/x-www-form-urlencoded";

/// The update form as a browser sends it, with some fields changed.
fn form(version: &str, step: &str, change: &[(&str, &str)]) -> Vec<(String, String)> {
    let text = crate::support::lale_text();
    let mut fields: Vec<(String, String)> =
        Field::OF_TEXT.iter().map(|field| (field.name().to_owned(), text.get(*field).to_owned())).collect();
    for (name, value) in [("version", version), ("step", step)].iter().chain(change) {
        fields.retain(|(key, _)| key != name);
        fields.push(((*name).to_owned(), (*value).to_owned()));
    }
    fields
}

async fn post(desk: &Desk, who: Who, page: &str, fields: &[(String, String)]) -> Tried<crate::support::Answer> {
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    desk.post(who, &format!("/customers/{}/{page}", Desk::lale()), &fields).await
}

on_each_database! {
    async fn signs_in_and_returns_to_where_one_was_going(desk: Desk) -> TestResult {
        let page = desk.get(Who::Nobody, "/customers?country=TR").await?.expect(303)?;
        assert_eq!(page.header("location"), "/sign-in?next=%2Fcustomers%3Fcountry%3DTR");
        let answer = desk.post(Who::Nobody, "/sign-in", &[("email", "sales_agent@staff.example"), ("password", PASSWORD), ("next", "/customers?country=TR")]).await?.expect(303)?;
        assert_eq!(answer.header("location"), "/customers?country=TR");
        let elsewhere = desk.post(Who::Nobody, "/sign-in", &[("email", "sales_agent@staff.example"), ("password", PASSWORD), ("next", "//evil.example")]).await?.expect(303)?;
        assert_eq!(elsewhere.header("location"), "/");
    }

    async fn reviews_and_submits(desk: Desk) -> TestResult {
        let review = post(&desk, Who::SALES, "account/update", &form("1", "review", &[("purchase_order_reference", "4567")])).await?.expect(200)?;
        assert!(review.body.contains("<ins>4567"), "the new is shown");
        assert!(!review.body.contains("<ins>Lale"), "and nothing else");
        let done = post(&desk, Who::SALES, "account/update", &form("1", "submit", &[("purchase_order_reference", "4567"), ("reason", "mail")])).await?.expect(303)?;
        assert_eq!(done.header("location"), format!("/customers/{}/account?saved=yes", Desk::lale()));
        assert_eq!(desk.account(Desk::lale()).await?["text"]["purchase_order_reference"], "4567");
    }

    async fn shows_what_is_wrong_and_keeps_what_was_typed(desk: Desk) -> TestResult {
        let page = post(&desk, Who::SALES, "account/update", &form("1", "submit", &[("billing_email", "x@"), ("company_name", "Ç & <b>")])).await?.expect(422)?;
        assert!(page.body.contains("value=\"x@\"") && page.body.contains("value=\"Ç &amp; &lt;b&gt;\""));
        assert!(page.body.contains("href=\"#billing_email\""));
        assert_eq!(desk.account(Desk::lale()).await?["version"], 1);
    }

    async fn shows_a_conflict_keeps_what_was_typed_and_merges_the_rest(desk: Desk) -> TestResult {
        post(&desk, Who::AGENT, "account/update", &form("1", "submit", &[("domain", "new.example"), ("billing_phone", "+90 224 000 00 00")])).await?.expect(303)?;
        for step in ["review", "submit"] {
            let page = post(&desk, Who::SALES, "account/update", &form("1", step, &[("purchase_order_reference", "mine 1"), ("billing_phone", "+90 555 000 00 01")])).await?.expect(409)?;
            assert!(page.body.contains("The admin_agent") && page.body.contains("<ins>new.example"), "who changed what");
            assert!(page.body.contains("value=\"mine 1\"") && page.body.contains("value=\"new.example\""), "typed kept, the rest merged");
            assert!(page.body.contains("value=\"+905550000001\""), "a field both changed keeps what was typed");
            assert!(page.body.contains("name=\"version\" value=\"2\""));
        }
        assert_eq!(desk.account(Desk::lale()).await?["version"], 2);
    }

    /// Everything that is wrong on the review at once, on top of it and with the focus.
    async fn says_on_the_review_all_that_is_wrong_there(desk: Desk) -> TestResult {
        let moved = [("tax_number", "DE136695976"), ("land_at", "2026-11-01T09:00")];
        let review = post(&desk, Who::SALES, "account/update", &form("1", "review", &moved)).await?.expect(200)?;
        assert!(review.body.contains("Required: say why"), "asked for before it is missed");
        assert!(!review.body.contains("error-summary"));
        let page = post(&desk, Who::SALES, "account/update", &form("1", "submit", &moved)).await?.expect(422)?;
        let at = |text: &str| page.body.find(text).ok_or_else(|| format!("no {text}"));
        assert!(at("class=\"error-summary\"")? < at("id=\"review-title\"")?, "before the review");
        assert!(at("href=\"#reason\"")? < at("href=\"#land_at\"")?, "both are linked");
        assert!(page.body.contains("On a date: This time has passed") && page.body.contains(" autofocus"));
        let long = "x".repeat(2_500);
        let page = post(&desk, Who::SALES, "account/update", &form("1", "submit", &[("land_at", "soon"), ("reason", &long)])).await?.expect(422)?;
        assert!(page.body.contains("href=\"#reason\"") && page.body.contains("href=\"#land_at\""));
        assert_eq!(desk.account(Desk::lale()).await?["version"], 1);
    }

    /// What looks like fraud is said before everything else, and once.
    async fn the_alarm_comes_before_what_changes(desk: Desk) -> TestResult {
        let moved = [("billing_email", "birisi@posta.example")];
        let page = post(&desk, Who::SALES, "account/update", &form("1", "review", &moved)).await?.expect(200)?;
        let at = |text: &str| page.body.find(text).ok_or_else(|| format!("no {text}"));
        assert!(at("class=\"alarm\"")? < at("class=\"diff\"")?, "first");
        assert_eq!(page.body.matches("Invoice fraud looks like this").count(), 1);
        let same = [("billing_email", "satis@lale.example")];
        let page = post(&desk, Who::SALES, "account/update", &form("1", "review", &same)).await?.expect(200)?;
        assert!(!page.body.contains("class=\"alarm\""), "at the company's own domain");
    }

    /// A place is called as the form lets it be chosen, and an extension as people say it.
    async fn the_review_names_places_and_extensions_as_people_do(desk: Desk) -> TestResult {
        let american = [
            ("company_country", "US"), ("company_address_line1", "1 Main Street"), ("company_locality", "Chicago"),
            ("company_subdivision", "NY"), ("company_postal_code", "60601"), ("tax_number", ""), ("billing_phone", "(312) 555-0100 ext. 12"),
        ];
        let page = post(&desk, Who::SALES, "account/update", &form("1", "review", &american)).await?.expect(200)?;
        assert!(page.body.contains("This postal code is in Illinois"), "not in IL");
        assert!(page.body.contains("<ins>+1 312-555-0100 extension 12") && !page.body.contains("<ins>+13125550100;ext"), "read");
        assert!(page.body.contains("value=\"(312) 555-0100 ext. 12\""), "and typed");
    }

    async fn says_one_thing_of_one_fault(desk: Desk) -> TestResult {
        let page = desk.post(Who::ADMIN, "/people", &[("name", "Ada"), ("email", "ada@staff.example")]).await?.expect(422)?;
        assert!(page.body.matches("Choose at least one role").count() >= 2 && !page.body.contains("Fill in this field"), "summary and field");
        let page = desk.post(Who::Nobody, "/sign-in", &[("email", ""), ("password", "")]).await?.expect(422)?;
        assert!(page.body.contains("href=\"#email\"") && page.body.contains("href=\"#password\""), "as with JavaScript");
        let added = desk.post(Who::ADMIN, "/people", &[("name", "Ada Bell"), ("email", "ada@staff.example"), ("role_auditor", "true")]).await?.expect(200)?;
        assert!(added.body.contains("One-time password for Ada Bell"), "whose it is");
    }

    async fn gives_a_permission_only_when_asked_twice(desk: Desk) -> TestResult {
        let fields = |step: &str| vec![("version".to_owned(), "1".to_owned()), ("permission".into(), "may_buy_reservations".into()), ("step".into(), step.into())];
        let page = post(&desk, Who::AGENT, "account/permissions", &fields("ask")).await?.expect(200)?;
        assert!(page.body.contains("value=\"give\""));
        assert_eq!(desk.account(Desk::lale()).await?["given"], json!([]));
        post(&desk, Who::AGENT, "account/permissions", &fields("give")).await?.expect(303)?;
        assert_eq!(desk.account(Desk::lale()).await?["given"], json!(["may_buy_reservations"]));
        post(&desk, Who::SALES, "account/permissions", &fields("remove")).await?.expect(403)?;
    }

    async fn keeps_what_was_typed_when_the_session_ended_and_stores_nothing_unseen(desk: Desk) -> TestResult {
        let typed = form("1", "submit", &[("purchase_order_reference", "mine \"1\" & <2>"), ("reason", "two\r\nlines")]);
        let page = post(&desk, Who::Nobody, "account/update", &typed).await?.expect(401)?;
        assert!(page.body.contains("name=\"purchase_order_reference\" value=\"mine &quot;1&quot; &amp; &lt;2&gt;\""), "typed text goes along, escaped");
        assert!(!page.body.contains("Lale Tekstil A.Ş.</h1>"), "nothing stored is shown to nobody");
        let again = |password: &'static str| {
            let mut fields = typed.clone();
            fields.push(("again_email".into(), "sales_agent@staff.example".into()));
            fields.push(("again_password".into(), password.into()));
            fields
        };
        let refused = post(&desk, Who::Nobody, "account/update", &again("not it")).await?.expect(401)?;
        assert!(refused.body.contains("mine &quot;1&quot;") && !refused.body.contains("not it"), "the password is not sent back");
        let empty = post(&desk, Who::Nobody, "account/update", &again("")).await?.expect(422)?;
        assert!(empty.body.contains("mine &quot;1&quot;") && empty.body.contains("href=\"#again_password\""), "what is missing is said at its field");
        assert_eq!(refused.header("set-cookie"), "");
        let review = post(&desk, Who::Nobody, "account/update", &again(PASSWORD)).await?.expect(200)?;
        assert!(review.cookie().starts_with("session="));
        assert!(review.body.contains("id=\"review-title\""), "looked over once more, whoever signed in");
        assert_eq!(desk.account(Desk::lale()).await?["version"], 1);
    }

    /// Somebody decided about the request while its author typed it anew: they are told, and lose nothing.
    async fn keeps_what_was_typed_where_the_replaced_request_has_ended(desk: Desk) -> TestResult {
        let fraud = [("billing_email", "fatura@lale.example"), ("company_address_line1", "Yeni Yol 7"), ("reason", "asked by phone")];
        let asked = post(&desk, Who::SALES, "account/update", &form("1", "submit", &fraud)).await?.expect(303)?;
        let path = asked.header("location").split('?').next().unwrap_or_default().to_owned();
        let id = path.strip_prefix("/requests/").ok_or_else(|| format!("not waiting: {path}"))?;
        desk.post(Who::AGENT, &path, &[("version", "1"), ("step", "approve"), ("note", "called them")]).await?.expect(303)?;
        let anew: Vec<(&str, &str)> = fraud.into_iter().chain([("purchase_order_reference", "mine 1"), ("replaces", id)]).collect();
        for version in ["1", "2"] {
            let page = post(&desk, Who::SALES, "account/update", &form(version, "submit", &anew)).await?.expect(409)?;
            assert!(page.body.contains("has already ended or moved on"), "why, on top of version {version}");
            assert!(page.body.contains("value=\"mine 1\"") && page.body.contains("asked by phone"), "all that was typed");
        }
        let account = desk.account(Desk::lale()).await?;
        assert_eq!((&account["version"], account["text"]["purchase_order_reference"].as_str().unwrap_or_default()), (&serde_json::json!(2), ""));
    }

    async fn signing_in_along_gives_no_more_than_the_role_has(desk: Desk) -> TestResult {
        let mut fields = form("1", "submit", &[("purchase_order_reference", "4567")]);
        fields.push(("again_email".into(), "helpdesk_agent@staff.example".into()));
        fields.push(("again_password".into(), PASSWORD.into()));
        post(&desk, Who::Nobody, "account/update", &fields).await?.expect(403)?;
        assert_eq!(desk.account(Desk::lale()).await?["version"], 1);
        // Whoever is signed in stays who they are.
        let ask = [("version", "1"), ("permission", "may_buy_reservations"), ("step", "ask"), ("again_email", "global_admin@staff.example"), ("again_password", PASSWORD)];
        let path = format!("/customers/{}/account/permissions", Desk::lale());
        let answer = desk.post(Who::SALES, &path, &ask).await?.expect(403)?;
        assert_eq!(answer.header("set-cookie"), "");
    }

    async fn refuses_forms_that_no_page_sends(desk: Desk) -> TestResult {
        let update = format!("/customers/{}/account/update", Desk::lale());
        let post = |path: String, kind: &'static str, body: Vec<u8>| {
            let desk = &desk;
            async move {
                let request = http::Request::post(path).header("cookie", desk.cookie(Who::ADMIN).await?).header("content-type", kind).header("accept-language", "tr");
                desk.send(request.body(Body::from(body))?).await
            }
        };
        for (path, kind, body, status) in [
            (update.clone(), FORM, b"version=1&version=2&step=submit".to_vec(), 400),
            (update.clone(), FORM, b"step=submit".to_vec(), 400),
            (update.clone(), FORM, b"version=0&step=submit".to_vec(), 400),
            (update.clone(), FORM, b"version=1&step=fly".to_vec(), 400),
            (update.clone(), FORM, b"version=1&step=submit&company_name=%FF%FE".to_vec(), 422),
            (update.clone(), FORM, b"version=1&step=submit&company_name=%00".to_vec(), 422),
            (update.clone(), "text/plain", b"version=1&step=submit".to_vec(), 400),
            (update.clone(), "multipart/form-data; boundary=x", b"--x--".to_vec(), 400),
            (update.clone(), FORM, vec![b'a'; 300_000], 413),
            ("/customers".to_owned(), FORM, Vec::new(), 404),
            ("/customers/none/account/update".to_owned(), FORM, b"version=1&step=submit".to_vec(), 404),
            ("/people".to_owned(), FORM, Vec::new(), 422),
            ("/language".to_owned(), FORM, b"language=xx".to_vec(), 400),
        ] {
            let answer = post(path.clone(), kind, body.clone()).await?;
            assert_eq!(answer.status.as_u16(), status, "{path} {}", String::from_utf8_lossy(&body[..body.len().min(60)]));
            assert!(answer.body.contains("<html lang=\"tr\""), "in the person's language: {path}");
        }
        let put = http::Request::put(update).header("cookie", desk.cookie(Who::ADMIN).await?).body(Body::empty())?;
        desk.send(put).await?.expect(405)?;
    }
}
