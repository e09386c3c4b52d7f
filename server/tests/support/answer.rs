//! What the server answered.

use super::Tried;
use http::{HeaderMap, StatusCode};
use serde_json::Value;

/// Status, headers and body.
#[derive(Clone, Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Answer {
    /// A header's text; empty if it is not there.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// The cookie that the answer sets, as a `Cookie` header.
    pub fn cookie(&self) -> String {
        self.header("set-cookie").split(';').next().unwrap_or_default().to_owned()
    }

    /// The body as JSON.
    pub fn json(&self) -> Tried<Value> {
        serde_json::from_str(&self.body).map_err(|error| format!("{error}: {} {}", self.status, self.body).into())
    }

    /// Fails unless the status is this one.
    pub fn expect(self, status: u16) -> Tried<Self> {
        if self.status.as_u16() == status {
            Ok(self)
        } else {
            Err(format!("expected {status}, got {}: {}", self.status, self.body.chars().take(600).collect::<String>())
                .into())
        }
    }
}
