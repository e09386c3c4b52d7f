//! Databases of before: brought up to date, everybody in them stands as they did; and the number kept follows how customers stand.

use super::failed;
use crate::support::{Desk, Fresh, TestResult, Tried, fresh_postgres, fresh_sqlite, lale_text, on_each_database};
use desk::customers::{NewCustomer, add_customers};
use desk::verify::first_that_differs;
use migrations::{Migrator, MigratorTrait};
use sea_orm::{ConnectionTrait, Statement, Value};
use uuid::Uuid;

/// Migrations before how customers stand was kept.
const BEFORE: u32 = 12;

async fn number(fresh: &Fresh, sql: &str) -> Tried<i64> {
    let row = Statement::from_string(fresh.database.backend(), sql);
    Ok(fresh.database.writer().query_one_raw(row).await?.ok_or("no row")?.try_get_by_index(0)?)
}

/// The number that is kept, and those who are active.
async fn kept_and_active(fresh: &Fresh) -> Tried<(i64, i64)> {
    let active = number(fresh, "SELECT COUNT(*) FROM customers WHERE standing = 'active'").await?;
    Ok((number(fresh, "SELECT customers FROM customer_count").await?, active))
}

fn customers(ids: std::ops::Range<u128>) -> Vec<NewCustomer> {
    let of = |id| NewCustomer { id: Uuid::from_u128(id), text: lale_text(), may_buy: (false, true), added_at_us: 1 };
    ids.map(of).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everybody_of_an_older_database_is_active_and_drafts_stay() -> TestResult {
    for fresh in [fresh_sqlite().await?, fresh_postgres(None).await?] {
        let writer = fresh.database.writer();
        Migrator::up(writer, Some(BEFORE)).await?;
        add_customers(&fresh.database, &customers(1..4)).await.map_err(failed)?;
        let staff = Uuid::from_u128(7);
        let somebody = "INSERT INTO staff (id, version, email, email_key, name, roles, password_hash, must_change_password, is_disabled, language, theme, created_at_us)
                        VALUES ($1, 1, 'a@b.example', 'a@b.example', 'Ada', 'sales_agent', '', FALSE, FALSE, '', 'system', 1)";
        fresh.run(somebody, vec![staff.into()]).await?;
        let draft = "INSERT INTO drafts (staff_id, customer_id, id, version, kept_at_us, typed, reason, land_at) VALUES ($1, $2, $3, 1, 1, '{}', 'why', '')";
        let values: Vec<Value> = vec![staff.into(), Uuid::from_u128(1).into(), Uuid::from_u128(9).into()];
        fresh.run(draft, values).await?;
        Migrator::up(writer, Some(1)).await?;
        assert_eq!(kept_and_active(&fresh).await?, (3, 3));
        assert_eq!(number(&fresh, "SELECT COUNT(*) FROM drafts WHERE reason = 'why'").await?, 1);
        let nobody: Vec<Value> = vec![staff.into(), Uuid::nil().into(), Uuid::from_u128(9).into()];
        fresh.run(draft, nobody).await?;
        writer.execute_unprepared("UPDATE customers SET standing = 'removed' WHERE may_buy_savings_plans").await?;
        assert_eq!(kept_and_active(&fresh).await?, (0, 0));
        // Back and up again: an older program knows of nobody who was removed.
        Migrator::down(writer, Some(1)).await?;
        assert_eq!(number(&fresh, "SELECT customers FROM customer_count").await?, 3);
        assert_eq!(number(&fresh, "SELECT COUNT(*) FROM drafts").await?, 1, "a draft of nobody has no place there");
        add_customers(&fresh.database, &customers(4..6)).await.map_err(failed)?;
        Migrator::up(writer, None).await?;
        assert_eq!(kept_and_active(&fresh).await?, (5, 5));
        server::serve::migrate(&fresh.database).await?;
        assert_eq!(first_that_differs(&fresh.database).await.map_err(failed)?, None);
    }
    Ok(())
}

on_each_database! {
    async fn the_number_kept_follows_how_customers_stand(desk: Desk) -> TestResult {
        let fresh = &desk.fresh;
        let run = async |sql: &str| -> TestResult {
            fresh.database.writer().execute_unprepared(sql).await?;
            let (kept, active) = kept_and_active(fresh).await?;
            assert_eq!(kept, active, "{sql}");
            Ok(())
        };
        for sql in [
            "UPDATE customers SET standing = 'removed' WHERE company_name LIKE '%Tekstil%'",
            "UPDATE customers SET standing = 'removed' WHERE company_name LIKE '%Tekstil%'",
            "UPDATE customers SET standing = 'dropped' WHERE standing = 'removed'",
            "UPDATE customers SET standing = 'active' WHERE standing = 'dropped'",
            "UPDATE customers SET standing = 'active'",
            "UPDATE customers SET standing = CASE WHEN standing = 'active' THEN 'removed' ELSE 'active' END",
            "DELETE FROM customers WHERE company_name LIKE 'Irmak%'",
            "UPDATE customers SET standing = 'active' WHERE company_name LIKE 'Cam%'",
            "DELETE FROM customers WHERE company_name LIKE 'Cam%'",
        ] {
            run(sql).await?;
        }
        add_customers(&fresh.database, &customers(50..60)).await.map_err(failed)?;
        assert_eq!(kept_and_active(fresh).await?, (10, 10));
    }
}
