//! A server with a partner, five staff who are signed in, and a few customers.

use super::answer::Answer;
use super::databases::{Fresh, filled_postgres, filled_sqlite};
use super::{TestResult, Tried};
use axum::Router;
use axum::body::{Body, to_bytes};
use desk::audit::Source;
use desk::customers::{NewCustomer, add_customers};
use desk::database::Database;
use desk::people::store;
use http::{Method, Request};
use model::access::{Role, Roles};
use model::customers::{CustomerText, Field};
use model::people::CheckedPerson;
use serde_json::{Value, json};
use server::{Clock, ServerState, router};
use std::sync::OnceLock;
use tempfile::TempDir;
use tokio::sync::Mutex;
use tower::ServiceExt;
use uuid::Uuid;

/// The time that every test begins at: 22 November 2026, 14:05 UTC.
pub const NOW_US: i64 = 1_795_356_300_000_000;
/// A clock that is an hour ahead of this machine's, for as long as its folder is held.
pub fn an_hour_ahead() -> Tried<(TempDir, Clock)> {
    let folder = TempDir::new()?;
    let file = folder.path().join("ahead");
    std::fs::write(&file, "3600")?;
    Ok((folder, Clock::ahead_by(file)))
}

/// What everybody signs in with.
pub const PASSWORD: &str = "correct horse";

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    Nobody,
    Is(Role),
}

/// Lale moves its billing to Berlin, with a VAT ID that is right.
pub const MOVE_TO_BERLIN: [(Field, &str); 8] = [
    (Field::BillingSameAsCompany, ""),
    (Field::BillingCountry, "DE"),
    (Field::BillingAddressLine1, "Lange Gasse 3"),
    (Field::BillingPostalCode, "10115"),
    (Field::BillingLocality, "Berlin"),
    (Field::BillingSubdivision, ""),
    (Field::BillingPhone, ""),
    (Field::TaxNumber, "DE136695976"),
];

impl Who {
    /// Nobody and every role.
    pub const ALL: [Self; 6] = [
        Self::Nobody,
        Self::Is(Role::GlobalAdmin),
        Self::Is(Role::AdminAgent),
        Self::Is(Role::SalesAgent),
        Self::Is(Role::HelpdeskAgent),
        Self::Is(Role::Auditor),
    ];
    pub const ADMIN: Self = Self::Is(Role::GlobalAdmin);
    pub const AGENT: Self = Self::Is(Role::AdminAgent);
    pub const SALES: Self = Self::Is(Role::SalesAgent);
    pub const HELPDESK: Self = Self::Is(Role::HelpdeskAgent);
    pub const AUDITOR: Self = Self::Is(Role::Auditor);

    /// The name in tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::Nobody => "nobody",
            Self::Is(role) => role.name(),
        }
    }
}

/// A server to ask.
pub struct Desk {
    pub router: Router,
    pub fresh: Fresh,
    /// Stands at [`NOW_US`] until a test moves it.
    pub clock: Clock,
    panics_before: u64,
}

/// The cookies of the five, made when the first database was filled; copies hold the same sessions.
static COOKIES: OnceLock<Mutex<Vec<(String, Role, String)>>> = OnceLock::new();

impl Desk {
    /// On `SQLite`.
    pub async fn on_sqlite() -> Tried<Self> {
        Ok(Self::of(filled_sqlite().await?))
    }

    /// On `PostgreSQL`.
    pub async fn on_postgres() -> Tried<Self> {
        Ok(Self::of(filled_postgres().await?))
    }

    /// On a database of a test's own.
    pub fn of(fresh: Fresh) -> Self {
        Self::with(fresh, |_| {})
    }

    /// With other settings than the usual ones.
    pub fn with(fresh: Fresh, set: impl FnOnce(&mut ServerState)) -> Self {
        count_panics_once();
        let mut state = ServerState::new(fresh.database.clone(), Clock::held(NOW_US), false);
        set(&mut state);
        let clock = state.clock;
        Self { router: router(state, None), fresh, clock, panics_before: server::panics::panics() }
    }

    /// Another server of the same database.
    pub fn beside(&self, router: Router) -> Self {
        Self { router, fresh: self.fresh.beside(), clock: self.clock, panics_before: self.panics_before }
    }

    /// A panic anywhere in the server fails the test, whatever was answered.
    pub fn ends_well(&self) -> TestResult {
        let panics = server::panics::panics() - self.panics_before;
        if panics == 0 { Ok(()) } else { Err(format!("the server panicked {panics} times").into()) }
    }

    /// Sends a request.
    pub async fn send(&self, request: Request<Body>) -> Tried<Answer> {
        send(&self.router, request).await
    }

    /// The `Cookie` header of somebody.
    pub async fn cookie(&self, who: Who) -> Tried<String> {
        let Who::Is(role) = who else {
            return Ok(String::new());
        };
        let backend = format!("{:?}", self.fresh.database.backend());
        let cookies = COOKIES.get_or_init(Mutex::default).lock().await;
        let found = cookies.iter().find(|(of, held, _)| *of == backend && *held == role);
        found.map(|(_, _, cookie)| cookie.clone()).ok_or_else(|| "nobody signed in".into())
    }

    /// Asks for a page.
    pub async fn get(&self, who: Who, path: &str) -> Tried<Answer> {
        let request = Request::get(path)
            .header("cookie", self.cookie(who).await?)
            .header("accept", "text/html")
            .body(Body::empty())?;
        self.send(request).await
    }

