//! Thousands of inputs that nobody would type: none may cause a 500 or a panic, and nothing may be half-written.

use crate::support::{Desk, TestResult, Tried, Who};
use axum::body::Body;
use sea_orm::{ConnectionTrait, DatabaseBackend, Statement};
use serde_json::{Value, json};

/// The statuses that are answers. 503 is one only when the machine is overloaded, which this test does not do.
const ANSWERS: [u16; 12] = [200, 204, 303, 400, 401, 403, 404, 405, 409, 413, 422, 429];
const PER_FUNCTION: u64 = 220;
const PER_PAGE: u64 = 120;

/// `SplitMix64`: the same inputs every time, so that a failure can be met again.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((bits ^ (bits >> 31)) % end.max(1) as u64).unwrap_or_default()
    }

    fn nasty(&mut self) -> String {
        const NASTY: &[&str] = &[
            "",
            " ",
            "\0",
            "a\0b",
            "\u{202e}abc",
            "\u{feff}",
            "\r\n\r\n",
            "<script>alert(1)</script>",
            "</textarea>",
            "'; DROP TABLE customers; --",
            "../../etc/passwd",
            "%00",
            "%",
            "%zz",
            "\\",
            "\"",
            "{}",
            "null",
            "true",
            "-1",
            "0",
            "9223372036854775807",
            "99999999999999999999",
            "1e309",
            "NaN",
            "İ",
            "ı",
            "ﬁ",
            "e\u{301}\u{301}\u{301}",
            "👩‍👩‍👧‍👦",
            "\u{fffd}",
            "\u{e000}",
            "TR",
            "UK",
            "xx",
            "tr",
            "TRY",
            "a@b.example",
            "00000000-0000-0000-0000-000000000001",
            "00000000",
            "AQ",
            "AQAAAAAAAAAAAAAAAAAAAAAA",
            "NEAR(a b)",
            "a* OR b",
            "\"a\" AND",
            "submit",
            "review",
            "may_buy_reservations",
        ];
        match self.below(6) {
            0 => "x".repeat(self.below(3_000)),
            1 => (0..self.below(30))
                .filter_map(|_| char::from_u32(u32::try_from(self.below(0x11_0000)).unwrap_or_default()))
                .collect(),
            _ => NASTY[self.below(NASTY.len())].to_owned(),
        }
    }

    fn value(&mut self) -> Value {
        match self.below(9) {
            0 => Value::Null,
            1 => json!(self.below(2) == 0),
            2 => json!(i64::MIN),
            3 => json!(self.below(5)),
            4 => json!([self.nasty(), 1]),
            5 => json!({ self.nasty(): self.nasty() }),
            6 => json!(1.5e300),
            _ => json!(self.nasty()),
        }
    }

    /// Right arguments with some of their parts made wrong.
    fn spoil(&mut self, value: &mut Value) {
        match value {
            Value::Object(fields) if !fields.is_empty() && self.below(8) > 0 => {
                let at = self.below(fields.len());
                match self.below(8) {
                    0 => {
                        let key = fields.keys().nth(at).cloned().unwrap_or_default();
                        fields.remove(&key);
                    }
                    1 => {
                        fields.insert(self.nasty(), self.value());
                    }
                    _ => {
                        if let Some(field) = fields.values_mut().nth(at) {
                            self.spoil(field);
                        }
                    }
                }
            }
            other => *other = self.value(),
        }
    }
}

const FUNCTIONS: &[&str] = &[
    "account/edit",
    "account/find",
    "account/meet",
    "account/review",
    "account/update",
    "activity/list",
    "changes/find",
    "changes/summary",
    "changes/list",
    "changes/policy",
    "customers/list",
    "draft/find",
    "draft/forget",
    "draft/keep",
    "history/as_of",
    "history/list",
    "history/since",
    "people/add",
    "people/find",
    "people/list",
    "people/reset_password",
    "people/update",
    "permissions/find",
    "permissions/set",
    "profile/update",
    "registry/ask",
    "session/choose_language",
    "session/sign_in",
    "undo/find",
    "workspaces/find",
];

