//! The head leaves the machine; and what was changed before there was a log is taken into it.

use super::make_history;
use crate::support::{Desk, Fresh, NOW_US, TestResult, fresh_postgres, fresh_sqlite, on_each_database};
use desk::audit::{Head, sign_if_older, verify};
use desk::customers::{NewCustomer, add_customers};
use migrations::{Migrator, MigratorTrait};
use sea_orm::{ConnectionTrait, Statement};
use serde_json::Value;
use server::audit::send;
use server::config::HeadSettings;
use server::mails::Post;
use std::io::{Read, Write};
use std::net::TcpListener;
use tempfile::TempDir;
use uuid::Uuid;

const DAY_US: i64 = 86_400 * 1_000_000;

fn failed(error: desk::error::Error) -> Box<dyn std::error::Error + Send + Sync> {
    format!("{error:?}").into()
}

on_each_database! {
    /// Two servers look at the same moment: the head is signed once a day.
    async fn is_signed_once_a_day_whichever_server_comes_first(desk: Desk) -> TestResult {
        make_history(&desk, 2).await?;
        let sign = |at_us: i64| {
            let database = desk.fresh.database.clone();
            async move { sign_if_older(&database, at_us, DAY_US).await.map_err(failed) }
        };
        let both = futures::future::try_join(sign(NOW_US), sign(NOW_US)).await?;
        assert_eq!([both.0, both.1].iter().flatten().count(), 1);
        assert_eq!(sign(NOW_US + DAY_US - 1).await?, None);
        desk::audit::sign_now(&desk.fresh.database, NOW_US + DAY_US).await.map_err(failed)?;
        assert!(sign(NOW_US + DAY_US + 1).await?.is_some_and(|head| head.is_signed()));
        let found = verify(&desk.fresh.database, None).await.map_err(failed)?;
        assert_eq!((found.fault, found.heads), (None, 3));
    }

    async fn goes_into_a_folder_by_mail_and_to_a_webhook(desk: Desk) -> TestResult {
        make_history(&desk, 1).await?;
        let head = sign_if_older(&desk.fresh.database, NOW_US, DAY_US).await.map_err(failed)?.ok_or("not signed")?;
        let folder = TempDir::new()?;
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let settings = HeadSettings {
            folder: Some(folder.path().join("heads")),
            mail: Some("auditor@partner.example".into()),
            webhook: Some(format!("http://{}/heads", listener.local_addr()?)),
            ..HeadSettings::default()
        };
        let hook = std::thread::spawn(move || hear(&listener));
        let post = Post::folder(&folder.path().join("mail"), "desk@partner.example")?;
        assert!(send(&head, settings, Some(&post)).await.is_none(), "nothing is left to send");
        let said = hook.join().map_err(|_| "the webhook panicked")??;
        let of = |text: &str| serde_json::from_str::<Head>(text);
        assert_eq!(of(&said)?, head);
        let file = folder.path().join("heads").join(format!("defter-head-{}.json", head.seq));
        assert_eq!(of(&std::fs::read_to_string(file)?)?, head);
        assert_eq!(std::fs::read_dir(folder.path().join("mail"))?.count(), 1);
        let both = || send(&head, HeadSettings { folder: Some(folder.path().join("both")), ..HeadSettings::default() }, None);
        let left = futures::future::join(both(), both()).await;
        assert!(left.0.is_none() && left.1.is_none(), "the second waits for the first");
        let names = std::fs::read_dir(folder.path().join("both"))?.map(|file| file.map(|file| file.file_name()));
        assert_eq!(names.collect::<std::io::Result<Vec<_>>>()?, [format!("defter-head-{}.json", head.seq).as_str()]);
        // Where it cannot be put in its place nothing is left of it.
        let taken = folder.path().join("taken");
        std::fs::create_dir_all(taken.join(format!("defter-head-{}.json", head.seq)))?;
        let left = send(&head, HeadSettings { folder: Some(taken.clone()), ..HeadSettings::default() }, None).await;
        assert!(left.is_some() && std::fs::read_dir(&taken)?.count() == 1, "{left:?}");
        let nobody = HeadSettings { webhook: Some("http://127.0.0.1:9/".into()), ..HeadSettings::default() };
        let left = send(&head, HeadSettings { folder: Some(folder.path().join("more")), ..nobody }, None).await;
        assert!(left.is_some_and(|left| left.folder.is_none() && left.webhook.is_some()), "what could not be sent is left");
    }
}

/// The body of one request.
fn hear(listener: &TcpListener) -> std::io::Result<String> {
    let (mut stream, _) = listener.accept()?;
    let mut heard = String::new();
    let mut part = [0_u8; 4_096];
    loop {
        let count = stream.read(&mut part)?;
        heard.push_str(&String::from_utf8_lossy(&part[..count]));
        let body = heard.split_once("\r\n\r\n").map(|(_, body)| body.to_owned()).unwrap_or_default();
        if count == 0 || serde_json::from_str::<Value>(&body).is_ok() {
            stream.write_all(b"HTTP/1.1 204 No Content\r\ncontent-length: 0\r\n\r\n")?;
            return Ok(body);
        }
    }
}

/// A database of the version before the log, with some history, is brought up to date.
async fn takes_in_what_was_before(fresh: Fresh) -> TestResult {
    let database = fresh.database.writer();
    Migrator::up(database, Some(2)).await?;
    let customer = Uuid::from_u128(1);
    let text = crate::support::lale_text();
    let new = NewCustomer { id: customer, text, may_buy: (false, false), added_at_us: 1 };
    add_customers(&fresh.database, &[new]).await.map_err(failed)?;
    fresh.add_history_of_before_the_log(customer).await?;
    server::serve::migrate(&fresh.database).await?;
    server::serve::migrate(&fresh.database).await?;
    let found = verify(&fresh.database, None).await.map_err(failed)?;
    assert_eq!((found.fault, found.entries), (None, 2));
    let sql = "SELECT e.version, v.new_value, e.at_us FROM audit_entries e JOIN audit_values v ON v.seq = e.seq WHERE v.field = 'purchase_order_reference' ORDER BY e.seq";
    let rows = database.query_all_raw(Statement::from_string(database.get_database_backend(), sql)).await?;
    let rows: Vec<(i64, String, i64)> = rows
        .iter()
        .map(|row| Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?, row.try_get_by_index(2)?)))
        .collect::<Result<_, sea_orm::DbErr>>()?;
    assert_eq!(rows, [(2, "a".into(), 2_000), (3, "b".into(), 3_000)]);
    Ok(())
}

mod history_from_before_the_log_is_taken_into_it {
    use super::{TestResult, fresh_postgres, fresh_sqlite, takes_in_what_was_before};

    #[tokio::test]
    async fn sqlite() -> TestResult {
        takes_in_what_was_before(fresh_sqlite().await?).await
    }

    #[tokio::test]
    async fn postgres() -> TestResult {
        takes_in_what_was_before(fresh_postgres(None).await?).await
    }
}
