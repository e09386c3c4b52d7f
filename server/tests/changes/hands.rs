//! Who is one person: halves of a change, colleagues of one's own making, who is none any more.

use super::schedule::at;
use super::{FRAUD, arguments, asked, decide, is_own, request, until_it_waits};
use crate::support::{Desk, NOW_US, TestResult, Tried, Who, on_each_database};
use app::form::Typed;
use app::post::answer;
use app::session::session_of_cookies;
use app::wire::Error;
use desk::database::WriteTransaction;
use desk::request::RequestContext;
use desk::session::find_viewer;
use model::customers::Field;
use sea_orm::ConnectionTrait;
use serde_json::json;

on_each_database! {
    /// Made in two halves it is still one change.
    async fn two_halves_by_one_person_are_one_change(desk: Desk) -> TestResult {
        desk.call(Who::SALES, "account/update", &arguments(1, &FRAUD[..1])).await?.expect(200)?;
        let second = arguments(2, &FRAUD);
        let reviewed = desk.call(Who::SALES, "account/review", &json!({ "id": Desk::lale(), "version": 2, "text": second["text"] })).await?.expect(200)?.json()?;
        assert_eq!(reviewed["ruling"]["verdict"], "review");
        let saved = desk.call(Who::SALES, "account/update", &second).await?.expect(200)?.json()?;
        assert!(saved["Waiting"]["id"].is_string(), "{saved}");
        // Somebody else's half is a second person's.
        let saved = desk.call(Who::AGENT, "account/update", &second).await?.expect(200)?.json()?;
        assert_eq!(saved, json!({ "As": { "version": 3 } }));
    }

    /// Whoever made a colleague, or holds the keys to one, is no second person with them.
    async fn a_colleague_of_ones_own_making_is_no_second_person(desk: Desk) -> TestResult {
        let saved = desk.call(Who::ADMIN, "account/update", &arguments(1, &FRAUD)).await?.expect(200)?.json()?;
        let id = saved["Waiting"]["id"].as_str().unwrap_or_default().to_owned();
        let people = desk.call(Who::ADMIN, "people/list", &json!({})).await?.expect(200)?.json()?;
        let agent = people.as_array().into_iter().flatten().find(|person| person["name"] == "The admin_agent").cloned().unwrap_or_default();
        let change = json!({ "id": agent["id"], "version": agent["version"], "roles": ["admin_agent", "sales_agent"], "is_disabled": false });
        desk.call(Who::ADMIN, "people/update", &change).await?.expect(200)?;
        assert!(is_own(&decide(&desk, Who::AGENT, &id, "approve", 1).await?.expect(403)?));
        assert_eq!(desk.account(Desk::lale()).await?["version"], 1);
    }

    /// Whoever holds the keys to somebody is no second person beside them, in either direction, nor are their halves two
    /// people's.
    async fn whoever_holds_the_keys_to_the_author_is_no_second_person(desk: Desk) -> TestResult {
        let people = desk.call(Who::ADMIN, "people/list", &json!({})).await?.expect(200)?.json()?;
        let sales = people.as_array().into_iter().flatten().find(|person| person["name"] == "The sales_agent").cloned().unwrap_or_default();
        let change = json!({ "id": sales["id"], "version": sales["version"], "roles": ["sales_agent", "helpdesk_agent"], "is_disabled": false });
        desk.call(Who::ADMIN, "people/update", &change).await?.expect(200)?;
        let id = asked(&desk).await?;
        assert!(is_own(&decide(&desk, Who::ADMIN, &id, "approve", 1).await?.expect(403)?));
        decide(&desk, Who::SALES, &id, "cancel", 1).await?.expect(303)?;
        desk.call(Who::SALES, "account/update", &arguments(1, &FRAUD[..1])).await?.expect(200)?;
        let half = desk.call(Who::ADMIN, "account/update", &arguments(2, &FRAUD)).await?.expect(200)?.json()?;
        assert!(half["Waiting"]["id"].is_string(), "{half}");
        let another = desk.call(Who::AGENT, "account/update", &arguments(2, &FRAUD)).await?.expect(200)?.json()?;
        assert_eq!(another, json!({ "As": { "version": 3 } }));
    }

    /// However much harmless typing lies between them.
    async fn a_flood_between_two_halves_hides_neither(desk: Desk) -> TestResult {
        desk.call(Who::SALES, "account/update", &arguments(1, &FRAUD[..1])).await?.expect(200)?;
        for version in 2..=320 {
            let order = version.to_string();
            let change = arguments(version, &[FRAUD[0], (Field::PurchaseOrderReference, &order)]);
            desk.call(Who::SALES, "account/update", &change).await?.expect(200)?;
        }
        let second = arguments(321, &[FRAUD[0], FRAUD[1], (Field::PurchaseOrderReference, "320")]);
        let saved = desk.call(Who::SALES, "account/update", &second).await?.expect(200)?.json()?;
        assert!(saved["Waiting"]["id"].is_string(), "{saved}");
        // What others read of it stays small.
        let since = desk.call(Who::HELPDESK, "history/since", &json!({ "customer_id": Desk::lale(), "version": 1 })).await?.expect(200)?.json()?;
        assert_eq!(since.as_array().map(Vec::len), Some(50));
        desk.call(Who::HELPDESK, "history/since", &json!({ "customer_id": Desk::lale(), "version": i64::MIN })).await?.expect(400)?;
    }

    /// Who was disabled after the door had let them in, and while they waited for their turn, submits nothing.
    async fn who_is_disabled_meanwhile_submits_nothing(desk: Desk) -> TestResult {
        let mut context = let_in(&desk, Who::SALES).await?;
        let transaction = disabled(&desk, "sales_agent").await?;
        let mut text = crate::support::lale_text();
        text.set(Field::PurchaseOrderReference, "7");
        let typed = Field::OF_TEXT.iter().map(|field| (field.name(), text.get(*field)));
        let form = typed.chain([("version", "1"), ("step", "submit"), ("reason", "")]);
        let path = format!("/customers/{}/account/update", Desk::lale());
        let mut submitting = Box::pin(post(&mut context, &path, form.collect()));
        until_it_waits(&desk, &mut submitting).await?;
        transaction.commit().await.map_err(|error| format!("{error:?}"))?;
        assert_eq!(submitting.await?, Some(Error::SignedOut));
        assert_eq!(desk.account(Desk::lale()).await?["version"], 1);
    }

    /// Nor do they decide anything.
    async fn who_is_disabled_meanwhile_decides_nothing(desk: Desk) -> TestResult {
        let id = asked(&desk).await?;
        let mut context = let_in(&desk, Who::AGENT).await?;
        let transaction = disabled(&desk, "admin_agent").await?;
        let path = format!("/requests/{id}");
        let form = vec![("version", "1"), ("step", "approve"), ("note", "called them")];
        let mut approving = Box::pin(post(&mut context, &path, form));
        until_it_waits(&desk, &mut approving).await?;
        transaction.commit().await.map_err(|error| format!("{error:?}"))?;
        assert_eq!(approving.await?, Some(Error::SignedOut));
        assert_eq!(request(&desk, Who::ADMIN, &id).await?["state"], "waiting");
    }
}

