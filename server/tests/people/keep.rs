//! Adding, changing, disabling staff.

use crate::support::{Desk, TestResult, Tried, Who, on_each_database, send};
use serde_json::{Value, json};

async fn person(desk: &Desk, email: &str) -> Tried<Value> {
    let people = desk.call(Who::ADMIN, "people/list", &json!({})).await?.expect(200)?.json()?;
    people
        .as_array()
        .into_iter()
        .flatten()
        .find(|person| person["email"] == email)
        .cloned()
        .ok_or_else(|| format!("no {email}").into())
}

on_each_database! {
    async fn adds_somebody_who_must_choose_a_password_first(desk: Desk) -> TestResult {
        let added = desk.call(Who::ADMIN, "people/add", &json!({ "name": "Ada", "email": "Ada@Staff.example", "roles": ["sales_agent"] })).await?.expect(200)?.json()?;
        let password = added["one_time_password"].as_str().unwrap_or_default().to_owned();
        let signed_in = desk.call(Who::Nobody, "session/sign_in", &json!({ "email": "ada@staff.example", "password": password })).await?.expect(200)?;
        let cookie = signed_in.cookie();
        let as_ada = |function: &'static str, arguments: Value| {
            let (router, cookie) = (desk.router.clone(), cookie.clone());
            async move {
                let request = http::Request::post(format!("/api/{function}")).header("cookie", cookie).header("content-type", "application/json");
                send(&router, request.body(axum::body::Body::from(arguments.to_string()))?).await
            }
        };
        let refused = as_ada("customers/list", json!({ "query": {} })).await?.expect(403)?;
        assert_eq!(refused.json()?, json!("must_change_password"));
        as_ada("profile/change_password", json!({ "current": password, "new": password })).await?.expect(422)?;
        let changed = as_ada("profile/change_password", json!({ "current": password, "new": "a new password" })).await?.expect(200)?;
        assert_ne!(changed.cookie(), cookie, "the session is a new one");
        as_ada("customers/list", json!({ "query": {} })).await?.expect(401)?;
        let request = http::Request::post("/api/customers/list").header("cookie", changed.cookie()).header("content-type", "application/json");
        desk.send(request.body(axum::body::Body::from(r#"{"query":{}}"#))?).await?.expect(200)?;
    }

    async fn refuses_an_email_that_is_taken_in_any_case(desk: Desk) -> TestResult {
        let again = json!({ "name": "Other", "email": "SALES_agent@staff.example", "roles": ["sales_agent"] });
        // The underscore is no part of a host, but of a mailbox it is.
        let refused = desk.call(Who::ADMIN, "people/add", &again).await?.expect(422)?.json()?;
        assert_eq!(refused, json!({ "invalid": [{ "path": "email", "problem": "taken", "severity": "block" }] }));
    }

    async fn refuses_an_email_that_looks_like_anothers_and_a_name_of_nothing_to_see(desk: Desk) -> TestResult {
        for email in ["sales_agent@staff.example", "ｓales_agent@staff.example", "sales_agent@staff.exampl\u{435}", "sáles_agent@staff.example", "SALES_AGENT@staff.example"] {
            let person = json!({ "name": "Ada", "email": email, "roles": ["sales_agent"] });
            let refused = desk.call(Who::ADMIN, "people/add", &person).await?.expect(422)?.json()?;
            assert_eq!(refused["invalid"][0]["path"], "email", "{email}");
        }
        for name in ["\u{200b}", "\u{2060}\u{e0041}", "\u{3164} \u{202e}"] {
            let person = json!({ "name": name, "email": "ada@staff.example", "roles": ["sales_agent"] });
            let refused = desk.call(Who::ADMIN, "people/add", &person).await?.expect(422)?.json()?;
            assert_eq!(refused["invalid"][0]["problem"], "missing", "{name:?}");
        }
        let ada = json!({ "name": "A\u{200b}da\u{202e}", "email": "ada@staff.example", "roles": ["sales_agent"] });
        desk.call(Who::ADMIN, "people/add", &ada).await?.expect(200)?;
        assert_eq!(person(&desk, "ada@staff.example").await?["name"], "Ada");
    }

    async fn refuses_a_new_password_that_is_tried_first(desk: Desk) -> TestResult {
        for new in ["1234567890", "password12", "sales_agent@staff.example", "          ", "defter-demo1"] {
            let change = json!({ "current": crate::support::PASSWORD, "new": new });
            let refused = desk.call(Who::SALES, "profile/change_password", &change).await?.expect(422)?.json()?;
            assert_eq!(refused["invalid"][0]["problem"], "guessable_password", "{new}");
        }
    }

    async fn keeps_each_role_once(desk: Desk) -> TestResult {
        let roles = vec!["sales_agent"; 3_000];
        desk.call(Who::ADMIN, "people/add", &json!({ "name": "Rep", "email": "rep@staff.example", "roles": roles })).await?.expect(200)?;
        assert_eq!(person(&desk, "rep@staff.example").await?["roles"], json!(["sales_agent"]));
    }

    async fn refuses_to_disable_or_demote_the_last_global_admin(desk: Desk) -> TestResult {
        let admin = person(&desk, "global_admin@staff.example").await?;
        for (roles, is_disabled) in [(json!(["global_admin"]), true), (json!(["sales_agent"]), false)] {
            let refused = desk.call(Who::ADMIN, "people/update", &json!({ "id": admin["id"], "version": 1, "roles": roles, "is_disabled": is_disabled })).await?.expect(409)?;
            assert_eq!(refused.json()?, json!("last_global_admin"));
        }
        assert_eq!(person(&desk, "global_admin@staff.example").await?["version"], 1);
    }

    /// Two admins who disable each other at the same moment: one stays.
    async fn keeps_one_admin_when_two_disable_each_other(desk: Desk) -> TestResult {
        let sales = person(&desk, "sales_agent@staff.example").await?;
        desk.call(Who::ADMIN, "people/update", &json!({ "id": sales["id"], "version": 1, "roles": ["global_admin"], "is_disabled": false })).await?.expect(200)?;
        let admin = person(&desk, "global_admin@staff.example").await?;
        let disable = |who, of: Value, version: i64| {
            let desk = &desk;
            async move { desk.call(who, "people/update", &json!({ "id": of, "version": version, "roles": ["global_admin"], "is_disabled": true })).await }
        };
        let (first, second) = futures::future::try_join(disable(Who::ADMIN, sales["id"].clone(), 2), disable(Who::SALES, admin["id"].clone(), 1)).await?;
        let done = [&first, &second].into_iter().filter(|answer| answer.status == 200).count();
        assert_eq!(done, 1, "{} {}", first.status, second.status);
    }

    async fn signs_out_whoever_is_disabled(desk: Desk) -> TestResult {
        let helpdesk = person(&desk, "helpdesk_agent@staff.example").await?;
        desk.call(Who::HELPDESK, "customers/list", &json!({ "query": {} })).await?.expect(200)?;
        desk.call(Who::ADMIN, "people/update", &json!({ "id": helpdesk["id"], "version": 1, "roles": ["helpdesk_agent"], "is_disabled": true })).await?.expect(200)?;
        desk.call(Who::HELPDESK, "customers/list", &json!({ "query": {} })).await?.expect(401)?;
        let refused = desk.call(Who::Nobody, "session/sign_in", &json!({ "email": "helpdesk_agent@staff.example", "password": crate::support::PASSWORD })).await?.expect(401)?;
        assert_eq!(refused.json()?, json!("wrong_pair"));
    }

    async fn corrects_a_name_and_an_email_and_says_so_in_the_log(desk: Desk) -> TestResult {
        let sales = person(&desk, "sales_agent@staff.example").await?;
        let correct = |version: i64, name: &str, email: &str| json!({ "id": sales["id"], "version": version, "name": name, "email": email, "roles": ["sales_agent"], "is_disabled": false });
        desk.call(Who::ADMIN, "people/update", &correct(1, "Şule Ak", "Sule.Ak@staff.example")).await?.expect(200)?;
        assert_eq!(person(&desk, "Sule.Ak@staff.example").await?["name"], "Şule Ak");
        let log = desk.get(Who::ADMIN, "/activity?kind=person.update").await?.expect(200)?;
        assert!(log.body.contains("Sule.Ak@staff.example") && log.body.contains("sales_agent@staff.example"), "old and new");
        for (email, status) in [("sule.ak@staff.example", 200), ("sales_agent@staff.example", 401)] {
            desk.call(Who::Nobody, "session/sign_in", &json!({ "email": email, "password": crate::support::PASSWORD })).await?.expect(status)?;
        }
        desk.call(Who::SALES, "customers/list", &json!({ "query": {} })).await?.expect(200)?;
        // Another way to write one's own is nobody else's, and what stays is no entry.
        desk.call(Who::ADMIN, "people/update", &correct(2, "Şule Ak", "sule.ak@staff.example")).await?.expect(200)?;
        desk.call(Who::ADMIN, "people/update", &correct(3, "Şule Ak", "sule.ak@staff.example")).await?.expect(200)?;
        assert_eq!(person(&desk, "sule.ak@staff.example").await?["version"], 3);
    }

    async fn refuses_a_correction_that_is_none_or_anothers(desk: Desk) -> TestResult {
        let sales = person(&desk, "sales_agent@staff.example").await?;
        for (name, email, path, problem) in [
            ("", "sales_agent@staff.example", "name", "missing"),
            ("4711", "sales_agent@staff.example", "name", "not_a_persons_name"),
            ("THE ADMİN_AGENT", "sales_agent@staff.example", "name", "name_taken"),
            ("Şule", "", "email", "missing"),
            ("Şule", "x@", "email", "not_an_email"),
            ("Şule", "ADMIN_agent@staff.example", "email", "taken"),
            ("Şule", "ádmin_agent@staff.example", "email", "taken"),
        ] {
            let change = json!({ "id": sales["id"], "version": 1, "name": name, "email": email, "roles": ["sales_agent"], "is_disabled": false });
            let refused = desk.call(Who::ADMIN, "people/update", &change).await?.expect(422)?.json()?;
            assert_eq!((&refused["invalid"][0]["path"], &refused["invalid"][0]["problem"]), (&json!(path), &json!(problem)), "{name} {email}");
        }
        let path = format!("/people/{}", sales["id"].as_str().unwrap_or_default());
        let typed = [("version", "1"), ("step", "save"), ("name", "Şule"), ("email", "x@"), ("role_sales_agent", "true")];
        let page = desk.post(Who::ADMIN, &path, &typed).await?.expect(422)?;
        assert!(page.body.contains("href=\"#email\"") && page.body.contains("value=\"x@\"") && page.body.contains("value=\"Şule\""));
        let typed = [("version", "1"), ("step", "save"), ("name", "Şule"), ("email", "sule@staff.example")];
        let page = desk.post(Who::ADMIN, &path, &typed).await?.expect(422)?;
        assert_eq!(page.body.matches("Choose at least one role.").count(), 2, "one sentence, in the summary and beside the boxes");
        assert_eq!(person(&desk, "sales_agent@staff.example").await?["version"], 1);
        let done = desk.post(Who::ADMIN, &path, &[typed.as_slice(), &[("role_sales_agent", "true")]].concat()).await?.expect(303)?;
        assert!(done.header("location").ends_with("?saved=yes"));
        assert_eq!(person(&desk, "sule@staff.example").await?["name"], "Şule");
    }

    async fn a_name_from_before_todays_rules_holds_up_no_other_change(desk: Desk) -> TestResult {
        use sea_orm::ConnectionTrait;
        desk.fresh.database.writer().execute_unprepared("UPDATE staff SET name = '4711' WHERE email = 'auditor@staff.example'").await?;
        let auditor = person(&desk, "auditor@staff.example").await?;
        let change = json!({ "id": auditor["id"], "version": 1, "name": "4711", "email": "auditor@staff.example", "roles": ["helpdesk_agent"], "is_disabled": false });
        desk.call(Who::ADMIN, "people/update", &change).await?.expect(200)?;
    }

    async fn who_had_to_choose_a_password_goes_on_to_where_they_were_going(desk: Desk) -> TestResult {
        let added = desk.call(Who::ADMIN, "people/add", &json!({ "name": "Ada", "email": "ada@staff.example", "roles": ["sales_agent"] })).await?.expect(200)?.json()?;
        let password = added["one_time_password"].as_str().unwrap_or_default().to_owned();
        let typed = [("email", "ada@staff.example"), ("password", password.as_str()), ("next", "/customers?search=lale")];
        let signed_in = desk.post(Who::Nobody, "/sign-in", &typed).await?.expect(303)?;
        assert_eq!(signed_in.header("location"), "/profile?next=%2Fcustomers%3Fsearch%3Dlale");
        let cookie = signed_in.cookie();
        let get = async |path: &str| desk.send(http::Request::get(path).header("cookie", &cookie).body(axum::body::Body::empty())?).await;
        let other = get("/customers?search=cam").await?.expect(303)?;
        assert_eq!(other.header("location"), "/profile?next=%2Fcustomers%3Fsearch%3Dcam");
        let page = get("/profile?next=%2Fcustomers%3Fsearch%3Dcam").await?.expect(200)?;
        assert!(page.body.contains("name=\"next\" value=\"/customers?search=cam\""));
        let page = get("/profile?next=%2F%2Fevil.example").await?.expect(200)?;
        assert!(page.body.contains("name=\"next\" value=\"/\"") && !page.body.contains("evil.example"));
        let choose = async |next: &str, repeated: &str| {
            let fields = [("step", "password"), ("current_password", password.as_str()), ("new_password", "a new password"), ("repeated_password", repeated), ("next", next)];
            let body: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={}", model::percent::encode(value))).collect();
            let request = http::Request::post("/profile").header("cookie", &cookie).header("content-type", "application/x-www-form-urlencoded");
            desk.send(request.body(axum::body::Body::from(body.join("&")))?).await
        };
        let again = choose("/customers?search=cam", "another one").await?.expect(422)?;
        assert!(again.body.contains("name=\"next\" value=\"/customers?search=cam\""), "a slip does not lose the way");
        let done = choose("//evil.example", "a new password").await?.expect(303)?;
        assert_eq!(done.header("location"), "/", "nobody is led off the site");
    }

    async fn the_sign_in_page_says_whom_to_ask_and_takes_the_focus(desk: Desk) -> TestResult {
        let page = desk.get(Who::Nobody, "/sign-in").await?.expect(200)?;
        assert!(page.body.contains("Ask a global admin for a one-time password"));
        let email = page.body.split("<input").find(|input| input.contains("name=\"email\"")).unwrap_or_default();
        assert!(email.split('>').next().is_some_and(|input| input.contains("autofocus")), "{email}");
        assert_eq!(page.body.matches("autofocus").count(), 1);
        assert_eq!(desk.get(Who::SALES, "/profile").await?.expect(200)?.body.matches("action=\"/sign-out\"").count(), 1);
    }

    async fn refuses_a_person_without_a_role_and_a_stale_version(desk: Desk) -> TestResult {
        let sales = person(&desk, "sales_agent@staff.example").await?;
        desk.call(Who::ADMIN, "people/update", &json!({ "id": sales["id"], "version": 1, "roles": [], "is_disabled": false })).await?.expect(422)?;
        desk.call(Who::ADMIN, "people/update", &json!({ "id": sales["id"], "version": 9, "roles": ["sales_agent"], "is_disabled": false })).await?.expect(409)?;
        desk.call(Who::ADMIN, "people/update", &json!({ "id": sales["id"], "version": 1, "roles": ["owner"], "is_disabled": false })).await?.expect(400)?;
        desk.call(Who::ADMIN, "people/add", &json!({ "name": "", "email": "x", "roles": [] })).await?.expect(422)?;
    }
}
