//! The log as people read it: narrowed, page by page, as a file, as events.

use crate::support::{Answer, Desk, TestResult, Tried, Who, on_each_database};
use axum::body::{Body, BodyDataStream};
use http::Request;
use model::customers::Field;
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};
use uuid::Uuid;

pub async fn change(desk: &Desk, who: Who, customer: u128, version: i64, field: Field, value: &str) -> TestResult {
    let id = Uuid::from_u128(customer);
    let mut text = desk.account(id).await?["text"].clone();
    text[field.name()] = json!(value);
    let change = json!({ "id": id, "version": version, "text": text, "reason": "=1+1" });
    desk.call(who, "account/update", &change).await?.expect(200)?;
    Ok(())
}

async fn some_changes(desk: &Desk) -> TestResult {
    change(desk, Who::SALES, 1, 1, Field::PurchaseOrderReference, "one").await?;
    change(desk, Who::AGENT, 2, 1, Field::PurchaseOrderReference, "two").await?;
    change(desk, Who::AGENT, 1, 2, Field::ContactLastName, "Yılmaz").await
}

async fn listed(desk: &Desk, filter: Value) -> Tried<Vec<Value>> {
    let shown = desk.call(Who::AUDITOR, "activity/list", &json!({ "filter": filter })).await?.expect(200)?.json()?;
    Ok(shown["entries"].as_array().cloned().unwrap_or_default())
}

/// The next thing that a stream tells, past where the log stood.
pub async fn next_told(events: &mut BodyDataStream) -> Tried<Value> {
    use futures::StreamExt;
    loop {
        let part =
            tokio::time::timeout(std::time::Duration::from_secs(20), events.next()).await?.ok_or("it ended")??;
        let part = String::from_utf8_lossy(&part).into_owned();
        let data =
            part.lines().find_map(|line| line.strip_prefix("data: ")).ok_or_else(|| format!("no data: {part}"))?;
        let told: Value = serde_json::from_str(data)?;
        if told[0] != -1 {
            return Ok(told);
        }
    }
}

/// The stream of the first customer's changes, as one tab of a browser opens it.
pub async fn stream(desk: &Desk, who: Who) -> Tried<BodyDataStream> {
    use tower::ServiceExt;
    let request = Request::get(format!("/events/customers/{}", Desk::lale())).header("cookie", desk.cookie(who).await?);
    let answer = desk.router.clone().oneshot(request.body(Body::empty())?).await?;
    assert_eq!(answer.status().as_u16(), 200);
    Ok(answer.into_body().into_data_stream())
}

/// As a browser asks for a file: squeezed on its way.
async fn file(desk: &Desk, who: Who, path: &str, encoding: &str) -> Tried<Answer> {
    let request = Request::get(path).header("cookie", desk.cookie(who).await?).header("accept-encoding", encoding);
    desk.send(request.body(Body::empty())?).await
}

/// So many entries that an export has several parts; nobody verifies them here.
async fn fill_the_log(desk: &Desk) -> TestResult {
    let writer = desk.fresh.database.writer();
    let sql = "INSERT INTO audit_entries (seq, at_us, kind, actor_id, subject_id, version, request_id, hash, key_id, seal)
               WITH RECURSIVE numbers (number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM numbers WHERE number < 2500)
               SELECT seq + number, at_us, kind, actor_id, subject_id, version, request_id, hash, key_id, seal
               FROM (SELECT * FROM audit_entries ORDER BY seq DESC LIMIT 1) AS newest, numbers";
    writer.execute_unprepared(sql).await?;
    writer.execute_unprepared("UPDATE audit_head SET seq = seq + 2500").await?;
    Ok(())
}

