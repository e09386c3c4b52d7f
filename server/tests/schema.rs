//! Migrations: up, down and up again; what is stored comes back; a newer database is refused.

use crate::support::{Fresh, TestResult, Tried, fresh_postgres, fresh_sqlite};
use desk::customers::{NewCustomer, add_customers, repair_search};
use migrations::{Migrator, MigratorTrait, Standing, standing};
use model::customers::Field;
use sea_orm::{ConnectionTrait, Statement};
use serde_json::json;
use uuid::Uuid;

async fn goes_up_down_and_up(fresh: Fresh) -> TestResult {
    let database = fresh.database.writer();
    Migrator::up(database, None).await?;
    Migrator::down(database, None).await?;
    Migrator::up(database, None).await?;
    assert_eq!(standing(database).await?, Standing::Known { pending: 0 });
    Ok(())
}

async fn refuses_a_newer_database(fresh: Fresh) -> TestResult {
    server::serve::migrate(&fresh.database).await?;
    fresh
        .database
        .writer()
        .execute_unprepared("INSERT INTO seaql_migrations (version, applied_at) VALUES ('m20991231_000001_later', 0)")
        .await?;
    let refused =
        server::serve::migrate(&fresh.database).await.err().map(|error| error.to_string()).unwrap_or_default();
    assert!(refused.contains("newer Defter") && refused.contains("m20991231_000001_later"), "{refused}");
    Ok(())
}

/// Every field at its longest, in letters of more than one byte, survives.
async fn keeps_the_longest_values(desk: crate::support::Desk) -> TestResult {
    let mut text = crate::support::lale_text();
    for field in
        Field::OF_TEXT.iter().filter(|field| field.rule().input.kind == "text" && !matches!(field, Field::Domain))
    {
        let max = field.rule().input.max_chars;
        let longest = match field {
            Field::CompanyPostalCode | Field::BillingPostalCode => "9".repeat(max),
            Field::TaxNumber | Field::RegistrationNumber => format!("{}1", "Ş".repeat(max - 1)),
            _ => "Ş".repeat(max),
        };
        text.set(*field, longest);
    }
    text.set(Field::BillingSameAsCompany, "");
    // Where no rule says how a postal code or a tax number looks.
    text.set(Field::CompanyCountry, "AQ");
    text.set(Field::BillingCountry, "AQ");
    let id = crate::support::Desk::lale();
    let change = json!({ "id": id, "version": 1, "text": text, "reason": "ş".repeat(500) });
    desk.call(crate::support::Who::SALES, "account/update", &change).await?.expect(200)?;
    let stored = desk.account(id).await?;
    assert_eq!(stored["text"], serde_json::to_value(&text)?);
    desk.ends_well()
}

async fn seeds_once(fresh: Fresh) -> TestResult {
    server::serve::migrate(&fresh.database).await?;
    let demo = server::config::Seed { demo: true, if_empty: false, customers: None, seed: 1 };
    let mut said = Vec::new();
    server::seed::seed(&fresh.database, &demo, &mut said).await?;
    assert!(String::from_utf8_lossy(&said).contains("global.admin@demo.example"));
    let refused = server::seed::seed(&fresh.database, &demo, &mut said)
        .await
        .err()
        .map(|error| error.to_string())
        .unwrap_or_default();
    assert!(refused.contains("already holds customers"), "{refused}");
    let many = server::config::Seed { demo: false, if_empty: false, customers: Some(20_500), seed: 9 };
    server::seed::seed(&fresh.database, &many, &mut said).await?;
    // The index that was put aside is there again: it holds what was added meanwhile, and follows new rows.
    assert!(!repair_search(&fresh.database).await.map_err(|error| format!("{error:?}"))?, "nothing is left to repair");
    let newest = "SELECT id, domain FROM customers ORDER BY seq DESC LIMIT 1";
    let newest = Statement::from_string(fresh.database.backend(), newest);
    let newest = fresh.database.reader().query_one_raw(newest).await?.ok_or("no customers")?;
    let (id, domain): (Uuid, String) = (newest.try_get("", "id")?, newest.try_get("", "domain")?);
    assert!(found(&fresh, &domain).await?.contains(&id.to_string()), "{domain}");
    let mut text = crate::support::lale_text();
    text.set(Field::CompanyName, "Zümrüdüanka Kuyumculuk");
    let late = NewCustomer { id: Uuid::from_u128(5), text, may_buy: (false, false), added_at_us: 1 };
    add_customers(&fresh.database, &[late]).await.map_err(|error| format!("{error:?}"))?;
    assert_eq!(found(&fresh, "zumruduanka kuyum").await?, [Uuid::from_u128(5).to_string()]);
    assert_eq!(counted(&fresh).await?, (21_001, 21_001));
    Ok(())
}

