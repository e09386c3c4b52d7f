//! Somebody who owns the database, with and without knowledge of the log's form, changes what was done.

use super::make_history;
use crate::support::{Desk, NOW_US, TestResult, Tried, on_each_database};
use desk::audit::walk::{Stored, batch, is_of_other_keys, newest};
use desk::audit::{Fault, Head, Verified, sign_now, verify, verify_among};
use desk::canonical::{Hash, entry, genesis, leaf};
use desk::key::LogKey;
use desk::verify::{Differs, first_that_differs};
use model::customers::FieldChange;
use sea_orm::{ConnectionTrait, DatabaseBackend, Statement, Value};

fn failed(error: desk::error::Error) -> Box<dyn std::error::Error + Send + Sync> {
    format!("{error:?}").into()
}

async fn verified(desk: &Desk, head: Option<&Head>) -> Tried<Verified> {
    verify(&desk.fresh.database, head).await.map_err(failed)
}

async fn fault(desk: &Desk) -> Tried<Option<Fault>> {
    Ok(verified(desk, None).await?.fault)
}

async fn alter(desk: &Desk, statement: &str) -> TestResult {
    let done = desk.fresh.database.writer().execute_unprepared(statement).await?;
    assert!(done.rows_affected() > 0, "{statement}");
    Ok(())
}

async fn set_bytes(desk: &Desk, sql: &str, values: [Value; 2]) -> TestResult {
    let database = &desk.fresh.database;
    database.writer().execute_raw(Statement::from_sql_and_values(database.backend(), sql, values)).await?;
    Ok(())
}

async fn everything(desk: &Desk) -> Tried<Vec<Stored>> {
    batch(&desk.fresh.database, 0).await.map_err(failed)
}

/// Who knows the form computes every hash anew, and the log's own note of its newest entry. The key they have not.
async fn chain_anew(desk: &Desk) -> TestResult {
    let mut before = genesis(newest(&desk.fresh.database).await.map_err(failed)?.log_id);
    let mut last = 0;
    for stored in everything(desk).await? {
        let leaves = stored.values.iter().map(|value| {
            let hash: Hash = match &value.text {
                Some((salt, old, new)) => {
                    leaf(salt, &FieldChange { field: value.field.clone(), old: old.clone(), new: new.clone() })
                }
                None => value.leaf.as_slice().try_into().unwrap_or_default(),
            };
            (value.field.as_str(), hash)
        });
        let leaves: Vec<_> = leaves.collect();
        for (place, (_, leaf)) in leaves.iter().enumerate() {
            let sql = format!("UPDATE audit_values SET leaf = $1 WHERE seq = $2 AND place = {place}");
            set_bytes(desk, &sql, [leaf.to_vec().into(), stored.seq.into()]).await?;
        }
        before = entry(&before, &stored.facts(), leaves.into_iter());
        set_bytes(
            desk,
            "UPDATE audit_entries SET hash = $1 WHERE seq = $2",
            [before.to_vec().into(), stored.seq.into()],
        )
        .await?;
        last = stored.seq;
    }
    set_bytes(desk, "UPDATE audit_head SET hash = $1, seq = $2", [before.to_vec().into(), last.into()]).await
}

/// The entry of the second of four changes; each has two values, the field and the reason.
async fn second_change(desk: &Desk) -> Tried<i64> {
    make_history(desk, 4).await?;
    assert_eq!(fault(desk).await?, None);
    desk.fresh.open_log_up().await?;
    Ok(newest(&desk.fresh.database).await.map_err(failed)?.seq - 2)
}