/// Somebody whom the door has let in: what they are from here on, the door does not ask again.
pub async fn let_in(desk: &Desk, who: Who) -> Tried<RequestContext> {
    let cookie = desk.cookie(who).await?;
    let token = session_of_cookies(&cookie, false).ok_or("no session")?;
    let found = find_viewer(&desk.fresh.database, token, NOW_US).await.map_err(|error| format!("{error:?}"))?;
    let (viewer, session) = found.ok_or("nobody is signed in")?;
    Ok(RequestContext { viewer: Some(viewer), session: Some(session), ..at(&desk.fresh.database, NOW_US) })
}

/// A transaction that has disabled somebody, and nobody knows yet.
pub(super) async fn disabled(desk: &Desk, role: &str) -> Tried<WriteTransaction> {
    let transaction = desk.fresh.database.begin_write().await.map_err(|error| format!("{error:?}"))?;
    let sql = format!("UPDATE staff SET is_disabled = TRUE WHERE email = '{role}@staff.example'");
    transaction.execute_unprepared(&sql).await?;
    Ok(transaction)
}

/// Posts a form behind the door, and answers why it was refused.
pub async fn post(context: &mut RequestContext, path: &str, form: Vec<(&str, &str)>) -> Tried<Option<Error>> {
    let pairs = form.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    let typed = Typed::new(pairs).ok_or("a name comes twice")?;
    Ok(answer(context, path, typed, &mut Vec::new()).await.err())
}
