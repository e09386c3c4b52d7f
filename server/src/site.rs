//! The site's files: inside the program, named by their hashes, compressed ahead of time.

use app::SiteFiles;
use app::sheets::Sheet;
use axum::extract::Request;
use axum::response::{IntoResponse, Response};
use http::header::{ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, HeaderValue, VARY};
use http::{Method, StatusCode};

/// A file and its compressed siblings.
struct EmbeddedFile {
    path: &'static str,
    plain: &'static [u8],
    brotli: Option<&'static [u8]>,
    gzip: Option<&'static [u8]>,
}

include!(concat!(env!("OUT_DIR"), "/site.rs"));

/// Where `cargo leptos watch` puts the site.
const ON_DISK: &str = "target/site";

/// Where the pages find their files.
#[must_use]
pub fn files() -> SiteFiles {
    let embedded = |name: &str, ending: &str| {
        let begin = format!("/pkg/{name}.");
        let is_that = |file: &&EmbeddedFile| file.path.starts_with(&begin) && file.path.ends_with(ending);
        EMBEDDED.iter().find(is_that).map(|file| file.path.to_owned())
    };
    let named = |ending: &str| embedded("defter", ending).unwrap_or_else(|| format!("/pkg/defter{ending}"));
    // While developing one sheet holds all.
    let sheets = Sheet::ALL.into_iter().filter_map(|sheet| Some((sheet, embedded(sheet.name(), ".css")?))).collect();
    let files = SiteFiles {
        css: named(".css"),
        print: embedded("print", ".css").unwrap_or_default(),
        sheets,
        ..SiteFiles::default()
    };
    if EMBEDDED.is_empty() && !std::path::Path::new(ON_DISK).join("pkg/defter.js").exists() {
        return files;
    }
    SiteFiles { js: named(".js"), wasm: named(".wasm"), ..files }
}

/// Answers a file of the site.
pub async fn file(request: Request) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return StatusCode::METHOD_NOT_ALLOWED.into_response();
    }
    let path = request.uri().path();
    let accepts = request.headers().get(ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let kind = HeaderValue::from_static(content_type(path));
    let Some(file) = EMBEDDED.iter().find(|file| file.path == path) else {
        return on_disk(path, kind).await;
    };
    let (body, encoding) = match (file.brotli, file.gzip) {
        (Some(brotli), _) if takes(accepts, "br") => (brotli, Some("br")),
        (_, Some(gzip)) if takes(accepts, "gzip") => (gzip, Some("gzip")),
        _ => (file.plain, None),
    };
    // The name changes with the content, so a copy is good for ever.
    let cached =
        if path.starts_with("/pkg/") { "public, max-age=31536000, immutable" } else { "public, max-age=86400" };
    let mut response = (
        [
            (CONTENT_TYPE, kind),
            (CACHE_CONTROL, HeaderValue::from_static(cached)),
            (VARY, HeaderValue::from_static("accept-encoding")),
        ],
        body,
    )
        .into_response();
    if let Some(encoding) = encoding {
        response.headers_mut().insert(CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    response
}

/// Whether an `Accept-Encoding` header takes an encoding (RFC 9110, 12.5.3).
fn takes(accepts: &str, encoding: &str) -> bool {
    accepts.split(',').any(|one| {
        let (name, weight) = one.split_once(';').unwrap_or((one, ""));
        let is_refused = weight.trim().strip_prefix("q=").is_some_and(|q| q.parse::<f32>().is_ok_and(|q| q <= 0.0));
        name.trim().eq_ignore_ascii_case(encoding) && !is_refused
    })
}

/// The same from disk, while developing. Only plain names: nothing outside the folder.
async fn on_disk(path: &str, kind: HeaderValue) -> Response {
    let name = path.trim_start_matches('/');
    let is_plain =
        name.split('/').all(|part| !part.starts_with('.') && !part.is_empty()) && !name.contains(['\\', '%']);
    let read = if EMBEDDED.is_empty() && is_plain {
        tokio::fs::read(std::path::Path::new(ON_DISK).join(name)).await.ok()
    } else {
        None
    };
    match read {
        Some(bytes) => ([(CONTENT_TYPE, kind)], bytes).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

fn content_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map(|(_, ending)| ending) {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("wasm") => "application/wasm",
        _ => "application/octet-stream",
    }
}