fn arguments(function: &str) -> Value {
    let id = Desk::lale();
    match function {
        "account/review" | "account/meet" => json!({ "id": id, "version": 1, "text": crate::support::lale_text() }),
        "account/update" => {
            json!({ "id": id, "version": 1, "text": crate::support::lale_text(), "reason": "because", "land_at": "", "replaces": null })
        }
        "activity/list" => {
            json!({ "filter": { "person": "", "customer": "", "field": "domain", "kind": "customer.update", "from": "2026-11-01", "to": "2026-11-30", "before": "9" } })
        }
        "changes/list" => json!({ "state": "waiting", "after": null }),
        "draft/keep" => json!({ "id": id, "version": 1, "text": crate::support::lale_text(), "reason": "" }),
        "history/as_of" => json!({ "customer_id": id, "at": "2026-11-22T10:00" }),
        "undo/find" => json!({ "customer_id": id, "seq": 1 }),
        "customers/list" => {
            json!({ "query": { "search": "lale", "country": "TR", "permission": "none", "sort": "changed", "after": "", "before": "" } })
        }
        "history/list" => json!({ "customer_id": id, "before": 3 }),
        "history/since" => json!({ "customer_id": id, "version": 1 }),
        "people/add" => {
            json!({ "name": "Ada", "email": "ada@staff.example", "roles": ["sales_agent"] })
        }
        "people/update" => {
            json!({ "id": id, "version": 1, "roles": ["sales_agent"], "is_disabled": false })
        }
        "permissions/set" => {
            json!({ "id": id, "version": 1, "permission": "reservations", "is_given": true, "reason": "" })
        }
        "profile/update" => json!({ "name": "Ada", "language": "tr", "theme": "dark" }),
        "session/choose_language" => json!({ "language": "tr" }),
        "session/sign_in" => {
            json!({ "email": "sales_agent@staff.example", "password": "wrong password" })
        }
        _ => json!({ "id": id }),
    }
}

fn expect_answer(status: u16, what: &str) -> TestResult {
    if ANSWERS.contains(&status) { Ok(()) } else { Err(format!("{status} for {what}").into()) }
}

async fn throw_at_functions(desk: &Desk, chance: &mut Chance) -> Tried<u64> {
    let cookie = desk.cookie(Who::ADMIN).await?;
    let mut thrown = 0;
    for function in FUNCTIONS {
        for _ in 0..PER_FUNCTION {
            let mut value = arguments(function);
            chance.spoil(&mut value);
            let mut body = value.to_string().into_bytes();
            if chance.below(10) == 0 {
                body.truncate(chance.below(body.len()));
                body.extend([0xff, 0xfe]);
            }
            let what = format!("{function} {}", String::from_utf8_lossy(&body));
            let request = http::Request::post(format!("/api/{function}"))
                .header("cookie", &cookie)
                .header("content-type", "application/json");
            expect_answer(desk.send(request.body(Body::from(body))?).await?.status.as_u16(), &what)?;
            thrown += 1;
        }
    }
    Ok(thrown)
}