/// `SQLite` only, whose words stand in a table of their own: somebody took it away.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn words_are_found_without_their_table_and_the_next_start_builds_it() -> TestResult {
    let fresh = fresh_sqlite().await?;
    server::serve::migrate(&fresh.database).await?;
    let demo = server::config::Seed { demo: true, if_empty: false, customers: None, seed: 1 };
    server::seed::seed(&fresh.database, &demo, &mut Vec::new()).await?;
    let first = "SELECT id, domain FROM customers ORDER BY seq LIMIT 1";
    let first = Statement::from_string(fresh.database.backend(), first);
    let first = fresh.database.reader().query_one_raw(first).await?.ok_or("no customers")?;
    let (id, domain): (Uuid, String) = (first.try_get("", "id")?, first.try_get("", "domain")?);
    for away in ["DROP TABLE customers_search", "DROP TRIGGER customers_search_insert"] {
        fresh.database.writer().execute_unprepared(away).await?;
        assert!(found(&fresh, &domain).await?.contains(&id.to_string()), "{away}");
        assert!(repair_search(&fresh.database).await.map_err(|error| format!("{error:?}"))?, "{away}");
        assert!(!repair_search(&fresh.database).await.map_err(|error| format!("{error:?}"))?, "{away}");
        assert!(found(&fresh, &domain).await?.contains(&id.to_string()), "{away}, built again");
    }
    Ok(())
}

/// The number that the database keeps, and the customers that are there.
async fn counted(fresh: &Fresh) -> Tried<(i64, i64)> {
    let sql =
        "SELECT (SELECT customers FROM customer_count WHERE id = 1) AS kept, (SELECT COUNT(*) FROM customers) AS there";
    let statement = sea_orm::Statement::from_string(fresh.database.backend(), sql);
    let row = fresh.database.writer().query_one_raw(statement).await?.ok_or("a SELECT without a row")?;
    Ok((row.try_get("", "kept")?, row.try_get("", "there")?))
}

async fn counts_customers_that_were_there_before_the_counter(fresh: Fresh) -> TestResult {
    Migrator::up(fresh.database.writer(), Some(7)).await?;
    let early = [3, 4].map(|id| NewCustomer {
        id: Uuid::from_u128(id),
        text: crate::support::lale_text(),
        may_buy: (false, false),
        added_at_us: 1,
    });
    add_customers(&fresh.database, &early).await.map_err(|error| format!("{error:?}"))?;
    Migrator::up(fresh.database.writer(), None).await?;
    assert_eq!(counted(&fresh).await?, (2, 2));
    Migrator::down(fresh.database.writer(), Some(1)).await?;
    add_customers(&fresh.database, &[NewCustomer { id: Uuid::from_u128(6), ..early[0].clone() }])
        .await
        .map_err(|error| format!("{error:?}"))?;
    Migrator::up(fresh.database.writer(), None).await?;
    assert_eq!(counted(&fresh).await?, (3, 3));
    Ok(())
}

/// The ids of the customers that a search finds.
async fn found(fresh: &Fresh, words: &str) -> Tried<Vec<String>> {
    let state = server::ServerState::new(fresh.database.clone(), server::Clock::system(), false);
    let router = server::router(state, None);
    let sign_in = json!({ "email": "sales.agent@demo.example", "password": server::seed::DEMO_PASSWORD });
    let call = |cookie: String, path: &str, body: serde_json::Value| {
        let request = http::Request::post(format!("/api/{path}"))
            .header("cookie", cookie)
            .header("content-type", "application/json")
            .body(axum::body::Body::from(body.to_string()));
        let router = router.clone();
        async move { crate::support::send(&router, request?).await }
    };
    let cookie = call(String::new(), "session/sign_in", sign_in).await?.expect(200)?.cookie();
    let page = call(cookie, "customers/list", json!({ "query": { "search": words } })).await?.expect(200)?.json()?;
    let rows = page["rows"].as_array().into_iter().flatten();
    Ok(rows.filter_map(|row| row["id"].as_str().map(str::to_owned)).collect())
}

macro_rules! on_each_empty_database {
    ($($name:ident),*) => {$(
        mod $name {
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() -> super::TestResult {
                super::$name(super::fresh_sqlite().await?).await
            }
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() -> super::TestResult {
                super::$name(super::fresh_postgres(None).await?).await
            }
        }
    )*};
}
on_each_empty_database!(
    goes_up_down_and_up,
    refuses_a_newer_database,
    counts_customers_that_were_there_before_the_counter,
    seeds_once
);

mod keeps_the_longest_values {
    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn sqlite() -> super::TestResult {
        super::keeps_the_longest_values(super::super::support::Desk::on_sqlite().await?).await
    }
    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn postgres() -> super::TestResult {
        super::keeps_the_longest_values(super::super::support::Desk::on_postgres().await?).await
    }
}
