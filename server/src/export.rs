//! The log as a file, exactly as it is filtered: CSV or JSON lines, sent as it is read.

use crate::responses::plain_error;
use app::wire::Error;
use axum::Extension;
use axum::body::{Body, Bytes};
use axum::extract::Query;
use axum::extract::rejection::QueryRejection;
use axum::response::{IntoResponse, Response};
use desk::activity::{Exported, begin_export};
use desk::database::{Database, Wait};
use desk::request::RequestContext;
use futures_util::stream::{StreamExt, unfold};
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use model::access::ExportLog;
use model::activity::{ActivityEntry, ActivityFilter};
use model::calendar::rfc3339;
use serde_json::json;

/// How the file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Csv,
    JsonLines,
}

/// `/activity.csv`: one line for each value of an entry.
pub async fn csv(context: Extension<RequestContext>, filter: Asked) -> Response {
    answer(context.0, filter, Format::Csv).await
}

/// `/activity.jsonl`: one line for each entry.
pub async fn json_lines(context: Extension<RequestContext>, filter: Asked) -> Response {
    answer(context.0, filter, Format::JsonLines).await
}

/// The filter of an address, if it is one.
type Asked = Result<Query<ActivityFilter>, QueryRejection>;

async fn answer(context: RequestContext, filter: Asked, format: Format) -> Response {
    let (name, kind) = match format {
        Format::Csv => ("csv", "text/csv; charset=utf-8"),
        Format::JsonLines => ("jsonl", "application/jsonl; charset=utf-8"),
    };
    let exported: Result<Exported, Error> = match context.permit::<ExportLog>() {
        Ok(permit) => match filter {
            Ok(Query(filter)) => {
                let begun = context.database.within(Wait::Write, begin_export(&permit, &context, &filter, name));
                begun.await.map_err(Error::from)
            }
            Err(_) => Err(Error::Malformed),
        },
        Err(error) => Err(error.into()),
    };
    let exported = match exported {
        Ok(exported) => exported,
        Err(error) => return plain_error(&error),
    };
    let headers = [
        (CONTENT_TYPE, kind.to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"defter-activity.{name}\"")),
    ];
    let first = if format == Format::Csv { Bytes::from_static(HEAD.as_bytes()) } else { Bytes::new() };
    let body = unfold(Some((exported, Some(first), context.database)), move |state| async move {
        let (mut exported, first, database) = state?;
        if let Some(first) = first {
            return Some((Ok(first), Some((exported, None, database))));
        }
        next(&database, &mut exported, format).await.map(|part| {
            let goes_on = part.is_ok();
            (part, goes_on.then_some((exported, None, database)))
        })
    });
    // Whoever squeezes the answer may ask once more at its end.
    (headers, Body::from_stream(body.fuse())).into_response()
}

/// What the columns of the CSV are, after the mark by which spreadsheets know UTF-8.
const HEAD: &str = "\u{feff}entry,at,kind,actor_id,actor,subject,customer_id,field,old,new\r\n";

/// The next part of the file; an error in the middle breaks the answer off, so that nobody takes a part for the whole.
async fn next(database: &Database, exported: &mut Exported, format: Format) -> Option<Result<Bytes, std::io::Error>> {
    match database.within(Wait::Read, exported.next()).await {
        Ok(entries) if entries.is_empty() => None,
        Ok(entries) => Some(write(&entries, format).map(Bytes::from)),
        Err(_) => Some(Err(std::io::Error::other("the database failed"))),
    }
}

fn write(entries: &[ActivityEntry], format: Format) -> Result<Vec<u8>, std::io::Error> {
    if format == Format::JsonLines {
        return Ok(entries.iter().flat_map(|entry| (line(entry).to_string() + "\n").into_bytes()).collect());
    }
    let mut csv = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    for entry in entries {
        for record in records(entry) {
            csv.write_record(record.iter().map(|cell| harmless(cell)))?;
        }
    }
    csv.into_inner().map_err(|error| std::io::Error::other(error.to_string()))
}

/// One line for each value; an entry that says nothing has one line too.
fn records(entry: &ActivityEntry) -> Vec<[String; 10]> {
    let record = |field: &str, old: &str, new: &str| {
        [
            entry.seq.to_string(),
            rfc3339(entry.at_us),
            entry.kind.clone(),
            entry.actor_id.to_string(),
            entry.actor.clone(),
            entry.subject.clone(),
            entry.customer_id.map(|id| id.to_string()).unwrap_or_default(),
            field.to_owned(),
            old.to_owned(),
            new.to_owned(),
        ]
    };
    let mut all: Vec<_> = entry.values.iter().map(|value| record(&value.field, &value.old, &value.new)).collect();
    all.extend(entry.erased.iter().map(|field| record(field, "", "")));
    if all.is_empty() {
        all.push(record("", "", ""));
    }
    all
}

/// What a spreadsheet takes for the beginning of a formula, full-width signs included.
const FORMULA: [char; 9] = ['=', '+', '-', '@', '|', '＝', '＋', '－', '＠'];

/// A cell that no spreadsheet takes for a formula (OWASP, "CSV injection"), wherever it splits it: in some countries a
/// semicolon separates.
fn harmless(cell: &str) -> String {
    let is_formula = |part: &str| part.trim_start_matches(['"', ' ']).starts_with(FORMULA);
    if cell.starts_with(['\t', '\r']) || cell.split([';', ',', '\t', '\r', '\n']).any(is_formula) {
        let parts = cell.split_inclusive([';', ',', '\t', '\r', '\n']);
        let safe = parts.map(|part| {
            if is_formula(part) || part.starts_with(['\t', '\r']) { format!("'{part}") } else { part.to_owned() }
        });
        return safe.collect();
    }
    cell.to_owned()
}

fn line(entry: &ActivityEntry) -> serde_json::Value {
    json!({
        "entry": entry.seq,
        "at": rfc3339(entry.at_us),
        "kind": entry.kind,
        "actor_id": entry.actor_id,
        "actor": entry.actor,
        "subject": entry.subject,
        "customer_id": entry.customer_id,
        "values": entry.values,
        "erased": entry.erased,
    })
}
