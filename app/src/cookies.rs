//! Cookies as text: read from a request's header, and written for an answer's.

use desk::request::RequestContext;
use http::HeaderValue;

/// The value of a cookie in a `Cookie` header.
pub fn value<'a>(cookies: &'a str, name: &str) -> Option<&'a str> {
    cookies
        .split(';')
        .filter_map(|cookie| cookie.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value)
}

/// What a `Set-Cookie` says behind https.
pub fn secure(request: &RequestContext) -> &'static str {
    if request.is_https { "; Secure" } else { "" }
}

/// A `Set-Cookie` header; none of what cannot stand in one.
pub fn header(text: String) -> Option<HeaderValue> {
    HeaderValue::try_from(text).ok()
}
