//! Removing: with a reason, by whoever may; what waits goes, the page and its history stay, and nothing else is changed any more.

use super::{failed, history_kinds, is_as_the_log_says, listed, remove_lale, stand, stands, under, waiting_id};
use crate::changes::{let_in, until_it_waits};
use crate::support::{Desk, NOW_US, TestResult, Tried, Who, lale_text, on_each_database};
use desk::account::{Wanted, check_update, review, update};
use desk::changes::{approve, drafts, preview, preview_standing, undo};
use desk::error::Error;
use desk::permissions::{self, set};
use desk::registry::store::ask;
use desk::request::RequestContext;
use desk::settings::Policy;
use model::access::{ApproveChange, RemoveCustomer, SetPermission, UpdateCustomer};
use model::account::{Proposal, Saved};
use model::customers::{Field, Standing};
use model::fields::Problem;
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};
use std::sync::Arc;
use uuid::Uuid;

const DAY_US: i64 = 86_400_000_000;

fn order(version: i64, number: &str) -> Value {
    let mut text = lale_text();
    text.set(Field::PurchaseOrderReference, number);
    json!({ "id": Desk::lale(), "version": version, "text": text, "reason": "asked by phone" })
}

/// What the first customer is proposed to be, typed in a form.
fn proposed(version: i64, draft: Uuid) -> Proposal {
    let mut text = lale_text();
    text.set(Field::PurchaseOrderReference, "typed before");
    Proposal { version, text, reason: "asked by phone".into(), draft, ..Proposal::default() }
}

/// Each writing act on the first customer, as it stands, and why it was refused.
async fn refusals(desk: &Desk, seq: i64) -> Tried<Vec<(&'static str, Option<Error>)>> {
    let lale = Desk::lale();
    let asks = Arc::new(Policy { asks_registries: true, ..Policy::default() });
    let admin = RequestContext { policy: asks, ..let_in(desk, Who::ADMIN).await? };
    let updates = admin.permit::<UpdateCustomer>().map_err(failed)?;
    let sets = admin.permit::<SetPermission>().map_err(failed)?;
    let (_, version) = stands(desk, lale).await?;
    let of = |version| proposed(version, Uuid::from_u128(78));
    let given = |version| permissions::Wanted {
        version,
        permission: Field::MayBuyReservations,
        is_given: true,
        reason: "",
        moment_us: None,
    };
    let text = of(version).text;
    Ok(vec![
        ("review", review(&updates, &admin, lale, version, &text).await.err()),
        ("update", update(&updates, &admin, lale, Wanted::of(&of(version), None)).await.err()),
        ("update of before", update(&updates, &admin, lale, Wanted::of(&of(1), None)).await.err()),
        (
            "update at a date",
            update(&updates, &admin, lale, Wanted::of(&of(version), Some(NOW_US + DAY_US))).await.err(),
        ),
        ("update at no date", check_update(&updates, &admin, lale, Wanted::of(&of(version), None)).await.err()),
        ("permission", set(&sets, &admin, lale, given(version)).await.err()),
        ("permission of before", set(&sets, &admin, lale, given(1)).await.err()),
        ("look at an undo", preview(&admin, lale, seq).await.err()),
        ("undo", undo(&admin, lale, seq, version, "a slip").await.err()),
        ("undo of before", undo(&admin, lale, seq, 1, "a slip").await.err()),
        ("draft", drafts::keep(&updates, &admin, lale, &of(version)).await.err()),
        ("registry", ask(&updates, &admin, lale).await.err()),
    ])
}

