//! The two cookies: who is signed in, and which language somebody chose before signing in.

use crate::cookies::{header, secure, value};
use desk::request::RequestContext;
use http::HeaderValue;
use model::language::Language;

/// How long a browser keeps the language: a year.
const LANGUAGE_S: u64 = 31_536_000;

/// Behind https the name itself makes browsers insist on `Secure`, no domain and the whole path (RFC 6265bis, 4.1.3.2).
fn session_name(is_https: bool) -> &'static str {
    if is_https { "__Host-session" } else { "session" }
}

fn browser_name(is_https: bool) -> &'static str {
    if is_https { "__Host-browser" } else { "browser" }
}

/// How long a browser is known by its mark: a year.
const BROWSER_S: u64 = 31_536_000;

/// `Set-Cookie` that marks a browser as one that somebody has signed in with.
pub fn browser_cookie(request: &RequestContext, mark: &str) -> Option<HeaderValue> {
    header(format!(
        "{}={mark}; Path=/; HttpOnly; SameSite=Lax; Max-Age={BROWSER_S}{}",
        browser_name(request.is_https),
        secure(request)
    ))
}

/// The token of the session in a `Cookie` header.
#[must_use]
pub fn session_of_cookies(cookies: &str, is_https: bool) -> Option<&str> {
    value(cookies, session_name(is_https))
}

/// The mark of a browser that has signed in before, in a `Cookie` header.
#[must_use]
pub fn browser_of_cookies(cookies: &str, is_https: bool) -> Option<&str> {
    value(cookies, browser_name(is_https))
}

/// The language that a `Cookie` header chooses.
#[must_use]
pub fn language_of_cookies(cookies: &str) -> Option<Language> {
    value(cookies, "language").and_then(Language::of_code)
}

/// `Set-Cookie` that signs a browser in; it forgets when it closes, the server after a day.
pub fn session_cookie(request: &RequestContext, token: &str) -> Option<HeaderValue> {
    header(format!("{}={token}; Path=/; HttpOnly; SameSite=Lax{}", session_name(request.is_https), secure(request)))
}

/// `Set-Cookie` that signs a browser out.
pub fn no_session_cookie(request: &RequestContext) -> Option<HeaderValue> {
    header(format!("{}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0{}", session_name(request.is_https), secure(request)))
}

/// `Set-Cookie` that keeps a language.
pub fn language_cookie(request: &RequestContext, language: Language) -> Option<HeaderValue> {
    header(format!(
        "language={}; Path=/; HttpOnly; SameSite=Lax; Max-Age={LANGUAGE_S}{}",
        language.code(),
        secure(request)
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_its_own_cookie_only() {
        assert_eq!(session_of_cookies("a=b; session=t; language=tr", false), Some("t"));
        assert_eq!(session_of_cookies("session=t", true), None, "behind https the plain name is not trusted");
        assert_eq!(session_of_cookies("xsession=t", false), None);
        assert_eq!(language_of_cookies("language=tr"), Some(Language::Turkish));
        assert_eq!(language_of_cookies("language=xx"), None);
    }
}
