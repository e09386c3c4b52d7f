//! Whoever is disabled while they wait for their turn writes nothing any more, whatever they were about to write.

use super::hands::{disabled, let_in, post};
use super::{FRAUD, arguments, take_back, until_it_waits};
use crate::support::{Desk, MOVE_TO_BERLIN, PASSWORD, TestResult, Tried, Who, lale_text, on_each_database};
use app::wire::Error;
use desk::settings::Policy;
use model::customers::{CustomerText, Field};
use sea_orm::{ConnectionTrait, Statement};
use serde_json::json;
use std::sync::Arc;
use uuid::Uuid;

/// Somebody's id by the role that they are named after.
async fn id_of(desk: &Desk, role: &str) -> Tried<Uuid> {
    let sql = format!("SELECT id FROM staff WHERE email = '{role}@staff.example'");
    let row = Statement::from_string(desk.fresh.database.backend(), sql);
    let row = desk.fresh.database.reader().query_one_raw(row).await?.ok_or("nobody")?;
    Ok(row.try_get("", "id")?)
}

async fn count(desk: &Desk, sql: &str) -> Tried<i64> {
    let row = Statement::from_string(desk.fresh.database.backend(), sql);
    let row = desk.fresh.database.reader().query_one_raw(row).await?.ok_or("nothing")?;
    Ok(row.try_get_by_index(0)?)
}

/// Lets somebody begin, disables them while they wait, and answers why they were refused.
async fn refused(desk: &Desk, who: Who, path: &str, form: Vec<(&str, &str)>) -> Tried<Option<Error>> {
    let Who::Is(role) = who else { return Err("nobody writes".into()) };
    let mut context = let_in(desk, who).await?;
    let transaction = disabled(desk, role.name()).await?;
    let mut writing = Box::pin(post(&mut context, path, form));
    until_it_waits(desk, &mut writing).await?;
    transaction.commit().await.map_err(|error| format!("{error:?}"))?;
    writing.await
}

on_each_database! {
    async fn nobody_is_added_by_somebody_who_is_disabled_meanwhile(desk: Desk) -> TestResult {
        let form = vec![("name", "Ghost"), ("email", "ghost@staff.example"), ("role_global_admin", "true"), ("roles_global_admin", "true"), ("global_admin", "true")];
        assert_eq!(refused(&desk, Who::ADMIN, "/people", form).await?, Some(Error::SignedOut));
        assert_eq!(count(&desk, "SELECT COUNT(*) FROM staff WHERE email = 'ghost@staff.example'").await?, 0);
    }

    async fn nobodys_password_is_reset_by_somebody_who_is_disabled_meanwhile(desk: Desk) -> TestResult {
        let other = id_of(&desk, "admin_agent").await?;
        assert_eq!(refused(&desk, Who::ADMIN, &format!("/people/{other}"), vec![("step", "reset")]).await?, Some(Error::SignedOut));
        assert_eq!(count(&desk, "SELECT COUNT(*) FROM staff WHERE must_change_password").await?, 0);
    }

    async fn nobody_changes_their_profile_after_they_were_disabled(desk: Desk) -> TestResult {
        let form = vec![("step", "profile"), ("name", "Somebody Else"), ("language", "tr"), ("theme", "dark")];
        assert_eq!(refused(&desk, Who::SALES, "/profile", form).await?, Some(Error::SignedOut));
        assert_eq!(count(&desk, "SELECT COUNT(*) FROM staff WHERE name = 'Somebody Else'").await?, 0);
    }

    /// Another admin's right was taken while they waited, not their account.
    async fn a_right_that_was_taken_meanwhile_is_none(desk: Desk) -> TestResult {
        let other = id_of(&desk, "admin_agent").await?;
        let mut context = let_in(&desk, Who::ADMIN).await?;
        let transaction = desk.fresh.database.begin_write().await.map_err(|error| format!("{error:?}"))?;
        transaction.execute_unprepared("UPDATE staff SET roles = 'sales_agent' WHERE email = 'global_admin@staff.example'").await?;
        let mut writing = Box::pin(post(&mut context, "/people", vec![("name", "Ghost"), ("email", "ghost@staff.example"), ("role_global_admin", "true"), ("roles_global_admin", "true"), ("global_admin", "true")]));
        until_it_waits(&desk, &mut writing).await?;
        transaction.commit().await.map_err(|error| format!("{error:?}"))?;
        assert_eq!(writing.await?, Some(Error::Forbidden));
        let mut again = let_in(&desk, Who::ADMIN).await?;
        assert_eq!(post(&mut again, &format!("/people/{other}"), vec![("step", "reset")]).await?, Some(Error::Forbidden));
        assert_eq!(count(&desk, "SELECT COUNT(*) FROM staff").await?, 5);
    }
}

