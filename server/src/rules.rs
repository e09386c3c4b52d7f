//! The forms of countries, for browsers to keep.

use crate::responses::plain_error;
use app::routes::NO_COUNTRY;
use app::wire::Error;
use axum::Json;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use desk::rules::country_form as form_of;
use http::header::CACHE_CONTROL;
use model::countries::{RULES_VERSION, country};
use model::language::Language;

/// The form of a country, or of none where none is chosen. It holds nothing of anybody, and is the same for good under its address.
pub async fn country_form(Path((version, language, code)): Path<(String, String, String)>) -> Response {
    let code = if code == NO_COUNTRY { Some("") } else { country(&code).map(|country| country.code) };
    match (version == RULES_VERSION, Language::of_code(&language), code) {
        (true, Some(language), Some(code)) => {
            ([(CACHE_CONTROL, "public, max-age=31536000, immutable")], Json(form_of(code, language))).into_response()
        }
        _ => plain_error(&Error::NotFound),
    }
}
