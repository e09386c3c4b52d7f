//! Browsers that somebody has signed in with before: their tries are counted for themselves, so that nobody at the same address
//! can use them up (OWASP, "Slow Down Online Guessing Attacks with Device Cookies").

use super::cookie::browser_cookie;
use crate::fields;
use crate::request::RequestContext;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http::HeaderValue;
use rand::TryRng;

const PURPOSE: &str = "defter-browser-1";
const NAME_BYTES: usize = 12;

/// `Set-Cookie` that marks the browser in which somebody has just signed in.
pub fn mark_cookie(request: &RequestContext, email: &str) -> Option<HeaderValue> {
    let email = fields::SIGN_IN_EMAIL.parse(email).ok().flatten()?;
    new_mark(request, &email).and_then(|mark| browser_cookie(request, &mark))
}

/// A mark for the browser that signed somebody in: a name of its own, and the proof that it was given for this e-mail. None if
/// the system gives no random numbers: the browser stays unknown.
fn new_mark(request: &RequestContext, email: &str) -> Option<String> {
    let mut bytes = [0_u8; NAME_BYTES];
    rand::rngs::SysRng.try_fill_bytes(&mut bytes).ok()?;
    let name = URL_SAFE_NO_PAD.encode(bytes);
    let proof = request.database.log_key().mark(PURPOSE, &said_of(&name, email));
    Some(format!("{name}.{}", URL_SAFE_NO_PAD.encode(proof)))
}

/// The name of the browser, if its mark was given for this e-mail.
pub fn known_browser<'a>(request: &'a RequestContext, email: &str) -> Option<&'a str> {
    let (name, proof) = request.browser.as_deref()?.split_once('.')?;
    let proof = URL_SAFE_NO_PAD.decode(proof).ok()?;
    request.database.log_key().has_marked(PURPOSE, &said_of(name, email), &proof).then_some(name)
}

fn said_of(name: &str, email: &str) -> String {
    format!("{name} {}", fields::email_key(email))
}