async fn throw_at_pages(desk: &Desk, chance: &mut Chance) -> Tried<u64> {
    let id = Desk::lale().to_string();
    let pages = [
        "/",
        "/sign-in",
        "/customers",
        "/customers/{}/account",
        "/customers/{}/account/update",
        "/customers/{}/account/permissions",
        "/customers/{}/history",
        "/customers/{}/history/as-of",
        "/customers/{}/history/1/undo",
        "/requests",
        "/requests/policy",
        "/requests/{}",
        "/activity",
        "/activity.csv",
        "/activity.jsonl",
        "/people",
        "/people/{}",
        "/profile",
        "/{}",
    ];
    let names = [
        "search",
        "country",
        "permission",
        "sort",
        "after",
        "before",
        "next",
        "saved",
        "version",
        "step",
        "reason",
        "email",
        "password",
        "company_name",
        "billing_email",
        "role_sales_agent",
        "name",
        "theme",
        "language",
        "seen",
        "at",
        "state",
        "undo",
        "with",
        "change",
        "person",
        "customer",
        "field",
        "kind",
        "from",
        "to",
        "land_at",
        "replaces",
        "note",
        "choice_domain",
    ];
    let mut thrown = 0;
    for page in pages {
        for _ in 0..PER_PAGE {
            let part = if chance.below(2) == 0 { id.clone() } else { model::percent::encode(&chance.nasty()) };
            let fields: Vec<String> = (0..chance.below(6))
                .map(|_| format!("{}={}", names[chance.below(names.len())], model::percent::encode(&chance.nasty())))
                .collect();
            let path = page.replace("{}", &part);
            let who = if chance.below(4) == 0 { Who::Nobody } else { Who::ADMIN };
            let request = http::Request::builder().header("cookie", desk.cookie(who).await?);
            let (request, what) = if chance.below(2) == 0 {
                let uri = format!("{path}?{}", fields.join("&"));
                (request.uri(&uri).body(Body::empty()), uri)
            } else {
                let body = fields.join("&");
                let what = format!("POST {path} {body}");
                (
                    request
                        .method("POST")
                        .uri(&path)
                        .header("content-type", "application/x-www-form-urlencoded")
                        .body(Body::from(body)),
                    what,
                )
            };
            // Some paths are none that a client could send.
            let Ok(request) = request else { continue };
            expect_answer(desk.send(request).await?.status.as_u16(), &what)?;
            thrown += 1;
        }
    }
    Ok(thrown)
}

/// Each version of each customer has its line of history, and the search index holds every customer.
async fn nothing_is_half_written(desk: &Desk) -> TestResult {
    let sql = "SELECT COUNT(*) AS wrong FROM customers c WHERE c.version - 1 <> (SELECT COUNT(*) FROM audit_entries h WHERE h.subject_id = c.id AND h.kind LIKE 'customer.%' AND h.kind <> 'customer.taken_over')";
    let database = desk.fresh.database.reader();
    let row =
        database.query_one_raw(Statement::from_string(desk.fresh.database.backend(), sql)).await?.ok_or("no answer")?;
    assert_eq!(row.try_get::<i64>("", "wrong")?, 0);
    if desk.fresh.database.backend() == DatabaseBackend::Sqlite {
        // Compares every word of the index with the rows that it is of, and fails where they differ.
        let check = "INSERT INTO customers_search (customers_search, rank) VALUES ('integrity-check', 1)";
        desk.fresh.database.writer().execute_unprepared(check).await?;
    }
    let sql = "SELECT id, domain FROM customers";
    for row in database.query_all_raw(Statement::from_string(desk.fresh.database.backend(), sql)).await? {
        let (id, domain): (uuid::Uuid, String) = (row.try_get("", "id")?, row.try_get("", "domain")?);
        let words: String = domain.chars().take(60).collect();
        let page =
            desk.call(Who::HELPDESK, "customers/list", &json!({ "query": { "search": words } })).await?.expect(200)?;
        assert!(page.body.contains(&id.to_string()), "{domain} is not found: {}", page.body);
    }
    Ok(())
}

async fn throw(desk: Desk) -> TestResult {
    let mut chance = Chance(20_261_122);
    let thrown = throw_at_functions(&desk, &mut chance).await? + throw_at_pages(&desk, &mut chance).await?;
    assert!(thrown > 4_000, "{thrown}");
    nothing_is_half_written(&desk).await?;
    desk.ends_well()
}

mod no_input_causes_a_500_or_a_panic {
    use super::{Desk, TestResult, throw};

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn sqlite() -> TestResult {
        throw(Desk::on_sqlite().await?).await
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn postgres() -> TestResult {
        throw(Desk::on_postgres().await?).await
    }
}