/// What somebody is about to do.
struct Act {
    what: &'static str,
    who: Who,
    path: String,
    form: Vec<(&'static str, String)>,
    /// Whether it takes a right: else it is about what is one's own.
    takes_a_right: bool,
}

const DRAFT: Uuid = Uuid::from_u128(77);

/// The update form with everything in it.
fn form_of(text: &CustomerText, version: i64, step: &str) -> Vec<(&'static str, String)> {
    let mut form: Vec<(&'static str, String)> =
        Field::OF_TEXT.iter().map(|field| (field.name(), text.get(*field).to_owned())).collect();
    let beside = [("version", version.to_string()), ("step", step.to_owned()), ("draft", DRAFT.to_string())];
    form.extend(beside);
    form.push(("reason", "asked by phone".to_owned()));
    form
}

/// Something of every kind to act on: a change that can be undone, one that waits, a draft, a number that can be looked up.
async fn begin(desk: &Desk) -> Tried<Vec<Act>> {
    let lale = format!("/customers/{}/account", Desk::lale());
    let order = (Field::PurchaseOrderReference, "7");
    desk.call(Who::SALES, "account/update", &arguments(1, &[order])).await?.expect(200)?;
    let seq = desk.history(Desk::lale()).await?[0]["seq"].as_i64().ok_or("no change")?;
    let asked = arguments(2, &[FRAUD[0], FRAUD[1], order]);
    let saved = desk.call(Who::SALES, "account/update", &asked).await?.expect(200)?.json()?;
    let request = format!("/requests/{}", saved["Waiting"]["id"].as_str().ok_or("it does not wait")?);
    let berlin = Uuid::from_u128(2);
    let mut text = desk.account(berlin).await?["text"].clone();
    for (field, value) in MOVE_TO_BERLIN {
        text[field.name()] = json!(value);
    }
    let moves = json!({ "id": berlin, "version": 1, "text": text, "reason": "moved" });
    desk.call(Who::SALES, "account/update", &moves).await?.expect(200)?;
    let mut text = lale_text();
    text.set(order.0, "typed");
    let typed = form_of(&text, 2, "edit");
    let mut context = let_in(desk, Who::SALES).await?;
    let as_typed = typed.iter().map(|(name, value)| (*name, value.as_str())).collect();
    assert_eq!(post(&mut context, &format!("{lale}/update"), as_typed).await?, None);
    let of = |what, who, path: String, takes_a_right, form: &[(&'static str, &str)]| Act {
        what,
        who,
        path,
        form: form.iter().map(|(name, value)| (*name, (*value).to_owned())).collect(),
        takes_a_right,
    };
    let another = "a longer horse of another colour";
    Ok(vec![
        Act { form: form_of(&text, 2, "submit"), ..of("submit", Who::SALES, format!("{lale}/update"), true, &[]) },
        of(
            "give a permission",
            Who::AGENT,
            format!("{lale}/permissions"),
            true,
            &[("version", "2"), ("permission", "may_buy_savings_plans"), ("step", "give"), ("reason", "")],
        ),
        of(
            "undo",
            Who::AGENT,
            format!("/customers/{}/history/{seq}/undo", Desk::lale()),
            true,
            &[("version", "2"), ("step", "undo"), ("reason", "a slip")],
        ),
        of(
            "approve",
            Who::AGENT,
            request.clone(),
            true,
            &[("version", "1"), ("step", "approve"), ("note", "called them")],
        ),
        of(
            "reject",
            Who::AGENT,
            request.clone(),
            true,
            &[("version", "1"), ("step", "reject"), ("note", "called them")],
        ),
        of(
            "cancel",
            Who::SALES,
            request.clone(),
            false,
            &[("version", "1"), ("step", "cancel"), ("cancel_note", "a slip")],
        ),
        of("move", Who::SALES, request, false, &[("version", "1"), ("step", "move"), ("land_at", "2027-01-01T09:00")]),
        Act { form: typed, ..of("keep a draft", Who::SALES, format!("{lale}/update"), true, &[]) },
        of(
            "forget a draft",
            Who::SALES,
            format!("{lale}/update"),
            true,
            &[("version", "2"), ("step", "discard"), ("draft", &DRAFT.to_string())],
        ),
        of("look a number up", Who::SALES, format!("/customers/{berlin}/account"), true, &[("step", "ask_registry")]),
        of(
            "choose a password",
            Who::SALES,
            "/profile".to_owned(),
            false,
            &[
                ("step", "password"),
                ("current_password", PASSWORD),
                ("new_password", another),
                ("repeated_password", another),
            ],
        ),
        of("choose a language", Who::SALES, "/language".to_owned(), false, &[("language", "tr"), ("next", "/")]),
    ])
}

/// All that any of the acts would write.
async fn stored(desk: &Desk) -> Tried<Vec<i64>> {
    let mut counts = Vec::new();
    for sql in [
        "SELECT seq FROM audit_head",
        "SELECT CAST(SUM(version) AS BIGINT) FROM customers",
        "SELECT CAST(SUM(version) AS BIGINT) FROM change_sets",
        "SELECT COUNT(*) FROM drafts",
        "SELECT COUNT(*) FROM registry_checks",
        "SELECT COUNT(*) FROM sessions",
        "SELECT COUNT(*) FROM staff WHERE language = 'tr'",
    ] {
        counts.push(count(desk, sql).await?);
    }
    Ok(counts)
}

/// Does each act while a transaction changes who acts, and answers why each was refused; nothing is stored.
async fn refusals(desk: &Desk, acts: &[Act], change: &str, back: &str) -> Tried<Vec<(&'static str, Option<Error>)>> {
    let mut refusals = Vec::new();
    let before = stored(desk).await?;
    for act in acts {
        let Who::Is(role) = act.who else { return Err("nobody acts".into()) };
        let mut context = let_in(desk, act.who).await?;
        context.policy = Arc::new(Policy { asks_registries: true, ..Policy::default() });
        let transaction = desk.fresh.database.begin_write().await.map_err(|error| format!("{error:?}"))?;
        let of_them = |set: &str| format!("UPDATE staff SET {set} WHERE email = '{}@staff.example'", role.name());
        transaction.execute_unprepared(&of_them(change)).await?;
        let form = act.form.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let mut acting = Box::pin(post(&mut context, &act.path, form));
        until_it_waits(desk, &mut acting).await.map_err(|why| format!("{}: {why}", act.what))?;
        transaction.commit().await.map_err(|error| format!("{error:?}"))?;
        refusals.push((act.what, acting.await?));
        assert_eq!(stored(desk).await?, before, "{}: something was stored", act.what);
        let back = back.replace("ROLE", role.name());
        desk.fresh.database.writer().execute_unprepared(&of_them(&back)).await?;
    }
    Ok(refusals)
}

on_each_database! {
    /// Each kind of what people write, one after the other.
    async fn whoever_is_disabled_meanwhile_writes_nothing_of_any_kind(desk: Desk) -> TestResult {
        let acts = begin(&desk).await?;
        for (what, refused) in refusals(&desk, &acts, "is_disabled = TRUE", "is_disabled = FALSE").await? {
            assert_eq!(refused, Some(Error::SignedOut), "{what}");
        }
        // Everybody is back: what was refused is done.
        let mut context = let_in(&desk, Who::SALES).await?;
        let form = acts[0].form.iter().map(|(name, value)| (*name, value.as_str())).collect();
        assert_eq!(post(&mut context, &acts[0].path, form).await?, None);
        take_back(&desk, Who::AGENT, desk.history(Desk::lale()).await?[0]["seq"].as_i64().unwrap_or_default(), 3).await?.expect(303)?;
    }

    /// Their account stays, the right is gone.
    async fn a_right_that_was_taken_meanwhile_is_none_for_any_kind_of_change(desk: Desk) -> TestResult {
        let acts: Vec<Act> = begin(&desk).await?.into_iter().filter(|act| act.takes_a_right).collect();
        assert_eq!(acts.len(), 8);
        for (what, refused) in refusals(&desk, &acts, "roles = 'helpdesk_agent'", "roles = 'ROLE'").await? {
            assert_eq!(refused, Some(Error::Forbidden), "{what}");
        }
    }
}
