//! The least that could serve a million customers, to hold Defter against in the same run: axum and rusqlite ask `SQLite` the
//! same and answer as many bytes, of Defter's own page, with the rows written into them. No session, no rendering, no rule.
//!
//! usage: bare DATABASE-FILE PAGE-FILE. Listens on a free port of the loopback and says the port and its process on one line.
#![expect(clippy::print_stdout, reason = "whoever started it reads where it listens")]

use axum::Router;
use axum::extract::{Query, State};
use axum::response::Html;
use axum::routing::get;
use http::StatusCode;
use rusqlite::{Connection, OpenFlags, Params, Row};
use std::cell::RefCell;
use std::fmt::Write;
use std::sync::Arc;
use tower_http::CompressionLevel;
use tower_http::compression::CompressionLayer;
use uuid::Uuid;

type Tried<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// Customers on one page, and one to know whether there are more.
const PAGE_ROWS: u32 = 51;
const HOME_ROWS: u32 = 8;
const CANDIDATES: u32 = 2_001;
const ROW: &str = "id, company_name, domain, company_country, contact_first_name, contact_last_name, billing_email, \
    may_buy_reservations, may_buy_savings_plans, updated_at_us";
const ALL: &str = "(SELECT customers FROM customer_count WHERE id = 1) AS found";

/// What every answer is made of.
#[derive(Clone)]
struct Served {
    database: Arc<str>,
    page: Arc<str>,
}

/// What may be asked: a word in lower case, and how many bytes the answer shall have.
#[derive(Default, serde::Deserialize)]
#[serde(default)]
struct Asked {
    search: String,
    bytes: usize,
}

type Answer = Result<Html<String>, (StatusCode, String)>;

#[tokio::main]
async fn main() -> Tried<()> {
    // `cargo bench` adds an option of its own.
    let given: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let [database, page] = given.as_slice() else {
        return Err("usage: bare DATABASE-FILE PAGE-FILE".into());
    };
    let served = Served { database: database.as_str().into(), page: std::fs::read_to_string(page)?.into() };
    let router = Router::new()
        .route("/", get(home))
        .route("/customers", get(customers))
        .layer(CompressionLayer::new().br(true).zstd(true).quality(CompressionLevel::Fastest))
        .with_state(served);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    println!("{} {}", listener.local_addr()?.port(), std::process::id());
    axum::serve(listener, router).await?;
    Ok(())
}

async fn home(State(served): State<Served>, Query(asked): Query<Asked>) -> Answer {
    let sql =
        format!("SELECT {ROW}, {ALL} FROM customers WHERE version > 1 ORDER BY updated_at_us DESC, id DESC LIMIT ?1");
    answer(&served, asked.bytes, &sql, [HOME_ROWS])
}

async fn customers(State(served): State<Served>, Query(asked): Query<Asked>) -> Answer {
    if asked.search.is_empty() {
        let sql = format!("SELECT {ROW}, {ALL} FROM customers ORDER BY name_order_en, id LIMIT ?1");
        return answer(&served, asked.bytes, &sql, [PAGE_ROWS]);
    }
    let phrase = asked.search.split(' ').map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(" AND ");
    let sql = format!(
        "SELECT * FROM (SELECT {ROW}, COUNT(*) OVER () AS found, name_order_en FROM customers WHERE seq IN
            (SELECT rowid FROM customers_search WHERE customers_search MATCH ?1 LIMIT ?2)) AS matches
         ORDER BY name_order_en, id LIMIT ?3"
    );
    answer(&served, asked.bytes, &sql, (phrase, CANDIDATES, PAGE_ROWS))
}

/// Asks on this thread's own connection, and writes the rows into as much of the page as makes the bytes.
fn answer(served: &Served, bytes: usize, sql: &str, given: impl Params) -> Answer {
    thread_local! {
        static CONNECTION: RefCell<Option<Connection>> = const { RefCell::new(None) };
    }
    let rows = CONNECTION.with_borrow_mut(|kept| {
        let connection = match kept.take() {
            Some(connection) => connection,
            None => Connection::open_with_flags(
                &*served.database,
                OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX,
            )?,
        };
        let rows = table(&connection, sql, given);
        *kept = Some(connection);
        rows
    });
    let rows = rows.map_err(|error| (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()))?;
    let mut end = bytes.saturating_sub(rows.len()).min(served.page.len());
    while !served.page.is_char_boundary(end) {
        end -= 1;
    }
    Ok(Html(format!("{}{rows}", served.page.get(..end).unwrap_or_default())))
}

fn table(connection: &Connection, sql: &str, given: impl Params) -> rusqlite::Result<String> {
    let mut html = String::with_capacity(32_768);
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(given)?;
    while let Some(row) = rows.next()? {
        write_row(row, &mut html)?;
    }
    Ok(html)
}

fn write_row(row: &Row<'_>, html: &mut String) -> rusqlite::Result<()> {
    let id = Uuid::from_slice(row.get_ref(0)?.as_blob().unwrap_or_default()).unwrap_or_default();
    html.push_str("<tr><th><a href=\"/customers/");
    // Writing into text does not fail.
    let _ = write!(html, "{id}/account\">");
    for column in 1..7_usize {
        for letter in row.get_ref(column)?.as_str().unwrap_or_default().chars() {
            match letter {
                '&' => html.push_str("&amp;"),
                '<' => html.push_str("&lt;"),
                letter => html.push(letter),
            }
        }
        html.push_str("</td><td>");
    }
    let (reservations, savings_plans): (bool, bool) = (row.get(7)?, row.get(8)?);
    let (changed_us, found): (i64, i64) = (row.get(9)?, row.get(10)?);
    let _ = write!(html, "{reservations} {savings_plans} {changed_us} {found}</td></tr>");
    Ok(())
}
