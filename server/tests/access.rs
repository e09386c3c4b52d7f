//! Who may do what, as a table that is committed: every server function and every page, as nobody and as each role.

use crate::support::{Desk, Fresh, MOVE_TO_BERLIN, TestResult, Tried, Who, lale_text};
use desk::settings::Policy;
use model::customers::{CustomerText, Field};
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::sync::Arc;
use uuid::Uuid;

/// What the rows ask about, so that only the policy can refuse: without it they would be told that nothing is there.
struct Scene {
    /// The database in which all of it is.
    file: Vec<u8>,
    /// Somebody whom nobody signs in as.
    person: Uuid,
    /// A customer that the sales agent changed, and the entry of that change.
    changed: Uuid,
    seq: i64,
    /// A customer with a VAT ID of the Union.
    in_union: Uuid,
    /// A request that waits, of the sales agent's and one of the admin agent's.
    of_sales: Uuid,
    of_agent: Uuid,
    /// A customer that was removed.
    removed: Uuid,
}

/// Where mails go, together with where invoices go: a second person looks at it.
const FRAUD: [(Field, &str); 2] =
    [(Field::BillingEmail, "fatura@lale.example"), (Field::CompanyAddressLine1, "Yeni Yol 7")];

/// A desk that asks registers.
fn asking(fresh: Fresh) -> Desk {
    Desk::with(fresh, |state| state.policy = Arc::new(Policy { asks_registries: true, ..Policy::default() }))
}

/// Submits a change of a customer that nobody changed before.
async fn submit(desk: &Desk, who: Who, id: Uuid, change: &[(Field, &str)]) -> Tried<Value> {
    let account = desk.call(who, "account/edit", &json!({ "id": id })).await?.expect(200)?.json()?;
    let mut text: CustomerText = serde_json::from_value(account["text"].clone())?;
    for (field, value) in change {
        text.set(*field, *value);
    }
    let change = json!({ "id": id, "version": 1, "text": text, "reason": "asked by phone" });
    desk.call(who, "account/update", &change).await?.expect(200)?.json()
}

fn id_in(value: &Value) -> Tried<Uuid> {
    value.as_str().and_then(|id| id.parse().ok()).ok_or_else(|| format!("no id: {value}").into())
}

impl Scene {
    async fn new() -> Tried<Self> {
        let desk = asking(Desk::on_sqlite().await?.fresh);
        let [changed, of_sales, of_agent, in_union] = [2, 3, 4, 5].map(Uuid::from_u128);
        let ada = json!({ "name": "Ada", "email": "ada@staff.example", "roles": ["sales_agent"] });
        let person = id_in(&desk.call(Who::ADMIN, "people/add", &ada).await?.expect(200)?.json()?["id"])?;
        submit(&desk, Who::SALES, changed, &[(Field::PurchaseOrderReference, "7")]).await?;
        let seq = desk.history(changed).await?[0]["seq"].as_i64().ok_or("no entry")?;
        submit(&desk, Who::SALES, in_union, &MOVE_TO_BERLIN).await?;
        let of_sales = id_in(&submit(&desk, Who::SALES, of_sales, &FRAUD).await?["Waiting"]["id"])?;
        let of_agent = id_in(&submit(&desk, Who::AGENT, of_agent, &FRAUD).await?["Waiting"]["id"])?;
        let removed = Uuid::from_u128(6);
        let remove = [("version", "1"), ("step", "submit"), ("reason", "went elsewhere")];
        desk.post(Who::AGENT, &format!("/customers/{removed}/remove"), &remove).await?.expect(303)?;
        Ok(Self { file: desk.fresh.file().await?, person, changed, seq, in_union, of_sales, of_agent, removed })
    }

    /// A desk of one's own on which all of it is as it was.
    async fn desk(&self) -> Tried<Desk> {
        Ok(asking(Fresh::of_file(&self.file).await?))
    }
}