on_each_database! {
    async fn who_is_removed_leaves_the_list_and_is_found_by_a_filter(desk: Desk) -> TestResult {
        remove_lale(&desk).await?;
        let lale = Desk::lale().to_string();
        assert_eq!(stands(&desk, Desk::lale()).await?, ("removed".to_owned(), 2));
        for query in [json!({}), json!({ "sort": "changed" }), json!({ "search": "lale" }), json!({ "search": lale }), json!({ "search": "la" }), json!({ "country": "TR" }), json!({ "permission": "none" })] {
            assert!(!listed(&desk, query.clone()).await?.0.contains(&lale), "{query}");
        }
        assert_eq!(listed(&desk, json!({})).await?.1, json!({ "Exactly": 7 }));
        for query in [json!({ "standing": "removed" }), json!({ "standing": "removed", "search": "lale" }), json!({ "standing": "removed", "country": "TR", "sort": "changed" }), json!({ "standing": "removed", "search": "la" })] {
            let (ids, count) = listed(&desk, query.clone()).await?;
            assert_eq!((ids, count), (vec![lale.clone()], json!({ "Exactly": 1 })), "{query}");
        }
        assert_eq!(listed(&desk, json!({ "standing": "removed", "search": "irmak" })).await?.0, Vec::<String>::new());
        for word in ["active", "asked", "deleted", "Removed"] {
            desk.call(Who::HELPDESK, "customers/list", &json!({ "query": { "standing": word } })).await?.expect(400)?;
        }
        let home = desk.call(Who::HELPDESK, "workspaces/find", &json!({})).await?.expect(200)?.json()?;
        assert_eq!((&home["customer_count"], home["recent"].as_array().map(Vec::len)), (&json!(7), Some(0)), "{home}");
        assert_eq!(history_kinds(&desk, Desk::lale()).await?, ["customer.remove", "customer.taken_over"]);
        is_as_the_log_says(&desk).await?;
    }

    async fn a_removal_wants_a_reason_and_the_right_to_it(desk: Desk) -> TestResult {
        let agent = let_in(&desk, Who::AGENT).await?;
        for reason in ["", "  ", "\u{200b}"] {
            let Err(Error::Invalid(errors)) = stand(&agent, Desk::lale(), 1, Standing::Removed, reason).await else { return Err("it was removed".into()) };
            assert_eq!(errors.get("reason"), Some(Problem::Missing));
        }
        for who in [Who::SALES, Who::HELPDESK, Who::AUDITOR] {
            let other = let_in(&desk, who).await?;
            assert_eq!(stand(&other, Desk::lale(), 1, Standing::Removed, "gone").await, Err(Error::Forbidden));
        }
        for (id, version, refused) in [(Uuid::from_u128(999), 1, Error::NotFound), (Desk::lale(), 2, Error::Conflict), (Desk::lale(), 0, Error::Conflict)] {
            assert_eq!(stand(&agent, id, version, Standing::Removed, "gone").await, Err(refused));
        }
        for to in [Standing::Asked, Standing::Dropped] {
            assert_eq!(stand(&agent, Desk::lale(), 1, to, "gone").await, Err(Error::Malformed));
        }
        assert_eq!(stand(&agent, Desk::lale(), 1, Standing::Active, "").await, Ok(Saved::Unchanged), "they were never away");
        let form = [("version", "1"), ("reason", "gone"), ("land_at", "soon")];
        let page = desk.post(Who::AGENT, &format!("/customers/{}/remove", Desk::lale()), &form).await?.expect(422)?;
        assert!(page.body.contains("href=\"#land_at\""));
        assert_eq!(stands(&desk, Desk::lale()).await?, ("active".to_owned(), 1));
    }

    async fn a_right_that_was_taken_meanwhile_removes_nobody(desk: Desk) -> TestResult {
        let agent = let_in(&desk, Who::AGENT).await?;
        let transaction = desk.fresh.database.begin_write().await.map_err(failed)?;
        transaction.execute_unprepared("UPDATE staff SET roles = 'sales_agent' WHERE email = 'admin_agent@staff.example'").await?;
        let mut removing = Box::pin(stand(&agent, Desk::lale(), 1, Standing::Removed, "gone"));
        until_it_waits(&desk, &mut removing).await?;
        transaction.commit().await.map_err(failed)?;
        assert_eq!(removing.await, Err(Error::Forbidden));
        assert_eq!(stands(&desk, Desk::lale()).await?, ("active".to_owned(), 1));
    }

    async fn every_writing_act_on_a_removed_customer_is_refused(desk: Desk) -> TestResult {
        desk.call(Who::SALES, "account/update", &order(1, "7")).await?.expect(200)?;
        let seq = desk.history(Desk::lale()).await?[0]["seq"].as_i64().ok_or("no change")?;
        remove_lale(&desk).await?;
        for (what, refused) in refusals(&desk, seq).await? {
            assert_eq!(refused, Some(Error::Removed), "{what}");
        }
        assert_eq!(stands(&desk, Desk::lale()).await?, ("removed".to_owned(), 3));
        desk.call(Who::SALES, "account/update", &order(3, "8")).await?.expect(409)?;
        is_as_the_log_says(&desk).await?;
    }

    async fn what_waits_is_cancelled_and_a_draft_stays_to_be_read(desk: Desk) -> TestResult {
        let fraud = under(&desk, Who::SALES, "purchase_order_reference review admin_agent").await?;
        let updates = fraud.permit::<UpdateCustomer>().map_err(failed)?;
        let draft = proposed(1, Uuid::from_u128(77));
        drafts::keep(&updates, &fraud, Desk::lale(), &draft).await.map_err(failed)?;
        let waits = waiting_id(&update(&updates, &fraud, Desk::lale(), Wanted::of(&proposed(1, Uuid::nil()), None)).await.map_err(failed)?)?;
        let agent = let_in(&desk, Who::AGENT).await?;
        let permit = agent.permit::<RemoveCustomer>().map_err(failed)?;
        let before = preview_standing(&permit, &agent, Desk::lale(), Standing::Removed).await.map_err(failed)?;
        assert_eq!(before.open.iter().map(|open| open.id).collect::<Vec<_>>(), [waits]);
        remove_lale(&desk).await?;
        let request = desk.call(Who::SALES, "changes/find", &json!({ "id": waits })).await?.expect(200)?.json()?;
        assert_eq!(request["state"], "cancelled");
        let approves = agent.permit::<ApproveChange>().map_err(failed)?;
        assert_eq!(approve(&approves, &agent, waits, 2, "").await, Err(Error::Ended));
        let kept = drafts::find(&updates, &fraud, Desk::lale()).await.map_err(failed)?.kept;
        assert_eq!(kept.iter().map(|kept| kept.proposal.text.clone()).collect::<Vec<_>>(), [draft.text]);
        drafts::forget(&updates, &fraud, Desk::lale(), Uuid::from_u128(77)).await.map_err(failed)?;
        is_as_the_log_says(&desk).await?;
    }

    async fn two_who_remove_at_once_remove_once(desk: Desk) -> TestResult {
        let (agent, admin) = (let_in(&desk, Who::AGENT).await?, let_in(&desk, Who::ADMIN).await?);
        let (one, other) = tokio::join!(
            stand(&agent, Desk::lale(), 1, Standing::Removed, "gone"),
            stand(&admin, Desk::lale(), 1, Standing::Removed, "gone")
        );
        let both = [one.map_err(failed)?, other.map_err(failed)?];
        assert!(both.contains(&Saved::As { version: 2 }) && both.contains(&Saved::Unchanged), "{both:?}");
        assert_eq!(listed(&desk, json!({})).await?.1, json!({ "Exactly": 7 }));
    }

    /// An update waits for the customer while it is removed: it is refused, and its author is told why.
    async fn an_update_that_comes_second_is_refused_and_not_lost_in_a_conflict(desk: Desk) -> TestResult {
        let (agent, sales) = (let_in(&desk, Who::AGENT).await?, let_in(&desk, Who::SALES).await?);
        let updates = sales.permit::<UpdateCustomer>().map_err(failed)?;
        let typed = proposed(1, Uuid::nil());
        let (removed, updated) = tokio::join!(
            stand(&agent, Desk::lale(), 1, Standing::Removed, "gone"),
            update(&updates, &sales, Desk::lale(), Wanted::of(&typed, None))
        );
        removed.map_err(failed)?;
        assert!(matches!(updated, Err(Error::Removed) | Ok(Saved::As { version: 2 })), "{updated:?}");
        assert_eq!(stands(&desk, Desk::lale()).await?.0, "removed");
        is_as_the_log_says(&desk).await?;
    }
}
