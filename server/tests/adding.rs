//! Adding, removing, restoring and erasing by their pages, without a program in the browser.

use crate::support::{Answer, Desk, TestResult, Tried, Who, lale_text, on_each_database};
use app::routes;
use desk::settings::Policy;
use model::changes::ChangePolicy;
use model::customers::Field;
use serde_json::{Value, json};
use std::sync::Arc;
use uuid::Uuid;

/// The id of the form that these tests fill in.
const NEW: Uuid = Uuid::from_u128(0xADD);

/// A customer that is nobody's yet, as a step of the form sends it, with some fields changed.
fn form(step: &str, change: &[(&str, &str)]) -> Vec<(String, String)> {
    let mut text = lale_text();
    for (field, value) in [
        (Field::CompanyName, "Sümbül Dokuma A.Ş."),
        (Field::BillToName, "Sümbül Dokuma A.Ş."),
        (Field::Domain, "sumbul.example"),
        (Field::BillingEmail, "fatura@sumbul.example"),
        (Field::TaxNumber, ""),
    ] {
        text.set(field, value);
    }
    let mut fields: Vec<(String, String)> =
        Field::OF_TEXT.iter().map(|field| (field.name().to_owned(), text.get(*field).to_owned())).collect();
    let id = NEW.to_string();
    for (name, value) in [("version", "0"), ("step", step), ("draft", id.as_str())].iter().chain(change) {
        fields.retain(|(key, _)| key != name);
        fields.push(((*name).to_owned(), (*value).to_owned()));
    }
    fields
}

async fn post(desk: &Desk, who: Who, path: &str, fields: &[(String, String)]) -> Tried<Answer> {
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    desk.post(who, path, &fields).await
}

async fn add(desk: &Desk, who: Who, change: &[(&str, &str)]) -> Tried<Answer> {
    post(desk, who, routes::NEW_CUSTOMER, &form("submit", change)).await
}

/// Submits the page that removes, or that brings back.
async fn stand(desk: &Desk, who: Who, path: &str, version: &str, reason: &str) -> Tried<Answer> {
    desk.post(who, path, &[("version", version), ("step", "submit"), ("reason", reason)]).await
}

async fn remove_lale(desk: &Desk) -> TestResult {
    let done = stand(desk, Who::AGENT, &routes::remove(Desk::lale()), "1", "went elsewhere").await?.expect(303)?;
    assert_eq!(done.header("location"), format!("{}?saved=removed", routes::account(Desk::lale())));
    Ok(())
}

/// The names on the list that a query string asks for.
async fn listed(desk: &Desk, query: Value) -> Tried<Vec<String>> {
    let page = desk.call(Who::HELPDESK, "customers/list", &json!({ "query": query })).await?.expect(200)?.json()?;
    let rows = page["rows"].as_array().cloned().unwrap_or_default();
    Ok(rows.iter().filter_map(|row| row["company_name"].as_str().map(str::to_owned)).collect())
}

/// A desk on which a table of the policy holds.
fn with_table(desk: &Desk, table: &str) -> Tried<Desk> {
    let changes = ChangePolicy::parse(table)?;
    Ok(Desk::with(desk.fresh.beside(), |state| state.policy = Arc::new(Policy { changes, ..Policy::default() })))
}

