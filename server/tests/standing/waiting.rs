//! Customers who are to be added after a second person or at a date.

use super::{NEW, add, add_at, failed, is_as_the_log_says, listed, papatya, stands, under, waiting_id};
use crate::changes::land_all;
use crate::support::{Desk, NOW_US, TestResult, Who, on_each_database};
use desk::changes::{Authority, Proposal as Proposed, Submission, Typed, Wishes};
use desk::changes::{approve, cancel, reject, submit};
use desk::error::Error;
use model::access::{ApproveChange, SeeCustomers, UpdateCustomer};
use model::account::Saved;
use sea_orm::ConnectionTrait;
use serde_json::json;
use uuid::Uuid;

/// A date to come: nine days from now.
const DECEMBER_US: i64 = NOW_US + 9 * 86_400_000_000;
const SECOND: &str = "customer_added review global_admin";

on_each_database! {
    async fn who_waits_is_not_listed_and_is_added_by_a_second_person(desk: Desk) -> TestResult {
        let (sales, admin) = (under(&desk, Who::SALES, SECOND).await?, under(&desk, Who::ADMIN, SECOND).await?);
        let saved = add(&sales, NEW, &papatya(), "").await.map_err(failed)?;
        let id = waiting_id(&saved)?;
        assert_eq!(stands(&desk, NEW).await?, ("asked".to_owned(), 0));
        assert_eq!(listed(&desk, json!({})).await?.1, json!({ "Exactly": 8 }));
        assert_eq!(listed(&desk, json!({ "search": "papatya" })).await?.0, Vec::<String>::new());
        assert_eq!(add(&sales, NEW, &papatya(), "").await, Ok(Saved::Unchanged), "the same form again");
        is_as_the_log_says(&desk).await?;
        let request = desk.call(Who::ADMIN, "changes/find", &json!({ "id": id })).await?.expect(200)?.json()?;
        assert_eq!((&request["state"], &request["rules"]), (&json!("waiting"), &json!(["customer_added"])));
        let permit = admin.permit::<ApproveChange>().map_err(failed)?;
        assert_eq!(approve(&permit, &admin, id, 1, "").await, Ok(Saved::As { version: 1 }));
        assert_eq!(stands(&desk, NEW).await?, ("active".to_owned(), 1));
        assert_eq!(listed(&desk, json!({})).await?.1, json!({ "Exactly": 9 }));
        assert_eq!(desk.history(NEW).await?[0]["kind"], "customer.add");
        is_as_the_log_says(&desk).await?;
    }

    async fn who_is_rejected_or_cancelled_is_never_added(desk: Desk) -> TestResult {
        let (sales, admin) = (under(&desk, Who::SALES, SECOND).await?, under(&desk, Who::ADMIN, SECOND).await?);
        let (approves, sees) = (admin.permit::<ApproveChange>().map_err(failed)?, sales.permit::<SeeCustomers>().map_err(failed)?);
        for (at, is_rejected) in [(0, true), (1, false)] {
            let customer = Uuid::from_u128(NEW.as_u128() + at);
            let id = waiting_id(&add(&sales, customer, &papatya(), "").await.map_err(failed)?)?;
            if is_rejected {
                reject(&approves, &admin, id, "we do not know them").await.map_err(failed)?;
            } else {
                cancel(&sees, &sales, id, "").await.map_err(failed)?;
            }
            assert_eq!(stands(&desk, customer).await?, ("dropped".to_owned(), 0));
            assert_eq!(approve(&approves, &admin, id, 2, "").await, Err(Error::Ended));
            // What was typed is still there to be read.
            let request = desk.call(Who::SALES, "changes/find", &json!({ "id": id })).await?.expect(200)?.json()?;
            assert!(request["fields"].to_string().contains("papatya.example"), "{request}");
            let typed = Typed::of(&papatya(), &sales.policy);
            let submission = Submission { customer_id: customer, version: 0, proposal: Proposed { wishes: Wishes::Text(&typed), reason: "", moment_us: None }, undoes: None, replaces: None, draft: Uuid::nil() };
            let authority = Authority::from(&sales.permit::<UpdateCustomer>().map_err(failed)?);
            assert_eq!(submit(&authority, &sales, submission).await.map(|submitted| submitted.saved), Err(Error::Removed));
            assert_eq!(add(&sales, customer, &papatya(), "").await, Err(Error::Ended), "its form a second time");
        }
        assert_eq!(listed(&desk, json!({})).await?.1, json!({ "Exactly": 8 }));
        is_as_the_log_says(&desk).await?;
    }

    async fn who_has_a_date_is_added_when_it_comes(desk: Desk) -> TestResult {
        let sales = under(&desk, Who::SALES, "domain auto").await?;
        let saved = add_at(&sales, NEW, &papatya(), ("", Some(DECEMBER_US))).await.map_err(failed)?;
        assert!(matches!(saved, Saved::Scheduled { .. }), "{saved:?}");
        assert_eq!(land_all(&desk, NOW_US).await?, 0);
        assert_eq!(land_all(&desk, NOW_US + 30 * 86_400_000_000).await?, 1);
        assert_eq!(stands(&desk, NEW).await?, ("active".to_owned(), 1));
        is_as_the_log_says(&desk).await?;
    }

    async fn a_date_that_comes_after_the_right_was_taken_adds_nobody(desk: Desk) -> TestResult {
        let sales = under(&desk, Who::SALES, "domain auto").await?;
        let id = waiting_id(&add_at(&sales, NEW, &papatya(), ("", Some(DECEMBER_US))).await.map_err(failed)?)?;
        desk.fresh.database.writer().execute_unprepared("UPDATE staff SET roles = 'helpdesk_agent' WHERE email = 'sales_agent@staff.example'").await?;
        assert_eq!(land_all(&desk, NOW_US + 30 * 86_400_000_000).await?, 1);
        assert_eq!(stands(&desk, NEW).await?, ("dropped".to_owned(), 0));
        let request = desk.call(Who::ADMIN, "changes/find", &json!({ "id": id })).await?.expect(200)?.json()?;
        assert_eq!((&request["state"], &request["refusal"]), (&json!("refused"), &json!("not_allowed")));
    }

    /// Somebody else has the domain by then: nobody was asked why there are two.
    async fn a_date_that_comes_when_the_domain_is_there_is_refused_with_who_has_it(desk: Desk) -> TestResult {
        let sales = under(&desk, Who::SALES, "domain auto").await?;
        let id = waiting_id(&add_at(&sales, NEW, &papatya(), ("", Some(DECEMBER_US))).await.map_err(failed)?)?;
        let other = Uuid::from_u128(NEW.as_u128() + 1);
        assert_eq!(add(&sales, other, &papatya(), "").await, Ok(Saved::As { version: 1 }));
        assert_eq!(land_all(&desk, NOW_US + 30 * 86_400_000_000).await?, 1);
        let request = desk.call(Who::ADMIN, "changes/find", &json!({ "id": id })).await?.expect(200)?.json()?;
        assert!(request["refusal"]["findings"].to_string().contains("Papatya"), "{request}");
        assert_eq!(stands(&desk, NEW).await?, ("dropped".to_owned(), 0));
        is_as_the_log_says(&desk).await?;
    }

    /// A request that nobody made cannot add anybody.
    async fn a_request_that_was_written_around_the_log_adds_nobody(desk: Desk) -> TestResult {
        let sales = under(&desk, Who::SALES, SECOND).await?;
        let id = waiting_id(&add(&sales, NEW, &papatya(), "").await.map_err(failed)?)?;
        let forged = format!("UPDATE change_sets SET state = 'scheduled', land_at_us = 1 WHERE state = 'waiting' /* {id} */");
        desk.fresh.database.writer().execute_unprepared(&forged).await?;
        assert_eq!(land_all(&desk, NOW_US).await?, 1);
        assert_eq!(stands(&desk, NEW).await?, ("dropped".to_owned(), 0));
    }
}
