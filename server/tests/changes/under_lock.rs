//! Whoever is disabled while they wait for their turn writes nothing any more, whatever they were about to write.

use super::hands::{disabled, let_in, post};
use super::until_it_waits;
use crate::support::{Desk, TestResult, Tried, Who, on_each_database};
use app::error::Error;
use sea_orm::{ConnectionTrait, Statement};
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
