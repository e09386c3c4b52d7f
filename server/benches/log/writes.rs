//! Submits, and the rows of as many by hand.

use crate::office::{Desk, PEOPLE, Tried, WRITERS, ask, customer, failed, query};
use desk::database::Database;
use sea_orm::{ConnectionTrait, DatabaseBackend, Value};
use serde_json::json;
use server::system_clock;
use std::error::Error;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};
use uuid::Uuid;

const SPAN: Duration = Duration::from_secs(4);

/// Runs writers for a while and answers how often all of them together ended one turn, a second.
async fn rate<F: Future<Output = Tried<()>> + Send + 'static>(
    turn: impl Fn(u128, u64) -> F + Clone + Send + 'static,
) -> Tried<f64> {
    let count = std::sync::Arc::new(AtomicU64::new(0));
    let began = Instant::now();
    let mut writers = tokio::task::JoinSet::new();
    for writer in 0..WRITERS {
        let (turn, count) = (turn.clone(), count.clone());
        writers.spawn(async move {
            let mut at = 0;
            while began.elapsed() < SPAN {
                turn(writer, at).await?;
                at += 1;
                count.fetch_add(1, Ordering::Relaxed);
            }
            Ok::<_, Box<dyn Error + Send + Sync>>(())
        });
    }
    while let Some(ended) = writers.join_next().await {
        ended??;
    }
    Ok(f64::from(u32::try_from(count.load(Ordering::Relaxed))?) / began.elapsed().as_secs_f64())
}

async fn submits(desk: &Desk) -> Tried<f64> {
    let (router, cookies) = (desk.router.clone(), desk.sales.clone());
    let database = desk.database.clone();
    rate(move |writer, turn| {
        let person =
            usize::try_from(writer).unwrap_or_default() * PEOPLE + usize::try_from(turn).unwrap_or_default() % PEOPLE;
        let cookie = cookies.get(person).cloned().unwrap_or_default();
        let (router, database) = (router.clone(), database.clone());
        async move {
            let id = Uuid::from_u128(writer + 1);
            let version = version_of(&database, id).await?;
            let mut text = serde_json::to_value(customer(writer + 1).text)?;
            text["purchase_order_reference"] = json!(format!("PO {version}"));
            let change = json!({ "id": id, "version": version, "text": text, "reason": "asked by phone" });
            let (status, _, body) = ask(&router, "POST", "/api/account/update", &cookie, &change).await?;
            if status == 200 { Ok(()) } else { Err(String::from_utf8_lossy(&body).into_owned().into()) }
        }
    })
    .await
}

/// Which version a customer is at: both sides of the comparison read it once before they write.
async fn version_of(database: &Database, id: Uuid) -> Tried<i64> {
    let row = query(database, "SELECT version FROM customers WHERE id = {}", vec![id.into()]);
    let row = database.reader().query_one_raw(row).await?.ok_or("no customer")?;
    Ok(row.try_get_by_index(0)?)
}

/// The rows of one submit, written by hand: no rules, no merge, no hashes, the same locks.
async fn bare(desk: &Desk) -> Tried<f64> {
    let database = desk.database.clone();
    rate(move |writer, at| {
        let database = database.clone();
        async move {
            let id = Uuid::from_u128(WRITERS + writer + 1);
            version_of(&database, id).await?;
            let lock = if database.backend() == DatabaseBackend::Sqlite { "" } else { " FOR UPDATE" };
            let transaction = database.begin_write().await.map_err(failed)?;
            let run = async |sql: &str, values: Vec<Value>| transaction.execute_raw(query(&database, sql, values)).await;
            transaction.query_one_raw(query(&database, &format!("SELECT * FROM customers WHERE id = {{}}{lock}"), vec![id.into()])).await?;
            let order = format!("PO {writer} {at}");
            let sql = "UPDATE customers SET purchase_order_reference = {}, version = version + 1, updated_at_us = {}, search_text = search_text, name_order_en = name_order_en, name_order_tr = name_order_tr WHERE id = {}";
            run(sql, vec![order.clone().into(), system_clock().into(), id.into()]).await?;
            let head = transaction.query_one_raw(query(&database, &format!("SELECT seq, at_us, hash FROM audit_head WHERE id = {{}}{lock}"), vec![1.into()])).await?;
            let seq = head.ok_or("no head")?.try_get_by_index::<i64>(0)? + 1;
            let bytes = || Value::from(vec![7_u8; 32]);
            let sql = "INSERT INTO audit_entries (seq, at_us, kind, actor_id, subject_id, version, request_id, hash, key_id, seal) VALUES ({}, {}, {}, {}, {}, {}, {}, {}, {}, {})";
            run(sql, vec![seq.into(), system_clock().into(), "customer.update".into(), id.into(), id.into(), 2_i64.into(), id.into(), bytes(), vec![7_u8; 8].into(), bytes()]).await?;
            let sql = "INSERT INTO audit_values (seq, place, field, leaf, salt, old_value, new_value) VALUES ({}, 0, 'purchase_order_reference', {}, {}, {}, {}), ({}, 1, 'reason', {}, {}, '', {})";
            let salt = || Value::from(vec![7_u8; 16]);
            run(sql, vec![seq.into(), bytes(), salt(), order.clone().into(), order.clone().into(), seq.into(), bytes(), salt(), "asked by phone".into()]).await?;
            run("UPDATE audit_head SET seq = {}, at_us = {}, hash = {} WHERE id = 1", vec![seq.into(), system_clock().into(), bytes()]).await?;
            let sql = "INSERT INTO change_sets (id, version, customer_id, kind, state, created_at_us, created_by, base_version, changes, reason, asked_by_rules, reviewers, note, ended_at_us, failure)
                SELECT {}, 1, {}, 'customer.update', 'applied', {}, staff.id, 1, {}, 'asked by phone', '', '', '', {}, '' FROM staff LIMIT 1";
            let changes = format!("[{{\"field\":\"purchase_order_reference\",\"old\":\"\",\"new\":\"{order}\"}}]");
            run(sql, vec![Uuid::now_v7().into(), id.into(), system_clock().into(), changes.into(), system_clock().into()]).await?;
            run("DELETE FROM drafts WHERE customer_id = {}", vec![id.into()]).await?;
            transaction.commit().await.map_err(failed)?;
            Ok(())
        }
    })
    .await
}

/// Measures both by turns.
pub async fn compare(name: &str, desk: &Desk) -> Tried<()> {
    // By turns, so that neither side has the warmer or the smaller database.
    let (mut own, mut by_hand) = (0.0, 0.0);
    for _ in 0..3 {
        by_hand += bare(desk).await? / 3.0;
        own += submits(desk).await? / 3.0;
    }
    println!("submits, {name:<34} {own:>7.0}/s   the same rows by hand {by_hand:>7.0}/s   {:.2} times", by_hand / own);
    Ok(())
}