    /// Posts an ordinary form.
    pub async fn post(&self, who: Who, path: &str, fields: &[(&str, &str)]) -> Tried<Answer> {
        let body = fields
            .iter()
            .map(|(name, value)| format!("{}={}", model::percent::encode(name), model::percent::encode(value)))
            .collect::<Vec<_>>()
            .join("&");
        let request = Request::post(path)
            .header("cookie", self.cookie(who).await?)
            .header("content-type", "application/x-www-form-urlencoded")
            .header("accept", "text/html")
            .body(Body::from(body))?;
        self.send(request).await
    }

    /// Calls a server function.
    pub async fn call(&self, who: Who, function: &str, arguments: &Value) -> Tried<Answer> {
        let cookie = self.cookie(who).await?;
        call(&self.router, &cookie, function, arguments).await
    }

    /// A customer's account as anybody sees it.
    pub async fn account(&self, id: Uuid) -> Tried<Value> {
        self.call(Who::HELPDESK, "account/find", &json!({ "id": id })).await?.expect(200)?.json()
    }

    /// A customer's changes, the newest first.
    pub async fn history(&self, id: Uuid) -> Tried<Vec<Value>> {
        let page = self
            .call(Who::HELPDESK, "history/list", &json!({ "customer_id": id, "before": null }))
            .await?
            .expect(200)?
            .json()?;
        Ok(page["changes"].as_array().cloned().unwrap_or_default())
    }

    /// The first customer: Lale Tekstil of Bursa.
    pub fn lale() -> Uuid {
        Uuid::from_u128(1)
    }
}

/// Sends a request to a router.
pub async fn send(router: &Router, request: Request<Body>) -> Tried<Answer> {
    let response = router.clone().oneshot(request).await?;
    let (parts, body) = response.into_parts();
    let body = to_bytes(body, usize::MAX).await?;
    Ok(Answer { status: parts.status, headers: parts.headers, body: String::from_utf8_lossy(&body).into_owned() })
}

/// Calls a server function with a cookie.
pub async fn call(router: &Router, cookie: &str, function: &str, arguments: &Value) -> Tried<Answer> {
    let request = Request::builder()
        .method(Method::POST)
        .uri(format!("/api/{function}"))
        .header("cookie", cookie)
        .header("content-type", "application/json")
        .header("accept", "application/json")
        .body(Body::from(arguments.to_string()))?;
    send(router, request).await
}

/// Migrates a database and fills it; keeps the cookies of the five.
pub async fn fill(database: &Database) -> TestResult {
    server::serve::migrate(database).await?;
    let router = router(ServerState::new(database.clone(), Clock::held(NOW_US), false), None);
    let backend = format!("{:?}", database.backend());
    for role in Role::ALL {
        let email = email_of(role);
        let person =
            CheckedPerson { name: format!("The {}", role.name()), email: email.clone(), roles: Roles::of(&[role]) };
        store::insert(database, &person, PASSWORD, false, Source::program(NOW_US))
            .await
            .map_err(|error| format!("{error:?}"))?;
        let answer = call(&router, "", "session/sign_in", &json!({ "email": email, "password": PASSWORD }))
            .await?
            .expect(200)?;
        COOKIES.get_or_init(Mutex::default).lock().await.push((backend.clone(), role, answer.cookie()));
    }
    add_customers(database, &customers()).await.map_err(|error| format!("{error:?}"))?;
    Ok(())
}

/// What somebody signs in with.
fn email_of(role: Role) -> String {
    format!("{}@staff.example", role.name())
}

/// The text of the first customer.
pub fn lale_text() -> CustomerText {
    let mut text = CustomerText::default();
    for (field, value) in [
        (Field::CompanyName, "Lale Tekstil A.Ş."),
        (Field::Domain, "lale.example"),
        (Field::CompanyCountry, "TR"),
        (Field::CompanyAddressLine1, "Nilüfer Cad. 12"),
        (Field::CompanyPostalCode, "16120"),
        (Field::CompanyLocality, "Osmangazi"),
        (Field::CompanySubdivision, "Bursa"),
        (Field::BillToName, "Lale Tekstil A.Ş."),
        (Field::ContactFirstName, "Elif"),
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
    text
}

fn customers() -> Vec<NewCustomer> {
    let names = [
        "Lale Tekstil A.Ş.",
        "İSTANBUL Gıda",
        "Irmak Enerji",
        "Çınar Yazılım",
        "Cam Sanayi",
        "Şafak Lojistik",
        "Su Turizm",
        "100%_Pure Oil",
    ];
    let customer = |(at, name): (usize, &&str)| {
        let mut text = lale_text();
        text.set(Field::CompanyName, *name);
        if at > 0 {
            text.set(Field::Domain, format!("customer-{at}.example"));
        }
        let at = at as u128;
        NewCustomer {
            id: Uuid::from_u128(at + 1),
            text,
            may_buy: (at == 3, false),
            added_at_us: NOW_US - 1_000_000 * i64::try_from(at).unwrap_or_default(),
        }
    };
    names.iter().enumerate().map(customer).collect()
}

fn count_panics_once() {
    static ONCE: std::sync::Once = std::sync::Once::new();
    ONCE.call_once(server::panics::count_panics);
}
