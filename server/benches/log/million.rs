//! A million entries: how fast they are verified, and how fast Activity shows them.

use crate::office::{Desk, Tried, ask, failed, key, query};
use desk::audit::verify;
use desk::audit::walk::newest;
use desk::canonical;
use desk::canonical::{Hash, entry, genesis, leaf};
use desk::database::Database;
use model::customers::FieldChange;
use sea_orm::{ConnectionTrait, Value};
use serde_json::Value as Json;
use std::time::Instant;
use uuid::Uuid;

const ENTRIES: i64 = 1_000_000;

/// A log of a million entries, chained and sealed as the program does it, two values each.
async fn fill(database: &Database) -> Tried<()> {
    let head = newest(database).await.map_err(failed)?;
    let mut before: Hash = head.hash.as_slice().try_into().unwrap_or_else(|_| genesis(head.log_id));
    let key = key()?;
    let id = key.id();
    let mut seq = head.seq;
    while seq < ENTRIES {
        let (mut entries, mut values) = (Vec::new(), Vec::new());
        let first = seq;
        while seq < ENTRIES && seq < first + 1_000 {
            seq += 1;
            let salt = seq.to_be_bytes().repeat(2);
            let said = [
                FieldChange {
                    field: "purchase_order_reference".into(),
                    old: format!("PO {}", seq - 1),
                    new: format!("PO {seq}"),
                },
                FieldChange { field: "reason".into(), old: String::new(), new: "asked by phone".into() },
            ];
            let leaves = said.each_ref().map(|value| (value.field.as_str(), leaf(&salt, value)));
            let facts = canonical::EntryFacts {
                seq,
                at_us: head.at_us + seq * 1_000_000,
                kind: "customer.update",
                actor_id: Uuid::from_u128(u128::try_from(seq % 40)?),
                subject_id: Uuid::from_u128(u128::try_from(seq % 50_000)?),
                version: 2,
                request_id: Uuid::from_u128(u128::try_from(seq)?),
            };
            before = entry(&before, &facts, leaves.into_iter());
            entries.extend::<[Value; 10]>([
                seq.into(),
                facts.at_us.into(),
                facts.kind.into(),
                facts.actor_id.into(),
                facts.subject_id.into(),
                2_i64.into(),
                facts.request_id.into(),
                before.to_vec().into(),
                id.to_vec().into(),
                key.seal(&before).into(),
            ]);
            for (place, (value, (_, leaf))) in (0_i32..).zip(said.iter().zip(leaves)) {
                values.extend::<[Value; 7]>([
                    seq.into(),
                    place.into(),
                    value.field.clone().into(),
                    leaf.to_vec().into(),
                    salt.clone().into(),
                    value.old.clone().into(),
                    value.new.clone().into(),
                ]);
            }
        }
        let rows =
            |columns: usize, count: usize| vec![format!("({})", vec!["{}"; columns].join(", ")); count].join(", ");
        let count = usize::try_from(seq - first)?;
        let transaction = database.begin_write().await.map_err(failed)?;
        let sql = format!(
            "INSERT INTO audit_entries (seq, at_us, kind, actor_id, subject_id, version, request_id, hash, key_id, seal) VALUES {}",
            rows(10, count)
        );
        transaction.execute_raw(query(database, &sql, entries)).await?;
        let sql = format!(
            "INSERT INTO audit_values (seq, place, field, leaf, salt, old_value, new_value) VALUES {}",
            rows(7, 2 * count)
        );
        transaction.execute_raw(query(database, &sql, values)).await?;
        let sql = "UPDATE audit_head SET seq = {}, at_us = {}, hash = {} WHERE id = 1";
        transaction
            .execute_raw(query(
                database,
                sql,
                vec![seq.into(), (head.at_us + seq * 1_000_000).into(), before.to_vec().into()],
            ))
            .await?;
        transaction.commit().await.map_err(failed)?;
    }
    Ok(())
}

/// Fills, verifies and shows a million.
pub async fn a_million(name: &str, desk: &Desk) -> Tried<()> {
    // `cargo bench … -- writes` leaves the million out.
    if std::env::args().any(|argument| argument == "writes") {
        return Ok(());
    }
    fill(&desk.database).await?;
    desk.database.writer().execute_unprepared("ANALYZE").await?;
    let began = Instant::now();
    let found = verify(&desk.database, None).await.map_err(failed)?;
    let took = began.elapsed().as_secs_f64();
    let entries = f64::from(u32::try_from(found.entries)?);
    println!("verify, {name:<35} {entries} entries in {took:.1} s, {:.0}/s, fault: {:?}", entries / took, found.fault);
    let customer = Uuid::from_u128(77);
    let pages = [
        String::new(),
        format!("customer={customer}"),
        "field=purchase_order_reference".to_owned(),
        "kind=customer.update&from=2030-01-01".to_owned(),
        "before=500000".to_owned(),
        "kind=session.sign_in".to_owned(),
        "person=auditor@staff.example".to_owned(),
        "field=currency".to_owned(),
    ];
    for page in &pages {
        let mut times = Vec::new();
        for _ in 0..200 {
            let began = Instant::now();
            let (status, _, _) =
                ask(&desk.router, "GET", &format!("/activity?{page}"), &desk.auditor, &Json::Null).await?;
            if status != 200 {
                return Err(format!("{page}: {status}").into());
            }
            times.push(began.elapsed().as_secs_f64() * 1_000.0);
        }
        times.sort_by(f64::total_cmp);
        println!("  Activity ?{page:<52} p50 {:>6.1} ms   p99 {:>6.1} ms", times[100], times[198]);
    }
    Ok(())
}
