//! A desk to measure, and how it is asked.

use axum::Router;
use axum::body::{Body, to_bytes};
use desk::audit::Source;
use desk::customers::{NewCustomer, add_customers};
use desk::database::Database;
use desk::key::LogKey;
use desk::people::store;
use http::Request;
use model::access::{Role, Roles};
use model::customers::{CustomerText, Field};
use model::people::CheckedPerson;
use sea_orm::{DatabaseBackend, Statement, Value};
use serde_json::{Value as Json, json};
use server::{Clock, ServerState, router, system_clock};
use std::error::Error;
use tower::ServiceExt;
use uuid::Uuid;

/// Who write at the same time, each at customers of their own.
pub const WRITERS: u128 = 8;
/// People who submit by turns at each writer: no one person makes more changes within ten minutes than by hand, where the
/// policy counts them.
pub const PEOPLE: usize = 25;
/// What a measurement answers.
pub type Tried<T> = Result<T, Box<dyn Error + Send + Sync>>;

pub const PASSWORD: &str = "copper kettle 47";

/// An error of the store as the bench ends with it.
pub fn failed(error: desk::error::Error) -> Box<dyn Error + Send + Sync> {
    format!("{error:?}").into()
}

/// The key of the log that is measured.
pub fn key() -> Tried<LogKey> {
    LogKey::of_seed(&[7; 32]).ok_or_else(|| "no key".into())
}

/// A customer of a number.
pub fn customer(at: u128) -> NewCustomer {
    let mut text = CustomerText::default();
    for (field, value) in [
        (Field::CompanyName, "Lale Tekstil A.Ş."),
        (Field::CompanyCountry, "TR"),
        (Field::CompanyAddressLine1, "Nilüfer Cad. 12"),
        (Field::CompanyPostalCode, "16120"),
        (Field::CompanyLocality, "Osmangazi"),
        (Field::CompanySubdivision, "Bursa"),
        (Field::BillToName, "Lale Tekstil A.Ş."),
        (Field::ContactLastName, "Kaya"),
        (Field::BillingEmail, "muhasebe@lale.example"),
        (Field::BillingPhone, "+902242250100"),
        (Field::BillingSameAsCompany, "true"),
        (Field::Language, "tr"),
        (Field::Currency, "TRY"),
        (Field::TaxNumber, "1234567890"),
    ] {
        text.set(field, value);
    }
    NewCustomer { id: Uuid::from_u128(at), text, may_buy: (false, false), added_at_us: 1 }
}

/// A desk with customers, sales agents for each writer and an auditor, who are signed in.
pub struct Desk {
    pub database: Database,
    pub router: Router,
    pub sales: Vec<String>,
    pub auditor: String,
}

impl Desk {
    /// On an empty database.
    pub async fn open(url: &str) -> Tried<Self> {
        let database = Database::open(url, key()?).await?;
        server::serve::migrate(&database).await?;
        let customers: Vec<NewCustomer> = (1..=2 * WRITERS).map(customer).collect();
        add_customers(&database, &customers).await.map_err(failed)?;
        let router = router(ServerState::new(database.clone(), Clock::system(), false), None);
        let mut sales = Vec::new();
        for person in 0..usize::try_from(WRITERS)? * PEOPLE {
            sales.push(sign_in(&database, &router, Role::SalesAgent, &format!("sales{person}")).await?);
        }
        let auditor = sign_in(&database, &router, Role::Auditor, "auditor").await?;
        Ok(Self { database, router, sales, auditor })
    }
}

/// Adds somebody and answers their cookie.
pub async fn sign_in(database: &Database, router: &Router, role: Role, name: &str) -> Tried<String> {
    let email = format!("{name}@staff.example");
    let person = CheckedPerson { name: name.into(), email: email.clone(), roles: Roles::of(&[role]) };
    store::insert(database, &person, PASSWORD, false, Source::program(system_clock())).await.map_err(failed)?;
    let typed = json!({ "email": email, "password": PASSWORD });
    Ok(ask(router, "POST", "/api/session/sign_in", "", &typed).await?.1)
}

/// Asks the router: status, cookie, body.
pub async fn ask(
    router: &Router,
    method: &str,
    path: &str,
    cookie: &str,
    body: &Json,
) -> Tried<(u16, String, Vec<u8>)> {
    let request =
        Request::builder().method(method).uri(path).header("cookie", cookie).header("content-type", "application/json");
    let body = if method == "GET" { Body::empty() } else { Body::from(body.to_string()) };
    let response = router.clone().oneshot(request.body(body)?).await?;
    let status = response.status().as_u16();
    let cookie = response.headers().get("set-cookie").and_then(|cookie| cookie.to_str().ok()).unwrap_or_default();
    let cookie = cookie.split(';').next().unwrap_or_default().to_owned();
    Ok((status, cookie, to_bytes(response.into_body(), usize::MAX).await?.to_vec()))
}

/// A statement whose places are `{}`, as the database at hand counts them.
pub fn query(database: &Database, sql: &str, values: Vec<Value>) -> Statement {
    let backend = database.backend();
    let mut text = String::new();
    for (at, part) in sql.split("{}").enumerate() {
        if at > 0 {
            let place = if backend == DatabaseBackend::Sqlite { String::new() } else { at.to_string() };
            text.push_str(if backend == DatabaseBackend::Sqlite { "?" } else { "$" });
            text.push_str(&place);
        }
        text.push_str(part);
    }
    Statement::from_sql_and_values(backend, text, values)
}
