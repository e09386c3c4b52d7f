//! Rights that were given, taken or forged around the log.

use crate::support::{Desk, NOW_US, TestResult, Tried, Who, on_each_database};
use desk::erase::erase_person;
use desk::verify::{StaffDiffers, first_of_staff_that_differs};
use sea_orm::{ConnectionTrait, Statement};
use serde_json::json;
use uuid::Uuid;

async fn held(desk: &Desk) -> Tried<Option<StaffDiffers>> {
    first_of_staff_that_differs(&desk.fresh.database).await.map_err(|error| format!("{error:?}").into())
}

fn differs(who: &str, what: &str) -> StaffDiffers {
    StaffDiffers { who: who.to_owned(), what: what.to_owned() }
}

async fn forge(desk: &Desk, sql: &str) -> TestResult {
    desk.fresh.database.writer().execute_unprepared(sql).await?;
    Ok(())
}

on_each_database! {
    /// What people do by the program is as the log says, erased or not.
    async fn what_was_done_by_the_program_is_as_the_log_says(desk: Desk) -> TestResult {
        let people = desk.call(Who::ADMIN, "people/list", &json!({})).await?.expect(200)?.json()?;
        let of = |name: &str| people.as_array().into_iter().flatten().find(|person| person["name"] == name).cloned().unwrap_or_default();
        for (name, role) in [("The sales_agent", "sales_agent"), ("The helpdesk_agent", "auditor")] {
            let change = json!({ "id": of(name)["id"], "version": 1, "roles": [role], "is_disabled": true });
            desk.call(Who::ADMIN, "people/update", &change).await?.expect(200)?;
        }
        desk.call(Who::AGENT, "profile/update", &json!({ "name": "Murat", "language": "tr", "theme": "dark" })).await?.expect(200)?;
        desk.call(Who::ADMIN, "people/add", &json!({ "name": "Ada", "email": "Ada@staff.example", "roles": ["auditor"] })).await?.expect(200)?;
        assert_eq!(held(&desk).await?, None);
        erase_person(&desk.fresh.database, "helpdesk_agent@staff.example", NOW_US).await.map_err(|error| format!("{error:?}"))?;
        assert_eq!(held(&desk).await?, None);
    }

    async fn a_role_that_nobody_gave_is_found(desk: Desk) -> TestResult {
        forge(&desk, "UPDATE staff SET roles = 'global_admin' WHERE email = 'helpdesk_agent@staff.example'").await?;
        assert_eq!(held(&desk).await?, Some(differs("helpdesk_agent@staff.example", "roles")));
    }

    async fn a_state_or_a_name_that_nobody_set_is_found(desk: Desk) -> TestResult {
        forge(&desk, "UPDATE staff SET is_disabled = TRUE WHERE email = 'auditor@staff.example'").await?;
        assert_eq!(held(&desk).await?, Some(differs("auditor@staff.example", "state")));
        forge(&desk, "UPDATE staff SET is_disabled = FALSE, name = 'Somebody' WHERE email = 'auditor@staff.example'").await?;
        assert_eq!(held(&desk).await?, Some(differs("auditor@staff.example", "name")));
    }

    /// Whatever time it says that it was made at, and whatever they go on to do by the program.
    async fn somebody_whom_nobody_added_is_found(desk: Desk) -> TestResult {
        for created_at_us in [NOW_US + 1, 0] {
            let sql = "INSERT INTO staff (id, version, email, email_key, name, roles, password_hash, must_change_password, is_disabled, language, theme, created_at_us)
                SELECT $1, 1, 'forged@staff.example', 'forged@staff.example', 'Forged', 'global_admin', password_hash, FALSE, FALSE, '', 'system', $2 FROM staff WHERE email = 'auditor@staff.example'";
            let forged = Statement::from_sql_and_values(desk.fresh.database.backend(), sql, [Uuid::from_u128(99).into(), created_at_us.into()]);
            desk.fresh.database.writer().execute_raw(forged).await?;
            assert_eq!(held(&desk).await?, Some(differs("forged@staff.example", "added")));
            let signed_in = desk.call(Who::Nobody, "session/sign_in", &json!({ "email": "forged@staff.example", "password": crate::support::PASSWORD })).await?.expect(200)?;
            let profile = json!({ "name": "Somebody", "language": "tr", "theme": "dark" });
            crate::support::call(&desk.router, &signed_in.cookie(), "profile/update", &profile).await?.expect(200)?;
            assert_eq!(held(&desk).await?, Some(differs("forged@staff.example", "added")));
            forge(&desk, "DELETE FROM sessions WHERE staff_id IN (SELECT id FROM staff WHERE email = 'forged@staff.example')").await?;
            forge(&desk, "DELETE FROM staff WHERE email = 'forged@staff.example'").await?;
        }
    }

    async fn who_signs_in_by_anothers_e_mail_is_found(desk: Desk) -> TestResult {
        forge(&desk, "UPDATE staff SET email_key = 'other@staff.example' WHERE email = 'auditor@staff.example'").await?;
        assert_eq!(held(&desk).await?, Some(differs("auditor@staff.example", "email")));
    }

    async fn somebody_who_is_no_more_is_found(desk: Desk) -> TestResult {
        forge(&desk, "DELETE FROM sessions WHERE staff_id IN (SELECT id FROM staff WHERE email = 'auditor@staff.example')").await?;
        forge(&desk, "DELETE FROM staff WHERE email = 'auditor@staff.example'").await?;
        assert_eq!(held(&desk).await?.map(|found| found.what), Some("removed".to_owned()));
    }

    async fn the_command_says_so_and_ends_with_one(desk: Desk) -> TestResult {
        let verify = || server::config::Audit::Verify { head: None, other_key: Vec::new(), accounts: true };
        let mut said = Vec::new();
        server::audit::run(&desk.fresh.database, verify(), &mut said).await?;
        assert!(String::from_utf8_lossy(&said).contains("the staff are as the log says"));
        forge(&desk, "UPDATE staff SET roles = 'global_admin' WHERE email = 'sales_agent@staff.example'").await?;
        let mut said = Vec::new();
        let code = server::audit::run(&desk.fresh.database, verify(), &mut said).await?;
        let said = String::from_utf8_lossy(&said).into_owned();
        assert!(said.contains("NOT AS LOGGED: staff sales_agent@staff.example: roles") && format!("{code:?}").contains('1'), "{said}");
    }
}
