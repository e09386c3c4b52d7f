//! `PostgreSQL` keeps a database in one encoding; not every one has the letters of every country.

use crate::support::{TestResult, admin_postgres, postgres_at, test_key};
use desk::database::{Database, of_opening};
use sea_orm::ConnectionTrait;

#[tokio::test]
async fn a_database_that_lacks_letters_is_refused_with_what_it_should_be() -> TestResult {
    let (admin, name) = (admin_postgres().await?, format!("latin_{}", std::process::id()));
    let make = format!("CREATE DATABASE {name} ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0");
    admin.execute_unprepared(&make).await?;
    let Err(error) = Database::open(&postgres_at(&name)?, test_key()?).await else {
        return Err("it was opened".into());
    };
    assert_eq!(of_opening(&error), "its encoding is LATIN1; Defter needs one that was made with ENCODING 'UTF8'");
    Ok(())
}
