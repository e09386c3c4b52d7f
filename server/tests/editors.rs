//! Many people edit a few customers by forms and by functions, from versions that are old or not, while the server is
//! killed and started again. At the end the log is held against what each of them did and was told.

use crate::support::{Fresh, Program, TestResult, Tried, defter, fresh_postgres, fresh_sqlite, request_as, sign_in};
use model::percent::encode;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};

const EDITORS: u64 = 6;
const CUSTOMERS: usize = 3;
const ROUNDS: usize = 3;
/// Saves acknowledged before a round's server is killed.
const ACKNOWLEDGED: usize = 90;
/// Fields that take any short text, of the account and of the billing profile.
const FIELDS: [&str; 4] =
    ["purchase_order_reference", "contact_first_name", "contact_last_name", "company_address_line2"];

/// `SplitMix64`, one for each editor: what happens at the same moment differs, what they try does not.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((bits ^ (bits >> 31)) % end.max(1) as u64).unwrap_or_default()
    }
}

/// A value that somebody typed: nobody else ever types the same.
#[derive(Clone, Debug)]
struct Typed {
    customer: usize,
    field: &'static str,
    value: String,
    /// The version that they saw.
    seen: i64,
    is_acknowledged: bool,
}

/// Whoever edits, with what they last saw of each customer.
struct Editor<'a> {
    number: u64,
    chance: Chance,
    address: SocketAddr,
    cookie: String,
    ids: &'a [String],
    seen: BTreeMap<usize, Value>,
    typed: Vec<Typed>,
    count: usize,
}

/// What the server said: its status and, if it is any, its JSON.
type Said = (u16, Value);

impl Editor<'_> {
    fn ask(&self, path: &str, kind: &str, body: &str) -> Tried<Said> {
        let answer = request_as(self.address, "POST", path, &self.cookie, kind, body)?;
        let status = answer.split(' ').nth(1).and_then(|status| status.parse().ok()).ok_or("cut off")?;
        let body = answer.split_once("\r\n\r\n").map(|(_, body)| body).unwrap_or_default();
        Ok((status, serde_json::from_str(body).unwrap_or_default()))
    }

    fn call(&self, function: &str, arguments: &Value) -> Tried<Said> {
        self.ask(&format!("/api/{function}"), "application/json", &arguments.to_string())
    }

    /// Edits until the server is gone; whatever was under way then was not acknowledged.
    fn edit(&mut self, acknowledged: &AtomicUsize) {
        while self.once(acknowledged).is_ok() {}
    }

    fn once(&mut self, acknowledged: &AtomicUsize) -> TestResult {
        let customer = self.chance.below(self.ids.len());
        // One time in three from what was seen before, however old it is.
        if !self.seen.contains_key(&customer) || self.chance.below(3) > 0 {
            let (_, account) = self.call("account/edit", &json!({ "id": self.ids[customer] }))?;
            self.seen.insert(customer, account);
        }
        let account = self.seen.get(&customer).cloned().unwrap_or_default();
        let version = account["version"].as_i64().ok_or("no account")?;
        let mut text = account["text"].clone();
        let first = self.typed.len();
        for field in FIELDS {
            if self.chance.below(3) == 0 {
                self.count += 1;
                let value = format!("E{} {}", self.number, self.count);
                text[field] = json!(value);
                self.typed.push(Typed { customer, field, value, seen: version, is_acknowledged: false });
            }
        }
        if self.typed.len() == first {
            return Ok(());
        }
        let is_saved = match self.chance.below(2) {
            0 => self.by_function(customer, version, &text, first)?,
            _ => self.by_form(customer, version, &text)?,
        };
        if is_saved {
            for typed in &mut self.typed[first..] {
                typed.is_acknowledged = true;
            }
            acknowledged.fetch_add(1, Ordering::Relaxed);
        }
        Ok(())
    }

    fn by_function(&mut self, customer: usize, version: i64, text: &Value, first: usize) -> Tried<bool> {
        let id = &self.ids[customer];
        let save = |version: i64, text: &Value| json!({ "id": id, "version": version, "text": text, "reason": "" });
        let (status, _) = self.call("account/update", &save(version, text))?;
        if status != 409 {
            return Ok(is_saved(status, 200));
        }
        let (_, met) = self.call("account/meet", &save(version, text))?;
        let mut text = met["text"].clone();
        let stored = met["account"]["version"].as_i64().unwrap_or_default();
        for conflict in met["conflicts"].as_array().into_iter().flatten() {
            let field = conflict["field"].as_str().unwrap_or_default();
            if self.chance.below(2) == 0 {
                text[field] = conflict["theirs"].clone();
                self.give_way(first, field);
            }
        }
        for typed in &mut self.typed[first..] {
            typed.seen = stored;
        }
        let (status, _) = self.call("account/update", &save(stored, &text))?;
        // Somebody was quicker again: they leave it.
        Ok(status != 409 && is_saved(status, 200))
    }

    /// They chose the other's value: theirs is not to be found, and was never to be.
    fn give_way(&mut self, first: usize, field: &str) {
        let at = self.typed[first..].iter().position(|typed| typed.field == field);
        if let Some(at) = at {
            self.typed.remove(first + at);
        }
    }

    fn by_form(&mut self, customer: usize, version: i64, text: &Value) -> Tried<bool> {
        let mut form = format!("step=submit&reason=&version={version}");
        for (name, value) in text.as_object().into_iter().flatten() {
            form.extend(["&", name, "=", &encode(value.as_str().unwrap_or_default())]);
        }
        let path = format!("/customers/{}/account/update", self.ids[customer]);
        let (status, _) = self.ask(&path, "application/x-www-form-urlencoded", &form)?;
        Ok(status != 409 && is_saved(status, 303))
    }
}

