//! The log: chained, sealed, signed; every way of tampering with it is found.

mod clock;
mod erasing;
mod heads;
mod program;
mod staff;
mod tampering;
mod writers;

use crate::support::{Desk, TestResult, Who};
use model::customers::Field;
use serde_json::json;

/// Some changes, so that there is something to tamper with.
async fn make_history(desk: &Desk, changes: i64) -> TestResult {
    let mut text = crate::support::lale_text();
    for version in 1..=changes {
        text.set(Field::PurchaseOrderReference, format!("order {version}"));
        let change = json!({ "id": Desk::lale(), "version": version, "text": text, "reason": "asked by phone" });
        desk.call(Who::SALES, "account/update", &change).await?.expect(200)?;
    }
    Ok(())
}