/// Arguments that are right for each function, so that only the policy can refuse. A function without a row fails the test.
fn arguments(function: &str, scene: &Scene) -> Option<Value> {
    let id = Desk::lale();
    Some(match function {
        "account/edit" | "account/find" | "draft/find" | "draft/forget" | "permissions/find" => json!({ "id": id }),
        "customers/add" => {
            json!({ "text": new_text(), "reason": "their second company", "draft": Uuid::from_u128(0xADD) })
        }
        "customers/review_new" => json!({ "id": Uuid::from_u128(0xADD), "text": new_text() }),
        "standing/find" => json!({ "customer_id": id, "to": "removed" }),
        "erase/find" => json!({ "customer_id": id }),
        "changes/find" | "changes/summary" => json!({ "id": scene.of_sales }),
        "people/find" | "people/reset_password" => json!({ "id": scene.person }),
        "registry/ask" => json!({ "id": scene.in_union }),
        "account/review" | "account/meet" => json!({ "id": id, "version": 1, "text": lale_text() }),
        "activity/list" => json!({ "filter": {} }),
        "changes/list" => json!({ "state": "waiting", "after": null }),
        "history/as_of" => json!({ "customer_id": id, "at": "" }),
        "undo/find" => json!({ "customer_id": scene.changed, "seq": scene.seq }),
        "account/update" | "draft/keep" => {
            json!({ "id": id, "version": 1, "text": lale_text(), "reason": "" })
        }
        "customers/list" => json!({ "query": {} }),
        "history/list" => json!({ "customer_id": id, "before": null }),
        "history/since" => json!({ "customer_id": id, "version": 1 }),
        "people/add" => {
            json!({ "name": "Grace", "email": "grace@staff.example", "roles": ["sales_agent"] })
        }
        "changes/policy" | "draft/find_new" | "people/list" | "session/sign_out" | "workspaces/find" => json!({}),
        "people/update" => {
            json!({ "id": scene.person, "version": 1, "roles": ["helpdesk_agent"], "is_disabled": false })
        }
        "permissions/set" => {
            json!({ "id": id, "version": 1, "permission": "may_buy_reservations", "is_given": true, "reason": "" })
        }
        "profile/change_password" => {
            json!({ "current": crate::support::PASSWORD, "new": "another password" })
        }
        "profile/update" => json!({ "name": "Ada L.", "language": null, "theme": "system" }),
        "session/choose_language" => json!({ "language": "tr" }),
        "session/sign_in" => {
            json!({ "email": "sales_agent@staff.example", "password": crate::support::PASSWORD })
        }
        _ => return None,
    })
}

/// A customer who is not there yet.
fn new_text() -> CustomerText {
    let mut text = lale_text();
    text.set(Field::CompanyName, "Sümbül Dokuma A.Ş.");
    text.set(Field::Domain, "sumbul.example");
    text
}

/// The form of a new customer, as a step sends it.
fn new_form(step: &str) -> Fields {
    let text = new_text();
    let typed = Field::OF_TEXT.iter().map(|field| (field.name(), text.get(*field).to_owned()));
    let id = Uuid::from_u128(0xADD).to_string();
    typed.chain(fields(&[("version", "0"), ("step", step), ("draft", &id), ("reason", "a second company")])).collect()
}