fn is_saved(status: u16, saved: u16) -> bool {
    // Anything else would be a fault of the server's: it is counted by the model as a value that nobody may lose.
    assert!(status == saved || status == 503, "answered {status}");
    status == saved
}

fn history(address: SocketAddr, cookie: &str, id: &str) -> Tried<Vec<Value>> {
    let (mut changes, mut before) = (Vec::new(), Value::Null);
    loop {
        let asked = json!({ "customer_id": id, "before": before }).to_string();
        let answer = request_as(address, "POST", "/api/history/list", cookie, "application/json", &asked)?;
        let body = answer.split_once("\r\n\r\n").map(|(_, body)| body).unwrap_or_default();
        let page: Value = serde_json::from_str(body)?;
        changes.extend(page["changes"].as_array().cloned().unwrap_or_default());
        before = page["next_before"].clone();
        if before.is_null() {
            // A seed brought the customer: what it was is no change.
            changes.retain(|change| change["kind"] != "customer.taken_over");
            changes.reverse();
            return Ok(changes);
        }
    }
}

fn text_of(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// Holds one customer's history against what was done to it.
fn check(customer: usize, first: &Value, last: &Value, changes: &[Value], typed: &[Typed]) {
    let mut now: BTreeMap<String, String> =
        FIELDS.iter().map(|field| ((*field).to_owned(), text_of(&first[*field]))).collect();
    let mut states = vec![now.clone()];
    let mut made: BTreeMap<(String, String), i64> = BTreeMap::new();
    let all: BTreeSet<(&str, &str)> = typed
        .iter()
        .filter(|typed| typed.customer == customer)
        .map(|typed| (typed.field, typed.value.as_str()))
        .collect();
    for (at, change) in changes.iter().enumerate() {
        let version = i64::try_from(at).unwrap_or_default() + 2;
        assert_eq!(change["version"], json!(version), "every change stands in the history once");
        for field in change["fields"].as_array().into_iter().flatten() {
            let (name, old, new) = (text_of(&field["field"]), text_of(&field["old"]), text_of(&field["new"]));
            assert_eq!(now.get(&name), Some(&old), "{name} at version {version} begins where it was");
            assert!(all.contains(&(name.as_str(), new.as_str())), "nobody typed {new} into {name}");
            assert!(made.insert((name.clone(), new.clone()), version).is_none(), "{new} was stored twice");
            now.insert(name, new);
        }
        states.push(now.clone());
    }
    for (field, value) in &now {
        assert_eq!(&text_of(&last[field]), value, "what is stored is what the history made");
    }
    for typed in typed.iter().filter(|typed| typed.customer == customer) {
        let stored = made.get(&(typed.field.to_owned(), typed.value.clone()));
        assert!(stored.is_some() || !typed.is_acknowledged, "acknowledged and lost: {typed:?}");
        // Whoever stored it had seen what it took the place of: nobody's save was eaten.
        if let Some(version) = stored {
            let state = |version: i64| states[usize::try_from(version - 1).unwrap_or_default()].get(typed.field);
            assert_eq!(state(typed.seen), state(version - 1), "unseen and overwritten: {typed:?} at {version}");
        }
    }
}

fn edits(fresh: &Fresh) -> TestResult {
    assert!(defter(&fresh.url, &["seed", "--demo"], "")?.0);
    let (mut ids, mut first): (Vec<String>, Vec<Value>) = (Vec::new(), Vec::new());
    let mut typed: Vec<Typed> = Vec::new();
    let mut editors_seen: Vec<BTreeMap<usize, Value>> = vec![BTreeMap::new(); usize::try_from(EDITORS)?];
    for round in 0..=ROUNDS {
        let program = Program::serve(&fresh.url)?;
        let address = program.address;
        let cookie = sign_in(address, "sales.agent@demo.example", server::seed::DEMO_PASSWORD)?;
        let watcher = |path: &str, asked: &Value| -> Tried<Value> {
            let answer = request_as(address, "POST", path, &cookie, "application/json", &asked.to_string())?;
            Ok(serde_json::from_str(answer.split_once("\r\n\r\n").map(|(_, body)| body).unwrap_or_default())?)
        };
        if ids.is_empty() {
            let page = watcher("/api/customers/list", &json!({ "query": { "country": "SE" } }))?;
            ids =
                page["rows"].as_array().into_iter().flatten().take(CUSTOMERS).map(|row| text_of(&row["id"])).collect();
            for id in &ids {
                first.push(watcher("/api/account/find", &json!({ "id": id }))?["text"].clone());
            }
        }
        if round == ROUNDS {
            for (at, id) in ids.iter().enumerate() {
                let last = watcher("/api/account/find", &json!({ "id": id }))?["text"].clone();
                check(at, &first[at], &last, &history(address, &cookie, id)?, &typed);
            }
            assert!(!program.log().contains("panicked"), "{}", program.log());
            break;
        }
        let count = AtomicUsize::new(0);
        let ended = std::thread::scope(|scope| -> Tried<Vec<Editor<'_>>> {
            let editors: Vec<_> = (0..EDITORS)
                .zip(&editors_seen)
                .map(|(number, seen)| {
                    let mut editor = Editor {
                        number,
                        chance: Chance(number * 1_000 + round as u64),
                        address,
                        cookie: cookie.clone(),
                        ids: &ids,
                        seen: seen.clone(),
                        typed: Vec::new(),
                        count: round * 100_000,
                    };
                    let count = &count;
                    scope.spawn(move || {
                        editor.edit(count);
                        editor
                    })
                })
                .collect();
            while count.load(Ordering::Relaxed) < ACKNOWLEDGED
                && !editors.iter().any(std::thread::ScopedJoinHandle::is_finished)
            {
                std::thread::yield_now();
            }
            program.kill()?;
            editors.into_iter().map(|editor| editor.join().map_err(|_| "an editor panicked".into())).collect()
        })?;
        assert!(count.into_inner() >= ACKNOWLEDGED, "an editor ended early");
        editors_seen = ended.iter().map(|editor| editor.seen.clone()).collect();
        typed.extend(ended.into_iter().flat_map(|editor| editor.typed));
    }
    let (is_whole, said) = defter(&fresh.url, &["audit", "verify"], "")?;
    assert!(is_whole, "{said}");
    Ok(())
}

mod no_save_eats_another_and_nothing_acknowledged_is_lost {
    use super::{TestResult, edits, fresh_postgres, fresh_sqlite};

    #[tokio::test]
    async fn sqlite() -> TestResult {
        let fresh = fresh_sqlite().await?;
        tokio::task::spawn_blocking(move || edits(&fresh)).await?
    }

    #[tokio::test]
    async fn postgres() -> TestResult {
        let fresh = fresh_postgres(None).await?;
        tokio::task::spawn_blocking(move || edits(&fresh)).await?
    }
}