on_each_database! {
    async fn is_narrowed_by_person_customer_field_kind_and_days(desk: Desk) -> TestResult {
        some_changes(&desk).await?;
        let customer = Uuid::from_u128(1);
        for (filter, count) in [
            (json!({ "customer": customer, "kind": "customer.update" }), 2),
            (json!({ "customer": customer, "person": "admin_agent@staff.example" }), 1),
            (json!({ "customer": "Lale.example ", "kind": "customer.update" }), 2),
            (json!({ "customer": "İSTANBUL Gıda", "kind": "customer.update" }), 1),
            (json!({ "field": "purchase_order_reference" }), 2),
            (json!({ "field": "purchase_order_reference", "customer": customer }), 1),
            (json!({ "kind": "customer.update", "from": "2026-11-22", "to": "2026-11-22" }), 3),
            (json!({ "kind": "customer.update", "to": "2026-11-21" }), 0),
            (json!({ "kind": "customer.update", "from": "2026-11-23" }), 0),
        ] {
            assert_eq!(listed(&desk, filter.clone()).await?.len(), count, "{filter}");
        }
        let newest = &listed(&desk, json!({ "customer": customer })).await?[0];
        assert_eq!((&newest["actor"], &newest["subject"], &newest["customer_id"]), (&json!("The admin_agent"), &json!("Lale Tekstil A.Ş."), &json!(customer)));
    }

    async fn a_customer_is_named_with_any_apostrophe_and_quote_and_by_its_web_address(desk: Desk) -> TestResult {
        for (id, name) in [(0xa1, "O\u{2019}Brien & Sons Ltd"), (0xa2, "„Bahçe“ Mobilya"), (0xa3, "Twin's"), (0xa4, "Twin\u{2019}s")] {
            let mut text = crate::support::lale_text();
            text.set(Field::CompanyName, name);
            text.set(Field::Domain, format!("named-{id}.example"));
            let row = desk::customers::NewCustomer { id: Uuid::from_u128(id), text, may_buy: (false, false), added_at_us: 1 };
            desk::customers::add_customers(&desk.fresh.database, &[row]).await.map_err(|error| format!("{error:?}"))?;
        }
        for (typed, status) in [
            ("O'Brien & Sons Ltd", 200), ("o\u{2019}brien & sons ltd", 200), ("\"bahçe\" mobilya", 200), ("Bahçe Mobilya", 200),
            ("https://www.named-161.example/iletisim", 200), ("NAMED-161.EXAMPLE", 200),
            // A part of a name is none, nor is what two are called.
            ("O'Brien & Sons", 422), ("Mobilya", 422), ("twins", 422), ("https://www.nobody.example/", 422), ("'", 422), ("Twin's", 200),
        ] {
            desk.call(Who::AUDITOR, "activity/list", &json!({ "filter": { "customer": typed } })).await?.expect(status)?;
        }
    }

    async fn pages_go_on_where_the_last_one_ended(desk: Desk) -> TestResult {
        for version in 1..=60 {
            change(&desk, Who::SALES, 1, version, Field::PurchaseOrderReference, &format!("order {version}")).await?;
        }
        let filter = |before: &str| json!({ "filter": { "kind": "customer.update", "before": before } });
        let first = desk.call(Who::AUDITOR, "activity/list", &filter("")).await?.expect(200)?.json()?;
        let next = first["next_before"].as_i64().ok_or("no next page")?;
        let second = desk.call(Who::AUDITOR, "activity/list", &filter(&next.to_string())).await?.expect(200)?.json()?;
        let numbers: Vec<i64> = [&first, &second].iter().flat_map(|page| page["entries"].as_array().cloned().unwrap_or_default()).filter_map(|entry| entry["seq"].as_i64()).collect();
        assert_eq!((numbers.len(), &second["next_before"]), (60, &Value::Null));
        assert!(numbers.windows(2).all(|two| two[0] > two[1]), "the newest first, each once");
    }

    /// Whoever looks often does not bury what was done; what the program itself found stands there in any case.
    async fn looking_at_the_log_is_shown_where_it_is_asked_for(desk: Desk) -> TestResult {
        some_changes(&desk).await?;
        listed(&desk, json!({})).await?;
        let found = server::config::Audit::Verify { head: None, other_key: Vec::new(), accounts: false };
        server::audit::run(&desk.fresh.database, found, &mut Vec::new()).await?;
        let reads = async |filter: Value| Tried::Ok(listed(&desk, filter).await?.iter().filter(|entry| entry["kind"] == "log.read").count());
        assert_eq!(reads(json!({})).await?, 1);
        assert!(reads(json!({ "reads": "true" })).await? >= 3);
        assert!(reads(json!({ "kind": "log.read" })).await? >= 4);
        desk.call(Who::AUDITOR, "activity/list", &json!({ "filter": { "reads": "perhaps" } })).await?.expect(422)?;
        let page = desk.get(Who::AUDITOR, "/activity").await?.expect(200)?;
        assert!(page.body.contains("Include who viewed the log"));
    }

    /// Two servers of different versions share a database while one of them is upgraded.
    async fn what_a_newer_version_wrote_is_said_to_be_so(desk: Desk) -> TestResult {
        some_changes(&desk).await?;
        let sql = "INSERT INTO audit_entries (seq, at_us, kind, actor_id, subject_id, version, request_id, hash, key_id, seal)
                   SELECT seq + 1, at_us, 'robot.awake', actor_id, subject_id, version, request_id, hash, key_id, seal
                   FROM audit_entries ORDER BY seq DESC LIMIT 1";
        desk.fresh.database.writer().execute_unprepared(sql).await?;
        assert_eq!(listed(&desk, json!({})).await?[0]["kind"], "robot.awake");
        let page = desk.get(Who::AUDITOR, "/activity").await?.expect(200)?;
        assert!(page.body.contains("Written by a newer version of Defter"));
    }

    async fn refuses_filters_that_are_none_and_says_which(desk: Desk) -> TestResult {
        let wrong = json!({ "filter": { "person": "nobody", "customer": "x", "field": "a b", "kind": "everything", "from": "yesterday", "to": "2026-02-30" } });
        let refused = desk.call(Who::AUDITOR, "activity/list", &wrong).await?.expect(422)?.json()?;
        let paths: Vec<&str> = refused["invalid"].as_array().into_iter().flatten().filter_map(|finding| finding["path"].as_str()).collect();
        assert_eq!(paths, ["person", "customer", "kind", "field", "from", "to"]);
        let backwards = json!({ "filter": { "from": "2026-11-23", "to": "2026-11-22" } });
        let refused = desk.call(Who::AUDITOR, "activity/list", &backwards).await?.expect(422)?.json()?;
        assert_eq!(refused["invalid"][0]["problem"], "before_the_first");
        desk.call(Who::AUDITOR, "activity/list", &json!({ "filter": { "before": "x" } })).await?.expect(400)?;
        for who in [Who::SALES, Who::HELPDESK] {
            desk.call(who, "activity/list", &json!({ "filter": {} })).await?.expect(403)?;
        }
    }

    async fn a_file_holds_exactly_what_the_filter_shows_and_is_noted(desk: Desk) -> TestResult {
        some_changes(&desk).await?;
        let customer = Uuid::from_u128(1);
        let lines = file(&desk, Who::AUDITOR, &format!("/activity.jsonl?customer={customer}&kind=customer.update"), "identity").await?.expect(200)?;
        let lines: Vec<Value> = lines.body.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
        assert_eq!(lines.len(), 2);
        assert_eq!(lines[0]["values"][0], json!({ "field": "contact_last_name", "old": "Kaya", "new": "Yılmaz" }));
        let csv = file(&desk, Who::AUDITOR, "/activity.csv?field=contact_last_name&kind=customer.update", "identity").await?.expect(200)?;
        assert_eq!(csv.header("content-disposition"), "attachment; filename=\"defter-activity.csv\"");
        assert_eq!(csv.body.lines().count(), 1 + 2);
        assert!(csv.body.contains(",reason,,'=1+1\r\n"), "a formula is no formula: {}", csv.body);
        let newest = &listed(&desk, json!({ "kind": "log.export" })).await?[0];
        let format = json!({ "field": "format", "old": "", "new": "csv" });
        assert!(newest["values"].as_array().is_some_and(|values| values.contains(&format)), "{newest}");
    }

    async fn a_file_is_for_whom_it_is_and_survives_being_squeezed(desk: Desk) -> TestResult {
        file(&desk, Who::AUDITOR, "/activity.csv", "br").await?.expect(200)?;
        file(&desk, Who::ADMIN, "/activity.jsonl", "gzip").await?.expect(200)?;
        for (who, status) in [(Who::AGENT, 403), (Who::SALES, 403), (Who::HELPDESK, 403), (Who::Nobody, 401)] {
            file(&desk, who, "/activity.csv", "br").await?.expect(status)?;
        }
        file(&desk, Who::AUDITOR, "/activity.csv?kind=everything", "br").await?.expect(422)?;
        file(&desk, Who::AUDITOR, "/activity.csv?kind=a&kind=b", "br").await?.expect(400)?;
        file(&desk, Who::Nobody, "/activity.csv?kind=a&kind=b", "br").await?.expect(401)?;
        file(&desk, Who::AUDITOR, "/activity.csv?before=7", "br").await?.expect(400)?;
        let refused = desk.get(Who::AUDITOR, "/events/customers/x").await?.expect(404)?;
        assert!(!refused.body.contains("Cannot parse"), "{}", refused.body);
    }

    /// Disabled, without the right, signed out: whoever began an export gets no further part of it, and no end that looks whole.
    async fn an_export_that_runs_ends_with_the_right_to_it(desk: Desk) -> TestResult {
        use futures::StreamExt;
        use tower::ServiceExt;
        fill_the_log(&desk).await?;
        let auditor = "email = 'auditor@staff.example'";
        for (taken, given_back) in [
            (format!("UPDATE staff SET is_disabled = TRUE WHERE {auditor}"), format!("UPDATE staff SET is_disabled = FALSE WHERE {auditor}")),
            (format!("UPDATE staff SET roles = 'sales_agent' WHERE {auditor}"), format!("UPDATE staff SET roles = 'auditor' WHERE {auditor}")),
            (format!("DELETE FROM sessions WHERE staff_id = (SELECT id FROM staff WHERE {auditor})"), String::new()),
        ] {
            let request = Request::get("/activity.jsonl").header("cookie", desk.cookie(Who::AUDITOR).await?).header("accept-encoding", "identity");
            let answer = desk.router.clone().oneshot(request.body(Body::empty())?).await?;
            assert_eq!(answer.status().as_u16(), 200);
            let mut parts = answer.into_body().into_data_stream();
            let mut lines = 0;
            while lines == 0 {
                lines = parts.next().await.ok_or("it ended")??.split(|byte| *byte == b'\n').count() - 1;
            }
            assert_eq!(lines, 1_000, "a part of the whole");
            desk.fresh.database.writer().execute_unprepared(&taken).await?;
            assert!(parts.next().await.is_some_and(|part| part.is_err()), "{taken}: more was sent, or an end");
            assert!(parts.next().await.is_none(), "{taken}");
            if !given_back.is_empty() {
                desk.fresh.database.writer().execute_unprepared(&given_back).await?;
            }
        }
    }

    /// A browser has room for two: who asks for what is not there, or cannot be read, keeps both.
    async fn who_asks_for_nobodys_stream_ends_none_of_their_own(desk: Desk) -> TestResult {
        use futures::{FutureExt, StreamExt};
        let mut tabs = [stream(&desk, Who::HELPDESK).await?, stream(&desk, Who::HELPDESK).await?];
        for tab in &mut tabs {
            let stands = tab.next().await.ok_or("it ended")??;
            assert!(String::from_utf8_lossy(&stands).contains("[-1,"), "where the log stands: {stands:?}");
        }
        let ask = async |id: Uuid| desk.get(Who::HELPDESK, &format!("/events/customers/{id}")).await;
        ask(Uuid::from_u128(99)).await?.expect(404)?;
        let writer = desk.fresh.database.writer();
        writer.execute_unprepared("ALTER TABLE audit_entries RENAME TO entries_away").await?;
        let failed = ask(Desk::lale()).await?;
        writer.execute_unprepared("ALTER TABLE entries_away RENAME TO audit_entries").await?;
        assert!(failed.status.is_server_error(), "{}", failed.status);
        assert!(tabs.iter_mut().all(|tab| tab.next().now_or_never().is_none()), "both go on");
        change(&desk, Who::SALES, 1, 1, Field::PurchaseOrderReference, "one").await?;
        for tab in &mut tabs {
            assert_eq!(next_told(tab).await?[0], 2);
        }
        // One that begins ends the oldest.
        let _third = stream(&desk, Who::HELPDESK).await?;
        let oldest = tokio::time::timeout(std::time::Duration::from_secs(20), tabs[0].next()).await?;
        assert!(oldest.is_none() && tabs[1].next().now_or_never().is_none());
    }

    /// From the first entry on it would tell everything that ever was.
    async fn a_first_look_at_the_log_that_fails_tells_nothing_of_before(desk: Desk) -> TestResult {
        change(&desk, Who::SALES, 1, 1, Field::PurchaseOrderReference, "one").await?;
        change(&desk, Who::SALES, 1, 2, Field::PurchaseOrderReference, "two").await?;
        let writer = desk.fresh.database.writer();
        writer.execute_unprepared("ALTER TABLE audit_head RENAME TO head_away").await?;
        let failed = desk.get(Who::HELPDESK, &format!("/events/customers/{}", Desk::lale())).await?;
        writer.execute_unprepared("ALTER TABLE head_away RENAME TO audit_head").await?;
        assert!(failed.status.is_server_error(), "{}", failed.status);
        let mut events = stream(&desk, Who::HELPDESK).await?;
        assert_eq!(next_told(&mut events).await?[0], 3, "the newest, as who comes late hears it");
        change(&desk, Who::SALES, 1, 3, Field::PurchaseOrderReference, "three").await?;
        assert_eq!(next_told(&mut events).await?[0], 4);
    }

    /// Whoever looks at a customer hears when somebody else changes it, on whichever server.
    async fn an_event_comes_to_who_looks_at_the_customer(desk: Desk) -> TestResult {
        use futures::StreamExt;
        use sea_orm::ConnectionTrait;
        use tower::ServiceExt;
        let beside = desk.beside(server::router(server::ServerState::new(desk.fresh.database.clone(), desk.clock, false), None));
        let request = Request::get(format!("/events/customers/{}", Desk::lale())).header("cookie", desk.cookie(Who::HELPDESK).await?).body(Body::empty())?;
        let answer = beside.router.clone().oneshot(request).await?;
        assert_eq!((answer.status().as_u16(), answer.headers()["content-type"].to_str()?), (200, "text/event-stream"));
        let mut events = answer.into_body().into_data_stream();
        // Another customer's change comes first, and is no news here.
        change(&desk, Who::AGENT, 2, 1, Field::PurchaseOrderReference, "two").await?;
        change(&desk, Who::SALES, 1, 1, Field::PurchaseOrderReference, "one").await?;
        let told = next_told(&mut events).await?;
        assert_eq!((&told[0], &told[2], &told[3]), (&json!(2), &json!("The sales_agent"), &json!(["purchase_order_reference"])));
        // So does what somebody asks for.
        let mut plan = json!({ "id": Desk::lale(), "version": 2, "text": crate::support::lale_text(), "reason": "", "land_at": "2027-01-01T09:00" });
        plan["text"]["purchase_order_reference"] = json!("later");
        desk.call(Who::SALES, "account/update", &plan).await?.expect(200)?;
        let told = next_told(&mut events).await?;
        assert_eq!((&told[0], &told[2]), (&json!(0), &json!("The sales_agent")));
        // Who comes back names what they heard last, and misses nothing.
        let again = Request::get(format!("/events/customers/{}?after=0", Desk::lale())).header("cookie", desk.cookie(Who::HELPDESK).await?);
        let mut missed = beside.router.clone().oneshot(again.body(Body::empty())?).await?.into_body().into_data_stream();
        assert_eq!([next_told(&mut missed).await?[0].clone(), next_told(&mut missed).await?[0].clone()], [json!(2), json!(0)]);
        drop(missed);
        let stranger = Request::get(format!("/events/customers/{}", Desk::lale())).body(Body::empty())?;
        desk.send(stranger).await?.expect(401)?;
        let nobody = Request::get(format!("/events/customers/{}", Uuid::from_u128(99))).header("cookie", desk.cookie(Who::HELPDESK).await?);
        desk.send(nobody.body(Body::empty())?).await?.expect(404)?;
        // Who is disabled hears no more, although the stream is open.
        desk.fresh.database.writer().execute_unprepared("UPDATE staff SET is_disabled = TRUE WHERE email = 'helpdesk_agent@staff.example'").await?;
        let mut text = crate::support::lale_text();
        text.set(Field::PurchaseOrderReference, "two");
        let again = json!({ "id": Desk::lale(), "version": 2, "text": text, "reason": "" });
        desk.call(Who::SALES, "account/update", &again).await?.expect(200)?;
        let last = tokio::time::timeout(std::time::Duration::from_secs(20), events.next()).await?;
        assert!(last.is_none(), "{last:?}");
    }
}