type Fields = Vec<(&'static str, String)>;

fn fields(all: &[(&'static str, &str)]) -> Fields {
    all.iter().map(|(name, value)| (*name, (*value).to_owned())).collect()
}

/// The update form with a new order number, as a step sends it.
fn update_form(step: &str) -> Fields {
    let mut text = lale_text();
    text.set(Field::PurchaseOrderReference, "7");
    let typed = Field::OF_TEXT.iter().map(|field| (field.name(), text.get(*field).to_owned()));
    typed.chain(fields(&[("version", "1"), ("step", step), ("reason", "")])).collect()
}

/// What is done about a request that waits.
fn decision(step: &str) -> Fields {
    let note = "called them";
    let all =
        [("version", "1"), ("step", step), ("note", note), ("cancel_note", note), ("land_at", "2027-12-01T09:00")];
    fields(&all)
}

/// Posts of the pages' forms, with fields that are right.
fn posts(scene: &Scene) -> Vec<(String, String, Fields)> {
    let id = Desk::lale();
    let account = format!("/customers/{id}/account");
    let undo = format!("/customers/{}/history/{}/undo", scene.changed, scene.seq);
    let person = format!("/people/{}", scene.person);
    let permission = [("version", "1"), ("step", "ask"), ("permission", "may_buy_reservations")];
    let grace = [("name", "Grace"), ("email", "grace@staff.example"), ("role_sales_agent", "true")];
    let save = [("version", "1"), ("step", "save"), ("role_helpdesk_agent", "true")];
    let profile = [("step", "profile"), ("name", "Ada L."), ("theme", "dark")];
    let mut posts: Vec<(String, String, Fields)> = Vec::new();
    let mut post =
        |path: &str, name: &str, fields: Fields| posts.push((path.to_owned(), format!("POST {name}"), fields));
    for step in ["country", "review", "submit"] {
        post(&format!("{account}/update"), &format!("update, {step}"), update_form(step));
    }
    for step in ["begin", "country", "review", "submit"] {
        post("/customers/new", &format!("add, {step}"), new_form(step));
    }
    let standing = [("version", "1"), ("step", "submit"), ("reason", "went elsewhere")];
    let back = [("version", "2"), ("step", "submit"), ("reason", "they are back")];
    let erase = [("step", "erase"), ("company_name", "Lale Tekstil A.Ş."), ("reason", "asked for it")];
    post(&format!("/customers/{id}/remove"), "remove", fields(&standing));
    post(&format!("/customers/{}/restore", scene.removed), "restore", fields(&back));
    post(&format!("/customers/{id}/erase"), "erase", fields(&erase));
    post(&format!("{account}/permissions"), "permissions, ask", fields(&permission));
    post(&account, "account, ask VIES", fields(&[("step", "ask_registry")]));
    post(&undo, "undo", fields(&[("version", "2"), ("step", "undo"), ("reason", "a slip")]));
    for step in ["approve", "reject", "move", "cancel"] {
        for (author, request) in [("sales_agent", scene.of_sales), ("admin_agent", scene.of_agent)] {
            post(&format!("/requests/{request}"), &format!("request of {author}, {step}"), decision(step));
        }
    }
    post("/people", "people", fields(&grace));
    post(&person, "people/{id}", fields(&save));
    post(&person, "people/{id}, reset", fields(&[("version", "1"), ("step", "reset")]));
    post("/profile", "profile", fields(&profile));
    post("/language", "language", fields(&[("language", "tr")]));
    post("/sign-out", "sign-out", Fields::new());
    post("/setup/none", "setup, {anything else}", Fields::new());
    post("/nothing", "{anything else}", Fields::new());
    posts
}

fn pages(scene: &Scene) -> Vec<(String, &'static str)> {
    let id = Desk::lale();
    vec![
        ("/".into(), "/"),
        ("/customers".into(), "/customers"),
        ("/customers/new".into(), "/customers/new"),
        (format!("/customers/{id}/remove"), "/customers/{id}/remove"),
        (format!("/customers/{}/restore", scene.removed), "/customers/{id}/restore"),
        (format!("/customers/{id}/erase"), "/customers/{id}/erase"),
        (format!("/customers/{id}/account"), "/customers/{id}/account"),
        (format!("/customers/{id}/account/permissions"), "/customers/{id}/account/permissions"),
        (format!("/customers/{id}/account/update"), "/customers/{id}/account/update"),
        (format!("/customers/{id}/history"), "/customers/{id}/history"),
        (format!("/customers/{id}/history/as-of"), "/customers/{id}/history/as-of"),
        (format!("/customers/{}/history/{}/undo", scene.changed, scene.seq), "/customers/{id}/history/{seq}/undo"),
        ("/requests".into(), "/requests"),
        ("/requests/policy".into(), "/requests/policy"),
        (format!("/requests/{}", scene.of_sales), "/requests/{id}"),
        ("/activity".into(), "/activity"),
        ("/activity.csv".into(), "/activity.csv"),
        ("/activity.jsonl".into(), "/activity.jsonl"),
        ("/people".into(), "/people"),
        (format!("/people/{}", scene.person), "/people/{id}"),
        ("/profile".into(), "/profile"),
        ("/sign-in".into(), "/sign-in"),
        ("/setup/none".into(), "/setup/{anything else}"),
        ("/nothing".into(), "/{anything else}"),
    ]
}

/// One row: a name and the statuses. Every call gets a desk of its own, because some change it.
async fn row(table: &mut String, scene: &Scene, name: &str, ask: impl AsyncFn(&Desk, Who) -> Tried<u16>) -> TestResult {
    write!(table, "{name:<40}")?;
    let mut is_done_by_somebody = false;
    for who in Who::ALL {
        let desk = scene.desk().await?;
        let status = ask(&desk, who).await?;
        is_done_by_somebody |= who != Who::Nobody && status < 400;
        write!(table, "{status:>16}")?;
        desk.ends_well()?;
    }
    table.push('\n');
    // Where nobody succeeds, something else than the policy refuses, and the row says nothing about it.
    assert!(is_done_by_somebody || name.contains("{anything else}"), "nobody succeeds: {table}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_table_of_who_may_do_what_is_the_committed_one() -> TestResult {
    let scene = Scene::new().await?;
    let mut table = format!("{:<40}", "");
    for who in Who::ALL {
        write!(table, "{:>16}", who.name())?;
    }
    table.push('\n');
    let mut functions: Vec<String> = leptos::server_fn::axum::server_fn_paths()
        .map(|(path, _)| path.trim_start_matches("/api/").to_owned())
        .collect();
    functions.sort_unstable();
    assert!(functions.len() >= 16, "the registry holds the functions: {functions:?}");
    for function in functions {
        let arguments = arguments(&function, &scene).ok_or_else(|| format!("{function} has no row in this test"))?;
        row(&mut table, &scene, &function, async |desk, who| {
            Ok(desk.call(who, &function, &arguments).await?.status.as_u16())
        })
        .await?;
    }
    for (path, name) in pages(&scene) {
        row(&mut table, &scene, name, async |desk, who| Ok(desk.get(who, &path).await?.status.as_u16())).await?;
    }
    for (path, name, fields) in posts(&scene) {
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        row(&mut table, &scene, &name, async |desk, who| Ok(desk.post(who, &path, &fields).await?.status.as_u16()))
            .await?;
    }
    let committed = include_str!("access.txt");
    if table != committed {
        std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/access.txt"), &table)?;
    }
    assert_eq!(table, committed, "the table was written anew: look at its diff and commit it");
    Ok(())
}
