//! Bringing back: by a form, by undoing, by a second person and at a date; and a word about who has the domain now.

use super::{
    NEW, add, failed, history_kinds, is_as_the_log_says, listed, papatya_with, remove_lale, stand, stands, under,
    waiting_id,
};
use crate::changes::{land_all, let_in};
use crate::support::{Desk, NOW_US, TestResult, Who, on_each_database};
use desk::changes::{approve, preview, preview_standing, set_standing, undo};
use desk::error::Error;
use model::access::{ApproveChange, RemoveCustomer};
use model::account::Saved;
use model::customers::{Field, Standing};
use model::fields::{Problem, Severity};
use serde_json::json;

on_each_database! {
    async fn who_is_brought_back_is_as_before(desk: Desk) -> TestResult {
        let before = desk.account(Desk::lale()).await?;
        remove_lale(&desk).await?;
        let agent = let_in(&desk, Who::AGENT).await?;
        let permit = agent.permit::<RemoveCustomer>().map_err(failed)?;
        let look = preview_standing(&permit, &agent, Desk::lale(), Standing::Active).await.map_err(failed)?;
        assert_eq!((look.standing, look.version, look.findings.iter().any(|finding| finding.severity == Severity::Warn)), (Standing::Removed, 2, true), "its number is the others' too");
        assert_eq!(stand(&agent, Desk::lale(), 2, Standing::Active, "they came back").await, Ok(Saved::As { version: 3 }));
        let after = desk.account(Desk::lale()).await?;
        assert_eq!((&after["text"], &after["standing"]), (&before["text"], &json!("active")));
        assert_eq!(listed(&desk, json!({})).await?.1, json!({ "Exactly": 8 }));
        assert!(listed(&desk, json!({ "search": "lale" })).await?.0.contains(&Desk::lale().to_string()));
        assert_eq!(history_kinds(&desk, Desk::lale()).await?, ["customer.restore", "customer.remove", "customer.taken_over"]);
        assert_eq!(stand(&agent, Desk::lale(), 3, Standing::Active, "again").await, Ok(Saved::Unchanged));
        is_as_the_log_says(&desk).await?;
    }

    async fn somebody_who_has_the_domain_now_is_named_and_wants_a_reason(desk: Desk) -> TestResult {
        let sales = let_in(&desk, Who::SALES).await?;
        let agent = let_in(&desk, Who::AGENT).await?;
        remove_lale(&desk).await?;
        let heir = papatya_with(&[(Field::Domain, "lale.example"), (Field::BillingEmail, "fatura@lale.example")]);
        add(&sales, NEW, &heir, "").await.map_err(failed)?;
        let permit = agent.permit::<RemoveCustomer>().map_err(failed)?;
        let look = preview_standing(&permit, &agent, Desk::lale(), Standing::Active).await.map_err(failed)?;
        let finding = look.findings.iter().find(|finding| finding.path == "domain").ok_or("nobody is named")?;
        assert_eq!((finding.problem, finding.severity, finding.hint.as_str()), (Problem::AlreadyThere, Severity::Warn, "Papatya Gıda Ltd. Şti."));
        assert!(look.alike.iter().any(|other| other.id == NEW && other.field == "domain"));
        let Err(Error::Invalid(errors)) = stand(&agent, Desk::lale(), 2, Standing::Active, "").await else { return Err("it was brought back".into()) };
        assert_eq!(errors.get("reason"), Some(Problem::ReasonMissing));
        assert_eq!(stand(&agent, Desk::lale(), 2, Standing::Active, "both are theirs").await, Ok(Saved::As { version: 3 }));
    }

    async fn undoing_a_removal_brings_back_and_nobody_undoes_a_beginning(desk: Desk) -> TestResult {
        let (sales, admin) = (let_in(&desk, Who::SALES).await?, let_in(&desk, Who::ADMIN).await?);
        add(&sales, NEW, &papatya_with(&[]), "").await.map_err(failed)?;
        let begun = desk.history(NEW).await?[0]["seq"].as_i64().ok_or("no entry")?;
        assert_eq!(preview(&admin, NEW, begun).await.err(), Some(Error::NotFound));
        assert_eq!(undo(&admin, NEW, begun, 1, "a slip").await.err(), Some(Error::NotFound));
        stand(&admin, NEW, 1, Standing::Removed, "a slip").await.map_err(failed)?;
        let removal = desk.history(NEW).await?[0]["seq"].as_i64().ok_or("no entry")?;
        let look = preview(&admin, NEW, removal).await.map_err(failed)?;
        assert_eq!(look.fields.iter().map(|field| (field.change.field.as_str(), field.change.new.as_str())).collect::<Vec<_>>(), [("standing", "active")]);
        let undone = undo(&admin, NEW, removal, 2, "it was a slip").await.map_err(failed)?;
        assert_eq!(undone.saved, Saved::As { version: 3 });
        assert_eq!(stands(&desk, NEW).await?, ("active".to_owned(), 3));
        assert_eq!(history_kinds(&desk, NEW).await?, ["customer.undo", "customer.remove", "customer.add"]);
        is_as_the_log_says(&desk).await?;
    }

    async fn a_second_person_removes_and_brings_back_where_the_table_says_so(desk: Desk) -> TestResult {
        let table = "customer_removed review global_admin\ncustomer_restored review global_admin";
        let (agent, admin) = (under(&desk, Who::AGENT, table).await?, under(&desk, Who::ADMIN, table).await?);
        let permit = admin.permit::<ApproveChange>().map_err(failed)?;
        let id = waiting_id(&stand(&agent, Desk::lale(), 1, Standing::Removed, "gone").await.map_err(failed)?)?;
        assert_eq!(stands(&desk, Desk::lale()).await?, ("active".to_owned(), 1));
        assert_eq!(approve(&permit, &admin, id, 1, "").await, Ok(Saved::As { version: 2 }));
        let id = waiting_id(&stand(&agent, Desk::lale(), 2, Standing::Active, "they came back").await.map_err(failed)?)?;
        assert_eq!(approve(&permit, &admin, id, 1, "").await, Ok(Saved::As { version: 3 }));
        assert_eq!(history_kinds(&desk, Desk::lale()).await?, ["customer.restore", "customer.remove", "customer.taken_over"]);
        is_as_the_log_says(&desk).await?;
    }

    async fn a_removal_at_a_date_removes_what_is_there_by_then(desk: Desk) -> TestResult {
        let agent = let_in(&desk, Who::AGENT).await?;
        let permit = agent.permit::<RemoveCustomer>().map_err(failed)?;
        let saved = set_standing(&permit, &agent, Desk::lale(), 1, Standing::Removed, "gone", Some(NOW_US + 9 * 86_400_000_000)).await;
        let id = waiting_id(&saved.map_err(failed)?)?;
        remove_lale(&desk).await?;
        // Who is removed before takes what waits along.
        assert_eq!(land_all(&desk, NOW_US + 30 * 86_400_000_000).await?, 0);
        let request = desk.call(Who::ADMIN, "changes/find", &json!({ "id": id })).await?.expect(200)?.json()?;
        assert_eq!(request["state"], "cancelled");
        stand(&agent, Desk::lale(), 2, Standing::Active, "they came back").await.map_err(failed)?;
        let saved = set_standing(&permit, &agent, Desk::lale(), 3, Standing::Removed, "gone", Some(NOW_US + 9 * 86_400_000_000)).await;
        waiting_id(&saved.map_err(failed)?)?;
        assert_eq!(land_all(&desk, NOW_US + 30 * 86_400_000_000).await?, 1);
        assert_eq!(stands(&desk, Desk::lale()).await?, ("removed".to_owned(), 4));
        is_as_the_log_says(&desk).await?;
    }
}