on_each_database! {
    async fn an_edited_entry_is_found(desk: Desk) -> TestResult {
        let seq = second_change(&desk).await?;
        alter(&desk, &format!("UPDATE audit_entries SET at_us = at_us - 1 WHERE seq = {seq}")).await?;
        assert_eq!(fault(&desk).await?, Some(Fault::Changed(seq)));
    }

    async fn an_edited_value_is_found(desk: Desk) -> TestResult {
        let seq = second_change(&desk).await?;
        alter(&desk, &format!("UPDATE audit_values SET new_value = 'order 7' WHERE seq = {seq} AND place = 0")).await?;
        assert_eq!(fault(&desk).await?, Some(Fault::ValueChanged(seq, "purchase_order_reference".into())));
    }

    async fn an_edited_value_is_found_although_every_hash_was_computed_anew(desk: Desk) -> TestResult {
        let seq = second_change(&desk).await?;
        alter(&desk, &format!("UPDATE audit_values SET new_value = 'order 7' WHERE seq = {seq} AND place = 0")).await?;
        chain_anew(&desk).await?;
        assert_eq!(fault(&desk).await?, Some(Fault::Inserted(seq)));
    }

    async fn a_removed_entry_is_found(desk: Desk) -> TestResult {
        let seq = second_change(&desk).await?;
        alter(&desk, &format!("DELETE FROM audit_values WHERE seq = {seq}")).await?;
        alter(&desk, &format!("DELETE FROM audit_entries WHERE seq = {seq}")).await?;
        assert_eq!(fault(&desk).await?, Some(Fault::Removed(seq)));
    }

    async fn a_removed_entry_is_found_although_the_others_moved_up(desk: Desk) -> TestResult {
        let seq = second_change(&desk).await?;
        alter(&desk, &format!("DELETE FROM audit_values WHERE seq = {seq}")).await?;
        alter(&desk, &format!("DELETE FROM audit_entries WHERE seq = {seq}")).await?;
        for next in [seq + 1, seq + 2] {
            alter(&desk, &format!("UPDATE audit_entries SET seq = {next} - 1 WHERE seq = {next}")).await?;
            alter(&desk, &format!("UPDATE audit_values SET seq = {next} - 1 WHERE seq = {next}")).await?;
        }
        assert_eq!(fault(&desk).await?, Some(Fault::Changed(seq)));
        chain_anew(&desk).await?;
        assert_eq!(fault(&desk).await?, Some(Fault::Inserted(seq)));
    }

    async fn a_removed_value_is_found(desk: Desk) -> TestResult {
        let seq = second_change(&desk).await?;
        alter(&desk, &format!("DELETE FROM audit_values WHERE seq = {seq} AND place = 1")).await?;
        assert_eq!(fault(&desk).await?, Some(Fault::Changed(seq)));
    }

    async fn an_inserted_value_is_found(desk: Desk) -> TestResult {
        let seq = second_change(&desk).await?;
        alter(&desk, &format!("INSERT INTO audit_values SELECT seq, 2, field, leaf, salt, old_value, new_value FROM audit_values WHERE seq = {seq} AND place = 1")).await?;
        assert_eq!(fault(&desk).await?, Some(Fault::Changed(seq)));
    }

    async fn an_inserted_entry_is_found(desk: Desk) -> TestResult {
        let newest_seq = second_change(&desk).await? + 2;
        // A copy of an entry, seal and all, at the end, where it fits the chain.
        alter(&desk, &format!("INSERT INTO audit_entries SELECT {newest_seq} + 1, at_us, kind, actor_id, subject_id, version + 3, request_id, hash, key_id, seal FROM audit_entries WHERE seq = {newest_seq}")).await?;
        chain_anew(&desk).await?;
        assert_eq!(fault(&desk).await?, Some(Fault::Inserted(newest_seq + 1)));
    }

    /// Naming another key spares nobody the seal: the other machine must have been named to whoever checks.
    async fn an_entry_of_a_key_that_nobody_named_is_found(desk: Desk) -> TestResult {
        let newest_seq = second_change(&desk).await? + 2;
        let other = LogKey::of_seed(&[9; 32]).ok_or("no key")?;
        let id = desk::canonical::hex(&other.id());
        let bytes = if desk.fresh.database.backend() == DatabaseBackend::Sqlite { format!("X'{id}'") } else { format!("'\\x{id}'::bytea") };
        alter(&desk, &format!("UPDATE audit_entries SET key_id = {bytes} WHERE seq = {newest_seq}")).await?;
        assert_eq!(fault(&desk).await?, Some(Fault::Inserted(newest_seq)));
        let found = verify_among(&desk.fresh.database, None, &[other.public().to_vec()], i64::MAX).await.map_err(failed)?;
        assert_eq!((found.fault, found.sealed_elsewhere), (None, 1));
    }

    /// Erasing is noted; what is gone without a note was taken.
    async fn values_that_are_gone_without_a_note_are_found(desk: Desk) -> TestResult {
        let seq = second_change(&desk).await?;
        let gone = "UPDATE audit_values SET salt = NULL, old_value = NULL, new_value = NULL";
        alter(&desk, &format!("{gone} WHERE seq = {seq} AND place = 1")).await?;
        assert_eq!(fault(&desk).await?, Some(Fault::Blanked(seq)));
        alter(&desk, &format!("{gone} WHERE seq = {seq} AND place = 0")).await?;
        assert_eq!(fault(&desk).await?, Some(Fault::ValueChanged(seq, "purchase_order_reference".into())));
    }

    async fn another_text_in_the_place_of_an_erased_one_is_found_and_never_shown(desk: Desk) -> TestResult {
        let seq = second_change(&desk).await?;
        alter(&desk, &format!("UPDATE audit_values SET salt = NULL, new_value = 'forged' WHERE seq = {seq} AND place = 0")).await?;
        assert_eq!(fault(&desk).await?, Some(Fault::ValueChanged(seq, "purchase_order_reference".into())));
        let shown = desk.history(Desk::lale()).await?;
        assert!(!serde_json::to_string(&shown)?.contains("forged"));
    }

    async fn two_entries_that_changed_places_are_found(desk: Desk) -> TestResult {
        let seq = second_change(&desk).await?;
        for table in ["audit_entries", "audit_values"] {
            for (from, to) in [(seq, -1), (seq + 1, seq), (-1, seq + 1)] {
                alter(&desk, &format!("UPDATE {table} SET seq = {to} WHERE seq = {from}")).await?;
            }
        }
        assert_eq!(fault(&desk).await?, Some(Fault::Changed(seq)));
        chain_anew(&desk).await?;
        assert_eq!(fault(&desk).await?, Some(Fault::Inserted(seq)));
    }

    async fn a_changed_seal_is_found(desk: Desk) -> TestResult {
        let seq = second_change(&desk).await?;
        alter(&desk, &format!("UPDATE audit_entries SET seal = hash WHERE seq = {seq}")).await?;
        assert_eq!(fault(&desk).await?, Some(Fault::Inserted(seq)));
    }

    async fn newest_entries_that_were_cut_off_are_found(desk: Desk) -> TestResult {
        let seq = second_change(&desk).await?;
        alter(&desk, &format!("DELETE FROM audit_values WHERE seq > {seq}")).await?;
        alter(&desk, &format!("DELETE FROM audit_entries WHERE seq > {seq}")).await?;
        assert_eq!(fault(&desk).await?, Some(Fault::CutOff(seq, seq + 2)));
    }

    /// The one tampering that nothing inside a database can show; docs/audit-log.md says so.
    async fn a_cut_that_also_moves_the_logs_own_note_is_found_with_a_head(desk: Desk) -> TestResult {
        let seq = second_change(&desk).await?;
        let head = sign_now(&desk.fresh.database, NOW_US).await.map_err(failed)?;
        alter(&desk, &format!("DELETE FROM audit_values WHERE seq > {seq}")).await?;
        alter(&desk, &format!("DELETE FROM audit_entries WHERE seq > {seq}")).await?;
        chain_anew(&desk).await?;
        assert_eq!(fault(&desk).await?, None);
        assert_eq!(verified(&desk, Some(&head)).await?.fault, Some(Fault::CutOff(seq, seq + 2)));
    }

    async fn a_log_that_was_written_anew_does_not_fit_its_head(desk: Desk) -> TestResult {
        let seq = second_change(&desk).await?;
        let head = sign_now(&desk.fresh.database, NOW_US).await.map_err(failed)?;
        assert_eq!(verified(&desk, Some(&head)).await?.fault, None);
        assert_eq!(verified(&desk, Some(&head)).await?.heads, 1);
        let foreign = Head { log_id: uuid::Uuid::from_u128(9), ..head.clone() };
        assert_eq!(verified(&desk, Some(&foreign)).await?.fault, Some(Fault::Unsigned(head.seq)));
        let forged = Head { seq, ..head };
        assert_eq!(verified(&desk, Some(&forged)).await?.fault, Some(Fault::Unsigned(seq)));
    }

    /// Somebody who even has the key of another machine cannot pass their signature off as this log's.
    async fn a_head_of_another_log_is_told(desk: Desk) -> TestResult {
        second_change(&desk).await?;
        let head = Head::sign(desk.fresh.database.log_key(), uuid::Uuid::from_u128(9), 3, NOW_US, &[1; 32]);
        assert_eq!(verified(&desk, Some(&head)).await?.fault, Some(Fault::AnotherLog));
    }

    /// No walk comes to the numbers before the first and after the last, and pages would show what stands there.
    async fn what_stands_outside_the_chain_is_found(desk: Desk) -> TestResult {
        let seq = second_change(&desk).await?;
        alter(&desk, &format!("INSERT INTO audit_entries SELECT -1, at_us, kind, actor_id, subject_id, version + 9, request_id, hash, key_id, seal FROM audit_entries WHERE seq = {seq}")).await?;
        assert_eq!(fault(&desk).await?, Some(Fault::Outside(-1)));
        alter(&desk, "DELETE FROM audit_entries WHERE seq = -1").await?;
        alter(&desk, &format!("INSERT INTO audit_values SELECT {seq} + 9, 0, field, leaf, salt, old_value, new_value FROM audit_values WHERE seq = {seq} AND place = 1")).await?;
        assert_eq!(fault(&desk).await?, Some(Fault::Outside(seq + 9)));
        alter(&desk, &format!("DELETE FROM audit_values WHERE seq = {seq} + 9")).await?;
        assert_eq!(fault(&desk).await?, None);
    }

    async fn values_in_other_places_are_found(desk: Desk) -> TestResult {
        let seq = second_change(&desk).await?;
        alter(&desk, &format!("UPDATE audit_values SET place = place + 10 WHERE seq = {seq}")).await?;
        assert_eq!(fault(&desk).await?, Some(Fault::ValueChanged(seq, "purchase_order_reference".into())));
    }

    /// Whoever sets the log's own note of the time ahead makes the program seal times to come.
    async fn times_to_come_are_found(desk: Desk) -> TestResult {
        let newest_seq = second_change(&desk).await? + 2;
        alter(&desk, "UPDATE audit_head SET at_us = 4102444800000000").await?;
        assert_eq!(fault(&desk).await?, Some(Fault::Untimely(newest_seq)));
        let head = sign_now(&desk.fresh.database, NOW_US).await.map_err(failed)?;
        assert_eq!(head.seq, newest_seq);
        let found = verify_among(&desk.fresh.database, None, &[], NOW_US + 86_400_000_000).await.map_err(failed)?;
        assert_eq!(found.fault, Some(Fault::Untimely(newest_seq + 1)));
    }

    /// An erasing accounts for what was there before it, and for nothing newer, however many values it counted.
    async fn a_value_newer_than_the_erasing_does_not_go_in_an_older_ones_place(desk: Desk) -> TestResult {
        let seq = second_change(&desk).await?;
        let kept = "CREATE TABLE kept AS SELECT * FROM audit_values";
        desk.fresh.database.writer().execute_unprepared(kept).await?;
        desk::erase::erase_customer(&desk.fresh.database, Desk::lale(), NOW_US).await.map_err(failed)?;
        assert_eq!(fault(&desk).await?, None);
        let mut text = crate::support::lale_text();
        text.set(model::customers::Field::PurchaseOrderReference, "later");
        let change = serde_json::json!({ "id": Desk::lale(), "version": 5, "text": text, "reason": "asked again" });
        desk.call(crate::support::Who::SALES, "account/update", &change).await?.expect(200)?;
        let newest_seq = newest(&desk.fresh.database).await.map_err(failed)?.seq;
        alter(&desk, &format!("UPDATE audit_values SET salt = NULL, old_value = NULL, new_value = NULL WHERE seq = {newest_seq} AND field = 'reason'")).await?;
        for column in ["salt", "old_value", "new_value"] {
            alter(&desk, &format!("UPDATE audit_values SET {column} = (SELECT {column} FROM kept WHERE kept.seq = audit_values.seq AND kept.place = audit_values.place) WHERE seq = {seq} AND field = 'reason'")).await?;
        }
        assert_eq!(fault(&desk).await?, Some(Fault::Blanked(newest_seq)));
    }

    /// The log is whole; the account beside it is not what the log made it.
    async fn an_account_that_was_changed_around_the_log_is_found(desk: Desk) -> TestResult {
        make_history(&desk, 4).await?;
        let differs = async || first_that_differs(&desk.fresh.database).await.map_err(failed);
        assert_eq!(differs().await?, None);
        alter(&desk, "UPDATE customers SET purchase_order_reference = 'forged' WHERE domain = 'lale.example'").await?;
        let found = Differs { customer_id: Desk::lale(), field: "purchase_order_reference".into() };
        assert_eq!((differs().await?, fault(&desk).await?), (Some(found), None));
        alter(&desk, "UPDATE customers SET purchase_order_reference = 'order 4', version = 9 WHERE domain = 'lale.example'").await?;
        assert_eq!(differs().await?.map(|found| found.field).as_deref(), Some("version"));
        alter(&desk, "UPDATE customers SET version = 5 WHERE domain = 'lale.example'").await?;
        assert_eq!(differs().await?, None);
        alter(&desk, "UPDATE customers SET version = 2 WHERE domain = 'customer-1.example'").await?;
        assert_eq!(differs().await?.map(|found| found.field).as_deref(), Some("version"));
        // So is one that is there no more.
        alter(&desk, "DELETE FROM change_sets WHERE customer_id IN (SELECT id FROM customers WHERE domain = 'lale.example')").await?;
        alter(&desk, "DELETE FROM customers WHERE domain = 'lale.example'").await?;
        assert_eq!(differs().await?, Some(Differs { customer_id: Desk::lale(), field: "removed".into() }));
    }

    /// What is no text, or no number, any more: the entry is named all the same.
    async fn a_value_of_another_kind_is_found(desk: Desk) -> TestResult {
        if desk.fresh.database.backend() == DatabaseBackend::Sqlite {
            let seq = second_change(&desk).await?;
            alter(&desk, &format!("UPDATE audit_values SET new_value = x'ff00' WHERE seq = {seq} AND place = 0")).await?;
            assert_eq!(fault(&desk).await?, Some(Fault::Changed(seq)));
        } else {
            // PostgreSQL keeps its columns' kinds.
            let seq = second_change(&desk).await?;
            let other = format!("UPDATE audit_values SET new_value = 7 WHERE seq = {seq} AND place = 0");
            assert!(desk.fresh.database.writer().execute_unprepared(&other).await.is_ok());
            assert_eq!(fault(&desk).await?, Some(Fault::ValueChanged(seq, "purchase_order_reference".into())));
        }
    }

    /// Whoever brings the database and leaves the key behind is told at the start.
    async fn a_machine_whose_key_sealed_nothing_is_known(desk: Desk) -> TestResult {
        make_history(&desk, 1).await?;
        assert!(!is_of_other_keys(&desk.fresh.database).await.map_err(failed)?);
        let other = LogKey::of_seed(&[9; 32]).ok_or("no key")?;
        let moved = desk::database::Database::open(&desk.fresh.url, other).await?;
        assert!(is_of_other_keys(&moved).await.map_err(failed)?);
    }
}