on_each_database! {
    async fn asks_for_the_country_first_and_then_for_what_is_there(desk: Desk) -> TestResult {
        let first = desk.get(Who::SALES, routes::NEW_CUSTOMER).await?.expect(200)?;
        assert!(first.body.contains("name=\"company_country\"") && first.body.contains("value=\"begin\""));
        assert!(!first.body.contains("name=\"company_name\""), "nothing else yet");
        let id = NEW.to_string();
        let begin = |country: &'static str| [("version", "0"), ("draft", id.as_str()), ("step", "begin"), ("company_country", country)].map(|(name, value)| (name.to_owned(), value.to_owned()));
        let none = post(&desk, Who::SALES, routes::NEW_CUSTOMER, &begin("")).await?.expect(422)?;
        assert!(none.body.contains("href=\"#company_country\"") && none.body.contains(" autofocus"), "said on top");
        assert!(!none.body.contains("name=\"company_name\""));
        let german = post(&desk, Who::SALES, routes::NEW_CUSTOMER, &begin("DE")).await?.expect(200)?;
        assert!(german.body.contains("name=\"company_name\"") && german.body.contains(&format!("value=\"{id}\"")), "the same form");
        assert!(german.body.contains("For example: +49"), "a number as they are there");
        assert!(!german.body.contains("error-summary"), "nothing is wrong before anything is typed");
    }

    async fn reviews_and_adds(desk: Desk) -> TestResult {
        let review = post(&desk, Who::SALES, routes::NEW_CUSTOMER, &form("review", &[])).await?.expect(200)?;
        assert!(review.body.contains("id=\"review-title\"") && review.body.contains("<ins>Sümbül Dokuma A.Ş."));
        assert!(!review.body.contains("<del>"), "nothing stood there before");
        assert_eq!(listed(&desk, json!({ "search": "sumbul" })).await?, Vec::<String>::new(), "a review stores nothing");
        let done = add(&desk, Who::SALES, &[("reason", "signed today")]).await?.expect(303)?;
        assert_eq!(done.header("location"), format!("{}?saved=added", routes::account(NEW)));
        let account = desk.get(Who::SALES, done.header("location")).await?.expect(200)?;
        assert!(account.body.contains("The customer is added.") && account.body.contains("sumbul.example"));
        assert_eq!(listed(&desk, json!({ "search": "sumbul" })).await?, ["Sümbül Dokuma A.Ş."]);
        let history = desk.get(Who::SALES, &routes::history(NEW)).await?.expect(200)?;
        assert!(history.body.contains("Customer added") && history.body.contains("signed today"));
        assert!(!history.body.contains(&format!("{}/1/undo", routes::history(NEW))) && !history.body.contains("<del>"));
    }

    async fn a_form_that_is_sent_twice_adds_one(desk: Desk) -> TestResult {
        add(&desk, Who::SALES, &[]).await?.expect(303)?;
        let again = add(&desk, Who::SALES, &[]).await?.expect(303)?;
        assert_eq!(again.header("location"), format!("{}?saved=there", routes::account(NEW)));
        let page = desk.get(Who::SALES, again.header("location")).await?.expect(200)?;
        assert!(page.body.contains("already added"));
        assert_eq!(listed(&desk, json!({ "search": "sumbul" })).await?.len(), 1);
    }

    async fn shows_what_is_wrong_and_keeps_what_was_typed(desk: Desk) -> TestResult {
        for step in ["review", "submit"] {
            let page = post(&desk, Who::SALES, routes::NEW_CUSTOMER, &form(step, &[("billing_email", "x@"), ("company_name", "Ç & <b>")])).await?.expect(422)?;
            assert!(page.body.contains("value=\"x@\"") && page.body.contains("value=\"Ç &amp; &lt;b&gt;\""), "{step}");
            assert!(page.body.contains("href=\"#billing_email\""), "{step}");
        }
        assert_eq!(listed(&desk, json!({})).await?.len(), 8);
    }

    /// Who has the domain already is named with a link before anything is stored, and asks for a reason.
    async fn names_who_is_there_already(desk: Desk) -> TestResult {
        let taken = [("domain", "lale.example")];
        let review = post(&desk, Who::SALES, routes::NEW_CUSTOMER, &form("review", &taken)).await?.expect(200)?;
        assert!(review.body.contains("already a customer with this"));
        assert!(review.body.contains(&format!("href=\"{}\"", routes::account(Desk::lale()))), "with a link");
        let refused = add(&desk, Who::SALES, &taken).await?.expect(422)?;
        assert!(refused.body.contains("href=\"#reason\"") && refused.body.contains("already a customer with this"));
        add(&desk, Who::SALES, &[("domain", "lale.example"), ("reason", "their other company")]).await?.expect(303)?;
    }

    async fn what_was_typed_is_offered_again_and_goes_when_it_is_discarded(desk: Desk) -> TestResult {
        post(&desk, Who::SALES, routes::NEW_CUSTOMER, &form("review", &[("purchase_order_reference", "HALF")])).await?.expect(200)?;
        let first = desk.get(Who::SALES, routes::NEW_CUSTOMER).await?.expect(200)?;
        assert!(first.body.contains("value=\"resume\"") && first.body.contains("Sümbül Dokuma A.Ş."), "whom it is about");
        let of_others = desk.get(Who::AGENT, routes::NEW_CUSTOMER).await?.expect(200)?;
        assert!(!of_others.body.contains("value=\"resume\""), "nobody else's");
        let id = NEW.to_string();
        let draft = |step: &'static str| [("version", "0"), ("draft", id.as_str()), ("step", step)];
        let resumed = desk.post(Who::SALES, routes::NEW_CUSTOMER, &draft("resume")).await?.expect(200)?;
        assert!(resumed.body.contains("value=\"HALF\"") && resumed.body.contains("value=\"Sümbül Dokuma A.Ş.\""));
        let gone = desk.post(Who::SALES, routes::NEW_CUSTOMER, &draft("discard")).await?.expect(303)?;
        assert_eq!(gone.header("location"), routes::NEW_CUSTOMER);
        assert!(!desk.get(Who::SALES, routes::NEW_CUSTOMER).await?.expect(200)?.body.contains("value=\"resume\""));
    }

    /// It waits as any change does: its page says so, and a second person adds it or does not.
    async fn one_that_waits_is_shown_as_such(desk: Desk) -> TestResult {
        let desk = with_table(&desk, "customer_added review admin_agent")?;
        let asked = add(&desk, Who::SALES, &[]).await?.expect(303)?;
        let path = asked.header("location").to_owned();
        assert!(path.starts_with("/requests/"), "{path}");
        let page = desk.get(Who::AGENT, &path).await?.expect(200)?;
        assert!(page.body.contains("Add this customer") && page.body.contains("Sümbül Dokuma A.Ş."), "whom it is about");
        let waiting = desk.get(Who::AGENT, routes::REQUESTS).await?.expect(200)?;
        assert!(waiting.body.contains("Sümbül Dokuma A.Ş."), "named in the list too");
        let account = desk.get(Who::SALES, &routes::account(NEW)).await?.expect(200)?;
        assert!(account.body.contains("has not been added yet") && !account.body.contains(&routes::update_account(NEW)));
        assert_eq!(listed(&desk, json!({ "search": "sumbul" })).await?, Vec::<String>::new());
        let twice = add(&desk, Who::SALES, &[]).await?.expect(303)?;
        assert_eq!(twice.header("location"), format!("{}?saved=there", routes::account(NEW)), "not asked for twice");
        desk.post(Who::AGENT, &path, &[("version", "1"), ("step", "approve"), ("note", "")]).await?.expect(303)?;
        assert_eq!(listed(&desk, json!({ "search": "sumbul" })).await?.len(), 1);
        assert!(desk.get(Who::SALES, &routes::account(NEW)).await?.expect(200)?.body.contains(&routes::update_account(NEW)));
    }

    async fn one_that_was_rejected_says_so_and_nothing_can_be_done_to_it(desk: Desk) -> TestResult {
        let desk = with_table(&desk, "customer_added review admin_agent")?;
        let path = add(&desk, Who::SALES, &[]).await?.expect(303)?.header("location").to_owned();
        desk.post(Who::AGENT, &path, &[("version", "1"), ("step", "reject"), ("note", "nobody knows them")]).await?.expect(303)?;
        let account = desk.get(Who::AGENT, &routes::account(NEW)).await?.expect(200)?;
        assert!(account.body.contains("was not added"));
        for href in [routes::update_account(NEW), routes::remove(NEW), routes::restore(NEW), routes::permissions(NEW)] {
            assert!(!account.body.contains(&href), "{href}");
        }
        stand(&desk, Who::AGENT, &routes::restore(NEW), "1", "all the same").await?.expect(409)?;
        assert_eq!(listed(&desk, json!({})).await?.len(), 8);
    }

    async fn says_before_what_a_removal_takes_along_and_asks_why(desk: Desk) -> TestResult {
        let fraud = [("billing_email", "fatura@lale.example"), ("company_address_line1", "Yeni Yol 7")];
        let text = lale_text();
        let mut fields: Vec<(&str, &str)> = Field::OF_TEXT.iter().map(|field| (field.name(), text.get(*field))).collect();
        fields.retain(|(name, _)| fraud.iter().all(|(own, _)| own != name));
        fields.extend(fraud);
        fields.extend([("version", "1"), ("step", "submit"), ("reason", "asked by phone")]);
        desk.post(Who::SALES, &routes::update_account(Desk::lale()), &fields).await?.expect(303)?;
        let page = desk.get(Who::AGENT, &routes::remove(Desk::lale())).await?.expect(200)?;
        assert!(page.body.contains("leaves the list") && page.body.contains("waiting changes are cancelled"));
        assert!(page.body.contains("/requests/"), "which one");
        let refused = stand(&desk, Who::AGENT, &routes::remove(Desk::lale()), "1", " ").await?.expect(422)?;
        assert!(refused.body.contains("href=\"#reason\"") && refused.body.contains(" autofocus"));
        let stale = stand(&desk, Who::AGENT, &routes::remove(Desk::lale()), "7", "went elsewhere").await?.expect(409)?;
        assert!(stale.body.contains("went elsewhere"), "what was typed stays");
        assert_eq!(listed(&desk, json!({})).await?.len(), 8);
        remove_lale(&desk).await?;
        assert!(!desk.get(Who::SALES, &routes::account(Desk::lale())).await?.expect(200)?.body.contains("Waits for a second person"));
    }

    async fn a_removed_customer_leaves_the_list_and_keeps_its_page(desk: Desk) -> TestResult {
        remove_lale(&desk).await?;
        assert_eq!(listed(&desk, json!({})).await?.len(), 7);
        assert_eq!(listed(&desk, json!({ "standing": "removed" })).await?, ["Lale Tekstil A.Ş."]);
        desk.call(Who::SALES, "customers/list", &json!({ "query": { "standing": "gone" } })).await?.expect(400)?;
        let list = desk.get(Who::SALES, "/customers?standing=removed").await?.expect(200)?;
        assert!(list.body.contains(&routes::account(Desk::lale())) && list.body.contains("1 customer"));
        for (who, restores) in [(Who::ADMIN, true), (Who::AGENT, true), (Who::SALES, false), (Who::HELPDESK, false)] {
            let page = desk.get(who, &routes::account(Desk::lale())).await?.expect(200)?;
            assert!(page.body.contains("This customer was removed") && page.body.contains("Lale Tekstil"), "{who:?}");
            assert_eq!(page.body.contains(&routes::restore(Desk::lale())), restores, "{who:?}");
            for href in [routes::update_account(Desk::lale()), routes::remove(Desk::lale()), routes::permissions(Desk::lale())] {
                assert!(!page.body.contains(&href), "a dead button for {who:?}: {href}");
            }
        }
        let history = desk.get(Who::AGENT, &routes::history(Desk::lale())).await?.expect(200)?;
        assert!(history.body.contains("Customer removed") && history.body.contains("went elsewhere") && !history.body.contains("/undo\""));
        let again = desk.get(Who::AGENT, &routes::remove(Desk::lale())).await?.expect(200)?;
        assert!(again.body.contains("cannot be removed") && !again.body.contains("<textarea"), "nothing is asked that cannot be done");
    }

    /// Who was typing when it was removed is told, and can copy what they typed.
    async fn what_was_typed_of_a_removed_customer_is_still_there_to_copy(desk: Desk) -> TestResult {
        let text = lale_text();
        let update = |step: &'static str| -> Vec<(String, String)> {
            let typed = Field::OF_TEXT.iter().map(|field| (field.name().to_owned(), text.get(*field).to_owned()));
            let typed = typed.filter(|(name, _)| name != "purchase_order_reference");
            let id = NEW.to_string();
            let more = [("version", "1"), ("step", step), ("purchase_order_reference", "MINE-9"), ("draft", &id), ("reason", "their mail")];
            typed.chain(more.map(|(name, value)| (name.to_owned(), value.to_owned()))).collect()
        };
        let path = routes::update_account(Desk::lale());
        post(&desk, Who::SALES, &path, &update("review")).await?.expect(200)?;
        remove_lale(&desk).await?;
        for step in ["review", "submit", "edit"] {
            let page = post(&desk, Who::SALES, &path, &update(step)).await?.expect(409)?;
            assert!(page.body.contains("was removed") && page.body.contains("MINE-9"), "{step}");
            assert!(!page.body.contains("name=\"company_name\""), "no form that leads nowhere: {step}");
        }
        let page = desk.get(Who::SALES, &path).await?.expect(200)?;
        assert!(page.body.contains("MINE-9"), "the draft");
        assert_eq!(desk.account(Desk::lale()).await?["text"]["purchase_order_reference"], Value::Null);
    }

    async fn a_removed_customer_is_restored(desk: Desk) -> TestResult {
        remove_lale(&desk).await?;
        let page = desk.get(Who::AGENT, &routes::restore(Desk::lale())).await?.expect(200)?;
        assert!(page.body.contains("returns to the list"));
        let done = stand(&desk, Who::AGENT, &routes::restore(Desk::lale()), "2", "they are back").await?.expect(303)?;
        assert_eq!(done.header("location"), format!("{}?saved=restored", routes::account(Desk::lale())));
        let account = desk.get(Who::SALES, done.header("location")).await?.expect(200)?;
        assert!(account.body.contains("The customer is restored.") && account.body.contains(&routes::update_account(Desk::lale())));
        assert!(listed(&desk, json!({})).await?.contains(&"Lale Tekstil A.Ş.".to_owned()));
        let again = desk.get(Who::AGENT, &routes::restore(Desk::lale())).await?.expect(200)?;
        assert!(again.body.contains("cannot be restored") && !again.body.contains("<textarea"));
        let history = desk.get(Who::AGENT, &routes::history(Desk::lale())).await?.expect(200)?;
        assert!(history.body.contains("Customer restored") && history.body.contains("they are back"));
    }

    /// Somebody else has its domain by now: said with a link, and not without a reason.
    async fn restoring_one_whose_domain_is_taken_asks_why(desk: Desk) -> TestResult {
        remove_lale(&desk).await?;
        add(&desk, Who::SALES, &[("domain", "lale.example"), ("reason", "the same people, a new company")]).await?.expect(303)?;
        let page = desk.get(Who::AGENT, &routes::restore(Desk::lale())).await?.expect(200)?;
        assert!(page.body.contains("already a customer with this") && page.body.contains(&routes::account(NEW)));
        let refused = stand(&desk, Who::AGENT, &routes::restore(Desk::lale()), "2", "").await?.expect(422)?;
        assert!(refused.body.contains("href=\"#reason\""));
        stand(&desk, Who::AGENT, &routes::restore(Desk::lale()), "2", "both are there").await?.expect(303)?;
    }

    async fn says_before_what_erasing_takes_and_wants_the_name_typed(desk: Desk) -> TestResult {
        let mut text = lale_text();
        text.set(Field::BillingEmail, "elif.kaya@lale.example");
        desk.call(Who::SALES, "account/update", &json!({ "id": Desk::lale(), "version": 1, "text": text, "reason": "Elif wrote" })).await?.expect(200)?;
        let path = routes::erase(Desk::lale());
        let page = desk.get(Who::ADMIN, &path).await?.expect(200)?;
        for said in ["What is erased", "personal values in the log", "What stays", "Type: Lale Tekstil A.Ş."] {
            assert!(page.body.contains(said), "{said}");
        }
        let erase = |name: &'static str, reason: &'static str| [("step", "erase"), ("company_name", name), ("reason", reason)];
        let refused = desk.post(Who::ADMIN, &path, &erase("Lale", "")).await?.expect(422)?;
        assert!(refused.body.contains("href=\"#company_name\"") && refused.body.contains("href=\"#reason\""), "both at once");
        assert!(refused.body.contains("value=\"Lale\""), "what was typed stays");
        desk.post(Who::AGENT, &path, &erase("Lale Tekstil A.Ş.", "asked for it")).await?.expect(403)?;
        assert_eq!(desk.history(Desk::lale()).await?[0]["reason"], "Elif wrote", "nothing is gone yet");
        let done = desk.post(Who::ADMIN, &path, &erase("Lale Tekstil A.Ş.", "asked for it")).await?.expect(303)?;
        assert_eq!(done.header("location"), format!("{}?saved=erased", routes::account(Desk::lale())));
        assert!(desk.get(Who::ADMIN, done.header("location")).await?.expect(200)?.body.contains("personal values are erased"));
        let history = desk.get(Who::ADMIN, &routes::history(Desk::lale())).await?.expect(200)?;
        assert!(history.body.contains("Erased") && !history.body.contains("muhasebe@lale.example") && !history.body.contains("Elif wrote"));
        let activity = desk.get(Who::ADMIN, "/activity?kind=log.erase").await?.expect(200)?;
        assert!(activity.body.contains("Personal values erased") && activity.body.contains("asked for it"), "who and why");
    }

    async fn refuses_forms_that_no_page_sends(desk: Desk) -> TestResult {
        let id = Desk::lale();
        let nil = Uuid::nil().to_string();
        for (path, fields, status) in [
            (routes::NEW_CUSTOMER.to_owned(), form("fly", &[]), 400),
            (routes::NEW_CUSTOMER.to_owned(), form("submit", &[("draft", &nil)]), 400),
            (routes::NEW_CUSTOMER.to_owned(), form("submit", &[("draft", "no id")]), 400),
            (routes::remove(id), form("submit", &[("version", "0")]), 400),
            (routes::remove(Uuid::from_u128(99)), form("submit", &[("version", "1"), ("reason", "gone")]), 404),
            ("/customers/none/remove".to_owned(), form("submit", &[("version", "1")]), 404),
            ("/customers/none/erase".to_owned(), form("erase", &[]), 404),
            (routes::update_account(Uuid::nil()), form("submit", &[("version", "1")]), 404),
        ] {
            let answer = post(&desk, Who::ADMIN, &path, &fields).await?;
            assert_eq!(answer.status.as_u16(), status, "{path}");
        }
        for path in ["/customers/none/remove", "/customers/none/restore", "/customers/none/erase", "/customers/new/account"] {
            desk.get(Who::ADMIN, path).await?.expect(404)?;
        }
        assert_eq!(listed(&desk, json!({})).await?.len(), 8);
    }

    async fn the_ways_there_stand_only_where_they_lead_somewhere(desk: Desk) -> TestResult {
        for (who, adds, removes, erases) in [(Who::ADMIN, true, true, true), (Who::AGENT, true, true, false), (Who::SALES, true, false, false), (Who::HELPDESK, false, false, false), (Who::AUDITOR, false, false, false)] {
            let list = desk.get(who, "/customers").await?.expect(200)?;
            assert_eq!(list.body.contains("href=\"/customers/new\""), adds, "{who:?} adds");
            let account = desk.get(who, &routes::account(Desk::lale())).await?.expect(200)?;
            assert_eq!(account.body.contains(&routes::remove(Desk::lale())), removes, "{who:?} removes");
            assert_eq!(account.body.contains(&routes::erase(Desk::lale())), erases, "{who:?} erases");
        }
        let none = desk.get(Who::SALES, "/customers?search=zzzzzz").await?.expect(200)?;
        assert_eq!(none.body.matches("href=\"/customers/new\"").count(), 1, "what was not found is not added there");
    }
}
