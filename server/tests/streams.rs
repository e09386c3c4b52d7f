//! What comes to who listens to a customer, whatever is stored while they begin to.

use crate::activity::{change, next_told, stream};
use crate::changes::until_it_waits;
use crate::support::{Desk, TestResult, Who};
use model::customers::Field;
use sea_orm::ConnectionTrait;
use serde_json::json;

/// An entry as the next change of the customer would write it.
const NEXT: &str = "INSERT INTO audit_entries
    (seq, at_us, kind, actor_id, subject_id, version, request_id, hash, key_id, seal)
    SELECT (SELECT seq + 1 FROM audit_head), at_us, kind, actor_id, subject_id, version + 1, request_id, hash, key_id, seal
    FROM audit_entries WHERE kind = 'customer.update' ORDER BY seq DESC LIMIT 1";

/// Whoever begins reads the newest change; the next one is stored before they have read it to its end. Only `PostgreSQL` lets
/// a test hold a reader up there.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_stored_while_a_stream_begins_comes_to_it() -> TestResult {
    let desk = Desk::on_postgres().await?;
    change(&desk, Who::SALES, 1, 1, Field::PurchaseOrderReference, "one").await?;
    let stores = desk.fresh.database.begin_write().await.map_err(|error| format!("{error:?}"))?;
    stores.execute_unprepared("LOCK TABLE audit_values IN ACCESS EXCLUSIVE MODE").await?;
    let mut begins = Box::pin(stream(&desk, Who::HELPDESK));
    until_it_waits(&desk, &mut begins).await?;
    for statement in [NEXT, "UPDATE audit_head SET seq = seq + 1"] {
        stores.execute_unprepared(statement).await?;
    }
    stores.commit().await.map_err(|error| format!("{error:?}"))?;
    let mut events = begins.await?;
    for version in [2, 3] {
        assert_eq!(next_told(&mut events).await?[0], json!(version));
    }
    desk.ends_well()
}
