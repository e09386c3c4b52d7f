//! An acknowledged write is stored, or it is not acknowledged: commits that fail, disks that are full, files that are gone.

mod busy;
mod commits;
mod crashes;
mod damage;
mod disk;
mod encoding;
mod files;
mod held_up;
mod readiness;
mod restarted;
mod silence;
mod tried_again;

use crate::support::{Program, TestResult, Tried, request, sign_in};
use serde_json::{Value, json};
use std::net::SocketAddr;

/// Somebody who updates one customer again and again, and remembers what was acknowledged.
struct Writer {
    address: SocketAddr,
    cookie: String,
    id: String,
    /// The last version that was answered with yes.
    acknowledged: i64,
    text: Value,
}

impl Writer {
    fn begin(program: &Program) -> Tried<Self> {
        let address = program.address;
        let cookie = sign_in(address, "sales.agent@demo.example", server::seed::DEMO_PASSWORD)?;
        let mut writer = Self { address, cookie, id: String::new(), acknowledged: 0, text: Value::Null };
        let page = writer.call("customers/list", &json!({ "query": { "country": "SE" } }))?.1;
        page["rows"][0]["id"].as_str().unwrap_or_default().clone_into(&mut writer.id);
        let account = writer.call("account/edit", &json!({ "id": writer.id }))?.1;
        writer.acknowledged = account["version"].as_i64().ok_or("no account")?;
        writer.text = account["text"].clone();
        Ok(writer)
    }

    fn call(&self, function: &str, arguments: &Value) -> Tried<(u16, Value, String)> {
        let path = format!("/api/{function}");
        let answer = request(self.address, "POST", &path, &self.cookie, &arguments.to_string())?;
        let status = answer.split(' ').nth(1).and_then(|status| status.parse().ok()).ok_or("no status")?;
        let (head, body) = answer.split_once("\r\n\r\n").ok_or("no body")?;
        Ok((status, serde_json::from_str(body).unwrap_or_default(), head.to_lowercase()))
    }

    /// One update with a reason of 480 signs, so that room runs out; answers its status. What is refused must say when to try
    /// again.
    fn update(&mut self) -> Tried<u16> {
        self.text["purchase_order_reference"] = json!(format!("1{}", self.acknowledged));
        let change =
            json!({ "id": self.id, "version": self.acknowledged, "text": self.text, "reason": "r".repeat(480) });
        let (status, saved, head) = self.call("account/update", &change)?;
        match status {
            200 => self.acknowledged = saved["As"]["version"].as_i64().ok_or_else(|| format!("not saved: {saved}"))?,
            503 => assert!(head.contains("retry-after: "), "{head}"),
            other => return Err(format!("{other}: {saved}").into()),
        }
        Ok(status)
    }

    /// What a reader sees is what was acknowledged.
    fn is_stored(&self) -> TestResult {
        let (status, account, _) = self.call("account/find", &json!({ "id": self.id }))?;
        assert_eq!((status, account["version"].as_i64()), (200, Some(self.acknowledged)), "{account}");
        Ok(())
    }

    /// Updates until so many were refused; what was acknowledged meanwhile is there each time.
    fn until_refused(&mut self, times: usize) -> TestResult {
        let mut refused = 0;
        for _ in 0..5_000 {
            if self.update()? == 503 {
                refused += 1;
                self.is_stored()?;
                if refused == times {
                    return Ok(());
                }
            }
        }
        Err("the room did not run out".into())
    }

    /// There is room again, without a restart.
    fn goes_on(&mut self) -> TestResult {
        for _ in 0..30 {
            assert_eq!(self.update()?, 200);
        }
        self.is_stored()
    }
}
