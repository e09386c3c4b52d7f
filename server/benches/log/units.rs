//! Changes of five hundred customers in one unit of work, and as many rows by hand in one transaction.

use crate::office::{Desk, Tried, WRITERS, customer, failed, query};
use desk::changes::{Authority, Proposal, Submission, Typed, Wishes, submit_all};
use desk::customers::add_customers;
use desk::people::everybody;
use desk::request::RequestContext;
use desk::settings::Policy;
use model::access::{UpdateCustomer, Viewer};
use model::changes::ChangePolicy;
use model::customers::Field;
use model::language::Language;
use sea_orm::{ConnectionTrait, DatabaseBackend, Value};
use server::system_clock;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;
use std::time::Instant;
use uuid::Uuid;

/// Customers of one unit.
const UNIT: u128 = 500;
/// Units of each side, by turns.
const TURNS: i64 = 8;
/// Their ids begin here, behind those that others write.
const FIRST: u128 = 10 * WRITERS;

/// Somebody who may update, where nothing waits for a second person: five hundred customers at once are no slip here.
async fn request(desk: &Desk) -> Tried<RequestContext> {
    let people = everybody(&desk.database).await.map_err(failed)?;
    let person = people.into_iter().find(|person| person.name.starts_with("sales")).ok_or("nobody sells")?;
    let viewer = Viewer {
        id: person.id,
        name: person.name,
        roles: person.roles,
        language: None,
        theme: model::access::Theme::System,
        must_change_password: false,
    };
    let changes = ChangePolicy::parse("currency auto")?;
    Ok(RequestContext {
        database: desk.database.clone(),
        viewer: Some(viewer),
        session: None,
        browser: None,
        request_id: Uuid::now_v7(),
        now_us: system_clock(),
        address: IpAddr::V4(Ipv4Addr::LOCALHOST),
        language: Language::English,
        is_https: false,
        is_elsewhere: false,
        policy: Arc::new(Policy { changes, ..Policy::default() }),
    })
}

async fn own(request: &RequestContext, version: i64) -> Tried<()> {
    let permit = request.permit::<UpdateCustomer>().map_err(failed)?;
    let mut text = customer(FIRST).text;
    text.set(Field::PurchaseOrderReference, format!("PO {}", version + 1));
    let typed: Vec<Typed> = (0..UNIT).map(|_| Typed::of(&text, &request.policy)).collect();
    let submission = |(at, typed)| Submission {
        customer_id: Uuid::from_u128(FIRST + at),
        version,
        proposal: Proposal { wishes: Wishes::Text(typed), reason: "asked by phone", moment_us: None },
        undoes: None,
        replaces: None,
        draft: Uuid::nil(),
    };
    let submissions: Vec<Submission<'_>> = (0..UNIT).zip(&typed).map(submission).collect();
    submit_all(&Authority::from(&permit), request, &submissions).await.map_err(failed)?;
    Ok(())
}

/// The same rows by hand, in one transaction: no rules, no merge, no hashes.
async fn by_hand(desk: &Desk, turn: i64) -> Tried<()> {
    let database = &desk.database;
    let lock = if database.backend() == DatabaseBackend::Sqlite { "" } else { " FOR UPDATE" };
    let transaction = database.begin_write().await.map_err(failed)?;
    let run = async |sql: &str, values: Vec<Value>| transaction.execute_raw(query(database, sql, values)).await;
    let bytes = || Value::from(vec![7_u8; 32]);
    let salt = || Value::from(vec![7_u8; 16]);
    let head = query(database, &format!("SELECT seq FROM audit_head WHERE id = {{}}{lock}"), vec![1.into()]);
    let mut seq = transaction.query_one_raw(head).await?.ok_or("no head")?.try_get_by_index::<i64>(0)?;
    for at in 0..UNIT {
        let id = Uuid::from_u128(FIRST + UNIT + at);
        let order = format!("PO {turn}");
        seq += 1;
        transaction
            .query_one_raw(query(database, &format!("SELECT * FROM customers WHERE id = {{}}{lock}"), vec![id.into()]))
            .await?;
        let sql = "UPDATE customers SET purchase_order_reference = {}, version = version + 1, updated_at_us = {} WHERE id = {}";
        run(sql, vec![order.clone().into(), system_clock().into(), id.into()]).await?;
        let sql = "INSERT INTO audit_entries (seq, at_us, kind, actor_id, subject_id, version, request_id, hash, key_id, seal) VALUES ({}, {}, {}, {}, {}, {}, {}, {}, {}, {})";
        run(
            sql,
            vec![
                seq.into(),
                system_clock().into(),
                "customer.update".into(),
                id.into(),
                id.into(),
                2_i64.into(),
                id.into(),
                bytes(),
                vec![7_u8; 8].into(),
                bytes(),
            ],
        )
        .await?;
        let sql = "INSERT INTO audit_values (seq, place, field, leaf, salt, old_value, new_value) VALUES ({}, 0, 'purchase_order_reference', {}, {}, {}, {}), ({}, 1, 'reason', {}, {}, '', {})";
        run(
            sql,
            vec![
                seq.into(),
                bytes(),
                salt(),
                order.clone().into(),
                order.clone().into(),
                seq.into(),
                bytes(),
                salt(),
                "asked by phone".into(),
            ],
        )
        .await?;
        let sql = "INSERT INTO change_sets (id, version, customer_id, kind, state, created_at_us, created_by, base_version, changes, reason, asked_by_rules, reviewers, note, ended_at_us, failure)
            SELECT {}, 1, {}, 'customer.update', 'applied', {}, staff.id, 1, {}, 'asked by phone', '', '', '', {}, '' FROM staff LIMIT 1";
        let changes = format!("[{{\"field\":\"purchase_order_reference\",\"old\":\"\",\"new\":\"{order}\"}}]");
        run(sql, vec![Uuid::now_v7().into(), id.into(), system_clock().into(), changes.into(), system_clock().into()])
            .await?;
    }
    run(
        "UPDATE audit_head SET seq = {}, at_us = {}, hash = {} WHERE id = 1",
        vec![seq.into(), system_clock().into(), bytes()],
    )
    .await?;
    transaction.commit().await.map_err(failed)?;
    Ok(())
}

/// Measures both by turns.
pub async fn units(name: &str, desk: &Desk) -> Tried<()> {
    let customers: Vec<_> = (FIRST..FIRST + 2 * UNIT).map(customer).collect();
    add_customers(&desk.database, &customers).await.map_err(failed)?;
    let request = request(desk).await?;
    let (mut own_s, mut hand_s) = (0.0, 0.0);
    for turn in 1..=TURNS {
        let began = Instant::now();
        by_hand(desk, turn).await?;
        hand_s += began.elapsed().as_secs_f64();
        let began = Instant::now();
        own(&request, turn).await?;
        own_s += began.elapsed().as_secs_f64();
    }
    let changes = f64::from(u32::try_from(UNIT)?) * f64::from(i32::try_from(TURNS)?);
    println!(
        "units of {UNIT}, {name:<30} {:>7.0} changes/s   the same rows by hand {:>7.0}/s   {:.2} times",
        changes / own_s,
        changes / hand_s,
        own_s / hand_s
    );
    Ok(())
}
