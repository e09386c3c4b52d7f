//! What is typed keeps itself, for its person only, and goes when it is submitted.

use crate::support::{Desk, TestResult, Who, on_each_database};
use model::customers::Field;
use serde_json::{Value, json};
use uuid::Uuid;

fn typed(order: &str) -> Value {
    let mut text = crate::support::lale_text();
    text.set(Field::PurchaseOrderReference, order);
    json!({ "id": Desk::lale(), "version": 1, "text": text, "reason": "half a reason" })
}

on_each_database! {
    async fn a_draft_is_offered_again_with_its_age_and_never_stored_by_itself(desk: Desk) -> TestResult {
        desk.call(Who::SALES, "draft/keep", &typed("half")).await?.expect(200)?;
        desk.call(Who::SALES, "draft/keep", &typed("half an order")).await?.expect(200)?;
        let found = desk.call(Who::SALES, "draft/find", &json!({ "id": Desk::lale() })).await?.expect(200)?.json()?;
        let draft = &found["kept"][0];
        assert_eq!(found["kept"].as_array().map(Vec::len), Some(1));
        assert_eq!((&draft["proposal"]["text"]["purchase_order_reference"], &draft["proposal"]["reason"], &draft["age_s"]), (&json!("half an order"), &json!("half a reason"), &json!(0)));
        assert_eq!(desk.account(Desk::lale()).await?["text"]["purchase_order_reference"], Value::Null);
        let page = desk.get(Who::SALES, &format!("/customers/{}/account/update", Desk::lale())).await?.expect(200)?;
        assert!(page.body.contains("was not submitted") && !page.body.contains("value=\"half an order\""), "offered, not applied");
    }

    async fn a_draft_is_its_persons_alone(desk: Desk) -> TestResult {
        desk.call(Who::SALES, "draft/keep", &typed("secret")).await?.expect(200)?;
        let others = desk.call(Who::AGENT, "draft/find", &json!({ "id": Desk::lale() })).await?.expect(200)?.json()?;
        assert_eq!(others["kept"], json!([]));
        desk.call(Who::AGENT, "draft/forget", &json!({ "id": Desk::lale() })).await?.expect(200)?;
        assert_ne!(desk.call(Who::SALES, "draft/find", &json!({ "id": Desk::lale() })).await?.json()?["kept"], json!([]));
    }

    async fn a_draft_goes_when_it_is_submitted_or_discarded(desk: Desk) -> TestResult {
        let find = json!({ "id": Desk::lale() });
        desk.call(Who::SALES, "draft/keep", &typed("order 1")).await?.expect(200)?;
        desk.call(Who::SALES, "account/update", &typed("order 1")).await?.expect(200)?;
        assert_eq!(desk.call(Who::SALES, "draft/find", &find).await?.json()?["kept"], json!([]));
        desk.call(Who::SALES, "draft/keep", &typed("order 2")).await?.expect(200)?;
        desk.call(Who::SALES, "draft/forget", &find).await?.expect(200)?;
        assert_eq!(desk.call(Who::SALES, "draft/find", &find).await?.json()?["kept"], json!([]));
    }

    /// Two tabs are two drafts: neither takes the other's place, and submitting one leaves the other.
    async fn what_is_typed_in_two_tabs_is_two_drafts(desk: Desk) -> TestResult {
        let find = json!({ "id": Desk::lale() });
        let tab = |id: u128, order: &str| {
            let mut typed = typed(order);
            typed["draft"] = json!(Uuid::from_u128(id));
            typed
        };
        for (id, order) in [(1, "one"), (2, "two"), (1, "one more")] {
            desk.call(Who::SALES, "draft/keep", &tab(id, order)).await?.expect(200)?;
        }
        let orders = async || {
            let found = desk.call(Who::SALES, "draft/find", &find).await?.expect(200)?.json()?;
            let kept = found["kept"].as_array().cloned().unwrap_or_default();
            let mut orders: Vec<String> = kept.iter().filter_map(|kept| kept["proposal"]["text"]["purchase_order_reference"].as_str().map(str::to_owned)).collect();
            orders.sort();
            crate::support::Tried::Ok(orders)
        };
        assert_eq!(orders().await?, ["one more", "two"]);
        desk.call(Who::SALES, "account/update", &tab(2, "two")).await?.expect(200)?;
        assert_eq!(orders().await?, ["one more"]);
        // Nobody types in more tabs than eight: the oldest go.
        for id in 10..20 {
            desk.call(Who::SALES, "draft/keep", &tab(id, "many")).await?.expect(200)?;
        }
        assert_eq!(orders().await?.len(), 8);
    }

    /// A draft names what was typed, and not what others changed since it was begun.
    async fn a_draft_names_what_was_typed_and_nothing_of_others(desk: Desk) -> TestResult {
        desk.call(Who::SALES, "draft/keep", &typed("mine")).await?.expect(200)?;
        let mut theirs = typed("");
        theirs["text"]["contact_last_name"] = json!("Yılmaz");
        desk.call(Who::AGENT, "account/update", &theirs).await?.expect(200)?;
        let found = desk.call(Who::SALES, "draft/find", &json!({ "id": Desk::lale() })).await?.expect(200)?.json()?;
        assert_eq!(found["kept"][0]["fields"], json!(["purchase_order_reference"]));
        let page = desk.get(Who::SALES, &format!("/customers/{}/account/update", Desk::lale())).await?.expect(200)?;
        assert!(page.body.contains("was not submitted") && !page.body.contains("older draft"));
    }

    /// What was chosen at the review comes back with what was typed.
    async fn a_draft_keeps_its_date_and_what_it_takes_the_place_of(desk: Desk) -> TestResult {
        let mut draft = typed("planned");
        draft["land_at"] = json!("2027-01-01T09:00");
        draft["replaces"] = json!(Uuid::from_u128(7));
        desk.call(Who::SALES, "draft/keep", &draft).await?.expect(200)?;
        let found = desk.call(Who::SALES, "draft/find", &json!({ "id": Desk::lale() })).await?.expect(200)?.json()?;
        let kept = &found["kept"][0]["proposal"];
        assert_eq!((&kept["land_at"], &kept["replaces"]), (&draft["land_at"], &draft["replaces"]));
        draft["land_at"] = json!("2027-01-01T09:00:00.000");
        desk.call(Who::SALES, "draft/keep", &draft).await?.expect(413)?;
    }

    /// Without JavaScript each step of the form keeps what was typed; going on brings it back.
    async fn a_draft_survives_without_javascript(desk: Desk) -> TestResult {
        let path = format!("/customers/{}/account/update", Desk::lale());
        let text = typed("kept by review");
        let mut fields: Vec<(&str, &str)> = vec![("version", "1"), ("step", "review")];
        let typed_text = text["text"].as_object().cloned().unwrap_or_default();
        fields.extend(typed_text.iter().map(|(name, value)| (name.as_str(), value.as_str().unwrap_or_default())));
        desk.post(Who::SALES, &path, &fields).await?.expect(200)?;
        let again = desk.post(Who::SALES, &path, &[("version", "1"), ("step", "resume")]).await?.expect(200)?;
        assert!(again.body.contains("value=\"kept by review\""));
        desk.post(Who::SALES, &path, &[("version", "1"), ("step", "discard")]).await?.expect(303)?;
        assert!(!desk.get(Who::SALES, &path).await?.expect(200)?.body.contains("was not submitted"));
    }

    async fn refuses_drafts_that_are_forged(desk: Desk) -> TestResult {
        let with = |name: &str, value: Value| {
            let mut draft = typed("x");
            draft[name] = value;
            draft
        };
        desk.call(Who::SALES, "draft/keep", &with("id", json!(Uuid::from_u128(99)))).await?.expect(404)?;
        desk.call(Who::SALES, "draft/keep", &with("version", json!(7))).await?.expect(409)?;
        desk.call(Who::SALES, "draft/keep", &with("version", json!(0))).await?.expect(409)?;
        desk.call(Who::SALES, "draft/keep", &with("text", json!({ "staff_id": "x" }))).await?.expect(400)?;
        desk.call(Who::SALES, "draft/keep", &with("text", json!({ "domain": "x".repeat(30_000) }))).await?.expect(413)?;
        desk.call(Who::SALES, "draft/keep", &with("text", json!({ "domain": "a\u{0}b" }))).await?.expect(413)?;
        desk.call(Who::SALES, "draft/keep", &with("reason", json!("x".repeat(501)))).await?.expect(413)?;
        desk.call(Who::HELPDESK, "draft/keep", &typed("x")).await?.expect(403)?;
        assert_eq!(desk.call(Who::SALES, "draft/find", &json!({ "id": Desk::lale() })).await?.json()?["kept"], json!([]));
    }
}
